/* SPDX-License-Identifier: MIT */
#include "pieces.h"

#include <assert.h>

void
pieces_init(struct pieces *p, size_t ceiling)
{
    *p = (struct pieces){.from = PIECES_NOWHERE};
    buffer_init(&p->list, ceiling * sizeof(struct piece));
}

void
pieces_release(struct pieces *p)
{
    buffer_release(&p->list);
}

void
pieces_clear(struct pieces *p)
{
    buffer_clear(&p->list);
    p->from = PIECES_NOWHERE;
    p->open = false;
}

struct piece
pieces_at(const struct pieces *p, size_t index)
{
    struct piece piece;
    assert(index < pieces_count(p));
    memcpy(&piece, p->list.data + index * sizeof piece, sizeof piece);
    return piece;
}

static void
keep(struct pieces *p, size_t to)
{
    if (p->from == PIECES_NOWHERE || to == PIECES_NOWHERE || to <= p->from)
        return;
    struct piece piece = {p->from, to, p->reason};
    size_t count = pieces_count(p);
    if (count > 0) {
        struct piece last = pieces_at(p, count - 1);
        if (last.to == piece.from && last.reason == piece.reason) {
            last.to = to;
            memcpy(p->list.data + (count - 1) * sizeof last, &last,
                   sizeof last);
            return;
        }
    }
    buffer_put(&p->list, &piece, sizeof piece);
}

void
pieces_begin(struct pieces *p, size_t offset, int reason)
{
    p->from = offset;
    p->reason = reason;
    p->open = true;
}

void
pieces_end(struct pieces *p, size_t offset)
{
    if (!p->open)
        return;
    keep(p, offset);
    p->from = PIECES_NOWHERE;
    p->open = false;
}

void
pieces_cancel(struct pieces *p, size_t count)
{
    if (pieces_count(p) > count)
        p->list.size = count * sizeof(struct piece);
    p->from = PIECES_NOWHERE;
    p->open = false;
}

void
pieces_pause(struct pieces *p, size_t offset)
{
    if (p->open) {
        keep(p, offset);
        p->from = PIECES_NOWHERE;
    }
}

void
pieces_resume(struct pieces *p, size_t offset)
{
    if (p->open)
        p->from = offset;
}
