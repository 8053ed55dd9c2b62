/* SPDX-License-Identifier: MIT */
/* How often each hash was seen. A look-up takes constant time: the keys are
 * SHA-256, evenly spread whatever is hashed. */
#ifndef SMAC_CLI_TALLY_H
#define SMAC_CLI_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tally_row {
    uint8_t key[32];
    uint64_t count; /* 0: a free row */
};

/* All zero is an empty one. */
struct tally {
    struct tally_row *rows;
    size_t size; /* a power of two, or 0 */
    size_t used;
};

/* The row of a key, made if need be; it moves when another is made. NULL
 * without memory. A new row has count 0, and the caller raises it at once. */
struct tally_row *tally_row(struct tally *, const uint8_t key[32]);

/* The row of a key that is there, or NULL. */
struct tally_row *tally_find(const struct tally *, const uint8_t key[32]);

void tally_release(struct tally *);

#endif
