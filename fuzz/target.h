/* SPDX-License-Identifier: MIT */
/* A fuzz target: the one function that libFuzzer, AFL++, replay.c and mutate.c
 * call. It judges any bytes; what does not hold ends the process, as a crash
 * does, with a sentence. */
#ifndef SMAC_FUZZ_TARGET_H
#define SMAC_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline void
demand(bool holds, const char *sentence)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", sentence);
    abort();
}

#endif
