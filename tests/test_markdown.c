/* SPDX-License-Identifier: MIT */
/* Small documents, and the events that they become as one string:
 *
 *     <ul:3> </ul>    an element opens, with its argument if that is not 0
 *     "text"2         source bytes from offset 2 on
 *     &"x"2-7         characters that stand for the source bytes [2, 7)
 *     ~2-3 !2-3 _     a soft break, a hard break, a rule
 *     link(            a link opens; )4-6,7-9 closes: destination and title
 *     img(2-3;4-6,)   an image: alternative text; destination, title
 *     Tip-8-2-9       an alert's marker, its end, the line that it is on
 *     html"<b>"2      raw HTML at offset 2
 *     info2-4 syn2-4  an info string, syntax
 *     drop:name2-4    dropped for that reason; def:name2-4 for definitions
 *     hide:name{ }    hidden until the brace closes
 *     conceal:name{ } on the page, but dropped until the brace closes
 *
 * Control characters look as `cat -A` shows them: $ ends a line, ^M, ^I. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "buffer.h"
#include "markdown.h"

enum { MEMORY = 64 << 20, DEPTH = 100 };

struct record {
    struct buffer line;
    const struct source *source;
};

static void
add_quoted(struct record *r, const uint8_t *bytes, size_t length)
{
    buffer_putc(&r->line, '"');
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\n')
            buffer_putc(&r->line, '$');
        else if (bytes[i] < ' ')
            buffer_printf(&r->line, "^%c", '@' + bytes[i]);
        else
            buffer_putc(&r->line, bytes[i]);
    }
    buffer_putc(&r->line, '"');
}

static void
add_span(struct record *r, const char *what, size_t from, size_t to)
{
    cr_assert_leq(from, to);
    cr_assert_leq(to, r->source->size);
    buffer_printf(&r->line, "%s%zu-%zu ", what, from, to);
}

static void
add_reason(struct record *r, const char *what, enum smac_reason reason)
{
    buffer_printf(&r->line, "%s:%s", what, smac_reason_info(reason)->name);
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    struct record *r = user;
    buffer_printf(&r->line, "<%s", element_info(e)->name);
    if (argument != 0)
        buffer_printf(&r->line, ":%u", argument);
    buffer_puts(&r->line, "> ");
}

static void
on_close(void *user, enum element e)
{
    struct record *r = user;
    buffer_printf(&r->line, "</%s> ", element_info(e)->name);
}

static void
on_text(void *user, size_t from, size_t to)
{
    struct record *r = user;
    add_quoted(r, r->source->text + from, to - from);
    buffer_printf(&r->line, "%zu ", from);
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    struct record *r = user;
    buffer_putc(&r->line, '&');
    add_quoted(r, (const uint8_t *)bytes, length);
    add_span(r, "", from, to);
}

static void
on_soft_break(void *user, size_t from, size_t to)
{
    add_span(user, "~", from, to);
}

static void
on_hard_break(void *user, size_t from, size_t to)
{
    add_span(user, "!", from, to);
}

static void
on_rule(void *user)
{
    buffer_puts(&((struct record *)user)->line, "_ ");
}

static void
on_link_open(void *user)
{
    buffer_puts(&((struct record *)user)->line, "link( ");
}

static void
add_part(struct record *r, struct source_span part)
{
    cr_assert_leq(part.from, part.to);
    if (part.from < part.to)
        buffer_printf(&r->line, "%zu-%zu", part.from, part.to);
}

static void
add_target(struct record *r, const struct markdown_link *link)
{
    if (link->reference)
        buffer_putc(&r->line, '*');
    add_part(r, link->destination);
    buffer_putc(&r->line, ',');
    add_part(r, link->title);
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    struct record *r = user;
    buffer_putc(&r->line, ')');
    add_target(r, link);
    buffer_putc(&r->line, ' ');
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    struct record *r = user;
    buffer_puts(&r->line, "img(");
    add_part(r, alt);
    buffer_putc(&r->line, ';');
    add_target(r, link);
    buffer_puts(&r->line, ") ");
}

static void
on_alert(void *user, const struct alert *alert, size_t from, size_t marker_to,
         size_t to)
{
    struct record *r = user;
    buffer_printf(&r->line, "%s-%zu-", alert->title, marker_to);
    add_span(r, "", from, to);
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    struct record *r = user;
    buffer_puts(&r->line, "html");
    add_quoted(r, bytes, length);
    buffer_printf(&r->line, "%zu ", from);
}

static void
on_info(void *user, size_t from, size_t to)
{
    add_span(user, "info", from, to);
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    add_reason(user, "drop", reason);
    add_span(user, "", from, to);
}

static void
on_syntax(void *user, size_t from, size_t to)
{
    add_span(user, "syn", from, to);
}

static void
on_definition(void *user, size_t from, size_t to, enum smac_reason reason)
{
    add_reason(user, "def", reason);
    add_span(user, "", from, to);
}

static void
on_hide(void *user, enum smac_reason reason)
{
    add_reason(user, "hide", reason);
    buffer_puts(&((struct record *)user)->line, "{ ");
}

static void
on_conceal(void *user, enum smac_reason reason)
{
    add_reason(user, "conceal", reason);
    buffer_puts(&((struct record *)user)->line, "{ ");
}

static void
on_unhide(void *user)
{
    buffer_puts(&((struct record *)user)->line, "} ");
}

static void
ignore_text(void *user, const uint8_t *text, size_t size, bool inlines)
{
    (void)user;
    (void)text;
    (void)size;
    (void)inlines;
}

static enum smac_status
parse_from(struct markdown *m, size_t start, const char *text, size_t memory,
           unsigned depth, struct record *r)
{
    struct source source;
    source_init(&source, 1 << 20);
    cr_assert_eq(source_feed(&source, (const uint8_t *)text, strlen(text)),
                 SMAC_OK);
    cr_assert_eq(source_finish(&source), SMAC_OK);
    r->source = &source;
    buffer_clear(&r->line);
    const struct markdown_listener deaf = {NULL, ignore_text};
    const struct markdown_events events = {
        .user = r,
        .open = on_open,
        .close = on_close,
        .text = on_text,
        .characters = on_characters,
        .soft_break = on_soft_break,
        .hard_break = on_hard_break,
        .rule = on_rule,
        .link_open = on_link_open,
        .link_close = on_link_close,
        .image = on_image,
        .alert = on_alert,
        .html = on_html,
        .info = on_info,
        .drop = on_drop,
        .syntax = on_syntax,
        .definition = on_definition,
        .hide = on_hide,
        .unhide = on_unhide,
        .conceal = on_conceal,
        .reveal = on_unhide,
    };
    enum smac_status status =
        markdown_parse(m, &source, start, memory, depth, &deaf);
    if (status == SMAC_OK)
        status = markdown_render(m, &events);
    source_release(&source);
    if (r->line.size > 0 && r->line.data[r->line.size - 1] == ' ')
        r->line.size--;
    buffer_putc(&r->line, '\0');
    return status;
}

struct example {
    const char *source;
    const char *events;
};

/* All of them with one parser: nothing of a document is left for the next. */
static void
expect_events(const struct example *examples, size_t count)
{
    struct markdown *m = markdown_new();
    struct record r = {0};
    buffer_init(&r.line, 1 << 20);
    cr_assert_not_null(m);
    for (size_t i = 0; i < count; i++) {
        const struct example *e = &examples[i];
        cr_assert_eq(parse_from(m, 0, e->source, MEMORY, DEPTH, &r), SMAC_OK,
                     "%s: %s", e->source, markdown_message(m));
        cr_expect_str_eq((const char *)r.line.data, e->events,
                         "of\n%s\ncame\n%s", e->source,
                         (const char *)r.line.data);
    }
    buffer_release(&r.line);
    markdown_free(m);
}

