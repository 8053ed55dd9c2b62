/* SPDX-License-Identifier: MIT */
/* The tree of a document, and from where parsers differ on, its twin: the same
 * document without a DOCTYPE, in a parser of some years ago (tree.h). Text is
 * seen if both show it. */
#ifndef SMAC_TWINS_H
#define SMAC_TWINS_H

#include "tree.h"

struct twins {
    struct tree chosen; /* by the HTML Standard, for GitHub's DOCTYPE */
    struct tree twin;
    const struct hidden_rules *rules;
    unsigned depth;
    bool made;   /* the twin has its memory */
    bool forked; /* the two may differ */
    bool lost;   /* others would read other tokens: nothing is certain */
    bool split;  /* raw text here is markup for the twin */
    bool out_of_memory;
};

/* False without memory. The events are the chosen tree's; all arguments live
 * as long as the twins. */
bool twins_init(struct twins *, unsigned depth, const struct hidden_rules *,
                const struct html_events *);
void twins_release(struct twins *);

/* Ready for the next document. */
void twins_reset(struct twins *);

/* A tag comes. The answer is the chosen tree's; where the twin's is another
 * one, `lost` or `split` says so. */
enum tree_content twins_tag(struct twins *, struct tag *);

/* A character comes: HTML_SHOWN, or the reason for which it is not seen. */
int twins_character(struct twins *);

/* The same for a blank, which may stay between a table's parts. */
int twins_blank(struct twins *);

/* Would a blank stay there? */
bool twins_are_between_cells(const struct twins *);

/* tree_place of both. */
int twins_place(const struct twins *);

/* SMAC_OK, SMAC_TOO_COMPLEX (a cap of a tree's) or SMAC_NO_MEMORY. */
static inline enum smac_status
twins_failed(const struct twins *t)
{
    if (t->out_of_memory)
        return SMAC_NO_MEMORY;
    if (tree_failed(&t->chosen) || (t->forked && tree_failed(&t->twin)))
        return SMAC_TOO_COMPLEX;
    return SMAC_OK;
}

#endif
