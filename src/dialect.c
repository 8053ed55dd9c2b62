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
    int count = cmark_inline_parser_scan_delimiters(inlines, 100, '~', &left,
                                                    &right, &punctuation_before,
                                                    &punctuation_after);
    cmark_node *text = new_text(parser, inlines, from, from + count);
    if ((left || right) && (count == 1 || count == 2))
        cmark_inline_parser_push_delimiter(
            inlines, count == 1 ? '~' : TWO_TILDES, left, right, text);
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
              cmark_inline_parser *inlines, delimiter *opener,
              delimiter *closer)
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
    m->collected = parser->refmap;
    parser->refmap = NULL;
    return root;
}

/* cmark's functions that make extensions take memory from an allocator that
 * aborts where there is none; what they would make stands here. */
#define CHARACTER(c) ((void *)(intptr_t)(c))

static cmark_llist characters[] = {
    {&characters[1], CHARACTER('~')},
    {&characters[2], CHARACTER(TWO_TILDES)},
    {NULL, CHARACTER(MARK_BYTE)},
};

static cmark_syntax_extension the_extension = {
    .name = (char[]){"smac"},
    .special_inline_chars = characters,
    .match_inline = match_inline,
    .insert_inline_from_delim = insert_strike,
    .can_contain_func = can_contain,
    .contains_inlines_func = contains_no_inlines,
    .try_opening_block = table_try_opening,
    .last_block_matches = table_matches,
    .postprocess_func = take_references,
};

/* Emphasis looks through tildes to what is behind them. */
static cmark_llist tilde[] = {{NULL, CHARACTER('~')}};
static cmark_syntax_extension tildes = {
    .name = (char[]){"smac-tilde"},
    .special_inline_chars = tilde,
    .emphasis = true,
};

static cmark_syntax_extension no_inlines = {
    .name = (char[]){"smac-no-inlines"},
    .contains_inlines_func = contains_no_inlines,
};

/* Enters the extension's characters in cmark's tables, for good: what cmark
 * does when a parse begins, without what it does when the parse ends. Of the
 * parser it looks at the list alone. */
static void
enter_characters(cmark_syntax_extension *e)
{
    cmark_llist list = {NULL, e};
    cmark_parser parser = {.inline_syntax_extensions = &list};
    cmark_manage_extensions_special_characters(&parser, true);
}

static void
register_dialect(void)
{
    enter_characters(&the_extension);
    enter_characters(&tildes);
    the_dialect = (struct dialect){
        .extension = &the_extension,
        .no_inlines = &no_inlines,
        .table = cmark_syntax_extension_add_node(0),
        .row = cmark_syntax_extension_add_node(0),
        .strike = cmark_syntax_extension_add_node(1),
    };
}

const struct dialect *
dialect_get(void)
{
    pthread_once(&registered, register_dialect);
    return &the_dialect;
}
