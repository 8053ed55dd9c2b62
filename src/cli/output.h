/* SPDX-License-Identifier: MIT */
/* Where text goes: standard output, or a file that changes only if all went
 * well.
 *
 * A regular file is written beside itself and renamed over the old one by
 * output_close; until then nobody sees the new text, and a run that is killed
 * leaves nothing behind. Devices and pipes are written as they are. */
#ifndef SMAC_CLI_OUTPUT_H
#define SMAC_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

struct output {
    const char *name; /* for messages */
    int fd;
    int error;    /* errno of the first failure */
    bool written; /* at least one byte */
    char *target; /* the file to replace, symbolic links resolved, or NULL */
    char *beside; /* its temporary name, if it has one */
    mode_t mode;  /* of the new file */
};

/* NULL or "-" is standard output. False on failure, see output_complain. Call
 * output_close in any case. */
bool output_open(struct output *, const char *path);

/* False on failure; every later call then fails as well. */
bool output_write(struct output *, const void *, size_t length);

/* A stream that writes there; close it before the output. What fails shows in
 * output_close. NULL without memory, and output_complain says so. */
FILE *output_stream(struct output *);

/* Publishes a file if `publish`, else leaves it as it was. False if anything
 * was not written. */
bool output_close(struct output *, bool publish);

/* Says what went wrong; a reader that went away is no news (EPIPE). */
void output_complain(const struct output *);

#endif
