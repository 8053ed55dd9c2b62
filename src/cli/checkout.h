/* SPDX-License-Identifier: MIT */
/* What git knows about a directory. */
#ifndef SMAC_CLI_CHECKOUT_H
#define SMAC_CLI_CHECKOUT_H

#include <stdbool.h>
#include <stddef.h>

/* Does the directory lie in a git checkout? */
bool checkout_holds(const char *directory);

/* Is the directory itself the top of one? */
bool checkout_is_top(const char *directory);

/* Does git ignore the directory itself, or one that it lies in? False also if
 * git will not say. */
bool checkout_ignores(const char *directory);

/* The files below the directory that git has or that it does not ignore, as
 * names from there on, each ended by a NUL. NULL with errno set if git is not
 * there, or will not say. */
char *checkout_list(const char *directory, size_t *length);

#endif
