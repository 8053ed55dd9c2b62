/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "judged.h"
#include "must.h"
#include "rival.h"

static struct rival *
rival_for(enum html_view view)
{
    const struct hidden_rules rules = {view, SMAC_DETAILS_SUMMARY, NULL};
    return must(rival_new(&rules));
}

static void
raw(struct rival *r, const char *html, size_t offset)
{
    rival_raw(r, (const uint8_t *)html, strlen(html), offset);
}

static void
text(struct rival *r, const char *characters, size_t from)
{
    size_t length = strlen(characters);
    rival_text(r, (const uint8_t *)characters, length, from, from + length);
}

/* What is fed as one piece of raw HTML, judged. */
static struct rival *
judged_by_rival(enum html_view view, const char *html, size_t length,
                size_t chunk)
{
    struct rival *r = rival_for(view);
    rival_reset(r, length);
    for (size_t at = 0; at < length; at += chunk)
        rival_raw(r, (const uint8_t *)html + at,
                  length - at < chunk ? length - at : chunk, at);
    cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    return r;
}

/* ---- the words that libxml2 shows ---------------------------------------- */

/* Documents have words: w and a digit. */
static bool
is_word(const char *html, size_t i)
{
    return html[i] == 'w' && html[i + 1] >= '0' && html[i + 1] <= '9';
}

static void
words_shown(char *out, const char *html, enum html_view view, size_t chunk)
{
    size_t length = strlen(html);
    struct rival *r = judged_by_rival(view, html, length, chunk);
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        if (is_word(html, i) && rival_verdict(r, i) == HTML_SHOWN)
            out[n++] = html[i + 1];
    out[n] = '\0';
    rival_free(r);
}

static void
expect_words(const char *html, const char *expected)
{
    char got[64];
    words_shown(got, html, HTML_VIEW_BROWSER, WHOLE);
    cr_expect_str_eq(got, expected, "%s: %s, not %s", html, got, expected);
    words_shown(got, html, HTML_VIEW_BROWSER, 1);
    cr_expect_str_eq(got, expected, "%s in bytes: %s", html, got);
}

Test(rival, shows_and_hides_as_everybody_does)
{
    expect_words("w1", "1");
    expect_words("<p>w1</p><div hidden>w2</div>w3", "13");
    expect_words("w1<!-- w2 -->w3<script>w4</script>w5<style>w6</style>w7",
                 "1357");
    expect_words("<details>w1<summary>w2</summary>w3</details>w4", "24");
    expect_words("<details open>w1<summary>w2</summary></details>w3", "123");
    expect_words(
        "<details><summary>w1</summary><summary>w2</summary></details>", "1");
    expect_words("<b style='display:none'>w1</b><b title=w2>w3</b>", "3");
    expect_words("<b style=\"display&#58;none\">w1</b>w2", "2");
    expect_words("&amp;w1&lt;w2&nosuch;w3&#0;w4 &", "1234");
    expect_words("<TEMPLATE>w1</TEMPLATE>w2", "2");
    expect_words("<table><tr><td hidden>w1<td>w2</table>w3", "23");
    expect_words("<dialog>w1</dialog><dialog open>w2</dialog>", "2");
    expect_words("w1 < w2 <3 w3 <", "123");
    expect_words("w1 <b", "1");
    expect_words("w1 <!-- w2", "1");
}

