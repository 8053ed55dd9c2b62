/* SPDX-License-Identifier: MIT */
/* What a law found broken, in a sentence, and the two texts that ought to be
 * the same, if there are such. */
#ifndef SMAC_TESTS_BREACH_H
#define SMAC_TESTS_BREACH_H

#include <stdbool.h>
#include <stddef.h>

#include "outcome.h"
#include "smac.h"

struct breach {
    char sentence[800];
    char *expected;
    size_t expected_length;
    char *actual;
    size_t actual_length;
};

/* Always false, so that a law can `return breach_tell(...)`. */
bool breach_tell(struct breach *, const struct smac_options *,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Keeps what both show. */
void breach_compare(struct breach *, const struct outcome *expected,
                    const struct outcome *actual);

void breach_release(struct breach *);

#endif
