/* SPDX-License-Identifier: MIT */
#include "style.h"

#include <assert.h>

#include "plain.h"
#include "unicode.h"

struct range {
    uint32_t from;
    uint32_t to;
};

/* Unicode's white space beyond ASCII. */
static const struct range blanks[] = {
    {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a}, {0x2028, 0x2029},
    {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000},
};

/* Ranges without any symbol or punctuation mark, ascending: the letters that
 * most text is written in. What is missing costs a marker, never a word. */
static const struct range words[] = {
    {0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2af},    {0x386, 0x386},
    {0x388, 0x3f5},   {0x3f7, 0x481},   {0x48a, 0x52f},   {0x531, 0x556},
    {0x561, 0x586},   {0x5d0, 0x5ea},   {0x620, 0x669},   {0x671, 0x6d3},
    {0x904, 0x939},   {0x958, 0x961},   {0x985, 0x9b9},   {0xe01, 0xe3a},
    {0x10d0, 0x10fa}, {0x1e00, 0x1fbc}, {0x3041, 0x3096}, {0x30a1, 0x30fa},
    {0x3105, 0x312f}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3},
};

static bool
is_within(const struct range *ranges, size_t count, uint32_t code_point)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (code_point < ranges[middle].from)
            count = middle;
        else if (code_point > ranges[middle].to)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

