/* SPDX-License-Identifier: MIT */
#include "fence.h"

#include "diagram.h"
#include "edge.h"
#include "leaf.h"

/* A code block: its content, and what of it is not seen. */
struct box {
    struct markdown *m;
    const struct segment *segments; /* of the content */
    size_t count;
    uint32_t base; /* content offset of its first byte */
    uint32_t length;
    bool *hidden; /* a byte; NULL if all is seen */
    enum smac_reason reason;
    struct source_span dropped; /* and not yet told: it may go on */
};

static size_t
line_length(const struct markdown *m, const struct segment *s, uint32_t length)
{
    const uint8_t *text = m->source->clean + s->source;
    return length > 0 && (s->source + length > m->source->size ||
                          text[length - 1] == '\n' || text[length - 1] == '\r')
               ? length - 1
               : length;
}

/* ---- telling ----------------------------------------------------------------------- */

/* The first line of a fence is its info string. */
static struct source_span
info_span(const struct markdown *m, const struct segment *s)
{
    const uint8_t *text = m->source->clean;
    size_t from = s->source;
    size_t to = s->source + s->length - 1;
    while (from < to && (text[from] == ' ' || text[from] == '\t'))
        from++;
    while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\t'))
        to--;
    return (struct source_span){from, to};
}

static void
tell_dropped(struct box *b)
{
    const struct markdown_events *e = b->m->events;
    if (b->dropped.from < b->dropped.to)
        e->drop(e->user, b->dropped.from, b->dropped.to, b->reason);
    b->dropped.from = b->dropped.to;
}

static void
drop(struct box *b, size_t from, size_t to)
{
    if (b->dropped.to != from) {
        tell_dropped(b);
        b->dropped.from = from;
    }
    b->dropped.to = to;
}

/* A piece of a line, the hidden runs of it apart. */
static void
tell_text(struct box *b, size_t from, size_t to, const bool *hidden)
{
    const struct markdown_events *e = b->m->events;
    size_t at = from;
    while (at < to) {
        bool gone = hidden != NULL && hidden[at - from];
        size_t end = hidden == NULL ? to : at;
        while (end < to && hidden[end - from] == gone)
            end++;
        if (gone) {
            drop(b, at, end);
        } else {
            tell_dropped(b);
            e->text(e->user, at, end);
        }
        at = end;
    }
}

static void
tell_line_end(struct box *b, size_t at, bool hidden)
{
    const struct markdown_events *e = b->m->events;
    size_t behind = at < b->m->source->size ? at + 1 : at;
    if (hidden) {
        drop(b, at, behind);
    } else {
        tell_dropped(b);
        e->characters(e->user, "\n", 1, at, behind);
    }
}

static void
tell_line(struct box *b, const struct segment *s, uint32_t length,
          size_t column)
{
    const struct markdown_events *e = b->m->events;
    const bool *hidden =
        b->hidden == NULL ? NULL : b->hidden + (s->content - b->base);
    size_t end = line_length(b->m, s, length);
    size_t edge = edge_find(b->m->source->clean + s->source, end, column);
    tell_text(b, s->source, s->source + edge, hidden);
    if (edge < end) {
        tell_dropped(b);
        e->drop(e->user, s->source + edge, s->source + end, SMAC_CSS_HIDDEN);
    }
    if (length == s->length)
        tell_line_end(b, s->source + end, hidden != NULL && hidden[end]);
}

static void
tell_lines(struct box *b)
{
    const struct markdown_events *e = b->m->events;
    const struct segment *s = b->segments;
    uint32_t rest = b->length;
    size_t column = 0;
    for (size_t i = 0; i < b->count && rest > 0; i++, s++) {
        uint32_t length = s->length < rest ? s->length : rest;
        if (s->made) {
            tell_dropped(b);
            e->characters(e->user, "    ", length, s->source, s->source);
            column = length;
        } else {
            tell_line(b, s, length, column);
            column = 0;
        }
        rest -= length;
    }
    tell_dropped(b);
}

/* ---- what is drawn --------------------------------------------------------------------- */

static void
mark_hidden(struct box *b, const cmark_node *x, enum diagram kind)
{
    struct markdown *m = b->m;
    const uint8_t *text = x->as.code.literal.data;
    if (kind == DIAGRAM_NONE || b->length == 0)
        return;
    b->hidden = parse_get(m, b->length);
    if (kind == DIAGRAM_MATH) {
        b->reason = SMAC_MATH_HIDDEN;
        tex_mark(&m->tex, text, b->length, true, b->hidden);
    } else {
        b->reason = SMAC_DIAGRAM_HIDDEN;
        diagram_mark(kind, text, b->length, b->hidden);
    }
}

void
fence_render(struct markdown *m, cmark_node *x)
{
    const struct leaf *l = leaf_of(x);
    const struct markdown_events *e = m->events;
    e->open(e->user, ELEMENT_PRE, 0);
    if (l != NULL) {
        struct memory_mark mark = memory_mark(&m->memory);
        const struct segment *s = leaf_segments(m, l);
        const struct segment *last = s + l->segment_count;
        enum diagram kind = DIAGRAM_NONE;
        while (x->as.code.fenced && s < last && s->made)
            s++;
        if (x->as.code.fenced && s < last) {
            struct source_span info = info_span(m, s++);
            if (info.from < info.to)
                e->info(e->user, info.from, info.to);
            if (e->drawn)
                kind = diagram_find(m->source->clean + info.from,
                                    info.to - info.from);
        }
        struct box b = {.m = m,
                        .segments = s,
                        .count = (size_t)(last - s),
                        .base = s < last ? s->content : 0,
                        .length = (uint32_t)x->as.code.literal.len};
        mark_hidden(&b, x, kind);
        tell_lines(&b);
        memory_rewind(&m->memory, mark);
    }
    e->close(e->user, ELEMENT_PRE);
}
