/* SPDX-License-Identifier: MIT */
/* What one document hides, and how bad that is. */
#ifndef SMAC_CLI_JUDGE_H
#define SMAC_CLI_JUDGE_H

#include <stdbool.h>

#include "baseline.h"
#include "document.h"
#include "parcel.h"
#include "policy.h"
#include "report.h"
#include "smac.h"

struct judge {
    struct smac_signals *signals;
    const struct baseline *baseline; /* NULL: none */
    bool every;                   /* tell every finding, for a new baseline */
    enum smac_severity report_at; /* lesser findings are only counted */
    struct smac_options options;
    bool profile_set; /* on the command line, which outdoes the policy */
    bool details_set;
};

/* Writes what takes a right, for a process that has none: what the baseline
 * calls the document; its bytes follow, see document.h. `name` is a path, or
 * "-" for standard input, which is then known as `label`. */
void judge_open(const struct judge *, const char *name, const char *label,
                struct document *, struct parcel *task);

/* Writes what is to be told about the document of the task. Never fails: one
 * that cannot be judged is told as such. */
void judge_document(struct judge *, const struct policy *, struct parcel *task,
                    struct parcel *answer);

/* A report on a document that could not be judged at all. */
void judge_failure(struct parcel *answer, const char *why);

/* Reads an answer; the findings are allocated, their texts lie in the answer.
 * False if it does not hold what judge_document wrote. */
bool judge_read(struct parcel *answer, struct report_file *,
                struct report_finding **findings);

#endif
