/* SPDX-License-Identifier: MIT */
/* The member "smac" of a record: what became of its document. */
#ifndef SMAC_CLI_JSONL_REPORT_H
#define SMAC_CLI_JSONL_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "jsonl_fault.h"
#include "parcel.h"
#include "smac.h"

struct jsonl_report {
    const struct smac_summary *summary;
    bool graded; /* by what the findings say */
    bool found;  /* something was discarded */
    enum smac_severity severity;
    const char *signal; /* if graded: what raised it, or "" */
    bool withheld;      /* the text is not told */
    bool mapped;        /* the ranges are wanted */
    const struct smac_range *ranges;
    size_t count;
};

/* A JSON string, in UTF-8. */
void jsonl_report_string(struct parcel *, const char *, size_t length);

/* The member's value. */
void jsonl_report_put(struct parcel *, const struct jsonl_report *);
void jsonl_report_put_fault(struct parcel *, enum jsonl_fault, const char *why);

/* A record that has nothing but an error. */
void jsonl_report_put_alone(struct parcel *, enum jsonl_fault, const char *why);

#endif
