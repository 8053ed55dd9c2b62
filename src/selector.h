/* SPDX-License-Identifier: MIT */
/* Selectors: read, and matched against an element.
 *
 * Of a complex selector only the last compound is kept, and of that what can
 * be told from the element alone; what is left out makes it doubtful. */
#ifndef SMAC_SELECTOR_H
#define SMAC_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "element.h"

enum {
    SELECTORS_MAX = 512,
    SELECTOR_TESTS_MAX = 1024,
    SELECTOR_NAMES_MAX = 1 << 16,
    SELECTOR_CHAINS = 256,
    SELECTOR_NONE = UINT16_MAX,
};

enum selector_test_kind { TEST_TYPE, TEST_ID, TEST_CLASS, TEST_ATTRIBUTE };

/* A simple selector. */
struct selector_test {
    enum selector_test_kind kind;
    enum attribute attribute;
    char operator; /* 0: presence; '=', or the character before it */
    bool cut;      /* the name is longer than what is kept of it */
    uint16_t name_length;
    uint16_t value_length;
    uint16_t sought; /* of a class: which one */
    uint32_t name;   /* in `names` */
    uint32_t value;
};

/* A class that selectors ask for. Whether an element has it is found out once,
 * and not for each of them: both may have hundreds. */
struct selector_class {
    uint32_t name; /* in `names` */
    uint16_t length;
    uint16_t next;
    uint32_t element; /* the last that has it */
    bool exactly;     /* ... in this case */
};

struct selector {
    uint16_t first_test;
    uint16_t tests;
    uint16_t first_setting; /* these are the sheet's */
    uint16_t settings;
    uint16_t next;
    bool doubtful;
    bool never; /* ::before, :hover: not the element as it stands */
    uint64_t weight;
};

/* Where selectors are kept. */
struct selector_pool {
    struct selector selectors[SELECTORS_MAX];
    struct selector_test tests[SELECTOR_TESTS_MAX];
    struct selector_class classes[SELECTOR_TESTS_MAX];
    uint16_t chains[SELECTOR_CHAINS]; /* of classes, by a hash */
    uint8_t names[SELECTOR_NAMES_MAX];
    uint16_t count; /* of selectors */
    uint16_t test_count;
    uint16_t class_count;
    uint32_t names_size;
    uint32_t element; /* the one at hand, by its number */
    bool full;        /* something had no room */
};

/* An element, as selectors see it. */
struct selector_subject {
    const uint8_t *name; /* in lower case */
    size_t length;
    const struct element_attributes *attributes; /* or NULL */
    const struct element_value *id;
    const struct element_value *classes;
};

/* Maybe: in one kind of document, or if what is not known is so. */
enum selector_match { SELECTOR_NO, SELECTOR_MAYBE, SELECTOR_YES };

void selector_reset(struct selector_pool *);

/* Appends the selectors of a list, without those that never match. `order` is
 * the rule's place among all, which decides between equal specificities. */
void selector_read(struct selector_pool *, const uint8_t *text, size_t length,
                   uint32_t order, bool doubtful);

/* Comes before selector_match, once for each element. */
void selector_meet(struct selector_pool *, const struct selector_subject *);

enum selector_match selector_match(const struct selector_pool *,
                                   const struct selector *,
                                   const struct selector_subject *);

/* Takes the next of the words in bytes[*at..length). */
bool selector_next_word(const uint8_t *bytes, size_t length, size_t *at,
                        size_t *from);

/* Whatever the case is. */
uint32_t selector_hash(const uint8_t *name, size_t length);

/* In lower case. */
static inline uint8_t
selector_lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

#endif
