/* SPDX-License-Identifier: MIT */
/* Tree construction (HTML 13.2.6) without the tree: which elements are open,
 * and so what hides a character that comes next.
 *
 * Parsers differ in three places. Without a DOCTYPE a <table> does not close a
 * <p>; until 2025 a <select> swallowed nearly every tag; until 2023 <search>
 * was an unknown element. A tree is either `legacy` (all as it was) or not;
 * twins.h asks both when a document has a tag that tells them apart.
 *
 *   tree        tokens: to whose rules they go, and inserting elements
 *   body        the rules "in body"
 *   grid        the rules in tables
 *   foreign     the rules in SVG and MathML
 *   select      the rules in a <select> of old
 *   formatting  the list of active formatting elements, the adoption agency
 *   stack       the open elements, and what hides them
 */
#ifndef SMAC_TREE_H
#define SMAC_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "formatting.h"
#include "stack.h"
#include "tag.h"

/* How the tokenizer goes on after a start tag. */
enum tree_content {
    TREE_MARKUP,
    TREE_RCDATA,
    TREE_RAWTEXT,
    TREE_SCRIPT,
    TREE_PLAINTEXT,
};

/* The insertion mode, which follows from the stack. */
enum tree_mode {
    TREE_IN_BODY,
    TREE_IN_TABLE,
    TREE_IN_CAPTION,
    TREE_IN_COLUMN_GROUP,
    TREE_IN_TABLE_BODY,
    TREE_IN_ROW,
    TREE_IN_CELL,
    TREE_IN_SELECT, /* legacy only */
    TREE_IN_TEMPLATE,
};

struct tree {
    struct stack stack;
    struct formatting formatting;
    bool legacy;
    bool in_text;          /* the current node holds raw text */
    bool fostering;        /* what is inserted into a table goes before it */
    bool lettered;         /* the drawing has had text */
    bool spilt;            /* some text stood in a box too small for it */
    uint16_t form;         /* the form element pointer, or STACK_NONE */
    enum tree_mode mode;   /* as it was when the stack had that many changes */
    unsigned mode_changes; /* 0: not known */
    int place; /* verdict where the last tag stands, see tree_place */
    bool placed;
};

/* False without memory. */
bool tree_init(struct tree *, unsigned depth, const struct hidden_rules *,
               const struct html_events *);
void tree_release(struct tree *);
void tree_reset(struct tree *);

/* `to` becomes the legacy twin; it was initialised with the same depth. */
void tree_fork(struct tree *to, const struct tree *from);

/* Would the tag be the first that the two kinds of tree take differently? */
bool tree_forks_at(const struct tree *, const struct tag *);

enum tree_content tree_start(struct tree *, const struct tag *);
void tree_end(struct tree *, const struct tag *);

/* How many of the bytes that come next end before their drawing does. */
size_t tree_draw(struct tree *, const uint8_t *, size_t length);

/* A character comes: what makes it unseen, or HTML_SHOWN. Reopens formatting
 * elements as the character would. */
int tree_character(struct tree *);

/* Blanks between a table's parts stay there and reopen nothing. */
bool tree_is_between_cells(const struct tree *);
int tree_blank(const struct tree *);

/* What <html> or <body> says of the whole page, known before it begins. */
void tree_set_root(struct tree *, bool body, const struct element_attributes *);

/* Are these elements of markdown open, nothing else, and text is seen? */
bool tree_is_settled(const struct tree *, const enum element *open,
                     unsigned count);

/* Is what comes next the text of a style sheet that holds for the page? */
bool tree_is_in_style(const struct tree *);

/* The verdict where the last tag stands: that on the element which it inserted
 * or closed, and not on what is inside. */
int tree_place(const struct tree *);

/* Is the current node in SVG or MathML, so that CDATA is text? */
bool tree_is_foreign(const struct tree *);

/* The document ends: closes everything. */
void tree_finish(struct tree *);

static inline bool
tree_failed(const struct tree *t)
{
    return t->stack.failed || t->formatting.failed;
}

/* ---- for body.c, grid.c and formatting.c --------------------------------- */

/* The parent of what is inserted while `target` is the current node: the
 * target, or with foster parenting what the table stands in. */
uint16_t tree_parent(const struct tree *, uint16_t target);

/* The tag as hidden.h wants to see it. */
struct hidden_subject tree_subject(const struct tag *, enum element_space);

/* Inserts and pushes an element; STACK_NONE at a limit. */
uint16_t tree_insert(struct tree *, const struct tag *, enum element_space);

/* An element of that kind without attributes, as the parser makes them up. */
uint16_t tree_insert_made(struct tree *, enum element);

/* The same for one that is popped at once. */
void tree_insert_void(struct tree *, const struct tag *);

/* Puts a clone of a formatting element where a character would go. */
uint16_t tree_insert_clone(struct tree *, uint16_t id);

/* A <summary> becomes the first one of its <details>, if it is. */
void tree_claim_summary(struct tree *, uint16_t id);

/* O(1) while the stack does not change. */
enum tree_mode tree_mode(struct tree *);

/* A tag by the rules for HTML content, in whatever mode is the current one. */
enum tree_content tree_start_html(struct tree *, const struct tag *);
void tree_end_html(struct tree *, const struct tag *);

/* Pops elements whose end tag may be left out, but not `except`. */
void tree_end_implied(struct tree *, enum element except);

#endif
