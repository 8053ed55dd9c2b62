/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "html.h"
#include "must.h"

enum { WHOLE = 1 << 30, UNTOLD = -3, BYTES_MAX = 4096 };

/* ---- a document, judged ------------------------------------------------------- */

struct outcome {
    char shown[BYTES_MAX]; /* visible text; runs of blanks are one blank */
    size_t length;
    int fates[BYTES_MAX];  /* what each source byte was told to be */
    int opened;            /* of boxes, those not yet closed */
    enum smac_status status;
};

static void
put(struct outcome *o, char c)
{
    bool blank = strchr(" \t\r\n", c) != NULL;
    if (blank && (o->length == 0 || o->shown[o->length - 1] == ' '))
        return;
    cr_assert(o->length + 1 < BYTES_MAX);
    o->shown[o->length++] = blank ? ' ' : c;
}

static void
on_text(void *user, const uint8_t *bytes, size_t length, size_t from, size_t to,
        int verdict)
{
    struct outcome *o = user;
    cr_assert(from < to && to <= BYTES_MAX && length > 0);
    for (size_t i = from; i < to; i++) {
        cr_assert_eq(o->fates[i], UNTOLD, "byte %zu is text twice", i);
        o->fates[i] = verdict;
    }
    for (size_t i = 0; verdict == HTML_SHOWN && i < length; i++)
        put(o, (char)bytes[i]);
}

static void
on_markup(void *user, size_t from, size_t to, int reason)
{
    struct outcome *o = user;
    cr_assert(from < to && to <= BYTES_MAX);
    for (size_t i = from; i < to; i++)
        o->fates[i] = reason;
}

static void
on_opened(void *user, enum element element, const struct element_attributes *a)
{
    struct outcome *o = user;
    (void)a;
    if (!(element_info(element)->flags & ELEMENT_IS_VOID))
        o->opened++;
}

static void
on_closed(void *user, enum element element)
{
    struct outcome *o = user;
    (void)element;
    o->opened--;
    cr_assert_geq(o->opened, 0);
}

static void
clear(struct outcome *o)
{
    memset(o, 0, sizeof *o);
    for (size_t i = 0; i < BYTES_MAX; i++)
        o->fates[i] = UNTOLD;
}

static struct html *
new_judge(enum html_view view, struct outcome *o)
{
    const struct html_events events = {o, on_text, on_markup, on_opened,
                                       on_closed};
    clear(o);
    return must(html_new(view, SMAC_DETAILS_SUMMARY, 0, &events));
}

static void
finish(struct html *h, struct outcome *o)
{
    html_finish(h);
    o->status = html_failed(h);
    html_free(h);
    while (o->length > 0 && o->shown[o->length - 1] == ' ')
        o->length--;
    o->shown[o->length] = '\0';
}

static void
feed(struct html *h, const char *html, size_t length, size_t chunk)
{
    const uint8_t *bytes = (const uint8_t *)html;
    for (size_t at = 0; at < length; at += chunk)
        html_raw(h, bytes + at, length - at < chunk ? length - at : chunk, at);
}

static void
judge(struct outcome *o, enum html_view view, const char *html, size_t length,
      size_t chunk)
{
    struct html *h = new_judge(view, o);
    feed(h, html, length, chunk);
    finish(h, o);
}

/* ---- what each view shows ------------------------------------------------------- */

struct row {
    const char *html;
    const char *browser;
    const char *github; /* NULL: the same */
};

