/* SPDX-License-Identifier: MIT */
#include "list.h"

/* CommonMark's numbers have nine digits at most. */
enum { NUMBER_LIMIT = 999999999 };

bool
list_is_list(uint8_t box)
{
    return box == TEXT_BULLETS || box == TEXT_NUMBERS;
}

unsigned
list_marker_width(const struct frame *list, uint32_t number)
{
    unsigned width = 2;
    if (list->box == TEXT_NUMBERS)
        for (width = 3; number >= 10; number /= 10)
            width++;
    return width;
}

struct block
list_block_of(const struct frame *list)
{
    return (struct block){
        .kind = list->box == TEXT_NUMBERS ? BLOCK_NUMBERS : BLOCK_BULLETS,
        .tight = (list->state & TIGHT) != 0,
    };
}

void
list_end_item(struct nest *n, struct frame *list)
{
    if ((list->state & ITEM_OPEN) == 0)
        return;
    list->state &= (uint8_t)~ITEM_OPEN;
    outline_end(&n->outline);
}

/* A numbered list of markdown counts for itself: where the numbers jump,
 * another list begins. */
void
list_begin_item(struct nest *n, struct frame *list, uint32_t number)
{
    list_end_item(n, list);
    number = number == 0 ? list->number : number - 1;
    if (number > NUMBER_LIMIT)
        number = NUMBER_LIMIT;
    if (number != list->number && (list->state & HAS_ITEMS) != 0 &&
        list->box == TEXT_NUMBERS && n->format == SMAC_TO_MARKDOWN)
        outline_restart(&n->outline, list_block_of(list));
    list->number = number < NUMBER_LIMIT ? number + 1 : number;
    list->state |= ITEM_OPEN | HAS_ITEMS;
    outline_open(&n->outline,
                 (struct block){.kind = BLOCK_ITEM, .argument = number});
}

void
list_ensure_item(struct nest *n, struct frame *list)
{
    if (!list_is_list(list->box) || (list->state & ITEM_OPEN) != 0)
        return;
    if ((list->state & HAS_ITEMS) == 0) {
        list_begin_item(n, list, 0);
        return;
    }
    outline_reopen_item(&n->outline);
    list->state |= ITEM_OPEN;
}

bool
list_is_tight(const struct nest *n)
{
    const struct frame *flow = nest_at(n, nest_top(n)->flow);
    if (flow->box == TEXT_ITEM)
        flow = nest_at(n, (flow - 1)->flow);
    return list_is_list(flow->box) && (flow->state & TIGHT) != 0;
}

void
list_open(struct nest *n, enum text_box box, unsigned argument, uint8_t state)
{
    struct frame f = nest_derive(n, (uint8_t)box);
    const struct frame *around = nest_at(n, f.flow);
    unsigned margin = f.margin;
    if (list_is_list(around->box))
        margin += list_marker_width(around, around->number);
    f.level = 0;
    f.state = state;
    if (margin >= MARGIN_LIMIT) {
        f.state |= INERT;
    } else {
        f.margin = (uint8_t)margin;
        f.container = f.flow = (uint32_t)nest_count(n);
        if ((argument & 1) != 0)
            f.state |= TIGHT;
        f.number = box == TEXT_NUMBERS ? argument / 2 : 0;
        if (f.number > NUMBER_LIMIT)
            f.number = NUMBER_LIMIT;
    }
    nest_push(n, f);
}

void
list_open_item(struct nest *n, unsigned number)
{
    if (!list_is_list(nest_at(n, nest_top(n)->flow)->box))
        list_open(n, TEXT_BULLETS, 1, IMPLICIT);
    struct frame f = nest_derive(n, TEXT_ITEM);
    const struct frame *list = nest_at(n, f.flow);
    f.level = 0;
    if (list_is_list(list->box)) {
        unsigned shown = number == 0 ? list->number : number - 1;
        if (shown > NUMBER_LIMIT)
            shown = NUMBER_LIMIT;
        f.number = number;
        f.margin = (uint8_t)(f.margin + list_marker_width(list, shown));
        f.container = f.flow = (uint32_t)nest_count(n);
    } else {
        f.state = INERT;
    }
    nest_push(n, f);
}
