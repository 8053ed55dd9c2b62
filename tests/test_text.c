/* SPDX-License-Identifier: MIT */
/* How boxes are laid out, in both formats. A page is written as in
 *
 *     {p}some {em}text{/em}{/p}
 *
 * with the names below; {br} and {hr} are the two that open nothing. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const struct {
    const char *name;
    enum text_box box;
    unsigned argument;
} boxes[] = {
    {"span", TEXT_NONE, 0},
    {"div", TEXT_GROUP, 0},
    {"p", TEXT_PARAGRAPH, 0},
    {"h1", TEXT_HEADING, 1},
    {"h3", TEXT_HEADING, 3},
    {"q", TEXT_QUOTE, 0},
    {"ul", TEXT_BULLETS, 1},
    {"UL", TEXT_BULLETS, 0}, /* loose */
    {"ol", TEXT_NUMBERS, 3},
    {"ol9", TEXT_NUMBERS, 19},
    {"OL", TEXT_NUMBERS, 2}, /* loose */
    {"li", TEXT_ITEM, 0},
    {"li7", TEXT_ITEM, 8},
    {"dt", TEXT_TERM, 0},
    {"dd", TEXT_DEFINITION, 0},
    {"pre", TEXT_CODE_BLOCK, 0},
    {"table", TEXT_TABLE, 0},
    {"tr", TEXT_ROW, 0},
    {"th", TEXT_HEADER_CELL, 0},
    {"thl", TEXT_HEADER_CELL, 'l'},
    {"thc", TEXT_HEADER_CELL, 'c'},
    {"thr", TEXT_HEADER_CELL, 'r'},
    {"td", TEXT_CELL, 0},
    {"em", TEXT_EMPHASIS, 0},
    {"b", TEXT_STRONG, 0},
    {"s", TEXT_STRIKE, 0},
    {"code", TEXT_CODE, 0},
};

static void
put(struct text *t, const char *s, size_t length)
{
    text_put(t, (const uint8_t *)s, length);
}

static void
follow_tag(struct text *t, const char *name, size_t length)
{
    bool closing = name[0] == '/';
    name += closing;
    length -= closing;
    if (length == 2 && memcmp(name, "br", 2) == 0) {
        text_break(t);
        return;
    }
    if (length == 2 && memcmp(name, "hr", 2) == 0) {
        text_rule(t);
        return;
    }
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        if (strlen(boxes[i].name) != length ||
            memcmp(name, boxes[i].name, length) != 0)
            continue;
        if (closing)
            text_close(t, boxes[i].box);
        else
            text_open(t, boxes[i].box, boxes[i].argument);
        return;
    }
    cr_assert_fail("no box %.*s", (int)length, name);
}

static void
follow(struct text *t, const char *page)
{
    while (*page != '\0') {
        size_t n = strcspn(page, "{");
        put(t, page, n);
        page += n;
        if (*page == '\0')
            return;
        n = strcspn(page, "}");
        follow_tag(t, page + 1, n - 1);
        page += n + 1;
    }
}

static void
expect_layout(enum smac_format format, const char *page, const char *wanted)
{
    struct text *t = text_new(format, SIZE_MAX);
    cr_assert_not_null(t);
    follow(t, page);
    const uint8_t *bytes;
    size_t length;
    cr_assert(text_finish(t, &bytes, &length));
    cr_expect(length == strlen(wanted) &&
                  (length == 0 || memcmp(bytes, wanted, length) == 0),
              "%s\nwanted:\n%s\ngot:\n%.*s", page, wanted, (int)length,
              length > 0 ? (const char *)bytes : "");
    text_free(t);
}

struct layout_case {
    const char *page;
    const char *text;
    const char *markdown; /* NULL: as text */
};

static void
expect_layouts(const struct layout_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *markdown = cases[i].markdown;
        expect_layout(SMAC_TO_TEXT, cases[i].page, cases[i].text);
        expect_layout(SMAC_TO_MARKDOWN, cases[i].page,
                      markdown != NULL ? markdown : cases[i].text);
    }
}

#define EXPECT_LAYOUTS(cases)                                                  \
    expect_layouts(cases, sizeof(cases) / sizeof *(cases))

/* ---- one kind of box each ------------------------------------------------------ */

