/* SPDX-License-Identifier: MIT */
/* What a slot may be, as a yes or a number, where it may have two values: the
 * answer is the one that hides. */
#ifndef SMAC_COMPUTED_H
#define SMAC_COMPUTED_H

#include "cascade.h"
#include "css.h"

bool computed_is_length(struct cascade_value);

/* The length in px; for VALUE_PERCENT, of `whole`. */
float computed_px(struct cascade_value, const struct css_style *, float whole);

/* May it have a value? */
bool computed_is_set(const struct cascade *, enum cascade_slot);

/* May it have one that is not what it has anyway? */
bool computed_counts(const struct cascade *, enum cascade_slot);

/* Has it one that counts, whatever rules apply? */
bool computed_surely_counts(const struct cascade *, enum cascade_slot);

/* May the slot's value be one that hides by itself? */
bool computed_hides(const struct cascade *, enum cascade_slot);

/* The least that a slot with words or factors may have. */
float computed_least(const struct cascade *, enum cascade_slot, float missing,
                     float unknown);

/* The greatest length in px that the slot may have, 0 at least: a percentage is
 * of `whole`, and what is not understood is `unknown`. */
float computed_most(const struct cascade *, enum cascade_slot,
                    const struct css_style *, float whole, float unknown);

/* Is a length at most `low` px, at least `high` px, or a whole box or more? */
bool computed_beyond(const struct cascade *, enum cascade_slot,
                     const struct css_style *, float low, float high);

/* Is a size below so many px? What is not known is 0. */
bool computed_below(const struct cascade *, enum cascade_slot,
                    const struct css_style *, float limit);

#endif
