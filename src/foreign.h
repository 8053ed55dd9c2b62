/* SPDX-License-Identifier: MIT */
/* The rules for SVG and MathML content (HTML 13.2.6.5). */
#ifndef SMAC_FOREIGN_H
#define SMAC_FOREIGN_H

#include "tree.h"

/* Is a start tag, or a character if it is NULL, read as HTML here? In HTML,
 * and in the elements of SVG and MathML that hold HTML. */
bool foreign_reads_html(const struct tree *, const struct tag *);

enum tree_content foreign_start(struct tree *, const struct tag *);
void foreign_end(struct tree *, const struct tag *);

#endif
