/* SPDX-License-Identifier: MIT */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gzip.h"
#include "logfile.h"
#include "mend.h"
#include "predecessor.h"
#include "tail.h"

struct journal {
    int fd;
    char *path;
    bool sync;
    bool regular;      /* can be read back and cut */
    bool shared;       /* worth a lock: not a device, nor a terminal */
    uint64_t size;     /* before the append */
    struct gzip *gzip; /* NULL: plain */
    struct buffer packed;
    struct stamp last; /* of our own last append */
    struct stat left;  /* the file as that left it */
};

/* ---- opening ------------------------------------------------------------ */

/* A pipe must not be opened for reading too: its reader's end would be ours
 * as well, and we would never learn that the other reader has gone. */
static int
open_path(const char *path)
{
    struct stat status;
    int access = stat(path, &status) == 0 && !S_ISREG(status.st_mode) ? O_WRONLY
                                                                      : O_RDWR;
    return open(path, access | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
}

static bool
ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) &&
           strcmp(text + length - strlen(end), end) == 0;
}

struct journal *
journal_open(const char *path, bool sync)
{
    struct stat status;
    struct journal *j = calloc(1, sizeof *j);
    if (j == NULL)
        return NULL;
    j->fd = -1;
    j->sync = sync;
    buffer_init(&j->packed, SIZE_MAX / 2);
    j->path = strdup(path);
    if (j->path == NULL ||
        (ends_with(path, ".gz") && (j->gzip = gzip_new()) == NULL)) {
        errno = ENOMEM;
        goto err0;
    }
    j->fd = open_path(path);
    if (j->fd < 0 || fstat(j->fd, &status) < 0)
        goto err0;
    j->regular = S_ISREG(status.st_mode);
    j->shared = j->regular || S_ISFIFO(status.st_mode);
    return j;
err0:;
    int error = errno;
    journal_close(j);
    errno = error;
    return NULL;
}

bool
journal_close(struct journal *j)
{
    bool closed = true;
    /* Some file systems tell only now that there is no room. */
    if (j->fd >= 0 && close(j->fd) < 0 && errno != EINTR)
        closed = false;
    int error = errno;
    gzip_free(j->gzip);
    buffer_release(&j->packed);
    free(j->path);
    free(j);
    errno = error;
    return closed;
}

/* ---- finding the place -------------------------------------------------- */

/* Locks the file that the path names now. */
static bool
lock_current(struct journal *j)
{
    for (;;) {
        if (!logfile_lock(j->fd, LOCK_EX))
            return false;
        if (!j->regular || logfile_is_at(j->fd, j->path))
            return true;
        int fd = open_path(j->path);
        if (fd < 0)
            return false;
        close(j->fd);
        j->fd = fd;
    }
}

static bool
find_predecessor(const struct journal *j, struct journal_place *place)
{
    struct predecessor found;
    if (!predecessor_find(j->path, &found))
        return false;
    if (found.name[0] == '\0')
        return true;
    strcpy(place->continues, found.name);
    place->sequence = found.tail.last.sequence;
    memcpy(place->hash, found.tail.last.hash, sizeof place->hash);
    place->repair = found.tail.repair;
    return true;
}

/* Nobody wrote since our last append: its stamp is where the chain has come to,
 * as in a pipe, which cannot be asked. */
static bool
is_as_left(const struct journal *j, const struct stat *now)
{
    return j->last.sequence > 0 && now->st_ino == j->left.st_ino &&
           now->st_dev == j->left.st_dev && now->st_size == j->left.st_size &&
           now->st_mtim.tv_sec == j->left.st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == j->left.st_mtim.tv_nsec;
}

static bool
find_end(struct journal *j, struct journal_place *place)
{
    struct stat status;
    struct tail tail;
    if (fstat(j->fd, &status) < 0)
        return false;
    j->size = (uint64_t)status.st_size;
    if (is_as_left(j, &status)) {
        place->begun = true;
        place->key = j->last.key;
        return true;
    }
    if (j->size == 0)
        return find_predecessor(j, place);
    if (!tail_read(j->fd, j->size, &tail))
        return false;
    if (tail.gzip != (j->gzip != NULL)) {
        errno = EBADMSG;
        return false;
    }
    if (tail.torn) {
        int fd = mend_gzip(j->fd, j->size, j->path, j->gzip);
        if (fd < 0)
            return false;
        close(j->fd);
        j->fd = fd;
        if (fstat(fd, &status) < 0)
            return false;
        j->size = (uint64_t)status.st_size;
    }
    place->begun = tail.any;
    place->sequence = tail.last.sequence;
    memcpy(place->hash, tail.last.hash, sizeof place->hash);
    place->key = tail.last.key;
    place->unterminated = tail.unterminated;
    place->repair = tail.repair;
    return true;
}

bool
journal_begin(struct journal *j, struct journal_place *place)
{
    *place = (struct journal_place){.sequence = j->last.sequence};
    memcpy(place->hash, j->last.hash, sizeof place->hash);
    if ((!j->shared || lock_current(j)) && (!j->regular || find_end(j, place)))
        return true;
    int error = errno;
    if (j->shared)
        logfile_lock(j->fd, LOCK_UN);
    errno = error;
    return false;
}

/* ---- writing ------------------------------------------------------------ */

static bool
write_buffer(struct journal *j, const struct buffer *b)
{
    if (b->failed) {
        errno = ENOMEM;
        return false;
    }
    return logfile_write(j->fd, b->data, b->size);
}

bool
journal_write(struct journal *j, const struct buffer *lines)
{
    if (j->gzip == NULL || lines->failed)
        return write_buffer(j, lines);
    buffer_clear(&j->packed);
    if (!gzip_put(j->gzip, lines->data, lines->size, &j->packed))
        j->packed.failed = true;
    return write_buffer(j, &j->packed);
}

/* A file that is new has a name that must not be lost, either. */
static bool
sync_file(const struct journal *j)
{
    if (!j->sync)
        return true;
    if (fdatasync(j->fd) < 0)
        return !j->regular && errno == EINVAL;
    return !j->regular || j->size > 0 || logfile_sync_folder(j->path);
}

bool
journal_end(struct journal *j, const struct stamp *last)
{
    if (j->gzip != NULL) {
        buffer_clear(&j->packed);
        tail_mark(&j->packed, last);
        if (!write_buffer(j, &j->packed))
            return false;
    }
    if (!sync_file(j))
        return false;
    j->last = *last;
    /* What cannot be told is looked for in the file next time. */
    if (j->regular && fstat(j->fd, &j->left) < 0)
        j->last = (struct stamp){.sequence = 0};
    if (j->shared)
        logfile_lock(j->fd, LOCK_UN);
    return true;
}

void
journal_cancel(struct journal *j)
{
    int error = errno;
    /* Where cutting is forbidden (chattr +a) a torn end stays, and the next
     * append lives with it. */
    if (j->regular && ftruncate(j->fd, (off_t)j->size) < 0 && error == 0)
        error = errno;
    if (j->shared)
        logfile_lock(j->fd, LOCK_UN);
    errno = error;
}
