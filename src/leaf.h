/* SPDX-License-Identifier: MIT */
/* Where the content of each leaf block stands in the source.
 *
 * cmark's own positions are wrong wherever a line's prefix differs from the
 * first line's, after definitions were cut from a paragraph, after a NUL, an
 * escape or a tab. What is right is the parser's state after each line: how
 * much the open leaf's content grew, and from which byte of the line. */
#ifndef SMAC_LEAF_H
#define SMAC_LEAF_H

#include "parse.h"

/* Call after each line that was fed: [line, line_end) without its end. */
void leaf_record(struct markdown *, size_t line, size_t line_end,
                 const cmark_node *current_before);

/* The leaf of a block, NULL if it never got content. */
struct leaf *leaf_of(const cmark_node *);

struct segment *leaf_segments(struct markdown *, const struct leaf *);

/* A run of content and the segments that say where it stands: a leaf's, or a
 * table cell's. `base` is the recorded offset of content[0]. */
struct passage {
    uint8_t *content;
    uint32_t size;
    const struct segment *segments;
    size_t segment_count;
    uint32_t base;
    size_t cursor; /* segment of the last look-up: they mostly go forward */
    uint32_t concealed; /* so many bytes at the front are a lookalike */
};

/* The source offset of a content offset < size. Amortised O(1) when offsets
 * ascend, else O(log segments). */
size_t passage_source(struct passage *, uint32_t offset);

/* The source range from the content byte `from` to just behind the content
 * byte `to - 1`; empty (at from's place) if from == to. Prefixes of the lines
 * in between (quote markers, indentation) lie within. */
struct source_span passage_span(struct passage *, uint32_t from, uint32_t to);

/* Calls `each` for the pieces of [from, to) that are contiguous in the
 * source, in order. */
void passage_pieces(struct passage *, uint32_t from, uint32_t to,
                    void (*each)(void *, size_t source, uint32_t offset,
                                 uint32_t length),
                    void *user);

#endif
