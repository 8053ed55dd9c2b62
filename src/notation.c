/* SPDX-License-Identifier: MIT */
/* Hostile text made printable, and legible: what is drawn as itself stays,
 * everything else is written as a notation in ASCII. */
#include <string.h>

#include "smac.h"
#include "unicode.h"

typedef int put_function(void *user, const char *text, size_t length,
                         bool notation);

struct writer {
    put_function *put;
    void *user;
    const uint8_t *begin; /* of the plain text that is due */
};

/* Alone, so that joiners and selectors, which may be fine in a word, show. */
static bool
is_drawn(const uint8_t *bytes, size_t length, uint32_t c)
{
    struct unicode_state state = {0};
    struct unicode_run run;
    size_t position = 0;
    if (c < 0x80)
        return c >= 0x20 && c != 0x7F && c != '\\';
    return c >= 0xA0 && unicode_width(c) > 0 &&
           !unicode_next(&state, bytes, length, 0, false, &position, &run);
}

/* Spaces that a reader cannot tell from the plain one, or sees none of. */
static bool
is_odd_space(uint32_t c)
{
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x2800 || c == 0x3000;
}

static int
flush(struct writer *w, const uint8_t *end)
{
    size_t length = (size_t)(end - w->begin);
    return length == 0 ? 0
                       : w->put(w->user, (const char *)w->begin, length, false);
}

static size_t
put_hex(char *out, uint32_t value, unsigned least)
{
    unsigned digits = least;
    while (digits < 8 && value >> (4 * digits) != 0)
        digits++;
    for (unsigned i = 0; i < digits; i++)
        out[i] = "0123456789abcdef"[value >> (4 * (digits - 1 - i)) & 15];
    return digits;
}

static int
put_notation(const struct writer *w, uint32_t c, bool valid)
{
    static const char letters[] = "\n\r\t\\";
    static const char names[] = "nrt\\";
    char text[16] = "\\";
    size_t length = 1;
    const char *letter = c == 0 ? NULL : strchr(letters, (int)c);
    if (valid && c < 0x80 && letter != NULL) {
        text[length++] = names[letter - letters];
    } else if (valid && c >= 0x80) {
        text[length++] = 'u';
        text[length++] = '{';
        length += put_hex(text + length, c, 2);
        text[length++] = '}';
    } else {
        text[length++] = 'x';
        length += put_hex(text + length, c, 2);
    }
    return w->put(w->user, text, length, true);
}

int
smac_notation(const void *bytes, size_t length, put_function *put, void *user)
{
    const uint8_t *next = bytes;
    const uint8_t *end = next + length;
    size_t valid = unicode_valid_prefix(next, length);
    struct writer w = {put, user, next};
    while (next < end) {
        uint32_t c = *next;
        size_t n = 1;
        if (valid > 0)
            n = unicode_decode(next, valid, &c);
        if (valid > 0 && is_drawn(next, n, c) && !is_odd_space(c)) {
            next += n;
            valid -= n;
            continue;
        }
        int answer = flush(&w, next);
        if (answer == 0)
            answer = put_notation(&w, c, valid > 0);
        if (answer != 0)
            return answer;
        next += n;
        w.begin = next;
        if (valid > 0)
            valid -= n;
        else
            valid = unicode_valid_prefix(next, (size_t)(end - next));
    }
    return flush(&w, end);
}
