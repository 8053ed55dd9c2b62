/* SPDX-License-Identifier: MIT */
#include "cover.h"

#include "computed.h"

enum {
    SMALL = 250,    /* px: an image in a corner of the page, both ways */
    HALF_LINE = 12, /* px */
    LINE_AND_HALF = 28,
};

/* Is the slot's value that number, whatever rules apply? */
static bool
is_surely(const struct cascade *c, enum cascade_slot slot, float number)
{
    struct cascade_value v[2];
    return cascade_is_sure(c, slot) && cascade_values(c, slot, v) == 1 &&
           v[0].kind == VALUE_NUMBER && v[0].number <= number;
}

bool
cover_is_absent(const struct cascade *c)
{
    return is_surely(c, SLOT_DISPLAY, DISPLAY_NONE);
}

/* A block that takes a line of its own: sideways it moves alone. */
static bool
is_block(const struct cascade *c, const struct css_style *s, bool in_flex)
{
    enum text_box box = element_info(c->element)->box;
    return text_is_block(box) && box != TEXT_CELL && box != TEXT_HEADER_CELL &&
           !in_flex && !s->upright && cascade_entry(c, SLOT_DISPLAY) == NULL &&
           cascade_entry(c, SLOT_FLOAT) == NULL;
}

bool
cover_drags(const struct cascade *c, const struct css_style *s, bool in_flex)
{
    static const enum cascade_slot margins[] = {
        SLOT_MARGIN_TOP, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_LEFT,
        SLOT_MARGIN_RIGHT};
    if (s->absent || is_surely(c, SLOT_POSITION, POSITION_ABSOLUTE) ||
        (!in_flex && is_surely(c, SLOT_FLOAT, FLOAT_SIDE)))
        return false;
    unsigned count = is_block(c, s, in_flex) ? 2 : 4;
    for (unsigned i = 0; i < count; i++) {
        float least = i < 2 ? -CSS_FAR_UP : -CSS_FAR;
        if (computed_beyond(c, margins[i], s, least, 1e9f))
            return true;
    }
    return false;
}

bool
cover_sinks(const struct cascade *c, const struct css_style *s)
{
    return computed_beyond(c, SLOT_MARGIN_TOP, s, -CSS_FAR_UP, 1e9f) ||
           computed_beyond(c, SLOT_MARGIN_BOTTOM, s, -CSS_FAR_UP, 1e9f);
}

static bool
has_any(const struct cascade *c, const enum cascade_slot *slots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (computed_counts(c, slots[i]))
            return true;
    }
    return false;
}

/* CSS 2.2, appendix E, has the order of painting. */
bool
cover_is_lifted(const struct cascade *c, const struct css_style *s)
{
    static const enum cascade_slot layers[] = {
        SLOT_OPACITY,   SLOT_FILTER,    SLOT_BLEND,  SLOT_MASK,
        SLOT_CLIP_PATH, SLOT_TRANSFORM, SLOT_ROTATE, SLOT_SCALE,
        SLOT_TRANSLATE, SLOT_CONTAIN,   SLOT_OFFSET, SLOT_PERSPECTIVE,
    };
    static const enum cascade_slot moves[] = {
        SLOT_LEFT,      SLOT_RIGHT,  SLOT_TOP,   SLOT_BOTTOM,    SLOT_SHIFT,
        SLOT_TRANSFORM, SLOT_ROTATE, SLOT_SCALE, SLOT_TRANSLATE, SLOT_OFFSET,
    };
    static const enum cascade_slot margins[] = {
        SLOT_MARGIN_LEFT, SLOT_MARGIN_RIGHT, SLOT_MARGIN_TOP,
        SLOT_MARGIN_BOTTOM};
    float position =
        computed_least(c, SLOT_POSITION, POSITION_STATIC, POSITION_ABSOLUTE);
    if (position <= POSITION_ABSOLUTE)
        return true;
    if (position > POSITION_RELATIVE &&
        !has_any(c, layers, sizeof layers / sizeof *layers))
        return false;
    for (unsigned i = 0; i < sizeof margins / sizeof *margins; i++) {
        if (computed_beyond(c, margins[i], s, -1, 1e9f))
            return true;
    }
    return has_any(c, moves, sizeof moves / sizeof *moves);
}

static bool
paints(const struct cascade *c)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, SLOT_BACKGROUND_COLOR, v);
    for (unsigned i = 0; i < n; i++) {
        bool clear = v[i].kind == VALUE_SOLID ? v[i].color.alpha == 0
                                              : v[i].kind == VALUE_INITIAL;
        if (!clear)
            return true;
    }
    return c->element == ELEMENT_MARK ||
           computed_counts(c, SLOT_BACKGROUND_IMAGE) ||
           computed_counts(c, SLOT_BORDER);
}

bool
cover_is_inline(const struct cascade *c)
{
    return computed_least(c, SLOT_DISPLAY,
                          c->is_text ? DISPLAY_INLINE : DISPLAY_BLOCK,
                          DISPLAY_NONE) >= DISPLAY_INLINE;
}

static bool
may_be_inline(const struct cascade *c)
{
    return cover_is_inline(c) ||
           (c->is_text && !is_surely(c, SLOT_DISPLAY, DISPLAY_BLOCK));
}

/* An inline element's padding does not move the lines above it, which it is painted over. */
static bool
is_high(const struct cascade *c, const struct css_style *s)
{
    return computed_hides(c, SLOT_BORDER) ||
           computed_most(c, SLOT_PADDING_TOP, s, 0, HALF_LINE) >= HALF_LINE;
}

/* Has it both sizes, and are they small? */
static bool
is_small(const struct cascade *c, const struct css_style *s)
{
    struct cascade_value v[2];
    return cascade_values(c, SLOT_WIDTH, v) == 1 &&
           cascade_values(c, SLOT_HEIGHT, v) == 1 &&
           computed_below(c, SLOT_WIDTH, s, SMALL) &&
           computed_below(c, SLOT_HEIGHT, s, SMALL) &&
           computed_least(c, SLOT_POSITION, POSITION_STATIC,
                          POSITION_RELATIVE) <= POSITION_ABSOLUTE;
}

/* A margin that lets others stand where it paints, or it where they do. Those
 * above and below inline elements have no effect. */
static bool
overlaps(const struct cascade *c, const struct css_style *s)
{
    static const enum cascade_slot margins[] = {
        SLOT_MARGIN_LEFT, SLOT_MARGIN_RIGHT, SLOT_MARGIN_TOP,
        SLOT_MARGIN_BOTTOM};
    size_t count = cover_is_inline(c) && !c->is_picture ? 2 : 4;
    for (size_t i = 0; i < count; i++)
        if (computed_beyond(c, margins[i], s, -HALF_LINE, 1e9f))
            return true;
    return false;
}

bool
cover_is_drawn_up(const struct cascade *c, const struct css_style *s, float by)
{
    return !cover_is_inline(c) &&
           computed_beyond(c, SLOT_MARGIN_TOP, s, -by, 1e9f);
}

bool
cover_lies_over(const struct cascade *c, const struct css_style *s)
{
    bool painted = paints(c);
    if (computed_hides(c, SLOT_OUTLINE) ||
        (painted && may_be_inline(c) && is_high(c, s)) ||
        ((painted || c->is_picture) && overlaps(c, s)) ||
        cover_is_drawn_up(c, s, LINE_AND_HALF))
        return true;
    if (!s->lifted)
        return false;
    return painted || (c->is_picture && !is_small(c, s));
}
