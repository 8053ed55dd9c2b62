/* SPDX-License-Identifier: MIT */
/* What of an SVG drawing is seen: <text x="5000"> is text that nobody sees. The
 * part of hidden.h that knows coordinates. */
#ifndef SMAC_DRAWING_H
#define SMAC_DRAWING_H

#include "hidden.h"

/* An element's own part; its CSS is there already. */
void drawing_judge(const struct hidden_subject *, struct hidden_own *);

/* Does what stands there begin outside of the canvas? */
bool drawing_leaves_out(const struct hidden_own *,
                        const struct hidden_canvas *);

/* What holds inside; the state has its own canvas or its parent's. */
void drawing_inherit(const struct hidden_own *,
                     const struct hidden_state *parent, struct hidden_state *);

#endif
