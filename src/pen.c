/* SPDX-License-Identifier: MIT */
#include "pen.h"

#include <string.h>

#include "unicode.h"

#define NOWHERE 1e9f

/* Lines are so many em high, and a block with its margins two of them. */
#define LINE_HEIGHT 1.4f

/* px: a line in a box that does not say how wide it is. */
#define USUAL_WIDTH 600.0f

void
pen_begin(struct pen *p, const struct hidden_own *own,
          const struct hidden_state *s, const struct hidden_state *around)
{
    if (s->css.cut_height < around->css.cut_height) {
        p->down = 0;
        p->at = 0;
    } else if (s->css.cut_height < CSS_UNCUT) {
        p->down += s->css.pushed;
        p->down += own->is_block ? 2 * LINE_HEIGHT * s->css.font : 0;
    }
    bool drawn = s->verdict == HTML_SHOWN;
    float x = (float)own->x;
    /* What is not drawn, such as a <text> in a <text>, does not bring the pen
     * back (corpus/html-element/behind-a-text-in-a-text.md). */
    if (own->placed && own->x != HIDDEN_UNPLACED)
        p->at = drawn || x > p->at ? x : p->at;
    else if (own->shown_anew && drawn)
        p->at = 0;
}

void
pen_pass(struct pen *p, enum element e)
{
    enum { RULE = 24 }; /* px */
    p->at = NOWHERE;
    p->down +=
        e == ELEMENT_BR || e == ELEMENT_HR || e == ELEMENT_WBR ? RULE : NOWHERE;
}

/* In em, of common fonts; DejaVu's letters are as wide as that. */
static float
advance(uint32_t c)
{
    if (c < 0x80)
        return c < ' ' ? 0.3f
               : (c >= 'A' && c <= 'Z') || strchr("mw%@&", (int)c) != NULL
                   ? 1.05f
                   : 0.7f;
    return 0.8f * (float)unicode_width(c);
}

/* In a box that cuts off below. */
static size_t
draw_lines(struct pen *p, const struct css_style *css, const uint8_t *bytes,
           size_t length)
{
    float width = css->cut_width < USUAL_WIDTH ? css->cut_width : USUAL_WIDTH;
    size_t seen = 0;
    p->at = p->at < NOWHERE ? p->at : 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        p->at += advance(c) * css->font;
        if (p->at > width) {
            p->at = 0;
            p->down += LINE_HEIGHT * css->font;
        }
        if (p->down + css->font <= css->cut_height && seen < at)
            seen = at;
    }
    return seen;
}

size_t
pen_draw(struct pen *p, const struct hidden_state *s, const uint8_t *bytes,
         size_t length)
{
    size_t seen = 0;
    if (!s->lettered && !s->framed)
        return s->css.cut_height < CSS_UNCUT
                   ? draw_lines(p, &s->css, bytes, length)
                   : length;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        if (p->at < NOWHERE)
            p->at += advance(c) * s->css.font;
        if (p->at <= (float)s->canvas.right && seen < at)
            seen = at;
    }
    return seen;
}
