/* SPDX-License-Identifier: MIT */
/* The list of active formatting elements (HTML 13.2.4.3): <b hidden> that is
 * not closed reopens in the next paragraph, and hides that too. */
#ifndef SMAC_FORMATTING_H
#define SMAC_FORMATTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "element.h"
#include "tag.h"

struct tree;

struct formatting_entry {
    uint16_t node; /* STACK_NONE: a marker */
    uint8_t signature_length;
    uint8_t signature[TAG_SIGNATURE_MAX];
};

struct formatting {
    struct formatting_entry *entries;
    unsigned size;
    unsigned limit; /* every <p> reopens them all: the cost of a tag */
    size_t room;    /* how many may yet be reopened */
    bool failed;    /* a limit was reached */
};

bool formatting_init(struct formatting *, unsigned limit);
void formatting_release(struct formatting *);
void formatting_copy(struct formatting *to, const struct formatting *from);

/* Ready for the next document. */
void formatting_reset(struct formatting *);

/* Adds the element that a tag made; of four equal ones the first goes. */
void formatting_push(struct tree *, const struct tag *, uint16_t node);

void formatting_mark(struct tree *);
void formatting_clear_to_mark(struct tree *);

/* Index of the last such element after the last marker, or -1. */
int formatting_find(const struct tree *, enum element);

/* Index of that node, or -1. */
int formatting_index(const struct tree *, uint16_t node);

void formatting_remove(struct tree *, unsigned index);

/* Is one of those after the last marker open? Then the adoption agency may
 * yet move what is open into clones of it. */
bool formatting_is_open(const struct tree *);

/* Reopens what was closed by mistake. O(1) if nothing was; and all calls
 * together reopen few elements each, or the list has failed. */
void formatting_reconstruct(struct tree *);

/* An end tag of a formatting element: the adoption agency algorithm. */
void formatting_adopt(struct tree *, const struct tag *);

#endif