/* What html.h hides, and libxml2 shows. */
Test(rival, is_libxml2_in_what_it_shows_too_much)
{
    expect_words("<! w1 ><!w2><!ELEMENT w3><? w4></ w5></3 w6></!-- w7 -->",
                 "1234567");
    expect_words("<![CDATA[w1]]>", "1");
    expect_words("<div hidden/>w1", "1");
    expect_words("<p/hidden>w1<p\fhidden>w2", "12");
    expect_words("<style/>w1", "1");
    expect_words("<b hidden>w1<p>w2</b>w3", "23");
    expect_words("<p><b hidden></p><p>w1", "1");
    expect_words("<span hidden><p></span>w1", "1");
    expect_words("<del hidden><p></p></del>w1", "1");
    expect_words("<form hidden><form>w1", "1");
    expect_words("<p><details></p>w1", "1");
    expect_words("<div><template></div>w1", "1");
    expect_words("<div hidden></body>w1", "1");
    expect_words("<div hidden></html>w1", "1");
    expect_words("</p\xc2\xa0>w1", "1");
    expect_words("<a b=\x01w1>w2</a>", "2");
}

/* What html.h shows, and libxml2 hides. */
Test(rival, is_libxml2_in_what_it_hides_too_much)
{
    expect_words("<!-->w1", "");
    expect_words("<!--->w1--> w2", "2");
    expect_words("<h1 hidden>w1</h2>w2", "");
    expect_words("<p hidden><section>w1", "");
    expect_words("<p hidden><main>w1", "");
    expect_words("<p hidden><details open>w1", "");
    expect_words("<button hidden><button>w1", "");
    expect_words("<nobr hidden><nobr>w1", "");
    expect_words("<textarea><!-- w1 --></textarea>w2", "2");
    expect_words("<xmp><b hidden>w1</xmp>w2", "2");
    expect_words("<plaintext><!-- w1 -->w2", "2");
    expect_words("<wbr hidden>w1<source hidden>w2", "");
    expect_words("<svg><title>w1<p>w2", "");
    expect_words("<hidden><keygen hidden>w1</hidden>w2", "2");
    expect_words("<a hidden><p><a>w1", "");
    expect_words("<div hidden><!DOCTYPE x></div>w1", "");
    expect_words("<!DOCTYPE x PUBLIC \"a>w1\">w2", "2");
    expect_words("<p title='w1>w2' hidden/ x>w3<p>w4", "4");
}

/* Where it cannot be known what libxml2 reads, nothing is text: what comes
 * first in a <style> may close it, with what is open around. */
Test(rival, is_lost_where_raw_text_begins_with_a_tag)
{
    expect_words("<div><style></div>w1</style>w2", "");
    expect_words("<div><style> </div>w1</style>w2", "2");
    expect_words("<div><script></scripts>w1</script>w2", "");
    expect_words("<style><body>w1</style>w2", "");
    expect_words("<script><!-- <b> --></script>w1", "1");
    expect_words("<style>a<b</stylew1</style>w2", "");
}

/* An element name of 101 bytes is for libxml2 one of 100 and an attribute. */
Test(rival, cuts_names_as_libxml2_does)
{
    char html[256];
    const char *a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    snprintf(html, sizeof html, "<%s%shidden>w1", a, a);
    expect_words(html, "");
    snprintf(html, sizeof html, "<%.49s%shidden>w1", a, a);
    expect_words(html, "1");
    snprintf(html, sizeof html, "<p %s%shidden>w1", a, a);
    expect_words(html, "");
}

Test(rival, github_filters_before)
{
    char got[64];
    const char *html = "<title>w1</title><b hidden>w2</b><xmp/>w3<template>w4";
    words_shown(got, html, HTML_VIEW_GITHUB, WHOLE);
    cr_expect_str_eq(got, "123", "%s", got);
}

/* ---- markdown between raw HTML ------------------------------------------- */