Test(text, lays_out_paragraphs_and_headings)
{
    static const struct layout_case cases[] = {
        {"", "", NULL},
        {"{p} \n\t {/p}{div}{/div}", "", NULL},
        {"{p}a{/p}{p}b{/p}", "a\n\nb\n", NULL},
        {"{p}  a \t b\n  c  {/p}", "a b\nc\n", NULL},
        {"a{div}b{/div}c", "a\n\nb\n\nc\n", NULL},
        {"{p}a{br}b{br}{br}c{br}{/p}", "a\nb\n\nc\n", "a\\\nb\n\nc\n"},
        {"{h1}a\nb{br}c{/h1}{h3}d{/h3}", "# a b c\n\n### d\n", NULL},
        {"{h1} {/h1}{p}a{/p}", "a\n", NULL},
        {"{h1}a{p}b{/p}{/h1}", "# a\n\n# b\n", NULL},
        {"{p}a{/p}{hr}{p}b{/p}", "a\n\n---\n\nb\n", NULL},
        {"{hr}{p}a{/p}", "---\n\na\n", "***\n\na\n"},
        {"{dt}a{/dt}{dd}b{/dd}", "a\n\nb\n", NULL},
    };
    EXPECT_LAYOUTS(cases);
}

Test(text, lays_out_quotes_and_lists)
{
    static const struct layout_case cases[] = {
        {"{q}{p}a\nb{/p}{q}c{/q}{/q}d", "> a\n> b\n>\n> > c\n\nd\n", NULL},
        {"{q}a{/q}{q}b{/q}", "> a\n\n> b\n", NULL},
        {"{ul}{li}a{/li}{li}b\nc{/li}{/ul}", "- a\n- b\n  c\n", NULL},
        {"{UL}{li}a{/li}{li}b{/li}{/UL}", "- a\n\n- b\n", NULL},
        {"{UL}{li}a{p}b{/p}{/li}{/UL}", "- a\n\n  b\n", NULL},
        {"{ul}{li}a{p}b{/p}{/li}{li}c{/li}{/ul}", "- a\n  b\n- c\n",
         "- a\\\n  b\n- c\n"},
        {"{ol9}{li}a{/li}{li}b\nc{/li}{/ol9}", "9. a\n10. b\n    c\n", NULL},
        {"{ol}{li}a{ul}{li}b{/li}{/ul}{/li}{li}c{/li}{/ol}",
         "1. a\n   - b\n2. c\n", NULL},
        {"{ul}{li}{ul}{li}a{/li}{/ul}{/li}{/ul}", "- - a\n", NULL},
        {"{ul}{li}{q}a\nb{/q}{/li}{/ul}", "- > a\n  > b\n", NULL},
        {"{ul}{li}a{/li}{li} {/li}{li}b{/li}{/ul}", "- a\n- b\n", NULL},
        /* numbers that jump are another list to a parser */
        {"{ol}{li}a{/li}{li7}b{/li7}{li}c{/li}{/ol}", "1. a\n7. b\n8. c\n",
         "1. a\n\n7) b\n8) c\n"},
        /* two lists in a row stay two */
        {"{ul}{li}a{/li}{/ul}{ul}{li}b{/li}{/ul}", "- a\n\n- b\n",
         "- a\n\n* b\n"},
        {"{ol}{li}a{/li}{/ol}{ol}{li}b{/li}{/ol}", "1. a\n\n1. b\n",
         "1. a\n\n1) b\n"},
        /* what a parser would read as one block takes a blank line, and
         * with it the list is loose */
        {"{ul}{li}a{ol9}{li}b{/li}{/ol9}{/li}{li}c{/li}{/ul}",
         "- a\n  9. b\n- c\n", "- a\n\n  9. b\n\n- c\n"},
        {"{ul}{li}{q}a{/q}b{/li}{/ul}", "- > a\n  b\n", "- > a\n\n  b\n"},
        /* a rule is neither an underline nor part of a bullet */
        {"{ul}{li}a{hr}b{/li}{li}{hr}{/li}{/ul}", "- a\n  ---\n  b\n- ---\n",
         "- a\n  ***\n  b\n- ___\n"},
    };
    EXPECT_LAYOUTS(cases);
}

