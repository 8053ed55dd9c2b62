/* SPDX-License-Identifier: MIT */
/* The laws of smac as assertions about one document. They hold for every
 * input, so the same code judges the corpus, real READMEs and a fuzzer's
 * inputs. Nothing here knows how smac works: positions, sums and words are
 * computed anew, in the most naive way. */
#ifndef SMAC_TESTS_LAW_H
#define SMAC_TESTS_LAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

/* What was broken, in a sentence. Where two texts ought to be the same, they
 * are here, to be freed by law_breach_release. */
struct law_breach {
    char sentence[800];
    char *expected;
    size_t expected_length;
    char *actual;
    size_t actual_length;
};

/* The combinations of format, profile, details and keep, numbered. */
enum { LAW_OPTIONS = 20 };
void law_options(unsigned number, struct smac_options *);

/* What holds for one filtering. */
bool law_of_outcome(const struct smac_options *, const uint8_t *, size_t,
                    struct law_breach *);

/* Chunks of 1, 2, 3 and 7 bytes give what the whole gives. */
bool law_of_chunks(const struct smac_options *, const uint8_t *, size_t,
                   struct law_breach *);

/* On disk and parsed in stretches, a document gives what it gives in memory. */
bool law_of_stretches(const struct smac_options *, const uint8_t *, size_t,
                      struct law_breach *);

/* Other words in the comments change nothing that is visible. */
bool law_of_comments(const struct smac_options *, const uint8_t *, size_t,
                     struct law_breach *);

/* The markdown output filtered again is the same, and nothing is found in it;
 * and it reads like the text output. */
bool law_of_stability(const struct smac_options *, const uint8_t *, size_t,
                      struct law_breach *);

/* All of them with all options. */
bool law_check(const uint8_t *, size_t, struct law_breach *);

void law_breach_release(struct law_breach *);

#endif
