/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TICK_MS = 100, CHUNK = 1 << 16 };

struct worker {
    pid_t pid; /* 0: there is none */
    int fd;
    size_t task;
    bool busy;
    uint64_t expected; /* bytes of the answer; counted after its length came */
    bool measured;
    struct parcel answer;
};

enum state { WAITING, ANSWERED, DIED };

struct result {
    enum state state;
    struct parcel answer;
    char why[64];
};

struct run {
    const struct pool *pool;
    struct worker *workers;
    struct result *results;
    size_t next;  /* task to hand out */
    size_t ended; /* tasks that have a result */
    size_t told;  /* tasks whose `done` was called */
};

/* ---- bytes -------------------------------------------------------------- */

static bool
send_all(int fd, const void *bytes, size_t length)
{
    const char *next = bytes;
    while (length > 0) {
        ssize_t n = send(fd, next, length, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            next += n;
            length -= (size_t)n;
        }
    }
    return true;
}

static bool
receive_all(int fd, void *bytes, size_t length)
{
    char *next = bytes;
    while (length > 0) {
        ssize_t n = recv(fd, next, length, 0);
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        if (n > 0) {
            next += n;
            length -= (size_t)n;
        }
    }
    return true;
}

/* ---- in a worker -------------------------------------------------------- */

/* A worker that cannot answer dies: no answer is what its task then has. */
static _Noreturn void
serve(const struct pool *pool, int fd)
{
    size_t task;
    while (receive_all(fd, &task, sizeof task)) {
        struct parcel answer = {0};
        pool->work(pool->user, task, &answer);
        uint64_t size = answer.size;
        if (answer.failed || !send_all(fd, &size, sizeof size) ||
            !send_all(fd, answer.bytes, answer.size))
            _exit(1);
        parcel_release(&answer);
    }
    _exit(0);
}

/* ---- workers ------------------------------------------------------------ */

static bool
start_worker(struct run *run, struct worker *worker)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return false;
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        int error = errno;
        close(pair[0]);
        close(pair[1]);
        errno = error;
        return false;
    }
    if (pid == 0) {
        /* However this process ends, nobody waits for the worker's answer. */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        for (unsigned i = 0; i < run->pool->workers; i++) {
            if (run->workers[i].pid != 0)
                close(run->workers[i].fd);
        }
        close(pair[0]);
        serve(run->pool, pair[1]);
    }
    close(pair[1]);
    *worker = (struct worker){.pid = pid, .fd = pair[0]};
    return true;
}

static void
describe_death(int status, char why[64])
{
    if (WIFSIGNALED(status))
        snprintf(why, 64, "the process that read it was ended by signal %d",
                 WTERMSIG(status));
    else
        snprintf(why, 64, "the process that read it had no memory left");
}

static void
end_worker(struct run *run, struct worker *worker)
{
    int status = 0;
    close(worker->fd);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (worker->busy) {
        struct result *result = &run->results[worker->task];
        describe_death(status, result->why);
        result->state = DIED;
        run->ended++;
    }
    parcel_release(&worker->answer);
    *worker = (struct worker){0};
}

/* Gives every idle worker a task. False with errno if there is none to give
 * it to. */
static bool
hand_out(struct run *run)
{
    bool any = false;
    for (unsigned i = 0; i < run->pool->workers; i++) {
        struct worker *worker = &run->workers[i];
        if (!worker->busy && run->next < run->pool->tasks) {
            if (worker->pid == 0 && !start_worker(run, worker))
                continue;
            worker->busy = true;
            worker->measured = false;
            worker->task = run->next++;
            if (!send_all(worker->fd, &worker->task, sizeof worker->task))
                end_worker(run, worker);
        }
        any = any || worker->busy;
    }
    return any || run->ended == run->pool->tasks;
}

/* ---- answers ------------------------------------------------------------ */

static void
take_answer(struct run *run, struct worker *worker)
{
    run->results[worker->task].answer = worker->answer;
    run->results[worker->task].state = ANSWERED;
    worker->answer = (struct parcel){0};
    worker->busy = false;
    run->ended++;
}

/* Reads what has come; a worker that has ended is buried. */
static void
hear(struct run *run, struct worker *worker)
{
    struct parcel *answer = &worker->answer;
    size_t missing = worker->measured ? (size_t)worker->expected - answer->size
                                      : sizeof worker->expected - answer->size;
    char *room = parcel_reserve(answer, missing < CHUNK ? missing : CHUNK);
    ssize_t n = -1;
    if (room != NULL)
        n = recv(worker->fd, room, missing < CHUNK ? missing : CHUNK, 0);
    if (n < 0 && room != NULL && errno == EINTR)
        return;
    if (n <= 0) {
        kill(worker->pid, SIGKILL);
        end_worker(run, worker);
        return;
    }
    answer->size += (size_t)n;
    if ((size_t)n < missing)
        return;
    if (!worker->measured) {
        memcpy(&worker->expected, answer->bytes, sizeof worker->expected);
        worker->measured = true;
        answer->size = 0;
        if (worker->expected > 0)
            return;
    }
    take_answer(run, worker);
}

static void
tell_in_order(struct run *run)
{
    const struct pool *pool = run->pool;
    while (run->told < pool->tasks &&
           run->results[run->told].state != WAITING) {
        struct result *result = &run->results[run->told];
        pool->done(pool->user, run->told,
                   result->state == ANSWERED ? &result->answer : NULL,
                   result->why);
        parcel_release(&result->answer);
        run->told++;
    }
}

static bool
wait_for_answers(struct run *run, struct pollfd *polled)
{
    nfds_t count = 0;
    for (unsigned i = 0; i < run->pool->workers; i++) {
        if (run->workers[i].busy)
            polled[count++] = (struct pollfd){run->workers[i].fd, POLLIN, 0};
    }
    if (poll(polled, count, TICK_MS) < 0)
        return errno == EINTR;
    for (nfds_t p = 0; p < count; p++) {
        for (unsigned i = 0; polled[p].revents != 0; i++) {
            if (run->workers[i].pid != 0 &&
                run->workers[i].fd == polled[p].fd) {
                hear(run, &run->workers[i]);
                break;
            }
        }
    }
    return true;
}

static bool
run_tasks(struct run *run, struct pollfd *polled)
{
    while (run->told < run->pool->tasks) {
        if (!hand_out(run) ||
            (run->ended < run->pool->tasks && !wait_for_answers(run, polled)))
            return false;
        if (run->pool->tick != NULL)
            run->pool->tick(run->pool->user, run->ended);
        tell_in_order(run);
    }
    return true;
}

bool
pool_run(const struct pool *pool)
{
    struct run run = {.pool = pool};
    struct pollfd *polled = calloc(pool->workers, sizeof *polled);
    run.workers = calloc(pool->workers, sizeof *run.workers);
    run.results = calloc(pool->tasks + 1, sizeof *run.results);
    bool fine = polled != NULL && run.workers != NULL && run.results != NULL &&
                run_tasks(&run, polled);
    int error = errno;
    for (unsigned i = 0; run.workers != NULL && i < pool->workers; i++) {
        if (run.workers[i].busy)
            kill(run.workers[i].pid, SIGKILL);
        if (run.workers[i].pid != 0)
            end_worker(&run, &run.workers[i]);
    }
    for (size_t i = run.told; run.results != NULL && i < pool->tasks; i++)
        parcel_release(&run.results[i].answer);
    free(run.results);
    free(run.workers);
    free(polled);
    errno = error;
    return fine;
}