static const struct row rows[] = {
    /* comments, and what HTML makes one */
    {"a<!-- x -->w", "aw", NULL},
    {"<!-->w", "w", NULL},
    {"<!--->w", "w", NULL},
    {"<!---->w", "w", NULL},
    {"<!-- x --!>w", "w", NULL},
    {"<!-- x -- y -->w", "w", NULL},
    {"<!-- x --->w", "w", NULL},
    {"<!-- <!-- x -->w-->", "w-->", NULL},
    {"<!-- <!-->w", "w", NULL},
    {"<!-- --!x -->w", "w", NULL},
    {"<!-- --!-->w", "w", NULL},
    {"<!-- x", "", NULL},
    {"<!-- x --", "", NULL},
    {"<!--[if IE]> x <![endif]-->w", "w", NULL},
    {"<!->w", "w", NULL},
    {"<!-x>w", "w", NULL},
    {"<!>w", "w", NULL},
    {"<!x y>w", "w", NULL},
    {"<! x>w", "w", NULL},
    {"<!ELEMENT x>w", "w", NULL},
    {"<!DOCTYPE html PUBLIC \"x>w", "w", NULL},
    {"</ x>w", "w", NULL},
    {"</3 x>w", "w", NULL},
    {"</!-- x -->w", "w", NULL},
    {"</>w", "w", NULL},
    {"<?x y?>w", "w", NULL},
    {"<?x > w ?>", "w ?>", NULL},
    {"<? x", "", NULL},
    {"<![CDATA[x]]>w", "w", NULL},
    {"<![CDATA[x>w]]>", "w]]>", NULL},
    {"<![cdata[x]]>w", "w", NULL},
    {"<!x", "", NULL},

    /* not markup */
    {"a < b <3 <", "a < b <3 <", NULL},
    {"a </", "a </", NULL},
    {"<=w", "<=w", NULL},
    {"&lt;b hidden>w", "<b hidden>w", NULL},
    {"&lt;!-- w -->", "<!-- w -->", NULL},
    {"&#60;script>w", "<script>w", NULL},
    {"&#x3C;p&#62w &copyx &notit; &amp;lt;", "<p>w \302\251x \302\254it; &lt;",
     NULL},
    {"&nope; &; &#; &#x; &#xg; &", "&nope; &; &#; &#x; &#xg; &", NULL},
    {"&#128;&#0;&#x110000;&#xd800;", "\342\202\254\357\277\275\357\277\275"
     "\357\277\275", NULL},
    {"&#000000000000000000000000000000000000000000000000065;", "A", NULL},
    {"&#99999999999999999999999999999999999999999999999999999;",
     "\357\277\275", NULL},
    {"&CounterClockwiseContourIntegral;&CounterClockwiseContourIntegrals;",
     "\342\210\263&CounterClockwiseContourIntegrals;", NULL},

    /* tags and their attributes */
    {"<b title='>'>w</b>", "w", NULL},
    {"<b title=\"<!--\">w</b><b title=\"-->\">v</b>", "wv", NULL},
    {"<b a=\"x", "", NULL},
    {"<b a=x", "", NULL},
    {"<b x", "", NULL},
    {"w<b", "w", NULL},
    {"w</b x", "w", NULL},
    {"<p/hidden>x</p>w", "w", "xw"},
    {"<div/hidden/>x</div>w", "w", "xw"},
    {"<div hidden/>x</div>w", "w", "xw"},
    {"<p\fhidden>x</p>w", "w", "xw"},
    {"<p\nhidden\n>x</p>w", "w", "xw"},
    {"<P HIDDEN=\"false\">x</P>w", "w", "xw"},
    {"<p hidden=until-found>x</p>w", "w", "xw"},
    {"<p a='b'hidden>x</p>w", "w", "xw"},
    {"<p hid\"den>w</p>", "w", NULL},
    {"<p =hidden>w</p>", "w", NULL},
    {"<p a=hidden>w</p>", "w", NULL},
    {"<p a= hidden>w</p>", "w", NULL},
    {"<p a=>w</p>", "w", NULL},
    {"<p data-hidden>w</p>", "w", NULL},
    {"<p hidden hidden=x>x</p>w", "w", "xw"},
    {"<a b=\001w>w</a>", "w", NULL},
    {"<div popover>x</div>w", "w", "xw"},
    {"<dialog>x</dialog>w", "w", "xw"},
    {"<dialog open>w</dialog>", "w", NULL},
    {"<p style='>'>w</p>", "w", NULL},
    {"</p title=\"x>y\">w", "w", NULL},
    {"<div hidden>x</div a=\"</div>\">w", "w", "xw"},
    {"<custom-name hidden>x</custom-name>w", "w", "xw"},
    {"<x hidden>x</y>x</x>w", "w", "xxw"},
    {"<x hidden></\302\240x>x</x>w", "w", "xw"},
    {"<abcdefghijabcdefghijabcdefghijabcdefghijK hidden>x"
     "</abcdefghijabcdefghijabcdefghijabcdefghijL>x", "", "xx"},

    /* raw text */
    {"<script>x</script>w", "w", "<script>x</script>w"},
    {"<style/>x</style>w", "w", "<style/>x</style>w"},
    {"<style>x</style/>w", "w", "<style>x</style/>w"},
    {"<style>x</styles>x</style >w", "w", "<style>xx</style >w"},
    {"<style><b></style>w", "w", "<style></style>w"},
    {"<script><!--<script>x</script>x--></script>w", "w",
     "<script></script>w"},
    {"<script><!--<script>x</script>x</script>w", "w", "<script>"},
    {"<script><!--x</script>w", "w", "<script>"},
    {"<script><!--><script>x</script>w", "w", "<script><script>x</script>w"},
    {"<script><!--<scripts>x</script>w", "w", "<script>"},
    {"<script><!--<script>x</script>x-->x</script>w", "w",
     "<script>x</script>w"},
    {"<script><!-x</script>w", "w", "<script>w"},
    {"<title><b>x</b></title>w", "w", "<title>x</title>w"},
    {"<title>x<!--</title>w", "w", "<title>x"},
    {"<title>&lt;/title>x</title>w", "w", "<title></title>x</title>w"},
    {"<textarea>w<b>v</b></textarea>u", "w<b>v</b>u",
     "<textarea>wv</textarea>u"},
    {"<textarea>&lt;w</textarea>", "<w", "<textarea><w</textarea>"},
    {"<textarea>w", "w", "<textarea>w"},
    {"<xmp>w<b>&lt;</xmp>", "w<b>&lt;", "<xmp>w<</xmp>"},
    {"<iframe>x<!--</iframe>w", "w", "<iframe>x"},
    {"<noembed><!--x</noembed>w", "w", "<noembed>"},
    {"<noframes>x</noframes>w", "w", "<noframes>x</noframes>w"},
    {"<noscript>x</noscript>w", "w", "xw"},
    {"<noscript><!--x</noscript>w", "w", ""},
    {"<plaintext>w</plaintext><b>", "w</plaintext><b>",
     "<plaintext>w</plaintext>"},
    {"<plaintext hidden>x</plaintext>x", "", "<plaintext hidden>x</plaintext>x"},
    {"<SCRIPT\n>x</SCRIPT\t>w", "w", "<SCRIPT >x</SCRIPT >w"},
    {"<script/x>x</script/x>w", "w", NULL},
    {"<script/x>x</script>x", "x", ""},
    {"<scripts>w", "w", NULL},
    {"<script>x</scr", "", "<script>x"},
    {"<script>x<", "", "<script>x<"},

    /* elements that are not drawn */
    {"<template>x</template>w", "w", NULL},
    {"<template><b hidden></template>w", "w", NULL},
    {"<div><template></div>x", "", NULL},
    {"<template hidden></p>x</template>w", "w", NULL},
    {"<template><a title=\"</template>\">x</template>w", "w", NULL},
    {"<template><template>x</template>x</template>w", "w", NULL},
    {"<template><col><style></template>w", "w", NULL},
    {"<template><tr><td>x</table></template>w", "w", NULL},
    {"<video>x</video><audio>x</audio><canvas>x</canvas>w", "w", "xxxw"},
    {"<object data=x>x</object>w", "w", "xw"},
    {"<object>w</object>", "w", NULL},
    {"<datalist><option>x</datalist>w", "w", "xw"},
    {"<meter>x</meter><progress>x</progress>w", "w", "xxw"},
    {"<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "ab", NULL},
    {"<ruby>a<rb>b<rp>x<rtc>c<rt>d</ruby>", "abcd", NULL},
    {"<picture>x<img></picture>w", "xw", "w"},
    {"<picture><b>x</b></picture>w", "xw", "w"},
    {"<input value=x placeholder=y>w", "w", NULL},
    {"<area alt=x><embed><base><link><meta><param><track><wbr>w", "w", NULL},
    {"<head>w</head>", "w", NULL},
    {"<frameset>w</frameset>", "w", NULL},
    {"<div><template shadowrootmode=open></template>x</div>w", "w", "xw"},
    {"<sub><sub><sub><sub>w</sub></sub></sub></sub>", "w", NULL},
    {"<sub><sup><sub><sup><sub>x</sub></sup></sub></sup></sub>w", "xw", "w"},
    {"<sub><sub><sub><sub><sub><sub><sub><sub><sub><sub>x</sub>w", "w", ""},

    /* <details> */
    {"<details>x</details>w", "w", NULL},
    {"<details open>w</details>", "w", NULL},
    {"<details open=false>w</details>", "w", NULL},
    {"<details><summary>w</summary>x</details>", "w", NULL},
    {"<details>x<summary>w</summary><summary>x</summary></details>", "w", NULL},
    {"<details><div><summary>x</summary></div></details>w", "w", NULL},
    {"<details><summary>a<details>x</details>b</summary></details>", "ab", NULL},
    {"<details><summary>a<details open>c</details>b</summary></details>", "acb",
     NULL},
    {"<details><details open><summary>x</details></details>w", "w", NULL},
    {"<details hidden><summary>x</summary></details>w", "w", "xw"},
    {"<details><summary hidden>x</summary></details>w", "w", "xw"},
    {"<p><details>x</p>x</details>w", "w", NULL},
    {"<details><svg><summary>x</summary></svg></details>w", "w", NULL},
    {"<b><details><summary>x</summary></b>x</details>w", "w", NULL},
    {"<details><b><summary>x</summary></b></details>w", "w", NULL},
    {"<ul><li><details>x<li>x", "", NULL},
    {"<table><tr><td><details>x<td>w", "w", NULL},

    /* what an end tag closes */
    {"<p hidden>x<p>w", "w", "xw"},
    {"<p hidden>x<section>w", "w", "xw"},
    {"<p hidden>x<main>w", "w", "xw"},
    {"<p hidden>x<span>x", "", "xx"},
    {"<p hidden>x<button>x<p>x", "", "xxx"},
    {"<h1 hidden>x</h2>w", "w", "xw"},
    {"<h1 hidden>x<h2>w", "w", "xw"},
    {"<div hidden>x</span>x</div>w", "w", "xxw"},
    {"<div hidden>x</body></html>x", "", "xx"},
    {"<div hidden>x</p>x</div>w", "w", "xxw"},
    {"<span hidden><p>x</span>x", "", "xx"},
    {"<span hidden><li>x</span>x", "", "xx"},
    {"<span hidden><h1>x</span>x", "", "xx"},
    {"<del hidden>x<p>x</del>x", "", "xxx"},
    {"<ul><li hidden>x<li>w", "w", "xw"},
    {"<ul><li hidden>x<div><li>w", "w", "xw"},
    {"<ul><li hidden>x<ul><li>x", "", "xx"},
    {"<dl><dt hidden>x<dd>w", "w", "xw"},
    {"<button hidden>x<button>w", "w", "xw"},
    {"<form hidden>x<form>x</form>w", "w", "xxw"},
    {"<form hidden><div>x</form>x</div>w", "w", "xxw"},
    {"<form><div hidden></form>x</div>w", "w", "xw"},
    {"<object hidden><p>x</object>w", "w", "xw"},
    {"<marquee>w</marquee>", "w", NULL},
    {"<unknown hidden/>x</unknown>w", "w", "xw"},
    {"<br hidden>w</br>", "w", NULL},
    {"<img hidden>w", "w", NULL},
    {"<image hidden>w", "w", NULL},

    /* formatting elements that reopen, and the adoption agency */
    {"<p><b hidden>x</p>x", "", "xx"},
    {"<b hidden>x<p>x", "", "xx"},
    {"<i hidden>x<p>x<b>x", "", "xxx"},
    {"<p><b hidden>x</p></b>w", "w", "xw"},
    {"<b hidden><p>x</b>w</p>", "w", "xw"},
    {"<b hidden><i>x</b>w", "w", "xw"},
    {"<b><i hidden>x</b>x", "", "xx"},
    {"<b><i hidden>x</b>x</i>w", "w", "xxw"},
    {"<a hidden>x<a>w", "w", "xw"},
    {"<a hidden>x<p>x<a>w</p>v", "wv", "xxwv"},
    {"<a hidden>x<table><td><a>x", "", "xx"},
    {"<nobr hidden>x<nobr>w", "w", "xw"},
    {"<font hidden>x<div>x</font>w", "w", "xxw"},
    {"<p><code hidden></p>x</code>w", "w", "xw"},
    {"<p><b hidden></p><table><td>w</table>x", "w", "wx"},
    {"<p><b hidden></p><object>x</object>x", "", "xx"},

    /* tables */
    {"<table>a<tr>b<td>c</table>d", "abcd", NULL},
    {"<table hidden>w<tr>v<td>x</table>u", "wvu", "wvxu"},
    {"<table hidden><div>w</div><td>x</table>", "w", "wx"},
    {"<table><tr hidden>w<td>x<tr><td>v</table>", "wv", "wxv"},
    {"<table><td hidden>x<td>w</table>", "w", "xw"},
    {"<table><td><span hidden>x<td>w</table>", "w", "xw"},
    {"<table><caption hidden>x<tr><td>w</table>", "w", "xw"},
    {"<table><colgroup><col>w</colgroup></table>", "w", NULL},
    {"<table><tbody hidden><tr><td>x<tbody><tr><td>w</table>", "w", "xw"},
    {"<table><td hidden><table><td>x</table>x<td>w</table>", "w", "xxw"},
    {"<table hidden><table>w", "w", NULL},
    {"<table><style>x</style><td>w</table>", "w",
     "<style>x</style>w"},
    {"<table><form hidden><td>w</form></table>", "w", NULL},
    {"<table><input type=hidden value=x><td>w</table>", "w", NULL},
    {"<td hidden>w</td><tr><tbody>v", "wv", NULL},
    {"<div hidden><table></div>x</table>x", "", "xx"},
    {"<p hidden><table><td>x</table>x", "", "xx"},
    {"<p>a<table><td>b</table>c", "abc", NULL},
    {"<span hidden><p><table></table></span>x", "", "x"},
    {"<table><tr><template><td>x</template><td>w</table>", "w", NULL},

    /* <select>, as it is and as it was */
    {"<select><option>x</select>w", "w", "xw"},
    {"<select><div>x</div></select>w", "w", "xw"},
    {"<select><b>x</select>w", "w", "xw"},
    {"<select><select>w", "w", NULL},
    {"<select hidden><input>x", "", "x"},
    {"<select><table></select>x", "", "x"},
    {"<select><style><div hidden></style></select>x", "",
     "<style></style>x"},
    {"<select><textarea><div hidden></select>x</textarea>x", "",
     "<textarea>x</textarea>x"},
    {"<table><td><select><td>w</table>", "w", NULL},
    {"<table><select><col>x</table>w", "w", "xw"},
    {"<p hidden>x<search>x</search></p>w", "w", "xxw"},

    /* SVG and MathML */
    {"<svg>x<text>w</text></svg>v", "wv", "xwv"},
    {"<svg><text><tspan>w</tspan></text></svg>", "w", NULL},
    {"<svg><title>x</title></svg>w", "w", "<title>x</title>w"},
    {"<svg><desc>x</desc><metadata>x</metadata></svg>w", "w", "xxw"},
    {"<svg><defs><text>x</text></defs></svg>w", "w", "xw"},
    {"<svg><style><![CDATA[</style>x]]></style></svg>w", "w",
     "<style></style>x</style>w"},
    {"<svg><script/>x</svg>w", "w", "<script/>xw"},
    {"<svg><style>x</style></svg>w", "w", "<style>x</style>w"},
    {"<svg><![CDATA[x>]]x]]]></svg>w", "w", "x>]]x]w"},
    {"<svg><text><![CDATA[w<b>]]></text></svg>", "w<b>", NULL},
    {"<svg><foreignObject>w<b>v</b></foreignObject>x</svg>", "wv", "wvx"},
    {"<svg hidden><p>w</p></svg>", "w", NULL},
    {"<svg hidden><g><br>w", "w", NULL},
    {"<svg hidden></p>w", "w", NULL},
    {"<svg hidden><font color=x>w", "w", NULL},
    {"<svg hidden><font>x</font></svg>w", "w", "xw"},
    {"<svg hidden/>w", "w", NULL},
    {"<svg><details>x</details></svg>w", "w", "xw"},
    {"<svg><title><p></title></svg>x", "", "<title></title>x"},
    {"<math>a<mi>b</mi></math>c", "abc", NULL},
    {"<math hidden><p>w</p></math>", "w", NULL},
    {"<math><annotation>x</annotation></math>w", "w", "xw"},
    {"<math><annotation-xml encoding=text/html><p>x</math>x", "", "xx"},
    {"<math><annotation-xml><p>w", "w", NULL},
    {"<math><mphantom>x</mphantom></math>w", "w", "xw"},
    {"<math><mi><mglyph hidden><p>w", "w", NULL},
    {"<math><mtext hidden><p>x</math>x", "", "xx"},
    {"<svg><a hidden><text>x</text></a></svg>w", "w", "xw"},

    /* the document's own elements */
    {"<body hidden>x", "", "x"},
    {"<p>w<html hidden>x", "w", "wx"},
    {"<div><body hidden>x</div>x", "", "xx"},
    {"<body>w</body>v", "wv", NULL},
    {"<body><svg><body hidden>x", "", "x"},

    /* blanks and newlines */
    {"<pre>\n\nw</pre>", "w", NULL},
    {"a\r\n<b>\tb</b>\f", "a b\f", NULL},
};

static void
check_bytes(const struct row *row, const struct outcome *o, size_t length)
{
    for (size_t i = 0; i < length; i++)
        cr_expect_neq(o->fates[i], UNTOLD, "%s: byte %zu has no fate", row->html,
                      i);
    for (size_t i = length; i < BYTES_MAX; i++)
        cr_assert_eq(o->fates[i], UNTOLD, "%s: too long", row->html);
    cr_expect_eq(o->opened, 0, "%s: %d boxes stay open", row->html, o->opened);
    cr_expect_eq(o->status, SMAC_OK, "%s", row->html);
}

static void
check_row(const struct row *row, enum html_view view, const char *expected)
{
    static const size_t chunks[] = {1, 2, 3, 7};
    static struct outcome whole;
    static struct outcome part;
    size_t length = strlen(row->html);
    judge(&whole, view, row->html, length, WHOLE);
    cr_expect_str_eq(whole.shown, expected, "%s: \"%s\" instead of \"%s\" on %s",
                     row->html, whole.shown, expected,
                     view == HTML_VIEW_GITHUB ? "GitHub" : "a browser");
    check_bytes(row, &whole, length);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        judge(&part, view, row->html, length, chunks[i]);
        cr_expect_str_eq(part.shown, whole.shown, "%s in chunks of %zu", row->html,
                         chunks[i]);
        cr_expect_eq(memcmp(part.fates, whole.fates, sizeof part.fates), 0,
                     "%s: other fates in chunks of %zu", row->html, chunks[i]);
    }
}

