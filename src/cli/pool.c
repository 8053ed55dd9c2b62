/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "worker.h"

/* What is held at most, a worker. A task beyond the bytes is held alone. */
enum { SLOTS_A_WORKER = 2 * WORKER_AHEAD, BYTES_A_WORKER = 1 << 19 };

enum state { READY, GIVEN, ANSWERED, DIED };

struct slot {
    enum state state;
    struct parcel task;
    struct parcel answer;
    char why[WORKER_WHY]; /* "", or how a worker ended over it */
};

struct run {
    const struct pool *pool;
    struct worker_job job;
    struct worker *workers;
    struct slot *slots; /* a ring: task t is in slot t % size */
    size_t size;
    size_t told;  /* tasks whose `done` was called */
    size_t come;  /* tasks that came */
    size_t given; /* all tasks before this one were given */
    size_t bytes; /* of the tasks and answers that are held */
    enum pool_supply supply;
    bool stopped; /* `done` or `pause` wants no more */
    struct pollfd *polled;
};

static struct slot *
slot_of(struct run *run, size_t task)
{
    return &run->slots[task % run->size];
}

/* ---- what comes --------------------------------------------------------- */

static bool
has_room(const struct run *run)
{
    return run->come == run->told ||
           (run->come - run->told < run->size &&
            run->bytes < (size_t)run->pool->workers * BYTES_A_WORKER);
}

static void
take_tasks(struct run *run, bool readable)
{
    const struct pool *pool = run->pool;
    while (run->supply != POOL_END && has_room(run)) {
        struct slot *slot = slot_of(run, run->come);
        *slot = (struct slot){.state = READY};
        run->supply = pool->next(pool->user, readable, &slot->task);
        if (run->supply != POOL_TASK) {
            parcel_release(&slot->task);
            return;
        }
        readable = false;
        run->bytes += slot->task.size;
        run->come++;
    }
}

/* ---- deaths ------------------------------------------------------------- */

static void
describe_death(int status, char why[WORKER_WHY])
{
    if (WIFSIGNALED(status))
        snprintf(why, WORKER_WHY,
                 "the process that read it was ended by "
                 "signal %d",
                 WTERMSIG(status));
    else
        snprintf(why, WORKER_WHY,
                 "the process that read it had no memory left");
}

/* The first task of its queue was being worked on; those behind it are given
 * to others. */
static void
bury(struct run *run, struct worker *worker)
{
    struct worker ended = *worker;
    struct worker_task task;
    int status = worker_end(worker, true);
    for (bool first = true; worker_drop(&ended, &task); first = false) {
        struct slot *slot = slot_of(run, task.number);
        slot->state = READY;
        if (task.number < run->given)
            run->given = task.number;
        if (!first)
            continue;
        if (slot->why[0] != '\0' || !run->pool->second)
            slot->state = DIED;
        describe_death(status, slot->why);
    }
}

/* ---- what is given ------------------------------------------------------ */

/* The one with the least to do, made if need be; NULL if none has room. */
static struct worker *
find_worker(struct run *run, size_t size)
{
    struct worker *best = NULL;
    for (unsigned i = 0; i < run->pool->workers; i++) {
        struct worker *w = &run->workers[i];
        if (worker_has_room(w, size) &&
            (best == NULL || w->bytes < best->bytes ||
             (w->bytes == best->bytes && w->count < best->count)))
            best = w;
    }
    if (best == NULL || best->pid != 0 || worker_start(best, &run->job))
        return best;
    int error = errno;
    for (unsigned i = 0; i < run->pool->workers; i++) {
        if (run->workers[i].pid != 0)
            return worker_has_room(&run->workers[i], size) ? &run->workers[i]
                                                           : NULL;
    }
    errno = error;
    return best; /* there is no process, and none to wait for */
}

static void
hand_out(struct run *run)
{
    for (; run->given < run->come; run->given++) {
        struct slot *slot = slot_of(run, run->given);
        if (slot->state != READY)
            continue;
        struct worker *worker = find_worker(run, slot->task.size);
        if (worker == NULL)
            return;
        if (worker->pid == 0) {
            snprintf(slot->why, sizeof slot->why, "no process to read it: %s",
                     strerror(errno));
            slot->state = DIED;
            continue;
        }
        struct worker_task task = {.number = run->given, .task = &slot->task};
        memcpy(task.died, slot->why, sizeof task.died);
        slot->state = GIVEN;
        worker_give(worker, &task);
    }
}

