/* SPDX-License-Identifier: MIT */
/* The file of signals, read; smac.h has the public side.
 *
 *     # a comment
 *     class NAME REASON ...             reasons that are graded alike
 *     group NAME CLASS=LEVEL ... : TEXT
 *         REGEX                         one a line, indented
 *     common NAME ...                   what every page may name
 *     harmless CLASS REASON ... : TEXT
 *         REGEX                         of the whole span, then a note that
 *                                       is graded as CLASS
 *     define NAME
 *         REGEX                         for %{NAME} in what follows
 *
 * Reasons that no class names are in the class `unseen`. With CLASS=LEVEL/new
 * a match counts if its group `name` names a thing that the page does not
 * show: a reader who opens a collapsed section finds what he was told of. */
#ifndef SMAC_SIGNALS_H
#define SMAC_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "pattern.h"
#include "smac.h"

enum { SIGNALS_CLASSES = 8, SIGNALS_RULES = 64, SIGNALS_NAME = 32 };

enum signals_kind { SIGNALS_GROUP, SIGNALS_HARMLESS, SIGNALS_DEFINE };

struct signals_rule {
    enum signals_kind kind;
    char name[SIGNALS_NAME];
    char *text;          /* for people */
    struct buffer regex; /* all patterns of the rule as alternatives */
    bool raises[SIGNALS_CLASSES];
    enum smac_severity level[SIGNALS_CLASSES];
    bool only_new[SIGNALS_CLASSES];
    bool reasons[SMAC_REASON_COUNT]; /* of a harmless one */
    size_t graded_as;                /* its class */
    struct pattern *pattern;         /* NULL until it is needed */
};

struct signals_file {
    char classes[SIGNALS_CLASSES][SIGNALS_NAME];
    size_t class_count;
    unsigned char class_of[SMAC_REASON_COUNT];
    struct signals_rule rules[SIGNALS_RULES];
    size_t rule_count;
    struct buffer common; /* names in lower case, a line feed around each */
};

/* Fills an all-zero file; false with "LINE: what is wrong" in `problem`.
 * `eager` compiles every pattern, to find out those that are not valid. */
bool signals_read(struct signals_file *, const char *text, size_t length,
                  bool eager, char *problem, size_t size);

/* Compiles a rule's patterns, if that was not done yet; false on failure. */
bool signals_compile(struct signals_rule *, struct pattern_problem *);

void signals_release(struct signals_file *);

#endif
