/* SPDX-License-Identifier: MIT */
/* What became of a document, on its way from a worker: what the library told
 * there is told to the audit here. The reader trusts nothing, for the worker
 * has read hostile input. */
#ifndef SMAC_CLI_JSONL_ACCOUNT_H
#define SMAC_CLI_JSONL_ACCOUNT_H

#include <stdbool.h>

#include "parcel.h"
#include "smac.h"

/* A summary, and what it points to. */
struct jsonl_account {
    struct smac_document document;
    struct smac_options options;
    struct smac_summary summary;
};

/* A document's summary comes first, then its findings. */
void jsonl_account_put(struct parcel *, const struct smac_summary *);
void jsonl_account_put_finding(struct parcel *, const struct smac_finding *);

/* False if what is there is none. */
bool jsonl_account_read(struct parcel *, struct jsonl_account *);

/* The next finding, whose bytes lie in the parcel; false at the end. */
bool jsonl_account_next(struct parcel *, const struct smac_document *,
                        struct smac_finding *);

#endif
