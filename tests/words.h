/* SPDX-License-Identifier: MIT */
/* Does every word of a text occur in another? The spot check of law 1. */
#ifndef SMAC_TESTS_WORDS_H
#define SMAC_TESTS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words_span {
    size_t from;
    size_t to;
};

/* The first word of the text, of three or more ASCII letters and digits and
 * not a mere number, that the source does not have outside the cut spans,
 * which are ascending and disjoint. Markup may stand within a word there:
 * `un**believ**able`. A word counts only if it holds a word that the cut
 * spans alone have: on odd pages markup swallows the blanks between two visible
 * words. True if there is such a word. */
bool words_foreign(const char *text, size_t length, const char *source,
                   size_t source_length, const struct words_span *cut,
                   size_t cut_count, struct words_span *word);

#endif
