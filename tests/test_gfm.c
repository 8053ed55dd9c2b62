/* SPDX-License-Identifier: MIT */
/* What is laid out as markdown is read back by cmark-gfm itself: random boxes
 * and characters go out as markdown, the tree that the parser makes of it must
 * hold the same characters and words, and nothing that a filter would discard;
 * laying that tree out again must give the same bytes.
 *
 * TEXT_SEEDS=100000 runs that many sequences, TEXT_SEED=7 that one, shown. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "text.h"

/* ---- characters, and where words part ---------------------------------------- */

/* The visible characters without blanks, and for each whether something parts
 * it from the one before. */
struct words {
    struct buffer characters;
    struct buffer parted;
    bool part;
};

static void
words_init(struct words *w)
{
    buffer_init(&w->characters, SIZE_MAX);
    buffer_init(&w->parted, SIZE_MAX);
    w->part = true;
}

static void
words_release(struct words *w)
{
    buffer_release(&w->characters);
    buffer_release(&w->parted);
}

static void
words_put(struct words *w, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == ' ' || *s == '\t' || *s == '\n') {
            w->part = true;
            continue;
        }
        buffer_putc(&w->characters, (uint8_t)*s);
        buffer_putc(&w->parted, w->part);
        w->part = false;
    }
}

/* Index of the first difference, or -1. */
static long
words_differ(const struct words *a, const struct words *b)
{
    size_t n = a->characters.size;
    if (b->characters.size < n)
        n = b->characters.size;
    for (size_t i = 0; i < n; i++)
        if (a->characters.data[i] != b->characters.data[i] ||
            a->parted.data[i] != b->parted.data[i])
            return (long)i;
    return a->characters.size == b->characters.size ? -1 : (long)n;
}

/* ---- random sequences --------------------------------------------------------- */

static uint64_t
next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned
pick(uint64_t *state, unsigned n)
{
    return (unsigned)(next_random(state) % n);
}

/* clang-format off */
static const char *const pieces[] = {
    "a", "b", "word", "two words", "x1", "ein ", " und", " ", "\n", "  ", "\t",
    " \n ", "\n\n", "é", "д", "日本", "“q”", "—", "😀", "\u00a0", "\u3000", "*",
    "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "```", "* ", "- ",
    "-", "--", "---", "- - -", "***\n", "___", "_ _ _", "===", "=", "+", "+ ",
    "+++", "#", "##", "# ", "#######", " #", "# #", ">", "> ", "<", "<b", "<!",
    "<!--", "-->", "<?", "</", "</b>", "<a@b.c>", "<http://x>", "&", "&amp;",
    "&#35;", "&#x1f;", "&copy", "&nosuch;", "AT&T", "\\", "\\\\", "\\*",
    "\\\n", "[", "]", "[]", "[ ] ", "[x] ", "[X] ", "[x]", "[a](b)", "[a]",
    "[a]: b", "[//]: # (x)", "[^1]", "[^1]: n", "![", "!", "![i](s)", "(u)",
    "](", ":", "[a][b]", "[see also]", "[!NOTE]", "array[0]", "1.", "1. ",
    "1) ", "2. ", "10. ", "999999999. ", "1234567890. ", "7", ".", ")", "|",
    " | ", "||", "\\|", "|-", "| - |", ":-", "-:|:-", ":-:", "---|---",
    "a | b", "2 * 3", "a_b", "_a_", "C#", "x < y", "a - b", "http://e.org/a_b",
    "http://", "http://x/*a*", "https://e.org/?a=b&c=d", "www.e.org", "www.",
    "www", "www.x/_y_", "ftp://f/~u", "me@e.org", "a_b-c@e.org", "mailto:",
    "HTTP://X", "(http://e.org)", "http://e.org.", "$a_b$", "$$", "    ",
    "\"q\"", "'", ";", ",", "?", "{", "}", "^", "%", "@", "/", "//", "://",
    "<x y='", "=\n", "-\n", "a\n---", "a\n===", "a\n: - |", "foo\\\nbar",
    "`a`", "`|`", "\n> ", "\n- ", "\n1. ", "\n2. ", "\n# ", "\n    ", "\n```",
    "\n~~~", "\n<div>", "\n|a|b|\n|-|-|", "\n[a]: /u", "\n---\n", "\n***",
    "i.e. ", "v1.2.3", "$", " $x % y$ ", "$`x % y`$", "\\phantom{x}", "\\$",
    "> [!TIP]\n",
};
/* clang-format on */

