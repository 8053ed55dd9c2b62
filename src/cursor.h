/* SPDX-License-Identifier: MIT */
/* A place in the content of one leaf, which moves over its inlines and tells
 * what it passes. In an image's alternative text nothing is told, and in what
 * is a comment after all, a comment. */
#ifndef SMAC_CURSOR_H
#define SMAC_CURSOR_H

#include "leaf.h"

struct cursor {
    struct markdown *m;
    const struct markdown_events *events;
    struct passage *p;
    const uint8_t *c; /* the shadow */
    uint32_t n;
    uint32_t at;
    unsigned images;    /* open ones: their content is alternative text */
    uint32_t alt;       /* where that of the outermost one began */
    uint32_t comment;   /* the end of one that cmark took for text */
    bool commentless;   /* no comment ends behind the cursor */
    uint32_t concealed; /* the end of what is, or 0 */
};

/* What cmark made of the content is not what stands there: ends the parse
 * unless it `holds`. */
static inline void
cursor_expect(const struct cursor *w, bool holds)
{
    if (!holds)
        parse_fail(w->m, SMAC_INTERNAL, "an inline's place was lost");
}

static inline bool
cursor_sees(const struct cursor *w, uint8_t byte)
{
    return w->at < w->n && w->c[w->at] == byte;
}

/* cmark_isspace: what cmark trims. */
static inline bool
cursor_is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Tells [from, to) as text; as characters that stand for it; as dropped. The
 * cursor stays. */
void cursor_text(struct cursor *, uint32_t from, uint32_t to);
void cursor_characters(struct cursor *, const void *bytes, size_t length,
                       uint32_t from, uint32_t to);
void cursor_drop(struct cursor *, struct source_span, enum smac_reason);

/* Moves over `length` bytes that draw nothing themselves, or that are raw
 * HTML. */
void cursor_take_syntax(struct cursor *, uint32_t length);
void cursor_take_html(struct cursor *, uint32_t length);

/* Moves over a line's end, with what belongs to it. */
void cursor_take_break(struct cursor *, bool hard);

/* Text begins at the cursor, which may be a comment. */
void cursor_meet_comment(struct cursor *);

#endif
