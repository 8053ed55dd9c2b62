/* SPDX-License-Identifier: MIT */
#include "stack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool
stack_init(struct stack *s, unsigned limit, unsigned spare,
           const struct hidden_rules *rules, const struct html_events *events)
{
    unsigned pool = limit + spare;
    assert(limit >= 2 && pool < STACK_NONE);
    *s = (struct stack){.limit = limit, .pool = pool, .rules = rules};
    s->events = events;
    s->nodes = malloc(pool * sizeof *s->nodes);
    s->open = malloc(limit * sizeof *s->open);
    s->scratch = malloc(pool * sizeof *s->scratch);
    if (s->nodes == NULL || s->open == NULL || s->scratch == NULL) {
        stack_release(s);
        return false;
    }
    stack_reset(s);
    return true;
}

void
stack_release(struct stack *s)
{
    free(s->nodes);
    free(s->open);
    free(s->scratch);
    *s = (struct stack){0};
}

void
stack_reset(struct stack *s)
{
    s->size = 0;
    s->used = 0;
    s->vacant = STACK_NONE;
    s->age = 1;
    s->modal = 0;
    s->failed = false;
    memset(s->count, 0, sizeof s->count);
    memset(s->named, 0, sizeof s->named);
    s->created = 0;
    s->pen = (struct pen){.at = 0};
    uint16_t html = stack_make(s, ELEMENT_HTML, STACK_NONE);
    stack_push(s, html);
    stack_push(s, stack_make(s, ELEMENT_BODY, html));
}

void
stack_copy(struct stack *to, const struct stack *from)
{
    struct stack own = *to;
    assert(to->limit == from->limit && to->pool == from->pool);
    *to = *from;
    to->nodes = own.nodes;
    to->open = own.open;
    to->scratch = own.scratch;
    to->events = NULL;
    to->notes = NULL;
    memcpy(to->nodes, from->nodes, from->used * sizeof *to->nodes);
    memcpy(to->open, from->open, from->size * sizeof *to->open);
}

static void
classify(struct stack_node *node)
{
    static const unsigned bounds[] = {
        [SPACE_HTML] = ELEMENT_IS_SCOPE,
        [SPACE_SVG] = ELEMENT_IS_SVG_POINT,
        [SPACE_MATH] = ELEMENT_IS_MATH_POINT,
    };
    unsigned flags = element_info(node->element)->flags;
    node->bounds_scope =
        (flags & bounds[node->space]) != 0 ||
        (node->space == SPACE_MATH && node->element == ELEMENT_ANNOTATION_XML);
    node->special = node->space == SPACE_HTML
                        ? (flags & ELEMENT_IS_SPECIAL) != 0
                        : node->bounds_scope;
}

uint16_t
stack_create(struct stack *s, enum element element, enum element_space space,
             const struct hidden_own *own, uint16_t parent)
{
    uint16_t id = s->vacant;
    if (id != STACK_NONE) {
        s->vacant = s->nodes[id].parent;
    } else if (s->used < s->pool) {
        id = (uint16_t)s->used++;
    } else {
        s->failed = true;
        return STACK_NONE;
    }
    struct stack_node *node = &s->nodes[id];
    /* What comes behind is not large, but most of all there is to copy. */
    memset(node, 0, offsetof(struct stack_node, name));
    node->element = element;
    node->space = space;
    node->parent = parent;
    node->ordinal = s->created++;
    hidden_copy(&node->own, own);
    classify(node);
    if (s->notes != NULL && own->reason == HTML_SHOWN)
        node->own.reason = notes_on(s->notes, node->ordinal);
    if (parent != STACK_NONE)
        stack_hold(s, parent);
    return id;
}

uint16_t
stack_make(struct stack *s, enum element element, uint16_t parent)
{
    const struct element_info *info = element_info(element);
    struct hidden_own own;
    hidden_judge(s->rules,
                 &(struct hidden_subject){element, SPACE_HTML, info->name,
                                          info->length, NULL},
                 &own);
    uint16_t id = stack_create(s, element, SPACE_HTML, &own, parent);
    if (id != STACK_NONE)
        stack_inherit(s, id);
    return id;
}

uint16_t
stack_clone(struct stack *s, uint16_t id, uint16_t parent)
{
    const struct stack_node *node = &s->nodes[id];
    uint16_t copy =
        stack_create(s, node->element, node->space, &node->own, parent);
    if (copy != STACK_NONE)
        stack_inherit(s, copy);
    return copy;
}

void
stack_hold(struct stack *s, uint16_t id)
{
    s->nodes[id].references++;
}

void
stack_drop(struct stack *s, uint16_t id)
{
    while (id != STACK_NONE) {
        struct stack_node *node = &s->nodes[id];
        assert(node->references > 0);
        if (--node->references > 0)
            return;
        uint16_t parent = node->parent;
        node->parent = s->vacant;
        s->vacant = id;
        id = parent;
    }
}

void
stack_adopt(struct stack *s, uint16_t id, uint16_t parent)
{
    uint16_t old = s->nodes[id].parent;
    stack_hold(s, parent);
    s->nodes[id].parent = parent;
    if (old != STACK_NONE)
        stack_drop(s, old);
}

int
stack_verdict(const struct stack *s, const struct stack_node *node)
{
    const struct stack_node *parent = &s->nodes[node->parent];
    return node->own.summary ? parent->state.summary : parent->state.verdict;
}

void
stack_inherit(struct stack *s, uint16_t id)
{
    struct stack_node *node = &s->nodes[id];
    const struct hidden_state *parent =
        node->parent == STACK_NONE ? NULL : &s->nodes[node->parent].state;
    hidden_inherit(s->rules, &node->own, parent, &node->state);
    node->age = s->age;
}

