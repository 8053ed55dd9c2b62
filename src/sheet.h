/* SPDX-License-Identifier: MIT */
/* The rules of a document's <style> elements.
 *
 * Selectors are matched by type, class, id and attribute. What is cleverer
 * (combinators, pseudo-classes, @media, nesting) is left out, so that such a
 * rule matches too much; it is then doubtful and can hide, but not show. All
 * of it has fixed room: a sheet that has no room left hides every element. A
 * sheet applies to the whole page, before its <style> too, so add all of them
 * first. */
#ifndef SMAC_SHEET_H
#define SMAC_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cascade.h"
#include "element.h"
#include "precedent.h"

struct sheet;

/* NULL without memory. */
struct sheet *sheet_new(void);
void sheet_free(struct sheet *);

/* Forgets all rules. */
void sheet_reset(struct sheet *);

/* Adds a <style> element's text, which is copied as far as it is needed. A
 * doubtful one perhaps does not apply. Linear. */
void sheet_add(struct sheet *, const uint8_t *text, size_t length,
               bool doubtful);

/* Rules came that cannot be read: every element is hidden. */
void sheet_give_up(struct sheet *);

/* Does it paint ::before and the like over the page? They are no elements,
 * and nobody else looks at them. */
bool sheet_covers(const struct sheet *);

/* Has it a rule for what lies over others (cover.h)? */
bool sheet_lifts(const struct sheet *);

/* Has it no rule that could hide? */
bool sheet_is_empty(const struct sheet *);

/* The name is in lower case, and NULL if it is longer than what is kept of a
 * name; attributes may be NULL. O(rules that share its name, id or a class). */
void sheet_apply(struct sheet *, const char *name, size_t length,
                 const struct element_attributes *, struct cascade *);

/* What it made of elements, for who asks it again; forgotten when it changes. */
struct precedents *sheet_precedents(struct sheet *);

#endif
