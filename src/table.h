/* SPDX-License-Identifier: MIT */
/* GFM tables (4.10), in time linear in the source.
 *
 * A table node keeps its header as content and has one node a row; cells are
 * cut out of the row's source when the table is rendered, so that those
 * beyond the last column keep their place and missing ones cost nothing:
 * 12 KB of source made cmark's extension use 941 MB. */
#ifndef SMAC_TABLE_H
#define SMAC_TABLE_H

#include "parse.h"

struct table_cell {
    uint32_t from; /* trimmed; pipes still escaped */
    uint32_t to;
};

/* Cuts a row into cells and returns how many it has; writes at most `max` of
 * them. A pipe behind a backslash does not separate. */
size_t table_split(const uint8_t *row, size_t length, struct table_cell *cells,
                   size_t max);

/* What struct row a node of our row type has. */
const struct row *table_row_of(const cmark_node *);

/* Callbacks of the dialect. */
cmark_node *table_try_opening(cmark_syntax_extension *, int indented,
                              cmark_parser *, cmark_node *parent,
                              unsigned char *line, int length);
int table_matches(cmark_syntax_extension *, cmark_parser *, unsigned char *line,
                  int length, cmark_node *container);

#endif
