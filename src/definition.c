/* SPDX-License-Identifier: MIT */
#include "definition.h"

#include "dialect.h"
#include "leaf.h"
#include "link.h"
#include "stretch.h"

enum { PAGE = 8192 };

/* No URL can start with it: content is valid UTF-8. */
#define TOKEN_BYTE 0xFF

static size_t
definition_count(const struct markdown *m)
{
    return m->definitions.size / sizeof(struct definition);
}

static struct definition *
definition_at(struct markdown *m, size_t index)
{
    return (struct definition *)(void *)m->definitions.data + index;
}

/* The recorded content of a leaf up to `size`, from the source. */
static uint8_t *
recorded_content(struct markdown *m, const struct leaf *l, uint32_t size)
{
    uint8_t *content = parse_get(m, size);
    const struct segment *s = leaf_segments(m, l);
    for (uint32_t at = 0; at < size; at += s->length, s++) {
        uint32_t n = s->length < size - at ? s->length : size - at;
        if (s->made) {
            memset(content + at, ' ', n);
            continue;
        }
        memcpy(content + at, m->source->clean + s->source, n);
        if (n == s->length)
            content[at + n - 1] = '\n'; /* the source may have \r or its end */
    }
    return content;
}

static void
add_definition(struct markdown *m, struct passage *p, uint32_t from,
               const struct link_parts *parts)
{
    uint32_t end = parts->end;
    while (end > from &&
           (p->content[end - 1] == '\n' || p->content[end - 1] == ' ' ||
            p->content[end - 1] == '\t'))
        end--;
    struct definition d = {
        .whole = passage_span(p, from, end),
        .destination =
            passage_span(p, parts->destination.from, parts->destination.to),
        .title = passage_span(p, parts->title.from, parts->title.to),
    };
    buffer_put(&m->definitions, &d, sizeof d);
    parse_check(m, &m->definitions);
}

static void
collect_from(struct markdown *m, const struct leaf *l, uint32_t size)
{
    struct memory_mark mark = memory_mark(&m->memory);
    struct passage p = {.content = recorded_content(m, l, size),
                        .size = size,
                        .segments = leaf_segments(m, l),
                        .segment_count = l->segment_count};
    uint32_t at = 0;
    while (at < size) {
        struct link_parts parts;
        if (!link_definition(p.content, size, at, &parts))
            parse_fail(m, SMAC_INTERNAL, "a definition's place was lost");
        add_definition(m, &p, at, &parts);
        at = parts.end;
    }
    memory_rewind(&m->memory, mark);
}

void
definition_token(cmark_reference *r, uint8_t token[DEFINITION_TOKEN])
{
    token[0] = TOKEN_BYTE;
    memcpy(token + 1, &r->entry.age, sizeof r->entry.age);
    r->url = (cmark_chunk){token, DEFINITION_TOKEN, 0};
    r->title = (cmark_chunk){0};
}

static void
set_tokens(struct markdown *m)
{
    for (cmark_map_entry *e = m->references->refs; e != NULL; e = e->next)
        definition_token((cmark_reference *)e, parse_get(m, DEFINITION_TOKEN));
}

/* cmark sorts its map at the first look-up; have it done now, for what is
 * allocated while a leaf is parsed is forgotten after it. */
static void
sort_references(struct markdown *m)
{
    cmark_node *x =
        cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, m->parser->mem);
    cmark_strbuf_puts(&x->content, "[x]");
    cmark_parse_inlines(m->parser, x, m->references, m->parser->options);
    for (unsigned i = 0; i < m->references->size; i++)
        definition_at(m, m->references->sorted[i]->age)->duplicate = false;
}

/* The first definition of a label counts (CommonMark 4.7). */
static void
settle(struct markdown *m)
{
    for (size_t i = 0; i < definition_count(m); i++)
        definition_at(m, i)->duplicate = true;
    set_tokens(m);
    sort_references(m);
}

/* The same, when more stretches of the document may follow. */
static void
enter_labels(struct markdown *m, size_t before)
{
    size_t count = m->collected->size;
    cmark_map_entry **entries = parse_get(m, count * sizeof *entries);
    for (cmark_map_entry *e = m->collected->refs; e != NULL; e = e->next)
        entries[e->age] = e;
    for (size_t i = 0; i < count; i++)
        definition_at(m, before + i)->duplicate =
            !stretch_enter(m, entries[i]->label, before + i);
}

void
definition_collect(struct markdown *m)
{
    struct leaf *const *leaves = (struct leaf *const *)(void *)m->leaves.data;
    size_t count = m->leaves.size / sizeof *leaves;
    size_t before = definition_count(m);
    if (m->collected->size == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct leaf *l = leaves[i];
        if (l->node == NULL)
            collect_from(m, l, l->total);
        else if (l->node->type == CMARK_NODE_PARAGRAPH ||
                 l->node->type == CMARK_NODE_HEADING ||
                 l->node->type == (uint16_t)dialect_get()->table)
            collect_from(m, l, l->total - (uint32_t)l->node->content.size);
    }
    if (definition_count(m) - before != m->collected->size)
        parse_fail(m, SMAC_INTERNAL, "a definition was lost");
    if (m->source->stretch > 0)
        enter_labels(m, before);
    else
        settle(m);
}

void
definition_forget(struct markdown *m)
{
    for (size_t i = 0; i < definition_count(m); i++) {
        definition_at(m, i)->used = false;
        stretch_rest(m, sizeof(struct definition));
    }
}

struct definition *
definition_of(struct markdown *m, const cmark_chunk *url)
{
    unsigned age;
    if (url->len != DEFINITION_TOKEN || url->data[0] != TOKEN_BYTE)
        return NULL;
    memcpy(&age, url->data + 1, sizeof age);
    return definition_at(m, age);
}

void
definition_report(struct markdown *m)
{
    for (size_t i = 0; i < definition_count(m); i++) {
        const struct definition *d = definition_at(m, i);
        enum smac_reason reason = d->used ? SMAC_LINK_DEFINITION
                                  : d->duplicate
                                      ? SMAC_LINK_DEFINITION_DUPLICATE
                                      : SMAC_LINK_DEFINITION_UNUSED;
        m->events->definition(m->events->user, d->whole.from, d->whole.to,
                              reason);
        if (d->used && d->title.from < d->title.to)
            m->events->definition(m->events->user, d->title.from, d->title.to,
                                  SMAC_LINK_TITLE);
        stretch_rest(m, PAGE); /* which the ledger has to fetch */
    }
}
