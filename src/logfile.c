/* SPDX-License-Identifier: MIT */
#include "logfile.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe or terminal that somebody else made non-blocking. */
static bool
wait_ready(int fd, short events)
{
    struct pollfd ready = {.fd = fd, .events = events};
    return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

bool
logfile_write(int fd, const void *bytes, size_t length)
{
    const uint8_t *next = bytes;
    while (length > 0) {
        ssize_t n = write(fd, next, length);
        if (n >= 0) {
            next += n;
            length -= (size_t)n;
        } else if (errno == EAGAIN) {
            if (!wait_ready(fd, POLLOUT))
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool
logfile_read_at(int fd, uint64_t offset, void *bytes, size_t length)
{
    uint8_t *next = bytes;
    while (length > 0) {
        ssize_t n = pread(fd, next, length, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n == 0 ? EIO : errno;
            return false;
        }
        offset += (uint64_t)n;
        next += n;
        length -= (size_t)n;
    }
    return true;
}

long
logfile_read(int fd, void *bytes, size_t length)
{
    for (;;) {
        ssize_t n = read(fd, bytes, length);
        if (n >= 0)
            return (long)n;
        if (errno == EAGAIN ? !wait_ready(fd, POLLIN) : errno != EINTR)
            return -1;
    }
}

bool
logfile_lock(int fd, int operation)
{
    int answer;
    do {
        answer = flock(fd, operation);
    } while (answer < 0 && errno == EINTR);
    return answer == 0;
}

bool
logfile_is_at(int fd, const char *path)
{
    struct stat here;
    struct stat there;
    return fstat(fd, &here) == 0 && stat(path, &there) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

const char *
logfile_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

int
logfile_open_folder(const char *path)
{
    size_t length = (size_t)(logfile_name(path) - path);
    char *folder = length == 0 ? strdup(".") : strndup(path, length);
    if (folder == NULL)
        return -1;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = errno;
    free(folder);
    errno = error;
    return fd;
}

bool
logfile_sync_folder(const char *path)
{
    int fd = logfile_open_folder(path);
    if (fd < 0)
        return false;
    /* Some file systems have nothing to sync in a folder. */
    bool done = fsync(fd) == 0 || errno == EINVAL;
    int error = errno;
    close(fd);
    errno = error;
    return done;
}
