/* SPDX-License-Identifier: MIT */
/* The insertion modes of tables (HTML 13.2.6.4.9 to 13.2.6.4.15). */
#ifndef SMAC_GRID_H
#define SMAC_GRID_H

#include "tree.h"

/* <table> and what stands in it, but for <col> and <colgroup>. */
bool grid_is_part(enum element);

/* In one of the modes from TREE_IN_TABLE to TREE_IN_CELL. */
enum tree_content grid_start(struct tree *, const struct tag *, enum tree_mode);
void grid_end(struct tree *, const struct tag *, enum tree_mode);

#endif
