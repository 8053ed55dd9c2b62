/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Enough for a path of PATH_MAX and a sentence; longer ones are cut. */
enum { LINE_MAX_BYTES = 6000 };

struct line {
    char text[LINE_MAX_BYTES];
    size_t length;
};

/* What must not reach a terminal: C1 controls, and what draws nothing or
 * changes the order of what is drawn. */
static const struct {
    uint32_t first;
    uint32_t last;
} unfit[] = {
    {0x80, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB}, {0xD800, 0xDFFF}, {0xE0000, 0xE0FFF},
};

static bool
is_fit(uint32_t c)
{
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++) {
        if (c >= unfit[i].first && c <= unfit[i].last)
            return false;
    }
    return c >= 0x20 && c != 0x7F && c <= 0x10FFFF;
}

/* The length of the character at s if it may be shown, else 0. */
static size_t
fit_length(const unsigned char *s)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = s[0] < 0x80   ? 1
                    : s[0] < 0xC2 ? 0
                    : s[0] < 0xE0 ? 2
                    : s[0] < 0xF0 ? 3
                    : s[0] < 0xF5 ? 4
                                  : 0;
    if (length <= 1)
        return length == 1 && is_fit(s[0]) ? 1 : 0;
    uint32_t c = s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) { /* a NUL ends this, too */
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    return c >= smallest[length] && is_fit(c) ? length : 0;
}

static void
add(struct line *line, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;
    while (*s != '\0' && line->length + 8 < sizeof line->text) {
        size_t n = fit_length(s);
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
