/* SPDX-License-Identifier: MIT */
/* The files that are to be judged, in a stable order.
 *
 * A file that is named is taken whatever its name is. A directory gives the
 * documents below it (kind.h): within a git checkout those that git does not
 * ignore, or all of them if it ignores the directory itself; elsewhere all.
 * Symbolic links are not followed: what they lead to is judged where it lies,
 * or is none of the repository's. */
#ifndef SMAC_CLI_CRAWL_H
#define SMAC_CLI_CRAWL_H

#include <stdbool.h>
#include <stddef.h>

struct crawl_file {
    char *path;
    int error; /* errno: it is there, or ought to be, and cannot be read */
};

/* All zero is an empty one. */
struct crawl {
    struct crawl_file *files;
    size_t count;
    size_t capacity;
};

/* `-` is standard input. False without memory. */
bool crawl_add(struct crawl *, const char *operand);

/* Sorts by path, bytewise, and drops what was named twice. */
void crawl_sort(struct crawl *);

void crawl_release(struct crawl *);

#endif
