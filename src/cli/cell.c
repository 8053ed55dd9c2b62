/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "input.h"
#include "sandbox.h"

/* Of a document that is longer than this nothing is foreseen: whatever might
 * be needed is loaded, which takes less time than to filter so much. */
enum { WINDOW = 1 << 20 };

static void
end_with(struct relay_end *end, enum smac_status status, const char *message)
{
    *end = (struct relay_end){.status = status};
    snprintf(end->message, sizeof end->message, "%s", message);
}

/* ---- in the process that parses ----------------------------------------- */

struct window {
    char *bytes;
    size_t size;
    size_t capacity;
};

/* Reads up to WINDOW bytes. False with errno. */
static bool
fill(struct window *w, int fd)
{
    for (;;) {
        if (w->size == w->capacity) {
            if (w->capacity == WINDOW)
                return true;
            size_t capacity = w->capacity == 0 ? WINDOW >> 4 : WINDOW;
            char *bytes = realloc(w->bytes, capacity);
            if (bytes == NULL)
                return false;
            w->bytes = bytes;
            w->capacity = capacity;
        }
        ssize_t n = input_some(fd, w->bytes + w->size, w->capacity - w->size);
        if (n <= 0)
            return n == 0;
        w->size += (size_t)n;
    }
}

/* What may become more than it is. */
static bool
is_packed(const struct window *w)
{
    return w->size >= 2 && memcmp(w->bytes, "\x1f\x8b", 2) == 0;
}

/* Walls behind the library's own ceilings, which are lower: memory is its
 * max_memory for whatever it asks for, twice because buffers double; time is
 * ten times what the most hostile document of that size is known to take. */
static struct sandbox_limits
limits_for(const struct smac_options *o, const struct window *w, bool whole)
{
    const uint64_t free_memory = (uint64_t)64 << 20;
    const uint64_t most_memory = UINT64_MAX / 1024;
    const uint64_t free_seconds = 30;
    const uint64_t bytes_a_second = 32 << 10;
    uint64_t input = o->max_input != 0 ? o->max_input : SMAC_DEFAULT_MAX_INPUT;
    struct sandbox_limits limits = {0, 0};
    if (whole && !is_packed(w))
        input = w->size;
    uint64_t memory = o->max_memory;
    if (memory == 0 && input < most_memory)
        memory = SMAC_DEFAULT_MAX_MEMORY(input);
    if (memory != 0 && memory < most_memory)
        limits.memory = free_memory + 2 * memory;
    if (input < most_memory)
        limits.seconds = free_seconds + input / bytes_a_second;
    return limits;
}

/* All that needs a right comes before sandbox_enter. An empty window stands for
 * any document. */
static bool
give_up_rights(const struct window *w, const struct smac_options *options,
               struct smac *smac, struct relay_end *end)
{
    bool whole = w->size < w->capacity;
    bool is_short =
        whole && !is_packed(w) &&
        (options->spill_above == 0 || w->size <= options->spill_above);
    const struct sandbox_limits limits = limits_for(options, w, whole);
    if (!is_short && smac_reserve(smac) != SMAC_OK)
        end_with(end, SMAC_BAD_FILE, smac_message(smac));
    else if (smac_prepare(options, whole ? w->bytes : NULL, w->size) != SMAC_OK)
        end_with(end, SMAC_INTERNAL, "libxml2 cannot be loaded");
    else if (!sandbox_enter(&limits, end->message, sizeof end->message))
        end->status = SMAC_INTERNAL;
    return end->status == SMAC_OK;
}

/* What was read of the document is in the window. */
static void
parse(int fd, struct window *w, struct smac *smac, struct relay_end *end)
{
    ssize_t n = (ssize_t)w->size;
    while (n > 0 && smac_feed(smac, w->bytes, (size_t)n) == SMAC_OK)
        n = input_some(fd, w->bytes, w->capacity);
    int error = n < 0 ? errno : 0;
    enum smac_status status = SMAC_BAD_INPUT;
    if (error == 0)
        status = smac_finish(smac);
    end->error = error;
    if (error == 0 && status != SMAC_OK)
        end_with(end, status, smac_message(smac));
}

static struct smac *
start(const struct smac_options *options, const struct smac_sink *sink,
      struct relay_end *end)
{
    struct smac *smac = smac_new(options, sink);
    if (smac == NULL)
        end_with(end, SMAC_NO_MEMORY, smac_status_text(SMAC_NO_MEMORY));
    return smac;
}

