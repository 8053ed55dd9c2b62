/* SPDX-License-Identifier: MIT */
#include "room.h"

#include "computed.h"

enum {
    LINES = 100,      /* px: lower boxes cut off lines */
    LETTERS = 20,     /* px: narrower boxes cut off words */
    FAR_AFTER = 1000, /* px to the right */
};

/* Is it as high as what it is in, or may it be? */
static bool
has_height_of_parent(const struct cascade *c, const struct css_style *s)
{
    static const enum cascade_slot slots[] = {SLOT_HEIGHT, SLOT_MAX_HEIGHT,
                                              SLOT_TOP, SLOT_BOTTOM, SLOT_FLEX};
    if (s->is_flex)
        return true;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (computed_is_set(c, slots[i]))
            return true;
    return false;
}

/* Is the size given, as so many px at least? */
static bool
is_wide(const struct cascade *c, const struct css_style *s,
        enum cascade_slot slot, float least)
{
    struct cascade_value v[2];
    return cascade_is_sure(c, slot) && cascade_values(c, slot, v) == 1 &&
           computed_is_length(v[0]) && v[0].kind != VALUE_PERCENT &&
           computed_px(v[0], s, 0) >= least;
}

/* What the boxes inside get of it. */
void
room_give(const struct cascade *c, struct css_style *s)
{
    s->spills |= computed_below(c, SLOT_HEIGHT, s, LETTERS) ||
                 computed_below(c, SLOT_MAX_HEIGHT, s, LETTERS) ||
                 computed_below(c, SLOT_WIDTH, s, LETTERS) ||
                 computed_below(c, SLOT_MAX_WIDTH, s, LETTERS);
    bool tracks =
        computed_hides(c, SLOT_TRACKS) || computed_hides(c, SLOT_FLEX);
    if (is_wide(c, s, SLOT_WIDTH, LETTERS))
        s->narrow = false;
    if (is_wide(c, s, SLOT_HEIGHT, LINES))
        s->low = false;
    s->narrow |= tracks || computed_hides(c, SLOT_COLUMNS) ||
                 computed_below(c, SLOT_WIDTH, s, LETTERS) ||
                 computed_below(c, SLOT_MAX_WIDTH, s, LETTERS);
    s->low |= tracks || computed_below(c, SLOT_HEIGHT, s, LINES) ||
              computed_below(c, SLOT_MAX_HEIGHT, s, LINES);
}

/* Boxes that are too small for what they cut off. */
bool
room_is_too_small(const struct cascade *c, const struct css_style *s,
                  float overflow)
{
    if (overflow >= OVERFLOW_FLOWS)
        return false;
    if ((s->narrow && !is_wide(c, s, SLOT_WIDTH, LETTERS)) ||
        (s->low && has_height_of_parent(c, s)))
        return true;
    bool cuts = overflow < OVERFLOW_SCROLLS;
    float high = cuts ? LINES : LETTERS;
    if (computed_below(c, SLOT_HEIGHT, s, high) ||
        computed_below(c, SLOT_MAX_HEIGHT, s, high) ||
        computed_below(c, SLOT_WIDTH, s, LETTERS) ||
        computed_below(c, SLOT_MAX_WIDTH, s, LETTERS))
        return true;
    if (!cuts)
        return false;
    /* One long line, which leaves the box at some word. */
    if ((s->veils & CSS_UNBROKEN) &&
        (computed_below(c, SLOT_WIDTH, s, FAR_AFTER) ||
         computed_below(c, SLOT_MAX_WIDTH, s, FAR_AFTER)))
        return true;
    return computed_hides(c, SLOT_FLEX) || computed_hides(c, SLOT_TRACKS) ||
           computed_hides(c, SLOT_CLAMP) || computed_hides(c, SLOT_COLUMNS) ||
           computed_hides(c, SLOT_RATIO) ||
           computed_beyond(c, SLOT_PADDING_LEFT, s, -1, FAR_AFTER) ||
           computed_beyond(c, SLOT_PADDING_TOP, s, -1, LINES);
}

/* The sum of the lengths in px, none of them less than 0. */
static float
sum(const struct cascade *c, const struct css_style *s,
    const enum cascade_slot *slots, size_t count)
{
    float px = 0;
    for (size_t i = 0; i < count; i++)
        px += computed_most(c, slots[i], s, s->cut_width, CSS_UNCUT);
    return px;
}

/* The least definite size of two slots, or that of the box around. */
static float
cut(const struct cascade *c, const struct css_style *s, enum cascade_slot size,
    enum cascade_slot most, float around)
{
    const enum cascade_slot slots[] = {size, most};
    float least = around;
    for (size_t i = 0; i < 2; i++) {
        struct cascade_value v[2];
        unsigned n = cascade_values(c, slots[i], v);
        for (unsigned k = 0; k < n; k++)
            if (computed_is_length(v[k]) && v[k].kind != VALUE_PERCENT &&
                computed_px(v[k], s, 0) < least)
                least = computed_px(v[k], s, 0);
    }
    return least;
}

/* Where it stands in the box that cuts it off. */
void
room_take(const struct cascade *c, struct css_style *s)
{
    static const enum cascade_slot right[] = {
        SLOT_MARGIN_LEFT, SLOT_LEFT, SLOT_PADDING_LEFT, SLOT_TEXT_INDENT};
    static const enum cascade_slot down[] = {SLOT_MARGIN_TOP, SLOT_TOP,
                                             SLOT_PADDING_TOP, SLOT_HEIGHT,
                                             SLOT_MARGIN_BOTTOM};
    static const enum cascade_slot width[] = {SLOT_WIDTH};
    if (s->cut_width < CSS_UNCUT) {
        s->inset += sum(c, s, right, sizeof right / sizeof *right);
        s->gone |= s->inset + LETTERS > s->cut_width ||
                   sum(c, s, width, 1) > s->cut_width;
    }
    if (s->cut_height < CSS_UNCUT)
        s->pushed = sum(c, s, down, sizeof down / sizeof *down) +
                    (computed_hides(c, SLOT_BORDER) ? CSS_UNCUT : 0);
}

void
room_cut(const struct cascade *c, struct css_style *s)
{
    static const enum cascade_slot inside[] = {SLOT_PADDING_LEFT,
                                               SLOT_TEXT_INDENT};
    float width = cut(c, s, SLOT_WIDTH, SLOT_MAX_WIDTH, s->cut_width);
    if (width < s->cut_width)
        s->inset = sum(c, s, inside, sizeof inside / sizeof *inside);
    s->gone |= width < s->cut_width && s->inset + LETTERS > width;
    s->cut_width = width;
    s->cut_height = cut(c, s, SLOT_HEIGHT, SLOT_MAX_HEIGHT, s->cut_height);
}
