/* SPDX-License-Identifier: MIT */
#include "lean.h"

#include "computed.h"

enum {
    WINDOW_HEIGHT = 600, /* px: what of a window is surely seen */
    WIDE = 800,
    SPACED = 40,
    TRACK = 40, /* px: a column of which nobody says how wide it is */
};

/* The least of the two sizes, as far as they are known; or `around`. */
static float
least_size(const struct cascade *c, const struct css_style *s,
           enum cascade_slot size, enum cascade_slot most, float around,
           float window)
{
    const enum cascade_slot slots[] = {size, most};
    float whole = around < window ? around : window;
    for (unsigned i = 0; i < 2; i++) {
        struct cascade_value v[2];
        unsigned n = cascade_values(c, slots[i], v);
        for (unsigned k = 0; k < n; k++) {
            float px = computed_is_length(v[k])    ? computed_px(v[k], s, whole)
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
    static const struct {
        enum cascade_slot slot;
        float least;
    } sizes[] = {
        {SLOT_WIDTH, WIDE},          {SLOT_MIN_WIDTH, WIDE},
        {SLOT_PADDING_LEFT, WIDE},   {SLOT_MARGIN_LEFT, WIDE},
        {SLOT_TEXT_INDENT, WIDE},    {SLOT_MARGIN_RIGHT, WIDE},
        {SLOT_BORDER, WIDE},         {SLOT_LETTER_SPACING, SPACED},
        {SLOT_WORD_SPACING, SPACED},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct cascade_value v[2];
        unsigned n = cascade_values(c, sizes[i].slot, v);
        for (unsigned k = 0; k < n; k++)
            if (v[k].kind == VALUE_HIDING ||
                (computed_is_length(v[k]) && v[k].kind != VALUE_PERCENT &&
                 computed_px(v[k], s, 0) >= sizes[i].least))
                return true;
    }
    return false;
}

/* Does it stand at the far side of a box around, of any size? */
static bool
is_at_end(const struct cascade *c, enum cascade_slot end,
          enum cascade_slot start)
{
    return computed_counts(c, end) && !computed_counts(c, start);
}

static bool
is_turned(const struct cascade *c)
{
    return computed_counts(c, SLOT_TRANSFORM) ||
           computed_counts(c, SLOT_ROTATE) || computed_counts(c, SLOT_SCALE);
}

/* By how many px a slot may move back: in the direction of `sign`. */
static float
back(const struct cascade *c, enum cascade_slot slot, const struct css_style *s,
     float sign)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    float most = 0;
    for (unsigned k = 0; k < n; k++) {
        float px =
            computed_is_length(v[k]) && v[k].kind != VALUE_PERCENT
                ? sign * (v[k].kind == VALUE_EM ? v[k].number * s->em
                                                : computed_px(v[k], s, 0))
                : 0;
        most = px > most ? px : most;
    }
    return most;
}

/* One step to the left is seen, and three of them are not. */
static void
add_moves(const struct cascade *c, struct css_style *s, float position)
{
    bool moves = position < POSITION_STATIC;
    bool relative = moves && position > POSITION_ABSOLUTE;
    float both = back(c, SLOT_SHIFT, s, -1) + back(c, SLOT_TRANSLATE, s, -1);
    s->off_left += both + back(c, SLOT_MARGIN_LEFT, s, -1) +
                   (moves ? back(c, SLOT_LEFT, s, -1) : 0) +
                   (relative ? back(c, SLOT_RIGHT, s, 1) : 0);
    s->off_top += both + back(c, SLOT_MARGIN_TOP, s, -1) +
                  (moves ? back(c, SLOT_TOP, s, -1) : 0) +
                  (relative ? back(c, SLOT_BOTTOM, s, 1) : 0);
    float line = s->off_left > 0 ? back(c, SLOT_TEXT_INDENT, s, -1) : 0;
    s->gone |= s->off_left + line > CSS_FAR || s->off_top > CSS_ABOVE;
}

/* What is fixed does not move with the page: its window cuts it off, and where
 * it begins without saying so may be below it. */
void
lean_cut(struct css_style *s)
{
    s->clips = true;
    if (s->cut_width > CSS_WINDOW)
        s->cut_width = CSS_WINDOW;
    if (s->cut_height > WINDOW_HEIGHT)
        s->cut_height = WINDOW_HEIGHT;
}

static void
fix(const struct cascade *c, struct css_style *s)
{
    s->gone |= (!computed_surely_counts(c, SLOT_TOP) &&
                !computed_surely_counts(c, SLOT_BOTTOM)) ||
               computed_beyond(c, SLOT_TOP, s, -CSS_ABOVE, WINDOW_HEIGHT) ||
               computed_beyond(c, SLOT_BOTTOM, s, -CSS_ABOVE, WINDOW_HEIGHT);
    lean_cut(s);
}

/* What the box's own edges take of the room inside. */
static float
edges(const struct cascade *c, const struct css_style *s)
{
    const float whole = 2 * CSS_WINDOW;
    return (computed_hides(c, SLOT_BORDER) ? CSS_WINDOW : 0) +
           computed_most(c, SLOT_MARGIN_LEFT, s, whole, CSS_WINDOW) +
           computed_most(c, SLOT_MARGIN_RIGHT, s, whole, CSS_WINDOW) +
           2 * computed_most(c, SLOT_PADDING_LEFT, s, whole, CSS_WINDOW);
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
        least_size(c, s, SLOT_WIDTH, SLOT_MAX_WIDTH, s->room_width, CSS_WINDOW);
    s->room_height = least_size(c, s, SLOT_HEIGHT, SLOT_MAX_HEIGHT,
                                s->room_height, CSS_UNCUT);
    if ((computed_counts(c, SLOT_TRACKS) || computed_counts(c, SLOT_COLUMNS)) &&
        s->room_width > TRACK)
        s->room_width = TRACK;
    float taken = edges(c, s);
    if (taken > 0 && s->room_width > CSS_WINDOW - taken)
        s->room_width = taken < CSS_WINDOW ? CSS_WINDOW - taken : 0;
    s->leans |= aligned || turned || right ||
                computed_least(c, SLOT_FLOAT, 1, FLOAT_RIGHT) <= FLOAT_RIGHT;
    s->spreads = s->leans && is_wide(c, s);
    s->rises |= aligned || turned || low;
    add_moves(c, s, position);
    bool spins =
        computed_counts(c, SLOT_TRANSFORM) || computed_counts(c, SLOT_ROTATE);
    s->gone |= spins && s->turned;
    s->turned |= spins || computed_counts(c, SLOT_PERSPECTIVE);
    /* The box that it stands in may be of no size. */
    s->gone |= s->holds && (right || low);
    if (low && s->room_height > WINDOW_HEIGHT)
        s->room_height = WINDOW_HEIGHT;
    if (s->rises && s->room_height < s->cut_height)
        s->cut_height = s->room_height;
    if (position <= POSITION_FIXED)
        fix(c, s);
    s->holds |= position < POSITION_STATIC || turned ||
                computed_counts(c, SLOT_CONTAIN) ||
                computed_counts(c, SLOT_FILTER) ||
                computed_counts(c, SLOT_PERSPECTIVE);
}

bool
lean_is_possible(const struct cascade *c)
{
    return computed_hides(c, SLOT_ALIGN) || is_turned(c) ||
           computed_counts(c, SLOT_RIGHT) || computed_counts(c, SLOT_BOTTOM) ||
           computed_least(c, SLOT_FLOAT, 1, FLOAT_RIGHT) <= FLOAT_RIGHT;
}
