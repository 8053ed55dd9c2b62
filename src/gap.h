/* SPDX-License-Identifier: MIT */
/* Lines between two records that are no records.
 *
 * A crash leaves such a line, and the next append leaves a record behind it
 * with the size and the SHA-256 of what it found. The newline that ends the
 * gap does not count: it may be the crash's or the append's. */
#ifndef SMAC_GAP_H
#define SMAC_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "record.h"

struct gap {
    struct digest *digest;
    uint64_t lines; /* 0: no gap */
    uint64_t bytes;
};

/* False without memory. */
bool gap_init(struct gap *);
void gap_release(struct gap *);

void gap_add(struct gap *, const void *line, size_t length);

/* Ends the gap; `repair` is given its size and hash. */
void gap_end(struct gap *, struct record_repair *repair);

#endif
