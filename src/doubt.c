/* SPDX-License-Identifier: MIT */
#include "doubt.h"

#include "hidden.h"

enum { SMALL_MAX = 2 }; /* <sub><small> is still seen */

void
doubt_reset(struct doubt *d, enum html_view view)
{
    *d = (struct doubt){.github = view == HTML_VIEW_GITHUB};
}

static bool
shrinks(const struct doubt *d, enum element e)
{
    if (d->github)
        return hidden_shrinks(e);
    return e == ELEMENT_SUB || e == ELEMENT_SUP || e == ELEMENT_SMALL;
}

/* Can the element hide, by itself or by an attribute of its own, or is what
 * stands in it no HTML for some? */
static bool
can_hide(const struct doubt *d, enum element e)
{
    static const enum element others[] = {
        ELEMENT_BODY,   ELEMENT_DETAILS, ELEMENT_DIALOG, ELEMENT_FRAMESET,
        ELEMENT_HEAD,   ELEMENT_HTML,    ELEMENT_MATH,   ELEMENT_OBJECT,
        ELEMENT_OPTION, ELEMENT_RT,      ELEMENT_SEARCH, ELEMENT_SVG,
    };
    const unsigned flags = ELEMENT_HIDES | ELEMENT_HIDES_IN_SVG |
                           ELEMENT_HIDES_IN_MATH | ELEMENT_IS_FILTERED |
                           ELEMENT_IS_DROPPED;
    if (element_info(e)->flags & flags)
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (e == others[i])
            return true;
    return d->github && e == ELEMENT_PICTURE;
}

/* What shrinks can hide when it is nested. It may be open longer than it
 * seems, for an end tag does not reach over a block. */
void
doubt_start(struct doubt *d, enum element e)
{
    unsigned flags = element_info(e)->flags;
    bool block = (flags & ELEMENT_IS_SPECIAL) && !(flags & ELEMENT_IS_VOID);
    if (d->raised)
        return;
    d->raised = can_hide(d, e) || (d->small > 0 && block);
    d->small += shrinks(d, e);
    d->raised |= d->small > SMALL_MAX;
}

void
doubt_end(struct doubt *d, enum element e)
{
    if (shrinks(d, e) && d->small > 0)
        d->small--;
}

void
doubt_attribute(struct doubt *d, const char *name, size_t length)
{
    static const enum attribute hiding[] = {
        ATTRIBUTE_BACKGROUND, ATTRIBUTE_BGCOLOR, ATTRIBUTE_COLOR,
        ATTRIBUTE_HIDDEN,     ATTRIBUTE_POPOVER, ATTRIBUTE_SIZE,
        ATTRIBUTE_SLOT,       ATTRIBUTE_STYLE,
    };
    if (d->raised)
        return;
    enum attribute a = element_attribute_find(name, length);
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        d->raised |= a == hiding[i];
    d->raised |= d->github && a == ATTRIBUTE_HEIGHT;
}
