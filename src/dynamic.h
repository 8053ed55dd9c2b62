/* SPDX-License-Identifier: MIT */
/* Libraries that are loaded when the first document needs them: their start
 * would cost every run more than most documents do. */
#ifndef SMAC_DYNAMIC_H
#define SMAC_DYNAMIC_H

#include <stdbool.h>

/* Is it in the process already, so that opening it opens no file? */
bool dynamic_is_here(const char *name);

/* NULL if it is not there. Closed or not, it stays mapped: what it keeps
 * serves the next document, and a leak checker still finds it reachable. */
void *dynamic_open(const char *name);
void dynamic_close(void *library);

/* Puts the function's address where `function` points, which is a pointer to
 * a pointer to a function. False if there is none. */
bool dynamic_find(void *library, const char *name, void *function);

#endif
