/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <assert.h>

#include "body.h"
#include "foreign.h"
#include "grid.h"
#include "harm.h"
#include "select.h"

bool
tree_init(struct tree *t, unsigned depth, const struct hidden_rules *rules,
          const struct html_events *events)
{
    /* Elements nest deeper than containers, and Chromium stops at 512. */
    unsigned open = depth * 5 + 2;
    *t = (struct tree){.form = STACK_NONE};
    if (stack_init(&t->stack, open, open + depth * 2, rules, events) &&
        formatting_init(&t->formatting, depth))
        return true;
    tree_release(t);
    return false;
}

void
tree_release(struct tree *t)
{
    stack_release(&t->stack);
    formatting_release(&t->formatting);
}

void
tree_reset(struct tree *t)
{
    stack_reset(&t->stack);
    formatting_reset(&t->formatting);
    t->in_text = false;
    t->fostering = false;
    t->lettered = t->spilt = false;
    t->placed = false;
    t->mode_changes = 0;
    t->form = STACK_NONE;
}

void
tree_fork(struct tree *to, const struct tree *from)
{
    stack_copy(&to->stack, &from->stack);
    formatting_copy(&to->formatting, &from->formatting);
    to->legacy = true;
    to->in_text = from->in_text;
    to->fostering = false;
    to->lettered = from->lettered;
    to->spilt = from->spilt;
    to->placed = false;
    to->form = from->form;
    to->mode_changes = 0;
}

bool
tree_forks_at(const struct tree *t, const struct tag *tag)
{
    if (tag->closing)
        return false;
    return tag->element == ELEMENT_SELECT || tag->element == ELEMENT_SEARCH ||
           (tag->element == ELEMENT_TABLE && t->stack.count[ELEMENT_P] > 0);
}

static enum tree_mode
find_mode(const struct tree *t)
{
    for (unsigned i = t->stack.size; i-- > 0;) {
        const struct stack_node *node = stack_at(&t->stack, i);
        if (node->space != SPACE_HTML ||
            !(element_info(node->element)->flags & ELEMENT_IS_MODAL))
            continue;
        switch ((int)node->element) {
        case ELEMENT_SELECT:
            if (t->legacy)
                return TREE_IN_SELECT;
            break;
        case ELEMENT_TD:
        case ELEMENT_TH:
            return TREE_IN_CELL;
        case ELEMENT_TR:
            return TREE_IN_ROW;
        case ELEMENT_TBODY:
        case ELEMENT_THEAD:
        case ELEMENT_TFOOT:
            return TREE_IN_TABLE_BODY;
        case ELEMENT_CAPTION:
            return TREE_IN_CAPTION;
        case ELEMENT_COLGROUP:
            return TREE_IN_COLUMN_GROUP;
        case ELEMENT_TABLE:
            return TREE_IN_TABLE;
        default: /* ELEMENT_TEMPLATE */
            return (enum tree_mode)node->mode;
        }
    }
    return TREE_IN_BODY;
}

enum tree_mode
tree_mode(struct tree *t)
{
    if (t->stack.modal == 0)
        return TREE_IN_BODY;
    if (t->mode_changes != t->stack.changes) {
        t->mode = find_mode(t);
        t->mode_changes = t->stack.changes;
    }
    return t->mode;
}

/* ---- inserting ----------------------------------------------------------- */

static bool
is_table_part(const struct stack_node *node)
{
    if (node->space != SPACE_HTML)
        return false;
    enum element e = node->element;
    return e == ELEMENT_TABLE || e == ELEMENT_TBODY || e == ELEMENT_TFOOT ||
           e == ELEMENT_THEAD || e == ELEMENT_TR;
}

uint16_t
tree_parent(const struct tree *t, uint16_t target)
{
    const struct stack *s = &t->stack;
    if (!t->fostering || !is_table_part(stack_node(s, target)))
        return target;
    int template = stack_last(s, ELEMENT_TEMPLATE);
    int table = stack_last(s, ELEMENT_TABLE);
    if (template >= 0 && template > table)
        return s->open[template];
    if (table < 0)
        return s->open[0];
    uint16_t parent = stack_at(s, (unsigned)table)->parent;
    return parent != STACK_NONE ? parent : s->open[table - 1];
}

static uint16_t
current_parent(const struct tree *t)
{
    return tree_parent(t, t->stack.open[t->stack.size - 1]);
}

