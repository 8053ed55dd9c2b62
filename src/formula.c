/* SPDX-License-Identifier: MIT */
#include "formula.h"

#include <string.h>

/* A way to pair dollars. What none of the readings has is settled: no blank
 * behind the dollar that opens, none before the one that closes, no letter or
 * digit around the two. */
enum reading {
    OVER_LINES = 1 << 0,     /* a line's end may lie between */
    OVER_EDGES = 1 << 1,     /* an element's edge may */
    ENTITIES = 1 << 2,       /* &#36; is a dollar */
    BEHIND_OPENERS = 1 << 3, /* ( [ { " ' may stand before the first */
    BEHIND_MARKS = 1 << 4,   /* any punctuation may */
    READINGS = 1 << 5,
};

struct search {
    struct tex *tex;
    const uint8_t *text;
    const uint8_t *flags;
    size_t length;
    bool *hidden;
    unsigned reading;
    size_t unclosed; /* no `$` before here closes */
};

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_alphanumeric(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

bool
formula_is_possible(const uint8_t *text, size_t length)
{
    const uint8_t *dollar = memchr(text, '$', length);
    return dollar != NULL && (memchr(text, '%', length) != NULL ||
                              memchr(text, '\\', length) != NULL);
}

static bool
is_dollar(const struct search *s, size_t at)
{
    if (at >= s->length || s->text[at] != '$' ||
        (s->flags[at] & (FORMULA_ESCAPED | FORMULA_CODE)))
        return false;
    return !(s->flags[at] & FORMULA_ENTITY) || (s->reading & ENTITIES);
}

/* Two side by side. */
static bool
is_double(const struct search *s, size_t at)
{
    return is_dollar(s, at) && is_dollar(s, at + 1) &&
           !(s->flags[at + 1] & FORMULA_EDGE);
}

static bool
is_barrier(const struct search *s, size_t at)
{
    return (s->flags[at] & FORMULA_CODE) ||
           ((s->flags[at] & FORMULA_EDGE) && !(s->reading & OVER_EDGES));
}

static bool
can_open(const struct search *s, size_t at)
{
    if (at + 1 >= s->length || is_blank(s->text[at + 1]))
        return false;
    if (at == 0 || is_blank(s->text[at - 1]) || (s->flags[at] & FORMULA_EDGE))
        return true;
    uint8_t before = s->text[at - 1];
    if ((s->reading & BEHIND_OPENERS) && memchr("([{\"'", before, 5) != NULL)
        return true;
    return (s->reading & BEHIND_MARKS) && !is_alphanumeric(before);
}

static bool
can_close(const struct search *s, size_t at)
{
    return !is_blank(s->text[at - 1]) &&
           (at + 1 >= s->length || !is_alphanumeric(s->text[at + 1]));
}

static void
mark(struct search *s, size_t from, size_t to, bool display)
{
    size_t n = to - from;
    if (memchr(s->text + from, '%', n) != NULL ||
        memchr(s->text + from, '\\', n) != NULL)
        tex_mark(s->tex, s->text + from, n, display, s->hidden + from);
}

/* Past the formula $$...$$ that begins there, or past its dollars. */
static size_t
take_double(struct search *s, size_t from)
{
    size_t at = from + 2;
    while (at < s->length && !is_barrier(s, at) && !is_double(s, at))
        at++;
    if (at == s->length || is_barrier(s, at))
        return from + 2; /* nor is there a pair of dollars before `at` */
    mark(s, from + 2, at, true);
    return at + 2;
}

static size_t
take_single(struct search *s, size_t from)
{
    if (from < s->unclosed || !can_open(s, from))
        return from + 1;
    size_t at = from + 1;
    size_t second_best = 0; /* $x$$ */
    while (at < s->length && !is_barrier(s, at)) {
        if (s->text[at] == '\n' && !(s->reading & OVER_LINES))
            break;
        if (is_double(s, at)) {
            if (second_best == 0 && can_close(s, at))
                second_best = at;
            at += 2;
        } else if (is_dollar(s, at) && can_close(s, at)) {
            mark(s, from + 1, at, false);
            return at + 1;
        } else {
            at++;
        }
    }
    if (second_best > 0) {
        mark(s, from + 1, second_best, false);
        return second_best + 1;
    }
    s->unclosed = at;
    return from + 1;
}

static void
read_dollars(struct search *s)
{
    size_t at = 0;
    s->unclosed = 0;
    while (at < s->length) {
        const uint8_t *dollar = memchr(s->text + at, '$', s->length - at);
        if (dollar == NULL)
            return;
        at = (size_t)(dollar - s->text);
        if (is_double(s, at))
            at = take_double(s, at);
        else if (is_dollar(s, at))
            at = take_single(s, at);
        else
            at++;
    }
}

static bool
is_tick_dollar(const struct search *s, size_t at)
{
    return at < s->length && s->text[at] == '$' &&
           !(s->flags[at] & (FORMULA_ESCAPED | FORMULA_CODE));
}

/* A code span with a dollar on each side. */
static void
read_code(struct search *s)
{
    size_t at = 1;
    while (at < s->length) {
        if (!(s->flags[at] & FORMULA_CODE)) {
            at++;
            continue;
        }
        size_t from = at++;
        while (at < s->length && (s->flags[at] & FORMULA_CODE) &&
               !(s->flags[at] & FORMULA_EDGE))
            at++;
        if (is_tick_dollar(s, from - 1) && is_tick_dollar(s, at))
            mark(s, from, at, false);
    }
}

/* The readings that differ for this text. */
static unsigned
readings_of(const uint8_t *text, const uint8_t *flags, size_t length)
{
    unsigned readings = BEHIND_OPENERS | BEHIND_MARKS;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n')
            readings |= OVER_LINES;
        if (flags[i] & FORMULA_EDGE)
            readings |= OVER_EDGES;
        if ((flags[i] & FORMULA_ENTITY) && text[i] == '$')
            readings |= ENTITIES;
    }
    return readings;
}

void
formula_mark(struct tex *tex, const uint8_t *text, const uint8_t *flags,
             size_t length, bool *hidden)
{
    struct tex before = *tex;
    struct search s = {tex, text, flags, length, hidden, 0, 0};
    if (!formula_is_possible(text, length))
        return;
    unsigned readings = readings_of(text, flags, length);
    for (unsigned r = 0; r < READINGS; r++) {
        if ((r & ~readings) != 0)
            continue;
        *tex = before;
        s.reading = r;
        read_dollars(&s);
    }
    read_code(&s);
}
