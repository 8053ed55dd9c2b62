/* SPDX-License-Identifier: MIT */
/* What a document's discarded spans say (reveal.h), all of it known before the
 * first is told: a sink that was told of one cannot be told that there is no
 * memory for the next. */
#ifndef SMAC_SAYINGS_H
#define SMAC_SAYINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "ledger.h"

struct sayings {
    struct buffer text;   /* one behind the other */
    struct buffer places; /* struct sayings_place, ascending */
    size_t next;          /* the place that sayings_of looks at */
};

void sayings_init(struct sayings *);
void sayings_release(struct sayings *);

/* Of all that the ledger has as discarded; its spans are of `source`. False
 * without memory. */
bool sayings_collect(struct sayings *, const struct ledger *,
                     const uint8_t *source);

/* What the span at that offset says, or NULL; asked in ascending order. */
const char *sayings_of(struct sayings *, size_t offset, size_t *length);

#endif
