/* SPDX-License-Identifier: MIT */
/* Code blocks as events, and what GitHub makes of some of them: a formula, a
 * diagram, a map, a solid. */
#ifndef SMAC_FENCE_H
#define SMAC_FENCE_H

#include "parse.h"

void fence_render(struct markdown *, cmark_node *);

#endif
