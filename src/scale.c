/* SPDX-License-Identifier: MIT */
#include "scale.h"

#include <string.h>

/* MathJax's units; an em is 10 TeX points or, in a page, 16 pixels. */
static const struct unit {
    char name[3];
    double em;
} units[] = {
    {"em", 1},        {"ex", 0.43}, {"pt", 0.1},  {"px", 0.0625}, {"pc", 1.2},
    {"mu", 1.0 / 18}, {"in", 7.2},  {"cm", 2.84}, {"mm", 0.284},
};

static size_t
skip_blanks(const uint8_t *text, size_t length, size_t at)
{
    while (at < length && (text[at] == ' ' || text[at] == '\t' ||
                           text[at] == '\n' || text[at] == '\r'))
        at++;
    return at;
}

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static size_t
read_number(const uint8_t *text, size_t length, size_t at, double *number)
{
    size_t from = at;
    double value = 0, step = 1;
    for (; at < length && is_digit(text[at]); at++)
        value = value * 10 + (text[at] - '0');
    if (at < length && (text[at] == '.' || text[at] == ',')) {
        at++;
        for (; at < length && is_digit(text[at]); at++)
            value += (text[at] - '0') * (step /= 10);
    }
    *number = value;
    return at > from ? at : 0;
}

size_t
scale_prefix(const uint8_t *text, size_t length, double *em)
{
    size_t at = skip_blanks(text, length, 0);
    bool negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+'))
        at = skip_blanks(text, length, at + 1);
    double number;
    at = read_number(text, length, at, &number);
    if (at == 0)
        return 0;
    at = skip_blanks(text, length, at);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (length - at >= 2 && memcmp(text + at, units[i].name, 2) == 0) {
            *em = (negative ? -number : number) * units[i].em;
            return at + 2;
        }
    }
    return 0;
}

bool
scale_read(const uint8_t *text, size_t length, double *em)
{
    size_t used = scale_prefix(text, length, em);
    return used > 0 && skip_blanks(text, length, used) == length;
}