#define EXPECT(examples)                                                       \
    expect_events(examples, sizeof examples / sizeof *examples)

Test(markdown, a_leaf_tells_where_its_text_stands)
{
    static const struct example examples[] = {
        {"", ""},
        {"a\nb", "<p> \"a\"0 ~1-2 \"b\"2 </p>"},
        {"# a #\n", "<h1:1> \"a\"2 </h1>"},
        {"a\n===\n", "<h1:1> \"a\"0 </h1>"},
        {"***\n", "_"},
        {"    a\n\n\tb\n",
         "<pre> \"a\"4 &\"$\"5-6 &\"$\"6-7 \"b\"8 &\"$\"9-10 </pre>"},
        {"```c x\na\n\n```\n",
         "<pre> info3-6 \"a\"7 &\"$\"8-9 &\"$\"9-10 </pre>"},
        {"~~~ \na", "<pre> \"a\"5 &\"$\"6-6 </pre>"},
        {"<div>\na\n</div>\n\nb\n",
         "html\"<div>$\"0 html\"a$\"6 html\"</div>$\"8 <p> \"b\"16 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, a_quote_that_begins_with_a_marker_is_an_alert)
{
    static const struct example examples[] = {
        {"> [!NOTE]\n> a\n",
         "<blockquote> <p> Note-9-2-10 \"a\"12 </p> </blockquote>"},
        {">[!tip] \n>\n> a\n",
         "<blockquote> <p> Tip-7-1-9 </p> <p> \"a\"13 </p> </blockquote>"},
        {"> [!TIP]", "<blockquote> <p> Tip-8-2-8 </p> </blockquote>"},
        {"> [!TIP] a\n",
         "<blockquote> <p> \"[\"2 \"!\"3 \"TIP\"4 \"]\"7 \" a\"8 </p> </blockquote>"},
        {"> [!HINT]\n",
         "<blockquote> <p> \"[\"2 \"!\"3 \"HINT\"4 \"]\"8 </p> </blockquote>"},
        {"- > [!TIP]\n",
         "<ul:1> <li> <blockquote> <p> \"[\"4 \"!\"5 \"TIP\"6 \"]\"9 </p> "
         "</blockquote> </li> </ul>"},
        {"> a\n>\n> [!TIP]\n",
         "<blockquote> <p> \"a\"2 </p> <p> \"[\"8 \"!\"9 \"TIP\"10 \"]\"13 </p> "
         "</blockquote>"},
    };
    EXPECT(examples);
}

Test(markdown, containers_with_tabs_and_lazy_lines)
{
    static const struct example examples[] = {
        {">\ta\n", "<blockquote> <p> \"a\"2 </p> </blockquote>"},
        {">\t\ta\n", "<blockquote> <pre> &\"  \"2-2 \"a\"3 &\"$\"4-5 </pre> "
                     "</blockquote>"},
        {"-\ta\n\n\tb\n",
         "<ul> <li> <p> \"a\"2 </p> <p> \"b\"6 </p> </li> </ul>"},
        {"- a\n\n- b\n",
         "<ul> <li> <p> \"a\"2 </p> </li> <li> <p> \"b\"7 </p> </li> </ul>"},
        {"7) a\n   > b\n   c\n",
         "<ol:15> <li> \"a\"3 <blockquote> <p> \"b\"10 ~11-12 \"c\"15 </p> "
         "</blockquote> </li> </ol>"},
        {"> - a\nlazy\n> b\n",
         "<blockquote> <ul:1> <li> \"a\"4 ~5-6 \"lazy\"6 ~10-11 \"b\"13 "
         "</li> </ul> </blockquote>"},
        {"- [ ] a\n- [x] b\n",
         "<ul:1> <li> \"[\"2 \" \"3 \"]\"4 \" a\"5 </li> <li> \"[\"10 "
         "\"x\"11 \"]\"12 \" b\"13 </li> </ul>"},
        {"1. \n", "<ol:3> <li> </li> </ol>"},
    };
    EXPECT(examples);
}

Test(markdown, any_line_end_does)
{
    static const struct example examples[] = {
        {"a\r\nb\r\n", "<p> \"a\"0 ~1-2 \"b\"3 </p>"},
        {"a\rb\r", "<p> \"a\"0 ~1-2 \"b\"2 </p>"},
        {"```\r\na\r\nb\r\n```\r\n",
         "<pre> \"a\"5 &\"$\"6-7 \"b\"8 &\"$\"9-10 </pre>"},
        {"<p>\r\na\r\n", "html\"<p>\"0 html\"$\"3 html\"a\"5 html\"$\"6"},
        {"[a]: /u\r\n\r\n[a]\r\n",
         "<p> link( syn11-12 \"a\"12 syn13-14 )*5-7, </p> "
         "def:link-definition0-7"},
        {"a  \r\nb\\\r\nc", "<p> \"a\"0 !1-4 \"b\"5 !6-8 \"c\"9 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, definitions_are_told_after_the_page)
{
    static const struct example examples[] = {
        {"[a]: /u\n", "def:link-definition-unused0-7"},
        {"[a]: /u\n===\n", "<p> \"===\"8 </p> def:link-definition-unused0-7"},
        {"[a]: /u\nb\n===\n",
         "<h1:1> \"b\"8 </h1> def:link-definition-unused0-7"},
        {"[a]: /u 't'\n[A]: /v\n[b]: /w\n\n[a]\n",
         "<p> link( syn29-30 \"a\"30 syn31-32 )*5-7,9-10 </p> "
         "def:link-definition0-11 def:link-title9-10 "
         "def:link-definition-duplicate12-19 "
         "def:link-definition-unused20-27"},
        {"> [a]: </u\n> v>\n",
         "<blockquote> <p> \"[\"2 \"a\"3 \"]\"4 \": \"5 \"<\"7 \"/u\"8 "
         "~10-11 \"v>\"13 </p> </blockquote>"},
        {"> [a]:\n> /u\n> 't\n> w'\n\n[a][]\n",
         "<blockquote> </blockquote> <p> link( syn23-24 \"a\"24 syn25-26 "
         "syn26-28 )*9-11,15-20 </p> def:link-definition2-21 "
         "def:link-title15-20"},
        {"[x][a]\n\n- [a]: /u\n",
         "<p> link( syn0-1 \"x\"1 syn2-3 syn3-6 drop:link-label4-5 "
         ")*15-17, </p> <ul:1> <li> </li> </ul> def:link-definition10-17"},
        {"[//]: # (a)\n", "def:link-definition-unused0-11"},
        {"[//]: # (a (b) c)\nd\n",
         "<p> conceal:link-definition-lookalike{ \"[\"0 \"//\"1 \"]\"3 "
         "\": # (a (b) c)\"4 } ~17-18 \"d\"18 </p>"},
        {"[//]: # (a (b) c)\n", "drop:link-definition-lookalike0-17"},
        {"[//]: # (a (b) `c)\nd` e\n",
         "<p> conceal:link-definition-lookalike{ \"[\"0 \"//\"1 \"]\"3 "
         "\": # (a (b) \"4 syn15-16 <code> \"c)\"16 &\" \"18-19 \"d\"19 </code> "
         "syn20-21 } \" e\"21 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, rows_give_up_excess_cells_and_escaped_pipes)
{
    static const struct example examples[] = {
        {"| a | b |\n|:--|--:|\n| c |\n| d | e | f | |\n",
         "<table> <thead> <tr> <th:108> \"a\"2 </th> <th:114> \"b\"6 </th> "
         "</tr> </thead> <tbody> <tr> <td:108> \"c\"22 </td> </tr> <tr> "
         "<td:108> \"d\"28 </td> <td:114> \"e\"32 </td> "
         "drop:table-excess-cell36-37 </tr> </tbody> </table>"},
        {"a\nb\n-\nc", "<h2:2> \"a\"0 ~1-2 \"b\"2 </h2> <p> \"c\"6 </p>"},
        {"t\n| a |\n| - |\n",
         "<p> \"t\"0 </p> <table> <thead> <tr> <th> \"a\"4 </th> </tr> "
         "</thead> </table>"},
        {"| `a\\|b` | \\| |\n|---|---|\n| *c\\|d* | e |\n",
         "<table> <thead> <tr> <th> syn2-3 <code> \"a\"3 \"|b\"5 </code> "
         "syn7-8 </th> <th> \"|\"12 </th> </tr> </thead> <tbody> <tr> <td> "
         "syn28-29 <em> \"c\"29 \"|d\"31 </em> syn33-34 </td> <td> \"e\"37 "
         "</td> </tr> </tbody> </table>"},
        {"> | a |\n> | :-: |\n> | b |\nlazy\n",
         "<blockquote> <table> <thead> <tr> <th:99> \"a\"4 </th> </tr> "
         "</thead> <tbody> <tr> <td:99> \"b\"22 </td> </tr> </tbody> "
         "</table> </blockquote> <p> \"lazy\"26 </p>"},
        {"|a|\n|-|\n\nb\n",
         "<table> <thead> <tr> <th> \"a\"1 </th> </tr> </thead> </table> "
         "<p> \"b\"9 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, inlines_may_go_over_lines)
{
    static const struct example examples[] = {
        {"*a **b***",
         "<p> syn0-1 <em> \"a \"1 syn3-5 <strong> \"b\"5 </strong> syn6-8 "
         "</em> syn8-9 </p>"},
        {"~~a~~ ~b~ ~~~c~~~",
         "<p> syn0-2 <del> \"a\"2 </del> syn3-5 \" \"5 syn6-7 <del> \"b\"7 "
         "</del> syn8-9 \" \"9 \"~~~\"10 \"c\"13 \"~~~\"14 </p>"},
        {"`a`` b` ``c`d``",
         "<p> syn0-1 <code> \"a`` b\"1 </code> syn6-7 \" \"7 syn8-10 "
         "<code> \"c`d\"10 </code> syn13-15 </p>"},
        {"> `a\n> b` c\n",
         "<blockquote> <p> syn2-3 <code> \"a\"3 &\" \"4-5 \"b\"7 </code> "
         "syn8-9 \" c\"9 </p> </blockquote>"},
        {"\\*a\\b", "<p> syn0-1 \"*\"1 \"a\"2 \"\\\"3 \"b\"4 </p>"},
        {"&amp;&#65;&nope;",
         "<p> &\"&\"0-5 &\"A\"5-10 \"&\"10 \"nope;\"11 </p>"},
        {"a\\\nb  \nc\nd",
         "<p> \"a\"0 !1-3 \"b\"3 !4-7 \"c\"7 ~8-9 \"d\"9 </p>"},
        {"<b>a</b> <i\n> x>",
         "<p> html\"<b>\"0 \"a\"3 html\"</b>\"4 \" \"8 \"<\"9 \"i\"10 </p> "
         "<blockquote> <p> \"x>\"14 </p> </blockquote>"},
        {"> <b\n> c='d'>e\n",
         "<blockquote> <p> html\"<b$\"2 html\"c='d'>\"7 \"e\"13 </p> "
         "</blockquote>"},
        {"> <!-- a\n> b --> c\n",
         "<blockquote> html\"<!-- a$\"2 html\"b --> c$\"11 </blockquote>"},
        {"<https://a.b?c&amp;d> <e@f.g>",
         "<p> link( syn0-1 \"https://a.b?c\"1 &\"&\"14-19 \"d\"19 syn20-21 "
         "), \" \"21 link( syn22-23 \"e@f.g\"23 syn28-29 ), </p>"},
        {"http://a.b/_c_ www.x.y_z_.",
         "<p> \"http://a.b/_c\"0 \"_\"13 \" www.x.y\"14 \"_\"22 \"z\"23 "
         "\"_\"24 \".\"25 </p>"},
        {"_ a _ * b", "<p> \"_\"0 \" a \"1 \"_\"4 \" \"5 \"*\"6 \" b\"7 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, the_parts_of_links)
{
    static const struct example examples[] = {
        {"[a](/u \"t\")",
         "<p> link( syn0-1 \"a\"1 syn2-3 syn3-11 drop:link-destination4-6 "
         "drop:link-title8-9 )4-6,8-9 </p>"},
        {"[a](</u v>) [](/w)",
         "<p> link( syn0-1 \"a\"1 syn2-3 syn3-11 drop:link-destination5-9 "
         ")5-9, \" \"11 link( syn12-13 syn13-14 syn14-18 "
         "drop:link-destination15-17 )15-17, </p>"},
        {"> [a](/u\n> 't\n> w') b\n",
         "<blockquote> <p> link( syn2-3 \"a\"3 syn4-5 syn5-9 syn11-14 "
         "syn16-19 drop:link-destination6-8 drop:link-title12-17 "
         ")6-8,12-17 \" b\"19 </p> </blockquote>"},
        {"![a *b*](/u 't')", "<p> syn0-2 drop:image-alt2-7 syn7-8 syn8-16 "
                             "drop:link-destination9-11 drop:link-title13-14 "
                             "img(2-7;9-11,13-14) </p>"},
        {"![a [b](/v) c](/u)",
         "<p> syn0-2 drop:image-alt2-13 syn13-14 syn14-18 "
         "drop:link-destination15-17 img(2-13;15-17,) </p>"},
        {"[![a](/i)](/u)",
         "<p> link( syn0-1 syn1-3 drop:image-alt3-4 syn4-5 syn5-9 "
         "drop:link-destination6-8 img(3-4;6-8,) syn9-10 syn10-14 "
         "drop:link-destination11-13 )11-13, </p>"},
        {"[a *b][c] d*\n\n[c]: /u\n",
         "<p> link( syn0-1 \"a \"1 \"*\"3 \"b\"4 syn5-6 syn6-9 "
         "drop:link-label7-8 )*19-21, \" d\"9 \"*\"11 </p> "
         "def:link-definition14-21"},
        {"[a][b] [b] [b][]\n\n[b]: /u 't'\n",
         "<p> link( syn0-1 \"a\"1 syn2-3 syn3-6 drop:link-label4-5 "
         ")*23-25,27-28 \" \"6 link( syn7-8 \"b\"8 syn9-10 )*23-25,27-28 "
         "\" \"10 link( syn11-12 \"b\"12 syn13-14 syn14-16 )*23-25,27-28 "
         "</p> def:link-definition18-29 def:link-title27-28"},
        {"![b]\n\n[b]: /u\n",
         "<p> syn0-2 drop:image-alt2-3 syn3-4 img(2-3;*11-13,) </p> "
         "def:link-definition6-13"},
    };
    EXPECT(examples);
}

Test(markdown, footnotes_follow_in_the_order_of_their_references)
{
    static const struct example examples[] = {
        {"[^b] [^a] [^b]\n\n[^a]: A\n[^b]: B\n",
         "<p> &\"[1]\"0-4 drop:footnote-label2-3 \" \"4 &\"[2]\"5-9 "
         "drop:footnote-label7-8 \" \"9 &\"[1]\"10-14 "
         "drop:footnote-label12-13 </p> <section> <ol:2> syn24-29 "
         "drop:footnote-label26-27 <li:2> <p> \"B\"30 </p> </li> syn16-21 "
         "drop:footnote-label18-19 <li:3> <p> \"A\"22 </p> </li> </ol> "
         "</section>"},
        {"[^1]\n\n[^1]: a\n",
         "<p> &\"[1]\"0-4 </p> <section> <ol:2> syn6-11 <li:2> <p> \"a\"12 "
         "</p> </li> </ol> </section>"},
        {"[^a]\n\n[^a]: b [^c]\n\n[^c]: d\n",
         "<p> &\"[1]\"0-4 drop:footnote-label2-3 </p> <section> <ol:2> "
         "syn6-11 drop:footnote-label8-9 <li:2> <p> \"b \"12 &\"[2]\"14-18 "
         "drop:footnote-label16-17 </p> </li> syn20-25 "
         "drop:footnote-label22-23 <li:3> <p> \"d\"26 </p> </li> </ol> "
         "</section>"},
        {"[^a]: b\n", "hide:footnote-unused{ syn0-5 <p> \"b\"6 </p> }"},
        {"[^a]\n\n[^a]: b\n\n[^A]: c\n",
         "<p> &\"[1]\"0-4 drop:footnote-label2-3 </p> <section> <ol:2> "
         "syn6-11 drop:footnote-label8-9 <li:2> <p> \"b\"12 </p> </li> "
         "</ol> </section> hide:footnote-duplicate{ syn15-20 <p> \"c\"21 "
         "</p> }"},
        {"[^a] [^nope]\n\n[^a]: b\n\n    - c\n",
         "<p> &\"[1]\"0-4 drop:footnote-label2-3 \" \"4 \"[\"5 \"^nope\"6 "
         "\"]\"11 </p> <section> <ol:2> syn14-19 drop:footnote-label16-17 "
         "<li:2> <p> \"b\"20 </p> <ul:1> <li> \"c\"29 </li> </ul> </li> "
         "</ol> </section>"},
        {"x\n\n[^a]: *b*\n    `c` <i>\n",
         "<p> \"x\"0 </p> hide:footnote-unused{ syn3-8 <p> syn9-10 <em> "
         "\"b\"10 </em> syn11-12 ~12-13 syn17-18 <code> \"c\"18 </code> "
         "syn19-20 \" \"20 html\"<i>\"21 </p> }"},
        {"[^A] ![^a](/u)\n\n> [^a]: b\n",
         "<p> &\"[1]\"0-4 drop:footnote-label2-3 \" \"4 \"!\"5 link( "
         "syn6-7 \"^a\"7 syn9-10 syn10-14 drop:link-destination11-13 "
         ")11-13, </p> <blockquote> </blockquote> <section> <ol:2> "
         "syn18-23 drop:footnote-label20-21 <li:2> <p> \"b\"24 </p> </li> "
         "</ol> </section>"},
    };
    EXPECT(examples);
}

Test(markdown, comments_and_what_only_begins_like_one)
{
    static const struct example examples[] = {
        {"a <!-- b -- c --> d",
         "<p> \"a \"0 html\"<!-- b -- c -->\"2 \" d\"17 </p>"},
        {"a <!--> b", "<p> \"a \"0 html\"<!-->\"2 \" b\"7 </p>"},
        {"a <!---> b", "<p> \"a \"0 html\"<!--->\"2 \" b\"8 </p>"},
        {"a <!-- b --!> c",
         "<p> \"a \"0 \"<\"2 \"!\"3 \"-\"4 \"-\"5 \" b --\"6 \"!\"11 \"> "
         "c\"12 </p>"},
        {"a <!-- b", "<p> \"a \"0 \"<\"2 \"!\"3 \"-\"4 \"-\"5 \" b\"6 </p>"},
        {"a <? b", "<p> \"a \"0 \"<\"2 \"? b\"3 </p>"},
        {"a <? b ?> c", "<p> \"a \"0 html\"<? b ?>\"2 \" c\"9 </p>"},
        {"> a <? b\n> c\n",
         "<blockquote> <p> \"a \"2 \"<\"4 \"? b\"5 ~8-9 \"c\"11 </p> "
         "</blockquote>"},
        {"a <!x b> c", "<p> \"a \"0 html\"<!x b>\"2 \" c\"8 </p>"},
        {"a <![CDATA[ b ]]> c",
         "<p> \"a \"0 html\"<![CDATA[ b ]]>\"2 \" c\"17 </p>"},
        {"a `<!-- b` -->",
         "<p> \"a \"0 syn2-3 <code> \"<!-- b\"3 </code> syn9-10 \" -->\"10 "
         "</p>"},
        {"<!-- a\n\nb -- c\n--> d\n\ne",
         "html\"<!-- a$\"0 html\"$\"7 html\"b -- c$\"8 html\"--> d$\"15 "
         "<p> \"e\"22 </p>"},
    };
    EXPECT(examples);
}

Test(markdown, parsing_starts_behind_the_front_matter_or_the_byte_order_mark)
{
    static const struct example examples[] = {
        {"\xEF\xBB\xBF# a\n", "<h1:1> \"a\"5 </h1>"},
        {"\xEF\xBB\xBF[a]: /u\n", "def:link-definition-unused3-10"},
    };
    EXPECT(examples);
    struct markdown *m = markdown_new();
    struct record r = {0};
    buffer_init(&r.line, 1 << 20);
    cr_assert_eq(parse_from(m, 8, "---\n---\n- a\n", MEMORY, DEPTH, &r),
                 SMAC_OK);
    cr_assert_str_eq((const char *)r.line.data,
                     "<ul:1> <li> \"a\"10 </li> </ul>");
    buffer_release(&r.line);
    markdown_free(m);
}

/* An invalid byte would make cmark show the comment. */
Test(markdown, bytes_that_are_not_utf8_stay_in_their_comment)
{
    static const struct example examples[] = {
        {"a <!-- \xFF --> b",
         "<p> \"a \"0 html\"<!-- \x7F -->\"2 \" b\"12 </p>"},
        {"<!-- \xC3\n-->\n", "html\"<!-- \x7F$\"0 html\"-->$\"7"},
    };
    EXPECT(examples);
}

/* The depth counts containers; a list is one, and each of its items. */
Test(markdown, the_depth_has_a_ceiling)
{
    static const struct {
        const char *source;
        unsigned enough;
    } cases[] = {
        {"a\n", 0},           {">>>>> a\n", 5},      {"- - a\n", 4},
        {"> 1. > ***\n", 4},  {"> a\n\n> > b\n", 2}, {"- a\n\n  > b\n", 3},
        {"[^a]: > - b\n", 4},
    };
    struct markdown *m = markdown_new();
    struct record r = {0};
    buffer_init(&r.line, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *source = cases[i].source;
        for (unsigned depth = 0; depth < 8; depth++) {
            enum smac_status status =
                parse_from(m, 0, source, MEMORY, depth, &r);
            bool enough = depth >= cases[i].enough;
            cr_assert_eq(status, enough ? SMAC_OK : SMAC_TOO_COMPLEX,
                         "%s with depth %u", source, depth);
            cr_assert_str_eq(markdown_message(m),
                             enough ? ""
                                    : "more open containers than max-depth "
                                      "allows");
        }
    }
    buffer_release(&r.line);
    markdown_free(m);
}

/* Wherever the memory ends, there is an answer and the parser goes on. */
Test(markdown, the_memory_has_a_ceiling)
{
    static const char source[] = "# *a* [b][c] `d`\n\n| e | f |\n|---|---|\n"
                                 "| g\\|h | <i> |\n\n[c]: /u 't'\n\n"
                                 "> - [^j] &amp; ![k](/l)\n\n[^j]: m\n";
    struct markdown *m = markdown_new();
    struct record r = {0};
    struct record whole = {0};
    buffer_init(&r.line, 1 << 20);
    buffer_init(&whole.line, 1 << 20);
    cr_assert_eq(parse_from(m, 0, source, MEMORY, DEPTH, &whole), SMAC_OK);
    size_t memory = 0;
    unsigned failures = 0;
    while (parse_from(m, 0, source, memory, DEPTH, &r) != SMAC_OK) {
        cr_assert(strstr(markdown_message(m), "memory ceiling") != NULL,
                  "%zu bytes: %s", memory, markdown_message(m));
        memory += 40;
        failures++;
    }
    cr_assert_gt(failures, 50);
    cr_assert_lt(memory, 1 << 20);
    cr_assert_str_eq((const char *)r.line.data, (const char *)whole.line.data);
    buffer_release(&whole.line);
    buffer_release(&r.line);
    markdown_free(m);
}
