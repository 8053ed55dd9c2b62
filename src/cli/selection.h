/* SPDX-License-Identifier: MIT */
/* Which records of an audit are wanted. */
#ifndef SMAC_CLI_SELECTION_H
#define SMAC_CLI_SELECTION_H

#include <stdbool.h>

#include "choices.h"
#include "options.h"
#include "smac.h"

/* All zero: every record. */
struct selection {
    struct option_list reason_lists; /* names, with commas between */
    unsigned severity;               /* at least; the enum's value and one */
    const char *file;                /* a pattern for the document's name */
    const char *since;
    const char *until;
    bool reasons[SMAC_REASON_COUNT];
};

/* Rows for the table of a command whose settings have a selection as that
 * member. */
#define SELECTION_WHERE(settings, member, field)                               \
    (offsetof(struct settings, member) + offsetof(struct selection, field))
#define SELECTION_OPTIONS(settings, member)                                    \
    {OPTION_LIST,                                                              \
     0,                                                                        \
     "reason",                                                                 \
     "LIST",                                                                   \
     SELECTION_WHERE(settings, member, reason_lists),                          \
     NULL,                                                                     \
     "only findings with these reasons, with commas between"},                 \
        {OPTION_CHOICE,                                                        \
         0,                                                                    \
         "severity",                                                           \
         "LEVEL",                                                              \
         SELECTION_WHERE(settings, member, severity),                          \
         choices_severities,                                                   \
         "only findings at least that severe: note, warning or error"},        \
        {OPTION_TEXT,                                                          \
         0,                                                                    \
         "file",                                                               \
         "PATTERN",                                                            \
         SELECTION_WHERE(settings, member, file),                              \
         NULL,                                                                 \
         "only documents whose name matches, with * and ? as in a shell"},     \
        {OPTION_TEXT,                                                          \
         0,                                                                    \
         "since",                                                              \
         "TIME",                                                               \
         SELECTION_WHERE(settings, member, since),                             \
         NULL,                                                                 \
         "only records from then on: 2026-11-23, 2026-11-23T09:30, in UTC"},   \
    {                                                                          \
        OPTION_TEXT, 0, "until", "TIME",                                       \
            SELECTION_WHERE(settings, member, until), NULL,                    \
            "only records up to then, that day or minute included"             \
    }

/* Reads the names and times; false after a message. */
bool selection_begin(struct selection *);
void selection_release(struct selection *);

bool selection_has(const struct selection *, const struct smac_record *);

#endif
