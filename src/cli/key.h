/* SPDX-License-Identifier: MIT */
/* The key of an audit's chain: the bytes of a file, a newline at its end
 * included. */
#ifndef SMAC_CLI_KEY_H
#define SMAC_CLI_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "smac.h"

struct key {
    char bytes[SMAC_AUDIT_KEY_MAX + 1];
    size_t length;
};

/* False after a message. */
bool key_read(struct key *, const char *path);

/* Leaves no trace of it. */
void key_forget(struct key *);

#endif
