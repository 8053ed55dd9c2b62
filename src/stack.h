/* SPDX-License-Identifier: MIT */
/* The stack of open elements (HTML 13.2.4.2), and of the tree only what is
 * needed to know what hides them: each element's parent.
 *
 * Nodes live in a pool of fixed size and are named by their index, so that a
 * stack is copied by copying its arrays. A node is held by the stack, by the
 * list of active formatting elements, by the form pointer and by its children;
 * it goes back to the pool when none of them is left. The parent is not always
 * the entry below: foster parenting, </form> and the adoption agency see to
 * that. */
#ifndef SMAC_STACK_H
#define SMAC_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "element.h"
#include "hidden.h"
#include "html.h"
#include "notes.h"
#include "pen.h"
#include "tag.h"

#define STACK_NONE UINT16_MAX

enum { STACK_NAMES = 256 };

struct stack_node {
    enum element element;
    enum element_space space;
    uint32_t age; /* of `state`; see stack_refresh */
    uint16_t parent;
    uint16_t references;
    uint8_t mode;        /* a <template>'s own insertion mode: tree.c */
    bool special;        /* HTML 13.2.4.2 */
    bool bounds_scope;   /* no end tag reaches over it */
    bool is_open;        /* on the stack */
    bool announced;      /* its box was opened */
    bool made;           /* markdown opened it */
    bool html_point;     /* an HTML integration point */
    bool has_child;      /* an element was put into it */
    bool has_summary;    /* a <details> that shows no other <summary> */
    uint32_t ordinal;    /* by which notes.h names it */
    uint8_t name_length; /* of an unknown element */
    uint32_t name_hash;
    char name[TAG_NAME_MAX];
    struct hidden_state state;
    struct hidden_own own;
};

struct stack {
    struct stack_node *nodes;
    uint16_t *open;    /* open[0] is <html>, open[1] is <body> */
    uint16_t *scratch; /* as large as the pool */
    unsigned size;
    unsigned limit;  /* of size */
    unsigned pool;   /* nodes there are */
    unsigned used;   /* of them, those ever used */
    uint16_t vacant; /* head of the list of free nodes, by parent */
    uint32_t age;
    unsigned modal;                /* open elements with ELEMENT_IS_MODAL */
    uint16_t count[ELEMENT_COUNT]; /* open ones in the HTML namespace */
    uint16_t named[STACK_NAMES];   /* unknown ones, by a part of the hash */
    unsigned changes;              /* grows with every push and pop */
    int left; /* verdict on the element that was popped last */
    const struct hidden_rules *rules;
    const struct html_events *events; /* NULL: opens and closes no boxes */
    struct notes *notes;              /* NULL: a twin's; it has none */
    uint32_t created;                 /* elements so far */
    struct pen pen;                   /* in SVG */
    bool failed;                      /* a limit was reached */
};

/* `spare` is how many nodes others may hold. False without memory. */
bool stack_init(struct stack *, unsigned limit, unsigned spare,
                const struct hidden_rules *, const struct html_events *);
void stack_release(struct stack *);
void stack_reset(struct stack *);

/* Makes `to`, which was initialised with the same limits, equal; but it has
 * no events. */
void stack_copy(struct stack *to, const struct stack *from);

static inline struct stack_node *
stack_node(const struct stack *s, uint16_t id)
{
    return &s->nodes[id];
}

static inline struct stack_node *
stack_at(const struct stack *s, unsigned index)
{
    return &s->nodes[s->open[index]];
}

/* The current node; there always is one. */
static inline struct stack_node *
stack_top(const struct stack *s)
{
    return stack_at(s, s->size - 1);
}

static inline bool
stack_is(const struct stack_node *node, enum element element)
{
    return node->space == SPACE_HTML && node->element == element;
}

/* A node that nothing holds yet, a child of `parent`; STACK_NONE when there
 * are none left, and the stack has failed. Its state is not computed. */
uint16_t stack_create(struct stack *, enum element, enum element_space,
                      const struct hidden_own *, uint16_t parent);

/* The same for one that no tag of the author made. */
uint16_t stack_make(struct stack *, enum element, uint16_t parent);

/* A formatting element again: what its tag said, and no children. */
uint16_t stack_clone(struct stack *, uint16_t id, uint16_t parent);

void stack_hold(struct stack *, uint16_t id);
void stack_drop(struct stack *, uint16_t id);

/* Gives a node another parent. The states of what is inside are stale until
 * stack_refresh. */
void stack_adopt(struct stack *, uint16_t id, uint16_t parent);

/* Computes the states of the open elements from that index on anew; what is
 * below has none of them around it. O(nodes). */
void stack_refresh(struct stack *, unsigned from);

/* The verdict on a node as an element, as opposed to what is inside it. */
int stack_verdict(const struct stack *, const struct stack_node *);

/* Computes one state from its parent's. */
void stack_inherit(struct stack *, uint16_t id);

void stack_push(struct stack *, uint16_t id);
void stack_insert(struct stack *, unsigned index, uint16_t id);
void stack_replace(struct stack *, unsigned index, uint16_t id);
void stack_remove(struct stack *, unsigned index);

/* Pops down to `size` entries, never <html> and <body>. */
void stack_truncate(struct stack *, unsigned size);

/* Index of the node, or -1. */
int stack_index(const struct stack *, uint16_t id);

enum stack_scope {
    STACK_SCOPE,      /* "in scope" */
    STACK_LIST_SCOPE, /* "in list item scope" */
    STACK_BUTTON_SCOPE,
    STACK_TABLE_SCOPE,
};

/* Index of the innermost open element of that kind in that scope, or -1. */
int stack_find(const struct stack *, enum element, enum stack_scope);

/* False if no open HTML element has the tag's name: most stray end tags are
 * settled by this. O(1). */
bool stack_may_hold(const struct stack *, const struct tag *);

/* Index of the innermost one, wherever it is, or -1. */
int stack_last(const struct stack *, enum element);

/* Gives a node of an unknown element the name of its tag. */
void stack_name(struct stack_node *, const struct tag *);

/* Has the element that name? In any namespace. */
bool stack_is_named(const struct stack_node *, const struct tag *);

#endif
