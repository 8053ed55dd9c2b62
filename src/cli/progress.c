/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

void
progress_begin(struct progress *p)
{
    *p = (struct progress){.wanted = isatty(STDERR_FILENO) == 1};
    clock_gettime(CLOCK_MONOTONIC, &p->began);
}

static double
seconds_since(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

void
progress_show(struct progress *p, size_t done, size_t all)
{
    if (!p->wanted || done == all || seconds_since(&p->began) < 1)
        return;
    fprintf(stderr, "\rsmac: %zu of %zu files", done, all);
    fflush(stderr);
    p->shown = true;
}

void
progress_clear(struct progress *p)
{
    if (!p->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->shown = false;
}
