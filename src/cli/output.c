/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

enum { DESCRIPTOR_PATH = 40 };

/* Records the first failure; always false. */
static bool
fail(struct output *o, int error)
{
    if (o->error == 0)
        o->error = error;
    return false;
}

/* ---- opening ------------------------------------------------------------ */

/* A descriptor that is there only to keep the place (main.c), or that was
 * opened for reading, must be found out before a document is audited. */
static bool
open_stdout(struct output *o)
{
    o->name = "stdout";
    int flags = fcntl(STDOUT_FILENO, F_GETFL);
    if (flags < 0 || (flags & O_PATH) != 0 || (flags & O_ACCMODE) == O_RDONLY)
        return fail(o, EBADF);
    o->fd = STDOUT_FILENO;
    return true;
}

/* DIRECTORY-OF-TARGET/LAST, or NULL without memory. */
static char *
path_beside(const char *target, const char *last)
{
    const char *slash = strrchr(target, '/');
    int length = slash == NULL ? 0 : (int)(slash - target) + 1;
    char *path;
    return asprintf(&path, "%.*s%s", length, target, last) < 0 ? NULL : path;
}

static void
name_descriptor(int fd, char path[DESCRIPTOR_PATH])
{
    snprintf(path, DESCRIPTOR_PATH, "/proc/self/fd/%d", fd);
}

/* A file without a name, which no signal can leave behind; -1 where the file
 * system has none or where it could not be named later. */
static int
open_nameless(const char *target)
{
    char *directory = path_beside(target, ".");
    if (directory == NULL)
        return -1;
    int fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    free(directory);
    if (fd >= 0) {
        char path[DESCRIPTOR_PATH];
        name_descriptor(fd, path);
        if (access(path, F_OK) < 0) { /* no /proc here */
            close(fd);
            fd = -1;
        }
    }
    return fd;
}

static bool
open_beside(struct output *o)
{
    o->fd = open_nameless(o->target);
    if (o->fd >= 0)
        return true;
    o->beside = path_beside(o->target, ".smac-XXXXXX");
    if (o->beside == NULL)
        return fail(o, ENOMEM);
    o->fd = mkostemp(o->beside, O_CLOEXEC);
    if (o->fd < 0) {
        int error = errno;
        free(o->beside);
        o->beside = NULL;
        return fail(o, error);
    }
    return true;
}

/* Where a new file would go: the path itself, unless it is a symbolic link
 * whose end does not exist. */
static bool
open_new(struct output *o, const char *path)
{
    struct stat status;
    int error = errno;
    if (error != ENOENT || lstat(path, &status) == 0)
        return fail(o, error);
    mode_t mask = umask(0);
    umask(mask);
    o->mode = 0666 & ~mask;
    o->target = strdup(path);
    return o->target == NULL ? fail(o, ENOMEM) : open_beside(o);
}

bool
output_open(struct output *o, const char *path)
{
    struct stat status;
    *o = (struct output){.name = path, .fd = -1};
    if (path == NULL || strcmp(path, "-") == 0)
        return open_stdout(o);
    if (stat(path, &status) < 0)
        return open_new(o, path);
    if (!S_ISREG(status.st_mode)) {
        o->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return o->fd >= 0 || fail(o, errno);
    }
    /* Renaming needs no right to write to the file that it replaces; a file
     * that is not to be written shall stay. */
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
        return fail(o, errno);
    o->mode = status.st_mode & 0777;
    o->target = realpath(path, NULL);
    return o->target == NULL ? fail(o, errno) : open_beside(o);
}

/* ---- writing ------------------------------------------------------------ */

bool
output_write(struct output *o, const void *bytes, size_t length)
{
    const char *next = bytes;
    if (o->error != 0)
        return false;
    while (length > 0) {
        ssize_t n = write(o->fd, next, length);
        if (n >= 0) {
            next += n;
            length -= (size_t)n;
            o->written = o->written || n > 0;
        } else if (errno == EAGAIN) {
            /* a pipe that somebody else made non-blocking */
            struct pollfd ready = {.fd = o->fd, .events = POLLOUT};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR)
                return fail(o, errno);
        } else if (errno != EINTR) {
            return fail(o, errno);
        }
    }
    return true;
}

static ssize_t
write_cookie(void *cookie, const char *bytes, size_t length)
{
    return output_write(cookie, bytes, length) ? (ssize_t)length : 0;
}

FILE *
output_stream(struct output *o)
{
    FILE *stream =
        fopencookie(o, "w", (cookie_io_functions_t){.write = write_cookie});
    if (stream == NULL)
        fail(o, ENOMEM);
    return stream;
}

/* ---- publishing --------------------------------------------------------- */

/* Gives the nameless file a name beside the target. */
static bool
link_beside(struct output *o)
{
    char from[DESCRIPTOR_PATH];
    name_descriptor(o->fd, from);
    for (int attempt = 0; attempt < 16; attempt++) {
        uint64_t random;
        char last[32];
        if (getrandom(&random, sizeof random, 0) != sizeof random)
            return false;
        snprintf(last, sizeof last, ".smac-%016llx",
                 (unsigned long long)random);
        free(o->beside);
        o->beside = path_beside(o->target, last);
        if (o->beside == NULL) {
            errno = ENOMEM;
            return false;
        }
        if (linkat(AT_FDCWD, from, AT_FDCWD, o->beside, AT_SYMLINK_FOLLOW) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    int error = errno;
    free(o->beside);
    o->beside = NULL;
    errno = error;
    return false;
}

/* Some file systems tell only now that there is no room. */
static bool
close_file(struct output *o)
{
    int fd = o->fd;
    o->fd = -1;
    return fd < 0 || close(fd) == 0 || errno == EINTR;
}

static bool
replace_target(struct output *o)
{
    /* Only now is a full disk or quota sure to show, and after this a power
     * cut leaves the old text or the new, never an empty file. */
    if (fsync(o->fd) < 0 && errno != EINVAL && errno != EROFS)
        return false;
    if (fchmod(o->fd, o->mode) < 0)
        return false;
    if (o->beside == NULL && !link_beside(o))
        return false;
    if (!close_file(o) || rename(o->beside, o->target) < 0)
        return false;
    free(o->beside);
    o->beside = NULL;
    return true;
}

/* As replace_target, but a signal waits until no temporary name is left. */
static bool
publish_file(struct output *o)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    bool done = replace_target(o);
    if (!done)
        fail(o, errno);
    if (o->beside != NULL)
        unlink(o->beside);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return done;
}

bool
output_close(struct output *o, bool publish)
{
    if (o->target != NULL && o->error == 0 && publish)
        publish_file(o);
    else if (o->beside != NULL)
        unlink(o->beside);
    if (!close_file(o))
        fail(o, errno);
    free(o->beside);
    free(o->target);
    o->beside = o->target = NULL;
    return o->error == 0;
}

void
output_complain(const struct output *o)
{
    if (o->error != EPIPE)
        message_errno(o->name, o->error);
}
