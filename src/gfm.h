/* SPDX-License-Identifier: MIT */
/* How a leaf looks as GitHub-flavored markdown: what a GFM parser reads from
 * it is the same characters, and nothing else.
 *
 * A character is escaped where it could act, and only there: whether it could
 * is decided by what comes out before and after it, so that writing what was
 * read back gives the same bytes. Nothing that is written here opens a tag, a
 * comment, a link, a definition or a character reference. */
#ifndef SMAC_GFM_H
#define SMAC_GFM_H

#include "buffer.h"
#include "margin.h"

/* Where a leaf stands decides what could act in it. */
enum gfm_place {
    GFM_PARAGRAPH,
    GFM_ITEM,    /* a paragraph at the start of an item: may be a task */
    GFM_HEADING, /* one line */
    GFM_CELL,    /* one line, `|` is escaped */
};

/* Appends the leaf bytes[0..length), which bytes[length] = MARK_END ends, as
 * lines after this margin, the first without it. A marked leaf has been
 * through style_resolve. Linear. */
void gfm_write(struct buffer *out, const uint8_t *bytes, size_t length,
               enum gfm_place, const struct margin *);

#endif
