/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "html.h"
#include "judged.h"
#include "must.h"

/* ---- where it stands ----------------------------------------------------- */

/* The fates of the bytes as letters, one a byte. */
static const struct {
    int fate;
    char letter;
} letters[] = {
    {HTML_SHOWN, '.'},
    {UNTOLD, '?'},
    {SMAC_HTML_COMMENT, 'c'},
    {SMAC_HTML_BOGUS_COMMENT, 'b'},
    {SMAC_HTML_PROCESSING_INSTRUCTION, 'p'},
    {SMAC_HTML_DECLARATION, 'd'},
    {SMAC_HTML_CDATA, 'x'},
    {SMAC_HTML_ATTRIBUTE, 'a'},
    {SMAC_IMAGE_ALT, 'i'},
    {SMAC_LINK_TITLE, 't'},
    {SMAC_LINK_DESTINATION, 'l'},
    {SMAC_HTML_HIDDEN, 'h'},
    {SMAC_HTML_ELEMENT, 'e'},
    {SMAC_DETAILS_COLLAPSED, 'D'},
    {SMAC_HTML_UNCLOSED_TAG, 'u'},
    {SMAC_HTML_AMBIGUOUS, 'm'},
    {SMAC_CSS_HIDDEN, 's'},
};

static char
letter_of(int fate)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].fate == fate)
            return letters[i].letter;
    return '!';
}

static void
expect_fates(const struct judged *o, const char *html, const char *expected)
{
    char got[BYTES_MAX + 1];
    size_t length = strlen(html);
    for (size_t i = 0; i < length; i++)
        got[i] = letter_of(o->fates[i]);
    got[length] = '\0';
    cr_expect_str_eq(got, expected, "\n%s\n%s\n%s expected", html, got,
                     expected);
}

Test(html, tells_what_each_byte_is)
{
    static const char *const cases[][2] = {
        {"a<!-- x -->b", ".cccccccccc."},
        {"<!x></ x><?x><!DOCTYPE x></>", "ddddbbbbbppppddddddddddddbbb"},
        {"<![CDATA[x]]>y", "xxxxxxxxxxxxx."},
        {"<p title=\"x\" id=y>z</p>", "..........t.....a......"},
        {"<div hidden>x</div>", "............h......"},
        {"<div hidden><b>x</b><!--y--></div>",
         "............hhhhhhhhcccccccc......"},
        {"<script>x</script>", "........e........."},
        {"<details>x<summary>y</summary></details>",
         ".........D.............................."},
        {"<details>x<b hidden>y</b></details>",
         ".........DDDDDDDDDDDDDDDD.........."},
        {"<div hidden><script>x</script></div>",
         "............hhhhhhhhhhhhhhhhhh......"},
        {"<div hidden></x>y</div>", "............hhhhh......"},
        {"<details><summary>y</summary>x</details>",
         ".............................D.........."},
        {"<b x", "uuuu"},
        {"<sub><sub><sub><sub><sub><sub><sub><sub><sub><sub>x",
         "..................................................s"},
    };
    static struct judged o;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judged(&o, HTML_VIEW_BROWSER, cases[i][0], strlen(cases[i][0]), WHOLE);
        expect_fates(&o, cases[i][0], cases[i][1]);
    }
}

Test(html, tells_why_an_attribute_is_discarded)
{
    static const char *const cases[][2] = {
        {"<img alt=\"x\" src='y'>", "..........i.......l.."},
        {"<a href=x>y</a>", "........l......"},
        {"<p data-x=\"y\">", "...aaaaaaaaaa."},
        {"<p q = 'y' z>", "...aaaaaaa.a."},
        {"<p aria-label=x>", "...aaaaaaaaaaaa."},
        {"<p hidden id>", "............."},
        {"<p id=x id=y>", "......a....a."},
        {"</p q id=y>", "....a....a."},
        {"<p class=\"\">", "............"},
        {"<p =x>", "...aa."},
    };
    static struct judged o;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judged(&o, HTML_VIEW_BROWSER, cases[i][0], strlen(cases[i][0]), 1);
        expect_fates(&o, cases[i][0], cases[i][1]);
    }
}

/* ---- markdown between raw HTML ------------------------------------------- */

