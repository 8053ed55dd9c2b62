/* SPDX-License-Identifier: MIT */
/* Regular expressions. pattern.c is the only file that names PCRE2, which it
 * loads for the first pattern: the filter, which needs none, starts sooner.
 *
 * The text is hostile and so may be the time that a pattern takes on it: a
 * search is cut off by PCRE2's match limit and answers PATTERN_LIMIT, which a
 * caller must not take for "not found". Limits hold for each place where a
 * match may begin, so a pattern whose repetitions are bounded is linear. */
#ifndef SMAC_PATTERN_H
#define SMAC_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern;

enum pattern_answer {
    PATTERN_NONE,
    PATTERN_FOUND,
    PATTERN_LIMIT, /* a limit was reached */
    PATTERN_NO_MEMORY,
};

/* What is wrong with a pattern, and at which of its bytes. */
struct pattern_problem {
    char text[128];
    size_t offset;
};

/* False, with the problem, if PCRE2 is not there. */
bool pattern_load(struct pattern_problem *);

/* Compiles. `whole`: it must match all of a text, and not a part. NULL, with
 * the problem, for one that is not valid. */
struct pattern *pattern_new(const char *regex, size_t length, bool whole,
                            struct pattern_problem *);

/* Makes machine code of it, which a pattern otherwise becomes that has seen
 * much text; where no memory may be executed it stays as it is. */
void pattern_hasten(struct pattern *);

/* Silent on NULL. */
void pattern_free(struct pattern *);

/* [start, end) of a text; the name is what the group `name` of the pattern
 * holds, and empty if there is none. */
struct pattern_match {
    size_t start;
    size_t end;
    size_t name_start;
    size_t name_end;
};

/* Searches text from `from` on, which need not be UTF-8. */
enum pattern_answer pattern_search(struct pattern *, const void *text,
                                   size_t length, size_t from,
                                   struct pattern_match *);

#endif
