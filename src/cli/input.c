/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
input_is_stdin(const char *operand)
{
    return strcmp(operand, "-") == 0;
}

ssize_t
input_some(int fd, void *bytes, size_t length)
{
    for (;;) {
        ssize_t n = read(fd, bytes, length);
        if (n >= 0)
            return n;
        if (errno == EAGAIN) {
            struct pollfd ready = {.fd = fd, .events = POLLIN};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

int
input_open(const char *operand)
{
    return input_is_stdin(operand)
               ? STDIN_FILENO
               : open(operand, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

void
input_close(const char *operand, int fd)
{
    int error = errno;
    if (!input_is_stdin(operand))
        close(fd);
    errno = error;
}

char *
input_read(const char *operand, size_t *length)
{
    char *bytes = NULL;
    size_t capacity = 0;
    ssize_t n = -1;
    *length = 0;
    int fd = input_open(operand);
    if (fd < 0)
        return NULL;
    do {
        if (*length == capacity) {
            capacity = capacity == 0 ? 1 << 16 : capacity * 2;
            char *more = realloc(bytes, capacity);
            if (more == NULL) {
                errno = ENOMEM;
                n = -1;
                break;
            }
            bytes = more;
        }
        n = input_some(fd, bytes + *length, capacity - *length);
        *length += n > 0 ? (size_t)n : 0;
    } while (n > 0);
    input_close(operand, fd);
    if (n == 0)
        return bytes;
    int error = errno;
    free(bytes);
    errno = error;
    return NULL;
}