Test(html, shows_what_a_browser_shows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i], HTML_VIEW_BROWSER, rows[i].browser);
}

Test(html, shows_what_github_shows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i], HTML_VIEW_GITHUB,
                  rows[i].github == NULL ? rows[i].browser : rows[i].github);
}

/* ---- where it stands -------------------------------------------------------------- */

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
expect_fates(const struct outcome *o, const char *html, const char *expected)
{
    char got[BYTES_MAX + 1];
    size_t length = strlen(html);
    for (size_t i = 0; i < length; i++)
        got[i] = letter_of(o->fates[i]);
    got[length] = '\0';
    cr_expect_str_eq(got, expected, "\n%s\n%s\n%s expected", html, got, expected);
}

Test(html, tells_what_each_byte_is)
{
    static const char *const cases[][2] = {
        {"a<!-- x -->b", ".cccccccccc."},
        {"<!x></ x><?x><!DOCTYPE x></>", "ddddbbbbbppppddddddddddddbbb"},
        {"<![CDATA[x]]>y", "xxxxxxxxxxxxx."},
        {"<p title=\"x\" id=y>z</p>", "..........t.....a......"},
        {"<div hidden>x</div>", "............h......"},
        {"<div hidden><b>x</b><!--y--></div>", "............hhhhhhhhcccccccc......"},
        {"<script>x</script>", "........e........."},
        {"<details>x<summary>y</summary></details>",
         ".........D.............................."},
        {"<details>x<b hidden>y</b></details>",
         ".........DDDDDDDDDDDDDDDD.........."},
        {"<div hidden><script>x</script></div>",
         "............hhhhhhhhhhhhhhhhhh......"},
        {"<b x", "uuuu"},
        {"<sub><sub><sub><sub><sub><sub><sub><sub><sub><sub>x",
         "..................................................s"},
    };
    static struct outcome o;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judge(&o, HTML_VIEW_BROWSER, cases[i][0], strlen(cases[i][0]), WHOLE);
        expect_fates(&o, cases[i][0], cases[i][1]);
    }
}

