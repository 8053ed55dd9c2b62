/* SPDX-License-Identifier: MIT */
/* One line on a terminal, for those who wait longer than a second. */
#ifndef SMAC_CLI_PROGRESS_H
#define SMAC_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
    bool wanted; /* standard error is a terminal */
    bool shown;  /* the line stands there */
    struct timespec began;
};

void progress_begin(struct progress *);
void progress_show(struct progress *, size_t done, size_t all);

/* Takes the line away; call it before anything else is written. */
void progress_clear(struct progress *);

#endif
