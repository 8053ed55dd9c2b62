/* SPDX-License-Identifier: MIT */
/* The blocks of the tree as events, in the order of the rendered page. */
#ifndef SMAC_RENDER_H
#define SMAC_RENDER_H

#include "parse.h"

/* What stands on the page, from the tree at hand. */
void render_blocks(struct markdown *);

/* Below it: the footnotes in order of reference, and at last, as hidden, those
 * that nothing refers to. */
void render_footnotes(struct markdown *);

#endif
