/* SPDX-License-Identifier: MIT */
/* What cmark-gfm is shown in place of a leaf's content: the same number of
 * bytes, with what it mishandles defused. Visible text is always taken from
 * the source by offset, so that nothing of the shadow is ever printed. */
#ifndef SMAC_SHADOW_H
#define SMAC_SHADOW_H

#include "parse.h"

/* Rewrites content[0, size), which a NUL follows and none is in, in place and
 * fills m->marks. Ends the parse with
 * SMAC_TOO_COMPLEX where cmark would be quadratic. O(size). */
void shadow_cast(struct markdown *, uint8_t *content, uint32_t size);

/* The mark that begins at that content offset, or NULL. O(log marks). */
const struct mark *shadow_mark(const struct markdown *, uint32_t from);

#endif
