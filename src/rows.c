/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include "list.h"

void
rows_begin(struct nest *n, size_t i)
{
    struct frame *table = nest_at(n, nest_at(n, i - 1)->container);
    if ((table->state & SOLID) == 0) {
        table->state |= SOLID;
        list_ensure_item(n, nest_at(n, (table - 1)->flow));
        bool empty = (table->state & EMPTY_HEADER) != 0;
        outline_open(&n->outline,
                     (struct block){.kind = BLOCK_TABLE, .argument = empty});
    }
    outline_put(&n->outline, (struct block){.kind = BLOCK_ROW});
}

bool
rows_around(const struct nest *n)
{
    const struct frame *f = nest_at(n, nest_top(n)->container);
    return f->box == TEXT_ROW ||
           (f->box == TEXT_TABLE && (f->state & HAS_ROWS) != 0);
}

void
rows_end_cell(struct nest *n)
{
    const struct frame *cell = nest_at(n, n->cell);
    outline_end_leaf(&n->outline, (struct block){
                                      .kind = BLOCK_CELL,
                                      .align = cell->align,
                                      .header = cell->box == TEXT_HEADER_CELL,
                                      .argument = cell->number,
                                  });
    n->cell = 0;
}

void
rows_open_table(struct nest *n, uint8_t state)
{
    struct frame f = nest_derive(n, TEXT_TABLE);
    f.state = state;
    f.level = 0;
    f.container = (uint32_t)nest_count(n);
    nest_push(n, f);
}

/* A frame of a row or cell that would stand right above frame i. */
static struct frame
derive_at(const struct nest *n, size_t i, uint8_t box, uint8_t state)
{
    struct frame f = *nest_at(n, i);
    f.box = box;
    f.state = state;
    f.align = 0;
    f.number = 0;
    f.container = (uint32_t)i + 1;
    return f;
}

void
rows_open_row(struct nest *n)
{
    uint8_t around = nest_at(n, nest_top(n)->container)->box;
    if (around != TEXT_TABLE && around != TEXT_ROW)
        rows_open_table(n, IMPLICIT);
    if (n->frames.failed)
        return;
    struct frame f = derive_at(n, nest_count(n) - 1, TEXT_ROW, 0);
    if (around == TEXT_ROW) {
        f.state = INERT;
        f.container = nest_top(n)->container;
    } else {
        nest_at(n, nest_top(n)->container)->state |= HAS_ROWS;
    }
    nest_push(n, f);
}

static uint32_t
next_column(struct frame *row)
{
    uint32_t column = row->number;
    if (column + 1 < ROWS_COLUMN_LIMIT)
        row->number++;
    return column;
}

void
rows_open_cell(struct nest *n, uint8_t box, unsigned align)
{
    uint8_t around = nest_at(n, nest_top(n)->container)->box;
    if (around != TEXT_TABLE && around != TEXT_ROW)
        rows_open_table(n, IMPLICIT);
    if (n->frames.failed)
        return;
    if (around != TEXT_ROW) {
        nest_at(n, nest_top(n)->container)->state |= HAS_ROWS;
        nest_push(n, derive_at(n, nest_count(n) - 1, TEXT_ROW, IMPLICIT));
        if (n->frames.failed)
            return;
    }
    struct frame *row = nest_at(n, nest_top(n)->container);
    if (box == TEXT_HEADER_CELL)
        row->align = 'h';
    struct frame f = derive_at(n, nest_count(n) - 1, box, 0);
    f.align = align == 'l' || align == 'c' || align == 'r' ? (uint8_t)align : 0;
    f.number = next_column(row);
    n->cell = f.container;
    nest_push(n, f);
}

void
rows_begin_implicit(struct nest *n)
{
    size_t i = nest_top(n)->container;
    if (nest_at(n, i)->box == TEXT_TABLE) {
        nest_insert(n, i + 1, derive_at(n, i, TEXT_ROW, IMPLICIT));
        i++;
    }
    if (n->frames.failed)
        return;
    struct frame f = derive_at(n, i, TEXT_CELL, IMPLICIT);
    f.number = next_column(nest_at(n, i));
    nest_insert(n, i + 1, f);
    n->cell = i + 1;
}

void
rows_end_implicit(struct nest *n, bool row)
{
    size_t i = n->cell;
    if (i == 0 || (nest_at(n, i)->state & IMPLICIT) == 0)
        return;
    rows_end_cell(n);
    n->ready = false;
    nest_remove(n, i);
    if (row && (nest_at(n, i - 1)->state & IMPLICIT) != 0 &&
        nest_at(n, i - 1)->box == TEXT_ROW)
        nest_remove(n, i - 1);
}