static void
raw(struct html *h, const char *html, size_t offset)
{
    html_raw(h, (const uint8_t *)html, strlen(html), offset);
}

static void
made(struct html *h, const char *html)
{
    html_made(h, (const uint8_t *)html, strlen(html));
}

Test(html, a_tag_swallows_markdown_until_its_quote)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "<div title=\"a\n", 0);
    cr_expect(!html_in_data(h));
    cr_expect_eq(html_verdict(h), SMAC_HTML_UNCLOSED_TAG);
    html_open(h, ELEMENT_P);
    made(h, "swallowed &amp; gone");
    html_close(h, ELEMENT_P);
    raw(h, "b\">w", 100);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    judged_finish(h, &o);
    cr_expect_str_eq(o.shown, "w");
    cr_expect_eq(o.fates[11], HTML_SHOWN);
    cr_expect_eq(o.fates[12], SMAC_LINK_TITLE);
    cr_expect_eq(o.fates[13], SMAC_LINK_TITLE);
    cr_expect_eq(o.fates[14], UNTOLD);
    cr_expect_eq(o.fates[100], SMAC_LINK_TITLE);
    cr_expect_eq(o.fates[101], HTML_SHOWN);
    cr_expect_eq(o.fates[103], HTML_SHOWN);
}

Test(html, a_comment_swallows_markdown)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "<div><!--\n", 0);
    cr_expect_eq(html_verdict(h), SMAC_HTML_COMMENT);
    made(h, "<p>x --&gt;</p>\n");
    cr_expect_eq(html_verdict(h), SMAC_HTML_COMMENT);
    judged_finish(h, &o);
    cr_expect_eq(o.fates[5], SMAC_HTML_COMMENT);
    cr_expect_eq(o.opened, 0);
}

Test(html, raw_text_swallows_markdown)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "<title>\n", 0);
    cr_expect(!html_in_data(h));
    cr_expect_eq(html_verdict(h), SMAC_HTML_ELEMENT);
    html_open(h, ELEMENT_H1);
    made(h, "x");
    html_close(h, ELEMENT_H1);
    cr_expect_eq(html_verdict(h), SMAC_HTML_ELEMENT);
    raw(h, "</title>", 50);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    judged_finish(h, &o);
}

Test(html, a_quote_in_markdown_ends_a_value)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "<div title=\"\n", 0);
    made(h, "<a href=\"x\">");
    cr_expect(html_in_data(h));
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    raw(h, "w", 20);
    judged_finish(h, &o);
    cr_expect_str_eq(o.shown, "w");
    cr_expect_eq(o.fates[0], HTML_SHOWN);
}

Test(html, formatting_reopens_in_the_next_paragraph)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    html_open(h, ELEMENT_P);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    raw(h, "<b hidden>", 2);
    cr_expect_eq(html_verdict(h), SMAC_HTML_HIDDEN);
    html_close(h, ELEMENT_P);
    html_open(h, ELEMENT_P);
    cr_expect_eq(html_verdict(h), SMAC_HTML_HIDDEN);
    raw(h, "</b>", 20);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    html_close(h, ELEMENT_P);
    judged_finish(h, &o);
    cr_expect_eq(o.opened, 0);
}

Test(html, markdown_closes_what_raw_html_left_open)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    html_open(h, ELEMENT_BLOCKQUOTE);
    raw(h, "<div hidden>x", 2);
    cr_expect_eq(html_verdict(h), SMAC_HTML_HIDDEN);
    html_close(h, ELEMENT_BLOCKQUOTE);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    raw(h, "<p hidden>x", 30);
    html_open(h, ELEMENT_P);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    raw(h, "<ul><li hidden>x", 50);
    html_open(h, ELEMENT_UL);
    html_open(h, ELEMENT_LI);
    cr_expect_eq(html_verdict(h), SMAC_HTML_HIDDEN);
    judged_finish(h, &o);
}

Test(html, a_reference_ends_where_markdown_begins)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "&am", 0);
    cr_expect(html_in_data(h));
    html_open(h, ELEMENT_B);
    raw(h, "p;&lt", 10);
    judged_finish(h, &o);
    cr_expect_str_eq(o.shown, "&amp;<");
    cr_expect_eq(o.fates[2], HTML_SHOWN);
    cr_expect_eq(o.fates[3], UNTOLD);
    cr_expect_eq(o.fates[14], HTML_SHOWN);
}

