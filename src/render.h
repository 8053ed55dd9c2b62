/* SPDX-License-Identifier: MIT */
/* The blocks of the tree as events, in the order of the rendered page. */
#ifndef SMAC_RENDER_H
#define SMAC_RENDER_H

#include "parse.h"

/* The whole page: the document, then its footnotes in order of reference, at
 * last, as hidden, the footnotes that nothing refers to. */
void render_page(struct markdown *, cmark_node *root);

#endif
