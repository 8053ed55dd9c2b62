/* SPDX-License-Identifier: MIT */
/* How far the text of an SVG drawing has come: a line does not break at the
 * drawing's edge, and what is behind that nobody sees. */
#ifndef SMAC_PEN_H
#define SMAC_PEN_H

#include <stddef.h>
#include <stdint.h>

#include "hidden.h"

/* Where the next letter stands, in the drawing's units. */
struct pen {
    float at;
};

/* An element begins. */
void pen_begin(struct pen *, const struct hidden_own *);

/* Something that is no letter comes: nobody knows where the next one is. */
void pen_lose(struct pen *);

/* Draws characters and answers how many of the bytes can be seen: all of them,
 * unless it is text with an edge. Letters are taken for wide ones. */
size_t pen_draw(struct pen *, const struct hidden_state *, const uint8_t *,
                size_t length);

#endif
