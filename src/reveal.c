/* SPDX-License-Identifier: MIT */
#include "reveal.h"

#include <string.h>

#include "glyph.h"
#include "reference.h"
#include "unicode.h"

enum {
    FIRST_TAG = 0xe0020,
    LAST_TAG = 0xe007e,
    FIRST_SELECTOR = 0xfe00,
    FIRST_IDEOGRAPHIC_SELECTOR = 0xe0100,
    MAX_DISTINCT = 3, /* two bits and what stands between two letters */
    MIN_BITS = 7,
    MIN_ESCAPED = 4, /* bytes that are no text are worth showing from here */
};

/* ---- the invisible code points of a span -------------------------------- */

struct reader {
    const uint8_t *bytes;
    size_t length;
    size_t at;
    bool blanks; /* spaces count: there is nothing else to see in the span */
};

static size_t
skip_ascii_text(const uint8_t *bytes, size_t i, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t high_bits = ones * 0x80;
    uint64_t word;
    while (length - i >= sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        uint64_t ampersands = word ^ ones * '&';
        if (((word | ((ampersands - ones) & ~ampersands)) & high_bits) != 0)
            break;
        i += sizeof word;
    }
    return i;
}

/* Next code point that is not plain ASCII text, or false at the end. Bytes
 * that are not UTF-8 are passed over. */
static bool
read_code_point(struct reader *r, uint32_t *c)
{
    while (r->at < r->length) {
        if (!r->blanks)
            r->at = skip_ascii_text(r->bytes, r->at, r->length);
        const uint8_t *next = r->bytes + r->at;
        size_t rest = r->length - r->at;
        if (rest == 0)
            break;
        uint8_t decoded[REFERENCE_OUT_MAX];
        size_t decoded_length = 0;
        if (*next == '&')
            r->at += reference_decode(next, rest, REFERENCE_HTML, decoded,
                                      &decoded_length);
        if (next != r->bytes + r->at && decoded_length > 0) {
            unicode_decode(decoded, decoded_length, c);
            return true;
        }
        if (*next < 0x80) {
            *c = *next;
            r->at++;
            return true;
        }
        size_t wanted = *next < 0xe0 ? 2 : *next < 0xf0 ? 3 : 4;
        if (unicode_valid_prefix(next, wanted < rest ? wanted : rest) > 0) {
            r->at += unicode_decode(next, rest, c);
            return true;
        }
        r->at += unicode_invalid_length(next, rest);
    }
    return false;
}

static bool
is_blank(uint32_t c, enum glyph class)
{
    return c == ' ' || class == GLYPH_SPACE || class == GLYPH_BRAILLE_BLANK;
}

/* Next code point that may be a letter of a hidden alphabet. */
static bool
read_symbol(struct reader *r, uint32_t *c, enum glyph *class)
{
    while (read_code_point(r, c)) {
        *class = glyph_class(*c);
        if (*class >= GLYPH_FORMAT || (r->blanks && is_blank(*c, *class)))
            return true;
    }
    return false;
}

/* ---- what there is to decode -------------------------------------------- */

struct census {
    size_t tags;
    size_t selectors;
    uint32_t distinct[MAX_DISTINCT]; /* other symbols */
    size_t distinct_count;           /* MAX_DISTINCT + 1: more */
    size_t symbols;
};

static void
count_symbol(struct census *n, uint32_t c, enum glyph class)
{
    n->symbols++;
    if (class == GLYPH_TAG)
        n->tags += c >= FIRST_TAG && c <= LAST_TAG;
    else if (class == GLYPH_SELECTOR)
        n->selectors++;
    size_t i = 0;
    while (i < n->distinct_count && i < MAX_DISTINCT && n->distinct[i] != c)
        i++;
    if (i < MAX_DISTINCT)
        n->distinct[i] = c;
    if (i == n->distinct_count)
        n->distinct_count++;
}

/* Spaces are symbols only where the span is nothing but symbols. */
static bool
is_all_blank(struct reader r)
{
    uint32_t c;
    r.blanks = true;
    while (read_code_point(&r, &c)) {
        enum glyph class = glyph_class(c);
        if (class < GLYPH_FORMAT && !is_blank(c, class))
            return false;
    }
    return true;
}

static struct census
take_census(struct reader r)
{
    struct census n = {0};
    uint32_t c;
    enum glyph class;
    while (read_symbol(&r, &c, &class))
        count_symbol(&n, c, class);
    return n;
}

/* ---- decoders ----------------------------------------------------------- */

/* UTF-8 without control characters: random bytes are hardly ever that. */
static bool
is_sensible(const uint8_t *bytes, size_t length)
{
    if (length == 0 || unicode_valid_prefix(bytes, length) < length)
        return false;
    for (size_t i = 0; i < length;) {
        uint32_t c;
        i += unicode_decode(bytes + i, length - i, &c);
        enum glyph class = glyph_class(c);
        if (class == GLYPH_CONTROL || class == GLYPH_NONCHARACTER ||
            class == GLYPH_TAG)
            return false;
    }
    return true;
}

