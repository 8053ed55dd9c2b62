/* SPDX-License-Identifier: MIT */
/* Tasks, done by worker processes: cmark-gfm cannot parse twice at once in
 * one process, and what a hostile document might do to a parser costs that
 * document and no other. */
#ifndef SMAC_CLI_POOL_H
#define SMAC_CLI_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "parcel.h"

struct pool {
    size_t tasks;
    unsigned workers;
    void *user;
    /* In a worker, which is a copy of this process: writes the answer. */
    void (*work)(void *user, size_t task, struct parcel *answer);
    /* Here, in the order of the tasks, whatever the order in which they end.
     * A worker that died has no answer: NULL, and `why` says how. */
    void (*done)(void *user, size_t task, struct parcel *answer,
                 const char *why);
    /* Here, now and then: so many tasks have ended. */
    void (*tick)(void *user, size_t ended);
};

/* False with errno if no worker could be made; tasks may then be undone. */
bool pool_run(const struct pool *);

#endif
