/* SPDX-License-Identifier: MIT */
/* Boxes that begin left of the page, or above it, when what they hold is wider
 * or higher than their room: what is aligned to the right or in the middle, and
 * what is turned around. Whether it is too wide is for who sees the text. */
#ifndef SMAC_LEAN_H
#define SMAC_LEAN_H

#include "cascade.h"
#include "css.h"

/* The element's part: what its style declares of the room, and what makes use
 * of it. `position` is a number of enum cascade's. */
void lean_take(const struct cascade *, struct css_style *, float position);

/* It ends where its window does, and does not scroll. */
void lean_cut(struct css_style *);

/* Might it lean or rise, whatever its element is? */
bool lean_is_possible(const struct cascade *);

#endif
