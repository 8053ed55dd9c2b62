/* SPDX-License-Identifier: MIT */
#include "pen.h"

#include <string.h>

#include "unicode.h"

#define NOWHERE 1e9f

/* Lines are so many em high, and a block with its margins two of them. */
#define LINE_HEIGHT 1.4f

/* px: a line in a box that does not say how wide it is, and in one that has
 * others beside it. */
#define USUAL_WIDTH  600.0f
#define SHARED_WIDTH 40.0f

/* Of a word so many letters share one fate: that of a word of this length. How
 * many there are is not known when the first one comes. */
enum { WORD = 16 };
#define WORD_WIDTH (WORD * 0.8f) /* em */

#define WINDOW ((float)CSS_WINDOW)

/* px: what of a line may move off to the left. */
#define ROOM    800.0f
#define PADDING 8.0f

/* What stands beside others goes on where they end. */
static void
begin_line(struct pen *p, const struct hidden_own *own, bool beside,
           bool in_row)
{
    if (own->is_row || (own->is_block && !in_row)) {
        p->wide = 0;
    } else if (beside) {
        p->wide += p->longest + PADDING;
    } else if (!own->is_block) {
        return;
    }
    p->run = p->longest = 0;
}

/* px that an inline element's own edges take of the line. */
static float
taken(const struct hidden_state *s, const struct hidden_state *around)
{
    float room =
        around->css.room_width < WINDOW ? around->css.room_width : WINDOW;
    return s->css.room_width < room ? room - s->css.room_width : 0;
}

void
pen_begin(struct pen *p, uint32_t element, const struct hidden_own *own,
          const struct hidden_state *s, const struct hidden_state *around)
{
    if (s->css.cut_height < around->css.cut_height) {
        p->down = p->tall = 0;
        p->at = 0;
        p->letters = 0;
    } else if (s->css.cut_height < CSS_UNCUT) {
        p->at += own->is_block ? 0 : taken(s, around);
        p->down += s->css.pushed + own->height;
        p->down += own->is_block ? 2 * LINE_HEIGHT * s->css.font : 0;
    }
    begin_line(p, own, own->is_cell || around->css.is_flex, s->in_row);
    p->in_word = p->in_word && !own->is_block && !own->shown_anew;
    p->letters = own->is_block ? 0 : p->letters;
    p->torn = p->spilt = false;
    bool drawn = s->verdict == HTML_SHOWN;
    bool placed = own->placed && own->x != HIDDEN_UNPLACED;
    float x = (float)own->x;
    /* What is not drawn, such as a <text> in a <text>, does not bring the pen
     * back (corpus/html-element/behind-a-text-in-a-text.md). */
    if (placed && (x > p->at || (drawn && own->lettered))) {
        p->at = x;
    } else if (placed && drawn) {
        p->due = x;
        p->due_in = element;
    } else if (own->shown_anew && drawn) {
        p->at = 0;
    }
    /* Of what CSS hides nobody knows how wide it is. */
    if (own->is_span && s->css.gone && !s->css.absent)
        p->at = NOWHERE;
}

void
pen_pass(struct pen *p, enum element e)
{
    enum { RULE = 24 }; /* px */
    p->at = NOWHERE;
    p->run = 0;
    p->letters = 0;
    p->spilt = false;
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
draw_lines(struct pen *p, const struct hidden_state *s, const uint8_t *bytes,
           size_t length)
{
    const struct css_style *css = &s->css;
    float width = s->in_row ? SHARED_WIDTH : USUAL_WIDTH;
    width = css->cut_width < width ? css->cut_width : width;
    width = css->room_width < width ? css->room_width : width;
    float font = css->scale > 1 ? css->font * css->scale : css->font;
    size_t seen = 0;
    p->at = p->at < NOWHERE ? p->at : 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        p->letters = c <= ' ' ? 0 : p->letters + 1;
        bool begins = p->letters == 1 && p->at > 0;
        bool wraps = begins && p->at + WORD_WIDTH * font > width;
        p->at += advance(c) * font;
        p->tall = font > p->tall ? font : p->tall;
        if (wraps || p->at > width || (c == '\n' && s->unbroken)) {
            p->at = 0;
            /* A box drawn larger is wider than the window. */
            p->down += css->scale > 1 ? NOWHERE : LINE_HEIGHT * p->tall;
            p->tall = font;
        }
        bool fits = p->down + p->tall <= css->cut_height;
        if (p->letters == 1)
            p->word_fits = fits;
        if (p->letters > 0 && p->letters <= WORD)
            fits = p->word_fits;
        if (fits && seen < at)
            seen = at;
    }
    return seen;
}

/* Text that does not break, and how much of it is in sight. */
static size_t
draw_run(struct pen *p, const struct hidden_state *s, const uint8_t *bytes,
         size_t length)
{
    float width = s->css.cut_width < WINDOW ? s->css.cut_width : WINDOW;
    size_t seen = 0;
    float font = s->css.font * s->css.scale;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        bool breaks = s->unbroken ? c == '\n' : c <= ' ';
        p->run_letters = c <= ' ' ? 0 : p->run_letters + 1;
        /* In one line with others, a word has room as a whole or not at all. */
        p->run_words = breaks ? 0 : p->run_words + (p->run_letters == 1);
        if (p->run_letters == 1 && p->run_words > 1 && p->run > font)
            p->spilt |= p->run + WORD_WIDTH * font > width;
        p->run = breaks ? 0 : p->run + advance(c) * font;
        p->longest = p->run > p->longest ? p->run : p->longest;
        p->spilt |= p->run > width;
        if (!p->spilt)
            seen = at;
    }
    return s->css.clips || s->css.needs_ground ? seen : length;
}

/* A table that is cut off at the right has its headings in the middle of columns
 * that nobody knows the width of. */
bool
pen_is_out_of_room(const struct pen *p, const struct hidden_state *s)
{
    if (p->torn && s->framed)
        return true;
    if (s->in_row && s->css.clips && p->wide + p->longest > WINDOW)
        return true;
    float room = s->css.room_width < ROOM ? s->css.room_width : ROOM;
    return (s->css.leans && p->wide + p->longest > room) ||
           (s->css.rises && p->down > s->css.cut_height);
}

/* In a drawing. An empty <tspan x="0"> moves nothing. */
static size_t
draw_letters(struct pen *p, uint32_t element, const struct hidden_state *s,
             const uint8_t *bytes, size_t length)
{
    size_t seen = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        bool due = p->due_in == element && element != 0;
        if (due && c <= ' ') {
            seen = at;
            p->in_word = false;
            continue;
        }
        if (due)
            p->at = p->due;
        if (c > ' ')
            p->due_in = 0;
        if (p->at < NOWHERE)
            p->at += advance(c) * s->css.font;
        p->torn |= p->in_word && c > ' ' && p->at > (float)s->canvas.right;
        if (p->at <= (float)s->canvas.right && seen < at)
            seen = at;
        p->in_word = c > ' ';
    }
    return seen;
}

size_t
pen_draw(struct pen *p, uint32_t element, const struct hidden_state *s,
         const uint8_t *bytes, size_t length)
{
    size_t seen = length;
    if (!s->lettered && !s->framed) {
        if (s->css.clips || s->css.needs_ground || s->css.leans)
            seen = draw_run(p, s, bytes, length);
        size_t above = s->css.cut_height < CSS_UNCUT
                           ? draw_lines(p, s, bytes, length)
                           : length;
        return above < seen ? above : seen;
    }
    return draw_letters(p, element, s, bytes, length);
}
