/* SPDX-License-Identifier: MIT */
#include "purity.h"

#include <string.h>

#include "unicode.h"

struct scan {
    const uint8_t *next;
    const uint8_t *end;
    bool escaped; /* the last text had an escape */
    size_t members;
};

static int
hex_value(uint8_t byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Moves past `uXXXX`. */
static bool
take_unit(struct scan *s, uint32_t *unit)
{
    *unit = 0;
    if (s->end - s->next < 5 || *s->next != 'u')
        return false;
    for (int i = 1; i < 5; i++) {
        int digit = hex_value(s->next[i]);
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)digit;
    }
    s->next += 5;
    return true;
}

/* Moves past what follows a backslash. A surrogate comes with its other. */
static bool
take_escape(struct scan *s)
{
    uint32_t unit;
    s->escaped = true;
    if (s->next == s->end)
        return false;
    if (*s->next != 'u')
        return strchr("\"\\/bfnrt", *s->next++) != NULL;
    if (!take_unit(s, &unit) || (unit >= 0xDC00 && unit <= 0xDFFF))
        return false;
    if (unit < 0xD800 || unit > 0xDBFF)
        return true;
    if (s->next == s->end || *s->next++ != '\\' || !take_unit(s, &unit))
        return false;
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Moves past a text whose quote was taken. */
static bool
take_text(struct scan *s)
{
    s->escaped = false;
    while (s->next < s->end) {
        uint8_t byte = *s->next++;
        if (byte == '"')
            return true;
        if (byte < 0x20 || (byte == '\\' && !take_escape(s)))
            return false;
    }
    return false;
}

bool
purity_check(const uint8_t *line, size_t length, size_t *members)
{
    struct scan s = {.next = line, .end = line + length};
    if (unicode_valid_prefix(line, length) < length)
        return false;
    while (s.next < s.end) {
        uint8_t byte = *s.next++;
        if (byte == '"') {
            if (!take_text(&s))
                return false;
        } else if (byte == ':') {
            if (s.escaped || s.next - line < 2 || s.next[-2] != '"')
                return false;
            s.members++;
        } else if (byte == '\0' ||
                   strchr("{}[], \t-0123456789truefals", byte) == NULL) {
            return false;
        }
    }
    *members = s.members;
    return true;
}
