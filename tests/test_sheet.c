/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "css.h"
#include "sheet.h"

/* A <p class="h Big" id="it" style=...> on a page with that sheet. */
static bool
hides(const char *text, const char *style)
{
    struct sheet *sheet = sheet_new();
    cr_assert_not_null(sheet);
    sheet_add(sheet, (const uint8_t *)text, strlen(text), false);
    struct element_attributes a = {.value_count = 0};
    const struct {
        enum attribute attribute;
        const char *value;
    } values[] = {{ATTRIBUTE_CLASS, "h Big"},
                  {ATTRIBUTE_ID, "it"},
                  {ATTRIBUTE_STYLE, style}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        enum attribute n = values[i].attribute;
        a.present[n / 64] |= 1ULL << n % 64;
        a.values[a.value_count++] =
            (struct element_value){.attribute = n,
                                   .bytes = (const uint8_t *)values[i].value,
                                   .length = strlen(values[i].value)};
    }
    struct css_style s;
    struct cascade c;
    css_root(&s);
    cascade_begin(&c, ELEMENT_P, SPACE_HTML, &a);
    sheet_apply(sheet, "p", 1, &a, &c);
    css_inherit(&c, &s);
    sheet_free(sheet);
    return css_hides(&s);
}

static const char *const hiding[] = {
    ".h{display:none}",
    "P{display:none}",
    "*{display:none}",
    "#it{position:absolute;left:-9999px}",
    "p.h#it{display:none}",
    "[class]{display:none}",
    "[class~=h]{display:none}",
    "[class~=\"H\" i]{display:none}",
    "[id='it']{display:none}",
    "[id^=i]{display:none}",
    "[class*=\" B\"]{display:none}",
    "[class*=ig]{display:none}",
    "[data-x]{display:none}",
    ".x,.h{display:none}",
    ".x , .y , p{display:none}",
    "div > p{display:none}",
    "div+p{display:none}",
    "a p{display:none}",
    ".x .h{display:none}",
    "p:nth-of-type(2){font-size:0}",
    "p:first-of-type{display:none}",
    ":not(.x){display:none}",
    ":is(p,b){display:none}",
    "p::first-line{color:transparent}",
    "@media not print{.h{display:none}}",
    "@media screen{@supports (display:grid){.h{display:none}}}",
    "@layer a{.h{display:none}}",
    "@charset \"x\";.h{display:none}",
    "@font-face{font-family:x}.h{display:none}",
    "<!-- .h{display:none} -->",
    "/* } */.h{display:none}",
    ".\\68{display:none}",
    "#\\69 t{display:none}",
    ".h{display:none",
    ".h{color:red}.h{display:none}",
    ".h{display:none}p{display:block}",
    "p{display:none!important}.h{display:block}",
    "#it{display:none}.h.h.h.h{display:block}",
    ".h{display:none}@media print{.h{display:block}}",
    ".h{display:none}:not(.x).h{display:block}",
    ".x{.h{display:none}}",
    ".h{color:red;&{display:none}}",
    ".h{@media all{display:none}}",
    ".h{&:hover{color:red} display:none}",
    ".H{display:none}",
    "p{display:none}p.H{display:block}",
    "@import url(data:text/css,p%7Bdisplay:none%7D);",
    "@import \"data:text/css,p{}\";",
    ".h{color:#fff}",
    "@media (min-width:1px){p{color:#fff}}",
    "p{background:#000}",
};

static const char *const showing[] = {
    "",
    "p{}",
    ".x{display:none}",
    "pp{display:none}",
    ".h.x{display:none}",
    "p#x{display:none}",
    "div.h{display:none}",
    ".hh{display:none}",
    "[title]{display:none}",
    "[id=x]{display:none}",
    "[class*=bib]{display:none}",
    "[class$=hh]{display:none}",
    ".h::before{display:none}",
    ".h:before{color:#fff}",
    ".h:hover{color:#fff}",
    ".h a{display:none}",
    ".h>b{display:none}",
    "/* .h{display:none} */",
    "@keyframes h{from{opacity:0}}",
    "@page{margin:-9999px}",
    "@font-face{font-size:0}",
    "@import url(https://example.com/x.css);",
    ".h{display:none}.h{display:block}",
    ".h{display:none}p.h{display:block}",
    ".h{display:none}#it{display:block}",
    ".h{display:none;display:block}",
    ".h{display:block!important}#it{display:none}",
    ".h{content:\"}p{display:none}\"}",
    "p{color:red;font:14px/1.5 sans-serif}",
    "@media (prefers-color-scheme:dark){.x{color:#fff}}",
    ".x{@media all{display:none}}",
};

Test(sheet, hides_what_its_rules_hide)
{
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
        cr_expect(hides(hiding[i], ""), "%s", hiding[i]);
}

Test(sheet, shows_what_its_rules_do_not_reach)
{
    for (size_t i = 0; i < sizeof showing / sizeof *showing; i++)
        cr_expect_not(hides(showing[i], ""), "%s", showing[i]);
}

Test(sheet, an_attribute_wins_unless_a_rule_is_important)
{
    cr_expect_not(hides(".h{display:none}", "display:block"));
    cr_expect_not(hides("@media x{.h{display:none}}", "display:block"));
    cr_expect(hides(".h{display:none!important}", "display:block"));
    cr_expect_not(
        hides(".h{display:none!important}", "display:block!important"));
    cr_expect(hides("#it{display:block}", "display:none"));
}

