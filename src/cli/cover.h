/* SPDX-License-Identifier: MIT */
/* Has every text that was released been audited? The documents of some logs
 * on one side, records that `smac jsonl` wrote on the other; the SHA-256 of
 * the source and of the output join them. */
#ifndef SMAC_CLI_COVER_H
#define SMAC_CLI_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "tally.h"

/* All zero is an empty one. */
struct cover {
    struct tally documents;
    uint64_t released;  /* records with a text */
    uint64_t uncovered; /* ... whose document is in no log */
};

void cover_release(struct cover *);

/* Adds the documents of a log; false after a message. */
bool cover_add_log(struct cover *, const char *path);

/* Looks for the documents of the records in a file, and says for which lines
 * there is none; false after a message if it cannot be read. Each record needs
 * a document of its own. */
bool cover_check(struct cover *, const char *path);

#endif