Test(html, tells_why_an_attribute_is_discarded)
{
    static const char *const cases[][2] = {
        {"<img alt=\"x\" src='y'>", "..........i.......l.."},
        {"<a href=x>y</a>", "........l......"},
        {"<p data-x=\"y\">", "...aaaaaaaaaa."},
        {"<p x = 'y' z>", "...aaaaaaa.a."},
        {"<p aria-label=x>", "...aaaaaaaaaaaa."},
        {"<p hidden id>", "............."},
        {"<p id=x id=y>", "......a....a."},
        {"</p x id=y>", "....a....a."},
        {"<p class=\"\">", "............"},
        {"<p =x>", "...aa."},
    };
    static struct outcome o;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        judge(&o, HTML_VIEW_BROWSER, cases[i][0], strlen(cases[i][0]), 1);
        expect_fates(&o, cases[i][0], cases[i][1]);
    }
}

/* ---- markdown between raw HTML ------------------------------------------------------ */

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
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "<div title=\"a\n", 0);
    cr_expect(!html_in_data(h));
    cr_expect_eq(html_verdict(h), SMAC_HTML_UNCLOSED_TAG);
    html_open(h, ELEMENT_P);
    made(h, "swallowed &amp; gone");
    html_close(h, ELEMENT_P);
    raw(h, "b\">w", 100);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    finish(h, &o);
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
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "<div><!--\n", 0);
    cr_expect_eq(html_verdict(h), SMAC_HTML_COMMENT);
    made(h, "<p>x --&gt;</p>\n");
    cr_expect_eq(html_verdict(h), SMAC_HTML_COMMENT);
    finish(h, &o);
    cr_expect_eq(o.fates[5], SMAC_HTML_COMMENT);
    cr_expect_eq(o.opened, 0);
}

