/* SPDX-License-Identifier: MIT */
/* Code spans that are code for certain, told from a document's bytes alone:
 * whatever blocks its lines are in, and whatever stands around. READMEs show
 * `<script>` and the like in them.
 *
 * A span is certain if it ends in its line, and if nothing before it, from the
 * last blank line on, could hold a backtick that is no code span's or take a
 * span apart: a tag, an address, the tail of a link, a footnote's label, a cell
 * of a table. */
#ifndef SMAC_CODED_H
#define SMAC_CODED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct coded {
    size_t at;    /* so far the bytes were looked at */
    uint8_t tail; /* what ends the tail of a link, or 0 */
    bool address; /* the word that goes on may be one */
    bool lost;    /* nothing is certain any more */
};

/* A blank line ended before `at`, or the document begins, and no tag that
 * reaches over blank lines is open. */
void coded_begin(struct coded *, size_t at);

/* Does the `<` at `at` stand in such a span? Asked of each one since
 * coded_begin, in order. All calls together are linear. */
bool coded_covers(struct coded *, const uint8_t *bytes, size_t length,
                  size_t at);

#endif
