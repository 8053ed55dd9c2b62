/* SPDX-License-Identifier: MIT */
#include "body.h"

static void
close_in(struct tree *t, enum element element, enum stack_scope scope)
{
    int index = stack_find(&t->stack, element, scope);
    if (index >= 0)
        stack_truncate(&t->stack, (unsigned)index);
}

static void
close_paragraph(struct tree *t)
{
    close_in(t, ELEMENT_P, STACK_BUTTON_SCOPE);
}

static bool
has_template(const struct tree *t)
{
    return t->stack.count[ELEMENT_TEMPLATE] > 0;
}

static bool
has_select(const struct tree *t)
{
    return stack_find(&t->stack, ELEMENT_SELECT, STACK_SCOPE) >= 0;
}

/* ---- start tags ------------------------------------------------------------ */

/* The attributes of a later <body hidden> count like those of the first. It
 * hides what came before, too, which a stream cannot take back. */
static void
merge_root(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    if (has_template(t) || tag->made)
        return;
    struct stack_node *root = stack_at(s, tag->element == ELEMENT_BODY);
    struct hidden_own own;
    hidden_judge(s->rules, tag->element, SPACE_HTML, &tag->attributes, &own);
    if (own.reason != HTML_SHOWN && root->own.reason == HTML_SHOWN) {
        root->own.reason = own.reason;
        stack_refresh(s);
    }
}

static void
start_form(struct tree *t, const struct tag *tag)
{
    if (t->form != STACK_NONE && !has_template(t))
        return;
    close_paragraph(t);
    uint16_t id = tree_insert(t, tag, SPACE_HTML);
    if (id == STACK_NONE || has_template(t))
        return;
    t->form = id;
    stack_hold(&t->stack, id);
}

/* Closes the item before, if only a few harmless elements are open in it. */
static void
start_item(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    for (unsigned i = s->size; i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        enum element e = node->space == SPACE_HTML ? node->element
                                                   : ELEMENT_UNKNOWN;
        bool same = tag->element == ELEMENT_LI
            ? e == ELEMENT_LI : e == ELEMENT_DD || e == ELEMENT_DT;
        if (same) {
            stack_truncate(s, i);
            break;
        }
        if (stack_is_special(node) && e != ELEMENT_ADDRESS && e != ELEMENT_DIV
            && e != ELEMENT_P)
            break;
    }
    close_paragraph(t);
    tree_insert(t, tag, SPACE_HTML);
}

static void
start_formatting(struct tree *t, const struct tag *tag)
{
    formatting_reconstruct(t);
    uint16_t id = tree_insert(t, tag, SPACE_HTML);
    formatting_push(t, tag, id);
}

/* Links do not nest: the one that is open ends here. */
static void
start_link(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    int entry = formatting_find(t, ELEMENT_A);
    if (entry >= 0) {
        uint16_t id = t->formatting.entries[entry].node;
        stack_hold(s, id);
        formatting_adopt(t, tag);
        entry = formatting_index(t, id);
        if (entry >= 0)
            formatting_remove(t, (unsigned)entry);
        int index = stack_index(s, id);
        if (index >= 0)
            stack_remove(s, (unsigned)index);
        stack_drop(s, id);
    }
    start_formatting(t, tag);
}

static void
start_nobr(struct tree *t, const struct tag *tag)
{
    formatting_reconstruct(t);
    if (stack_find(&t->stack, ELEMENT_NOBR, STACK_SCOPE) >= 0)
        formatting_adopt(t, tag);
    start_formatting(t, tag);
}

static void
start_template(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    uint16_t id = tree_insert(t, tag, SPACE_HTML);
    if (id == STACK_NONE)
        return;
    formatting_mark(t);
    struct stack_node *node = stack_node(s, id);
    node->mode = TREE_IN_TEMPLATE;
    /* A shadow root: of its host's own content only what a slot names is
     * drawn. Hiding all of it is the safe reading. */
    if (s->rules->view == HTML_VIEW_BROWSER && !tag->made
        && element_has(&tag->attributes, ATTRIBUTE_SHADOWROOTMODE)) {
        stack_node(s, node->parent)->own.reason = SMAC_HTML_HIDDEN;
        stack_refresh(s);
    }
}

