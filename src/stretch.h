/* SPDX-License-Identifier: MIT */
/* A document that is too long to be parsed in one go.
 *
 * It is parsed stretch by stretch, each in the memory of the one before. A
 * stretch ends where the parser itself shows that nothing is open, so that the
 * trees of all of them are that of the whole. What reaches further is
 * collected first: where the stretches begin, and the labels of definitions
 * and footnotes. A footnote comes at the page's end, and is then parsed once
 * more.
 *
 * Of a document that was parsed whole, these functions know that, and do
 * nothing. */
#ifndef SMAC_STRETCH_H
#define SMAC_STRETCH_H

#include "parse.h"

/* The first reading, from m->start on, which tells the text, too. */
void stretch_collect(struct markdown *);

/* Forgets what was collected. */
void stretch_release(struct markdown *);

/* Renders one after the other, without the footnotes. */
void stretch_render(struct markdown *);

/* Sees to it that the node of the footnote is there. Ends the parse if
 * footnotes in long blocks have it parsed again and again. */
void stretch_fetch(struct markdown *, size_t footnote);

/* The bytes, or a copy that lives as long as the document. */
const uint8_t *stretch_keep(struct markdown *, const uint8_t *, size_t);

/* Remembers the label of the index-th definition, normalised and terminated;
 * false if it was defined before. O(log labels). */
bool stretch_enter(struct markdown *, const uint8_t *label, size_t index);

/* So many bytes more were worked on: at times gives memory back. */
void stretch_rest(struct markdown *, size_t bytes);

#endif
