/* SPDX-License-Identifier: MIT */
#include "breach.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const formats[] = {"text", "markdown"};
static const char *const profiles[] = {"strict", "github", "browser"};
static const char *const details[] = {"summary", "drop", "expand"};

bool
breach_tell(struct breach *b, const struct smac_options *options,
            const char *format, ...)
{
    int n = snprintf(
        b->sentence, sizeof b->sentence, "(to=%s profile=%s details=%s%s) ",
        formats[options->format], profiles[options->profile],
        details[options->details], options->keep ? " keep=all" : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(b->sentence + n, sizeof b->sentence - (size_t)n, format,
              arguments);
    va_end(arguments);
    return false;
}

void
breach_compare(struct breach *b, const struct outcome *expected,
               const struct outcome *actual)
{
    breach_release(b);
    b->expected = strndup(expected->text, expected->length);
    b->expected_length = b->expected == NULL ? 0 : strlen(b->expected);
    b->actual = strndup(actual->text, actual->length);
    b->actual_length = b->actual == NULL ? 0 : strlen(b->actual);
}

void
breach_release(struct breach *b)
{
    free(b->expected);
    free(b->actual);
    b->expected = b->actual = NULL;
    b->expected_length = b->actual_length = 0;
}
