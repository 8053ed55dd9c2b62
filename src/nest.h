/* SPDX-License-Identifier: MIT */
/* The open boxes, and what they become: blocks that nest as markdown's do.
 *
 * HTML nests boxes in any way: an item without a list, a cell without a row,
 * words between the rows of a table. What is missing is supplied, what cannot
 * be nested is inert: its words stay, in order, parted from their neighbours.
 * A block begins when something visible is put in it, so that empty boxes
 * leave no trace. */
#ifndef SMAC_NEST_H
#define SMAC_NEST_H

#include "outline.h"
#include "text.h"

enum frame_state {
    IMPLICIT = 1 << 0,     /* no text_open asked for it: an item's list */
    INERT = 1 << 1,        /* has no block of its own */
    SOLID = 1 << 2,        /* its block has begun: it holds visible text */
    TIGHT = 1 << 3,        /* a list's */
    ITEM_OPEN = 1 << 4,    /* a list's: an item's block is open */
    HAS_ITEMS = 1 << 5,    /* a list's */
    HAS_ROWS = 1 << 6,     /* a table's: a row was opened in it */
    EMPTY_HEADER = 1 << 7, /* a table's: so far its only row is an empty one
                              with header cells */
};

/* An open box. Frame 0 is the page. */
struct frame {
    uint8_t box;
    uint8_t state;
    uint8_t styles;     /* of this frame and those around it */
    uint8_t level;      /* of the heading that text here belongs to, or 0 */
    uint8_t align;      /* a cell's */
    uint8_t margin;     /* columns of the margin here, or more */
    uint32_t number;    /* a list's next one; an item's and 1, or 0; a cell's
                        column; a row's next column */
    uint32_t container; /* innermost frame that is the page, a quote, list,
                           item, table, row or cell */
    uint32_t flow; /* the same, not counting tables: where a caption goes */
};

struct nest {
    struct outline outline;
    enum smac_format format;
    bool ready; /* characters can be appended to the leaf as they are; whatever
                   opens, closes or parts something resets it */
    struct buffer frames;
    size_t open[TEXT_BOX_COUNT]; /* frames of that box but implicit ones */
    size_t solid; /* frames below this one were seen by solidify */
    size_t cell;  /* the frame of the open cell, or 0: in it boxes are inert */
    size_t code;  /* the frame of the open code block, or 0: likewise */
};

/* The ceiling bounds the output. */
void nest_init(struct nest *, enum smac_format, size_t ceiling);
void nest_release(struct nest *);
void nest_reset(struct nest *);

/* Without memory or past the ceiling: nothing else may be called then. */
bool nest_failed(const struct nest *);

/* As text_open and text_close. */
void nest_open(struct nest *, enum text_box, unsigned argument);
void nest_close(struct nest *, enum text_box);
void nest_close_all(struct nest *);

/* What came and what comes must not be joined: ends the leaf, or in a cell or
 * in code, puts what parts words there. */
void nest_part(struct nest *);

/* Something visible is about to be put in the innermost box: begins the blocks
 * that it needs. False for a rule that has no place: in a cell, in code,
 * between the rows of a table. */
void nest_begin_leaf(struct nest *);
bool nest_begin_rule(struct nest *);

/* ---- for the files that know a kind of box: list.c, rows.c ------------------- */

/* A frame lives until the next push or pop. */
static inline struct frame *
nest_at(const struct nest *n, size_t i)
{
    return (struct frame *)(void *)n->frames.data + i;
}

static inline size_t
nest_count(const struct nest *n)
{
    return n->frames.size / sizeof(struct frame);
}

/* The innermost open box, or the page. */
static inline struct frame *
nest_top(const struct nest *n)
{
    return nest_at(n, nest_count(n) - 1);
}

/* A frame as it would be within the innermost one; what differs is set before
 * it is pushed. */
struct frame nest_derive(const struct nest *, uint8_t box);
void nest_push(struct nest *, struct frame);

/* Put an implicit row or cell below frames that are inert or inline, and take
 * it out again. The frames above are then in it, or in what is around it. */
void nest_insert(struct nest *, size_t i, struct frame);
void nest_remove(struct nest *, size_t i);

/* Closes the innermost frame. */
void nest_pop(struct nest *);

#endif
