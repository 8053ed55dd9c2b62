/* SPDX-License-Identifier: MIT */
/* Tables, rows and cells among the open boxes. */
#ifndef SMAC_ROWS_H
#define SMAC_ROWS_H

#include "nest.h"

/* Cells beyond it join the last one: GFM counts columns in 16 bits. */
enum { ROWS_COLUMN_LIMIT = 1000 };

/* Open one; a cell without a row and a row without a table bring it. */
void rows_open_table(struct nest *, uint8_t state);
void rows_open_row(struct nest *);
void rows_open_cell(struct nest *, uint8_t box, unsigned align);

/* Something stands in a table but in no cell: it gets one, which ends with
 * the next cell, or with its row if that is implicit and `row` says so. */
void rows_begin_implicit(struct nest *);
void rows_end_implicit(struct nest *, bool row);

/* Begins the row's block, the row being frame i. A table begins with its
 * first row that is not empty; what came before in it, such as a caption,
 * stands before it. */
void rows_begin(struct nest *, size_t i);

void rows_end_cell(struct nest *);

/* The innermost container is a table's row, or a table that has rows: a place
 * for cells only. */
bool rows_around(const struct nest *);

#endif
