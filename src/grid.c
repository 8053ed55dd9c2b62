/* SPDX-License-Identifier: MIT */
#include "grid.h"

#include "body.h"

/* What a tag is to a table. */
enum part {
    PART_NONE,
    PART_TABLE,
    PART_CAPTION,
    PART_COLGROUP,
    PART_COL,
    PART_SECTION, /* tbody, tfoot, thead */
    PART_ROW,
    PART_CELL,
    PART_ROOT, /* html, body */
};

static enum part
part_of(enum element element)
{
    switch ((int)element) {
    case ELEMENT_TABLE:
        return PART_TABLE;
    case ELEMENT_CAPTION:
        return PART_CAPTION;
    case ELEMENT_COLGROUP:
        return PART_COLGROUP;
    case ELEMENT_COL:
        return PART_COL;
    case ELEMENT_TBODY:
    case ELEMENT_TFOOT:
    case ELEMENT_THEAD:
        return PART_SECTION;
    case ELEMENT_TR:
        return PART_ROW;
    case ELEMENT_TD:
    case ELEMENT_TH:
        return PART_CELL;
    case ELEMENT_HTML:
    case ELEMENT_BODY:
        return PART_ROOT;
    default:
        return PART_NONE;
    }
}

bool
grid_is_part(enum element element)
{
    enum part part = part_of(element);
    return part != PART_NONE && part != PART_ROOT && part != PART_COL &&
           part != PART_COLGROUP;
}

/* caption col colgroup tbody td tfoot th thead tr */
static bool
is_inner(enum part part)
{
    return part != PART_NONE && part != PART_TABLE && part != PART_ROOT;
}

static void
pop(struct tree *t)
{
    stack_truncate(&t->stack, t->stack.size - 1);
}

/* "Clear the stack back to a table (body, row) context." */
static void
clear_to(struct tree *t, enum part part)
{
    struct stack *s = &t->stack;
    for (;;) {
        const struct stack_node *top = stack_top(s);
        if (top->space == SPACE_HTML &&
            (part_of(top->element) == part ||
             top->element == ELEMENT_TEMPLATE || top->element == ELEMENT_HTML))
            return;
        if (s->size <= 2)
            return;
        pop(t);
    }
}

static bool
has(const struct tree *t, enum element element)
{
    return stack_find(&t->stack, element, STACK_TABLE_SCOPE) >= 0;
}

static bool
has_section(const struct tree *t)
{
    return has(t, ELEMENT_TBODY) || has(t, ELEMENT_THEAD) ||
           has(t, ELEMENT_TFOOT);
}

/* Closes the innermost such element in table scope; false if there is none. */
static bool
close_part(struct tree *t, enum element element)
{
    int index = stack_find(&t->stack, element, STACK_TABLE_SCOPE);
    if (index < 0)
        return false;
    stack_truncate(&t->stack, (unsigned)index);
    return true;
}

static bool
close_caption(struct tree *t)
{
    if (!close_part(t, ELEMENT_CAPTION))
        return false;
    formatting_clear_to_mark(t);
    return true;
}

/* Whichever of <td> and <th> is the inner one. */
static bool
close_cell(struct tree *t)
{
    int td = stack_find(&t->stack, ELEMENT_TD, STACK_TABLE_SCOPE);
    int th = stack_find(&t->stack, ELEMENT_TH, STACK_TABLE_SCOPE);
    int cell = td > th ? td : th;
    if (cell < 0)
        return false;
    stack_truncate(&t->stack, (unsigned)cell);
    formatting_clear_to_mark(t);
    return true;
}

static bool
close_section(struct tree *t)
{
    if (!has_section(t))
        return false;
    clear_to(t, PART_SECTION);
    pop(t);
    return true;
}

static bool
close_row(struct tree *t)
{
    if (!has(t, ELEMENT_TR))
        return false;
    clear_to(t, PART_ROW);
    pop(t);
    return true;
}

