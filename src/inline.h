/* SPDX-License-Identifier: MIT */
/* The inlines of one leaf as events with exact source bytes.
 *
 * cmark's inline nodes come in the order of the content and account for all
 * of it, so one cursor that moves over the content tells where each stands:
 * text and raw HTML are pointers into the content, emphasis takes its
 * delimiters, a link its brackets and tail, a code span its backticks. Columns
 * (wrong after escapes, tabs and line ends) are never asked. A cursor that
 * meets another byte than it expects ends the document with SMAC_INTERNAL. */
#ifndef SMAC_INLINE_H
#define SMAC_INLINE_H

#include "leaf.h"

/* Parses the passage as inlines and calls the events. What it allocated is
 * forgotten when it returns. */
void inline_render(struct markdown *, struct passage *);

#endif
