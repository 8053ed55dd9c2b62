/* SPDX-License-Identifier: MIT */
/* What an element takes from others: what is around it moves off the page with
 * it, is covered, painted over or animated, or has no room beside it. What came
 * before is for the next look at the page (notes.h). */
#ifndef SMAC_HARM_H
#define SMAC_HARM_H

#include "tree.h"

/* By its style; `parent` is what it was put into, or STACK_NONE. See cover.h. */
void harm_around(struct tree *, uint16_t parent, const struct css_style *);

/* By having more in it than room, or being wider than what is around. */
void harm_room(struct tree *, uint16_t id);

/* By text of its own that is not seen, but lies over other text. */
void harm_letters(struct tree *, const struct hidden_state *, const uint8_t *,
                  size_t length);

/* By standing in a drawing, over its text. */
void harm_drawing(struct tree *, uint16_t id);

/* By being what it is: a column, an animation, a shape. In a browser. */
void harm_by_kind(struct tree *, const struct tag *, enum element_space,
                  const struct hidden_own *, uint16_t parent);

/* All of that for a void element, which has no state of its own. */
void harm_void(struct tree *, const struct tag *, uint16_t parent);

#endif
