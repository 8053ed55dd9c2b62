/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "printable.h"

/* Enough for a path of PATH_MAX and a sentence; longer ones are cut. */
enum { LINE_MAX_BYTES = 6000 };

struct line {
    char text[LINE_MAX_BYTES];
    size_t length;
};

static void
add(struct line *line, const char *text)
{
    const char *s = text;
    while (*s != '\0' && line->length + 8 < sizeof line->text) {
        size_t n = printable_length(s);
        if (n == 0) {
            line->text[line->length++] = '?';
            s++;
            continue;
        }
        memcpy(line->text + line->length, s, n);
        line->length += n;
        s += n;
    }
}

static void
say(const char *subject, const char *text, const char *more)
{
    struct line line;
    line.length = 0;
    add(&line, "smac: ");
    add(&line, subject);
    add(&line, ": ");
    add(&line, text);
    line.text[line.length++] = '\n';
    /* Nobody is left to be told if this fails. */
    fwrite(line.text, 1, line.length, stderr);
    fputs(more, stderr);
}

void
message(const char *subject, const char *text)
{
    say(subject, text, "");
}

void
message_errno(const char *subject, int error)
{
    message(subject, strerror(error));
}

void
message_usage(const char *subject, const char *text)
{
    say(subject, text, "Try 'smac --help'.\n");
}
