/* SPDX-License-Identifier: MIT */
/* Lists and their items among the open boxes. */
#ifndef SMAC_LIST_H
#define SMAC_LIST_H

#include "nest.h"

bool list_is_list(uint8_t box);

/* Columns of the marker of an item with this number. */
unsigned list_marker_width(const struct frame *list, uint32_t number);

/* Open a list or an item; an item without a list brings one. */
void list_open(struct nest *, enum text_box, unsigned argument, uint8_t state);
void list_open_item(struct nest *, unsigned argument);

/* The block that a list becomes. */
struct block list_block_of(const struct frame *list);

/* Begins an item's block; the argument is text_open's. */
void list_begin_item(struct nest *, struct frame *list, uint32_t argument);
void list_end_item(struct nest *, struct frame *list);

/* Something is about to stand in the frame. If that is a list and no item of
 * it is open, it goes on with the item before, as in `<li>a</li><ul>...`, or
 * begins one. */
void list_ensure_item(struct nest *, struct frame *around);

/* The innermost container is an item whose list goes without blank lines. */
bool list_is_tight(const struct nest *);

#endif
