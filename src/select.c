/* SPDX-License-Identifier: MIT */
#include "select.h"

#include <assert.h>

#include "body.h"
#include "grid.h"

static void
close_select(struct tree *t)
{
    int select = stack_last(&t->stack, ELEMENT_SELECT);
    assert(select > 0);
    stack_truncate(&t->stack, (unsigned)select);
}

/* "In select in table": a part of the table ends the <select>. */
static bool
is_in_table(const struct tree *t)
{
    int select = stack_last(&t->stack, ELEMENT_SELECT);
    for (int i = select - 1; i > 0; i--) {
        const struct stack_node *node = stack_at(&t->stack, (unsigned)i);
        if (stack_is(node, ELEMENT_TEMPLATE))
            return false;
        if (node->space == SPACE_HTML && grid_is_part(node->element))
            return true;
    }
    return false;
}

static void
pop_current(struct tree *t, enum element element)
{
    if (stack_is(stack_top(&t->stack), element))
        stack_truncate(&t->stack, t->stack.size - 1);
}

enum tree_content
select_start(struct tree *t, const struct tag *tag)
{
    switch ((int)tag->element) {
    case ELEMENT_HTML:
    case ELEMENT_SCRIPT:
    case ELEMENT_TEMPLATE:
        return body_start(t, tag);
    case ELEMENT_OPTION:
        pop_current(t, ELEMENT_OPTION);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_MARKUP;
    case ELEMENT_OPTGROUP:
        pop_current(t, ELEMENT_OPTION);
        pop_current(t, ELEMENT_OPTGROUP);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_MARKUP;
    case ELEMENT_HR:
        pop_current(t, ELEMENT_OPTION);
        pop_current(t, ELEMENT_OPTGROUP);
        return TREE_MARKUP;
    case ELEMENT_SELECT:
        close_select(t);
        return TREE_MARKUP;
    case ELEMENT_INPUT:
    case ELEMENT_KEYGEN:
    case ELEMENT_TEXTAREA:
        close_select(t);
        return tree_start_html(t, tag);
    default:
        if (!grid_is_part(tag->element) || !is_in_table(t))
            return TREE_MARKUP;
        close_select(t);
        return tree_start_html(t, tag);
    }
}

void
select_end(struct tree *t, const struct tag *tag)
{
    const struct stack *s = &t->stack;
    switch ((int)tag->element) {
    case ELEMENT_OPTGROUP:
        if (stack_is(stack_at(s, s->size - 2), ELEMENT_OPTGROUP))
            pop_current(t, ELEMENT_OPTION);
        pop_current(t, ELEMENT_OPTGROUP);
        return;
    case ELEMENT_OPTION:
        pop_current(t, ELEMENT_OPTION);
        return;
    case ELEMENT_SELECT:
        close_select(t);
        return;
    case ELEMENT_TEMPLATE:
        body_end(t, tag);
        return;
    default:
        if (!grid_is_part(tag->element) || !is_in_table(t) ||
            stack_find(s, tag->element, STACK_TABLE_SCOPE) < 0)
            return;
        close_select(t);
        tree_end_html(t, tag);
    }
}