void
cell_parse(int fd, const struct smac_options *options, bool contained,
           const struct smac_sink *sink, struct relay_end *end)
{
    struct window w = {NULL, 0, 0};
    end_with(end, SMAC_OK, "");
    struct smac *smac = start(options, sink, end);
    if (smac != NULL && !fill(&w, fd))
        end->error = errno;
    else if (smac != NULL &&
             (!contained || give_up_rights(&w, options, smac, end)))
        parse(fd, &w, smac, end);
    smac_free(smac);
    free(w.bytes);
}

static bool
is_told_to_go_on(int socket)
{
    char go;
    return input_some(socket, &go, 1) == 1;
}

/* One document is looked at before the rights are given up: most need no
 * libxml2. */
static void
live_for_one(struct relay *relay, int fd, const struct smac_options *options,
             const struct smac_sink *sink)
{
    struct relay_end end;
    cell_parse(fd, options, true, sink, &end);
    relay_finish(relay, &end);
}

/* For several whatever one of them might need is loaded. */
static void
live_for_all(struct relay *relay, const int *fds, size_t count,
             const struct smac_options *options, const struct smac_sink *sink)
{
    struct window w = {NULL, 0, 0};
    struct relay_end end;
    end_with(&end, SMAC_OK, "");
    struct smac *smac = start(options, sink, &end);
    if (smac == NULL || !give_up_rights(&w, options, smac, &end))
        relay_finish(relay, &end);
    for (size_t i = 0; i < count && end.status == SMAC_OK && end.error == 0;
         i++) {
        w.size = 0;
        if (i > 0 && !is_told_to_go_on(relay->fd))
            return;
        if (fill(&w, fds[i]))
            parse(fds[i], &w, smac, &end);
        else
            end.error = errno;
        if (!relay_finish(relay, &end))
            return;
    }
}

static _Noreturn void
live(int socket, const int *fds, size_t count,
     const struct smac_options *options, bool audited)
{
    struct relay relay;
    const struct smac_sink sink = relay_sink(&relay, socket, audited);
    if (!is_told_to_go_on(socket))
        _exit(0); /* nobody waits for the answer */
    if (count == 1)
        live_for_one(&relay, fds[0], options, &sink);
    else
        live_for_all(&relay, fds, count, options, &sink);
    _exit(0);
}

/* ---- in the process that keeps its rights ------------------------------- */

static void
bury(struct cell *c, bool heard, struct relay_end *end)
{
    int status = 0;
    close(c->socket);
    /* Nobody hears what it may still have to say. */
    if (heard)
        kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    c->pid = 0;
    if (heard)
        return;
    end_with(end, SMAC_INTERNAL, "the process that read it told nothing");
    if (WIFSIGNALED(status))
        snprintf(end->message, sizeof end->message,
                 "the process that read it was ended by signal %d (%s)",
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
}

bool
cell_begin(struct cell *c, const int *fds, size_t count,
           const struct smac_options *options, bool audited,
           struct relay_end *end)
{
    int pair[2];
    int kept[CELL_MOST + 1];
    pid_t parent = getpid();
    end_with(end, SMAC_OK, "");
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
        end->error = errno;
        return false;
    }
    c->pid = fork();
    if (c->pid == 0) {
        /* However the parent ends, nobody waits for the answer. */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(1);
        memcpy(kept, fds, count * sizeof *fds);
        kept[count] = pair[1];
        sandbox_keep(kept, count + 1);
        live(pair[1], fds, count, options, audited);
    }
    close(pair[1]);
    c->socket = pair[0];
    if (c->pid > 0)
        return true;
    c->pid = 0;
    end->error = errno;
    close(pair[0]);
    return false;
}

void
cell_next(struct cell *c, const struct smac_options *options,
          const struct smac_sink *sink, struct relay_end *end)
{
    end_with(end, SMAC_OK, "");
    bool heard = send(c->socket, "", 1, MSG_NOSIGNAL) == 1 &&
                 relay_serve(c->socket, options, sink, end);
    if (!heard || end->status != SMAC_OK || end->error != 0)
        bury(c, heard, end);
}

void
cell_end(struct cell *c)
{
    struct relay_end end;
    if (c->pid > 0)
        bury(c, true, &end);
}
