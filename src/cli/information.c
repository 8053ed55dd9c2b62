/* SPDX-License-Identifier: MIT */
#include "information.h"

#include <errno.h>
#include <stdio.h>

#include "carried.h"
#include "message.h"
#include "smac.h"

bool
information_flush(void)
{
    int error = errno; /* of a write that failed just now */
    bool failed = ferror(stdout) != 0;
    if (fflush(stdout) != 0 && !failed) {
        error = errno;
        failed = true;
    }
    if (failed && error != EPIPE)
        message_errno("stdout", error);
    return !failed;
}

enum command_exit
information_help(const char *before, const struct option *table,
                 const char *after)
{
    fputs(before, stdout);
    options_help(stdout, table);
    fputs(after, stdout);
    return information_flush() ? COMMAND_DONE : COMMAND_FAILED;
}

enum command_exit
information_version(void)
{
    puts("smac " SMAC_VERSION);
    if (carried_libraries != NULL)
        printf("with %s\n", carried_libraries);
    return information_flush() ? COMMAND_DONE : COMMAND_FAILED;
}
