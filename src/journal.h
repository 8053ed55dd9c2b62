/* SPDX-License-Identifier: MIT */
/* The file of an audit: one append at a time, under a lock, whole or not at
 * all.
 *
 *     journal_begin     locks, and says where the chain has come to
 *     journal_write     whole lines, as often as need be
 *     journal_end       marks, syncs, unlocks; or journal_cancel, which cuts
 *                       back what was written
 *
 * A file that was renamed or removed since it was opened is left to whoever
 * did so, and the path opened anew. */
#ifndef SMAC_JOURNAL_H
#define SMAC_JOURNAL_H

#include <stdbool.h>

#include "buffer.h"
#include "stamp.h"

struct journal;

/* Where the next record hangs. */
struct journal_place {
    uint64_t sequence;           /* of the last record, 0: none */
    uint8_t hash[DIGEST_SIZE];   /* of the last record */
    struct record_key key;       /* of the last record of this file */
    bool begun;                  /* this file has a record */
    bool unterminated;           /* a newline is due first */
    struct record_repair repair; /* to be told first, if needed */
    char continues[256];         /* "", or the file that went before */
};

/* NULL with errno. */
struct journal *journal_open(const char *path, bool sync);

/* False with errno if closing shows that something was not written. */
bool journal_close(struct journal *);

/* False with errno; then there is nothing to cancel. */
bool journal_begin(struct journal *, struct journal_place *);

/* Both false with errno. */
bool journal_write(struct journal *, const struct buffer *lines);
bool journal_end(struct journal *, const struct stamp *last);

/* Keeps errno. */
void journal_cancel(struct journal *);

#endif
