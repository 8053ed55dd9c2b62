/* SPDX-License-Identifier: MIT */
/* What a leaf's inlines read, as one run of characters: formulas are looked
 * for in it, for GitHub looks for them after markdown. */
#ifndef SMAC_PROSE_H
#define SMAC_PROSE_H

#include "leaf.h"

/* Begins a leaf; lifts the veils of the leaf before. */
void prose_begin(struct markdown *);
void prose_forget(struct markdown *);

/* Takes down what it is told; it tells nobody. */
struct markdown_events prose_events(struct markdown *);

/* Takes down a line of raw HTML; `tags` says that tags are tags. */
void prose_html(struct markdown *, size_t from, size_t to, bool tags);

/* Looks for formulas in what was taken down, and adds what they do not draw
 * to m->veils. */
void prose_read(struct markdown *);

/* Tells the veils, if there are any. They hold until the next are told. */
void prose_veil(struct markdown *);

#endif