Test(rival, markdown_stands_in_the_raw_html_around_it)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, 100);
    rival_element(r, ELEMENT_P, true);
    text(r, "seen", 0);
    rival_element(r, ELEMENT_P, false);
    raw(r, "<div hidden>", 10);
    rival_element(r, ELEMENT_P, true);
    text(r, "a ", 30);
    text(r, " ", 32);
    text(r, "b", 50);
    rival_element(r, ELEMENT_P, false);
    raw(r, "</div>", 60);
    text(r, "w", 70);
    cr_expect(rival_is_needed(r));
    cr_expect_eq(rival_verdict(r, 30), HTML_SHOWN);
    cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    cr_expect_eq(rival_verdict(r, 0), HTML_SHOWN);
    cr_expect_eq(rival_verdict(r, 3), HTML_SHOWN);
    cr_expect_eq(rival_verdict(r, 10), RIVAL_NO_TEXT);
    cr_expect_eq(rival_verdict(r, 31), SMAC_HTML_HIDDEN);
    cr_expect_eq(rival_verdict(r, 32), SMAC_HTML_HIDDEN);
    cr_expect_eq(rival_verdict(r, 50), SMAC_HTML_HIDDEN);
    cr_expect_eq(rival_verdict(r, 70), HTML_SHOWN);
    cr_expect_eq(rival_verdict(r, 71), RIVAL_NO_TEXT);
    cr_expect_eq(rival_verdict(r, 1000), HTML_SHOWN);
    rival_free(r);
}

Test(rival, markdown_in_a_tag_is_no_text)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, 100);
    raw(r, "<div title='\n", 0);
    rival_element(r, ELEMENT_P, true);
    text(r, "it' hidden \"", 20);
    rival_element(r, ELEMENT_P, false);
    text(r, "w", 40);
    raw(r, "</div>", 50);
    text(r, "w", 60);
    cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    cr_expect_eq(rival_verdict(r, 20), RIVAL_NO_TEXT);
    cr_expect_eq(rival_verdict(r, 40), SMAC_HTML_HIDDEN);
    cr_expect_eq(rival_verdict(r, 60), HTML_SHOWN);
    rival_free(r);
}

Test(rival, markdown_in_a_comment_is_no_text)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, 100);
    raw(r, "<!-- a\n", 0);
    text(r, "b --> c", 10);
    rival_element(r, ELEMENT_A, true);
    raw(r, "-->w", 30);
    cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    cr_expect_eq(rival_verdict(r, 16), RIVAL_NO_TEXT);
    cr_expect_eq(rival_verdict(r, 33), HTML_SHOWN);
    rival_free(r);
}

/* Quotes that a renderer writes end values, and each writes its own. */
Test(rival, is_lost_where_markdown_writes_attributes_into_a_tag)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, 100);
    raw(r, "<div title=\"\n", 0);
    rival_element(r, ELEMENT_P, true);
    rival_element(r, ELEMENT_A, true);
    text(r, "w", 20);
    raw(r, "\">", 30);
    text(r, "w", 40);
    cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    cr_expect_eq(rival_verdict(r, 20), RIVAL_NO_TEXT);
    cr_expect_eq(rival_verdict(r, 40), RIVAL_NO_TEXT);
    rival_free(r);
}

Test(rival, knows_the_style_sheet)
{
    static const char css[] = ".x, y-z { display: none }";
    const char *html = "<p class=x>a</p><y-z>b</y-z>c";
    struct sheet *sheet = must(sheet_new());
    sheet_add(sheet, (const uint8_t *)css, sizeof css - 1, false);
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, strlen(html));
    raw(r, html, 0);
    cr_assert_eq(rival_judge(r, sheet), SMAC_OK);
    cr_expect_eq(rival_verdict(r, 11), SMAC_CSS_HIDDEN);
    cr_expect_eq(rival_verdict(r, 21), SMAC_CSS_HIDDEN);
    cr_expect_eq(rival_verdict(r, 28), HTML_SHOWN);
    rival_free(r);
    sheet_free(sheet);
}

Test(rival, is_as_new_after_reset)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    for (int i = 0; i < 3; i++) {
        rival_reset(r, 20);
        cr_expect_not(rival_is_needed(r));
        text(r, "w", 0);
        cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
        cr_expect_eq(rival_verdict(r, 0), HTML_SHOWN);
        rival_reset(r, 20);
        raw(r, "<div hidden><style>\n<!--", 0);
        cr_assert_eq(rival_judge(r, NULL), SMAC_OK);
    }
    rival_reset(r, 0);
    cr_expect_eq(rival_judge(r, NULL), SMAC_OK);
    rival_free(r);
}