void
tree_claim_summary(struct tree *t, uint16_t id)
{
    struct stack_node *node = stack_node(&t->stack, id);
    if (node->parent == STACK_NONE || !stack_is(node, ELEMENT_SUMMARY))
        return;
    struct stack_node *parent = stack_node(&t->stack, node->parent);
    node->own.summary =
        stack_is(parent, ELEMENT_DETAILS) && !parent->has_summary;
    /* GitHub takes away tags around it, and then it is the first one. */
    bool github = t->stack.rules->view == HTML_VIEW_GITHUB;
    while (github && !stack_is(parent, ELEMENT_DETAILS) &&
           parent->parent != STACK_NONE)
        parent = stack_node(&t->stack, parent->parent);
    parent->has_summary |= stack_is(parent, ELEMENT_DETAILS);
}

static void
announce(struct tree *t, struct stack_node *node,
         const struct element_attributes *attributes)
{
    const struct html_events *events = t->stack.events;
    if (events == NULL || node->space != SPACE_HTML ||
        node->own.reason != HTML_SHOWN ||
        stack_verdict(&t->stack, node) != HTML_SHOWN)
        return;
    node->announced = true;
    if (events->opened != NULL)
        events->opened(events->user, node->element, attributes);
}

struct hidden_subject
tree_subject(const struct tag *tag, enum element_space space)
{
    const struct element_info *info = element_info(tag->element);
    struct hidden_subject subject = {tag->element, space, info->name,
                                     info->length,
                                     tag->made ? NULL : &tag->attributes};
    if (tag->element == ELEMENT_UNKNOWN) {
        subject.name = tag->name_length <= TAG_NAME_MAX ? tag->name : NULL;
        subject.length = tag->name_length;
    }
    return subject;
}

/* Computes what holds inside, opens the box, pushes. */
static uint16_t
push(struct tree *t, uint16_t id, const struct element_attributes *attributes)
{
    struct stack *s = &t->stack;
    if (s->size == s->limit) {
        s->failed = true;
        stack_hold(s, id);
        stack_drop(s, id);
        return STACK_NONE;
    }
    stack_inherit(s, id);
    announce(t, stack_node(s, id), attributes);
    const struct stack_node *own = stack_node(s, id);
    if (own->parent != STACK_NONE)
        pen_begin(&s->pen, own->ordinal, &own->own, &own->state,
                  &stack_node(s, own->parent)->state);
    stack_push(s, id);
    const struct stack_node *node = stack_node(s, id);
    if (node->state.css.covers || node->state.css.drags)
        harm_around(t, node->parent, &node->state.css);
    if (node->state.css.spreads)
        harm_room(t, id);
    t->lettered = node->own.lettered || (t->lettered && !node->own.outlined);
    /* White blocks, perhaps. */
    if (node->own.lettered && node->state.veiled)
        harm_drawing(t, node->parent);
    return id;
}

/* <semantics> and <maction> draw one of their children; that it is the first is
 * what MathML Core says. */
static void
claim_place(const struct stack *s, struct stack_node *node,
            struct stack_node *parent)
{
    static const char *const names[] = {"semantics", "maction"};
    bool first = !parent->has_child;
    parent->has_child = true;
    if (parent->space != SPACE_MATH || first ||
        s->rules->view != HTML_VIEW_BROWSER)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (parent->name_length == strlen(names[i]) &&
            memcmp(parent->name, names[i], parent->name_length) == 0 &&
            node->own.reason == HTML_SHOWN)
            node->own.reason = SMAC_HTML_ELEMENT;
}

uint16_t
tree_insert(struct tree *t, const struct tag *tag, enum element_space space)
{
    struct stack *s = &t->stack;
    uint16_t parent = current_parent(t);
    const struct hidden_subject subject = tree_subject(tag, space);
    struct hidden_own own;
    hidden_judge(s->rules, &subject, &own);
    if (s->rules->view == HTML_VIEW_BROWSER)
        harm_by_kind(t, tag, space, &own, parent);
    uint16_t id = stack_create(s, tag->element, space, &own, parent);
    if (id == STACK_NONE)
        return STACK_NONE;
    if (tag->element == ELEMENT_TEMPLATE && space == SPACE_HTML &&
        s->notes != NULL && !tag->made &&
        element_has(&tag->attributes, ATTRIBUTE_SHADOWROOTMODE))
        notes_host(s->notes, stack_node(s, parent)->ordinal, SMAC_HTML_HIDDEN);
    struct stack_node *node = stack_node(s, id);
    stack_name(node, tag);
    node->made = tag->made;
    claim_place(s, node, stack_node(s, parent));
    /* <b><details><summary>seen</summary></b>: the end tag moves the summary
     * into a clone of <b>, where it is no child of <details>, and hidden. */
    node->has_summary =
        tag->element == ELEMENT_DETAILS && formatting_is_open(t);
    tree_claim_summary(t, id);
    t->place = stack_verdict(s, node);
    t->placed = true;
    return push(t, id, subject.attributes);
}

