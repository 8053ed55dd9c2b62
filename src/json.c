/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdbool.h>
#include <string.h>

#include "unicode.h"

/* Leaves a JSON string as it is. */
static bool
is_plain(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\' &&
           byte != '<' && byte != '>' && byte != '&';
}

static void
put_escape(struct buffer *b, uint32_t unit)
{
    static const char digits[] = "0123456789abcdef";
    const char escape[] = {'\\',
                           'u',
                           digits[unit >> 12 & 15],
                           digits[unit >> 8 & 15],
                           digits[unit >> 4 & 15],
                           digits[unit & 15]};
    buffer_put(b, escape, sizeof escape);
}

static void
put_code_point(struct buffer *b, uint32_t c)
{
    switch (c) {
    case '"':
        buffer_puts(b, "\\\"");
        break;
    case '\\':
        buffer_puts(b, "\\\\");
        break;
    case '\n':
        buffer_puts(b, "\\n");
        break;
    case '\r':
        buffer_puts(b, "\\r");
        break;
    case '\t':
        buffer_puts(b, "\\t");
        break;
    default:
        if (c > 0xFFFF) { /* a surrogate pair, RFC 8259 section 7 */
            put_escape(b, 0xD800 + ((c - 0x10000) >> 10));
            put_escape(b, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            put_escape(b, c);
        }
    }
}

/* Valid UTF-8. */
static void
put_valid(struct buffer *b, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t plain = i;
        while (plain < length && is_plain(bytes[plain]))
            plain++;
        buffer_put(b, bytes + i, plain - i);
        i = plain;
        if (i < length) {
            uint32_t c;
            i += unicode_decode(bytes + i, length - i, &c);
            put_code_point(b, c);
        }
    }
}

static void
put_key(struct buffer *b, const char *key)
{
    if (b->size > 0 && b->data[b->size - 1] != '{')
        buffer_putc(b, ',');
    buffer_putc(b, '"');
    buffer_puts(b, key);
    buffer_puts(b, "\":");
}

void
json_open(struct buffer *b, const char *key)
{
    if (key != NULL)
        put_key(b, key);
    buffer_putc(b, '{');
}

void
json_close(struct buffer *b)
{
    buffer_putc(b, '}');
}

void
json_text(struct buffer *b, const char *key, const void *bytes, size_t length)
{
    const uint8_t *next = bytes;
    put_key(b, key);
    buffer_putc(b, '"');
    while (length > 0) {
        size_t valid = unicode_valid_prefix(next, length);
        put_valid(b, next, valid);
        next += valid;
        length -= valid;
        if (length > 0) {
            size_t invalid = unicode_invalid_length(next, length);
            put_escape(b, 0xFFFD);
            next += invalid;
            length -= invalid;
        }
    }
    buffer_putc(b, '"');
}

void
json_word(struct buffer *b, const char *key, const char *nul_terminated)
{
    json_text(b, key, nul_terminated, strlen(nul_terminated));
}

void
json_number(struct buffer *b, const char *key, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put_key(b, key);
    buffer_put(b, digits + first, sizeof digits - first);
}

void
json_hex(struct buffer *b, const char *key, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    put_key(b, key);
    buffer_putc(b, '"');
    if (buffer_reserve(b, 2 * length)) {
        for (size_t i = 0; i < length; i++) {
            b->data[b->size++] = (uint8_t)digits[bytes[i] >> 4];
            b->data[b->size++] = (uint8_t)digits[bytes[i] & 15];
        }
    }
    buffer_putc(b, '"');
}

void
json_base64(struct buffer *b, const char *key, const uint8_t *bytes,
            size_t length)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    put_key(b, key);
    buffer_putc(b, '"');
    for (size_t i = 0; i < length; i += 3) {
        size_t have = length - i < 3 ? length - i : 3;
        uint32_t bits = (uint32_t)bytes[i] << 16;
        bits |= have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        bits |= have > 2 ? bytes[i + 2] : 0;
        const char quad[] = {letters[bits >> 18], letters[bits >> 12 & 63],
                             have > 1 ? letters[bits >> 6 & 63] : '=',
                             have > 2 ? letters[bits & 63] : '='};
        buffer_put(b, quad, sizeof quad);
    }
    buffer_putc(b, '"');
}
