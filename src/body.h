/* SPDX-License-Identifier: MIT */
/* The insertion mode "in body" (HTML 13.2.6.4.7). */
#ifndef SMAC_BODY_H
#define SMAC_BODY_H

#include "tree.h"

enum tree_content body_start(struct tree *, const struct tag *);
void body_end(struct tree *, const struct tag *);

/* "Any other end tag": closes the innermost element of that name, unless a
 * special element is open in it. */
void body_end_ordinary(struct tree *, const struct tag *);

#endif
