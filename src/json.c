/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdbool.h>
#include <string.h>

#include "lanes.h"
#include "unicode.h"

static const char hex_digits[] = "0123456789abcdef";

/* Stays as it is in a canonical string. */
static bool
is_plain(uint8_t byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\';
}

static void
put_unit(struct buffer *b, uint32_t unit)
{
    const char escape[] = {'\\',
                           'u',
                           hex_digits[unit >> 12 & 15],
                           hex_digits[unit >> 8 & 15],
                           hex_digits[unit >> 4 & 15],
                           hex_digits[unit & 15]};
    buffer_put(b, escape, sizeof escape);
}

/* RFC 8785, 3.2.2.2: the short form where there is one. */
static void
put_escape(struct buffer *b, uint8_t byte)
{
    static const char letters[] = "\b\t\n\f\r\"\\";
    static const char *const escapes[] = {"\\b", "\\t",  "\\n", "\\f",
                                          "\\r", "\\\"", "\\\\"};
    const char *letter = byte == 0 ? NULL : strchr(letters, byte);
    if (letter != NULL)
        buffer_puts(b, escapes[letter - letters]);
    else
        put_unit(b, byte);
}

static size_t
skip_plain(const uint8_t *bytes, size_t length, size_t i)
{
    while (length - i >= LANES) {
        lanes v = lanes_load(bytes + i);
        unsigned at = lanes_first((lanes)(v < lanes_all(0x20)) |
                                  (lanes)(v == '"') | (lanes)(v == '\\'));
        i += at;
        if (at < LANES)
            return i;
    }
    while (i < length && is_plain(bytes[i]))
        i++;
    return i;
}

/* Valid UTF-8. */
static void
put_valid(struct buffer *b, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t plain = skip_plain(bytes, length, i);
        buffer_put(b, bytes + i, plain - i);
        i = plain;
        if (i < length)
            put_escape(b, bytes[i++]);
    }
}

/* The start of a member, or of an element where there is no key. */
static void
put_key(struct buffer *b, const char *key)
{
    size_t length = key != NULL ? strlen(key) : 0;
    if (!buffer_reserve(b, length + 4))
        return;
    uint8_t *start = b->data + b->size;
    uint8_t *end = start;
    if (b->size > 0 && start[-1] != '{' && start[-1] != '[')
        *end++ = ',';
    if (key != NULL) {
        *end++ = '"';
        memcpy(end, key, length);
        memcpy(end + length, "\":", 2);
        end += length + 2;
    }
    b->size += (size_t)(end - start);
}

void
json_open(struct buffer *b, const char *key)
{
    put_key(b, key);
    buffer_putc(b, '{');
}

void
json_close(struct buffer *b)
{
    buffer_putc(b, '}');
}

void
json_open_array(struct buffer *b, const char *key)
{
    put_key(b, key);
    buffer_putc(b, '[');
}

void
json_close_array(struct buffer *b)
{
    buffer_putc(b, ']');
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
            buffer_puts(b, "\xEF\xBF\xBD");
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
json_truth(struct buffer *b, const char *key, bool value)
{
    put_key(b, key);
    buffer_puts(b, value ? "true" : "false");
}

void
json_hex(struct buffer *b, const char *key, const uint8_t *bytes, size_t length)
{
    put_key(b, key);
    buffer_putc(b, '"');
    if (buffer_reserve(b, 2 * length)) {
        uint8_t *digit = b->data + b->size;
        for (size_t i = 0; i < length; i++) {
            *digit++ = (uint8_t)hex_digits[bytes[i] >> 4];
            *digit++ = (uint8_t)hex_digits[bytes[i] & 15];
        }
        b->size += 2 * length;
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

/* Neither a terminal nor a page takes it for anything but itself. */
static bool
is_harmless(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '<' && byte != '>' &&
           byte != '&';
}

/* The next byte that is not. Nearly all of a record is harmless. */
static size_t
skip_harmless(const uint8_t *bytes, size_t length, size_t i)
{
    while (length - i >= LANES) {
        lanes v = lanes_load(bytes + i);
        unsigned at = lanes_first(~lanes_within(v, 0x20, 0x7E) |
                                  (lanes)((v | 2) == '>') | (lanes)(v == '&'));
        i += at;
        if (at < LANES)
            return i;
    }
    while (i < length && is_harmless(bytes[i]))
        i++;
    return i;
}

void
json_armour(struct buffer *b, const uint8_t *canonical, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t harmless = skip_harmless(canonical, length, i);
        buffer_put(b, canonical + i, harmless - i);
        i = harmless;
        if (i == length)
            break;
        uint32_t c;
        i += unicode_decode(canonical + i, length - i, &c);
        if (c > 0xFFFF) { /* a surrogate pair, RFC 8259 section 7 */
            put_unit(b, 0xD800 + ((c - 0x10000) >> 10));
            put_unit(b, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            put_unit(b, c);
        }
    }
}
