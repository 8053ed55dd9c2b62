/* SPDX-License-Identifier: MIT */
/* What is written to make a parser slow: documents that repeat a piece.
 *
 * A document is head, n times `unit`, middle, n times `again`, tail; n is as
 * large as the wanted size allows. */
#ifndef SMAC_BENCH_PATTERNS_H
#define SMAC_BENCH_PATTERNS_H

#include <stddef.h>

struct pattern {
    const char *name; /* family-what */
    const char *head;
    const char *unit;
    const char *middle;
    const char *again;
    const char *tail;
};

extern const struct pattern patterns[];
extern const size_t pattern_count;

/* Writes at most `size` bytes and answers how many. */
size_t pattern_write(const struct pattern *, char *to, size_t size);

#endif
