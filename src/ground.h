/* SPDX-License-Identifier: MIT */
/* What is behind a text. White on a black box is read as long as the box is
 * behind it: what floats, moves or flows over is in front of something else. */
#ifndef SMAC_GROUND_H
#define SMAC_GROUND_H

#include "cascade.h"
#include "css.h"

/* The element's own background, over what is behind its parent's text. Its
 * colour is there already. */
void ground_lay(const struct cascade *, struct css_style *);

/* The text may stand anywhere: on each of the backgrounds around. */
void ground_leave(struct css_style *);

/* Can a colour not be told from what may be behind it? */
bool ground_swallows(const struct css_style *, struct color);

/* ... or from what is around, so that text which flows over is not seen? */
bool ground_is_needed(const struct css_style *);

#endif
