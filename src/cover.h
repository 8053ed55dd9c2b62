/* SPDX-License-Identifier: MIT */
/* What an element does to the text around it. */
#ifndef SMAC_COVER_H
#define SMAC_COVER_H

#include "cascade.h"
#include "css.h"

/* Does what follows it move off the page with it? */
bool cover_drags(const struct cascade *, const struct css_style *);

/* Does all that comes on the page move up with it? */
bool cover_sinks(const struct cascade *, const struct css_style *);

/* Is it drawn after the text of the page, and elsewhere than where it stands? */
bool cover_is_lifted(const struct cascade *, const struct css_style *);

/* May it be drawn over text elsewhere on the page? */
bool cover_lies_over(const struct cascade *, const struct css_style *);

#endif