/* ---- boxes --------------------------------------------------------------- */

struct boxes {
    char text[BYTES_MAX];
    size_t length;
};

static void
on_box(void *user, enum element element, const struct element_attributes *a)
{
    struct boxes *b = user;
    int n = snprintf(b->text + b->length, BYTES_MAX - b->length, "<%s%s>",
                     element_info(element)->name, a == NULL ? "!" : "");
    b->length += (size_t)n;
}

static void
on_box_closed(void *user, enum element element)
{
    struct boxes *b = user;
    int n = snprintf(b->text + b->length, BYTES_MAX - b->length, "</%s>",
                     element_info(element)->name);
    b->length += (size_t)n;
}

static void
expect_boxes(const char *html, const char *expected)
{
    struct boxes b = {.length = 0};
    const struct html_events events = {
        .user = &b, .opened = on_box, .closed = on_box_closed};
    struct html *h =
        must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0, &events));
    raw(h, html, 0);
    html_finish(h);
    html_free(h);
    cr_expect_str_eq(b.text, expected, "%s: %s", html, b.text);
}

Test(html, opens_and_closes_the_boxes_that_are_seen)
{
    expect_boxes("<p>a<p>b", "<p></p><p></p>");
    expect_boxes("</p>", "<p></p>");
    expect_boxes("<div hidden><p>x</p></div>", "");
    expect_boxes("<details><p>x</p><summary>y</summary></details>",
                 "<details><summary></summary></details>");
    expect_boxes("<table><td>x",
                 "<table><tbody><tr><td></td></tr></tbody></table>");
    expect_boxes("<p><b>x<p>y", "<p><b></b></p><p><b></b></p>");
    expect_boxes("<b><p>x</b>y", "<b><p></b></p>");
    expect_boxes("<img><br hidden><script>x</script><hr>", "<img><br><hr>");
    expect_boxes("<svg><p>x", "<p></p>");
    expect_boxes("<picture><img></picture>", "<picture><img></picture>");
    expect_boxes("<ul><li>x</ul>y", "<ul><li></li></ul>");
}

Test(html, boxes_of_markdown_have_no_attributes)
{
    struct boxes b = {.length = 0};
    const struct html_events events = {
        .user = &b, .opened = on_box, .closed = on_box_closed};
    struct html *h =
        must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0, &events));
    html_open(h, ELEMENT_P);
    raw(h, "<i></p>", 0);
    html_close(h, ELEMENT_P);
    html_finish(h);
    html_free(h);
    cr_expect_str_eq(b.text, "<p!><i></i></p><p></p>");
}

static void
keep_attributes(void *user, enum element element,
                const struct element_attributes *a)
{
    int *seen = user;
    int number = 0;
    (void)element;
    cr_expect(element_number(a, ATTRIBUTE_START, &number));
    cr_expect_eq(number, -7);
    cr_expect_eq(element_alignment(a), 'c');
    const struct element_value *id = element_value(a, ATTRIBUTE_ID);
    cr_assert_not_null(id);
    cr_expect_eq(id->length, 3u);
    cr_expect_eq(memcmp(id->bytes, "a&b", 3), 0);
    cr_expect_eq(id->from, 16u);
    cr_expect_eq(id->to, 23u);
    cr_expect(element_has(a, ATTRIBUTE_HIDDEN) == false);
    cr_expect_null(element_value(a, ATTRIBUTE_CLASS));
    ++*seen;
}

Test(html, gives_the_attributes_decoded)
{
    int seen = 0;
    const struct html_events events = {.user = &seen,
                                       .opened = keep_attributes};
    struct html *h =
        must(html_new(HTML_VIEW_GITHUB, SMAC_DETAILS_SUMMARY, 0, &events));
    raw(h, "<ol start=-7 id=a&amp;b align=\"CENTER\" id=c>", 0);
    html_finish(h);
    html_free(h);
    cr_expect_eq(seen, 1);
}

/* ---- modes and ceilings -------------------------------------------------- */

