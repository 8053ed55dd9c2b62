/* SPDX-License-Identifier: MIT */
/* For FLAVOUR=coverage: gcov writes its counts at exit, and a worker of
 * src/cli/judge.c ends without. */
#ifndef SMAC_TESTS_FLUSH_H
#define SMAC_TESTS_FLUSH_H

#include <unistd.h>

void __gcov_dump(void);

#define _exit(status) (__gcov_dump(), (_exit)(status))

#endif
