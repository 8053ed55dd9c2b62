/* SPDX-License-Identifier: MIT */
/* The records of one document, derived anew from its source, and what they
 * say against it. */
#ifndef SMAC_DERIVE_H
#define SMAC_DERIVE_H

#include <stddef.h>

#include "faults.h"
#include "object.h"

/* A record and where it stands. */
struct derive_record {
    struct object *object;
    struct faults_place place;
};

/* Filters the source as the document's record says it was filtered. Findings
 * in the order of the records. Faults are UNTRUE, for a record that the source
 * does not bear out, and UNTOLD, at the document's record, for a span that no
 * record tells of. False without memory. */
bool derive_document(const void *source, size_t length,
                     const struct derive_record *findings, size_t count,
                     const struct derive_record *document, struct faults *);

#endif
