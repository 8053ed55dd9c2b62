/* SPDX-License-Identifier: MIT */
/* The file that an audit was rotated to, found by what rotating tools name
 * it: audit.jsonl.1, audit.jsonl-20261123.gz, audit.jsonl.old,
 * audit-20261123.jsonl beside audit.jsonl. */
#ifndef SMAC_PREDECESSOR_H
#define SMAC_PREDECESSOR_H

#include <stdbool.h>

#include "tail.h"

struct predecessor {
    char name[256]; /* in the audit's folder; "": there is none */
    struct tail tail;
};

/* Of all that bear such a name, the one whose last record has the highest
 * number; a file that cannot be read is none. False with errno if the folder
 * cannot be searched. */
bool predecessor_find(const char *path, struct predecessor *);

/* Is that how the audit `base` would be called after its rotation? */
bool predecessor_is_name(const char *base, const char *name);

#endif