static struct sheet *
filled(const char *rule, size_t times)
{
    struct sheet *s = sheet_new();
    cr_assert_not_null(s);
    size_t length = strlen(rule);
    char *text = malloc(length * times + 1);
    cr_assert_not_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, rule, length);
    sheet_add(s, (const uint8_t *)text, length * times, false);
    free(text);
    return s;
}

static bool
hides_bold(struct sheet *sheet)
{
    struct css_style s;
    struct cascade c;
    css_root(&s);
    cascade_begin(&c, ELEMENT_B, SPACE_HTML, NULL);
    sheet_apply(sheet, "b", 1, NULL, &c);
    css_inherit(&c, &s);
    sheet_free(sheet);
    return css_hides(&s);
}

/* Each word is looked up among the classes of all selectors. */
Test(sheet, classes_are_found_in_any_case_and_anywhere)
{
    static const char value[] = "  one TWO\tthree one two ";
    static const struct {
        const char *selector;
        bool hides;
        bool surely;
    } table[] = {
        {".one", true, true},       {".two", true, true},
        {".TWO", true, true},       {".One", true, false},
        {".three.one", true, true}, {".one.four", false, false},
        {".thre", false, false},    {".threee", false, false},
        {".Two.one", true, false},  {"i.one", false, false},
    };
    struct element_attributes a = {.value_count = 1};
    a.present[ATTRIBUTE_CLASS / 64] |= 1ULL << ATTRIBUTE_CLASS % 64;
    a.values[0] = (struct element_value){.attribute = ATTRIBUTE_CLASS,
                                         .bytes = (const uint8_t *)value,
                                         .length = sizeof value - 1};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char rule[80];
        struct cascade c;
        snprintf(rule, sizeof rule, "%s{display:none}", table[i].selector);
        struct sheet *sheet = filled(rule, 1);
        for (unsigned k = 0; k < 2; k++) {
            cascade_begin(&c, ELEMENT_B, SPACE_HTML, &a);
            sheet_apply(sheet, "b", 1, &a, &c);
            cr_expect_eq(!c.is_empty, table[i].hides, "%s", rule);
            cr_expect_eq(cascade_is_sure(&c, SLOT_DISPLAY), table[i].surely,
                         "%s", rule);
        }
        cascade_begin(&c, ELEMENT_B, SPACE_HTML, NULL);
        sheet_apply(sheet, "b", 1, NULL, &c);
        cr_expect(c.is_empty, "%s", rule);
        sheet_free(sheet);
    }
}

Test(sheet, without_room_everything_is_hidden)
{
    cr_expect(hides_bold(filled(".x{color:red}", 100000)));
    cr_expect(hides_bold(filled("p,", 100000)) == false);
    cr_expect(hides_bold(filled("x{", 100000)));
    cr_expect(hides_bold(filled("@media x{", 100000)));
    cr_expect_not(hides_bold(filled(".x{cursor:auto}", 100000)));
    cr_expect_not(hides_bold(filled("/*{", 100000)));
}

Test(sheet, of_many_selectors_alike_all_hide)
{
    cr_expect_not(hides_bold(filled("b.x{color:red}", 32)));
    cr_expect(hides_bold(filled("b.x{color:red}", 33)));
    cr_expect(hides_bold(filled("[id]{color:red}", 33)));
    cr_expect_not(hides_bold(filled("[id][id][id]{color:red}", 21)));
    cr_expect(hides_bold(filled("[id][id][id]{color:red}", 22)));
    cr_expect_not(hides_bold(filled("b{color:red;left:1px;top:1px}", 21)));
    cr_expect(hides_bold(filled("b{color:red;left:1px;top:1px}", 22)));
}

/* Within an attempt that failed the next may have begun. */
Test(sheet, finds_a_part_of_a_value)
{
    static const char value[] = "aabaabaaab";
    static const struct {
        const char *part;
        bool hides;
    } table[] = {
        {"aabaabaaab", true}, {"aabaaa", true}, {"AABAAA", true},
        {"baaab", true},      {"aaaa", false},  {"abab", false},
        {"b", true},          {"bb", false},    {"aabaabaaabb", false},
    };
    struct element_attributes a = {.value_count = 1};
    a.present[ATTRIBUTE_TITLE / 64] |= 1ULL << ATTRIBUTE_TITLE % 64;
    a.values[0] = (struct element_value){.attribute = ATTRIBUTE_TITLE,
                                         .bytes = (const uint8_t *)value,
                                         .length = sizeof value - 1};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char rule[80];
        struct css_style s;
        struct cascade c;
        snprintf(rule, sizeof rule, "[title*=%s]{display:none}", table[i].part);
        struct sheet *sheet = filled(rule, 1);
        css_root(&s);
        cascade_begin(&c, ELEMENT_B, SPACE_HTML, &a);
        sheet_apply(sheet, "b", 1, &a, &c);
        css_inherit(&c, &s);
        sheet_free(sheet);
        cr_expect_eq(css_hides(&s), table[i].hides, "%s", table[i].part);
    }
}

Test(sheet, forgets)
{
    struct sheet *s = filled("b{display:none}", 1);
    cr_expect_not(sheet_is_empty(s));
    sheet_reset(s);
    cr_expect(sheet_is_empty(s));
    cr_expect_not(hides_bold(s));
}
