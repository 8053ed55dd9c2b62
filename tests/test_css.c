/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "css.h"

/* Packing changes nothing. */
static void
inherit(const struct cascade *c, struct css_style *s)
{
    struct cascade_packed packed;
    struct cascade unpacked;
    struct css_style twin = *s;
    cascade_pack(c, &packed);
    cascade_unpack(&packed, &unpacked);
    css_inherit(c, s);
    css_inherit(&unpacked, &twin);
    cr_expect_eq(css_hides(&twin), css_hides(s));
    cr_expect_eq(twin.gone, s->gone);
    cr_expect_eq(twin.veils, s->veils);
    cr_expect_eq(twin.colors, s->colors);
}

static void
enter(struct css_style *s, enum element element, const char *declarations)
{
    struct cascade c;
    cascade_begin(&c, element, SPACE_HTML, NULL);
    if (declarations != NULL)
        cascade_declare(&c, (const uint8_t *)declarations, strlen(declarations),
                        CASCADE_INLINE, false);
    inherit(&c, s);
}

static bool
hides(const char *declarations)
{
    struct css_style s;
    css_root(&s);
    enter(&s, ELEMENT_DIV, declarations);
    return css_hides(&s);
}

/* For an element in another. */
static bool
hides_in(const char *outer, enum element element, const char *inner)
{
    struct css_style s;
    css_root(&s);
    enter(&s, ELEMENT_DIV, outer);
    enter(&s, element, inner);
    return css_hides(&s);
}

