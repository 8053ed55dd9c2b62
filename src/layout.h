/* SPDX-License-Identifier: MIT */
/* From blocks to lines: margins, blank lines, bullets and numbers, code.
 *
 * As markdown, two things are settled here that a parser would otherwise
 * read differently from what was meant: which lists can do without blank
 * lines, and what keeps neighbours of a kind apart. */
#ifndef SMAC_LAYOUT_H
#define SMAC_LAYOUT_H

#include "block.h"
#include "buffer.h"
#include "gfm.h"
#include "map.h"
#include "margin.h"
#include "smac.h"

/* Containers that can be open at once: a list and its item cost two columns
 * at least, and none begins beyond MARGIN_LIMIT. */
enum { LAYOUT_DEPTH = MARGIN_LIMIT + 8 };

struct layout_level {
    uint8_t kind;        /* of the container; BLOCK_NONE is the page */
    uint8_t last;        /* kind of the last block in it, or BLOCK_NONE */
    bool tight;          /* no blank lines between the blocks in it */
    char delimiter;      /* of this list */
    char last_delimiter; /* of the last list in it */
    size_t margin;       /* size of the margin around it */
};

struct layout {
    enum smac_format format;
    struct buffer *out;
    struct map *map; /* NULL: none is wanted */
    struct margin margin;
    bool fresh; /* the margin holds bullets that are not yet written */
    struct layout_level levels[LAYOUT_DEPTH];
    size_t depth;
    struct buffer resolved; /* a leaf after style_resolve */
    struct buffer cells;    /* see columns.c */
    struct buffer texts;
    struct buffer columns;
};

/* The ceiling bounds each of the buffers; `out` is the caller's. */
void layout_init(struct layout *, enum smac_format, size_t ceiling,
                 struct buffer *out);
void layout_release(struct layout *);

/* Ready for the next document. */
void layout_reset(struct layout *);

/* Lays out whole top-level blocks after what is there. The blocks' list flags
 * and the characters' line breaks are settled in place. False without memory
 * or past a ceiling. Linear. */
bool layout_write(struct layout *, struct block *, size_t count,
                  uint8_t *characters);

/* For columns.c: `out` from `start` on is what the block's characters became. */
void layout_note(struct layout *, const struct block *,
                 const uint8_t *characters, size_t start);

/* For columns.c: begins a line of the current block; writes a leaf as one line,
 * or as lines, to `out`. */
void layout_begin_line(struct layout *);
void layout_leaf(struct layout *, struct buffer *out, const struct block *,
                 const uint8_t *characters, enum gfm_place);

#endif
