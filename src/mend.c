/* SPDX-License-Identifier: MIT */
#include "mend.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buffer.h"
#include "logfile.h"

enum { PIECE = 1 << 18 };

static bool
copy_bytes(int from, int to, uint64_t length)
{
    uint8_t bytes[1 << 16];
    for (uint64_t at = 0; at < length;) {
        size_t part =
            length - at < sizeof bytes ? (size_t)(length - at) : sizeof bytes;
        if (!logfile_read_at(from, at, bytes, part) ||
            !logfile_write(to, bytes, part))
            return false;
        at += part;
    }
    return true;
}

/* Writes what stands before `length` as a member. */
static bool
flush_text(int to, struct gzip *gzip, struct buffer *text, size_t length)
{
    struct buffer packed;
    buffer_init(&packed, SIZE_MAX / 2);
    bool done = !text->failed && gzip_put(gzip, text->data, length, &packed) &&
                !packed.failed;
    if (!done)
        errno = ENOMEM;
    done = done && logfile_write(to, packed.data, packed.size);
    int error = errno;
    buffer_release(&packed);
    text->size -= length;
    memmove(text->data, text->data + length, text->size);
    errno = error;
    return done;
}

/* The text behind the first `skip` bytes of it, in members that end with a
 * line. */
static bool
copy_text(struct gzip_reader *reader, int to, uint64_t skip, struct gzip *gzip,
          struct buffer *text)
{
    const uint8_t *bytes;
    size_t length;
    int more;
    while ((more = gzip_reader_next(reader, &bytes, &length)) > 0) {
        size_t behind = skip < length ? (size_t)skip : length;
        skip -= behind;
        buffer_put(text, bytes + behind, length - behind);
        if (text->size < PIECE)
            continue;
        const uint8_t *newline = memrchr(text->data, '\n', text->size);
        if (newline != NULL &&
            !flush_text(to, gzip, text, (size_t)(newline - text->data) + 1))
            return false;
    }
    return more == 0 &&
           (text->size == 0 || flush_text(to, gzip, text, text->size));
}

/* Where the whole members end, and how much text they hold. */
static bool
find_whole(int fd, uint64_t size, uint64_t *whole, uint64_t *text)
{
    const uint8_t *bytes;
    size_t length;
    struct gzip_reader *reader = gzip_reader_new(fd, size);
    if (reader == NULL) {
        errno = ENOMEM;
        return false;
    }
    int more;
    do {
        more = gzip_reader_next(reader, &bytes, &length);
    } while (more > 0);
    int error = errno;
    *whole = gzip_reader_whole(reader, text);
    gzip_reader_free(reader);
    errno = error;
    return more == 0;
}

static bool
fill(int fd, uint64_t size, int to, struct gzip *gzip)
{
    uint64_t whole;
    uint64_t skip;
    struct buffer text;
    if (!find_whole(fd, size, &whole, &skip) || !copy_bytes(fd, to, whole))
        return false;
    struct gzip_reader *reader = gzip_reader_new(fd, size);
    if (reader == NULL) {
        errno = ENOMEM;
        return false;
    }
    buffer_init(&text, SIZE_MAX / 2);
    bool done = copy_text(reader, to, skip, gzip, &text);
    int error = errno;
    buffer_release(&text);
    gzip_reader_free(reader);
    errno = error;
    return done;
}

/* The new file takes the old one's owner where that is allowed. */
static bool
take_place(int fd, int to, const char *beside, const char *path)
{
    struct stat status;
    if (fstat(fd, &status) < 0 || fchmod(to, status.st_mode & 0777) < 0)
        return false;
    if (fchown(to, status.st_uid, status.st_gid) < 0 && errno != EPERM)
        return false;
    if (fsync(to) < 0 || !logfile_lock(to, LOCK_EX) || rename(beside, path) < 0)
        return false;
    return logfile_sync_folder(path);
}

int
mend_gzip(int fd, uint64_t size, const char *path, struct gzip *gzip)
{
    char *target = realpath(path, NULL);
    char *beside = NULL;
    int to = -1;
    if (target == NULL)
        return -1;
    if (asprintf(&beside, "%.*s.smac-XXXXXX",
                 (int)(logfile_name(target) - target), target) < 0) {
        errno = ENOMEM;
        goto err0;
    }
    to = mkostemp(beside, O_CLOEXEC | O_APPEND);
    if (to < 0)
        goto err1;
    if (fill(fd, size, to, gzip) && take_place(fd, to, beside, target))
        goto err1;
    int error = errno;
    unlink(beside);
    close(to);
    to = -1;
    errno = error;
err1:
    error = errno;
    free(beside);
    errno = error;
err0:
    error = errno;
    free(target);
    errno = error;
    return to;
}