static const char *const hiding[] = {
    "margin-inline:-9999px 0",
    "margin-inline:0 -9999px",
    "margin-block:-9999px",
    "position:absolute;inset-inline:-9999px auto",
    "position:absolute;inset-block:auto -9999px",
    "-webkit-text-stroke:3px white",
    "-webkit-text-stroke-width:thick",
    "perspective:1px",
    "perspective:1px 2px",
    "display:none",
    "display:none!important",
    "display:none ! important",
    "DISPLAY:NONE",
    "dis\\70lay:none",
    "dis\\000070 lay:n\\6f ne",
    "display/**/:/* x */none/**/",
    "display:\nnone",
    ";;display:none",
    "color;display:none",
    "}display:none",
    "<!--;display:none",
    "x:y(;);display:none",
    "x:\";\";display:none",
    "x:url(;'\");display:none",
    "display:block;display:none",
    "display:none;display:bogus",
    "display:none!important;display:block",
    "display:var(--x)",
    "display:table-column",
    "all:bogus",
    "visibility:hidden",
    "visibility:collapse",
    "opacity:0",
    "opacity:0.0",
    "opacity:-1",
    "opacity:0%",
    "opacity:.01",
    "opacity:1e-9",
    "opacity:calc(0)",
    "font-size:0",
    "font-size:0em",
    "font-size:1px",
    "font-size:2.9px",
    "font-size:1%",
    "font-size:.1rem",
    "font:0/0 a",
    "font:bold 0/1 a",
    "font:700 1px/1.5 serif",
    "color:white",
    "color:#fff",
    "color:#fefefe",
    "color:\\77hite",
    "color:transparent",
    "color:rgb(0 0 0 / 0%)",
    "color:rgb(255,255,255)",
    "color:rgba(0,0,0,.02)",
    "color:#00000000",
    "color:#0000",
    "color:hsl(0 0% 100%)",
    "color:hsla(120, 50%, 50%, 0)",
    "color:hsl(0.5turn 10% 99%)",
    "color:hwb(0 100% 0%)",
    "color:Canvas",
    "color:color-mix(in srgb, white, white)",
    "color:#fff;mix-blend-mode:normal",
    "background:#000",
    "background-color:black",
    "background:url(x.png)",
    "background:linear-gradient(#000,#000)",
    "color:red;background:red",
    "-webkit-text-fill-color:transparent",
    "text-indent:-9999px",
    "text-indent:-9999px;overflow:hidden",
    "text-indent:-100%",
    "position:absolute;left:-200vw",
    "position:absolute;left:-9999px",
    "position:fixed;right:9999px",
    "position:relative;top:-100em",
    "position:absolute;inset:0 0 0 -999px",
    "position:absolute;left:calc(-1px * 9999)",
    "margin-left:-9999px",
    "margin:0 0 0 -9999px",
    "margin-inline-start:-9999px",
    "float:left;margin-left:-2000px",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(100%)",
    "clip-path:inset(50%)",
    "clip-path:inset(0 0 calc(100%))",
    "clip-path:circle(0)",
    "clip-path:circle(50% at -500px 0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "-webkit-clip-path:inset(100%)",
    "transform:scale(0)",
    "transform:scale(0,0)",
    "transform:scaleX(0)",
    "transform:scale(.1)",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:matrix(1,0,0,1,-5000,0)",
    "transform:rotateY(90deg)",
    "transform:rotateX(.25turn)",
    "transform:skewX(90deg)",
    "transform:translateX(-9999px)",
    "transform:translate(0,-9999px)",
    "transform:translate(-200%)",
    "transform:translateX(calc(-100% - 1px))",
    "transform:bogus(1)",
    "transform:rotate(90deg)",
    "rotate:90deg",
    "transform:translate(-50%,-50%)",
    "translate:-50%",
    "transform:translateX(-30px) translateX(-30px) translateX(-30px)",
    "transform:scale(9) translateX(-30px)",
    "margin-left:-20%",
    "margin-left:-90px",
    "position:relative;left:-10%",
    "scale:0",
    "translate:-9999px",
    "rotate:y 90deg",
    "zoom:0.0001",
    "height:0;overflow:hidden",
    "overflow:hidden;height:0",
    "height:1px;overflow:hidden",
    "height:0;overflow:clip",
    "height:0;overflow:auto",
    "width:0;height:1em;overflow:hidden",
    "max-height:0;overflow-y:hidden",
    "overflow-y:hidden;overflow-x:visible;height:0",
    "max-width:0;overflow:hidden;white-space:nowrap;height:1em",
    "padding-left:100%;overflow:hidden;white-space:nowrap",
    "line-height:0;overflow:hidden",
    "columns:1;column-width:0;height:0;overflow:hidden",
    "filter:opacity(0)",
    "filter:opacity(0%)",
    "filter:brightness(100)invert(0);color:#fff",
    "filter:invert(1)",
    "filter:blur(20px)",
    "filter:url(#x)",
    "mix-blend-mode:screen",
    "mask-image:linear-gradient(transparent,transparent)",
    "-webkit-mask:url(x)",
    "content-visibility:hidden",
    "contain:strict",
    "bottom:100vh;position:fixed",
    "overflow:hidden;aspect-ratio:9999/1",
    "font-size:math;math-depth:20",
    "transform:rotate(180deg);transform-origin:0 0",
    "rotate:180deg;transform-origin:0 -500px",
    "padding-top:9999px;overflow:hidden;height:100px",
    "contain:size;overflow:hidden",
    "contain:content;height:0",
    "contain:paint;height:0",
    "font-size-adjust:0",
    "margin-inline-start:-9999px",
    "contain:size paint",
    "content:url(x.png)",
    "backface-visibility:hidden;transform:rotateY(180deg)",
    "offset-path:path(\"M-9999 0\");",
    "letter-spacing:-1em;overflow:hidden",
    "-webkit-text-security:disc",
    "animation:x 0s forwards",
    "position:relative;z-index:-1",
};

