/* SPDX-License-Identifier: MIT */
#include "wording.h"

#include "reference.h"
#include "unicode.h"

static int
hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that %XX stands for, or -1. */
static int
percent_value(const uint8_t *bytes, size_t length)
{
    if (length < 3)
        return -1;
    int high = hex_value(bytes[1]);
    int low = hex_value(bytes[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static void
decode_escapes(struct buffer *out, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint8_t decoded[REFERENCE_OUT_MAX];
        size_t size = 0;
        size_t used = 0;
        if (bytes[i] == '&') {
            used = reference_decode(bytes + i, length - i, REFERENCE_HTML,
                                    decoded, &size);
        } else if (bytes[i] == '%') {
            int value = percent_value(bytes + i, length - i);
            decoded[0] = (uint8_t)value;
            size = 1;
            used = value < 0 ? 0 : 3;
        }
        if (used > 0) {
            buffer_put(out, decoded, size);
            i += used;
        } else {
            buffer_putc(out, bytes[i++]);
        }
    }
}

/* 0 for what is not to be seen. */
static uint32_t
fold(uint32_t c)
{
    if (c < 0x80)
        return c == 0 ? 0xFFFD : c;
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
        c == 0x205F || c == 0x3000 || c == 0x2028 || c == 0x2029 || c == 0x85)
        return ' ';
    if (c >= 0xFF01 && c <= 0xFF5E) /* full-width */
        return c - 0xFF01 + '!';
    if (c >= 0x1D400 && c <= 0x1D6A3) { /* 13 mathematical alphabets */
        uint32_t letter = (c - 0x1D400) % 52;
        return letter < 26 ? 'A' + letter : 'a' + letter - 26;
    }
    return unicode_width(c) == 0 ? 0 : c;
}

void
wording_append(struct buffer *out, struct buffer *scratch, const uint8_t *bytes,
               size_t length)
{
    buffer_clear(scratch);
    decode_escapes(scratch, bytes, length);
    if (scratch->failed) {
        out->failed = true;
        return;
    }
    const uint8_t *next = scratch->data;
    size_t rest = scratch->size;
    while (rest > 0) {
        size_t valid = unicode_valid_prefix(next, rest);
        for (size_t i = 0; i < valid;) {
            uint32_t c;
            uint8_t encoded[4];
            i += unicode_decode(next + i, valid - i, &c);
            c = fold(c);
            if (c < 0x80 && c != 0)
                buffer_putc(out, (uint8_t)c);
            else if (c != 0)
                buffer_put(out, encoded, unicode_encode(c, encoded));
        }
        next += valid;
        rest -= valid;
        if (rest > 0) {
            size_t invalid = unicode_invalid_length(next, rest);
            buffer_puts(out, "\xEF\xBF\xBD");
            next += invalid;
            rest -= invalid;
        }
    }
}