Test(text, lays_out_code)
{
    static const struct layout_case cases[] = {
        {"{pre}a\n\n  b \t\n{/pre}", "    a\n\n      b \t\n",
         "```\na\n\n  b \t\n```\n"},
        {"{pre}a\n \n\n{/pre}b", "    a\n\nb\n", "```\na\n```\n\nb\n"},
        {"{pre}\na{/pre}", "\n    a\n", "```\n\na\n```\n"},
        {"{pre} \n {/pre}", "", NULL},
        {"{pre}a ```` b{/pre}", "    a ```` b\n", "`````\na ```` b\n`````\n"},
        {"{q}{pre}a\n\nb{/pre}{/q}", ">     a\n>\n>     b\n",
         "> ```\n> a\n>\n> b\n> ```\n"},
        {"{pre}a{br}b{div}c{/div}d{em}*{/em}{/pre}",
         "    a\n    b\n    c\n    d*\n", "```\na\nb\nc\nd*\n```\n"},
        {"{p}a {code}b  c{/code} d{/p}", "a b  c d\n", "a `b  c` d\n"},
        {"{p}{code}`{/code}{/p}", "`\n", "`` ` ``\n"},
        {"{p}{code}a``b{/code}{/p}", "a``b\n", "```a``b```\n"},
        {"{p}a{code} b {/code}c{/p}", "a b c\n", "a`  b  `c\n"},
        {"{p}a{code} {/code}b{/p}", "a b\n", NULL},
        {"{p}a{code}b\nc{br}d{/code}{/p}", "ab c\nd\n", "a`b c`\\\n`d`\n"},
        {"{p}{code}a{/code}{code}b{/code}{/p}", "ab\n", "`ab`\n"},
    };
    EXPECT_LAYOUTS(cases);
}

Test(text, lays_out_tables)
{
    static const struct layout_case cases[] = {
        {"{table}{tr}{th}a{/th}{thr}b{/thr}{/tr}"
         "{tr}{td}longer{/td}{td}日本{/td}{/tr}{/table}",
         "a      | b\n------ | ----\nlonger | 日本\n",
         "| a      | b    |\n| ------ | ---: |\n| longer | 日本 |\n"},
        {"{table}{tr}{thl}a{/thl}{thc}b{/thc}{/tr}{/table}",
         "a   | b\n--- | ---\n", "| a   | b   |\n| :-- | :-: |\n"},
        /* no header, ragged rows, empty cells and rows */
        {"{table}{tr}{td}a{/td}{/tr}{tr}{/tr}{tr}{td}{/td}{td}b{/td}{td}{/td}"
         "{/tr}{tr}{td} {/td}{/tr}{/table}",
         "a   |\n    | b\n", "| a   |     |\n| --- | --- |\n|     | b   |\n"},
        {"{table}{tr}{th}{/th}{/tr}{tr}{td}a{/td}{/tr}{/table}", "a\n",
         "|     |\n| --- |\n| a   |\n"},
        {"{table}{tr}{th} {/th}{/tr}{/table}", "", NULL},
        /* blocks in a cell are one line */
        {"{table}{tr}{th}a{p}b{/p}c{br}d\ne{ul}{li}f{/li}{li}g{/li}{/ul}"
         "{hr}{h1}h{/h1}{pre}i\n  j{/pre}{/th}{/tr}{/table}",
         "a b c d e f g h i   j\n---------------------\n",
         "| a b c d e f g h `i   j` |\n| ----------------------- |\n"},
        {"{table}{tr}{td}a{table}{tr}{td}b{/td}{td}c{/td}{/tr}{/table}d{/td}"
         "{td}e{/td}{/tr}{/table}",
         "a b c d | e\n", "| a b c d | e   |\n| ------- | --- |\n"},
        {"{table}{tr}{th}a|b {code}c|d\\|{/code}{/th}{/tr}{/table}",
         "a|b c|d\\|\n---------\n",
         "| a\\|b `c\\|d\\\\|` |\n| -------------- |\n"},
        {"{ul}{li}a{table}{tr}{th}b{/th}{/tr}{/table}{/li}{/ul}",
         "- a\n  b\n  ---\n", "- a\n\n  | b   |\n  | --- |\n"},
    };
    EXPECT_LAYOUTS(cases);
}

/* ---- what HTML does to boxes ----------------------------------------------------- */