static const char *const showing[] = {
    "",
    ";",
    "display",
    "display:",
    "display:block",
    "display:inline-block",
    "display:-webkit-box",
    "display:none;display:block",
    "display:none;display:flex!important",
    "display:bogus;display:block",
    "x:display:none",
    "x{display:block}",
    "--display:none",
    "displays:none",
    "/*display:none*/",
    "/*display:none",
    "x:(;display:none;)",
    "x:\"display:none;\"",
    "x:url(;display:none)",
    "content:\"\"",
    "visibility:visible",
    "opacity:1",
    "opacity:0.6",
    "opacity:50%",
    "font-size:9px",
    "font-size:xx-small",
    "font-size:smaller",
    "font:italic bold 12px/30px Georgia, serif",
    "font:caption",
    "color:red",
    "color:inherit",
    "color:currentColor",
    "color:#0366d6",
    "color:rgb(10% 20% 30% / .9)",
    "color:hsl(120deg,50%,40%)",
    "color:CanvasText",
    "color:transparent;-webkit-text-fill-color:black",
    "color:white;background:black",
    "color:#fff;background-color:rgb(0 0 0)",
    "background:#f6f8fa no-repeat 0 0 / cover",
    "background:none",
    "text-indent:2em",
    "text-indent:-1em;padding-left:1em",
    "left:-9999px",
    "position:relative;left:-9px",
    "position:absolute;top:0;right:0",
    "margin:0 auto",
    "margin-left:-10px",
    "clip:rect(0,0,0,0)",
    "clip-path:none",
    "clip-path:inset(1% round 4px)",
    "clip-path:circle(80%)",
    "transform:none",
    "transform:rotate(5deg)",
    "transform:rotate(180deg)",
    "position:absolute;left:50%;top:50%;transform:translate(-50%,-50%)",
    "transform:scale(1.04) translateX(3px)",
    "transform:translateZ(1000px)perspective(1px)",
    "transform:rotateY(180deg)",
    "backface-visibility:hidden",
    "zoom:2",
    "height:0",
    "width:100%;overflow:hidden",
    "width:100%;overflow:auto;height:300px",
    "filter:drop-shadow(0 0 2px rgb(0 0 0))",
    "filter:grayscale(1)",
    "contain:content",
    "contain:layout",
    "letter-spacing:.1em",
    "mask:none",
    "z-index:-1",
    "text-align:center;border:0;vertical-align:middle",
    "margin-inline:auto",
    "margin-block:1em 2em",
    "position:absolute;inset-inline:0 1px",
    "-webkit-text-stroke:1px black",
    "-webkit-text-stroke-width:.05em",
    "will-change:transform",
    "perspective:none",
    "perspective:1000px",
    "border:1px solid rgb(0 0 0)",
    "outline:1px solid hsl(0,0%,50%)",
    "box-shadow:0 0 4px rgba(0,0,0,.5)",
    "flex:1",
};

Test(css, hides_what_a_browser_does_not_draw)
{
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        cr_expect(hides(hiding[i]), "%s", hiding[i]);
}

Test(css, shows_what_a_browser_draws)
{
    for (size_t i = 0; i < sizeof showing / sizeof *showing; i++)
        cr_expect_not(hides(showing[i]), "%s", showing[i]);
}

