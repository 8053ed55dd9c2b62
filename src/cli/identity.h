/* SPDX-License-Identifier: MIT */
/* Which file a name or a descriptor stands for, however it is written. */
#ifndef SMAC_CLI_IDENTITY_H
#define SMAC_CLI_IDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

/* Only regular files have one: a terminal or /dev/null may well be input and
 * output at once. */
struct identity {
    bool known;
    dev_t device;
    ino_t inode;
};

struct identity identity_of_path(const char *path);
struct identity identity_of_descriptor(int fd);

/* False if either is not known. */
bool identity_same(struct identity, struct identity);

#endif
