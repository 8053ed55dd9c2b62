/* SPDX-License-Identifier: MIT */
#include "foreign.h"

static bool
is_math_point(const struct stack_node *node)
{
    return node->space == SPACE_MATH &&
           (element_info(node->element)->flags & ELEMENT_IS_MATH_POINT);
}

bool
foreign_reads_html(const struct tree *t, const struct tag *tag)
{
    const struct stack_node *top = stack_top(&t->stack);
    if (top->space == SPACE_HTML || top->html_point)
        return true;
    if (tag == NULL)
        return is_math_point(top);
    if (is_math_point(top))
        return tag->element != ELEMENT_MGLYPH &&
               tag->element != ELEMENT_MALIGNMARK;
    return top->space == SPACE_MATH && top->element == ELEMENT_ANNOTATION_XML &&
           tag->element == ELEMENT_SVG;
}

static void
break_out(struct tree *t)
{
    for (;;) {
        const struct stack_node *top = stack_top(&t->stack);
        if (top->space == SPACE_HTML || top->html_point || is_math_point(top))
            return;
        stack_truncate(&t->stack, t->stack.size - 1);
    }
}

static bool
is_html_point(const struct stack_node *node, const struct tag *tag)
{
    if (node->space == SPACE_SVG)
        return (element_info(node->element)->flags & ELEMENT_IS_SVG_POINT) != 0;
    return node->element == ELEMENT_ANNOTATION_XML && !tag->made &&
           (element_value_is(&tag->attributes, ATTRIBUTE_ENCODING,
                             "text/html") ||
            element_value_is(&tag->attributes, ATTRIBUTE_ENCODING,
                             "application/xhtml+xml"));
}

enum tree_content
foreign_start(struct tree *t, const struct tag *tag)
{
    const struct element_attributes *a = &tag->attributes;
    bool font =
        tag->element == ELEMENT_FONT && !tag->made &&
        (element_has(a, ATTRIBUTE_COLOR) || element_has(a, ATTRIBUTE_FACE) ||
         element_has(a, ATTRIBUTE_SIZE));
    if (font || (element_info(tag->element)->flags & ELEMENT_BREAKS_OUT)) {
        break_out(t);
        return tree_start_html(t, tag);
    }
    uint16_t id = tree_insert(t, tag, stack_top(&t->stack)->space);
    if (id == STACK_NONE)
        return TREE_MARKUP;
    struct stack_node *node = stack_node(&t->stack, id);
    node->html_point = is_html_point(node, tag);
    if (tag->self_closing)
        stack_truncate(&t->stack, t->stack.size - 1);
    return TREE_MARKUP;
}

void
foreign_end(struct tree *t, const struct tag *tag)
{
    if (tag->element == ELEMENT_BR || tag->element == ELEMENT_P) {
        break_out(t);
        tree_end_html(t, tag);
        return;
    }
    for (unsigned i = t->stack.size - 1; i > 1; i--) {
        const struct stack_node *node = stack_at(&t->stack, i);
        if (node->space == SPACE_HTML)
            break;
        if (stack_is_named(node, tag)) {
            stack_truncate(&t->stack, i);
            return;
        }
    }
    tree_end_html(t, tag);
}
