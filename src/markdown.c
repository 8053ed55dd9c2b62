/* SPDX-License-Identifier: MIT */
#include "markdown.h"

#include <stdlib.h>

#include "definition.h"
#include "dialect.h"
#include "footnote.h"
#include "inline.h"
#include "leaf.h"
#include "link.h"
#include "newer.h"
#include "parse.h"
#include "render.h"
#include "table.h"

/* cmark's allocator has no context argument; this is it. Set only while
 * one runs. */
static _Thread_local struct markdown *running;

struct markdown *
parse_running(void)
{
    return running;
}

_Noreturn void
parse_fail(struct markdown *m, enum smac_status status, const char *message)
{
    m->status = status;
    m->message = message;
    longjmp(m->bail_out, 1);
}

void
parse_check(struct markdown *m, const struct buffer *b)
{
    if (b->failed)
        parse_fail(m, SMAC_NO_MEMORY, "out of memory");
}

static void *
checked(struct markdown *m, void *p)
{
    if (p == NULL && m->memory.starved)
        parse_fail(m, SMAC_NO_MEMORY, "out of memory");
    if (p == NULL)
        parse_fail(m, SMAC_TOO_COMPLEX, "the memory ceiling was reached");
    return p;
}

void *
parse_get(struct markdown *m, size_t size)
{
    return checked(m, memory_get(&m->memory, size));
}

/* ---- cmark's allocator: it may not answer NULL ------------------------------ */

static void *
allocate(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return checked(running, NULL);
    return checked(running, memory_get(&running->memory, count * size));
}

static void *
reallocate(void *old, size_t size)
{
    return checked(running, memory_regrow(&running->memory, old, size));
}

static void
release(void *p)
{
    (void)p;
}

static cmark_mem arena = {allocate, reallocate, release};

/* ---- the block phase ---------------------------------------------------------- */

/* The clean text has no NUL but the one behind its end. */
static size_t
find_line_end(const uint8_t *text, size_t from)
{
    return from + strcspn((const char *)text + from, "\r\n");
}

/* cmark looks at every open container for every line, and at all parents for
 * every block: depth times lines. */
static void
check_depth(struct markdown *m)
{
    unsigned depth = 0;
    for (cmark_node *x = m->parser->current; x != NULL; x = x->parent) {
        /* the document and a leaf are no containers */
        if (depth++ >= 2 && depth - 2 > m->max_depth)
            parse_fail(m, SMAC_TOO_COMPLEX,
                        "more open containers than max-depth allows");
    }
}

static void
feed_line(struct markdown *m, size_t from, size_t end)
{
    const cmark_node *before = m->parser->current;
    m->line_source = from;
    buffer_put(&m->line_starts, &from, sizeof from);
    parse_check(m, &m->line_starts);
    const uint8_t *source = m->source->clean + from;
    const uint8_t *line = newer_line(m, source, end - from);
    bool whole = line == source && source[end - from] == '\n';
    cmark_parser_feed(m->parser, (const char *)line, end - from + whole);
    if (!whole)
        cmark_parser_feed(m->parser, "\n", 1);
    leaf_record(m, from, end, before);
    if (m->parser->current != before)
        check_depth(m);
}

static void
feed_lines(struct markdown *m, size_t start)
{
    const struct source *s = m->source;
    size_t from = start;
    while (from < s->size) {
        size_t end = find_line_end(s->clean, from);
        feed_line(m, from, end);
        from = end;
        if (from < s->size && s->clean[from] == '\r')
            from++;
        if (from < s->size && s->clean[from] == '\n' &&
            (from == end || s->clean[from - 1] == '\r'))
            from++;
    }
}

/* Keeps cmark from parsing inlines: that is done leaf by leaf, on a shadow of
 * the content, when the page is rendered. */
static void
fence_off_inlines(struct markdown *m)
{
    struct leaf **leaves = (struct leaf **)(void *)m->leaves.data;
    size_t count = m->leaves.size / sizeof *leaves;
    for (size_t i = 0; i < count; i++) {
        cmark_node *x = leaves[i]->node;
        if (x != NULL && x->extension == NULL &&
            (x->type == CMARK_NODE_PARAGRAPH || x->type == CMARK_NODE_HEADING))
            x->extension = dialect_get()->no_inlines;
    }
}

