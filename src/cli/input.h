/* SPDX-License-Identifier: MIT */
/* Where documents come from. */
#ifndef SMAC_CLI_INPUT_H
#define SMAC_CLI_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

/* Is the operand standard input? */
bool input_is_stdin(const char *operand);

/* As read, but neither signals nor a non-blocking terminal or pipe show. */
ssize_t input_some(int fd, void *bytes, size_t length);

/* A descriptor to read from; -1 with errno. input_close keeps errno. */
int input_open(const char *operand);
void input_close(const char *operand, int fd);

/* The whole file; the caller frees. NULL with errno. */
char *input_read(const char *operand, size_t *length);

#endif