struct sequence {
    uint64_t random;
    struct text *text;
    struct words words;
    uint8_t stack[64];
    size_t depth;
    FILE *trace; /* NULL: none */
};

static bool
is_inline(uint8_t box)
{
    return box == TEXT_NONE || box >= TEXT_EMPHASIS;
}

static void
open_box(struct sequence *s)
{
    static const unsigned char aligns[] = {0, 'l', 'c', 'r'};
    if (s->depth == sizeof s->stack)
        return;
    enum text_box box = (enum text_box)pick(&s->random, TEXT_BOX_COUNT);
    /* inside a table, mostly what belongs there */
    if (s->depth > 0 && pick(&s->random, 4) != 0) {
        uint8_t top = s->stack[s->depth - 1];
        if (top == TEXT_TABLE)
            box = TEXT_ROW;
        else if (top == TEXT_ROW)
            box = pick(&s->random, 2) == 0 ? TEXT_CELL : TEXT_HEADER_CELL;
        else if (top == TEXT_BULLETS || top == TEXT_NUMBERS)
            box = TEXT_ITEM;
    }
    unsigned argument = 0;
    if (box == TEXT_HEADING)
        argument = 1 + pick(&s->random, 6);
    else if (box == TEXT_BULLETS)
        argument = pick(&s->random, 2);
    else if (box == TEXT_NUMBERS)
        argument = pick(&s->random, 24);
    else if (box == TEXT_ITEM && pick(&s->random, 6) == 0)
        argument = 1 + pick(&s->random, 12);
    else if (box == TEXT_HEADER_CELL || box == TEXT_CELL)
        argument = aligns[pick(&s->random, 4)];
    if (s->trace != NULL)
        fprintf(s->trace, "open %d %u\n", (int)box, argument);
    text_open(s->text, box, argument);
    s->stack[s->depth++] = (uint8_t)box;
    if (!is_inline((uint8_t)box))
        s->words.part = true;
}

static void
close_box(struct sequence *s)
{
    if (s->depth == 0)
        return;
    size_t up = pick(&s->random, 10) == 0 ? pick(&s->random, 4) : 0;
    uint8_t box = s->stack[s->depth - 1 - (up < s->depth ? up : 0)];
    if (pick(&s->random, 40) == 0)
        box = (uint8_t)pick(&s->random, TEXT_BOX_COUNT);
    if (s->trace != NULL)
        fprintf(s->trace, "close %d\n", (int)box);
    text_close(s->text, (enum text_box)box);
    if (memchr(s->stack, box, s->depth) == NULL)
        return;
    uint8_t closed;
    do {
        closed = s->stack[--s->depth];
        if (!is_inline(closed))
            s->words.part = true;
    } while (closed != box);
}

static void
put_piece(struct sequence *s)
{
    const char *piece =
        pieces[pick(&s->random, sizeof pieces / sizeof *pieces)];
    if (s->trace != NULL)
        fprintf(s->trace, "put «%s»\n", piece);
    text_put(s->text, (const uint8_t *)piece, strlen(piece));
    words_put(&s->words, piece);
}

static void
take_step(struct sequence *s)
{
    unsigned what = pick(&s->random, 32);
    if (what < 18) {
        put_piece(s);
    } else if (what < 24) {
        open_box(s);
    } else if (what < 29) {
        close_box(s);
    } else if (what < 31) {
        if (s->trace != NULL)
            fprintf(s->trace, "break\n");
        text_break(s->text);
        s->words.part = true;
    } else if (pick(&s->random, 3) == 0) {
        if (s->trace != NULL)
            fprintf(s->trace, "rule\n");
        text_rule(s->text);
        s->words.part = true;
    }
}

/* ---- back from cmark-gfm's tree ------------------------------------------------ */

struct rebuild {
    struct text *text;
    struct words words;
    const char *bad; /* what must not have been there */
};

static void
put_back(struct rebuild *r, const char *s)
{
    if (s == NULL)
        return;
    text_put(r->text, (const uint8_t *)s, strlen(s));
    words_put(&r->words, s);
}