static cmark_node *
parse_blocks(struct markdown *m)
{
    m->parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES, &arena);
    cmark_parser_attach_syntax_extension(m->parser, dialect_get()->extension);
    feed_lines(m, m->start);
    fence_off_inlines(m);
    /* Else cmark_parser_finish adds our special characters to its tables and
     * takes them away again, under the feet of other threads; and runs its
     * footnote phase. */
    cmark_llist *inline_extensions = m->parser->inline_syntax_extensions;
    m->parser->inline_syntax_extensions = NULL;
    m->parser->options = CMARK_OPT_DEFAULT;
    cmark_node *root = cmark_parser_finish(m->parser);
    m->parser->inline_syntax_extensions = inline_extensions;
    return root;
}

/* ---- life cycle ----------------------------------------------------------------- */

#define BUFFERS(X)                                                             \
    X(line_starts) X(segments) X(leaves) X(marks) X(definitions) X(footnotes)  \
    X(order) X(cells) X(pieces) X(prose.text) X(prose.flags) X(prose.runs)     \
    X(hidden) X(veils)

struct markdown *
markdown_new(void)
{
    struct markdown *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    memory_init(&m->memory);
#define INIT(name) buffer_init(&m->name, SIZE_MAX / 2);
    BUFFERS(INIT)
#undef INIT
    return m;
}

void
markdown_free(struct markdown *m)
{
    if (m == NULL)
        return;
    memory_release(&m->memory);
#define RELEASE(name) buffer_release(&m->name);
    BUFFERS(RELEASE)
#undef RELEASE
    free(m);
}

const char *
markdown_message(const struct markdown *m)
{
    return m->message;
}

static void
clear(struct markdown *m)
{
#define CLEAR(name) buffer_clear(&m->name);
    BUFFERS(CLEAR)
#undef CLEAR
    m->status = SMAC_OK;
    m->message = "";
    m->references = NULL;
    m->renamed = false;
}

/* `work` is done with the means to bail out of it. */
static enum smac_status
run(struct markdown *m, void (*work)(struct markdown *))
{
    running = m;
    if (setjmp(m->bail_out) == 0)
        work(m);
    running = NULL;
    return m->status;
}

/* Is there an <a>, perhaps in code? */
static bool
has_anchor(const uint8_t *text)
{
    for (const char *at = (const char *)text; (at = strchr(at, '<')) != NULL;) {
        at++;
        if ((*at == 'a' || *at == 'A') && strchr(" \t\r\n\f/>", at[1]) != NULL)
            return true;
    }
    return false;
}

static void
parse(struct markdown *m)
{
    m->anchors = has_anchor(m->source->clean);
    m->root = parse_blocks(m);
    footnote_collect(m, m->root);
    definition_collect(m);
    m->parsed = memory_mark(&m->memory);
}

enum smac_status
markdown_parse(struct markdown *m, const struct source *source, size_t start,
               size_t max_memory, unsigned max_depth)
{
    if (source->size > INT32_MAX / 2) {
        m->message = "more than 1 GiB in one piece";
        return SMAC_TOO_BIG; /* cmark counts in 32 bits */
    }
    clear(m);
    memory_reset(&m->memory, max_memory);
    m->source = source;
    m->start = start;
    m->max_depth = max_depth;
    return run(m, parse);
}

static void
each_in_table(struct markdown *m, const cmark_node *x,
              void (*each)(void *, const uint8_t *, size_t, bool), void *user)
{
    each(user, x->content.ptr, (size_t)x->content.size, false);
    for (const cmark_node *y = x->first_child; y != NULL; y = y->next) {
        const struct row *row = table_row_of(y);
        each(user, m->source->clean + row->source, row->length, false);
    }
}

void
markdown_each_text(struct markdown *m,
                   void (*each)(void *, const uint8_t *, size_t, bool),
                   void *user)
{
    struct leaf *const *leaves = (struct leaf *const *)(void *)m->leaves.data;
    size_t count = m->leaves.size / sizeof *leaves;
    if (m->renamed) { /* the names are not those of the source */
        each(user, m->source->clean, m->source->size, false);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const cmark_node *x = leaves[i]->node;
        if (x == NULL || x->type == CMARK_NODE_CODE_BLOCK)
            continue;
        if (x->type == (uint16_t)dialect_get()->table)
            each_in_table(m, x, each, user);
        else if (x->type == CMARK_NODE_HTML_BLOCK)
            each(user, x->as.literal.data, (size_t)x->as.literal.len, false);
        else
            each(user, x->content.ptr, (size_t)x->content.size, true);
    }
}

static void
render(struct markdown *m)
{
    render_page(m, m->root);
    definition_report(m);
}

enum smac_status
markdown_render(struct markdown *m, const struct markdown_events *events)
{
    m->events = events;
    m->tex = (struct tex){.count = 0};
    memory_rewind(&m->memory, m->parsed);
    footnote_forget(m);
    definition_forget(m);
    return run(m, render);
}
