/* SPDX-License-Identifier: MIT */
/* The floor: what cmark-gfm's parse alone costs, with the cheapest allocator
 * that it can have. What filters with cmark-gfm cannot cost less. */
#ifndef SMAC_BENCH_FLOOR_H
#define SMAC_BENCH_FLOOR_H

#include <stddef.h>

/* Once, before the first parse: registers the extensions. */
void floor_init(void);

/* Parses to a tree, with tables, strikethrough and task lists, and forgets it.
 * Ends the process where memory runs out: cmark-gfm could not be told. */
void floor_parse(const char *document, size_t length);

#endif