/* ---- when it is not needed ----------------------------------------------- */

static bool
is_needed(const char *html)
{
    struct rival *r = rival_for(HTML_VIEW_BROWSER);
    rival_reset(r, strlen(html));
    raw(r, html, 0);
    bool needed = rival_is_needed(r);
    rival_free(r);
    return needed;
}

Test(rival, is_not_needed_where_nothing_can_hide)
{
    static const char *const cases[] = {
        "<p align=\"center\"><img src='a' alt=b width=100></p>",
        "<!-- a - b -- c > d --> e < f <3 g",
        "<h1>a</p></h2><div><b></div></b>",
        "<table border><tr><td colspan=2 >a<br/></td></tr></table>",
        "<picture><source media=\"(a)\" srcset=b><img></picture>",
        "<a href=\"a>b'c\" title='<p hidden>'>d</a>&hidden;",
        "<sub>a<br></sub><sup><b>c</b></sup><small>d</small>",
        "<x-y class=a id=b data-hidden=c>d</x-y>",
        "<!---->a<!-- -->",
        "<kbd>\xc3\xa9</kbd><p title=\"\xc3\xa9\f\x01\">",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_not(is_needed(cases[i]), "%s", cases[i]);
}

Test(rival, is_needed_where_a_token_is_read_in_two_ways)
{
    static const char *const cases[] = {
        "<!-->",
        "<!--->",
        "<!x>",
        "<?x>",
        "</ x>",
        "<!-a",
        "<!DOCTYPE>",
        "</>",
        "</p/>",
        "</p a>",
        "<p/ a>",
        "<p\"a>",
        "<p =a>",
        "<p a\"b>",
        "<p a=\f>",
        "<p \xc3\xa9>",
        "<p\x01>",
        "<![CDATA[",
        "</.a>",
        "<p a=\xc3>",
        "<sub><div></sub>",
        "<sub><sub><sub>",
        "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(is_needed(cases[i]), "%s", cases[i]);
}

/* Every element and attribute that the rules know to hide by itself. */
Test(rival, is_needed_for_all_that_hides)
{
    static const char *const values[] = {"",  "0",    "1",  "white",
                                         "x", "#fff", "-9", "display:none"};
    const struct hidden_rules rules = {HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY,
                                       NULL};
    struct hidden_own own;
    struct hidden_state state;
    char html[128];
    for (unsigned e = ELEMENT_UNKNOWN + 1; e < ELEMENT_COUNT; e++)
        for (unsigned a = 0; a < ATTRIBUTE_COUNT; a++)
            for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
                struct element_attributes tag = {.value_count = 0};
                tag.present[a / 64] = (uint64_t)1 << a % 64;
                if (element_attribute_info(a)->kept)
                    tag.values[tag.value_count++] = (struct element_value){
                        .attribute = a,
                        .bytes = (const uint8_t *)values[i],
                        .length = strlen(values[i])};
                const struct hidden_subject subject = {
                    e, SPACE_HTML, element_info(e)->name,
                    element_info(e)->length, &tag};
                hidden_judge(&rules, &subject, &own);
                hidden_inherit(&rules, &own, NULL, &state);
                if (state.text == HTML_SHOWN)
                    continue;
                snprintf(html, sizeof html, "<%s %s='%s'>",
                         element_info(e)->name, element_attribute_info(a)->name,
                         values[i]);
                cr_expect(is_needed(html), "%s", html);
            }
}

/* ---- random documents ---------------------------------------------------- */

static uint32_t random_state;

static unsigned
below(unsigned n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % n;
}

/* Ordinary pieces first; the last ones are those that can hide, or that are
 * read in two ways. */
static const char *const pieces[] = {
    "<b>",        "</b>",     "<p>",       "</p>",      "<div>",
    "</div>",     "<i id=x>", "</i>",      "<a href>",  "</a>",
    "<td>",       "<tr>",     "<table>",   "</table>",  "<li>",
    "</ul>",      "<ul>",     "<h1>",      "</h2>",     "<br/>",
    "<img a=\"",  "\">",      "<!-- ",     " -->",      "&lt;",
    "&amp",       "w",        " ",         "\n",        "é",
    "<p title='", "'>",       "<x-y>",     "</x-y>",    "<nobr>",
    "<form>",     "</form>",  "<button>",  "<option>",  "<caption>",
    "<col>",      "<dd>",     "<dl>",      "<pre>",     "</pre>",
    "<sub>",      "</sub>",   "<small>",   "</small>",  "<B >",
    "-",          "<wbr>",    "</p >",     "<center>",  "<font face=a>",
    "<p hidden>", "<select>", "<svg>",     "<title>",   "<style>",
    "<details>",  "<!-",      "<?",        "</",        "<b/c>",
    "<!-->",      "</body>",  "<!doctype", "<p style=", "<p =",
};

struct page {
    struct html *html;
    struct rival *rival;
    struct judged judged;
    size_t at;
    bool needed;
};

static void
page_raw(struct page *p, const char *bytes)
{
    size_t length = strlen(bytes);
    html_raw(p->html, (const uint8_t *)bytes, length, p->at);
    rival_raw(p->rival, (const uint8_t *)bytes, length, p->at);
    p->at += length;
}

static void
page_element(struct page *p, enum element e, bool opens)
{
    if (opens)
        html_open(p->html, e);
    else
        html_close(p->html, e);
    rival_element(p->rival, e, opens);
}

static void
page_text(struct page *p)
{
    if (html_in_data(p->html))
        p->judged.fates[p->at] = html_verdict(p->html);
    else
        html_made(p->html, (const uint8_t *)"it's", 4);
    rival_text(p->rival, (const uint8_t *)"it's", 4, p->at, p->at + 1);
    p->at++;
}

static void
page_fill(struct page *p)
{
    static const enum element made[] = {ELEMENT_P,  ELEMENT_UL, ELEMENT_EM,
                                        ELEMENT_LI, ELEMENT_TD, ELEMENT_H2};
    unsigned count = sizeof pieces / sizeof *pieces;
    unsigned ordinary = below(4) > 0 ? count - 15 : count;
    for (unsigned n = 2 + below(30); n > 0; n--) {
        unsigned kind = below(10);
        if (kind == 0)
            page_text(p);
        else if (kind < 3)
            page_element(p, made[below(sizeof made / sizeof *made)],
                         below(2) == 0);
        else
            page_raw(p, pieces[below(ordinary)]);
    }
}

/* Where the rival is not needed, it shows every character that html.h does:
 * text is what was text, and not the tags that are shown. */
static void
page_text_told(void *user, const uint8_t *bytes, size_t length, size_t from,
               size_t to, int verdict)
{
    struct page *p = user;
    (void)bytes;
    (void)length;
    for (size_t i = from; i < to; i++)
        p->judged.fates[i] = verdict;
}

Test(rival, agrees_where_it_is_not_needed, .timeout = 120)
{
    static struct page p;
    const struct html_events events = {.user = &p, .text = page_text_told};
    const struct hidden_rules rules = {HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY,
                                       NULL};
    unsigned not_needed = 0;
    unsigned characters = 0;
    random_state = 12345;
    p.html =
        must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0, &events));
    p.rival = must(rival_new(&rules));
    for (unsigned n = 0; n < 20000; n++) {
        judged_clear(&p.judged);
        html_reset(p.html);
        rival_reset(p.rival, BYTES_MAX);
        p.at = 0;
        page_fill(&p);
        html_finish(p.html);
        p.needed = rival_is_needed(p.rival);
        cr_assert_eq(html_failed(p.html), SMAC_OK);
        cr_assert_eq(rival_judge(p.rival, NULL), SMAC_OK);
        not_needed += !p.needed;
        for (size_t i = 0; i < p.at && !p.needed; i++) {
            if (p.judged.fates[i] == UNTOLD)
                continue;
            characters++;
            cr_expect_eq(p.judged.fates[i], HTML_SHOWN);
            cr_expect_eq(rival_verdict(p.rival, i), HTML_SHOWN,
                         "document %u, byte %zu", n, i);
        }
    }
    html_free(p.html);
    rival_free(p.rival);
    cr_expect_gt(not_needed, 2000u);
    cr_expect_gt(characters, 20000u);
}

