/* SPDX-License-Identifier: MIT */
/* One fate for each source byte.
 *
 * A fate is a byte in an array as long as the source, so that the law "every
 * byte has exactly one fate" holds by construction and a later word overrides
 * an earlier one. What nobody claimed by the end is looked at: characters of
 * markdown's block structure (markers, indentation, line ends) are syntax,
 * everything else is `unrendered`, which is a finding like any other. */
#ifndef SMAC_LEDGER_H
#define SMAC_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "smac.h"

struct ledger {
    uint8_t *fates;
    size_t size;
    struct buffer memory; /* what `fates` points to */
};

/* A run of bytes with one fate. */
struct ledger_run {
    size_t from;
    size_t to;
    int reason; /* LEDGER_SHOWN, LEDGER_SYNTAX or an enum smac_reason */
};

#define LEDGER_SHOWN  (-1)
#define LEDGER_SYNTAX (-2)

void ledger_init(struct ledger *);

/* Before a document begins: the fates of longer ones lie on disk. */
void ledger_spill(struct ledger *, struct scratch *, size_t above);
void ledger_release(struct ledger *);

/* `size` bytes without a fate; false without memory. */
bool ledger_begin(struct ledger *, size_t size);

void ledger_shown(struct ledger *, size_t from, size_t to);
void ledger_syntax(struct ledger *, size_t from, size_t to);

/* A finding of its own, or, if it `joins`, the continuation of the finding
 * before it in the source if that has the same reason: then the unclaimed
 * bytes between the two (markers, line ends) belong to it. */
void ledger_drop(struct ledger *, size_t from, size_t to, enum smac_reason,
                 bool joins);

/* The next bytes from *from on that are shown: moves it there, and answers
 * where they end; the size, twice, if there are none. Before ledger_settle. */
size_t ledger_next_shown(const struct ledger *, size_t *from);

/* Gives the bytes without a fate one. Call once, before ledger_next. */
void ledger_settle(struct ledger *, const uint8_t *source);

/* The run at *position, which is moved behind it; false at the end. Adjacent
 * findings stay apart. */
bool ledger_next(const struct ledger *, size_t *position, struct ledger_run *);

#endif
