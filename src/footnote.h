/* SPDX-License-Identifier: MIT */
/* GitHub's footnotes. cmark-gfm parses the definitions; its inline half reads
 * freed memory and deletes definitions without a trace, so which definition a
 * `[^label]` means, and which one nothing means, is decided here. */
#ifndef SMAC_FOOTNOTE_H
#define SMAC_FOOTNOTE_H

#include "parse.h"

/* Adds those of the tree at hand to m->footnotes; the text that was parsed
 * ends before `to`. */
void footnote_collect(struct markdown *, size_t to);

/* When all are there. */
void footnote_sort(struct markdown *);

/* Sets the nodes of those that are in the tree at hand. */
void footnote_find_nodes(struct markdown *);

/* Nothing refers to any of them yet. */
void footnote_forget(struct markdown *);

/* The definition of a label, by case-insensitive comparison. */
bool footnote_find(struct markdown *, const uint8_t *label, size_t length,
                   uint32_t *index);

/* A reference was met: the footnote's number, given in order of reference. One
 * that nobody sees gives none. */
unsigned footnote_refer(struct markdown *, uint32_t index);

static inline struct footnote *
footnote_at(struct markdown *m, size_t index)
{
    return (struct footnote *)(void *)m->footnotes.data + index;
}

static inline size_t
footnote_count(const struct markdown *m)
{
    return m->footnotes.size / sizeof(struct footnote);
}

#endif
