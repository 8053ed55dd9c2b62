/* SPDX-License-Identifier: MIT */
/* A test without memory has nothing to say. */
#ifndef SMAC_TESTS_MUST_H
#define SMAC_TESTS_MUST_H

#include <stdio.h>
#include <stdlib.h>

static inline void *
must(void *memory)
{
    if (memory == NULL) {
        fputs("tests: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

#endif