Test(text, supplies_what_is_missing)
{
    static const struct layout_case cases[] = {
        {"{li}a{/li}{li}b{/li}c", "- a\n- b\n\nc\n", NULL},
        {"{ul}a{li}b{/li}c{/ul}", "- a\n- b\n  c\n", "- a\n- b\\\n  c\n"},
        {"{ul}{li}a{/li}{ul}{li}b{/li}{/ul}{li}c{/li}{/ul}",
         "- a\n  - b\n- c\n", NULL},
        {"{td}a{/td}{td}b{/td}c", "a   | b\n\nc\n",
         "| a   | b   |\n| --- | --- |\n\nc\n"},
        {"{tr}{td}a{/td}{/tr}{tr}{td}b{/td}{/tr}c", "a\nb\n\nc\n",
         "| a   |\n| --- |\n| b   |\n\nc\n"},
        {"{table}{div}a{/div}{tr}b{td}c{/td}{em}d{/em}{/tr}{p}e{/p}{/table}",
         "a\n\nb   | c   | d\ne   |     |\n",
         "a\n\n| b   | c   | *d* |\n| --- | --- | --- |\n"
         "| e   |     |     |\n"},
        {"{table}{ul}{li}a{/li}{/ul}{/table}", "- a\n", NULL},
    };
    EXPECT_LAYOUTS(cases);
}

Test(text, bears_boxes_that_do_not_nest)
{
    static const struct layout_case cases[] = {
        {"{span}a{p}b{/p}c{/span}d", "a\n\nb\n\ncd\n", NULL},
        {"{em}a{p}b{/p}c{/em}", "a\n\nb\n\nc\n", "*a*\n\n*b*\n\n*c*\n"},
        {"{p}a{em}b{/p}c{/em}", "ab\n\nc\n", "a*b*\n\nc\n"},
        {"{/p}{/td}a{/ul}b", "ab\n", NULL},
        {"{b}a{em}b{/b}c{/em}", "abc\n", "**ab**c\n"},
        {"{q}{ul}{li}a{/q}b", "> - a\n\nb\n", NULL},
        {"{q}{/q}{ul}{li}{/li}{/ul}{table}{tr}{/tr}{/table}a", "a\n", NULL},
    };
    EXPECT_LAYOUTS(cases);
}

/* ---- markers ----------------------------------------------------------------------- */

Test(text, writes_markers_that_are_read_back)
{
    static const struct layout_case cases[] = {
        {"{em}a{/em} {b}b{/b} {s}c{/s}", "a b c\n", "*a* **b** ~~c~~\n"},
        {"x{em}a{/em}y", "xay\n", "x*a*y\n"},
        {"{b}{em}a{/em} b{/b}", "a b\n", "***a* b**\n"},
        {"{b}{em}a{/em}{/b}{em} b{/em}", "a b\n", "***a** b*\n"},
        {"{em} a {/em}b", "a b\n", "*a* b\n"},
        {"{em} {/em}a{em}{/em}", "a\n", NULL},
        {"{em}{em}a{/em}{/em}", "a\n", "*a*\n"},
        {"{s}{b}a{/b}{/s}", "a\n", "~~**a**~~\n"},
        {"{em}a\nb{br}c{/em}", "a\nb\nc\n", "*a\nb\\\nc*\n"},
        /* these would be read otherwise: the words matter, not the stars */
        {"x{em}(a){/em}y", "x(a)y\n", NULL},
        {"{em}a{/em}{b}b{/b}", "ab\n", "*a*b\n"},
        {"x{em}“a”{/em}y", "x“a”y\n", NULL},
        {"{b}a{em}b{/em}c{em}d{/em}{/b}", "abcd\n", "**abcd**\n"},
        {"~~~{b}a{/b}", "~~~a\n", "\\~~~**a**\n"},
    };
    EXPECT_LAYOUTS(cases);
}

/* ---- characters that could act ------------------------------------------------------ */

