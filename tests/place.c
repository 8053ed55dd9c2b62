/* SPDX-License-Identifier: MIT */
#include "place.h"

#include <string.h>

size_t
place_step(const uint8_t *s, size_t length, int32_t *code_point)
{
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = s[0] < 0x80   ? 1
               : s[0] < 0xC0 ? 0
               : s[0] < 0xE0 ? 2
               : s[0] < 0xF0 ? 3
               : s[0] < 0xF8 ? 4
                             : 0;
    *code_point = -1;
    if (n == 0 || n > length)
        return 1;
    int32_t c = n == 1 ? s[0] : s[0] & (0x7F >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
        c = c << 6 | (s[i] & 0x3F);
    }
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 1;
    *code_point = c;
    return n;
}

struct place
place_first(const uint8_t *bytes, size_t length)
{
    bool marked = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    return (struct place){marked ? 3 : 0, 1, 1};
}

bool
place_walk(struct place *place, const uint8_t *bytes, size_t length, size_t to)
{
    while (place->at < to) {
        const uint8_t *s = bytes + place->at;
        int32_t c;
        place->at += place_step(s, length - place->at, &c);
        if (c == '\n' || (c == '\r' && (place->at == length || s[1] != '\n'))) {
            place->line++;
            place->column = 1;
        } else
            place->column++;
    }
    return place->at == to || to == 0;
}
