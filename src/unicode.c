/* SPDX-License-Identifier: MIT */
#include "unicode.h"

#include <string.h>

#include "glyph.h"
#include "joiner.h"
#include "lanes.h"

/* ---- UTF-8 -------------------------------------------------------------- */

static const uint64_t high_bits = UINT64_C(0x8080808080808080);

/* Length of the ASCII at bytes, in whole words: the rest is for the caller. */
static inline size_t
skip_ascii(const uint8_t *bytes, size_t length)
{
    size_t i = 0;
    while (length - i >= 16) {
        uint64_t word[2];
        memcpy(word, bytes + i, sizeof word);
        if (((word[0] | word[1]) & high_bits) != 0)
            break;
        i += sizeof word;
    }
    return i;
}

/* How many bytes are the beginning of a well-formed sequence (Unicode, table
 * 3-7), and in *wanted how many that sequence has; 0 if no sequence begins
 * with the first byte. Needs length >= 1. */
static inline size_t
match_sequence(const uint8_t *bytes, size_t length, size_t *wanted)
{
    uint8_t lead = bytes[0];
    uint8_t low = 0x80;
    uint8_t high = 0xbf;
    *wanted = 1;
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    *wanted = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead == 0xe0)
        low = 0xa0; /* below: overlong */
    else if (lead == 0xed)
        high = 0x9f; /* above: surrogates */
    else if (lead == 0xf0)
        low = 0x90; /* below: overlong */
    else if (lead == 0xf4)
        high = 0x8f; /* above: beyond U+10FFFF */

    size_t i = 1;
    while (i < *wanted && i < length && bytes[i] >= low && bytes[i] <= high) {
        low = 0x80;
        high = 0xbf;
        i++;
    }
    return i;
}

static inline bool
is_tail(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Length of the sequence at bytes if it is one of two or three bytes without
 * a special case, else 0: what most text is made of. */
static inline size_t
match_often(const uint8_t *bytes, size_t length)
{
    uint8_t lead = bytes[0];
    if (length < 3 || !is_tail(bytes[1]))
        return 0;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    return lead > 0xe0 && lead < 0xed && is_tail(bytes[2]) ? 3 : 0;
}

size_t
unicode_valid_prefix(const uint8_t *bytes, size_t length)
{
    size_t i = 0;
    while (i < length) {
        if (bytes[i] < 0x80) {
            size_t skipped = skip_ascii(bytes + i, length - i);
            i += skipped > 0 ? skipped : 1;
            continue;
        }
        size_t wanted = match_often(bytes + i, length - i);
        if (wanted == 0 &&
            match_sequence(bytes + i, length - i, &wanted) != wanted)
            break;
        i += wanted;
    }
    return i;
}

size_t
unicode_invalid_length(const uint8_t *bytes, size_t length)
{
    size_t wanted;
    size_t n = match_sequence(bytes, length, &wanted);
    return n > 0 ? n : 1;
}

size_t
unicode_decode(const uint8_t *bytes, size_t length, uint32_t *code_point)
{
    uint32_t c = bytes[0];
    size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (n > length) {
        *code_point = 0xfffd;
        return length;
    }
    c &= n == 1 ? 0x7f : 0x7fu >> n;
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (bytes[i] & 0x3fu);
    *code_point = c <= 0x10ffff ? c : 0xfffd;
    return n;
}

size_t
unicode_encode(uint32_t code_point, uint8_t out[4])
{
    uint32_t c = code_point;
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = 0xfffd;
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (c & 0x3f));
        c >>= 6;
    }
    out[0] = (uint8_t)((0xf00u >> n & 0xffu) | c);
    return n;
}

/* ---- the scan ----------------------------------------------------------- */

enum {
    AFTER_DROPPED = 1, /* what came last was dropped */
    BLACK_FLAG = 0x1f3f4,
    CANCEL_TAG = 0xe007f,
};

/* 0x80 where a word of ASCII has a byte below 0x20 or DEL. In bytes above
 * such a one there may be 0x80 too many, never too few. */
static inline uint64_t
find_controls(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return (word - ones * 0x20) | (word + ones);
}

static inline bool
is_shown_ascii(uint8_t byte)
{
    return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' ||
           byte == '\r';
}

static inline lanes
find_shown_ascii(lanes v)
{
    return lanes_within(v, 0x20, 0x7e) | lanes_within(v, '\t', '\n') |
           lanes_within(v, '\r', '\r');
}

/* 0x80 where a word of ASCII has a newline. */
static inline uint64_t
find_newlines(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return ~((word ^ ones * '\n') + ones * 0x7f) & high_bits;
}