static const struct {
    const char *outer;
    enum element element;
    const char *inner;
    bool hides;
} nested[] = {
    {"visibility:hidden", ELEMENT_SPAN, NULL, true},
    {"visibility:hidden", ELEMENT_SPAN, "visibility:visible", false},
    {"visibility:hidden", ELEMENT_SPAN, "visibility:inherit", true},
    {"visibility:hidden", ELEMENT_SPAN, "visibility:initial", false},
    {"visibility:hidden", ELEMENT_SPAN, "all:initial", false},
    {"visibility:hidden", ELEMENT_SPAN, "visibility:unset", true},
    {"display:none", ELEMENT_P, "display:block", true},
    {"opacity:0", ELEMENT_P, "opacity:1", true},
    {"opacity:.2", ELEMENT_P, "opacity:.2", true},
    {"font-size:0", ELEMENT_SPAN, "font-size:16px", false},
    {"font-size:0", ELEMENT_SPAN, "font-size:5em", true},
    {"font-size:0", ELEMENT_SPAN, "font-size:1rem", false},
    {"font-size:0", ELEMENT_H1, NULL, true},
    {"color:white", ELEMENT_SPAN, NULL, true},
    {"color:white", ELEMENT_SPAN, "background:blue", false},
    {"color:white", ELEMENT_SPAN, "color:black", false},
    {"color:white", ELEMENT_MARK, NULL, false},
    {"background:black", ELEMENT_SPAN, "color:#111", true},
    {"background:black", ELEMENT_SPAN, "color:white", false},
    {"background:black;color:white", ELEMENT_SPAN,
     "background:rgb(255 255 255 / .99)", true},
    {"color:transparent", ELEMENT_SPAN, "-webkit-text-fill-color:red", false},
    {"text-indent:-9999px", ELEMENT_P, "text-indent:0", false},
    {"display:flex", ELEMENT_SPAN, "height:0;overflow:hidden", true},
    {"display:flex", ELEMENT_DIV, "flex:0 0 0;overflow:hidden", true},
    {"display:flex", ELEMENT_DIV, "flex:1 0 0;overflow:hidden", false},
    {"display:flex", ELEMENT_DIV, "flex:auto;overflow:hidden", false},
    {"", ELEMENT_SPAN, "height:0;overflow:hidden", false},
    {"", ELEMENT_SPAN, "display:inline-block;width:0;overflow:hidden", true},
    {"", ELEMENT_SPAN, "transform:scale(0)", false},
    {"", ELEMENT_SPAN, "float:left;transform:scale(0)", true},
    {"", ELEMENT_SPAN, "clip-path:inset(50%)", true},
    {"overflow:hidden", ELEMENT_P, "line-height:0", true},
    {"", ELEMENT_P, "line-height:0", true},
    {"", ELEMENT_SPAN, "line-height:0", false},
    {"line-height:0", ELEMENT_SPAN, "line-height:1.5", false},
    {"transform:scale(.5)", ELEMENT_P, "scale:.9", false},
    {"transform:rotate(9deg)", ELEMENT_P, "rotate:9deg", true},
    {"margin-left:-20px", ELEMENT_P, "margin-left:-20px", true},
    {"transform:scale(0)", ELEMENT_P, "transform:scale(10)", true},
};

Test(css, children_undo_only_what_they_can)
{
    for (size_t i = 0; i < sizeof nested / sizeof *nested; i++)
        cr_expect_eq(
            hides_in(nested[i].outer, nested[i].element, nested[i].inner),
            nested[i].hides, "%zu: %s > %s", i, nested[i].outer,
            nested[i].inner != NULL ? nested[i].inner : "-");
}

/* ---- attributes ---------------------------------------------------------- */

static void
give(struct element_attributes *a, enum attribute attribute, const char *value)
{
    a->present[attribute / 64] |= 1ULL << attribute % 64;
    a->values[a->value_count++] =
        (struct element_value){.attribute = attribute,
                               .bytes = (const uint8_t *)value,
                               .length = strlen(value)};
}

static void
enter_with(struct css_style *s, enum element element, enum attribute attribute,
           const char *value)
{
    struct element_attributes a = {.value_count = 0};
    struct cascade c;
    give(&a, attribute, value);
    cascade_begin(&c, element, SPACE_HTML, &a);
    inherit(&c, s);
}

Test(css, reads_presentational_attributes)
{
    struct css_style s;
    css_root(&s);
    enter_with(&s, ELEMENT_TABLE, ATTRIBUTE_BGCOLOR, "white");
    cr_expect_not(css_hides(&s));
    struct css_style cell = s;
    enter_with(&cell, ELEMENT_FONT, ATTRIBUTE_COLOR, " White");
    cr_expect(css_hides(&cell));
    cell = s;
    enter_with(&cell, ELEMENT_FONT, ATTRIBUTE_COLOR, "chucknorris");
    cr_expect_not(css_hides(&cell));
    cr_expect_eq(cell.color[0].red, 0xc0);
    cr_expect_eq(cell.color[0].green, 0);
    enter_with(&s, ELEMENT_TR, ATTRIBUTE_BGCOLOR, "#000000");
    cr_expect(css_hides(&s));
    css_root(&s);
    enter_with(&s, ELEMENT_FONT, ATTRIBUTE_SIZE, "1");
    cr_expect_not(css_hides(&s));
    enter_with(&s, ELEMENT_DIV, ATTRIBUTE_STYLE, "display:none");
    cr_expect(css_hides(&s));
}

