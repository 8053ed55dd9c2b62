/* SPDX-License-Identifier: MIT */
/* What stands before each line of a block: the quotes and the indentation of
 * the items that it is in. */
#ifndef SMAC_MARGIN_H
#define SMAC_MARGIN_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

enum {
    /* A quote or list that would begin further right is shown without its
     * margin, so that a hundred quotes do not cost 200 bytes a line. */
    MARGIN_LIMIT = 40,
    /* The limit and one item: nine digits, a delimiter and a blank. */
    MARGIN_SIZE = MARGIN_LIMIT + 12,
    /* Up to here every line break is shown; further right only one that ends
     * a line longer than the margin, or lazy lines would multiply it. */
    MARGIN_NARROW = 16,
};

struct margin {
    uint8_t bytes[MARGIN_SIZE];
    size_t size;
};

/* Begins another line of the same block. */
static inline void
margin_break(const struct margin *m, struct buffer *out)
{
    buffer_putc(out, '\n');
    buffer_put(out, m->bytes, m->size);
}

#endif
