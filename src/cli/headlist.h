/* SPDX-License-Identifier: MIT */
/* The heads of many logs, as `smac audit head DIR` writes them: a line a log,
 * its head, two blanks, its name, in which hostile characters are notation. */
#ifndef SMAC_CLI_HEADLIST_H
#define SMAC_CLI_HEADLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "textfile.h"

struct headlist_entry {
    const char *name;
    const char *head;
    bool found; /* by headlist_find */
};

/* All zero is an empty one. */
struct headlist {
    struct textfile file;
    struct headlist_entry *entries; /* sorted by name */
    size_t count;
};

/* False after a message. */
bool headlist_open(struct headlist *, const char *path);
void headlist_close(struct headlist *);

/* The entry of that name, as it is written; NULL if there is none. */
struct headlist_entry *headlist_find(struct headlist *, const char *name);

#endif
