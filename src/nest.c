/* SPDX-License-Identifier: MIT */
#include "nest.h"

#include "list.h"
#include "rows.h"

/* ---- the life of a nest ------------------------------------------------------ */

void
nest_init(struct nest *n, enum smac_format format, size_t ceiling)
{
    /* blocks take more room than the characters that come of them */
    size_t working = (size_t)1 << 20;
    working =
        ceiling < (SIZE_MAX - working) / 16 ? ceiling * 16 + working : SIZE_MAX;
    *n = (struct nest){.format = format};
    outline_init(&n->outline, format, ceiling, working);
    buffer_init(&n->frames, working);
    nest_reset(n);
}

void
nest_release(struct nest *n)
{
    outline_release(&n->outline);
    buffer_release(&n->frames);
}

void
nest_reset(struct nest *n)
{
    const struct frame page = {.box = TEXT_GROUP};
    outline_reset(&n->outline);
    buffer_clear(&n->frames);
    buffer_put(&n->frames, &page, sizeof page);
    memset(n->open, 0, sizeof n->open);
    n->solid = 1;
    n->cell = 0;
    n->code = 0;
    n->ready = false;
}

/* ---- frames ----------------------------------------------------------------- */

bool
nest_failed(const struct nest *n)
{
    return n->frames.failed || outline_failed(&n->outline);
}

static bool
is_cell(uint8_t box)
{
    return box == TEXT_HEADER_CELL || box == TEXT_CELL;
}

struct frame
nest_derive(const struct nest *n, uint8_t box)
{
    struct frame f = *nest_top(n);
    f.box = box;
    f.state = 0;
    f.align = 0;
    f.number = 0;
    return f;
}

void
nest_push(struct nest *n, struct frame f)
{
    buffer_put(&n->frames, &f, sizeof f);
    if (!n->frames.failed && (f.state & IMPLICIT) == 0)
        n->open[f.box]++;
}

void
nest_insert(struct nest *n, size_t i, struct frame f)
{
    buffer_put(&n->frames, &f, sizeof f); /* makes room */
    if (n->frames.failed)
        return;
    memmove(nest_at(n, i + 1), nest_at(n, i),
            (nest_count(n) - 1 - i) * sizeof f);
    *nest_at(n, i) = f;
    for (size_t k = i; k < nest_count(n); k++)
        nest_at(n, k)->container = (uint32_t)i;
    if (n->solid > i)
        n->solid = i;
}

void
nest_remove(struct nest *n, size_t i)
{
    uint32_t container = nest_at(n, i - 1)->container;
    memmove(nest_at(n, i), nest_at(n, i + 1),
            (nest_count(n) - 1 - i) * sizeof(struct frame));
    n->frames.size -= sizeof(struct frame);
    for (size_t k = i; k < nest_count(n); k++)
        nest_at(n, k)->container = container;
    if (n->solid > i)
        n->solid = i;
}

/* ---- from frames to blocks --------------------------------------------------- */

/* Begins the blocks of the frames, for something visible is about to be put
 * in the innermost one. What stays empty leaves no trace. */
static void
solidify(struct nest *n)
{
    size_t count = nest_count(n);
    for (size_t i = n->solid; i < count; i++) {
        struct frame *f = nest_at(n, i);
        if ((f->state & INERT) != 0)
            continue;
        struct frame *around = nest_at(n, (f - 1)->flow);
        if (f->box == TEXT_QUOTE) {
            list_ensure_item(n, around);
            outline_open(&n->outline, (struct block){.kind = BLOCK_QUOTE});
            f->state |= SOLID;
        } else if (list_is_list(f->box)) {
            list_ensure_item(n, around);
            outline_open(&n->outline, list_block_of(f));
            f->state |= SOLID;
        } else if (f->box == TEXT_ITEM) {
            list_begin_item(n, around, f->number);
            f->state |= SOLID;
        } else if (f->box == TEXT_ROW) {
            rows_begin(n, i);
            f->state |= SOLID;
        }
    }
    n->solid = count;
    list_ensure_item(n, nest_at(n, nest_at(n, count - 1)->flow));
}

/* ---- leaves ----------------------------------------------------------------- */

void
nest_part(struct nest *n)
{
    struct outline *o = &n->outline;
    n->ready = false;
    if (n->code != 0) {
        const struct buffer *c = &o->characters;
        if (o->visible && !c->failed && c->data[c->size - 1] != '\n')
            buffer_putc(&o->characters, '\n');
    } else if (n->cell != 0) {
        if (o->visible) {
            outline_style(o, 0);
            buffer_putc(&o->characters, ' ');
        }
    } else {
        uint8_t level = nest_top(n)->level;
        outline_end_leaf(
            o, (struct block){
                   .kind = level > 0 ? BLOCK_HEADING : BLOCK_PARAGRAPH,
                   .argument = level,
               });
    }
}

static void
end_code(struct nest *n)
{
    outline_end_leaf(&n->outline, (struct block){.kind = BLOCK_CODE});
    n->code = 0;
}

/* ---- closing ---------------------------------------------------------------- */

static void
end_frame(struct nest *n, struct frame *f)
{
    if (f->box == TEXT_ROW && (f->state & SOLID) == 0 && f->align != 0) {
        nest_at(n, (f - 1)->container)->state |= EMPTY_HEADER;
        return;
    }
    if ((f->state & SOLID) == 0 || f->box == TEXT_ROW)
        return;
    if (f->box == TEXT_ITEM) {
        list_end_item(n, nest_at(n, (f - 1)->flow));
        return;
    }
    list_end_item(n, f);
    outline_end(&n->outline);
}

