/* SPDX-License-Identifier: MIT */
/* A process of its own that does tasks, one after the other.
 *
 * A few tasks can be sent ahead; the answers come in the order of the tasks,
 * each before the next task is begun, so that of a worker that died the first
 * task without an answer is the one that it died of. */
#ifndef SMAC_CLI_WORKER_H
#define SMAC_CLI_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "parcel.h"

enum { WORKER_AHEAD = 16, WORKER_WHY = 64 };

/* A task on its way; the parcel is the caller's, and stays until its answer
 * is there or the worker has ended. */
struct worker_task {
    size_t number;
    struct parcel *task;
    char died[WORKER_WHY]; /* "", or how the first worker ended */
};

/* All zero: there is no process. */
struct worker {
    pid_t pid;
    int fd;
    struct worker_task queue[WORKER_AHEAD]; /* a ring */
    size_t first;
    size_t count;
    size_t sent;   /* of the queue, tasks that were sent whole */
    size_t offset; /* what was sent of the next one */
    size_t bytes;  /* of the tasks in the queue */
    struct parcel inbox;
};

/* What a worker runs: reads the task, writes the answer. */
struct worker_job {
    void *user;
    bool contained; /* it gives up its rights, or is told that it cannot */
    void (*work)(void *user, struct parcel *task, const char *died,
                 struct parcel *answer);
};

/* Makes the process, a copy of this one, which keeps no descriptor but its own
 * and standard error. False with errno. */
bool worker_start(struct worker *, const struct worker_job *);

/* Would a task of that size not have to wait for long? */
bool worker_has_room(const struct worker *, size_t size);

/* Queues a task; there is room for it. */
void worker_give(struct worker *, const struct worker_task *);

bool worker_is_sending(const struct worker *);

/* Sends and reads what can be without waiting. False: it has ended. */
bool worker_send(struct worker *);
bool worker_receive(struct worker *);

/* Takes the next answer that is there whole, and its task off the queue. */
bool worker_answer(struct worker *, struct worker_task *, struct parcel *);

/* Takes a task off the queue of a worker that has ended. */
bool worker_drop(struct worker *, struct worker_task *);

/* Ends it: it may finish its task, unless it is to be killed. Its status, as
 * from waitpid; nothing of it is left. */
int worker_end(struct worker *, bool kill);

#endif