/* ---- abridged ------------------------------------------------------------ */

static void
both_elements(struct rival *const *both, enum element e, bool opens)
{
    rival_element(both[0], e, opens);
    rival_element(both[1], e, opens);
}

static void
both_texts(struct rival *const *both, size_t *at)
{
    static const char *const texts[] = {"x", " ", "it's"};
    const char *words = texts[below(3)];
    text(both[0], words, *at);
    text(both[1], words, *at);
    *at += strlen(words);
}

/* A block of markdown, with inlines in it, and raw HTML anywhere. */
static void
both_blocks(struct rival *const *both, size_t *at)
{
    static const enum element blocks[] = {ELEMENT_P, ELEMENT_LI, ELEMENT_TD,
                                          ELEMENT_PRE};
    static const enum element inlines[] = {
        ELEMENT_CODE, ELEMENT_EM, ELEMENT_STRONG, ELEMENT_DEL, ELEMENT_A};
    enum element open[4];
    unsigned depth = 0;
    enum element block = blocks[below(4)];
    both_elements(both, block, true);
    for (unsigned n = below(12); n > 0; n--) {
        unsigned kind = below(10);
        if (kind < 2) {
            const char *html = pieces[below(sizeof pieces / sizeof *pieces)];
            raw(both[0], html, *at);
            raw(both[1], html, *at);
            *at += strlen(html);
        } else if (kind < 5) {
            both_texts(both, at);
        } else if (kind < 8 && depth < 4) {
            open[depth] = inlines[below(5)];
            both_elements(both, open[depth++], true);
        } else if (depth > 0) {
            both_elements(both, open[--depth], false);
        }
    }
    while (depth > 0)
        both_elements(both, open[--depth], false);
    both_elements(both, block, false);
}

