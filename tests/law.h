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

#include "breach.h"

/* All of them with all options: some hundred filterings. */
bool law_check(const uint8_t *, size_t, struct breach *);

/* For who has many documents and little time: one filtering and what it is
 * compared with, three or four filterings. The number chooses the options and
 * the comparison. */
bool law_draw(uint32_t number, const uint8_t *, size_t, struct breach *);

#endif
