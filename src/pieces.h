/* SPDX-License-Identifier: MIT */
/* Where a construct stands in the source when it is not in one piece.
 *
 * `<div title="` in one block of markdown may find its closing quote three
 * blocks later: what lies between is rendered markdown, which has no bytes of
 * its own here. A construct is begun, paused where raw HTML stops, resumed
 * where it goes on, and ended. */
#ifndef SMAC_PIECES_H
#define SMAC_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

#define PIECES_NOWHERE SIZE_MAX /* an offset that is not in the source */

struct piece {
    size_t from;
    size_t to;
    int reason;
};

struct pieces {
    struct buffer list; /* of struct piece */
    size_t from;        /* of the piece that grows, or PIECES_NOWHERE */
    int reason;
    bool open;
};

/* At most `ceiling` pieces; one more sets list.failed. */
void pieces_init(struct pieces *, size_t ceiling);
void pieces_release(struct pieces *);
void pieces_clear(struct pieces *);

/* Joins the piece before, if it ends here and has the same reason. */
void pieces_begin(struct pieces *, size_t offset, int reason);
void pieces_end(struct pieces *, size_t offset);

/* Forgets what was begun and everything after the first `count`. */
void pieces_cancel(struct pieces *, size_t count);

/* Nothing unless a piece is begun. */
void pieces_pause(struct pieces *, size_t offset);
void pieces_resume(struct pieces *, size_t offset);

static inline size_t
pieces_count(const struct pieces *p)
{
    return p->list.size / sizeof(struct piece);
}

struct piece pieces_at(const struct pieces *, size_t index);

#endif
