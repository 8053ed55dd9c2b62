/* SPDX-License-Identifier: MIT */
/* What one filtering gave: its status, the visible text, copies of the
 * findings and the summary, and whether the sink was called in the order that
 * smac.h promises. Sees nothing but smac.h, as a library user does.
 * For tests: without memory these functions end the process. */
#ifndef SMAC_TESTS_OUTCOME_H
#define SMAC_TESTS_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

struct outcome_finding {
    struct smac_finding finding; /* bytes and decoded point to copies */
    struct smac_reason_info info;
};

struct outcome {
    enum smac_status status;
    char message[200];
    char *text;
    size_t length;
    struct outcome_finding *findings;
    size_t count;
    unsigned summaries;            /* 1 after success */
    struct smac_summary summary;   /* its pointers are dead */
    struct smac_document document; /* its decoding pointer is dead */
    char decoding[32];
    const char *disorder; /* NULL, or what the sink was called with too early
                             or too often */
};

/* Filters in chunks of that many bytes; 0: whole. */
struct outcome *outcome_of(const struct smac_options *, const void *bytes,
                           size_t length, size_t chunk);

/* The same with a handle that may have served before. */
struct outcome *outcome_with(struct smac *, struct outcome *into,
                             const void *bytes, size_t length, size_t chunk);

/* An empty one, and the sink that fills it; for outcome_with. */
struct outcome *outcome_new(void);
struct smac_sink outcome_sink(struct outcome *);

void outcome_free(struct outcome *);

/* NULL if both are the same in every respect, else what differs. */
const char *outcome_difference(const struct outcome *, const struct outcome *);

#endif
