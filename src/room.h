/* SPDX-License-Identifier: MIT */
/* How much room a box leaves for text, and what of it is cut off. Where content
 * would have to be laid out to know, the answer is the one that hides. */
#ifndef SMAC_ROOM_H
#define SMAC_ROOM_H

#include "cascade.h"
#include "css.h"

/* Is the box too small for what flows over? The overflow is a number of enum
 * OVERFLOW_..., and the style still that of the box around. */
bool room_is_too_small(const struct cascade *, const struct css_style *,
                       float overflow);

/* Notes where the box stands in the one around it that cuts off. */
void room_take(const struct cascade *, struct css_style *);

/* Notes what the boxes inside get. */
void room_give(const struct cascade *, struct css_style *);

/* The same for a box that cuts off. */
void room_cut(const struct cascade *, struct css_style *);

#endif