/* ---- start tags ---------------------------------------------------------- */

/* <form> in a table: it is inserted, and closed at once; what the table holds
 * is not in it, but no other form may open. */
static void
start_form(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    if (t->form != STACK_NONE || s->count[ELEMENT_TEMPLATE] > 0)
        return;
    uint16_t id = tree_insert(t, tag, SPACE_HTML);
    if (id == STACK_NONE)
        return;
    t->form = id;
    stack_hold(s, id);
    pop(t);
}

/* What does not belong into a table goes before it. */
static enum tree_content
start_fostered(struct tree *t, const struct tag *tag)
{
    enum element e = tag->element;
    if (e == ELEMENT_STYLE || e == ELEMENT_SCRIPT || e == ELEMENT_TEMPLATE)
        return body_start(t, tag);
    if (e == ELEMENT_FORM) {
        start_form(t, tag);
        return TREE_MARKUP;
    }
    if (e == ELEMENT_INPUT && !tag->made &&
        element_value_is(&tag->attributes, ATTRIBUTE_TYPE, "hidden")) {
        tree_insert_void(t, tag);
        return TREE_MARKUP;
    }
    t->fostering = true;
    enum tree_content content = body_start(t, tag);
    t->fostering = false;
    return content;
}

static enum tree_content
start_in_table(struct tree *t, const struct tag *tag)
{
    switch (part_of(tag->element)) {
    case PART_TABLE:
        return close_part(t, ELEMENT_TABLE) ? tree_start_html(t, tag)
                                            : TREE_MARKUP;
    case PART_CAPTION:
        clear_to(t, PART_TABLE);
        formatting_mark(t);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_MARKUP;
    case PART_COLGROUP:
    case PART_SECTION:
        clear_to(t, PART_TABLE);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_MARKUP;
    case PART_COL:
        clear_to(t, PART_TABLE);
        if (tree_insert_made(t, ELEMENT_COLGROUP) == STACK_NONE)
            return TREE_MARKUP;
        return tree_start_html(t, tag);
    case PART_ROW:
    case PART_CELL:
        clear_to(t, PART_TABLE);
        if (tree_insert_made(t, ELEMENT_TBODY) == STACK_NONE)
            return TREE_MARKUP;
        return tree_start_html(t, tag);
    case PART_NONE:
    case PART_ROOT:
        break;
    }
    return start_fostered(t, tag);
}

static enum tree_content
start_in_column_group(struct tree *t, const struct tag *tag)
{
    if (tag->element == ELEMENT_COL) {
        tree_insert_void(t, tag);
        return TREE_MARKUP;
    }
    if (tag->element == ELEMENT_TEMPLATE || tag->element == ELEMENT_HTML)
        return body_start(t, tag);
    if (!stack_is(stack_top(&t->stack), ELEMENT_COLGROUP))
        return TREE_MARKUP;
    pop(t);
    return tree_start_html(t, tag);
}

static enum tree_content
start_in_table_body(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_ROW) {
        clear_to(t, PART_SECTION);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_MARKUP;
    }
    if (part == PART_CELL) {
        clear_to(t, PART_SECTION);
        if (tree_insert_made(t, ELEMENT_TR) == STACK_NONE)
            return TREE_MARKUP;
        return tree_start_html(t, tag);
    }
    if (is_inner(part))
        return close_section(t) ? tree_start_html(t, tag) : TREE_MARKUP;
    return start_in_table(t, tag);
}

static enum tree_content
start_in_row(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_CELL) {
        clear_to(t, PART_ROW);
        tree_insert(t, tag, SPACE_HTML);
        formatting_mark(t);
        return TREE_MARKUP;
    }
    if (is_inner(part))
        return close_row(t) ? tree_start_html(t, tag) : TREE_MARKUP;
    return start_in_table(t, tag);
}

