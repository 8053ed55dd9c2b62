/* SPDX-License-Identifier: MIT */
#include "dialect.h"

#include <pthread.h>

#include "shadow.h"
#include "table.h"

/* Runs of two tildes travel under this name, so that a run of one never
 * stands in the way of a run of two: cmark's extension tries one pair, fails,
 * and tries the next, which is quadratic. */
#define TWO_TILDES 0x03

static struct dialect the_dialect;
static pthread_once_t registered = PTHREAD_ONCE_INIT;

static cmark_node *
new_text(cmark_parser *parser, cmark_inline_parser *inlines, int from, int to)
{
    cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, parser->mem);
    cmark_chunk *content = cmark_inline_parser_get_chunk(inlines);
    text->as.literal = cmark_chunk_dup(content, from, to - from);
    return text;
}

static cmark_node *
match_tildes(cmark_parser *parser, cmark_inline_parser *inlines)
{
    int left, right, punctuation_before, punctuation_after;
    int from = cmark_inline_parser_get_offset(inlines);
    int count = cmark_inline_parser_scan_delimiters(
        inlines, 100, '~', &left, &right, &punctuation_before,
        &punctuation_after);
    cmark_node *text = new_text(parser, inlines, from, from + count);
    if ((left || right) && (count == 1 || count == 2))
        cmark_inline_parser_push_delimiter(inlines,
                                           count == 1 ? '~' : TWO_TILDES, left,
                                           right, text);
    return text;
}

/* A mark stands for itself as one text node that begins with MARK_BYTE; the
 * walk over the inlines knows what to make of it. */
static cmark_node *
match_mark(cmark_parser *parser, cmark_inline_parser *inlines)
{
    struct markdown *m = parse_running();
    int from = cmark_inline_parser_get_offset(inlines);
    const struct mark *mark = shadow_mark(m, (uint32_t)from);
    if (mark == NULL)
        return NULL; /* the source's own DEL, or an invalid byte */
    if (mark->kind == MARK_AUTOLINK &&
        (cmark_inline_parser_in_bracket(inlines, 0) ||
         cmark_inline_parser_in_bracket(inlines, 1)))
        return NULL;
    cmark_inline_parser_set_offset(inlines, (int)mark->to);
    return new_text(parser, inlines, from, (int)mark->to);
}

static cmark_node *
match_inline(cmark_syntax_extension *self, cmark_parser *parser,
             cmark_node *parent, unsigned char character,
             cmark_inline_parser *inlines)
{
    (void)self;
    (void)parent;
    if (character == '~')
        return match_tildes(parser, inlines);
    if (character == MARK_BYTE)
        return match_mark(parser, inlines);
    return NULL;
}

/* The inlines between two runs of tildes become children of the opener. */
static delimiter *
insert_strike(cmark_syntax_extension *self, cmark_parser *parser,
              cmark_inline_parser *inlines, delimiter *opener, delimiter *closer)
{
    (void)parser;
    delimiter *next = closer->next;
    cmark_node *strike = opener->inl_text;
    strike->type = (uint16_t)the_dialect.strike;
    strike->extension = self;
    cmark_node *x = strike->next;
    while (x != NULL && x != closer->inl_text) {
        cmark_node *following = x->next;
        cmark_node_append_child(strike, x);
        x = following;
    }
    cmark_node_free(closer->inl_text);
    delimiter *d = closer;
    while (d != NULL && d != opener) {
        delimiter *previous = d->previous;
        cmark_inline_parser_remove_delimiter(inlines, d);
        d = previous;
    }
    cmark_inline_parser_remove_delimiter(inlines, opener);
    return next;
}

static int
can_contain(cmark_syntax_extension *self, cmark_node *node,
            cmark_node_type child)
{
    (void)self;
    if (node->type == (uint16_t)the_dialect.table)
        return child == the_dialect.row;
    if (node->type == (uint16_t)the_dialect.strike)
        return CMARK_NODE_TYPE_INLINE_P(child);
    return 0;
}

static int
contains_no_inlines(cmark_syntax_extension *self, cmark_node *node)
{
    (void)self;
    (void)node;
    return 0;
}

/* cmark frees the reference map when it finishes; it is ours from here on. */
static cmark_node *
take_references(cmark_syntax_extension *self, cmark_parser *parser,
                cmark_node *root)
{
    (void)self;
    struct markdown *m = parse_running();
    m->references = parser->refmap;
    parser->refmap = NULL;
    return root;
}

static cmark_syntax_extension *
new_inline_extension(const char *name, const int *characters, size_t count)
{
    cmark_syntax_extension *e = cmark_syntax_extension_new(name);
    cmark_llist *list = NULL;
    if (e == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        list = cmark_llist_append(cmark_get_default_mem_allocator(), list,
                                  (void *)(intptr_t)characters[i]);
    cmark_syntax_extension_set_special_inline_chars(e, list);
    cmark_syntax_extension_set_match_inline_func(e, match_inline);
    return e;
}

/* Enters the extension's characters in cmark's tables, for good: what cmark
 * does when a parse begins, without what it does when the parse ends. */
static void
enter_characters(cmark_syntax_extension *e)
{
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, e);
    cmark_manage_extensions_special_characters(parser, true);
    cmark_parser_free(parser);
}

static void
register_dialect(void)
{
    const int characters[] = {'~', TWO_TILDES, MARK_BYTE};
    cmark_syntax_extension *e = new_inline_extension("smac", characters, 3);
    /* Emphasis looks through tildes to what is behind them. */
    cmark_syntax_extension *t = new_inline_extension("smac-tilde", characters, 1);
    cmark_syntax_extension *n = cmark_syntax_extension_new("smac-no-inlines");
    if (e == NULL || t == NULL || n == NULL)
        return;
    enter_characters(e);
    cmark_syntax_extension_set_emphasis(t, 1);
    enter_characters(t);
    the_dialect.table = cmark_syntax_extension_add_node(0);
    the_dialect.row = cmark_syntax_extension_add_node(0);
    the_dialect.strike = cmark_syntax_extension_add_node(1);
    cmark_syntax_extension_set_inline_from_delim_func(e, insert_strike);
    cmark_syntax_extension_set_can_contain_func(e, can_contain);
    cmark_syntax_extension_set_contains_inlines_func(e, contains_no_inlines);
    cmark_syntax_extension_set_open_block_func(e, table_try_opening);
    cmark_syntax_extension_set_match_block_func(e, table_matches);
    cmark_syntax_extension_set_postprocess_func(e, take_references);
    cmark_syntax_extension_set_contains_inlines_func(n, contains_no_inlines);
    the_dialect.tildes = t;
    the_dialect.no_inlines = n;
    the_dialect.extension = e;
}

const struct dialect *
dialect_get(void)
{
    pthread_once(&registered, register_dialect);
    return the_dialect.extension == NULL ? NULL : &the_dialect;
}
