/* SPDX-License-Identifier: MIT */
#include "twins.h"

bool
twins_init(struct twins *t, unsigned depth, const struct hidden_rules *rules,
           const struct html_events *events)
{
    *t = (struct twins){.rules = rules, .depth = depth};
    return tree_init(&t->chosen, depth, rules, events);
}

void
twins_release(struct twins *t)
{
    tree_release(&t->chosen);
    if (t->made)
        tree_release(&t->twin);
}

void
twins_reset(struct twins *t)
{
    tree_reset(&t->chosen);
    t->forked = false;
    t->lost = false;
    t->split = false;
    t->out_of_memory = false;
}

/* ---- tags ---------------------------------------------------------------- */

static void
fork_at(struct twins *t, const struct tag *tag)
{
    if (t->forked || !tree_forks_at(&t->chosen, tag))
        return;
    if (!t->made && !tree_init(&t->twin, t->depth, t->rules, NULL)) {
        t->out_of_memory = true;
        return;
    }
    t->made = true;
    t->forked = true;
    tree_fork(&t->twin, &t->chosen);
}

/* The tokenizer obeys the chosen tree. Where the twin would have it read
 * otherwise, it matters only if there is something to read. */
static void
compare_contents(struct twins *t, enum tree_content chosen,
                 enum tree_content twin)
{
    if (chosen == twin)
        return;
    if (twin == TREE_MARKUP)
        t->split = true;
    else
        t->lost = true;
}

static enum tree_content
apply(struct tree *tree, const struct tag *tag)
{
    if (!tag->closing)
        return tree_start(tree, tag);
    tree_end(tree, tag);
    return TREE_MARKUP;
}

/* It does not know <search>. */
static enum tree_content
apply_to_twin(struct tree *twin, struct tag *tag)
{
    enum element element = tag->element;
    if (element == ELEMENT_SEARCH)
        tag->element = ELEMENT_UNKNOWN;
    enum tree_content content = apply(twin, tag);
    tag->element = element;
    return content;
}

enum tree_content
twins_tag(struct twins *t, struct tag *tag)
{
    fork_at(t, tag);
    t->split = false;
    if (t->out_of_memory)
        return TREE_MARKUP;
    enum tree_content content = apply(&t->chosen, tag);
    if (t->forked)
        compare_contents(t, content, apply_to_twin(&t->twin, tag));
    return content;
}

/* ---- text ---------------------------------------------------------------- */

static int
join(const struct twins *t, int chosen, int twin)
{
    if (chosen != HTML_SHOWN)
        return chosen;
    return t->lost || twin != HTML_SHOWN ? SMAC_HTML_AMBIGUOUS : HTML_SHOWN;
}

int
twins_character(struct twins *t)
{
    int chosen = tree_character(&t->chosen);
    return join(t, chosen, t->forked ? tree_character(&t->twin) : HTML_SHOWN);
}

static int
blank_in(struct tree *t)
{
    return tree_is_between_cells(t) ? tree_blank(t) : tree_character(t);
}

int
twins_blank(struct twins *t)
{
    int chosen = blank_in(&t->chosen);
    return join(t, chosen, t->forked ? blank_in(&t->twin) : HTML_SHOWN);
}

bool
twins_are_between_cells(const struct twins *t)
{
    return tree_is_between_cells(&t->chosen) ||
           (t->forked && tree_is_between_cells(&t->twin));
}

int
twins_place(const struct twins *t)
{
    return join(t, tree_place(&t->chosen),
                t->forked ? tree_place(&t->twin) : HTML_SHOWN);
}
