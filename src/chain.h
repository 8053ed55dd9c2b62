/* SPDX-License-Identifier: MIT */
/* Do the records hang together?
 *
 * Each record names the hash of the one before. Where one does not fit, only
 * the next ones show what happened:
 *
 *     1 2 4 5      5 follows 4: the chain goes on there, so 3 is missing
 *     1 2 X 3      3 follows 2: X was inserted
 *     1 3 2 4      2 follows 1, then 3 follows 2: 3 was displaced
 *     1 2'3 4      4 follows 3, which does not follow 2': 2 was edited, and
 *                  its hash made anew
 *
 * So a record that does not fit opens a side chain, until one of the two goes
 * on. Constant memory but for the faults, linear time. */
#ifndef SMAC_CHAIN_H
#define SMAC_CHAIN_H

#include <stdbool.h>

#include "faults.h"
#include "stamp.h"

struct chain_link {
    struct stamp stamp; /* as the record has it */
    struct faults_place place;
    uint8_t hash[DIGEST_SIZE]; /* of its contents; stamp.hash if unknown */
};

struct chain {
    struct faults *faults;
    bool begun;
    struct chain_link main; /* the end of the chain */
    bool side;              /* there is a side chain */
    bool settled;           /* ... and its fault is known */
    size_t fault;
    struct chain_link first; /* of the side chain */
    struct chain_link last;
};

void chain_init(struct chain *, struct faults *);

/* The next record in the order of lines. */
void chain_add(struct chain *, const struct chain_link *);

/* After the last one. */
void chain_end(struct chain *);

/* Is the record's own hash that of its contents? */
bool chain_link_is_true(const struct chain_link *);

#endif