enum style_class
style_class_of(const uint8_t *bytes)
{
    uint8_t c = bytes[0];
    if (c < 0x80) {
        if (c <= ' ')
            return STYLE_BLANK;
        if (c == '~')
            return STYLE_UNSURE;
        bool alphanumeric =
            (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        return alphanumeric ? STYLE_WORD : STYLE_PUNCTUATION;
    }
    uint32_t code_point;
    unicode_decode(bytes, 4, &code_point);
    if (is_within(blanks, sizeof blanks / sizeof *blanks, code_point))
        return STYLE_BLANK;
    if (is_within(words, sizeof words / sizeof *words, code_point))
        return STYLE_WORD;
    return STYLE_UNKNOWN;
}

enum style_class
style_class_before(const uint8_t *bytes, const uint8_t *start)
{
    if (bytes == start)
        return STYLE_BLANK;
    do {
        bytes--;
    } while (bytes > start && (*bytes & 0xc0) == 0x80);
    return style_class_of(bytes);
}

/* ---- markers --------------------------------------------------------------- */

struct marker {
    uint8_t style;
    size_t at;       /* of its opening mark in the output */
    size_t boundary; /* markers of one boundary opened side by side */
};

struct resolver {
    const uint8_t *bytes;
    size_t length;
    struct buffer *out;
    uint8_t wanted;  /* styles of what comes next */
    uint8_t open;    /* styles that have a marker */
    uint8_t refused; /* wanted, but their marker would not be read back */
    uint8_t gap;     /* the blank, newline or break that is due, or 0 */
    size_t boundary;
    const uint8_t *word; /* the last visible character ends [word, end) */
    const uint8_t *end;
    enum style_class before; /* or is of this class, if that is NULL */
    struct marker stack[3];
    size_t depth;
};

static uint8_t
opening_mark(uint8_t style)
{
    return style == STYLE_EMPHASIS ? MARK_EMPHASIS_ON
           : style == STYLE_STRONG ? MARK_STRONG_ON
                                   : MARK_STRIKE_ON;
}

/* The class of the last visible character: most are never asked for theirs. */
static enum style_class
class_before(struct resolver *r)
{
    if (r->end != NULL)
        r->before = style_class_before(r->end, r->word);
    r->end = NULL;
    return r->before;
}

static void
end_with(struct resolver *r, enum style_class class)
{
    r->end = NULL;
    r->before = class;
}

#define STARS (STYLE_EMPHASIS | STYLE_STRONG)

static bool
is_mixed(unsigned styles)
{
    return (styles & STARS) != 0 && (styles & STYLE_STRIKE) != 0;
}

/* Of the markers that opened side by side, those that close sooner are the
 * inner ones: `***a* b**` and `***a** b*`. Orders the stack so that as few as
 * possible close before their time. */
static void
put_closing_inside(struct resolver *r, unsigned closing)
{
    for (size_t pass = 1; pass < r->depth; pass++) {
        for (size_t i = 0; i + 1 < r->depth; i++) {
            struct marker *outer = &r->stack[i], *inner = outer + 1;
            if (outer->boundary != inner->boundary ||
                (outer->style & closing) == 0 || (inner->style & closing) != 0)
                continue;
            uint8_t style = outer->style;
            outer->style = inner->style;
            inner->style = style;
            if (r->out->failed)
                continue;
            r->out->data[outer->at] = opening_mark(outer->style);
            r->out->data[inner->at] = opening_mark(inner->style);
        }
    }
}

/* Closes the styles, and those opened within them; true if a closing marker
 * was written. Where one would not be read as closing, its opening marker
 * goes too. */
static bool
close_styles(struct resolver *r, unsigned closing, enum style_class next)
{
    put_closing_inside(r, closing);
    size_t keep = 0;
    while (keep < r->depth && (r->stack[keep].style & closing) == 0)
        keep++;
    unsigned styles = 0;
    for (size_t i = keep; i < r->depth; i++)
        styles |= r->stack[i].style;
    bool certain = next == STYLE_BLANK;
    enum style_class before = class_before(r);
    if (!is_mixed(styles))
        certain = certain || before == STYLE_WORD || next == STYLE_PUNCTUATION;
    /* a blank here is one that no GFM parser trims: U+00A0, U+3000 */
    if (before == STYLE_UNSURE || before == STYLE_BLANK)
        certain = false;
    while (r->depth > keep) {
        struct marker *m = &r->stack[--r->depth];
        r->open = (uint8_t)(r->open & ~m->style);
        if (certain)
            buffer_putc(r->out, (uint8_t)(opening_mark(m->style) + 1));
        else if (!r->out->failed)
            r->out->data[m->at] = MARK_END;
    }
    return certain;
}

/* Opens what is certain to be read as opening, and refuses the rest until
 * they end. A star that could also close is refused within other stars: it
 * might close them (`***a**b**c**d*`). */
static void
open_styles(struct resolver *r, unsigned opening, enum style_class before,
            enum style_class next)
{
    bool certain = before == STYLE_BLANK;
    if (!is_mixed(opening))
        certain = certain || next == STYLE_WORD || before == STYLE_PUNCTUATION;
    if (next == STYLE_BLANK || next == STYLE_UNSURE)
        certain = false;
    bool may_close = before != STYLE_BLANK &&
                     !(before == STYLE_PUNCTUATION && next == STYLE_WORD);
    if (may_close && (r->open & STARS) != 0 && (opening & STARS) != 0)
        certain = false;
    if (!certain) {
        r->refused = (uint8_t)(r->refused | opening);
        return;
    }
    r->boundary++;
    static const uint8_t order[] = {STYLE_STRIKE, STYLE_STRONG, STYLE_EMPHASIS};
    for (size_t i = 0; i < 3; i++) {
        if ((opening & order[i]) == 0)
            continue;
        assert(r->depth < 3);
        r->stack[r->depth++] =
            (struct marker){order[i], r->out->size, r->boundary};
        buffer_putc(r->out, opening_mark(order[i]));
        r->open = (uint8_t)(r->open | order[i]);
    }
}

static void
put_gap(struct resolver *r)
{
    if (r->gap != 0)
        buffer_putc(r->out, r->gap);
    r->gap = 0;
}

static bool
has_styles(const struct resolver *r, unsigned wanted)
{
    return wanted == (unsigned)(r->open | r->refused);
}

/* Between the last visible character and the next one, of class `next`: ends
 * styles before the gap, begins them after it. */
static void
cross(struct resolver *r, unsigned wanted, enum style_class next)
{
    if (has_styles(r, wanted)) {
        put_gap(r);
        return;
    }
    enum style_class before = r->gap != 0 ? STYLE_BLANK : class_before(r);
    unsigned closing = r->open & ~wanted;
    bool closed = false;
    if (closing != 0)
        closed = close_styles(r, closing, r->gap != 0 ? STYLE_BLANK : next);
    r->refused = (uint8_t)(r->refused & wanted);
    unsigned opening = wanted & (unsigned)~(r->open | r->refused);
    /* closing and opening markers side by side are one run of stars */
    if (closed && r->gap == 0) {
        r->refused = (uint8_t)(r->refused | opening);
        opening = 0;
    }
    put_gap(r);
    if (opening != 0)
        open_styles(r, opening, before, next);
}

/* ---- characters ------------------------------------------------------------ */

static void
widen_gap(struct resolver *r, uint8_t byte)
{
    if (byte == '\t')
        byte = ' ';
    if (r->gap == 0 || byte == MARK_BREAK || (byte == '\n' && r->gap == ' '))
        r->gap = byte;
}

/* The run of code that starts at i: its end, and whether it holds more than
 * blanks. Markers inside code would be characters: styles are ignored. */
static size_t
find_code_end(const struct resolver *r, size_t i, bool *blank)
{
    *blank = true;
    for (; i < r->length; i++) {
        uint8_t c = r->bytes[i];
        if (c > ' ') {
            *blank = false;
            continue;
        }
        if (c == MARK_BREAK || c == MARK_RAW)
            break;
        if (mark_is_style(c)) {
            if ((c & STYLE_CODE) == 0)
                break;
        } else if (!mark_is_gap(c)) {
            *blank = false;
        }
    }
    return i;
}

static size_t
put_code(struct resolver *r, size_t i)
{
    bool blank;
    size_t end = find_code_end(r, i, &blank);
    if (blank) {
        for (; i < end; i++)
            if (!mark_is_style(r->bytes[i]))
                widen_gap(r, r->bytes[i]);
    } else {
        cross(r, r->wanted & ~(unsigned)STYLE_CODE, STYLE_PUNCTUATION);
        buffer_putc(r->out, MARK_CODE_ON);
        for (; i < end; i++) {
            size_t from = i;
            while (i < end && r->bytes[i] >= ' ')
                i++;
            buffer_put(r->out, r->bytes + from, i - from);
            if (i == end)
                break;
            uint8_t c = r->bytes[i];
            if (mark_is_style(c))
                r->wanted = (uint8_t)(c - MARK_STYLE);
            else
                buffer_putc(r->out, c == '\n' ? ' ' : c);
        }
        buffer_putc(r->out, MARK_CODE_OFF);
        end_with(r, STYLE_PUNCTUATION);
    }
    return end;
}

/* No style reaches across raw bytes: they may be half a link. */
static size_t
put_raw(struct resolver *r, size_t i)
{
    size_t end = i + 1;
    while (end < r->length && r->bytes[end] != MARK_COOKED)
        end++;
    const uint8_t *first = r->bytes + i + 1;
    cross(r, 0, style_class_of(first));
    buffer_put(r->out, r->bytes + i, end - i);
    buffer_putc(r->out, MARK_COOKED);
    end_with(r, style_class_before(r->bytes + end, first));
    return end + 1;
}

/* Words with single spaces between them: no style changes within. */
static size_t
put_characters(struct resolver *r, size_t i)
{
    size_t end = plain_run_end(r->bytes, i, r->length);
    if (has_styles(r, r->wanted))
        put_gap(r);
    else
        cross(r, r->wanted, style_class_of(r->bytes + i));
    buffer_put(r->out, r->bytes + i, end - i);
    r->word = r->bytes + i;
    r->end = r->bytes + end;
    return end;
}

/* Takes out the opening marks whose closing ones were not written. */
static void
squeeze(struct buffer *b, size_t from)
{
    const uint8_t *first = NULL;
    if (!b->failed && from < b->size)
        first = memchr(b->data + from, MARK_END, b->size - from);
    if (first == NULL) /* nearly always */
        return;
    size_t to = (size_t)(first - b->data);
    for (size_t i = to; i < b->size; i++)
        if (b->data[i] != MARK_END)
            b->data[to++] = b->data[i];
    b->size = to;
}

void
style_resolve(const uint8_t *bytes, size_t length, struct buffer *out)
{
    struct resolver r = {.bytes = bytes, .length = length, .out = out};
    size_t start = out->size, i = 0;
    while (i < length) {
        uint8_t c = bytes[i];
        if (mark_is_style(c)) {
            r.wanted = (uint8_t)(c - MARK_STYLE);
            i++;
        } else if (c == MARK_RAW) {
            i = put_raw(&r, i);
        } else if (c == MARK_BREAK) {
            widen_gap(&r, c);
            i++;
        } else if ((r.wanted & STYLE_CODE) != 0) {
            i = put_code(&r, i);
        } else if (mark_is_gap(c)) {
            widen_gap(&r, c);
            i++;
        } else if (c < ' ') {
            i++;
        } else {
            i = put_characters(&r, i);
        }
        if (out->size == start)
            r.gap = 0;
    }
    r.gap = 0;
    cross(&r, 0, STYLE_BLANK);
    squeeze(out, start);
    buffer_putc(out, MARK_END);
}
