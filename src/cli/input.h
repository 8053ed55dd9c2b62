/* SPDX-License-Identifier: MIT */
/* Where documents come from. */
#ifndef SMAC_CLI_INPUT_H
#define SMAC_CLI_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

#include "smac.h"

/* Is the operand standard input? */
bool input_is_stdin(const char *operand);

/* As read, but neither signals nor a non-blocking terminal or pipe show. */
ssize_t input_some(int fd, void *bytes, size_t length);

/* Feeds the whole file to smac; false with errno if reading failed, and then
 * what was fed is no document. Stops reading early, and answers true, when
 * smac refuses: smac_finish answers the same again. */
bool input_feed(struct smac *, const char *operand);

/* The whole file; the caller frees. NULL with errno. */
char *input_read(const char *operand, size_t *length);

#endif
