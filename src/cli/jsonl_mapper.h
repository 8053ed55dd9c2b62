/* SPDX-License-Identifier: MIT */
/* From a line to its answer, in a worker. */
#ifndef SMAC_CLI_JSONL_MAPPER_H
#define SMAC_CLI_JSONL_MAPPER_H

#include <stdbool.h>

#include "jsonl_options.h"
#include "parcel.h"
#include "smac.h"

struct jsonl_mapper {
    const struct jsonl_settings *settings;
    bool audited;                 /* whoever asked wants an account */
    struct smac_signals *signals; /* NULL: findings are not graded */

    struct smac *smac;
    struct parcel source;  /* the document at hand */
    struct parcel text;    /* what is seen of it */
    struct parcel account; /* its summary */
    struct parcel findings;
    struct parcel ranges; /* of struct smac_range */
};

/* Reads a line as jsonl_lines_take gives it. Writes which fault there is as a
 * number, the answer's line as a text without newline, and, if the document is
 * audited and there is no fault, its account. Answers a function of the line:
 * nothing that is kept between two lines shows. `died` is NULL, or says that
 * the first worker did not survive the line. */
void jsonl_mapper_map(struct jsonl_mapper *, struct parcel *line,
                      const char *died, struct parcel *answer);

#endif