void
nest_pop(struct nest *n)
{
    size_t i = nest_count(n) - 1;
    struct frame *f = nest_at(n, i);
    if (!text_is_block(f->box)) {
        n->ready = n->ready && f->styles == (f - 1)->styles;
    } else {
        n->ready = false;
        if (i == n->code)
            end_code(n);
        else if (i == n->cell)
            rows_end_cell(n);
        else
            nest_part(n);
        end_frame(n, f);
    }
    if ((f->state & IMPLICIT) == 0)
        n->open[f->box]--;
    n->frames.size -= sizeof *f;
    if (n->solid > i)
        n->solid = i;
}

void
nest_close(struct nest *n, enum text_box box)
{
    bool found = n->open[box] == 0;
    while (!found) {
        const struct frame *f = nest_top(n);
        found = f->box == box && (f->state & IMPLICIT) == 0;
        nest_pop(n);
    }
}

void
nest_close_all(struct nest *n)
{
    while (nest_count(n) > 1)
        nest_pop(n);
    nest_part(n);
}

/* What nobody opened stays open for more of its kind, and for nothing else:
 * `<li>a</li><li>b</li>` without a list is one list. */
static void
close_implicit(struct nest *n, uint8_t box)
{
    bool cell = is_cell(box), row = box == TEXT_ROW;
    if (cell || row)
        rows_end_implicit(n, row);
    for (;;) {
        const struct frame *f = nest_top(n);
        if ((f->state & IMPLICIT) == 0 || is_cell(f->box) ||
            (list_is_list(f->box) && box == TEXT_ITEM) ||
            (f->box == TEXT_TABLE && (cell || row)) ||
            (f->box == TEXT_ROW && cell))
            return;
        nest_pop(n);
    }
}

/* ---- opening ---------------------------------------------------------------- */

static void
open_quote(struct nest *n)
{
    struct frame f = nest_derive(n, TEXT_QUOTE);
    const struct frame *around = nest_at(n, f.flow);
    unsigned margin = f.margin;
    if (list_is_list(around->box))
        margin += list_marker_width(around, around->number);
    f.level = 0;
    if (margin >= MARGIN_LIMIT) {
        f.state = INERT;
    } else {
        f.margin = (uint8_t)(margin + 2);
        f.container = f.flow = (uint32_t)nest_count(n);
    }
    nest_push(n, f);
}

/* A block that only parts: a paragraph, a heading, a group. */
static void
open_plain(struct nest *n, enum text_box box, unsigned argument, uint8_t state)
{
    struct frame f = nest_derive(n, (uint8_t)box);
    f.state = state;
    if (box == TEXT_HEADING && (state & INERT) == 0)
        f.level = argument < 1 ? 1 : argument > 6 ? 6 : (uint8_t)argument;
    if (box == TEXT_CODE_BLOCK && n->cell != 0)
        f.styles |= STYLE_CODE;
    nest_push(n, f);
}

static void
open_code(struct nest *n)
{
    struct frame f = nest_derive(n, TEXT_CODE_BLOCK);
    n->code = (uint32_t)nest_count(n);
    nest_push(n, f);
}

static void
open_inline(struct nest *n, enum text_box box)
{
    static const uint8_t styles[TEXT_BOX_COUNT] = {
        [TEXT_EMPHASIS] = STYLE_EMPHASIS,
        [TEXT_STRONG] = STYLE_STRONG,
        [TEXT_STRIKE] = STYLE_STRIKE,
        [TEXT_CODE] = STYLE_CODE,
    };
    struct frame f = nest_derive(n, (uint8_t)box);
    if (n->format == SMAC_TO_MARKDOWN || box == TEXT_CODE)
        f.styles |= styles[box];
    n->ready = n->ready && f.styles == nest_top(n)->styles;
    nest_push(n, f);
}

void
nest_open(struct nest *n, enum text_box box, unsigned argument)
{
    close_implicit(n, (uint8_t)box);
    if (!text_is_block(box)) {
        open_inline(n, box);
        return;
    }
    nest_part(n);
    if (n->cell != 0 || n->code != 0)
        open_plain(n, box, argument, INERT);
    else if (box == TEXT_ROW)
        rows_open_row(n);
    else if (is_cell((uint8_t)box))
        rows_open_cell(n, (uint8_t)box, argument);
    else if (rows_around(n))
        open_plain(n, box, argument, INERT);
    else if (box == TEXT_QUOTE)
        open_quote(n);
    else if (list_is_list((uint8_t)box))
        list_open(n, box, argument, 0);
    else if (box == TEXT_ITEM)
        list_open_item(n, argument);
    else if (box == TEXT_TABLE)
        rows_open_table(n, 0);
    else if (box == TEXT_CODE_BLOCK)
        open_code(n);
    else
        open_plain(n, box, argument, 0);
}

/* ---- content ---------------------------------------------------------------- */

void
nest_begin_leaf(struct nest *n)
{
    close_implicit(n, TEXT_NONE);
    if (n->cell == 0 && n->code == 0 && rows_around(n))
        rows_begin_implicit(n);
    if (n->frames.failed)
        return;
    solidify(n);
    if (n->code != 0)
        return;
    if (n->cell != 0) {
        uint32_t column = nest_at(n, n->cell)->number;
        if (column + 1 == ROWS_COLUMN_LIMIT)
            outline_reopen_leaf(&n->outline, BLOCK_CELL, column, ' ');
    } else if (nest_top(n)->level == 0 && list_is_tight(n)) {
        /* a break needs no blank line, which would make the list loose */
        outline_reopen_leaf(&n->outline, BLOCK_PARAGRAPH, 0, MARK_BREAK);
    }
}

bool
nest_begin_rule(struct nest *n)
{
    close_implicit(n, TEXT_GROUP);
    nest_part(n);
    if (n->cell != 0 || n->code != 0 || rows_around(n))
        return false;
    solidify(n);
    return true;
}
