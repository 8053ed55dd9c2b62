/* SPDX-License-Identifier: MIT */
#include "document.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "smac.h"

enum { PIECE = 1 << 16 };

static void
close_document(struct document *d)
{
    if (!d->standard_input && d->fd >= 0)
        close(d->fd);
    d->fd = -1;
}

/* Closes, and puts the failure in the place of what was read. */
static void
fail(struct document *d, int error, struct parcel *p)
{
    close_document(d);
    p->size = d->begin;
    p->failed = false; /* of memory for the text; there was some for this */
    parcel_put_number(p, (uint64_t)error);
}

/* A pipe that nobody writes to yet must not keep us: it is opened without
 * waiting, and then read only where poll says that there is something. */
void
document_open(struct document *d, const char *name, struct parcel *p)
{
    const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK;
    struct stat status;
    *d = (struct document){.fd = STDIN_FILENO, .begin = p->size};
    d->standard_input = input_is_stdin(name);
    if (!d->standard_input)
        d->fd = open(name, flags);
    if (d->fd < 0 || fstat(d->fd, &status) < 0) {
        fail(d, errno, p);
        return;
    }
    d->waits = !S_ISREG(status.st_mode);
    parcel_put_number(p, 0);
}

static bool
is_readable(int fd)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    return poll(&ready, 1, 0) > 0;
}

bool
document_read(struct document *d, bool readable, struct parcel *p)
{
    while (d->fd >= 0) {
        if (d->waits && !readable && !is_readable(d->fd))
            return false;
        readable = false;
        char *room = parcel_reserve(p, PIECE);
        ssize_t n = -1;
        errno = ENOMEM;
        if (room != NULL)
            n = input_some(d->fd, room, PIECE);
        if (n < 0) {
            fail(d, errno, p);
            break;
        }
        p->size += (size_t)n;
        if (n == 0 || p->size - d->begin > SMAC_DEFAULT_MAX_INPUT + PIECE)
            close_document(d);
    }
    return true;
}

const char *
document_bytes(struct parcel *p, size_t *length)
{
    uint64_t error = parcel_number(p);
    if (error != 0 || p->failed) {
        errno = error != 0 ? (int)error : ENOMEM;
        return NULL;
    }
    *length = p->size - p->at;
    return p->bytes + p->at;
}
