/* SPDX-License-Identifier: MIT */
/* What a repository asks for, in .smac.conf:
 *
 *     deny REASON                  findings of that reason are errors
 *     allow REASON [/PATTERN/]     they are none, if PATTERN matches all of
 *                                  the hidden span
 *     severity REASON LEVEL        their own severity, before signals
 *     exclude GLOB                 files that are not judged
 *     profile strict|github|browser
 *     details summary|drop|expand
 *
 * The nearest file upward from a document holds for it, up to the top of the
 * checkout. Documents themselves have no say: an attacker writes those. */
#ifndef SMAC_CLI_POLICY_H
#define SMAC_CLI_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "smac.h"

#define POLICY_FILE ".smac.conf"

struct policy_rule; /* an allow or an exclude */

struct policy {
    char *path;      /* NULL: the one that holds without a file */
    char *directory; /* that globs start from, absolute */
    bool set[SMAC_REASON_COUNT];
    enum smac_severity severity[SMAC_REASON_COUNT];
    bool deny[SMAC_REASON_COUNT];
    bool profile_set;
    bool details_set;
    enum smac_profile profile;
    enum smac_details details;
    struct policy_rule *rules;
    size_t count;
    struct policy *next;
};

/* All policies that were read; all zero is none. */
struct policies {
    struct policy *all;
    struct policy *only;        /* --config: holds for every file */
    struct policy without_file; /* all zero */
    char *directory;            /* the last question, and its answer */
    struct policy *answer;
};

/* Takes this file for every document; its globs start from the current
 * directory. False after a message: it cannot be read, or has an error. */
bool policies_use(struct policies *, const char *path);

/* The policy of a document; NULL after a message. */
struct policy *policies_find(struct policies *, const char *document);

void policies_release(struct policies *);

/* Is the document one that the policy does not want to be judged? */
bool policy_excludes(const struct policy *, const char *document);

/* Does it allow the finding? */
bool policy_allows(const struct policy *, const struct smac_finding *);

/* The severity of a reason without signals. */
enum smac_severity policy_severity(const struct policy *, enum smac_reason);

#endif
