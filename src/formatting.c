/* SPDX-License-Identifier: MIT */
#include "formatting.h"

#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "tree.h"

enum {
    EQUAL_MAX = 3,  /* the Noah's Ark clause */
    OUTER_MAX = 8,  /* rounds of the adoption agency */
    CLONED_MAX = 3, /* elements between that it clones in a round */
    REOPENED_FREE = 6000,
    REOPENED_EACH = 2, /* and so many for each tag or text */
};

bool
formatting_init(struct formatting *f, unsigned limit)
{
    *f = (struct formatting){.limit = limit};
    formatting_reset(f);
    f->entries = malloc(limit * sizeof *f->entries);
    return f->entries != NULL;
}

void
formatting_release(struct formatting *f)
{
    free(f->entries);
    *f = (struct formatting){0};
}

void
formatting_copy(struct formatting *to, const struct formatting *from)
{
    struct formatting_entry *entries = to->entries;
    *to = *from;
    to->entries = entries;
    memcpy(entries, from->entries, from->size * sizeof *entries);
}

void
formatting_reset(struct formatting *f)
{
    f->size = 0;
    f->room = REOPENED_FREE;
    f->failed = false;
}

static void
insert(struct tree *t, unsigned index, const struct formatting_entry *entry)
{
    struct formatting *f = &t->formatting;
    if (f->size == f->limit) {
        f->failed = true;
        return;
    }
    memmove(f->entries + index + 1, f->entries + index,
            (f->size - index) * sizeof *f->entries);
    f->entries[index] = *entry;
    f->size++;
    if (entry->node != STACK_NONE)
        stack_hold(&t->stack, entry->node);
}

void
formatting_remove(struct tree *t, unsigned index)
{
    struct formatting *f = &t->formatting;
    uint16_t node = f->entries[index].node;
    memmove(f->entries + index, f->entries + index + 1,
            (f->size - index - 1) * sizeof *f->entries);
    f->size--;
    if (node != STACK_NONE)
        stack_drop(&t->stack, node);
}

static void
replace(struct tree *t, unsigned index, uint16_t node)
{
    stack_hold(&t->stack, node);
    stack_drop(&t->stack, t->formatting.entries[index].node);
    t->formatting.entries[index].node = node;
}

/* What differs in the order of attributes or in the spelling of a value
 * counts as different: then the list is longer than a browser's, and more
 * stays hidden, never less. */
static bool
is_equal(const struct formatting_entry *a, const struct formatting_entry *b)
{
    return a->signature_length == b->signature_length &&
           a->signature_length <= TAG_SIGNATURE_MAX &&
           memcmp(a->signature, b->signature, a->signature_length) == 0;
}

void
formatting_push(struct tree *t, const struct tag *tag, uint16_t node)
{
    struct formatting *f = &t->formatting;
    struct formatting_entry entry = {.node = node};
    if (node == STACK_NONE)
        return;
    entry.signature_length = (uint8_t)tag->signature_length;
    if (tag->signature_length <= TAG_SIGNATURE_MAX)
        memcpy(entry.signature, tag->signature, tag->signature_length);
    unsigned equal = 0;
    unsigned first = 0;
    for (unsigned i = f->size; i-- > 0 && f->entries[i].node != STACK_NONE;) {
        const struct stack_node *other =
            stack_node(&t->stack, f->entries[i].node);
        if (other->element == tag->element &&
            is_equal(&f->entries[i], &entry)) {
            equal++;
            first = i;
        }
    }
    if (equal >= EQUAL_MAX)
        formatting_remove(t, first);
    insert(t, f->size, &entry);
}

void
formatting_mark(struct tree *t)
{
    struct formatting_entry marker = {.node = STACK_NONE};
    insert(t, t->formatting.size, &marker);
}

void
formatting_clear_to_mark(struct tree *t)
{
    bool marker = false;
    while (t->formatting.size > 0 && !marker) {
        unsigned last = t->formatting.size - 1;
        marker = t->formatting.entries[last].node == STACK_NONE;
        formatting_remove(t, last);
    }
}

int
formatting_find(const struct tree *t, enum element element)
{
    const struct formatting *f = &t->formatting;
    for (unsigned i = f->size; i-- > 0 && f->entries[i].node != STACK_NONE;)
        if (stack_node(&t->stack, f->entries[i].node)->element == element)
            return (int)i;
    return -1;
}

int
formatting_index(const struct tree *t, uint16_t node)
{
    for (unsigned i = t->formatting.size; i-- > 0;)
        if (t->formatting.entries[i].node == node)
            return (int)i;
    return -1;
}

bool
formatting_is_open(const struct tree *t)
{
    const struct formatting *f = &t->formatting;
    for (unsigned i = f->size; i-- > 0 && f->entries[i].node != STACK_NONE;)
        if (stack_node(&t->stack, f->entries[i].node)->is_open)
            return true;
    return false;
}

void
formatting_reconstruct(struct tree *t)
{
    struct formatting *f = &t->formatting;
    unsigned i = f->size;
    f->room += REOPENED_EACH;
    while (i > 0 && f->entries[i - 1].node != STACK_NONE &&
           !stack_node(&t->stack, f->entries[i - 1].node)->is_open)
        i--;
    /* `<tr>a` closes and reopens them all: bench/patterns.c, html-reopened */
    f->failed |= f->size - i > f->room;
    f->room -= f->failed ? 0 : f->size - i;
    for (; i < f->size && !f->failed; i++) {
        uint16_t clone = tree_insert_clone(t, f->entries[i].node);
        if (clone == STACK_NONE || t->stack.failed)
            return;
        replace(t, i, clone);
    }
}