static void
decode_tags(struct reader r, struct buffer *out)
{
    uint32_t c;
    enum glyph class;
    while (read_symbol(&r, &c, &class)) {
        if (c >= FIRST_TAG && c <= LAST_TAG)
            buffer_putc(out, (uint8_t)(c - FIRST_TAG + ' '));
    }
}

/* Bytes as variation selectors: U+FE00 is 0, U+E0100 is 16. */
static void
decode_selectors(struct reader r, struct buffer *out)
{
    uint32_t c;
    enum glyph class;
    while (read_symbol(&r, &c, &class)) {
        if (class == GLYPH_SELECTOR)
            buffer_putc(out, (uint8_t)(c >= FIRST_IDEOGRAPHIC_SELECTOR
                                           ? c - FIRST_IDEOGRAPHIC_SELECTOR + 16
                                           : c - FIRST_SELECTOR));
    }
}

/* `width` bits a byte, the highest first, `one` the symbol for 1. A run that
 * lacks one bit had its first symbol kept, as the first space of a run is. */
static void
decode_bits(struct reader r, size_t count, uint32_t one, unsigned width,
            struct buffer *out)
{
    unsigned bits = (width - (unsigned)(count % width)) % width;
    unsigned byte = 0;
    uint32_t c;
    enum glyph class;
    if (bits > 1)
        return;
    while (read_symbol(&r, &c, &class)) {
        byte = byte << 1 | (c == one);
        if (++bits == width) {
            buffer_putc(out, (uint8_t)byte);
            byte = bits = 0;
        }
    }
}

/* A code point in binary between two separators, without leading zeros. */
static void
decode_separated(struct reader r, uint32_t separator, uint32_t one,
                 struct buffer *out)
{
    uint32_t number = 0;
    unsigned bits = 0;
    uint32_t c = separator;
    enum glyph class;
    bool more = true;
    while (more) {
        more = read_symbol(&r, &c, &class);
        if (more && c != separator) {
            bits++;
            number = number << 1 | (c == one);
            if (bits <= 21)
                continue;
            buffer_putc(out, 0); /* no code point is that long */
            return;
        }
        if (bits > 0) {
            uint8_t utf8[4];
            buffer_put(out, utf8, unicode_encode(number, utf8));
        }
        number = bits = 0;
    }
}

/* ---- trying them -------------------------------------------------------- */

/* Does what was appended since `start` make sense? If not it is taken back. */
static bool
accept(struct buffer *out, size_t start)
{
    if (!out->failed && out->size > start &&
        is_sensible(out->data + start, out->size - start))
        return true;
    out->size = start;
    return false;
}

static bool
try_bits(struct reader r, const struct census *n, struct buffer *out)
{
    static const unsigned widths[] = {8, 7};
    size_t start = out->size;
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        for (size_t one = 0; one < 2; one++) {
            decode_bits(r, n->symbols, n->distinct[one], widths[w], out);
            if (accept(out, start))
                return true;
        }
    }
    return false;
}

static bool
try_separated(struct reader r, const struct census *n, struct buffer *out)
{
    size_t start = out->size;
    for (size_t separator = 0; separator < 3; separator++) {
        for (size_t one = 0; one < 3; one++) {
            if (one == separator)
                continue;
            decode_separated(r, n->distinct[separator], n->distinct[one], out);
            if (accept(out, start))
                return true;
        }
    }
    return false;
}

/* Bytes that are no text, as a person can read them: \xNN. */
static bool
escape(struct buffer *out, size_t start)
{
    size_t count = out->size - start;
    if (out->failed)
        return false;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = out->data[start + i];
        if (byte >= 0x20 && byte < 0x7f && byte != '\\')
            buffer_putc(out, byte);
        else
            buffer_printf(out, "\\x%02x", byte);
    }
    if (out->failed)
        return false;
    out->size -= count;
    memmove(out->data + start, out->data + start + count, out->size - start);
    return true;
}

bool
reveal_message(const uint8_t *bytes, size_t length, struct buffer *out)
{
    struct reader r = {bytes, length, 0, false};
    r.blanks = is_all_blank(r);
    struct census n = take_census(r);
    size_t start = out->size;
    if (n.tags > 0) {
        decode_tags(r, out);
        if (accept(out, start))
            return true;
    }
    if (n.selectors > 1) {
        decode_selectors(r, out);
        if (accept(out, start))
            return true;
    }
    if (n.symbols >= MIN_BITS && n.distinct_count == 2 && try_bits(r, &n, out))
        return true;
    if (n.symbols >= MIN_BITS && n.distinct_count == 3 &&
        try_separated(r, &n, out))
        return true;
    if (n.selectors >= MIN_ESCAPED) {
        decode_selectors(r, out);
        if (escape(out, start))
            return true;
        out->size = start;
    }
    return false;
}