static void
start_select(struct tree *t, const struct tag *tag)
{
    if (has_select(t)) {
        close_in(t, ELEMENT_SELECT, STACK_SCOPE);
        return;
    }
    formatting_reconstruct(t);
    tree_insert(t, tag, SPACE_HTML);
}

static void
start_option(struct tree *t, const struct tag *tag)
{
    if (has_select(t))
        tree_end_implied(t, tag->element == ELEMENT_OPTION ? ELEMENT_OPTGROUP
                                                           : ELEMENT_UNKNOWN);
    else if (stack_is(stack_top(&t->stack), ELEMENT_OPTION))
        stack_truncate(&t->stack, t->stack.size - 1);
    formatting_reconstruct(t);
    tree_insert(t, tag, SPACE_HTML);
}

static void
start_foreign(struct tree *t, const struct tag *tag, enum element_space space)
{
    formatting_reconstruct(t);
    if (tree_insert(t, tag, space) != STACK_NONE && tag->self_closing)
        stack_truncate(&t->stack, t->stack.size - 1);
}

static enum tree_content
start_text(struct tree *t, const struct tag *tag, enum tree_content content)
{
    if (tree_insert(t, tag, SPACE_HTML) != STACK_NONE)
        t->in_text = true;
    return content;
}

/* The start tags that keep the tokenizer reading markup. */
static void
start_markup(struct tree *t, const struct tag *tag, enum element_start rule)
{
    struct stack *s = &t->stack;
    bool inserts = true;
    if (rule == START_TABLE && !t->legacy)
        close_paragraph(t);
    if (rule == START_BLOCK || rule == START_PRE || rule == START_HEADING
        || rule == START_HR)
        close_paragraph(t);
    if (rule == START_HEADING && stack_top(s)->space == SPACE_HTML
        && element_info(stack_top(s)->element)->start == START_HEADING)
        stack_truncate(s, s->size - 1);
    if (rule == START_HR && has_select(t))
        tree_end_implied(t, ELEMENT_UNKNOWN);
    if (rule == START_BUTTON)
        close_in(t, ELEMENT_BUTTON, STACK_SCOPE);
    if (rule == START_RUBY_BASE || rule == START_RUBY_TEXT)
        if (stack_find(s, ELEMENT_RUBY, STACK_SCOPE) >= 0)
            tree_end_implied(t, rule == START_RUBY_TEXT ? ELEMENT_RTC
                                                        : ELEMENT_UNKNOWN);
    if (rule == START_ORDINARY || rule == START_NOSCRIPT || rule == START_BUTTON
        || rule == START_OBJECT || rule == START_VOID || rule == START_INPUT)
        formatting_reconstruct(t);
    if (rule == START_META || rule == START_VOID || rule == START_INPUT
        || rule == START_HR) {
        tree_insert_void(t, tag);
        inserts = false;
    }
    if (inserts)
        tree_insert(t, tag, SPACE_HTML);
    if (rule == START_OBJECT)
        formatting_mark(t);
}

enum tree_content
body_start(struct tree *t, const struct tag *tag)
{
    enum element_start rule = element_info(tag->element)->start;
    switch (rule) {
    case START_IGNORED:
        break;
    case START_ROOT:
        merge_root(t, tag);
        break;
    case START_FORM:
        start_form(t, tag);
        break;
    case START_LI:
    case START_DD:
        start_item(t, tag);
        break;
    case START_A:
        start_link(t, tag);
        break;
    case START_FORMATTING:
        start_formatting(t, tag);
        break;
    case START_NOBR:
        start_nobr(t, tag);
        break;
    case START_TITLE:
    case START_TEXTAREA:
        return start_text(t, tag, TREE_RCDATA);
    case START_NOSCRIPT:
        if (t->stack.rules->view == HTML_VIEW_BROWSER)
            return start_text(t, tag, TREE_RAWTEXT);
        start_markup(t, tag, rule);
        break;
    case START_XMP:
        close_paragraph(t);
        formatting_reconstruct(t);
        return start_text(t, tag, TREE_RAWTEXT);
    case START_RAW:
        return start_text(t, tag, TREE_RAWTEXT);
    case START_SCRIPT:
        return start_text(t, tag, TREE_SCRIPT);
    case START_PLAINTEXT:
        close_paragraph(t);
        tree_insert(t, tag, SPACE_HTML);
        return TREE_PLAINTEXT;
    case START_TEMPLATE:
        start_template(t, tag);
        break;
    case START_SELECT:
        start_select(t, tag);
        break;
    case START_OPTION:
    case START_OPTGROUP:
        start_option(t, tag);
        break;
    case START_SVG:
        start_foreign(t, tag, SPACE_SVG);
        break;
    case START_MATH:
        start_foreign(t, tag, SPACE_MATH);
        break;
    case START_ORDINARY:
    case START_META:
    case START_VOID:
    case START_BLOCK:
    case START_HEADING:
    case START_PRE:
    case START_BUTTON:
    case START_OBJECT:
    case START_TABLE:
    case START_HR:
    case START_INPUT:
    case START_RUBY_BASE:
    case START_RUBY_TEXT:
        start_markup(t, tag, rule);
        break;
    }
    return TREE_MARKUP;
}

