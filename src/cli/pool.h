/* SPDX-License-Identifier: MIT */
/* Tasks, done by worker processes: cmark-gfm cannot parse twice at once in
 * one process, and what a hostile document might do to a parser costs that
 * document and no other.
 *
 * Tasks come one by one, as many as there are, and are told in their order.
 * Few are held at a time, so that memory is bounded by the number of workers
 * and by the largest task, and a slow reader slows down who writes. Nothing
 * here waits for a worker that waits for us: tasks are sent as far as the
 * worker takes them, and answers are read whenever there are some. */
#ifndef SMAC_CLI_POOL_H
#define SMAC_CLI_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "parcel.h"

enum pool_supply {
    POOL_TASK,
    POOL_WAIT, /* no task before the input is readable */
    POOL_END,
};

struct pool {
    unsigned workers;
    int input;      /* what `next` reads; -1: it never waits */
    bool second;    /* a task that its worker did not survive gets another one,
                    which is told how the first one died */
    bool contained; /* workers give up their rights: see sandbox.h */
    void *user;
    /* Here: writes the next task. `readable` is true if the input is known to
     * be readable, after POOL_WAIT. */
    enum pool_supply (*next)(void *user, bool readable, struct parcel *task);
    /* In a worker, which is a copy of this process: reads the task, writes the
     * answer. `died` is NULL, or how the first worker ended, or why there is
     * no sandbox: then nothing is to be parsed again. */
    void (*work)(void *user, struct parcel *task, const char *died,
                 struct parcel *answer);
    /* Here, in the order of the tasks, whatever the order in which they end.
     * A worker that died has no answer: NULL, and `why` says how. False wants
     * no more. */
    bool (*done)(void *user, struct parcel *task, struct parcel *answer,
                 const char *why);
    /* Here, before each time that nothing can be done but wait; may be NULL.
     * False wants no more. */
    bool (*pause)(void *user);
    int again; /* ms after which it is called again while waiting; 0: never */
};

/* False with errno on failure: no memory, or the input cannot be polled.
 * Where no worker can be made, tasks are done as if theirs had died. */
bool pool_run(const struct pool *);

#endif