/* Offset of the first byte at or after i that is not ASCII or is a control
 * character. */
static inline size_t
skip_shown_ascii(const uint8_t *bytes, size_t i, size_t length)
{
    for (;;) {
        uint64_t word;
        while (length - i >= sizeof word) {
            memcpy(&word, bytes + i, sizeof word);
            uint64_t doubtful = (word | find_controls(word)) & high_bits;
            if (doubtful != 0 && ((word & high_bits) != 0 ||
                                  (doubtful & ~find_newlines(word)) != 0))
                break;
            i += sizeof word;
        }
        size_t word_end = length - i < sizeof word ? length : i + sizeof word;
        while (i < word_end && is_shown_ascii(bytes[i]))
            i++;
        if (i < word_end || i == length)
            return i;
    }
}

static inline uint32_t
decode_four(const uint8_t b[4])
{
    uint32_t c = (b[0] & 7u) << 18 | (b[1] & 63u) << 12 | (b[2] & 63u) << 6 |
                 (b[3] & 63u);
    return c <= 0x10ffff ? c : 0xfffd;
}

/* Offset of the first code point at or after i that may have to go. */
static size_t
skip_shown(const uint8_t *bytes, size_t i, size_t length)
{
    while (i < length) {
        if (bytes[i] < 0x80) {
            size_t end = skip_shown_ascii(bytes, i, length);
            if (end == i)
                return i;
            i = end;
            continue;
        }
        /* The bytes of UTF-8 are the indexes of the tables, save in length:
         * six bits each from the right. */
        const uint8_t *b = bytes + i;
        size_t n = b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
        if (n > length - i)
            return i;
        uint8_t row = n == 2 ? 0 : b[0] & 15;
        uint8_t column = n == 2 ? b[0] & 31 : b[1] & 63;
        uint16_t block = n == 4 ? glyph_block(decode_four(b))
                                : glyph_blocks[glyph_rows[row]][column];
        if (block >= glyph_first_stop &&
            (glyph_codes[block][b[n - 1] & 63] & GLYPH_CLASS) >= GLYPH_SPACE)
            return i;
        i += n;
    }
    return i;
}

static void
keep(struct unicode_state *s, uint32_t c)
{
    s->before[2] = s->before[1];
    s->before[1] = s->before[0];
    s->before[0] = c;
}

/* Moves the state past what skip_shown skipped: its last three code points. */
static void
keep_skipped(struct unicode_state *s, const uint8_t *bytes, size_t from,
             size_t to)
{
    if (from == to)
        return;
    s->flags = 0;
    size_t i = to;
    for (int n = 0; n < 3 && i > from; n++) {
        do
            i--;
        while (i > from && is_tail(bytes[i]));
    }
    while (i < to) {
        uint32_t c;
        i += unicode_decode(bytes + i, to - i, &c);
        keep(s, c);
    }
}

static bool
is_all_shown_ascii(const uint8_t *bytes, size_t length)
{
    if (length < LANES) {
        size_t i = 0;
        while (i < length && is_shown_ascii(bytes[i]))
            i++;
        return i == length && length > 0;
    }
    /* The last bytes are looked at twice rather than one by one. */
    lanes shown = lanes_all(0xff);
    for (size_t i = 0; i < length - LANES; i += LANES)
        shown &= find_shown_ascii(lanes_load(bytes + i));
    shown &= find_shown_ascii(lanes_load(bytes + length - LANES));
    return lanes_first(~shown) == LANES;
}

bool
unicode_pass(struct unicode_state *s, const uint8_t *bytes, size_t length)
{
    if (!is_all_shown_ascii(bytes, length))
        return false;
    s->flags = 0;
    s->before[2] = length > 2 ? bytes[length - 3] : s->before[2 - length];
    s->before[1] = length > 1 ? bytes[length - 2] : s->before[0];
    s->before[0] = bytes[length - 1];
    return true;
}

static enum glyph
class_of(uint32_t c)
{
    return c == 0 ? GLYPH_PLAIN : glyph_class(c);
}

/* A space beyond ASCII, or what looks like one. */
static bool is_wide_space(enum glyph class)
{
    return class == GLYPH_SPACE || class == GLYPH_BRAILLE_BLANK;
}

/* A code point, where it stands, and what the scan knows about it. */
struct candidate {
    const uint8_t *bytes; /* from the code point on */
    size_t length;        /* to the end of the piece */
    size_t size;          /* of what the verdict is about, in bytes */
    uint32_t c;
    enum glyph class;
    uint32_t next; /* after the piece */
    bool verbatim;
};

/* Patterns of different spaces spell bits, so a wide one stays only where no
 * space of any kind comes before it. ASCII's own always stay: the layout makes
 * one of a run, and of a line end as well. */
