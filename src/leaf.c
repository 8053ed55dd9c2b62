/* SPDX-License-Identifier: MIT */
#include "leaf.h"

#include "dialect.h"

static bool
has_lines(const cmark_node *x)
{
    return x->type == CMARK_NODE_PARAGRAPH || x->type == CMARK_NODE_HEADING ||
           x->type == CMARK_NODE_CODE_BLOCK || x->type == CMARK_NODE_HTML_BLOCK;
}

/* cmark frees a paragraph that consisted of definitions alone. */
static void
forget_node(cmark_mem *memory, void *leaf)
{
    (void)memory;
    ((struct leaf *)leaf)->node = NULL;
}

struct leaf *
leaf_of(const cmark_node *x)
{
    return x->user_data;
}

struct segment *
leaf_segments(struct markdown *m, const struct leaf *l)
{
    return (struct segment *)(void *)m->segments.data + l->first_segment;
}

static struct leaf *
leaf_for(struct markdown *m, cmark_node *x)
{
    if (x->user_data != NULL)
        return x->user_data;
    struct leaf *l = parse_get(m, sizeof *l);
    l->node = x;
    l->first_segment = m->segments.size / sizeof(struct segment);
    x->user_data = l;
    x->user_data_free_func = forget_node;
    buffer_put(&m->leaves, &l, sizeof l);
    parse_check(m, &m->leaves);
    return l;
}

static void
add_segment(struct markdown *m, struct leaf *l, size_t source, size_t length,
            bool made)
{
    if (length == 0)
        return;
    struct segment s = {source, l->total, (uint32_t)length, made,
                        m->line_renamed};
    buffer_put(&m->segments, &s, sizeof s);
    parse_check(m, &m->segments);
    l->segment_count++;
    l->total += (uint32_t)length;
}

/* How many bytes the line added to the leaf's content. A setext underline
 * below nothing but definitions empties the paragraph and then becomes its
 * text, so that the content can be shorter or longer than before. */
static size_t
bytes_added(const struct leaf *l, const cmark_node *x, size_t size,
            size_t line_rest)
{
    if (x->type == CMARK_NODE_PARAGRAPH) {
        bool grew = size == l->size + line_rest;
        return grew || size == line_rest ? line_rest : 0;
    }
    return size > l->size ? size - l->size : 0;
}

/* The node that got the line's bytes and its content's size, or NULL. */
static cmark_node *
line_taker(const struct markdown *m, const cmark_node *before, size_t *size)
{
    cmark_node *x = m->parser->current;
    if (has_lines(x)) {
        *size = (size_t)x->content.size;
        return x;
    }
    /* An HTML block of kinds 1 to 5 closes on the line that ends it. */
    cmark_node *last = x->last_child;
    if (last != NULL && last->type == CMARK_NODE_HTML_BLOCK &&
        !(last->flags & CMARK_NODE__OPEN) &&
        (last == before || last->start_line == m->parser->line_number)) {
        *size = (size_t)last->as.literal.len;
        return last;
    }
    return NULL;
}

void
leaf_record(struct markdown *m, size_t line, size_t line_end,
            const cmark_node *before)
{
    size_t size = 0;
    cmark_node *x = line_taker(m, before, &size);
    if (x == NULL)
        return;
    const cmark_parser *p = m->parser;
    struct leaf *l = leaf_for(m, x);
    size_t offset = (size_t)p->offset;
    size_t blanks = p->partially_consumed_tab ? 4 - (size_t)(p->column % 4) : 0;
    size_t rest = line_end - line + 1 - offset + blanks;
    size_t added = bytes_added(l, x, size, rest);
    if (added > 0) {
        add_segment(m, l, line + offset - (blanks > 0), blanks, true);
        add_segment(m, l, line + offset, added - blanks, false);
    }
    l->size = (uint32_t)size;
}

static bool
in_segment(const struct segment *s, uint32_t content)
{
    return content >= s->content && content - s->content < s->length;
}

/* The segment of a recorded offset. */
static const struct segment *
find_segment(struct passage *p, uint32_t content)
{
    const struct segment *s = &p->segments[p->cursor];
    if (in_segment(s, content))
        return s;
    if (p->cursor + 1 < p->segment_count && in_segment(s + 1, content)) {
        p->cursor++;
        return s + 1;
    }
    size_t low = 0;
    size_t high = p->segment_count - 1;
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        if (p->segments[middle].content <= content)
            low = middle;
        else
            high = middle - 1;
    }
    p->cursor = low;
    return &p->segments[low];
}

size_t
passage_source(struct passage *p, uint32_t offset)
{
    uint32_t content = p->base + offset;
    const struct segment *s = find_segment(p, content);
    return s->made ? s->source : s->source + (content - s->content);
}

struct source_span
passage_span(struct passage *p, uint32_t from, uint32_t to)
{
    if (p->segment_count == 0)
        return (struct source_span){0, 0};
    if (from == to) {
        size_t at = from < p->size ? passage_source(p, from)
                    : p->size == 0 ? p->segments[0].source
                                   : passage_source(p, p->size - 1) + 1;
        return (struct source_span){at, at};
    }
    return (struct source_span){passage_source(p, from),
                                passage_source(p, to - 1) + 1};
}

void
passage_pieces(struct passage *p, uint32_t from, uint32_t to,
               void (*each)(void *, size_t source, uint32_t offset,
                            uint32_t length),
               void *user)
{
    while (from < to) {
        const struct segment *s = find_segment(p, p->base + from);
        uint32_t into = p->base + from - s->content;
        uint32_t length = s->length - into;
        if (length > to - from)
            length = to - from;
        if (!s->made)
            each(user, s->source + into, from, length);
        from += length;
    }
}
