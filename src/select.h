/* SPDX-License-Identifier: MIT */
/* The insertion modes "in select" and "in select in table" as they were until
 * 2025: of the tags in a <select> only a few were read. */
#ifndef SMAC_SELECT_H
#define SMAC_SELECT_H

#include "tree.h"

enum tree_content select_start(struct tree *, const struct tag *);
void select_end(struct tree *, const struct tag *);

#endif