static bool
space_stays(const struct unicode_state *s, const struct candidate *k)
{
    uint32_t last = s->before[0];
    return k->verbatim || !is_wide_space(k->class) ||
           !(last == ' ' || last == '\t' || last == '\n' || last == '\r' ||
             is_wide_space(class_of(last)));
}

static bool
stays(const struct unicode_state *s, struct candidate *k)
{
    if (k->c == ' ' || is_wide_space(k->class))
        return space_stays(s, k);
    if (k->class < GLYPH_SPACE)
        return true;
    /* What stands next to something that was dropped was no script's wish. */
    if ((s->flags & AFTER_DROPPED) != 0)
        return false;
    if (k->class == GLYPH_TAG) {
        size_t n = s->before[0] == BLACK_FLAG
                       ? joiner_flag_length(k->bytes, k->length)
                       : 0;
        if (n == 0)
            return false;
        k->size = n;
        k->c = CANCEL_TAG;
        return true;
    }
    uint32_t next = k->next;
    if (k->size < k->length)
        unicode_decode(k->bytes + k->size, k->length - k->size, &next);
    return joiner_needed(k->c, s->before, next);
}

/* The reason of each class that may be dropped, from GLYPH_SPACE on. */
static const enum smac_reason reasons[GLYPH_COUNT] = {
    [GLYPH_SPACE] = SMAC_UNICODE_SPACE,
    [GLYPH_BRAILLE_BLANK] = SMAC_UNICODE_FILLER,
    [GLYPH_FORMAT] = SMAC_UNICODE_FORMAT,
    [GLYPH_GRAPHEME_JOINER] = SMAC_UNICODE_FORMAT,
    [GLYPH_HIEROGLYPH_JOINER] = SMAC_UNICODE_FORMAT,
    [GLYPH_FILLER] = SMAC_UNICODE_FILLER,
    [GLYPH_JAMO_FILLER] = SMAC_UNICODE_FILLER,
    [GLYPH_MONGOLIAN_SELECTOR] = SMAC_UNICODE_FILLER,
    [GLYPH_NONCHARACTER] = SMAC_UNICODE_NONCHARACTER,
    [GLYPH_CONTROL] = SMAC_CONTROL_CHARACTER,
    [GLYPH_ZERO_WIDTH] = SMAC_UNICODE_ZERO_WIDTH,
    [GLYPH_ZERO_WIDTH_SPACE] = SMAC_UNICODE_ZERO_WIDTH,
    [GLYPH_JOINER] = SMAC_UNICODE_ZERO_WIDTH,
    [GLYPH_BIDI] = SMAC_UNICODE_BIDI,
    [GLYPH_SELECTOR] = SMAC_UNICODE_VARIATION,
    [GLYPH_TAG] = SMAC_UNICODE_TAGS,
};

bool
unicode_next(struct unicode_state *s, const uint8_t *bytes, size_t length,
             uint32_t next, bool verbatim, size_t *position,
             struct unicode_run *run)
{
    size_t i = *position;
    bool open = false;
    enum glyph gravest = GLYPH_SPACE;
    while (i < length) {
        if (!open) {
            size_t end = skip_shown(bytes, i, length);
            keep_skipped(s, bytes, i, end);
            i = end;
            if (i == length)
                break;
        }
        struct candidate k = {.bytes = bytes + i,
                              .length = length - i,
                              .next = next,
                              .verbatim = verbatim};
        k.size = unicode_decode(k.bytes, k.length, &k.c);
        k.class = glyph_class(k.c);
        if (stays(s, &k)) {
            if (open)
                break; /* the next call looks at it again */
            s->flags = 0;
            keep(s, k.c);
        } else {
            if (!open)
                run->from = i;
            open = true;
            if (k.class > gravest)
                gravest = k.class;
            s->flags |= AFTER_DROPPED;
        }
        i += k.size;
    }
    *position = i;
    run->to = i;
    run->reason = reasons[gravest];
    return open;
}

unsigned
unicode_width(uint32_t code_point)
{
    if (code_point > 0x10ffff)
        return 1;
    uint8_t code = glyph_code(code_point);
    enum glyph class = (enum glyph)(code & GLYPH_CLASS);
    if (class >= GLYPH_FORMAT || (code & GLYPH_MARK) != 0)
        return 0;
    /* Vowels and tails are drawn into the syllable that a lead began. */
    if (class == GLYPH_JAMO_VOWEL || class == GLYPH_JAMO_TAIL)
        return 0;
    return (code & GLYPH_WIDE) != 0 ? 2 : 1;
}