static bool
is_autolink(cmark_node *link)
{
    cmark_node *text = cmark_node_first_child(link);
    if (text == NULL || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return false;
    const char *url = cmark_node_get_url(link);
    const char *shown = cmark_node_get_literal(text);
    size_t n = strlen(url), m = strlen(shown);
    return n >= m && strcmp(url + (n - m), shown) == 0;
}

static unsigned
alignment_of(cmark_node *cell)
{
    size_t column = 0;
    for (cmark_node *c = cell; (c = cmark_node_previous(c)) != NULL;)
        column++;
    cmark_node *row = cmark_node_parent(cell);
    return cmark_gfm_extensions_get_table_alignments(
        cmark_node_parent(row))[column];
}

/* The box that the node is, or -1. */
static int
box_of(struct rebuild *r, cmark_node *node, unsigned *argument)
{
    const char *type = cmark_node_get_type_string(node);
    *argument = 0;
    if (strcmp(type, "paragraph") == 0)
        return TEXT_PARAGRAPH;
    if (strcmp(type, "heading") == 0) {
        *argument = (unsigned)cmark_node_get_heading_level(node);
        return TEXT_HEADING;
    }
    if (strcmp(type, "block_quote") == 0)
        return TEXT_QUOTE;
    if (strcmp(type, "list") == 0) {
        *argument = cmark_node_get_list_tight(node) ? 1 : 0;
        if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST)
            return TEXT_BULLETS;
        *argument += 2 * (unsigned)cmark_node_get_list_start(node);
        return TEXT_NUMBERS;
    }
    if (strcmp(type, "item") == 0 || strcmp(type, "tasklist") == 0)
        return TEXT_ITEM;
    if (strcmp(type, "table") == 0)
        return TEXT_TABLE;
    if (strcmp(type, "table_header") == 0 || strcmp(type, "table_row") == 0)
        return TEXT_ROW;
    if (strcmp(type, "table_cell") == 0) {
        *argument = alignment_of(node);
        return cmark_gfm_extensions_get_table_row_is_header(
                   cmark_node_parent(node))
                   ? TEXT_HEADER_CELL
                   : TEXT_CELL;
    }
    if (strcmp(type, "emph") == 0)
        return TEXT_EMPHASIS;
    if (strcmp(type, "strong") == 0)
        return TEXT_STRONG;
    if (strcmp(type, "strikethrough") == 0)
        return TEXT_STRIKE;
    if (strcmp(type, "link") == 0 && is_autolink(node))
        return TEXT_NONE;
    if (strcmp(type, "document") == 0)
        return TEXT_GROUP;
    r->bad = type;
    return -1;
}

static void
put_leaf(struct rebuild *r, cmark_node *node)
{
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        put_back(r, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        put_back(r, "\n");
        break;
    case CMARK_NODE_LINEBREAK:
        text_break(r->text);
        r->words.part = true;
        break;
    case CMARK_NODE_CODE:
        text_open(r->text, TEXT_CODE, 0);
        put_back(r, cmark_node_get_literal(node));
        text_close(r->text, TEXT_CODE);
        break;
    case CMARK_NODE_CODE_BLOCK:
        r->words.part = true;
        text_open(r->text, TEXT_CODE_BLOCK, 0);
        put_back(r, cmark_node_get_literal(node));
        text_close(r->text, TEXT_CODE_BLOCK);
        r->words.part = true;
        break;
    default:
        text_rule(r->text);
        r->words.part = true;
    }
}

static bool
is_leaf(cmark_node *node)
{
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
        return true;
    default:
        return false;
    }
}

/* A task's box is the first thing in the first paragraph of its item. */
static void
put_task(struct rebuild *r, cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    if (cmark_node_previous(paragraph) != NULL ||
        strcmp(cmark_node_get_type_string(item), "tasklist") != 0)
        return;
    bool checked = cmark_gfm_extensions_get_tasklist_item_checked(item);
    put_back(r, checked ? "[x] " : "[ ] ");
}

static void
walk_tree(struct rebuild *r, cmark_node *root)
{
    cmark_iter *iterator = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (is_leaf(node)) {
            put_leaf(r, node);
            continue;
        }
        unsigned argument;
        int box = box_of(r, node, &argument);
        if (box < 0)
            continue;
        if (!is_inline((uint8_t)box))
            r->words.part = true;
        if (event == CMARK_EVENT_EXIT) {
            text_close(r->text, (enum text_box)box);
            continue;
        }
        text_open(r->text, (enum text_box)box, argument);
        if (box == TEXT_PARAGRAPH)
            put_task(r, node);
    }
    cmark_iter_free(iterator);
}