/* A paragraph of these characters, and how it looks as markdown. */
static void
expect_escaped(const char *characters, const char *wanted)
{
    struct text *t = text_new(SMAC_TO_MARKDOWN, SIZE_MAX);
    text_open(t, TEXT_PARAGRAPH, 0);
    put(t, characters, strlen(characters));
    const uint8_t *bytes;
    size_t length;
    cr_assert(text_finish(t, &bytes, &length));
    cr_expect(length == strlen(wanted) + 1 &&
                  memcmp(bytes, wanted, length - 1) == 0,
              "%s\nwanted:\n%s\ngot:\n%.*s", characters, wanted, (int)length,
              (const char *)bytes);
    text_free(t);
}

Test(text, escapes_what_could_act)
{
    static const char *const cases[][2] = {
        {"[//]: # (x)", "\\[//\\]: # (x)"},
        {"[a](b) ![c](d) [^1] [a]: b",
         "\\[a\\](b) \\!\\[c\\](d) \\[^1\\] \\[a\\]: b"},
        {"<!-- x --> <b> </b> <?x <a@b.c> <1@b.c>",
         "\\<!-- x --> \\<b> \\</b> \\<?x \\<a@b.c> \\<1@b.c>"},
        {"&amp; &#35; &#x23; &nosuch;", "\\&amp; \\&#35; \\&#x23; \\&nosuch;"},
        {"*a* __b__ `c` ~d~ ~~e~~",
         "\\*a\\* \\_\\_b\\_\\_ \\`c\\` \\~d\\~ \\~\\~e\\~\\~"},
        {"\\* a\\", "\\\\\\* a\\\\"},
        {"# a\n## b\n> c\n- d\n+ e\n* f\n1. g\n12) h",
         "\\# a\n\\## b\n\\> c\n\\- d\n\\+ e\n\\* f\n1\\. g\n12\\) h"},
        {"a\n---\nb\n===\n-|:-:\n: -", "a\n\\---\nb\n\\===\n\\-|:-:\n\\: -"},
        {"---", "\\---"},
        {"+++", "\\+++"},
        {"~~~\na", "\\~~~\na"},
        {"    a", "a"},
        /* an address is taken as it stands, backslashes included */
        {"http://e.org/*a*", "http\\://e.org/\\*a\\*"},
        {"www.e.org/_a_", "www\\.e.org/\\_a\\_"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_escaped(cases[i][0], cases[i][1]);
}

Test(text, leaves_prose_as_it_is)
{
    static const char *const cases[] = {
        "a_b snake_case_name 2 * 3 a - b x < y x > y a = b",
        "C# F# #tag foo (bar) AT&T R&D array[0] [see b_c (d).] v1.2.3",
        "string[] [선택] [a, b] [!NOTE]",
        "a | b ~5 MB $x_1$ $$ 100% @you C:\\dir \"q\" 'r' {s} ^t",
        "http://e.org/a_b?c=d&e=f#g, www.e.org me@e.org",
        "#tag\n-5 to +5\n1.5\n2019\n=a",
        "Ünïcode_wörd “quotes” — 日本_語 😀",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_escaped(cases[i], cases[i]);
}

Test(text, escapes_in_headings_and_items)
{
    static const struct layout_case cases[] = {
        {"{h1}C#{/h1}{h1}a ##{/h1}{h1}#{/h1}{h1}- a{/h1}",
         "# C#\n\n# a ##\n\n# #\n\n# - a\n",
         "# C#\n\n# a \\##\n\n# \\#\n\n# - a\n"},
        {"{ul}{li}[ ] a{/li}{li}[x] b [x]{/li}{li}[X] c{/li}{/ul}",
         "- [ ] a\n- [x] b [x]\n- [X] c\n",
         "- [ ] a\n- [x] b \\[x\\]\n- \\[X\\] c\n"},
        {"{p}[ ] a{/p}", "[ ] a\n", "\\[ \\] a\n"},
    };
    EXPECT_LAYOUTS(cases);
}

/* ---- what was asked to be kept ----------------------------------------------------- */

static void
expect_marks(enum smac_format format, const char *wanted)
{
    struct text *t = text_new(format, SIZE_MAX);
    text_open(t, TEXT_PARAGRAPH, 0);
    put(t, "a ", 2);
    text_open(t, TEXT_STRONG, 0);
    put(t, "b!", 2);
    text_mark(t, "![", (const uint8_t *)"*alt*", 5, "](i.png)");
    put(t, "c", 1);
    text_close(t, TEXT_PARAGRAPH);
    text_open(t, TEXT_CODE_BLOCK, 0);
    text_info(t, (const uint8_t *)" c\n++ ", 6);
    put(t, "d", 1);
    const uint8_t *bytes;
    size_t length;
    cr_assert(text_finish(t, &bytes, &length));
    cr_expect(length == strlen(wanted) && memcmp(bytes, wanted, length) == 0,
              "got:\n%.*s", (int)length, (const char *)bytes);
    text_free(t);
}

Test(text, writes_marks_as_they_are)
{
    expect_marks(SMAC_TO_TEXT, "a b!![*alt*](i.png)c\n\n[c ++]\n    d\n");
    expect_marks(SMAC_TO_MARKDOWN, "a **b!**![\\*alt\\*](i.png)**c**\n\n"
                                   "```c ++\nd\n```\n");
}

/* ---- limits --------------------------------------------------------------------------- */

/* Bytes of the output for n lines, paragraphs or rows. */
static size_t
measure(enum smac_format format, const char *before, const char *line, size_t n)
{
    struct text *t = text_new(format, SIZE_MAX);
    follow(t, before);
    for (size_t i = 0; i < n; i++)
        follow(t, line);
    const uint8_t *bytes;
    size_t length;
    cr_assert(text_finish(t, &bytes, &length));
    text_free(t);
    return length;
}

static char *
repeat(const char *s, size_t n)
{
    char *all = calloc(n, strlen(s) + 1);
    cr_assert_not_null(all);
    for (size_t i = 0; i < n; i++)
        strcat(all, s);
    return all;
}

Test(text, does_not_multiply_its_input)
{
    char *quotes = repeat("{q}", 100), *lists = repeat("{ul}{li}", 100);
    char *cell = repeat("word ", 1000), page[8000];
    snprintf(page, sizeof page, "{table}{tr}{td}%s{/td}{/tr}", cell);
    for (int format = SMAC_TO_TEXT; format <= SMAC_TO_MARKDOWN; format++) {
        enum smac_format f = (enum smac_format)format;
        cr_expect_lt(measure(f, quotes, "a\n", 5000), 20000);
        cr_expect_lt(measure(f, quotes, "a{br}", 5000), 40000);
        cr_expect_lt(measure(f, lists, "a\n", 5000), 20000);
        cr_expect_lt(measure(f, quotes, "{p}a{/p}", 5000), 5000 * 90);
        cr_expect_lt(measure(f, page, "{tr}{td}a{/td}{/tr}", 5000), 50000);
        cr_expect_lt(measure(f, "{table}{tr}", "{td}{/td}", 65536), 100);
        cr_expect_lt(measure(f, "{table}{tr}{td}a{/td}", "{td}a{/td}", 65536),
                     65536 * 4);
    }
    free(quotes);
    free(lists);
    free(cell);
}

/* Whatever the ceiling, the answer is the whole text or none. */
Test(text, fails_at_its_ceiling)
{
    static const char page[] =
        "{h1}a{/h1}{ul}{li}b{em}c{/em}{/li}{/ul}{table}{tr}{td}d{/td}{/tr}"
        "{/table}{pre}e{/pre}{p}f{/p}";
    size_t whole = measure(SMAC_TO_MARKDOWN, "", page, 1);
    for (size_t ceiling = 0; ceiling < whole + 10; ceiling++) {
        struct text *t = text_new(SMAC_TO_MARKDOWN, ceiling);
        cr_assert_not_null(t);
        follow(t, page);
        const uint8_t *bytes;
        size_t length;
        bool finished = text_finish(t, &bytes, &length);
        cr_expect_eq(finished, ceiling >= whole, "at %zu", ceiling);
        cr_expect_eq(length, finished ? whole : 0);
        text_free(t);
    }
}

Test(text, starts_anew_after_reset)
{
    struct text *t = text_new(SMAC_TO_MARKDOWN, 12);
    const uint8_t *bytes;
    size_t length;
    follow(t, "{q}{ul}{li}{pre}a long enough line");
    cr_expect_not(text_finish(t, &bytes, &length));
    text_reset(t);
    follow(t, "{ul}{li}a");
    cr_expect(text_finish(t, &bytes, &length));
    cr_expect(length == 4 && memcmp(bytes, "- a\n", 4) == 0);
    text_free(t);
}