Test(rival, says_the_same_of_an_abridged_page, .timeout = 120)
{
    const struct hidden_rules rules = {HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY,
                                       NULL};
    struct rival *both[] = {must(rival_new(&rules)), must(rival_new(&rules))};
    unsigned hidden = 0;
    random_state = 4711;
    for (unsigned n = 0; n < 10000; n++) {
        size_t at = 0;
        rival_reset(both[0], BYTES_MAX);
        rival_reset(both[1], BYTES_MAX);
        rival_abridge(both[1]);
        for (unsigned blocks = 1 + below(8); blocks > 0 && at < BYTES_MAX / 2;
             blocks--)
            both_blocks(both, &at);
        cr_assert_leq(at, (size_t)BYTES_MAX);
        cr_assert_eq(rival_is_needed(both[0]), rival_is_needed(both[1]));
        cr_assert_eq(rival_judge(both[0], NULL), SMAC_OK);
        cr_assert_eq(rival_judge(both[1], NULL), SMAC_OK);
        for (size_t i = 0; i < at; i++) {
            hidden += rival_verdict(both[0], i) != HTML_SHOWN;
            cr_expect_eq(rival_verdict(both[0], i), rival_verdict(both[1], i),
                         "document %u, byte %zu", n, i);
        }
    }
    rival_free(both[0]);
    rival_free(both[1]);
    cr_expect_gt(hidden, 1000u);
}