/* ---- the adoption agency (13.2.6.4.7) ------------------------------------ */

/* Index of the topmost special element above the one at `index`, or -1. */
static int
furthest_block(const struct stack *s, unsigned index)
{
    for (unsigned i = index + 1; i < s->size; i++)
        if (stack_at(s, i)->special)
            return (int)i;
    return -1;
}

/* Moves what is open inside the block into `clone`. Their parents need not be
 * on the stack: a <form> that was closed from within is not. */
static void
move_children(struct tree *t, unsigned block, uint16_t clone)
{
    struct stack *s = &t->stack;
    uint16_t from = s->open[block];
    for (unsigned i = block + 1; i < s->size; i++) {
        uint16_t id = s->open[i];
        uint16_t parent = stack_node(s, id)->parent;
        while (parent != from && parent != STACK_NONE &&
               !stack_node(s, parent)->is_open) {
            id = parent;
            parent = stack_node(s, id)->parent;
        }
        if (parent == from)
            stack_adopt(s, id, clone);
    }
}

/* The inner loop: clones the elements between the formatting element and the
 * block, one inside the other, and puts the block into the innermost. Moves
 * *bookmark, and *block down by the elements that were dropped. Returns the
 * outermost clone, or the block itself; STACK_NONE at a limit. */
static uint16_t
clone_between(struct tree *t, unsigned bottom, unsigned *block,
              unsigned *bookmark)
{
    struct stack *s = &t->stack;
    uint16_t last = s->open[*block];
    unsigned n = 0;
    for (unsigned i = *block - 1; i > bottom; i--) {
        int entry = formatting_index(t, s->open[i]);
        if (++n > CLONED_MAX && entry >= 0) {
            formatting_remove(t, (unsigned)entry);
            if ((unsigned)entry < *bookmark)
                (*bookmark)--;
            entry = -1;
        }
        if (entry < 0) {
            stack_remove(s, i);
            (*block)--;
            continue;
        }
        uint16_t clone = stack_clone(s, s->open[i], s->open[bottom - 1]);
        if (clone == STACK_NONE)
            return STACK_NONE;
        replace(t, (unsigned)entry, clone);
        stack_replace(s, i, clone);
        if (last == s->open[*block])
            *bookmark = (unsigned)entry + 1;
        stack_adopt(s, last, clone);
        last = clone;
    }
    return last;
}

/* What stands in the block already is now in the clone, and may have been told
 * as seen: that is for the next look at the page. */
static void
note_moved(struct tree *t, uint16_t block, uint16_t clone)
{
    const struct stack *s = &t->stack;
    if (s->notes != NULL && stack_node(s, block)->state.text == HTML_SHOWN &&
        stack_node(s, clone)->state.text != HTML_SHOWN)
        notes_host(s->notes, stack_node(s, block)->ordinal, SMAC_HTML_HIDDEN);
}

/* One round for the formatting element at `entry` of the list and `bottom` of
 * the stack, with a block open in it. False at a limit. */
static bool
adopt_once(struct tree *t, unsigned entry, unsigned bottom, unsigned block)
{
    struct stack *s = &t->stack;
    unsigned bookmark = entry;
    uint16_t element = s->open[bottom];
    uint16_t last = clone_between(t, bottom, &block, &bookmark);
    if (last == STACK_NONE)
        return false;
    stack_adopt(s, last, tree_parent(t, s->open[bottom - 1]));
    uint16_t around = s->open[block];
    uint16_t clone = stack_clone(s, element, around);
    if (clone == STACK_NONE)
        return false;
    /* The list holds it before the old entry goes. */
    int old = formatting_index(t, element);
    struct formatting_entry moved = t->formatting.entries[old];
    moved.node = clone;
    stack_hold(s, clone);
    move_children(t, block, clone);
    formatting_remove(t, (unsigned)old);
    if (bookmark > (unsigned)old)
        bookmark--;
    insert(t, bookmark, &moved);
    stack_insert(s, block + 1, clone);
    stack_remove(s, bottom);
    stack_drop(s, clone);
    tree_claim_summary(t, s->open[block - 1]);
    stack_refresh(s, bottom);
    note_moved(t, around, clone);
    return !tree_failed(t);
}

void
formatting_adopt(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    uint16_t top = s->open[s->size - 1];
    if (stack_is(stack_top(s), tag->element) && formatting_index(t, top) < 0) {
        stack_truncate(s, s->size - 1);
        return;
    }
    for (unsigned round = 0; round < OUTER_MAX; round++) {
        int entry = formatting_find(t, tag->element);
        if (entry < 0) {
            body_end_ordinary(t, tag);
            return;
        }
        uint16_t node = t->formatting.entries[entry].node;
        int bottom = stack_index(s, node);
        if (bottom < 0) {
            formatting_remove(t, (unsigned)entry);
            return;
        }
        for (unsigned i = (unsigned)bottom + 1; i < s->size; i++)
            if (stack_at(s, i)->bounds_scope)
                return;
        int block = furthest_block(s, (unsigned)bottom);
        if (block < 0) {
            stack_truncate(s, (unsigned)bottom);
            formatting_remove(t, (unsigned)entry);
            return;
        }
        if (!adopt_once(t, (unsigned)entry, (unsigned)bottom, (unsigned)block))
            return;
    }
}
