/* SPDX-License-Identifier: MIT */
#include "computed.h"

enum {
    WINDOW = 1280, /* px: how wide a page is taken to be */
    FULL = 100,    /* per cent */
};

float
computed_px(struct cascade_value v, const struct css_style *s, float whole)
{
    if (v.kind == VALUE_EM)
        return v.number * s->font;
    if (v.kind == VALUE_REM)
        return v.number * s->root;
    return v.kind == VALUE_PERCENT ? v.number / 100 * whole : v.number;
}

bool
computed_is_length(struct cascade_value v)
{
    return v.kind == VALUE_PX || v.kind == VALUE_EM || v.kind == VALUE_REM ||
           v.kind == VALUE_PERCENT;
}

bool
computed_is_set(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value v[2];
    return cascade_values(c, slot, v) > 0;
}

static bool
is_idle(struct cascade_value v)
{
    return v.kind == VALUE_HARMLESS || v.kind == VALUE_INITIAL;
}

bool
computed_counts(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    for (unsigned i = 0; i < n; i++)
        if (!is_idle(v[i]))
            return true;
    return false;
}

bool
computed_surely_counts(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    return cascade_is_sure(c, slot) && !is_idle(v[0]) &&
           (n < 2 || !is_idle(v[1]));
}

bool
computed_hides(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    for (unsigned i = 0; i < n; i++)
        if (v[i].kind == VALUE_HIDING ||
            (v[i].kind == VALUE_INHERIT && slot != SLOT_DISPLAY &&
             slot != SLOT_FLOAT))
            return true;
    return false;
}

float
computed_least(const struct cascade *c, enum cascade_slot slot, float missing,
               float unknown)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    float answer = missing;
    for (unsigned i = 0; i < n; i++) {
        float number = v[i].kind == VALUE_NUMBER ? v[i].number
                       : v[i].kind == VALUE_HIDING || v[i].kind == VALUE_INHERIT
                           ? unknown
                           : missing;
        if ((i == 0 && cascade_is_sure(c, slot)) || number < answer)
            answer = number;
    }
    return answer;
}

float
computed_most(const struct cascade *c, enum cascade_slot slot,
              const struct css_style *s, float whole, float unknown)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    float most = 0;
    for (unsigned i = 0; i < n; i++) {
        float px = computed_is_length(v[i])    ? computed_px(v[i], s, whole)
                   : v[i].kind == VALUE_HIDING ? unknown
                                               : 0;
        most = px > most ? px : most;
    }
    return most;
}

bool
computed_beyond(const struct cascade *c, enum cascade_slot slot,
                const struct css_style *s, float low, float high)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    for (unsigned i = 0; i < n; i++) {
        if (!computed_is_length(v[i]))
            continue;
        float px = v[i].kind == VALUE_EM ? v[i].number * s->em
                                         : computed_px(v[i], s, WINDOW);
        bool whole =
            v[i].kind == VALUE_PERCENT && v[i].number >= FULL && high < 1e9f;
        if (whole || px <= low || px >= high)
            return true;
    }
    return computed_hides(c, slot);
}

bool
computed_below(const struct cascade *c, enum cascade_slot slot,
               const struct css_style *s, float limit)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    for (unsigned i = 0; i < n; i++)
        if (computed_is_length(v[i]) && computed_px(v[i], s, WINDOW) < limit)
            return true;
    return computed_hides(c, slot);
}
