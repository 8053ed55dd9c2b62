/* SPDX-License-Identifier: MIT */
/* How a leaf looks as plain text: as on the page, without markers. */
#ifndef SMAC_PLAIN_H
#define SMAC_PLAIN_H

#include "buffer.h"
#include "margin.h"

/* Appends the leaf bytes[0..length), which bytes[length] = MARK_END ends,
 * as lines after this margin, the first without it, or as one line if the
 * margin is NULL. A marked leaf has been through style_resolve. */
void plain_write(struct buffer *out, const uint8_t *bytes, size_t length,
                 const struct margin *);

/* The end of the run at i in such bytes that looks as it is: words with single
 * blanks between them, up to a mark, a tab, a newline, or a blank that another
 * blank follows. */
size_t plain_run_end(const uint8_t *bytes, size_t i, size_t length);

#endif
