/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

bool
input_is_stdin(const char *operand)
{
    return strcmp(operand, "-") == 0;
}

/* As read, but neither signals nor a non-blocking terminal or pipe show. */
static ssize_t
read_some(int fd, void *bytes, size_t length)
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

bool
input_feed(struct smac *smac, const char *operand)
{
    char bytes[1 << 16];
    bool is_stdin = input_is_stdin(operand);
    int fd = is_stdin ? STDIN_FILENO
                      : open(operand, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return false;

    ssize_t n;
    while ((n = read_some(fd, bytes, sizeof bytes)) > 0) {
        if (smac_feed(smac, bytes, (size_t)n) != SMAC_OK) {
            n = 0;
            break;
        }
    }
    int error = errno;
    if (!is_stdin)
        close(fd);
    errno = error;
    return n == 0;
}