Test(html, raw_text_swallows_markdown)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "<title>\n", 0);
    cr_expect(!html_in_data(h));
    cr_expect_eq(html_verdict(h), SMAC_HTML_ELEMENT);
    html_open(h, ELEMENT_H1);
    made(h, "x");
    html_close(h, ELEMENT_H1);
    cr_expect_eq(html_verdict(h), SMAC_HTML_ELEMENT);
    raw(h, "</title>", 50);
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    finish(h, &o);
}

Test(html, a_quote_in_markdown_ends_a_value)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "<div title=\"\n", 0);
    made(h, "<a href=\"x\">");
    cr_expect(html_in_data(h));
    cr_expect_eq(html_verdict(h), HTML_SHOWN);
    raw(h, "w", 20);
    finish(h, &o);
    cr_expect_str_eq(o.shown, "w");
    cr_expect_eq(o.fates[0], HTML_SHOWN);
}

Test(html, formatting_reopens_in_the_next_paragraph)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
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
    finish(h, &o);
    cr_expect_eq(o.opened, 0);
}

Test(html, markdown_closes_what_raw_html_left_open)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
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
    finish(h, &o);
}

Test(html, a_reference_ends_where_markdown_begins)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "&am", 0);
    cr_expect(html_in_data(h));
    html_open(h, ELEMENT_B);
    raw(h, "p;&lt", 10);
    finish(h, &o);
    cr_expect_str_eq(o.shown, "&amp;<");
    cr_expect_eq(o.fates[2], HTML_SHOWN);
    cr_expect_eq(o.fates[3], UNTOLD);
    cr_expect_eq(o.fates[14], HTML_SHOWN);
}

