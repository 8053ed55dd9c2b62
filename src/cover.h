/* SPDX-License-Identifier: MIT */
/* What an element does to the text around it. */
#ifndef SMAC_COVER_H
#define SMAC_COVER_H

#include "cascade.h"
#include "css.h"

/* Has it no box, whatever rules apply? */
bool cover_is_absent(const struct cascade *);

/* Is it part of a line, whatever rules apply? */
bool cover_is_inline(const struct cascade *);

/* Does what follows it move off the page with it? The style is its own, and
 * `in_flex` if its parent lays out its children in a row. */
bool cover_drags(const struct cascade *, const struct css_style *,
                 bool in_flex);

/* Does all that comes on the page move up with it? */
bool cover_sinks(const struct cascade *, const struct css_style *);

/* Is it drawn after the text of the page, and elsewhere than where it stands? */
bool cover_is_lifted(const struct cascade *, const struct css_style *);

/* Does a margin move it up, by so many px, over what stands before it? */
bool cover_is_drawn_up(const struct cascade *, const struct css_style *,
                       float by);

/* May it be drawn over text elsewhere on the page? */
bool cover_lies_over(const struct cascade *, const struct css_style *);

#endif