uint16_t
tree_insert_made(struct tree *t, enum element element)
{
    static const struct element_attributes none;
    uint16_t id = stack_make(&t->stack, element, current_parent(t));
    return id == STACK_NONE ? id : push(t, id, &none);
}

uint16_t
tree_insert_clone(struct tree *t, uint16_t of)
{
    static const struct element_attributes none;
    uint16_t id = stack_clone(&t->stack, of, current_parent(t));
    return id == STACK_NONE ? id : push(t, id, &none);
}

void
tree_insert_void(struct tree *t, const struct tag *tag)
{
    const struct html_events *events = t->stack.events;
    const struct stack_node *parent = stack_node(&t->stack, current_parent(t));
    t->place = parent->state.verdict;
    t->placed = true;
    pen_pass(&t->stack.pen, tag->element);
    harm_void(t, tag, current_parent(t));
    if (t->place != HTML_SHOWN || events == NULL || events->opened == NULL)
        return;
    enum element element =
        tag->element == ELEMENT_IMAGE ? ELEMENT_IMG : tag->element;
    events->opened(events->user, element, tag->made ? NULL : &tag->attributes);
}

void
tree_end_implied(struct tree *t, enum element except)
{
    for (;;) {
        const struct stack_node *top = stack_top(&t->stack);
        if (top->space != SPACE_HTML || top->element == except ||
            !(element_info(top->element)->flags & ELEMENT_IS_IMPLIED))
            return;
        stack_truncate(&t->stack, t->stack.size - 1);
    }
}

/* ---- <template> ---------------------------------------------------------- */

/* The first tag inside says what the template is a template of. */
static enum tree_content
start_in_template(struct tree *t, const struct tag *tag)
{
    enum element_start start = element_info(tag->element)->start;
    bool head = start == START_META && tag->element != ELEMENT_PARAM &&
                tag->element != ELEMENT_SOURCE && tag->element != ELEMENT_TRACK;
    if (head || start == START_SCRIPT || start == START_TEMPLATE ||
        start == START_TITLE || tag->element == ELEMENT_STYLE ||
        tag->element == ELEMENT_NOFRAMES)
        return body_start(t, tag);
    enum tree_mode mode = TREE_IN_BODY;
    enum element e = tag->element;
    if (e == ELEMENT_COL)
        mode = TREE_IN_COLUMN_GROUP;
    else if (e == ELEMENT_TR)
        mode = TREE_IN_TABLE_BODY;
    else if (e == ELEMENT_TD || e == ELEMENT_TH)
        mode = TREE_IN_ROW;
    else if (e == ELEMENT_COLGROUP || (e != ELEMENT_TABLE && grid_is_part(e)))
        mode = TREE_IN_TABLE;
    int template = stack_last(&t->stack, ELEMENT_TEMPLATE);
    stack_at(&t->stack, (unsigned)template)->mode = (uint8_t)mode;
    t->mode_changes = 0;
    return tree_start_html(t, tag);
}

/* ---- tokens -------------------------------------------------------------- */

enum tree_content
tree_start_html(struct tree *t, const struct tag *tag)
{
    enum tree_mode mode = tree_mode(t);
    if (mode == TREE_IN_SELECT)
        return select_start(t, tag);
    if (mode == TREE_IN_TEMPLATE)
        return start_in_template(t, tag);
    if (mode == TREE_IN_BODY)
        return body_start(t, tag);
    return grid_start(t, tag, mode);
}

void
tree_end_html(struct tree *t, const struct tag *tag)
{
    enum tree_mode mode = tree_mode(t);
    if (mode == TREE_IN_SELECT)
        select_end(t, tag);
    else if (mode == TREE_IN_BODY ||
             (mode == TREE_IN_TEMPLATE && tag->element == ELEMENT_TEMPLATE))
        body_end(t, tag);
    else if (mode != TREE_IN_TEMPLATE)
        grid_end(t, tag, mode);
}