/* ---- boxes --------------------------------------------------------------------------- */

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
    struct html *h = must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0,
                                   &events));
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
    expect_boxes("<table><td>x", "<table><tbody><tr><td></td></tr></tbody></table>");
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
    struct html *h = must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0,
                                   &events));
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
    const struct html_events events = {.user = &seen, .opened = keep_attributes};
    struct html *h = must(html_new(HTML_VIEW_GITHUB, SMAC_DETAILS_SUMMARY, 0,
                                   &events));
    raw(h, "<ol start=-7 id=a&amp;b align=\"CENTER\" id=c>", 0);
    html_finish(h);
    html_free(h);
    cr_expect_eq(seen, 1);
}

/* ---- modes and ceilings ------------------------------------------------------------------ */

static const char *
details(enum smac_details mode, const char *html)
{
    static struct outcome o;
    const struct html_events events = {.user = &o, .text = on_text};
    clear(&o);
    struct html *h = must(html_new(HTML_VIEW_BROWSER, mode, 0, &events));
    raw(h, html, 0);
    finish(h, &o);
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
    struct html *h = must(html_new(HTML_VIEW_BROWSER, SMAC_DETAILS_SUMMARY, 0,
                                   &none));
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
        "<div>", "<b>", "<svg>", "<table><td>", "<template>", "<x>",
        "<a><div>", "<details><summary>", "<math><mi>", "<object>",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        cr_expect_eq(repeat("", patterns[i], 100000), SMAC_TOO_COMPLEX, "%s",
                     patterns[i]);
}