/* ---- ceilings ------------------------------------------------------------ */

/* Where a `#` stands comes a number. */
static void
put_numbered(struct buffer *b, const char *pattern, unsigned number)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '#')
            buffer_printf(b, "%u", number);
        else
            buffer_putc(b, (uint8_t)*pattern);
    }
}

/* The start, then the pattern up to so many bytes. */
static void
fill(struct buffer *b, const char *start, const char *pattern, size_t bytes)
{
    buffer_init(b, SIZE_MAX / 2);
    buffer_puts(b, start);
    for (unsigned n = 0; b->size < bytes; n++)
        put_numbered(b, pattern, n);
    cr_assert_not(b->failed);
}

static int
last_verdict(const char *start, const char *pattern, size_t bytes,
             const char *end)
{
    struct buffer b;
    fill(&b, start, pattern, bytes);
    buffer_puts(&b, end);
    struct rival *r =
        judged_by_rival(HTML_VIEW_BROWSER, (const char *)b.data, b.size, WHOLE);
    int verdict = rival_verdict(r, b.size - 1);
    rival_free(r);
    buffer_release(&b);
    return verdict;
}

Test(rival, a_tag_with_too_many_attributes_hides)
{
    cr_expect_eq(last_verdict("<p", " a#", 800, ">w"), HTML_SHOWN);
    cr_expect_eq(last_verdict("<p", " a#", 4000, ">w"), SMAC_HTML_HIDDEN);
    cr_expect_eq(last_verdict("<p", " a#='>'", 4000, ">w"), SMAC_HTML_HIDDEN);
    cr_expect_eq(last_verdict("<p", " a#", 4000, "></p>w"), HTML_SHOWN);
    cr_expect_eq(last_verdict("<p", " a#", 4000, "/>w"), HTML_SHOWN);
    cr_expect_eq(last_verdict("<path d='", " #", 40000, "'>w"), HTML_SHOWN);
}

/* Nothing is told after the depth at which libxml2's tree ends. */
Test(rival, what_nests_too_deep_is_no_text)
{
    cr_expect_eq(last_verdict("", "<div>", 250 * 5, "w"), HTML_SHOWN);
    cr_expect_eq(last_verdict("", "<div>", 260 * 5, "w"), RIVAL_NO_TEXT);
    cr_expect_eq(last_verdict("", "<wbr>", 260 * 5, "w"), RIVAL_NO_TEXT);
    cr_expect_eq(last_verdict("", "<b></b>", 10000, "w"), HTML_SHOWN);
    /* An error for each of them. */
    cr_expect_eq(last_verdict("<p>", "<b>", 250 * 3, "</p>w"), HTML_SHOWN);
}

/* Each would take minutes if its cost grew with the square of its length. */
Test(rival, cost_is_linear, .timeout = 120)
{
    static const char *const patterns[][2] = {
        {"", "<"},
        {"", "</"},
        {"", "<!"},
        {"", "<?"},
        {"", "<?a"},
        {"", "&a"},
        {"", "&amp;"},
        {"", "<!--"},
        {"<!--", "--!"},
        {"", "<!doctype '"},
        {"<a", " b#"},
        {"<a", " b#='>'"},
        {"<a '", " b#=c"},
        {"<script>a</script><p a='</script>", " b#"},
        {"<script>", "</script"},
        {"<style> ", "</styl"},
        {"", "<p a='"},
        {"", "<p/"},
        {"", "<div></p>"},
        {"", "<x#></y#>"},
        {"<x><div>", "<y></x>"},
        {"", "</p>"},
        {"", "<body>"},
        {"", "</html>w"},
        {"", "<table><tr><td>w"},
        {"", "<p style='color:red'>w</p>"},
        {"<p style='", "color:red;"},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        last_verdict(patterns[i][0], patterns[i][1], (size_t)1 << 20, "w");
}
