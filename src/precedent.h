/* SPDX-License-Identifier: MIT */
/* What a style sheet makes of elements without attributes, by their kind: such
 * as were there before. Most elements are, and all that markdown makes, and of
 * those there may be one a byte: `x` in a line is a row of a table with a cell
 * in it. So the sheet is asked once a kind, and not once an element. */
#ifndef SMAC_PRECEDENT_H
#define SMAC_PRECEDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "cascade.h"
#include "css.h"
#include "element.h"

enum { PRECEDENT_SPACES = 3 };

/* All zero: there are none. */
struct precedents {
    uint64_t expired; /* how often */
    struct precedent {
        uint64_t term; /* `expired` when it was set, and one */
        struct cascade_packed css;
    } of[PRECEDENT_SPACES][2][ELEMENT_COUNT];
    /* What the last one of a name had declared, and what came of it. */
    struct heir {
        bool known;
        struct cascade_packed css;
        struct css_style parent;
        struct css_style own;
    } heirs[ELEMENT_COUNT];
};

/* The sheet is another one now. */
void precedents_expire(struct precedents *);

/* Attributes may be NULL, which differs from none (selector.c). False if such
 * an element was not there, or is to be judged by itself: one that has
 * attributes, or a name that is in no table. */
bool precedents_recall(const struct precedents *, enum element,
                       enum element_space, const struct element_attributes *,
                       struct cascade_packed *);

void precedents_keep(struct precedents *, enum element, enum element_space,
                     const struct element_attributes *,
                     const struct cascade_packed *);

/* css_inherit of what is packed; computed anew only if the last element of its
 * name had other declarations, or a parent with another style. */
void precedents_inherit(struct precedents *, const struct cascade_packed *,
                        struct css_style *);

#endif