Test(css, a_link_has_its_own_color)
{
    struct css_style s;
    css_root(&s);
    enter(&s, ELEMENT_DIV, "color:white");
    enter_with(&s, ELEMENT_A, ATTRIBUTE_HREF, "x");
    cr_expect_not(css_hides(&s));
}

Test(css, weights_decide_and_not_the_order)
{
    struct cascade c;
    struct css_style s;
    css_root(&s);
    cascade_begin(&c, ELEMENT_P, SPACE_HTML, NULL);
    cascade_declare(&c, (const uint8_t *)"display:none", 12, 3 * CASCADE_RULE,
                    false);
    cascade_declare(&c, (const uint8_t *)"display:block", 13, 2 * CASCADE_RULE,
                    false);
    inherit(&c, &s);
    cr_expect(css_hides(&s));
}

static bool
hides_perhaps(const char *sure, uint64_t weight, const char *doubtful)
{
    struct cascade c;
    struct css_style s;
    css_root(&s);
    cascade_begin(&c, ELEMENT_P, SPACE_HTML, NULL);
    cascade_declare(&c, (const uint8_t *)sure, strlen(sure), weight, false);
    cascade_declare(&c, (const uint8_t *)doubtful, strlen(doubtful),
                    CASCADE_RULE, true);
    inherit(&c, &s);
    return css_hides(&s);
}

Test(css, a_doubtful_rule_only_takes_away)
{
    cr_expect(hides_perhaps("display:none", CASCADE_RULE, "display:block"));
    cr_expect(hides_perhaps("display:block", CASCADE_RULE, "display:none"));
    cr_expect(hides_perhaps("color:white", CASCADE_RULE, "background:black"));
    cr_expect(hides_perhaps("color:white;background:black", CASCADE_RULE,
                            "background:white"));
    cr_expect(hides_perhaps("color:red", CASCADE_RULE, "background:red"));
    cr_expect(hides_perhaps("overflow:hidden", CASCADE_RULE, "height:0"));
    cr_expect(
        hides_perhaps("left:0;position:absolute", CASCADE_RULE, "left:-100%"));
    cr_expect_not(
        hides_perhaps("display:block", CASCADE_INLINE, "display:none"));
    cr_expect(hides_perhaps("display:block", CASCADE_INLINE,
                            "display:none!important"));
    cr_expect_not(hides_perhaps("color:red", CASCADE_RULE, "background:#eee"));
}

Test(css, braces_in_an_attribute_make_the_rest_doubtful)
{
    cr_expect(hides("x{y:z}display:none"));
    cr_expect(hides("display:none;x{y:z}display:block"));
}

Test(css, depth_and_length_are_bounded)
{
    enum { SIZE = 1 << 20 };
    char *deep = malloc(SIZE + 1);
    cr_assert_not_null(deep);
    memset(deep, '(', SIZE);
    deep[SIZE] = '\0';
    memcpy(deep, "x:", 2);
    cr_expect(hides(deep));
    memset(deep, ';', SIZE);
    cr_expect_not(hides(deep));
    memset(deep, '\\', SIZE);
    cr_expect_not(hides(deep));
    memset(deep, '1', SIZE);
    memcpy(deep, "margin-left:-", 13);
    cr_expect(hides(deep));
    free(deep);
}

Test(css, too_many_settings_to_keep_hide)
{
    struct css_style s;
    struct cascade c;
    struct cascade_packed packed;
    css_root(&s);
    cascade_begin(&c, ELEMENT_P, SPACE_HTML, NULL);
    struct cascade_value one = {.kind = VALUE_NUMBER, .number = 1};
    for (unsigned i = SLOT_DISPLAY; i < SLOTS; i++)
        cascade_set(&c, (enum cascade_slot)i, one, 0, false);
    cascade_pack(&c, &packed);
    cascade_unpack(&packed, &c);
    css_inherit(&c, &s);
    cr_expect(css_hides(&s));
}
