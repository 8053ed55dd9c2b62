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
#include "stretch.h"
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
    struct markdown *m = running;
    size_t all;
    bool fits = !__builtin_mul_overflow(count, size, &all);
    return checked(m, fits ? memory_get(&m->memory, all) : NULL);
}

static void *
reallocate(void *old, size_t size)
{
    struct markdown *m = running;
    return checked(m, memory_regrow(&m->memory, old, size));
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

static size_t
next_line(const struct source *s, size_t end)
{
    if (s->clean[end] == '\r' && s->clean[end + 1] == '\n')
        return end + 2;
    return end < s->size ? end + 1 : end;
}

static bool
is_blank(const uint8_t *line, size_t length)
{
    size_t i = 0;
    while (i < length && (line[i] == ' ' || line[i] == '\t'))
        i++;
    return i == length;
}

/* The line that was fed last began a block on the page itself, and that closed
 * all before it. Behind a blank line, for then no paragraph was open, it reads
 * the same in a parser that has seen nothing. */
static bool
begins_anew(const cmark_parser *p)
{
    const cmark_node *x = p->root->last_child;
    return x != NULL && x->start_line == p->line_number &&
           (x->prev == NULL || !(x->prev->flags & CMARK_NODE__OPEN));
}

/* Where the buffers that a line adds to have come to. */
struct line_mark {
    size_t starts;
    size_t segments;
    size_t leaves;
    bool renamed;
};

/* As if the last line had not been fed. */
static void
take_back(struct markdown *m, const struct line_mark *mark)
{
    cmark_node_unlink(m->parser->root->last_child);
    m->parser->current = m->parser->root;
    m->line_starts.size = mark->starts;
    m->segments.size = mark->segments;
    m->leaves.size = mark->leaves;
    m->renamed = mark->renamed;
}

static size_t
feed_lines(struct markdown *m, size_t from, size_t to, size_t least)
{
    const struct source *s = m->source;
    size_t at = from;
    bool blank = false;
    while (at < to) {
        size_t end = find_line_end(s->clean, at);
        const struct line_mark mark = {m->line_starts.size, m->segments.size,
                                       m->leaves.size, m->renamed};
        feed_line(m, at, end);
        /* a parser takes 0xEF at its start for a byte order mark */
        if (blank && s->clean[at] != 0xEF && begins_anew(m->parser)) {
            take_back(m, &mark);
            return at;
        }
        blank = at - from >= least && is_blank(s->clean + at, end - at);
        at = next_line(s, end);
        if (at - from > INT32_MAX / 2) /* cmark counts in 32 bits */
            parse_fail(m, SMAC_TOO_BIG, "more than 1 GiB in one block");
    }
    return at;
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

static void
forget_blocks(struct markdown *m)
{
    memory_rewind(&m->memory, (struct memory_mark){.chunk = NULL});
    buffer_clear(&m->line_starts);
    buffer_clear(&m->segments);
    buffer_clear(&m->leaves);
    m->renamed = false;
}

size_t
parse_blocks(struct markdown *m, size_t from, size_t to, size_t least)
{
    forget_blocks(m);
    m->parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES, &arena);
    cmark_parser_attach_syntax_extension(m->parser, dialect_get()->extension);
    size_t end = feed_lines(m, from, to, least);
    fence_off_inlines(m);
    /* Else cmark_parser_finish adds our special characters to its tables and
     * takes them away again, under the feet of other threads; and runs its
     * footnote phase. */
    cmark_llist *inline_extensions = m->parser->inline_syntax_extensions;
    m->parser->inline_syntax_extensions = NULL;
    m->parser->options = CMARK_OPT_DEFAULT;
    m->root = cmark_parser_finish(m->parser);
    m->parser->inline_syntax_extensions = inline_extensions;
    return end;
}

/* ---- the text of the blocks --------------------------------------------------- */

static void
tell_table(const struct markdown *m, const cmark_node *x)
{
    const struct markdown_listener *l = m->listener;
    l->text(l->user, x->content.ptr, (size_t)x->content.size, false);
    for (const cmark_node *y = x->first_child; y != NULL; y = y->next) {
        const struct row *row = table_row_of(y);
        l->text(l->user, m->source->clean + row->source, row->length, false);
    }
}

/* The text of a block that is no table and no code, with its own names. */
static void
tell_block(struct markdown *m, const struct leaf *l)
{
    const cmark_node *x = l->node;
    bool html = x->type == CMARK_NODE_HTML_BLOCK;
    uint8_t *text = html ? x->as.literal.data : x->content.ptr;
    uint32_t size = (uint32_t)(html ? x->as.literal.len : x->content.size);
    struct passage p = {
        .content = text,
        .size = size,
        .segments = leaf_segments(m, l),
        .segment_count = l->segment_count,
        .base = l->total - size,
    };
    if (m->renamed && size > 0 && size <= l->total)
        newer_restore(m, &p);
    m->listener->text(m->listener->user, text, size, !html);
}

void
parse_tell_text(struct markdown *m)
{
    struct leaf *const *leaves = (struct leaf *const *)(void *)m->leaves.data;
    size_t count = m->leaves.size / sizeof *leaves;
    for (size_t i = 0; i < count; i++) {
        const cmark_node *x = leaves[i]->node;
        if (x == NULL || x->type == CMARK_NODE_CODE_BLOCK)
            continue;
        if (x->type == (uint16_t)dialect_get()->table)
            tell_table(m, x);
        else
            tell_block(m, leaves[i]);
    }
}

/* ---- life cycle ----------------------------------------------------------------- */

#define BUFFERS(X)                                                             \
    X(line_starts)                                                             \
    X(segments)                                                                \
    X(leaves)                                                                  \
    X(marks)                                                                   \
    X(definitions)                                                             \
    X(footnotes)                                                               \
    X(order)                                                                   \
    X(cells)                                                                   \
    X(pieces)                                                                  \
    X(prose.text)                                                              \
    X(prose.flags)                                                             \
    X(prose.runs)                                                              \
    X(hidden)                                                                  \
    X(veils)                                                                   \
    X(stretches.starts)

struct markdown *
markdown_new(void)
{
    struct markdown *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    memory_init(&m->memory);
    memory_init(&m->stretches.kept);
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
    stretch_release(m);
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
    stretch_release(m);
    m->status = SMAC_OK;
    m->message = "";
    m->references = NULL;
    m->unseen = false;
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

bool
parse_has_anchor(const uint8_t *text, size_t size)
{
    const uint8_t *end = text + size;
    const uint8_t *at = text;
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        at++;
        if ((*at == 'a' || *at == 'A') && strchr(" \t\r\n\f/>", at[1]) != NULL)
            return true;
    }
    return false;
}

static void
parse(struct markdown *m)
{
    const struct source *s = m->source;
    if (s->stretch > 0) {
        stretch_collect(m);
        return;
    }
    m->anchors = parse_has_anchor(s->clean, s->size);
    parse_blocks(m, m->start, s->size, SIZE_MAX);
    m->references = m->collected;
    footnote_collect(m, s->size);
    footnote_sort(m);
    definition_collect(m);
    m->parsed = memory_mark(&m->memory);
    parse_tell_text(m);
}

enum smac_status
markdown_parse(struct markdown *m, const struct source *source, size_t start,
               size_t max_memory, unsigned max_depth,
               const struct markdown_listener *listener)
{
    clear(m);
    memory_reset(&m->memory, max_memory);
    memory_reset(&m->stretches.kept, max_memory);
    buffer_release(&m->definitions); /* of another document, maybe on disk */
    buffer_spill(&m->definitions, source->scratch, source->spill);
    m->source = source;
    m->start = start;
    m->max_depth = max_depth;
    m->listener = listener;
    return run(m, parse);
}

static void
render(struct markdown *m)
{
    if (m->source->stretch > 0)
        stretch_render(m);
    else
        render_blocks(m);
    render_footnotes(m);
    definition_report(m);
}

enum smac_status
markdown_render(struct markdown *m, const struct markdown_events *events)
{
    m->events = events;
    m->tex = (struct tex){.count = 0};
    if (m->source->stretch == 0)
        memory_rewind(&m->memory, m->parsed);
    footnote_forget(m);
    definition_forget(m);
    return run(m, render);
}