static const char *
details(enum smac_details mode, const char *html)
{
    static struct judged o;
    const struct html_events events = {.user = &o, .text = judged_text};
    judged_clear(&o);
    struct html *h = must(html_new(HTML_VIEW_BROWSER, mode, 0, &events));
    raw(h, html, 0);
    judged_finish(h, &o);
    return o.shown;
}

Test(html, details_as_asked)
{
    const char *html = "<details><summary>s</summary>x<p hidden>y</details>w";
    cr_expect_str_eq(details(SMAC_DETAILS_SUMMARY, html), "sw");
    cr_expect_str_eq(details(SMAC_DETAILS_DROP, html), "w");
    cr_expect_str_eq(details(SMAC_DETAILS_EXPAND, html), "sxw");
}

/* The pattern, over and over; what the judge then says. */
static enum smac_status
repeat(const char *start, const char *pattern, size_t bytes)
{
    const struct html_events none = {.user = NULL};
    struct html *h =
        must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0, &none));
    struct buffer b;
    buffer_init(&b, SIZE_MAX / 2);
    buffer_puts(&b, start);
    while (b.size < bytes)
        buffer_puts(&b, pattern);
    cr_assert(!b.failed);
    html_raw(h, b.data, b.size, 0);
    html_finish(h);
    enum smac_status status = html_failed(h);
    html_free(h);
    buffer_release(&b);
    return status;
}

Test(html, what_nests_too_deep_is_too_complex)
{
    static const char *const patterns[] = {
        "<div>",      "<b>",      "<svg>",    "<table><td>",
        "<template>", "<x>",      "<a><div>", "<details><summary>",
        "<math><mi>", "<object>",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        cr_expect_eq(repeat("", patterns[i], 100000), SMAC_TOO_COMPLEX, "%s",
                     patterns[i]);
}

Test(html, what_reopens_again_and_again_is_too_complex)
{
    static const char many[] = "<table><b><big><code><em><font><i><s><small>"
                               "<strike><strong><tt><u><b id=a><i id=a>";
    cr_expect_eq(repeat(many, "<tr>a", 100000), SMAC_TOO_COMPLEX);
    cr_expect_eq(repeat(many, "<tr>a", 1000), SMAC_OK);
    cr_expect_eq(repeat("<b><i><font color=red>", "<p>a", 1000000), SMAC_OK);
}

/* Each would take minutes if its cost grew with the square of its length. */
Test(html, cost_is_linear, .timeout = 120)
{
    static const char *const patterns[][2] = {
        {"", "<"},
        {"", "&"},
        {"", "&a"},
        {"", "</"},
        {"", "<!"},
        {"", "<!-"},
        {"", "<!--"},
        {"<!--", "--!"},
        {"<a ", " b"},
        {"<a ", " href=x"},
        {"<a style='", "x&"},
        {"", "<p><b>x"},
        {"", "<p><b id=a>x</p></b>"},
        {"", "<a>"},
        {"", "<nobr>"},
        {"", "</p>"},
        {"", "</x>"},
        {"", "<select></select>"},
        {"<table>", "x "},
        {"<table>", "<tr>"},
        {"", "<svg><p>"},
        {"<script>", "</script"},
        {"<script><!--", "<script"},
        {"<title>", "&"},
        {"<title>", "</titl"},
        {"<svg><![CDATA[", "]"},
        {"", "<form></form>"},
        {"", "<body hidden>"},
        {"<x><p><y><y><y><y><y><y><y><y><y><y>", "</x>"},
        {"", "<b><p></b></p>"},
        {"", "<table><a>x</table>"},
        {"<template>", "<template></template>"},
        {"", "&#0"},
        {"&#", "0"},
        {"&", "a"},
        {"<", "a"},
        {"<a ", "a"},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        cr_expect_eq(repeat(patterns[i][0], patterns[i][1], 1 << 21), SMAC_OK,
                     "%s", patterns[i][1]);
}

Test(html, a_judge_is_as_new_after_reset)
{
    static struct judged o;
    struct html *h = judged_new(HTML_VIEW_BROWSER, &o);
    raw(h, "<p><table><select><div hidden><!-- x", 0);
    html_finish(h);
    judged_clear(&o);
    html_reset(h);
    raw(h, "w", 0);
    judged_finish(h, &o);
    cr_expect_str_eq(o.shown, "w");
}
