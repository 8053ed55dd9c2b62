/* SPDX-License-Identifier: MIT */
/* Findings that a repository knows of, so that an old one can start.
 *
 * A line each, `HASH REASON PATH`: the hash is that of the reason and of the
 * hidden bytes, so a finding is known wherever in its file it stands and no
 * longer known when a byte of it changes. The path starts from the baseline's
 * own directory. A line counts once: a second copy of what is known is new. */
#ifndef SMAC_CLI_BASELINE_H
#define SMAC_CLI_BASELINE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "smac.h"
#include "tally.h"

struct baseline {
    char *directory; /* absolute */
    struct tally known;
};

struct baseline_entry {
    uint8_t hash[32];
    enum smac_reason reason;
};

/* False after a message. A file that is not there is an error, unless it is
 * going to be written. */
bool baseline_open(struct baseline *, const char *path, bool may_be_missing);

void baseline_release(struct baseline *);

/* What a document is called in the baseline; a document elsewhere has its
 * absolute path. NULL without memory. */
char *baseline_path(const struct baseline *, const char *document);

/* How often it is known. */
uint64_t baseline_count(const struct baseline *, const char *path,
                        const struct baseline_entry *);

/* Writes a finding's line, and what comes before the first. */
void baseline_write_head(FILE *);
void baseline_write(FILE *, const char *path, const struct baseline_entry *);

#endif
