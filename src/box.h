/* SPDX-License-Identifier: MIT */
/* An element's box in the text: which one it is, and what its edges do to the
 * words around. */
#ifndef SMAC_BOX_H
#define SMAC_BOX_H

#include "element.h"
#include "flow.h"

/* An edge of such a box comes. */
void box_meet(struct flow *, enum text_box);

/* <br> and <hr> are drawn; other elements need box_close. */
void box_open(struct flow *, enum element, unsigned argument);
void box_close(struct flow *, enum element);

/* What text_open wants to know of an element of raw HTML. */
unsigned box_argument(enum element, const struct element_attributes *);

#endif
