/* SPDX-License-Identifier: MIT */
#include "lean.h"

#include "computed.h"

enum {
    WINDOW_WIDTH = 1000, /* px: what of a window is surely seen */
    WINDOW_HEIGHT = 600,
    WIDE = 800,
    TRACK = 60, /* px: a column of which nobody says how wide it is */
};

/* The least of the two sizes that are given in px; or `around`. */
static float
least_size(const struct cascade *c, const struct css_style *s,
           enum cascade_slot size, enum cascade_slot most, float around)
{
    const enum cascade_slot slots[] = {size, most};
    for (unsigned i = 0; i < 2; i++) {
        struct cascade_value v[2];
        unsigned n = cascade_values(c, slots[i], v);
        for (unsigned k = 0; k < n; k++) {
            float px = computed_is_length(v[k]) && v[k].kind != VALUE_PERCENT
                           ? computed_px(v[k], s, 0)
                       : v[k].kind == VALUE_HIDING ? 0
                                                   : around;
            around = px < around ? px : around;
        }
    }
    return around;
}

/* Does it take so much room that nothing else is seen of what leans? */
static bool
is_wide(const struct cascade *c, const struct css_style *s)
{
    static const enum cascade_slot slots[] = {SLOT_WIDTH, SLOT_MIN_WIDTH,
                                              SLOT_PADDING_LEFT};
    for (unsigned i = 0; i < 3; i++) {
        struct cascade_value v[2];
        unsigned n = cascade_values(c, slots[i], v);
        for (unsigned k = 0; k < n; k++)
            if (v[k].kind == VALUE_HIDING ||
                (computed_is_length(v[k]) && v[k].kind != VALUE_PERCENT &&
                 computed_px(v[k], s, 0) >= WIDE))
                return true;
    }
    return false;
}

/* Does it stand at the far side of a box around, of any size? */
static bool
is_at_end(const struct cascade *c, enum cascade_slot end,
          enum cascade_slot start)
{
    return computed_is_set(c, end) && !computed_is_set(c, start);
}

static bool
is_turned(const struct cascade *c)
{
    return computed_is_set(c, SLOT_TRANSFORM) ||
           computed_is_set(c, SLOT_ROTATE) || computed_is_set(c, SLOT_SCALE);
}

/* What is fixed does not move with the page: its window cuts it off, and where
 * it begins without saying so may be below it. */
static void
fix(const struct cascade *c, struct css_style *s)
{
    s->gone |=
        !computed_is_set(c, SLOT_TOP) && !computed_is_set(c, SLOT_BOTTOM);
    s->clips = true;
    if (s->cut_width > WINDOW_WIDTH)
        s->cut_width = WINDOW_WIDTH;
    if (s->cut_height > WINDOW_HEIGHT)
        s->cut_height = WINDOW_HEIGHT;
}

void
lean_take(const struct cascade *c, struct css_style *s, float position)
{
    bool aligned = computed_hides(c, SLOT_ALIGN);
    bool turned = is_turned(c);
    bool laid = position <= POSITION_ABSOLUTE;
    bool right = laid && is_at_end(c, SLOT_RIGHT, SLOT_LEFT);
    bool low = laid && is_at_end(c, SLOT_BOTTOM, SLOT_TOP);
    s->room_width =
        least_size(c, s, SLOT_WIDTH, SLOT_MAX_WIDTH, s->room_width);
    s->room_height =
        least_size(c, s, SLOT_HEIGHT, SLOT_MAX_HEIGHT, s->room_height);
    if ((computed_is_set(c, SLOT_TRACKS) || computed_is_set(c, SLOT_COLUMNS)) &&
        s->room_width > TRACK)
        s->room_width = TRACK;
    s->leans |= aligned || turned || right ||
                computed_least(c, SLOT_FLOAT, 1, FLOAT_RIGHT) <= FLOAT_RIGHT;
    s->spreads = s->leans && is_wide(c, s);
    s->rises |= aligned || turned || low;
    /* Until it is on the screen it is as wide as if it were empty. */
    bool shrinks = s->leans || laid || computed_is_set(c, SLOT_FLOAT);
    s->gone |= shrinks && computed_is_set(c, SLOT_CONTENT_VISIBILITY);
    /* The box that it stands in may be of no size. */
    if (s->holds && position > POSITION_FIXED)
        s->gone |= right || low;
    if (low && s->room_height > WINDOW_HEIGHT)
        s->room_height = WINDOW_HEIGHT;
    if (s->rises && s->room_height < s->cut_height)
        s->cut_height = s->room_height;
    if (position <= POSITION_FIXED)
        fix(c, s);
    s->holds |= position < POSITION_STATIC || turned;
}

bool
lean_is_possible(const struct cascade *c)
{
    return computed_hides(c, SLOT_ALIGN) || is_turned(c) ||
           computed_is_set(c, SLOT_RIGHT) || computed_is_set(c, SLOT_BOTTOM) ||
           computed_least(c, SLOT_FLOAT, 1, FLOAT_RIGHT) <= FLOAT_RIGHT;
}