enum tree_content
tree_start(struct tree *t, const struct tag *tag)
{
    t->placed = false;
    if (foreign_reads_html(t, tag))
        return tree_start_html(t, tag);
    return foreign_start(t, tag);
}

void
tree_end(struct tree *t, const struct tag *tag)
{
    unsigned changes = t->stack.changes;
    t->placed = false;
    if (t->in_text) {
        t->in_text = false;
        stack_truncate(&t->stack, t->stack.size - 1);
    } else if (tree_is_foreign(t)) {
        foreign_end(t, tag);
    } else {
        tree_end_html(t, tag);
    }
    /* </summary> stands where its <summary> does. */
    if (t->stack.changes != changes) {
        t->place = t->stack.left;
        t->placed = true;
    }
}

size_t
tree_draw(struct tree *t, const uint8_t *bytes, size_t length)
{
    struct stack *s = &t->stack;
    t->fostering = true;
    uint16_t parent = current_parent(t);
    t->fostering = false;
    const struct stack_node *node = stack_node(s, parent);
    size_t seen = pen_draw(&s->pen, node->ordinal, &node->state, bytes, length);
    harm_letters(t, &node->state, bytes, length);
    if (pen_is_out_of_room(&s->pen, &node->state))
        harm_room(t, parent);
    return seen;
}

int
tree_character(struct tree *t)
{
    struct stack *s = &t->stack;
    if (t->in_text || !foreign_reads_html(t, NULL))
        return stack_top(s)->state.text;
    enum tree_mode mode = tree_mode(t);
    if (mode == TREE_IN_SELECT)
        return stack_top(s)->state.text;
    if (mode == TREE_IN_COLUMN_GROUP) {
        if (!stack_is(stack_top(s), ELEMENT_COLGROUP))
            return stack_top(s)->state.text;
        stack_truncate(s, s->size - 1);
        mode = TREE_IN_TABLE;
    }
    t->fostering = mode == TREE_IN_TABLE || mode == TREE_IN_TABLE_BODY ||
                   mode == TREE_IN_ROW;
    formatting_reconstruct(t);
    int verdict = stack_node(s, current_parent(t))->state.text;
    t->fostering = false;
    return verdict;
}

void
tree_set_root(struct tree *t, bool body, const struct element_attributes *a)
{
    const struct element_info *info =
        element_info(body ? ELEMENT_BODY : ELEMENT_HTML);
    const struct hidden_subject subject = {body ? ELEMENT_BODY : ELEMENT_HTML,
                                           SPACE_HTML, info->name, info->length,
                                           a};
    struct stack_node *root = stack_at(&t->stack, body);
    int noted = notes_on(t->stack.notes, root->ordinal);
    bool covered = t->stack.notes->covered;
    hidden_judge(t->stack.rules, &subject, &root->own);
    if (noted != HTML_SHOWN)
        root->own.reason = noted;
    if (covered && root->own.reason == HTML_SHOWN)
        root->own.reason = SMAC_CSS_HIDDEN;
    stack_refresh(&t->stack, 0);
}

bool
tree_is_in_style(const struct tree *t)
{
    const struct stack_node *top = stack_top(&t->stack);
    return top->element == ELEMENT_STYLE && top->space != SPACE_MATH &&
           t->stack.count[ELEMENT_TEMPLATE] == 0;
}

bool
tree_is_settled(const struct tree *t, const enum element *open, unsigned count)
{
    const struct stack *s = &t->stack;
    if (s->size != count + 2 || t->formatting.size > 0 ||
        t->form != STACK_NONE || stack_top(s)->state.text != HTML_SHOWN)
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (!stack_at(s, i + 2)->made || stack_at(s, i + 2)->element != open[i])
            return false;
    }
    return true;
}

bool
tree_is_foreign(const struct tree *t)
{
    return stack_top(&t->stack)->space != SPACE_HTML;
}

bool
tree_is_between_cells(const struct tree *t)
{
    const struct stack_node *top = stack_top(&t->stack);
    if (t->in_text || t->stack.modal == 0)
        return false;
    return is_table_part(top) || stack_is(top, ELEMENT_COLGROUP);
}

int
tree_blank(const struct tree *t)
{
    return stack_top(&t->stack)->state.text;
}

int
tree_place(const struct tree *t)
{
    return t->placed ? t->place : stack_top(&t->stack)->state.verdict;
}

void
tree_finish(struct tree *t)
{
    t->in_text = false;
    stack_truncate(&t->stack, 2);
}
