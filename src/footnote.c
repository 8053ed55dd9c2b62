/* SPDX-License-Identifier: MIT */
#include "footnote.h"

#include <cmark-gfm/utf8.h>
#include <stdlib.h>

#include "stretch.h"

static const uint8_t *
fold_case(struct markdown *m, const uint8_t *label, size_t length,
          size_t *folded_length)
{
    cmark_strbuf folded;
    cmark_strbuf_init(m->parser->mem, &folded, 0);
    cmark_utf8proc_case_fold(&folded, label, (bufsize_t)length);
    *folded_length = (size_t)folded.size;
    return cmark_strbuf_detach(&folded);
}

static int
compare_labels(const struct footnote *a, const struct footnote *b)
{
    size_t n =
        a->label_length < b->label_length ? a->label_length : b->label_length;
    int order = memcmp(a->label, b->label, n);
    if (order != 0)
        return order;
    return (a->label_length > b->label_length) -
           (a->label_length < b->label_length);
}

/* By label, then by place, so that the first definition wins. */
static int
compare(const void *left, const void *right)
{
    const struct footnote *a = left;
    const struct footnote *b = right;
    int order = compare_labels(a, b);
    if (order != 0)
        return order;
    return (a->whole.from > b->whole.from) - (a->whole.from < b->whole.from);
}

/* The block on the page itself that the footnote is or stands in. */
static struct source_span
region_of(const struct markdown *m, const cmark_node *x, size_t end)
{
    const size_t *lines = (const size_t *)(void *)m->line_starts.data;
    while (x->parent->parent != NULL)
        x = x->parent;
    return (struct source_span){
        lines[x->start_line - 1],
        x->next == NULL ? end : lines[x->next->start_line - 1]};
}

static struct footnote
read_definition(struct markdown *m, cmark_node *x)
{
    const size_t *lines = (const size_t *)(void *)m->line_starts.data;
    struct footnote f = {.node = x};
    size_t from = lines[x->start_line - 1] + (size_t)x->start_column - 1 -
                  (size_t)x->internal_offset;
    size_t length = (size_t)x->as.literal.len;
    f.label = fold_case(m, x->as.literal.data, length, &f.label_length);
    f.label_span = (struct source_span){from + 2, from + 2 + length};
    f.whole = (struct source_span){from, from + 2 + length + 2};
    return f;
}

static void
add(struct markdown *m, cmark_node *x, size_t to)
{
    struct footnote f = read_definition(m, x);
    f.label = stretch_keep(m, f.label, f.label_length);
    f.region = region_of(m, x, to);
    buffer_put(&m->footnotes, &f, sizeof f);
    parse_check(m, &m->footnotes);
}

static cmark_node *
next_block(cmark_node *x)
{
    if (x->first_child != NULL)
        return x->first_child;
    while (x != NULL && x->next == NULL)
        x = x->parent;
    return x == NULL ? NULL : x->next;
}

void
footnote_collect(struct markdown *m, size_t to)
{
    for (cmark_node *x = m->root; x != NULL; x = next_block(x)) {
        if (x->type == CMARK_NODE_FOOTNOTE_DEFINITION)
            add(m, x, to);
    }
}

void
footnote_sort(struct markdown *m)
{
    size_t count = footnote_count(m);
    if (count == 0)
        return;
    qsort(m->footnotes.data, count, sizeof(struct footnote), compare);
    for (size_t i = 1; i < count; i++)
        footnote_at(m, i)->duplicate =
            compare_labels(footnote_at(m, i - 1), footnote_at(m, i)) == 0;
}

void
footnote_find_nodes(struct markdown *m)
{
    for (cmark_node *x = m->root; x != NULL; x = next_block(x)) {
        if (x->type != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        struct memory_mark mark = memory_mark(&m->memory);
        struct footnote wanted = read_definition(m, x);
        struct footnote *found =
            bsearch(&wanted, m->footnotes.data, footnote_count(m),
                    sizeof(struct footnote), compare);
        memory_rewind(&m->memory, mark);
        if (found != NULL) {
            found->node = x;
            found->fetch = m->stretches.fetches;
        }
    }
}

void
footnote_forget(struct markdown *m)
{
    buffer_clear(&m->order);
    for (size_t i = 0; i < footnote_count(m); i++)
        footnote_at(m, i)->number = 0;
}

bool
footnote_find(struct markdown *m, const uint8_t *label, size_t length,
              uint32_t *index)
{
    struct memory_mark mark = memory_mark(&m->memory);
    struct footnote wanted = {0};
    wanted.label = fold_case(m, label, length, &wanted.label_length);
    size_t low = 0;
    size_t high = footnote_count(m);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_labels(footnote_at(m, middle), &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *index = (uint32_t)low;
    bool found = low < footnote_count(m) &&
                 compare_labels(footnote_at(m, low), &wanted) == 0;
    memory_rewind(&m->memory, mark);
    return found;
}

unsigned
footnote_refer(struct markdown *m, uint32_t index)
{
    struct footnote *f = footnote_at(m, index);
    if (f->number == 0 && !m->unseen) {
        buffer_put(&m->order, &index, sizeof index);
        parse_check(m, &m->order);
        f->number = (unsigned)(m->order.size / sizeof index);
    }
    return f->number;
}
