/* SPDX-License-Identifier: MIT */
#include "edge.h"

#include <stdbool.h>

#include "unicode.h"

enum { COLUMNS_SEEN = 100, TAB = 8 };

/* Code points that leave their columns empty, U+2800 and the fillers too. */
static bool
is_empty(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x2800 || c == 0x3000 || c == 0x115F || c == 0x1160 ||
           c == 0x3164 || c == 0xFFA0;
}

/* Zero-width code points among the blanks do not part them. */
static bool
is_seen(uint32_t c)
{
    return c != '\t' && !is_empty(c) && unicode_width(c) > 0;
}

size_t
edge_gap(const uint8_t *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint32_t c;
        size_t n = unicode_decode(text + at, length - at, &c);
        if (is_seen(c))
            break;
        at += n;
    }
    return at;
}

/* A gap takes so many bytes at least: all tabs. Looks at one byte in so many. */
static bool
may_have_gap(const uint8_t *line, size_t length)
{
    enum { LEAST = COLUMNS_SEEN / TAB };
    size_t end = 0;
    for (size_t at = LEAST - 1; at < length; at = end + LEAST) {
        size_t from = at;
        end = at;
        while (from > 0 && (line[from] <= ' ' || line[from] >= 0x7f))
            from--;
        while (end < length && (line[end] <= ' ' || line[end] >= 0x7f))
            end++;
        if (end - from > LEAST)
            return true;
    }
    return false;
}

size_t
edge_find(const uint8_t *line, size_t length, size_t column)
{
    size_t from = 0, from_column = column;
    if (!may_have_gap(line, length))
        return length;
    for (size_t at = 0; at < length;) {
        uint32_t c = line[at];
        size_t n = 1;
        if (c >= 0x80)
            n = unicode_decode(line + at, length - at, &c);
        size_t width = c == '\t' ? TAB - column % TAB : unicode_width(c);
        if (is_seen(c)) {
            if (column - from_column >= COLUMNS_SEEN)
                return from;
            from = at + n;
            from_column = column + width;
        }
        column += width;
        at += n;
    }
    return length;
}
