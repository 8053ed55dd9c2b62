/* SPDX-License-Identifier: MIT */
/* What is reported, and in which forms. A form is a file of its own,
 * format_NAME.c, and a row of the table in report.c.
 *
 * All texts of findings and all names of files are hostile. */
#ifndef SMAC_CLI_REPORT_H
#define SMAC_CLI_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "jsontext.h"
#include "parcel.h"
#include "smac.h"

enum { REPORT_LEVELS = SMAC_ERROR + 1, REPORT_HASH = 32 };

struct report_finding {
    enum smac_reason reason;
    enum smac_severity severity;
    uint64_t offset;
    uint64_t length;
    uint64_t line;
    uint64_t column;
    uint64_t end_line;
    uint64_t end_column;
    uint8_t hash[REPORT_HASH]; /* of the reason and the hidden bytes */
    uint64_t copy;             /* the how manieth of that hash in its file */
    struct parcel_text signal; /* what decided about the severity, or "" */
    struct parcel_text why;    /* the same for people */
    struct parcel_text evidence;
    struct parcel_text decoded; /* what invisible code points spell, or "" */
    /* The source: the hidden part, what stands before it on its first line
     * and behind it on its last. Long ones are cut. */
    struct parcel_text before;
    struct parcel_text hidden;
    struct parcel_text after;
    bool before_cut;
    bool hidden_cut;
    bool after_cut;
};

struct report_file {
    const char *name;
    struct parcel_text failure;     /* "": it was judged */
    uint64_t counts[REPORT_LEVELS]; /* findings, reported or not */
    uint64_t allowed;               /* by the policy; not in counts */
    uint64_t known;                 /* by the baseline; not in counts */
    uint64_t unreported;            /* beyond a file's share of the report */
    const struct report_finding *findings;
    size_t count;
};

struct report_totals {
    uint64_t files;
    uint64_t failed;
    uint64_t excluded;      /* not in files */
    uint64_t with_findings; /* files that have one at or above the threshold */
    uint64_t counts[REPORT_LEVELS];
    uint64_t allowed;
    uint64_t known;
    uint64_t unreported;
};

struct report_format;

struct report {
    const struct report_format *format;
    FILE *to;
    bool colour;
    unsigned fail_on;       /* a severity, or REPORT_LEVELS for never */
    struct jsontext json;   /* of the formats that are JSON */
    struct parcel failures; /* that a format tells at its end */
};

struct report_format {
    const char *name;
    void (*begin)(struct report *);
    void (*file)(struct report *, const struct report_file *);
    void (*end)(struct report *, const struct report_totals *);
};

/* NULL ends it. The first is the default. */
extern const struct report_format *const report_formats[];

extern const struct report_format format_human;
extern const struct report_format format_json;
extern const struct report_format format_sarif;
extern const struct report_format format_github;
extern const struct report_format format_gitlab;
extern const struct report_format format_junit;

/* Hostile text in one line that is safe to show, as a text that is freed by
 * the caller; NULL without memory. */
char *report_line(const char *bytes, size_t length);

/* A sentence on a finding: what it is, and why it has its severity. The same
 * kind of text. */
char *report_sentence(const struct report_finding *);

/* `12 files: 1 error, 0 warnings, 3 notes`. */
void report_print_totals(FILE *, const struct report_totals *);

/* The hash as 64 digits, and `-2` for the second copy: what identifies a
 * finding wherever it stands in its file. */
enum { REPORT_MARK = 2 * REPORT_HASH + 24 };
void report_mark(const struct report_finding *, char mark[REPORT_MARK]);

#endif
