/* SPDX-License-Identifier: MIT */
/* Where code spans end (CommonMark 6.1): at a run of as many backticks as they
 * begin with. Content may grow by no byte, and those behind the place that is
 * asked about may not change, while a struct ticks is in use for it. */
#ifndef SMAC_TICKS_H
#define SMAC_TICKS_H

#include <stdbool.h>
#include <stdint.h>

enum { TICKS_MAX = 80 }; /* cmark-gfm pairs no longer runs of backticks */

struct ticks {
    uint32_t last[TICKS_MAX + 1]; /* where the last run of so many begins */
    bool known;
};

/* For the next content. */
void ticks_reset(struct ticks *);

/* Behind the code span that the run of backticks at `at` begins, or behind
 * the run if it begins none. All calls together are linear. */
uint32_t ticks_pass(struct ticks *, const uint8_t *, uint32_t size,
                    uint32_t at);

/* How many backticks stand there. */
uint32_t ticks_count(const uint8_t *, uint32_t size, uint32_t at);

/* Where the next run of exactly `count` begins, or `size`. */
uint32_t ticks_find(const uint8_t *, uint32_t size, uint32_t at,
                    uint32_t count);

#endif
