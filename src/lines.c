/* SPDX-License-Identifier: MIT */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "gzip.h"
#include "logfile.h"

struct lines {
    int fd;
    bool own;     /* close it */
    bool regular; /* read by offset, up to the size */
    uint64_t offset;
    uint64_t size;
    struct gzip_reader *gzip; /* NULL: plain */
    struct buffer line;       /* begun in an earlier piece */
    const uint8_t *piece;
    size_t length; /* of what is left of the piece */
    uint64_t number;
    uint64_t from;
    uint8_t bytes[1 << 16];
};

/* ---- opening ------------------------------------------------------------ */

/* Everything but `bytes`, which need not be touched. */
static struct lines *
make(int fd)
{
    struct lines *l = malloc(sizeof *l);
    if (l == NULL)
        return NULL;
    memset(l, 0, offsetof(struct lines, bytes));
    l->fd = fd;
    buffer_init(&l->line, LINES_MAX);
    return l;
}

/* Reads gzip by its magic number, whatever the file is called. */
static bool
begin_regular(struct lines *l, uint64_t size)
{
    uint8_t magic[2];
    size_t length = size < sizeof magic ? (size_t)size : sizeof magic;
    l->regular = true;
    l->size = size;
    if (!logfile_read_at(l->fd, 0, magic, length))
        return false;
    if (length == 0 || !gzip_recognises(magic, length))
        return true;
    l->gzip = gzip_reader_new(l->fd, size);
    if (l->gzip == NULL)
        errno = ENOMEM;
    return l->gzip != NULL;
}

struct lines *
lines_new(int fd, uint64_t size)
{
    struct lines *l = make(fd);
    if (l != NULL && begin_regular(l, size))
        return l;
    int error = errno;
    lines_free(l);
    errno = error;
    return NULL;
}

/* The size between two appends; the lock need not be had, for an audit may
 * lie on a medium that has none. */
static bool
begin(struct lines *l)
{
    struct stat status;
    bool locked = logfile_lock(l->fd, LOCK_SH);
    bool known = fstat(l->fd, &status) == 0;
    if (locked)
        logfile_lock(l->fd, LOCK_UN);
    if (!known)
        return false;
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return false;
    }
    return !S_ISREG(status.st_mode) ||
           begin_regular(l, (uint64_t)status.st_size);
}

struct lines *
lines_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return NULL;
    struct lines *l = make(fd);
    if (l == NULL) {
        close(fd);
        errno = ENOMEM;
        return NULL;
    }
    l->own = true;
    if (begin(l))
        return l;
    int error = errno;
    lines_free(l);
    errno = error;
    return NULL;
}

void
lines_free(struct lines *l)
{
    if (l == NULL)
        return;
    if (l->own)
        close(l->fd);
    gzip_reader_free(l->gzip);
    buffer_release(&l->line);
    free(l);
}

/* ---- reading ------------------------------------------------------------ */

static int
read_plain(struct lines *l)
{
    uint64_t rest = l->regular ? l->size - l->offset : sizeof l->bytes;
    size_t wanted = rest < sizeof l->bytes ? (size_t)rest : sizeof l->bytes;
    long n = (long)wanted;
    if (!l->regular)
        n = logfile_read(l->fd, l->bytes, wanted);
    else if (wanted > 0 && !logfile_read_at(l->fd, l->offset, l->bytes, wanted))
        n = -1;
    if (n <= 0)
        return (int)n;
    l->offset += (uint64_t)n;
    l->piece = l->bytes;
    l->length = (size_t)n;
    return 1;
}

static int
next_piece(struct lines *l)
{
    return l->gzip != NULL ? gzip_reader_next(l->gzip, &l->piece, &l->length)
                           : read_plain(l);
}

/* The line is whole, or the last one. */
static int
give(struct lines *l, struct lines_line *line, const uint8_t *bytes,
     size_t length, bool ended)
{
    *line = (struct lines_line){bytes, length, ++l->number, l->from, ended};
    l->from += length + (ended ? 1 : 0);
    return 1;
}

int
lines_next(struct lines *l, struct lines_line *line)
{
    buffer_clear(&l->line);
    for (;;) {
        if (l->length == 0) {
            int more = next_piece(l);
            if (more < 0)
                return -1;
            if (more == 0)
                return l->line.size == 0
                           ? 0
                           : give(l, line, l->line.data, l->line.size, false);
        }
        const uint8_t *begin = l->piece;
        const uint8_t *newline = memchr(begin, '\n', l->length);
        size_t part = newline == NULL ? l->length : (size_t)(newline - begin);
        size_t taken = newline == NULL ? part : part + 1;
        l->piece += taken;
        l->length -= taken;
        if (newline != NULL && l->line.size == 0)
            return give(l, line, begin, part, true);
        buffer_put(&l->line, begin, part);
        if (l->line.failed) {
            errno = ENOMEM;
            return -1;
        }
        if (newline != NULL)
            return give(l, line, l->line.data, l->line.size, true);
    }
}

bool
lines_torn(const struct lines *l)
{
    return l->gzip != NULL && gzip_reader_torn(l->gzip);
}