/* ---- end tags -------------------------------------------------------------- */

void
body_end_ordinary(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    for (unsigned i = s->size; i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        if (node->space == SPACE_HTML && stack_is_named(node, tag)) {
            stack_truncate(s, i);
            return;
        }
        if (stack_is_special(node))
            return;
    }
}

/* Only the <form> goes; what is open in it stays open, and stays in it. */
static void
end_form(struct tree *t)
{
    struct stack *s = &t->stack;
    if (has_template(t)) {
        close_in(t, ELEMENT_FORM, STACK_SCOPE);
        return;
    }
    uint16_t form = t->form;
    if (form == STACK_NONE)
        return;
    t->form = STACK_NONE;
    int index = stack_index(s, form);
    bool reached = index >= 0;
    for (unsigned i = s->size; reached && i-- > (unsigned)index + 1;)
        reached = !stack_bounds_scope(stack_at(s, i));
    if (reached) {
        tree_end_implied(t, ELEMENT_UNKNOWN);
        index = stack_index(s, form);
        if (index >= 0)
            stack_remove(s, (unsigned)index);
    }
    stack_drop(s, form);
}

static void
end_paragraph(struct tree *t)
{
    if (stack_find(&t->stack, ELEMENT_P, STACK_BUTTON_SCOPE) < 0)
        tree_insert_made(t, ELEMENT_P);
    close_paragraph(t);
}

/* </h1> closes an <h2>. */
static void
end_heading(struct tree *t)
{
    struct stack *s = &t->stack;
    for (unsigned i = s->size; i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        if (node->space == SPACE_HTML
            && element_info(node->element)->start == START_HEADING) {
            stack_truncate(s, i);
            return;
        }
        if (stack_bounds_scope(node))
            return;
    }
}

static void
end_object(struct tree *t, const struct tag *tag)
{
    if (stack_find(&t->stack, tag->element, STACK_SCOPE) < 0)
        return;
    close_in(t, tag->element, STACK_SCOPE);
    formatting_clear_to_mark(t);
}

static void
end_template(struct tree *t)
{
    int index = stack_last(&t->stack, ELEMENT_TEMPLATE);
    if (index < 0)
        return;
    stack_truncate(&t->stack, (unsigned)index);
    formatting_clear_to_mark(t);
}

void
body_end(struct tree *t, const struct tag *tag)
{
    switch (element_info(tag->element)->end) {
    case END_ORDINARY:
        body_end_ordinary(t, tag);
        break;
    case END_IGNORED:
        break;
    case END_BLOCK:
        close_in(t, tag->element, STACK_SCOPE);
        break;
    case END_FORM:
        end_form(t);
        break;
    case END_P:
        end_paragraph(t);
        break;
    case END_LI:
        close_in(t, ELEMENT_LI, STACK_LIST_SCOPE);
        break;
    case END_HEADING:
        end_heading(t);
        break;
    case END_FORMATTING:
        formatting_adopt(t, tag);
        break;
    case END_OBJECT:
        end_object(t, tag);
        break;
    case END_TEMPLATE:
        end_template(t);
        break;
    case END_BR:
        formatting_reconstruct(t);
        tree_insert_void(t, tag);
        break;
    }
}
