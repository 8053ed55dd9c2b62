/* SPDX-License-Identifier: MIT */
/* Gives up every right that parsing does not need.
 *
 * Before: open what is to be read and written, load what may be needed
 * (smac_prepare), fork what is to be forked. After sandbox_enter the process
 * can compute, ask for memory, read and write what is open, and end. It has no
 * way to open a file, to reach the network, to start a program or a thread, to
 * signal another process or to make memory executable; tools/syscalls.c has
 * the list. There is no way back, and children would be no freer. */
#ifndef SMAC_CLI_SANDBOX_H
#define SMAC_CLI_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Closes all descriptors but these, in any order, and standard error: what a new
 * process got from its parent and must not write to. */
void sandbox_keep(const int *fds, size_t count);

/* From here on, for a process that reads one document; 0: no limit. */
struct sandbox_limits {
    uint64_t memory;  /* bytes; malloc then finds none */
    uint64_t seconds; /* of processor time; the kernel then ends the process */
};

/* False, with what is wrong in `problem`; then nothing hostile must be parsed.
 * Call it with one thread. In a build with sanitizers, whose runtime opens
 * files and starts programs to report, it does nothing. */
bool sandbox_enter(const struct sandbox_limits *, char *problem, size_t size);

/* What --no-sandbox does: says loudly that there is none. */
void sandbox_forgo(void);

#endif
