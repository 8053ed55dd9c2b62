/* SPDX-License-Identifier: MIT */
#include "worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

enum {
    CHUNK = 1 << 16,
    AHEAD_BYTES = 1 << 16,
    KEPT_BYTES = 1 << 20, /* of an empty inbox */
};

/* Before each task. */
struct header {
    uint64_t size;
    char died[WORKER_WHY];
};

/* ---- in the worker ------------------------------------------------------ */

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

/* The answer begins with room for its size, so that it goes out in one. */
static bool
answer_task(const struct worker_job *job, int fd, const struct header *header,
            const char *problem)
{
    struct parcel task = {0};
    struct parcel answer = {0};
    uint64_t size = 0;
    char *room = parcel_reserve(&task, (size_t)header->size);
    bool fine = room != NULL && receive_all(fd, room, (size_t)header->size);
    if (fine) {
        task.size = (size_t)header->size;
        parcel_put_number(&answer, size);
        if (problem[0] == '\0')
            problem = header->died;
        job->work(job->user, &task, problem[0] != '\0' ? problem : NULL,
                  &answer);
        fine = !answer.failed;
    }
    parcel_release(&task);
    if (fine) {
        size = answer.size - sizeof size;
        memcpy(answer.bytes, &size, sizeof size);
        fine = send_all(fd, answer.bytes, answer.size);
    }
    parcel_release(&answer);
    return fine;
}

/* A worker that cannot answer dies: no answer is what its task then has. */
static _Noreturn void
serve(const struct worker_job *job, int fd)
{
    /* It reads many documents, and so may take much time. */
    static const struct sandbox_limits none = {0, 0};
    struct header header;
    char problem[160] = "";
    if (job->contained)
        (void)sandbox_enter(&none, problem, sizeof problem);
    while (receive_all(fd, &header, sizeof header)) {
        if (!answer_task(job, fd, &header, problem))
            _exit(1);
    }
    _exit(0);
}

/* However our process ends, nobody waits for the worker's answer then. */
static void
begin(pid_t parent, int fd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    sandbox_keep(&fd, 1);
}

/* ---- its life ----------------------------------------------------------- */

bool
worker_start(struct worker *w, const struct worker_job *job)
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
        begin(parent, pair[1]);
        serve(job, pair[1]);
    }
    close(pair[1]);
    *w = (struct worker){.pid = pid, .fd = pair[0]};
    return true;
}

int
worker_end(struct worker *w, bool to_kill)
{
    int status = 0;
    close(w->fd);
    if (to_kill)
        kill(w->pid, SIGKILL);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    parcel_release(&w->inbox);
    *w = (struct worker){.pid = 0};
    return status;
}

/* ---- tasks -------------------------------------------------------------- */

bool
worker_has_room(const struct worker *w, size_t size)
{
    return w->count == 0 ||
           (w->count < WORKER_AHEAD && w->bytes + size <= AHEAD_BYTES);
}

void
worker_give(struct worker *w, const struct worker_task *task)
{
    w->queue[(w->first + w->count++) % WORKER_AHEAD] = *task;
    w->bytes += task->task->size;
}

bool
worker_is_sending(const struct worker *w)
{
    return w->sent < w->count;
}

bool
worker_send(struct worker *w)
{
    while (worker_is_sending(w)) {
        struct worker_task *t = &w->queue[(w->first + w->sent) % WORKER_AHEAD];
        struct header header = {.size = t->task->size};
        memcpy(header.died, t->died, sizeof header.died);
        size_t head = w->offset < sizeof header ? sizeof header - w->offset : 0;
        size_t done = w->offset < sizeof header ? 0 : w->offset - sizeof header;
        struct iovec parts[2] = {
            {(char *)&header + sizeof header - head, head},
            {t->task->bytes + done, t->task->size - done},
        };
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        ssize_t n = sendmsg(w->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        w->offset += (size_t)n;
        if (w->offset == sizeof header + t->task->size) {
            w->offset = 0;
            w->sent++;
        }
    }
    return true;
}

static bool
take_off(struct worker *w, struct worker_task *task)
{
    if (w->count == 0)
        return false;
    *task = w->queue[w->first];
    w->first = (w->first + 1) % WORKER_AHEAD;
    w->count--;
    w->sent -= w->sent > 0 ? 1 : 0;
    w->bytes -= task->task->size;
    return true;
}

bool
worker_drop(struct worker *w, struct worker_task *task)
{
    return take_off(w, task);
}

/* ---- answers ------------------------------------------------------------ */

/* Bytes in the inbox that are not yet taken. */
static size_t
held(const struct worker *w)
{
    return w->inbox.size - w->inbox.at;
}

bool
worker_receive(struct worker *w)
{
    char *room = parcel_reserve(&w->inbox, CHUNK);
    if (room == NULL)
        return false;
    ssize_t n = recv(w->fd, room, CHUNK, MSG_DONTWAIT);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
    w->inbox.size += (size_t)n;
    return n > 0 && w->sent > 0; /* one that speaks unasked is none of ours */
}

/* Leaves the rest at the front of the inbox. */
static void
tidy(struct worker *w)
{
    struct parcel *in = &w->inbox;
    size_t rest = held(w);
    if (rest == 0 && in->capacity > KEPT_BYTES) {
        parcel_release(in);
        return;
    }
    if (in->at == 0 || rest >= CHUNK)
        return;
    memmove(in->bytes, in->bytes + in->at, rest);
    in->size = rest;
    in->at = 0;
}

bool
worker_answer(struct worker *w, struct worker_task *task, struct parcel *answer)
{
    struct parcel *in = &w->inbox;
    uint64_t size;
    *answer = (struct parcel){0};
    if (held(w) >= sizeof size)
        memcpy(&size, in->bytes + in->at, sizeof size);
    if (held(w) < sizeof size || size > held(w) - sizeof size) {
        tidy(w);
        return false;
    }
    if (w->sent == 0 || !take_off(w, task))
        return false;
    in->at += sizeof size;
    if (held(w) == size && size > CHUNK) {
        *answer = *in; /* the whole buffer, for large ones */
        *in = (struct parcel){0};
        return true;
    }
    parcel_put(answer, in->bytes + in->at, (size_t)size);
    in->at += (size_t)size;
    return true;
}
