/* SPDX-License-Identifier: MIT */
/* Shows how two texts differ, as `diff -u` does. */
#ifndef SMAC_TESTS_DIFF_H
#define SMAC_TESTS_DIFF_H

#include <stddef.h>

/* Prints at most that many lines of the difference to standard output. */
void diff_print(const char *expected, size_t expected_length,
                const char *actual, size_t actual_length, unsigned lines);

#endif
