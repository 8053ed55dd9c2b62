/* SPDX-License-Identifier: MIT */
/* What each view shows of a piece of HTML. */
#include <criterion/criterion.h>
#include <string.h>

#include "html.h"
#include "judged.h"

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
    {"&#128;&#0;&#x110000;&#xd800;",
     "\342\202\254\357\277\275\357\277\275"
     "\357\277\275",
     NULL},
    {"&#000000000000000000000000000000000000000000000000065;", "A", NULL},
    {"&#99999999999999999999999999999999999999999999999999999;", "\357\277\275",
     NULL},
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
     "</abcdefghijabcdefghijabcdefghijabcdefghijL>x",
     "", "xx"},

    /* raw text */
    {"<script>x</script>w", "w", "<script>x</script>w"},
    {"<style/>x</style>w", "w", "<style/>x</style>w"},
    {"<style>x</style/>w", "w", "<style>x</style/>w"},
    {"<style>x</styles>x</style >w", "w", "<style>xx</style >w"},
    {"<style><b></style>w", "w", "<style></style>w"},
    {"<script><!--<script>x</script>x--></script>w", "w", "<script></script>w"},
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
    {"<plaintext hidden>x</plaintext>x", "",
     "<plaintext hidden>x</plaintext>x"},
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
    {"<sub><sub><sub><sub><sub><sub><sub><sub>x</sub>w", "w", ""},

    /* <details> */
    {"<details>x</details>w", "w", NULL},
    {"<details open>w</details>", "w", NULL},
    {"<details open=false>w</details>", "w", NULL},
    {"<details><summary>w</summary>x</details>", "w", NULL},
    {"<details>x<summary>w</summary><summary>x</summary></details>", "w", NULL},
    {"<details><div><summary>x</summary></div></details>w", "w", NULL},
    {"<details><summary>a<details>x</details>b</summary></details>", "ab",
     NULL},
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
    {"<table><style>x</style><td>w</table>", "w", "<style>x</style>w"},
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
    {"<select><option>x<hr>x<optgroup>x</select>w", "w", "xxxw"},
    {"<select><optgroup><option>x</optgroup>x</select>w", "w", "xxw"},
    {"<select><template>x</template><option>x</select>w", "w", "xw"},
    {"<select></template></select>w", "w", NULL},
    {"<select><table></select>x", "", "x"},
    {"<select><style><div hidden></style></select>x", "", "<style></style>x"},
    {"<select><textarea><div hidden></select>x</textarea>x", "",
     "<textarea>x</textarea>x"},
    {"<table><td><select><td>w</table>", "w", NULL},
    {"<table><select><col>x</table>w", "w", "xw"},
    {"<p hidden>x<search>x</search></p>w", "w", "xxw"},

    /* SVG and MathML */
    {"<svg>x<text y=9>w</text></svg>v", "wv", "xwv"},
    {"<svg><text y=9><tspan>w</tspan></text></svg>", "w", NULL},
    {"<svg><text>x</text></svg>w", "w", "xw"},
    {"<svg width=29><text x=29 y=9>x</text><text x=8 y=9>w</text></svg>", "w",
     "xw"},
    {"<svg width=99><text y=9>vvvvv<tspan>vvvxx</tspan></text></svg>",
     "vvvvvvvv", "vvvvvvvvxx"},
    {"<svg width=29><text y=9>v<tspan x=9>w</tspan>x</text></svg>", "vw",
     "vwx"},
    {"<svg width=9><svg><text y=9>xx</text></svg></svg>w", "w", "xxw"},
    {"<svg width=99><foreignObject width=9 height=30>xx</foreignObject></svg>",
     "", "xx"},
    {"<svg width=9><foreignObject width=90 height=30>xx</foreignObject></svg>",
     "", "xx"},
    {"<svg><foreignObject width=90 height=30><p>x</p></foreignObject></svg>",
     "", "x"},
    {"<svg><foreignObject width=90 height=30><br>x</foreignObject></svg>", "",
     "x"},
    {"<svg><text y=200>x<tspan y=20>x</tspan></text></svg>", "", "xx"},
    {"<svg><text y=20>w<tspan x=-1>x</tspan>v</text></svg>", "wv", "wxv"},
    {"<svg width=100%><text x=799 y=20>w</text></svg>", "w", NULL},
    {"<svg viewBox=\"-20,-20.5 40.5,40\"><text x=-15 y=0>w</text></svg>", "w",
     NULL},
    {"<svg viewBox=\"0 0 10 10\"><text x=20>x</text></svg>w", "w", "xw"},
    {"<svg viewBox=\"0 0 1e2 99\"><text x=20 y=9>w</text></svg>", "w", NULL},
    {"<svg viewBox=\"0 0\"><text x=20 y=9>w</text></svg>", "w", NULL},
    {"<svg><text x=900><svg><text y=9>x</text></svg></text></svg>w", "w", "xw"},
    {"<svg><text y=20 fill=white>x</text></svg>w", "w", "xw"},
    {"<svg><text y=20 fill=none>x</text></svg>w", "w", "xw"},
    {"<svg><text y=20 fill=#333>w</text></svg>", "w", NULL},
    {"<svg><text y=20 opacity=0>x</text></svg>w", "w", "xw"},
    {"<svg><g visibility=hidden><text y=20>x</text></g></svg>w", "w", "xw"},
    {"<svg><text y=20 font-size=1>x</text></svg>w", "w", "xw"},
    {"<svg><text y=20 transform=translate(999)>x</text></svg>w", "w", "xw"},
    {"<svg><text y=20><tspan dx=-999>x</tspan></text></svg>w", "w", "xw"},
    {"<svg viewBox=\"0 0 9999 9999\"><text y=20>x</text></svg>w", "w", "xw"},
    {"<svg width=0><text y=20>x</text></svg>w", "w", "xw"},
    {"<svg><switch><text y=20>x</text></switch></svg>w", "w", "xw"},
    {"<svg><foreignObject width=99 height=50 x=999>x</foreignObject></svg>w",
     "w", "xw"},
    {"<svg><text y=20><textPath>x</textPath></text></svg>w", "w", "xw"},
    {"<svg><svg y=999><text y=20>x</text></svg></svg>w", "w", "xw"},
    {"<div style=background:black><svg><text y=20>x</text></svg></div>w", "w",
     "xw"},
    {"<math><mi mathcolor=white>x</mi></math>w", "w", "xw"},
    {"<math><mstyle scriptlevel=20><mi>x</mi></mstyle></math>w", "w", "xw"},
    {"<math><maction><mi>x</mi></maction></math>w", "w", "xw"},
    {"<details name=a open>x</details>w", "w", NULL},
    {"<svg><title>x</title></svg>w", "w", "<title>x</title>w"},
    {"<svg><desc>x</desc><metadata>x</metadata></svg>w", "w", "xxw"},
    {"<svg><defs><text>x</text></defs></svg>w", "w", "xw"},
    {"<svg><style><![CDATA[</style>x]]></style></svg>w", "w",
     "<style></style>x</style>w"},
    {"<svg><script/>x</svg>w", "w", "<script/>xw"},
    {"<svg><style>x</style></svg>w", "w", "<style>x</style>w"},
    {"<svg><![CDATA[x>]]x]]]></svg>w", "w", "x>]]x]w"},
    {"<svg><text y=9><![CDATA[w<b>]]></text></svg>", "w<b>", NULL},
    {"<svg><foreignObject width=90 height=90>w<b>v</b></foreignObject>x</svg>",
     "wv", "wvx"},
    {"<svg hidden><p>w</p></svg>", "w", NULL},
    {"<svg hidden><g><br>w", "w", NULL},
    {"<svg hidden></p>w", "w", NULL},
    {"<svg hidden><font color=x>w", "w", NULL},
    {"<svg hidden><font>x</font></svg>w", "w", "xw"},
    {"<svg hidden/>w", "w", NULL},
    {"<svg><details>x</details></svg>w", "w", "xw"},
    {"<svg><title><p></title></svg>x", "", "<title></title>x"},
    {"<math>a<mi>b</mi></math>c", "bc", "abc"},
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
check_bytes(const struct row *row, const struct judged *o, size_t length)
{
    for (size_t i = 0; i < length; i++)
        cr_expect_neq(o->fates[i], UNTOLD, "%s: byte %zu has no fate",
                      row->html, i);
    for (size_t i = length; i < BYTES_MAX; i++)
        cr_assert_eq(o->fates[i], UNTOLD, "%s: too long", row->html);
    cr_expect_eq(o->opened, 0, "%s: %d boxes stay open", row->html, o->opened);
    cr_expect_eq(o->status, SMAC_OK, "%s", row->html);
}

static void
check_row(const struct row *row, enum html_view view, const char *expected)
{
    static const size_t chunks[] = {1, 2, 3, 7};
    static struct judged whole;
    static struct judged part;
    size_t length = strlen(row->html);
    judged(&whole, view, row->html, length, WHOLE);
    cr_expect_str_eq(whole.shown, expected,
                     "%s: \"%s\" instead of \"%s\" on %s", row->html,
                     whole.shown, expected,
                     view == HTML_VIEW_GITHUB ? "GitHub" : "a browser");
    check_bytes(row, &whole, length);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        judged(&part, view, row->html, length, chunks[i]);
        cr_expect_str_eq(part.shown, whole.shown, "%s in chunks of %zu",
                         row->html, chunks[i]);
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
