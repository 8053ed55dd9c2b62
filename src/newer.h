/* SPDX-License-Identifier: MIT */
/* What GitHub's cmark-gfm knows and Debian's does not: a line that begins with
 * <textarea> is raw HTML up to its end tag, one that begins with <source> up
 * to a blank line (gfm.13: html_block_start, 1 and 6). And a declaration may
 * begin with a small letter (CommonMark 0.31, 4.6, condition 4). */
#ifndef SMAC_NEWER_H
#define SMAC_NEWER_H

#include "leaf.h"

/* The line as Debian's cmark-gfm has to be fed it: as it is, or, and then
 * m->line_renamed is set, with names of the same length that it knows.
 * O(length). */
const uint8_t *newer_line(struct markdown *, const uint8_t *line,
                          size_t length);

/* Puts the source's own names back into a leaf's content: inlines need them. */
void newer_restore(const struct markdown *, const struct passage *);

#endif
