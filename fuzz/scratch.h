/* SPDX-License-Identifier: MIT */
/* A file with the input, for targets that read one; each process has its own,
 * for a fuzzer runs several. Gone when the process ends in peace. */
#ifndef SMAC_FUZZ_SCRATCH_H
#define SMAC_FUZZ_SCRATCH_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "target.h"

#define SCRATCH_PATTERN "/tmp/smac-fuzz-XXXXXX"

static char scratch_path[] = SCRATCH_PATTERN;

static inline void
scratch_remove(void)
{
    unlink(scratch_path);
}

static inline const char *
scratch_write(const uint8_t *bytes, size_t length)
{
    static pid_t owner;
    if (owner != getpid()) {
        memcpy(scratch_path, SCRATCH_PATTERN, sizeof scratch_path);
        int fd = mkstemp(scratch_path);
        demand(fd >= 0, "there is room for a file");
        close(fd);
        owner = getpid();
        atexit(scratch_remove);
    }
    demand(file_write(scratch_path, bytes, length), "the file can be written");
    return scratch_path;
}

#endif
