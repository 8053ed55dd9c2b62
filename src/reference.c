/* SPDX-License-Identifier: MIT */
#include "reference.h"

#include <string.h>

#include "reference_names.h"
#include "unicode.h"

/* The names in one piece and their places in it, so that the table holds
 * offsets and needs no relocation when the program starts. */
struct names {
#define FIELD(name, first, second, bare) char name_##name[sizeof #name - 1];
    REFERENCE_NAMES(FIELD)
#undef FIELD
};

static const struct names names = {
#define FIELD(name, first, second, bare) #name,
    REFERENCE_NAMES(FIELD)
#undef FIELD
};

struct reference {
    uint16_t offset;
    uint8_t length;
    bool bare; /* also known without its semicolon */
    uint32_t first;
    uint32_t second;
};

static const struct reference references[] = {
#define ROW(name, first, second, bare)                                         \
    {offsetof(struct names, name_##name), sizeof #name - 1, bare, first,       \
     second},
    REFERENCE_NAMES(ROW)
#undef ROW
};

enum {
    REFERENCES = sizeof references / sizeof references[0],
    BARE_MAX = 6, /* the longest of the names without semicolon: Aacute */
};

/* What HTML reads for 0x80 to 0x9f (13.2.5.80); 0 stays itself. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static bool
is_alphanumeric(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static int
digit_value(uint8_t c, unsigned base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (base == 16 && (c | 32) >= 'a' && (c | 32) <= 'f')
        return (c | 32) - 'a' + 10;
    return -1;
}

static const struct reference *
find(const uint8_t *name, size_t length)
{
    size_t low = 0;
    size_t high = REFERENCES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct reference *r = &references[middle];
        size_t n = length < r->length ? length : r->length;
        int order = memcmp(name, (const char *)&names + r->offset, n);
        if (order == 0)
            order = (length > r->length) - (length < r->length);
        if (order == 0)
            return r;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static size_t
put(const struct reference *r, uint8_t out[REFERENCE_OUT_MAX])
{
    size_t n = unicode_encode(r->first, out);
    return r->second == 0 ? n : n + unicode_encode(r->second, out + n);
}

static size_t
decode_number(const uint8_t *bytes, size_t length, enum reference_rules rules,
              uint8_t out[REFERENCE_OUT_MAX], size_t *out_length)
{
    size_t at = 2;
    unsigned base = 10;
    if (length > 2 && (bytes[2] | 32) == 'x') {
        base = 16;
        at = 3;
    }
    size_t first = at;
    uint32_t value = 0;
    for (; at < length; at++) {
        int digit = digit_value(bytes[at], base);
        if (digit < 0)
            break;
        if (value <= 0x10ffff)
            value = value * base + (uint32_t)digit;
    }
    bool closed = at < length && bytes[at] == ';';
    if (at == first)
        return 0;
    if (rules == REFERENCE_MARKDOWN) {
        if (!closed || at - first > (base == 16 ? 6 : 7))
            return 0;
    } else if (value >= 0x80 && value <= 0x9f &&
               windows_1252[value - 0x80] != 0) {
        value = windows_1252[value - 0x80];
    }
    *out_length = unicode_encode(value == 0 ? 0xfffd : value, out);
    return closed ? at + 1 : at;
}

/* A name without its semicolon: the longest that fits. Inside a value one
 * that runs on stays text: href="?a=1&copy=2". */
static size_t
decode_bare(const uint8_t *bytes, size_t length, size_t run,
            enum reference_rules rules, uint8_t out[REFERENCE_OUT_MAX],
            size_t *out_length)
{
    for (size_t n = run < BARE_MAX ? run : BARE_MAX; n >= 2; n--) {
        const struct reference *r = find(bytes + 1, n);
        if (r == NULL || !r->bare)
            continue;
        if (rules == REFERENCE_HTML_ATTRIBUTE && 1 + n < length &&
            (bytes[1 + n] == '=' || is_alphanumeric(bytes[1 + n])))
            return 0;
        *out_length = put(r, out);
        return 1 + n;
    }
    return 0;
}

size_t
reference_decode(const uint8_t *bytes, size_t length,
                 enum reference_rules rules, uint8_t out[REFERENCE_OUT_MAX],
                 size_t *out_length)
{
    *out_length = 0;
    if (length < 2 || bytes[0] != '&')
        return 0;
    if (bytes[1] == '#')
        return decode_number(bytes, length, rules, out, out_length);
    size_t run = 0;
    while (run <= REFERENCE_NAME_MAX && 1 + run < length &&
           is_alphanumeric(bytes[1 + run]))
        run++;
    if (1 + run < length && bytes[1 + run] == ';') {
        const struct reference *r = find(bytes + 1, run);
        if (r != NULL) {
            *out_length = put(r, out);
            return run + 2;
        }
    }
    if (rules == REFERENCE_MARKDOWN)
        return 0;
    return decode_bare(bytes, length, run, rules, out, out_length);
}
