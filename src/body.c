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

/* ---- start tags ---------------------------------------------------------- */

/* The attributes of a later <body hidden> count like those of the first. It
 * hides what came before, too: that takes notes of a first look. */
static void
merge_root(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    if (has_template(t) || tag->made)
        return;
    bool body = tag->element == ELEMENT_BODY;
    if (s->notes != NULL)
        notes_root(s->notes, body, &tag->attributes);
    if (s->notes != NULL && s->notes->state > NOTES_TAKEN)
        return;
    struct stack_node *root = stack_at(s, body);
    const struct hidden_subject subject = tree_subject(tag, SPACE_HTML);
    struct hidden_own own;
    hidden_judge(s->rules, &subject, &own);
    bool hides = own.reason != HTML_SHOWN && root->own.reason == HTML_SHOWN;
    bool declares = (own.css.count > 0 || own.css.failed) &&
                    root->own.css.count == 0 && !root->own.css.failed;
    if (hides)
        root->own.reason = own.reason;
    if (declares)
        root->own.css = own.css;
    if (hides || declares)
        stack_refresh(s, 0);
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
        enum element e =
            node->space == SPACE_HTML ? node->element : ELEMENT_UNKNOWN;
        bool same = tag->element == ELEMENT_LI
                        ? e == ELEMENT_LI
                        : e == ELEMENT_DD || e == ELEMENT_DT;
        if (same) {
            stack_truncate(s, i);
            break;
        }
        if (node->special && e != ELEMENT_ADDRESS && e != ELEMENT_DIV &&
            e != ELEMENT_P)
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
    t->mode_changes = 0;
    /* A shadow root: of its host's own content only what a slot names is
     * drawn. Hiding all of it is the safe reading. */
    if (s->rules->view == HTML_VIEW_BROWSER && !tag->made &&
        element_has(&tag->attributes, ATTRIBUTE_SHADOWROOTMODE)) {
        stack_node(s, node->parent)->own.reason = SMAC_HTML_HIDDEN;
        stack_refresh(s, 0);
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

/* What the start tags that insert an element and nothing else have of these. */
struct conduct {
    bool closes_paragraph;
    bool reopens; /* formatting elements, before it */
    bool is_void;
};

static const struct conduct conducts[] = {
    [START_ORDINARY] = {.reopens = true},
    [START_NOSCRIPT] = {.reopens = true},
    [START_META] = {.is_void = true},
    [START_VOID] = {.reopens = true, .is_void = true},
    [START_INPUT] = {.reopens = true, .is_void = true},
    [START_HR] = {.closes_paragraph = true, .is_void = true},
    [START_BLOCK] = {.closes_paragraph = true},
    [START_PRE] = {.closes_paragraph = true},
    [START_HEADING] = {.closes_paragraph = true},
    [START_BUTTON] = {.reopens = true},
    [START_OBJECT] = {.reopens = true},
    [START_RUBY_TEXT] = {.reopens = false}, /* the last: bounds the table */
};

/* Closes what cannot hold the element, the paragraph aside. */
static void
close_before(struct tree *t, enum element_start rule)
{
    struct stack *s = &t->stack;
    const struct stack_node *top = stack_top(s);
    bool in_ruby = (rule == START_RUBY_BASE || rule == START_RUBY_TEXT) &&
                   stack_find(s, ELEMENT_RUBY, STACK_SCOPE) >= 0;
    if (rule == START_HEADING && top->space == SPACE_HTML &&
        element_info(top->element)->start == START_HEADING)
        stack_truncate(s, s->size - 1);
    else if (rule == START_BUTTON)
        close_in(t, ELEMENT_BUTTON, STACK_SCOPE);
    else if (rule == START_HR && has_select(t))
        tree_end_implied(t, ELEMENT_UNKNOWN);
    else if (in_ruby)
        tree_end_implied(t, rule == START_RUBY_TEXT ? ELEMENT_RTC
                                                    : ELEMENT_UNKNOWN);
}

static void
start_plainly(struct tree *t, const struct tag *tag, enum element_start rule)
{
    const struct conduct *conduct = &conducts[rule];
    /* In quirks mode a table may stand in a paragraph. */
    if (conduct->closes_paragraph || (rule == START_TABLE && !t->legacy))
        close_paragraph(t);
    close_before(t, rule);
    if (conduct->reopens)
        formatting_reconstruct(t);
    if (conduct->is_void)
        tree_insert_void(t, tag);
    else
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
        start_plainly(t, tag, rule);
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
        start_plainly(t, tag, rule);
        break;
    }
    return TREE_MARKUP;
}

/* ---- end tags ------------------------------------------------------------ */

void
body_end_ordinary(struct tree *t, const struct tag *tag)
{
    struct stack *s = &t->stack;
    if (!stack_may_hold(s, tag))
        return;
    for (unsigned i = s->size; i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        if (node->space == SPACE_HTML && stack_is_named(node, tag)) {
            stack_truncate(s, i);
            return;
        }
        if (node->special)
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
        reached = !stack_at(s, i)->bounds_scope;
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
    bool any = false;
    for (enum element e = ELEMENT_H1; e <= ELEMENT_H6; e++)
        any = any || s->count[e] > 0;
    for (unsigned i = s->size; any && i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        if (node->space == SPACE_HTML &&
            element_info(node->element)->start == START_HEADING) {
            stack_truncate(s, i);
            return;
        }
        if (node->bounds_scope)
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