static cmark_node *
parse(const uint8_t *bytes, size_t length)
{
    static const char *const extensions[] = {"table", "strikethrough",
                                             "autolink", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < 4; i++)
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, (const char *)bytes, length);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/* ---- the property --------------------------------------------------------------- */

static void
explain(const char *what, uint64_t seed, const uint8_t *first, size_t n,
        const uint8_t *second, size_t m, const struct words *wanted,
        const struct words *got)
{
    fprintf(stderr,
            "TEXT_SEED=%llu: %s\n---- first\n%.*s---- second\n%.*s----\n",
            (unsigned long long)seed, what, (int)n, (const char *)first, (int)m,
            m > 0 ? (const char *)second : "");
    long at = words_differ(wanted, got);
    if (at < 0)
        return;
    size_t from = at > 20 ? (size_t)at - 20 : 0;
    fprintf(stderr, "at %ld, wanted: %.*s\n       got: %.*s\n", at, 40,
            (const char *)wanted->characters.data + from,
            got->characters.size > from ? 40 : 0,
            (const char *)got->characters.data + from);
}

/* Parses what was laid out and lays it out again; false if that differs. */
static bool
survives(uint64_t seed, const struct words *wanted, const uint8_t *first,
         size_t n)
{
    cmark_node *root = parse(first, n);
    struct rebuild r = {.text = text_new(SMAC_TO_MARKDOWN, SIZE_MAX)};
    words_init(&r.words);
    walk_tree(&r, root);
    const uint8_t *second;
    size_t m;
    cr_assert(text_finish(r.text, &second, &m));
    buffer_putc(&r.words.characters, '\0');
    r.words.characters.size--;
    const char *what = NULL;
    if (r.bad != NULL)
        what = r.bad;
    else if (words_differ(wanted, &r.words) >= 0)
        what = "the words differ";
    else if (n != m || (n > 0 && memcmp(first, second, n) != 0))
        what = "not stable";
    if (what != NULL)
        explain(what, seed, first, n, second, m, wanted, &r.words);
    words_release(&r.words);
    text_free(r.text);
    cmark_node_free(root);
    return what == NULL;
}

/* Plain text has the characters in order, among bullets and the like, and
 * ends with one newline. */
static bool
is_whole(uint64_t seed, const struct words *wanted, const uint8_t *text,
         size_t n)
{
    size_t i = 0;
    for (size_t k = 0; k < n && i < wanted->characters.size; k++)
        if (text[k] == wanted->characters.data[i])
            i++;
    bool ends = n == 0 || (n > 1 && text[n - 1] == '\n' && text[n - 2] != '\n');
    if (i == wanted->characters.size && ends)
        return true;
    fprintf(stderr, "TEXT_SEED=%llu: as text\n%.*s----\n",
            (unsigned long long)seed, (int)n, (const char *)text);
    return false;
}

static bool
run_sequence(uint64_t seed, enum smac_format format, FILE *trace)
{
    struct sequence s = {.random = seed * 0x2545f4914f6cdd1du, .trace = trace};
    s.text = text_new(format, SIZE_MAX);
    words_init(&s.words);
    unsigned most = pick(&s.random, 8) == 0 ? 400 : 60;
    for (unsigned steps = 4 + pick(&s.random, most); steps > 0; steps--)
        take_step(&s);
    const uint8_t *first;
    size_t n;
    cr_assert(text_finish(s.text, &first, &n));
    buffer_putc(&s.words.characters, '\0');
    s.words.characters.size--;
    bool good = format == SMAC_TO_TEXT ? is_whole(seed, &s.words, first, n)
                                       : survives(seed, &s.words, first, n);
    words_release(&s.words);
    text_free(s.text);
    return good;
}

static unsigned long
number_from(const char *name, unsigned long otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strtoul(value, NULL, 10);
}

Test(gfm, random_boxes_are_read_back_as_they_were)
{
    unsigned long one = number_from("TEXT_SEED", 0);
    if (one != 0) {
        cr_expect(run_sequence(one, SMAC_TO_TEXT, NULL));
        cr_expect(run_sequence(one, SMAC_TO_MARKDOWN, stderr));
        return;
    }
    unsigned long bad = 0, count = number_from("TEXT_SEEDS", 4000);
    for (unsigned long seed = 1; seed <= count && bad < 5; seed++)
        if (!run_sequence(seed, SMAC_TO_MARKDOWN, NULL) ||
            !run_sequence(seed, SMAC_TO_TEXT, NULL))
            bad++;
    cr_expect_eq(bad, 0);
}
