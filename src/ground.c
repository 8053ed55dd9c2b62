/* SPDX-License-Identifier: MIT */
#include "ground.h"

#include "computed.h"
#include "cover.h"

enum { NEAR = 32 }; /* a difference, of 255 */

static bool
is_same(struct color a, struct color b)
{
    return color_distance(a, b) == 0;
}

/* One more that is around what comes. */
static void
add_ground(struct css_style *s, struct color color)
{
    for (unsigned i = 0; i < s->grounds; i++)
        if (is_same(s->ground[i], color))
            return;
    if (s->grounds < CSS_GROUNDS)
        s->ground[s->grounds++] = color;
    else
        s->motley = true;
}

void
ground_leave(struct css_style *s)
{
    s->backgrounds = s->grounds;
    for (unsigned i = 0; i < s->grounds; i++)
        s->background[i] = s->ground[i];
    if (s->motley)
        s->veils |= CSS_UNSURE_BACK;
}

static void
lay_color(const struct cascade *c, struct css_style *s)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, SLOT_BACKGROUND_COLOR, v);
    const struct css_style parent = *s;
    bool unsure =
        n > 1 || (n == 1 && !cascade_is_sure(c, SLOT_BACKGROUND_COLOR));
    for (unsigned i = 0; i < n; i++) {
        struct color over = v[i].kind == VALUE_SOLID     ? v[i].color
                            : v[i].kind == VALUE_CURRENT ? s->color[0]
                                                         : COLOR_CLEAR;
        if (v[i].kind == VALUE_HIDING) {
            s->veils |= CSS_UNSURE_BACK;
            continue;
        }
        if (over.alpha == 255 && !unsure) {
            if (!computed_hides(c, SLOT_BACKGROUND_IMAGE))
                s->veils &= (uint16_t)~CSS_UNSURE_BACK;
            s->background[0] = over;
            s->backgrounds = 1;
            return;
        }
        for (unsigned k = 0; k < parent.backgrounds && !unsure; k++)
            s->background[k] = color_blend(over, parent.background[k]);
        if (unsure)
            s->background[i] = color_blend(over, parent.background[0]);
    }
    if (!unsure)
        return;
    if (parent.backgrounds > 1)
        s->veils |= CSS_UNSURE_BACK;
    if (n == 1)
        s->background[1] = parent.background[0];
    s->backgrounds = 2;
}

void
ground_lay(const struct cascade *c, struct css_style *s)
{
    if (computed_hides(c, SLOT_BACKGROUND_IMAGE))
        s->veils |= CSS_UNSURE_BACK;
    if (!computed_is_set(c, SLOT_BACKGROUND_COLOR) ||
        computed_least(c, SLOT_DISPLAY, DISPLAY_BLOCK, DISPLAY_BLOCK) ==
            DISPLAY_CONTENTS)
        return;
    lay_color(c, s);
    /* The page's own is behind all of it. */
    bool page = c->element == ELEMENT_HTML || c->element == ELEMENT_BODY;
    if (page && s->grounds == 1 && is_same(s->ground[0], COLOR_WHITE))
        s->grounds = 0;
    for (unsigned i = 0; i < s->backgrounds; i++)
        add_ground(s, s->background[i]);
    s->on_text = cover_is_inline(c);
}

static bool
is_near(const struct css_style *s, struct color color, struct color under)
{
    color.alpha = (uint8_t)((float)color.alpha * s->opacity);
    return color_distance(color_blend(color, under), under) <= NEAR;
}

bool
ground_swallows(const struct css_style *s, struct color color)
{
    for (unsigned k = 0; k < s->backgrounds; k++)
        if (is_near(s, color, s->background[k]))
            return true;
    return false;
}

bool
ground_is_needed(const struct css_style *s)
{
    for (unsigned k = 0; k < s->grounds; k++)
        for (unsigned i = 0; i < (s->filled ? 1 : s->colors); i++)
            if (is_near(s, s->filled ? s->fill : s->color[i], s->ground[k]))
                return true;
    return false;
}