void
stack_refresh(struct stack *s, unsigned from)
{
    s->age++;
    for (unsigned i = 0; i < from && i < s->size; i++)
        stack_at(s, i)->age = s->age;
    for (unsigned i = from; i < s->size; i++) {
        unsigned n = 0;
        uint16_t id = s->open[i];
        while (id != STACK_NONE && s->nodes[id].age != s->age) {
            s->scratch[n++] = id;
            id = s->nodes[id].parent;
        }
        while (n > 0)
            stack_inherit(s, s->scratch[--n]);
    }
}

static void
enter(struct stack *s, uint16_t id)
{
    struct stack_node *node = &s->nodes[id];
    stack_hold(s, id);
    s->changes++;
    node->is_open = true;
    if (node->space != SPACE_HTML)
        return;
    s->count[node->element]++;
    if (node->element == ELEMENT_UNKNOWN)
        s->named[node->name_hash % STACK_NAMES]++;
    if (element_info(node->element)->flags & ELEMENT_IS_MODAL)
        s->modal++;
}

static void
leave(struct stack *s, uint16_t id)
{
    struct stack_node *node = &s->nodes[id];
    s->changes++;
    s->left = stack_verdict(s, node);
    node->is_open = false;
    if (node->space == SPACE_HTML) {
        s->count[node->element]--;
        if (node->element == ELEMENT_UNKNOWN)
            s->named[node->name_hash % STACK_NAMES]--;
        if (element_info(node->element)->flags & ELEMENT_IS_MODAL)
            s->modal--;
    }
    if (node->announced && s->events != NULL && s->events->closed != NULL)
        s->events->closed(s->events->user, node->element);
    node->announced = false;
    stack_drop(s, id);
}

void
stack_insert(struct stack *s, unsigned index, uint16_t id)
{
    if (id == STACK_NONE)
        return;
    if (s->size == s->limit) {
        /* Nobody else holds a new node: give it back. */
        s->failed = true;
        stack_hold(s, id);
        stack_drop(s, id);
        return;
    }
    memmove(s->open + index + 1, s->open + index,
            (s->size - index) * sizeof *s->open);
    s->open[index] = id;
    s->size++;
    enter(s, id);
}

void
stack_push(struct stack *s, uint16_t id)
{
    stack_insert(s, s->size, id);
}

void
stack_replace(struct stack *s, unsigned index, uint16_t id)
{
    uint16_t old = s->open[index];
    /* A clone takes the box over: nothing is closed and opened again. */
    s->nodes[id].announced = s->nodes[old].announced;
    s->nodes[old].announced = false;
    enter(s, id);
    s->open[index] = id;
    leave(s, old);
}

void
stack_remove(struct stack *s, unsigned index)
{
    uint16_t id = s->open[index];
    memmove(s->open + index, s->open + index + 1,
            (s->size - index - 1) * sizeof *s->open);
    s->size--;
    leave(s, id);
}

void
stack_truncate(struct stack *s, unsigned size)
{
    while (s->size > size && s->size > 2)
        stack_remove(s, s->size - 1);
}

int
stack_index(const struct stack *s, uint16_t id)
{
    if (!s->nodes[id].is_open)
        return -1;
    for (unsigned i = s->size; i-- > 0;)
        if (s->open[i] == id)
            return (int)i;
    return -1;
}

void
stack_name(struct stack_node *node, const struct tag *tag)
{
    if (node->element != ELEMENT_UNKNOWN)
        return;
    node->name_hash = tag->name_hash;
    node->name_length = tag->name_length;
    if (tag->name_length <= TAG_NAME_MAX)
        memcpy(node->name, tag->name, tag->name_length);
}

/* The hash spares a comparison and decides nothing: it can be forged. */
bool
stack_is_named(const struct stack_node *node, const struct tag *tag)
{
    if (node->element != tag->element)
        return false;
    return node->element != ELEMENT_UNKNOWN ||
           (node->name_hash == tag->name_hash &&
            node->name_length == tag->name_length &&
            node->name_length <= TAG_NAME_MAX &&
            memcmp(node->name, tag->name, node->name_length) == 0);
}

static bool
bounds(const struct stack_node *node, enum stack_scope scope)
{
    bool html = node->space == SPACE_HTML;
    enum element e = node->element;
    if (scope == STACK_TABLE_SCOPE)
        return html && (e == ELEMENT_TABLE || e == ELEMENT_TEMPLATE ||
                        e == ELEMENT_HTML);
    if (node->bounds_scope)
        return true;
    if (scope == STACK_LIST_SCOPE)
        return html && (e == ELEMENT_OL || e == ELEMENT_UL);
    return scope == STACK_BUTTON_SCOPE && html && e == ELEMENT_BUTTON;
}

int
stack_find(const struct stack *s, enum element element, enum stack_scope scope)
{
    /* Most look-ups are for a <p> that is not there. */
    if (s->count[element] == 0)
        return -1;
    for (unsigned i = s->size; i-- > 0;) {
        const struct stack_node *node = stack_at(s, i);
        if (stack_is(node, element))
            return (int)i;
        if (bounds(node, scope))
            return -1;
    }
    return -1;
}

bool
stack_may_hold(const struct stack *s, const struct tag *tag)
{
    return tag->element == ELEMENT_UNKNOWN
               ? s->named[tag->name_hash % STACK_NAMES] > 0
               : s->count[tag->element] > 0;
}

int
stack_last(const struct stack *s, enum element element)
{
    if (s->count[element] == 0)
        return -1;
    for (unsigned i = s->size; i-- > 0;)
        if (stack_is(stack_at(s, i), element))
            return (int)i;
    return -1;
}