static void
send_tasks(struct run *run)
{
    for (unsigned i = 0; i < run->pool->workers; i++) {
        /* One that does not take it has ended; its answers are read first. */
        if (run->workers[i].pid != 0)
            (void)worker_send(&run->workers[i]);
    }
}

/* ---- answers ------------------------------------------------------------ */

static void
hear(struct run *run, struct worker *worker)
{
    struct worker_task task;
    struct parcel answer;
    bool lives = worker_receive(worker);
    while (worker_answer(worker, &task, &answer)) {
        struct slot *slot = slot_of(run, task.number);
        if (answer.failed) { /* no memory for it here */
            parcel_release(&answer);
            snprintf(slot->why, sizeof slot->why, "no memory for its answer");
            slot->state = DIED;
            continue;
        }
        slot->answer = answer;
        slot->state = ANSWERED;
        run->bytes += answer.size;
    }
    if (!lives)
        bury(run, worker);
}

static void
tell_in_order(struct run *run)
{
    const struct pool *pool = run->pool;
    while (run->told < run->come && !run->stopped) {
        struct slot *slot = slot_of(run, run->told);
        if (slot->state != ANSWERED && slot->state != DIED)
            return;
        bool answered = slot->state == ANSWERED;
        run->bytes -= slot->task.size + (answered ? slot->answer.size : 0);
        run->stopped = !pool->done(pool->user, &slot->task,
                                   answered ? &slot->answer : NULL, slot->why);
        parcel_release(&slot->task);
        parcel_release(&slot->answer);
        run->told++;
    }
}

/* ---- waiting ------------------------------------------------------------ */

/* Whatever happens next; -1 if polling fails. Only where nothing has happened
 * yet it is time to pause. */
static int
poll_all(struct run *run, nfds_t count)
{
    const struct pool *pool = run->pool;
    int patience = pool->again > 0 ? pool->again : -1;
    int ready = poll(run->polled, count, 0);
    while (ready == 0 && !run->stopped) {
        run->stopped = pool->pause != NULL && !pool->pause(pool->user);
        if (!run->stopped)
            ready = poll(run->polled, count, patience);
    }
    return ready < 0 && errno == EINTR ? 0 : ready;
}

/* False with errno. */
static bool
wait_for_events(struct run *run)
{
    unsigned workers = run->pool->workers;
    bool wants = run->supply == POOL_WAIT && has_room(run);
    for (unsigned i = 0; i < workers; i++) {
        const struct worker *w = &run->workers[i];
        short events = worker_is_sending(w) ? POLLIN | POLLOUT : POLLIN;
        run->polled[i] = (struct pollfd){w->pid != 0 ? w->fd : -1, events, 0};
    }
    run->polled[workers] =
        (struct pollfd){wants ? run->pool->input : -1, POLLIN, 0};
    int ready = poll_all(run, workers + 1);
    if (ready <= 0)
        return ready == 0;
    for (unsigned i = 0; i < workers; i++) {
        if ((run->polled[i].revents & ~POLLOUT) != 0)
            hear(run, &run->workers[i]);
    }
    if (run->polled[workers].revents != 0)
        take_tasks(run, true);
    return true;
}

static bool
run_tasks(struct run *run)
{
    for (;;) {
        take_tasks(run, false);
        hand_out(run);
        send_tasks(run);
        tell_in_order(run);
        if (run->stopped || (run->supply == POOL_END && run->told == run->come))
            return true;
        if (run->supply == POOL_TASK && has_room(run))
            continue;
        if (!wait_for_events(run))
            return false;
    }
}

/* ---- the pool ----------------------------------------------------------- */

bool
pool_run(const struct pool *pool)
{
    struct run run = {.pool = pool,
                      .job = {pool->user, pool->contained, pool->work},
                      .size = (size_t)pool->workers * SLOTS_A_WORKER};
    run.polled = calloc((size_t)pool->workers + 1, sizeof *run.polled);
    run.workers = calloc(pool->workers, sizeof *run.workers);
    run.slots = calloc(run.size, sizeof *run.slots);
    bool fine = run.polled != NULL && run.workers != NULL &&
                run.slots != NULL && run_tasks(&run);
    int error = errno;
    for (unsigned i = 0; run.workers != NULL && i < pool->workers; i++) {
        if (run.workers[i].pid != 0)
            worker_end(&run.workers[i], run.workers[i].count > 0);
    }
    for (; run.slots != NULL && run.told < run.come; run.told++) {
        parcel_release(&slot_of(&run, run.told)->task);
        parcel_release(&slot_of(&run, run.told)->answer);
    }
    free(run.slots);
    free(run.workers);
    free(run.polled);
    errno = error;
    return fine;
}