enum tree_content
grid_start(struct tree *t, const struct tag *tag, enum tree_mode mode)
{
    bool inner = is_inner(part_of(tag->element));
    switch (mode) {
    case TREE_IN_TABLE:
        return start_in_table(t, tag);
    case TREE_IN_COLUMN_GROUP:
        return start_in_column_group(t, tag);
    case TREE_IN_TABLE_BODY:
        return start_in_table_body(t, tag);
    case TREE_IN_ROW:
        return start_in_row(t, tag);
    case TREE_IN_CAPTION:
        if (!inner)
            return body_start(t, tag);
        return close_caption(t) ? tree_start_html(t, tag) : TREE_MARKUP;
    case TREE_IN_CELL:
        if (!inner)
            return body_start(t, tag);
        return close_cell(t) ? tree_start_html(t, tag) : TREE_MARKUP;
    case TREE_IN_BODY:
    case TREE_IN_SELECT:
    case TREE_IN_TEMPLATE:
        break;
    }
    return TREE_MARKUP;
}

/* ---- end tags ------------------------------------------------------------ */

static void
end_in_table(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_TABLE) {
        close_part(t, ELEMENT_TABLE);
    } else if (part == PART_NONE) {
        t->fostering = tag->element != ELEMENT_TEMPLATE;
        body_end(t, tag);
        t->fostering = false;
    }
}

static void
end_in_table_body(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_SECTION) {
        if (has(t, tag->element)) {
            clear_to(t, PART_SECTION);
            pop(t);
        }
    } else if (part == PART_TABLE) {
        if (close_section(t))
            tree_end_html(t, tag);
    } else {
        end_in_table(t, tag);
    }
}

static void
end_in_row(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_ROW) {
        close_row(t);
    } else if (part == PART_TABLE || part == PART_SECTION) {
        if (part == PART_SECTION && !has(t, tag->element))
            return;
        if (close_row(t))
            tree_end_html(t, tag);
    } else {
        end_in_table(t, tag);
    }
}

static void
end_in_cell(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_CELL) {
        if (close_part(t, tag->element))
            formatting_clear_to_mark(t);
    } else if (part == PART_TABLE || part == PART_SECTION || part == PART_ROW) {
        if (has(t, tag->element) && close_cell(t))
            tree_end_html(t, tag);
    } else if (part == PART_NONE) {
        body_end(t, tag);
    }
}

static void
end_in_caption(struct tree *t, const struct tag *tag)
{
    enum part part = part_of(tag->element);
    if (part == PART_CAPTION) {
        close_caption(t);
    } else if (part == PART_TABLE) {
        if (close_caption(t))
            tree_end_html(t, tag);
    } else if (part == PART_NONE) {
        body_end(t, tag);
    }
}

static void
end_in_column_group(struct tree *t, const struct tag *tag)
{
    if (tag->element == ELEMENT_TEMPLATE) {
        body_end(t, tag);
        return;
    }
    if (tag->element == ELEMENT_COL ||
        !stack_is(stack_top(&t->stack), ELEMENT_COLGROUP))
        return;
    pop(t);
    if (tag->element != ELEMENT_COLGROUP)
        tree_end_html(t, tag);
}

void
grid_end(struct tree *t, const struct tag *tag, enum tree_mode mode)
{
    switch (mode) {
    case TREE_IN_TABLE:
        end_in_table(t, tag);
        break;
    case TREE_IN_CAPTION:
        end_in_caption(t, tag);
        break;
    case TREE_IN_COLUMN_GROUP:
        end_in_column_group(t, tag);
        break;
    case TREE_IN_TABLE_BODY:
        end_in_table_body(t, tag);
        break;
    case TREE_IN_ROW:
        end_in_row(t, tag);
        break;
    case TREE_IN_CELL:
        end_in_cell(t, tag);
        break;
    case TREE_IN_BODY:
    case TREE_IN_SELECT:
    case TREE_IN_TEMPLATE:
        break;
    }
}
