/* SPDX-License-Identifier: MIT */
/* The laws that compare a filtering with others: of the same document in
 * other pieces, of one that differs where nobody looks, of what came out. */
#ifndef SMAC_TESTS_ACCORD_H
#define SMAC_TESTS_ACCORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "breach.h"
#include "outcome.h"
#include "smac.h"

/* A filtering of which the laws of law.h hold, and what was filtered. */
struct accord {
    const struct smac_options *options;
    const uint8_t *bytes;
    size_t length;
    const struct outcome *whole;
    struct breach *breach;
};

/* Chunks of so many bytes give what the whole gives. */
bool accord_of_chunks(const struct accord *, size_t size);

/* On disk and parsed in stretches of so many bytes, a document gives what it
 * gives in memory. */
bool accord_of_stretches(const struct accord *, uint64_t size);

/* Other words in the comments change nothing that is visible. */
bool accord_of_comments(const struct accord *);

/* The markdown output filtered again is the same, and nothing is found in it;
 * and it reads like the text output. */
bool accord_of_stability(const struct accord *);

#endif