/* Each would take minutes if its cost grew with the square of its length. */
Test(html, cost_is_linear, .timeout = 120)
{
    static const char *const patterns[][2] = {
        {"", "<"}, {"", "&"}, {"", "&a"}, {"", "</"}, {"", "<!"}, {"", "<!-"},
        {"", "<!--"}, {"<!--", "--!"}, {"<a ", " b"}, {"<a ", " href=x"},
        {"<a style='", "x&"}, {"", "<p><b>x"}, {"", "<p><b id=a>x</p></b>"},
        {"", "<a>"}, {"", "<nobr>"}, {"", "</p>"}, {"", "</x>"},
        {"", "<select></select>"}, {"<table>", "x "}, {"<table>", "<tr>"},
        {"", "<svg><p>"}, {"<script>", "</script"},
        {"<script><!--", "<script"}, {"<title>", "&"}, {"<title>", "</titl"},
        {"<svg><![CDATA[", "]"}, {"", "<form></form>"}, {"", "<body hidden>"},
        {"<x><p><y><y><y><y><y><y><y><y><y><y>", "</x>"},
        {"", "<b><p></b></p>"}, {"", "<table><a>x</table>"},
        {"<template>", "<template></template>"}, {"", "&#0"},
        {"&#", "0"}, {"&", "a"}, {"<", "a"}, {"<a ", "a"},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        cr_expect_eq(repeat(patterns[i][0], patterns[i][1], 1 << 21), SMAC_OK,
                     "%s", patterns[i][1]);
}

Test(html, a_judge_is_as_new_after_reset)
{
    static struct outcome o;
    struct html *h = new_judge(HTML_VIEW_BROWSER, &o);
    raw(h, "<p><table><select><div hidden><!-- x", 0);
    html_finish(h);
    clear(&o);
    html_reset(h);
    raw(h, "w", 0);
    finish(h, &o);
    cr_expect_str_eq(o.shown, "w");
}
