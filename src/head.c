/* SPDX-License-Identifier: MIT */
/* The last record of an audit in one line, to be stored elsewhere. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logfile.h"
#include "smac.h"
#include "tail.h"

static bool
read_tail(const char *path, struct tail *tail)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool locked = logfile_lock(fd, LOCK_SH);
    bool read = fstat(fd, &status) == 0;
    if (read && !S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : ESPIPE;
        read = false;
    }
    read = read && tail_read(fd, (uint64_t)status.st_size, tail);
    int error = errno;
    if (locked)
        logfile_lock(fd, LOCK_UN);
    close(fd);
    errno = error;
    return read;
}

enum smac_status
smac_audit_head(const char *path, char head[SMAC_AUDIT_HEAD_SIZE])
{
    struct tail tail;
    head[0] = '\0';
    if (!read_tail(path, &tail))
        return SMAC_BAD_FILE;
    if (!tail.any) {
        errno = ENODATA;
        return SMAC_BAD_FILE;
    }
    int length = snprintf(head, SMAC_AUDIT_HEAD_SIZE, "%" PRIu64 ":",
                          tail.last.sequence);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        length += snprintf(head + length, SMAC_AUDIT_HEAD_SIZE - (size_t)length,
                           "%02x", tail.last.hash[i]);
    return SMAC_OK;
}
