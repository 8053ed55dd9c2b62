/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "element.h"

Test(element, rows_are_sorted_and_found)
{
    for (unsigned e = ELEMENT_UNKNOWN + 1; e < ELEMENT_COUNT; e++) {
        const struct element_info *row = element_info((enum element)e);
        const char *before = element_info((enum element)(e - 1))->name;
        cr_expect_lt(strcmp(before, row->name), 0, "%s, %s", before, row->name);
        cr_expect_eq(element_find(row->name, row->length), e, "%s", row->name);
        cr_expect_eq(row->length, strlen(row->name));
    }
}

Test(element, attributes_are_sorted_and_found)
{
    for (unsigned a = 0; a < ATTRIBUTE_COUNT; a++) {
        const struct attribute_info *row =
            element_attribute_info((enum attribute)a);
        if (a > 0) {
            const char *before =
                element_attribute_info((enum attribute)(a - 1))->name;
            cr_expect_lt(strcmp(before, row->name), 0, "%s, %s", before,
                         row->name);
        }
        cr_expect_eq(element_attribute_find(row->name, row->length), a, "%s",
                     row->name);
    }
}

Test(element, other_names_are_unknown)
{
    static const char *const names[] = {"",     "A",   "aa",   "dive", "di",
                                        "xmpx", "zzz", "\xff", "h7"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cr_expect_eq(element_find(names[i], strlen(names[i])), ELEMENT_UNKNOWN,
                     "%s", names[i]);
        cr_expect_eq(element_attribute_find(names[i], strlen(names[i])),
                     ATTRIBUTE_UNKNOWN, "%s", names[i]);
    }
    cr_expect_eq(element_find("divx", 3), ELEMENT_DIV);
}

Test(element, headings_follow_one_another)
{
    cr_expect_eq(ELEMENT_H6 - ELEMENT_H1, 5);
}

/* What is raw text, void or hidden must not be laid out as a container. */
Test(element, void_elements_have_no_box)
{
    for (unsigned e = 1; e < ELEMENT_COUNT; e++) {
        const struct element_info *row = element_info((enum element)e);
        if (row->flags & (ELEMENT_IS_VOID | ELEMENT_HIDES))
            cr_expect_eq(row->box, TEXT_NONE, "%s", row->name);
    }
}

/* GFM 6.11 names nine. */
Test(element, the_tagfilter_is_complete)
{
    static const char *const names[] = {
        "iframe", "noembed",  "noframes", "plaintext", "script",
        "style",  "textarea", "title",    "xmp",
    };
    unsigned count = 0;
    for (unsigned e = 1; e < ELEMENT_COUNT; e++)
        if (element_info((enum element)e)->flags & ELEMENT_IS_FILTERED)
            count++;
    cr_expect_eq(count, sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        enum element e = element_find(names[i], strlen(names[i]));
        cr_expect(element_info(e)->flags & ELEMENT_IS_FILTERED, "%s", names[i]);
    }
}

static struct element_attributes
with(enum attribute attribute, const char *value)
{
    struct element_attributes a = {.value_count = 1};
    a.present[attribute / 64] |= (uint64_t)1 << attribute % 64;
    a.values[0] = (struct element_value){attribute, (const uint8_t *)value,
                                         strlen(value), 0, 0};
    return a;
}

Test(element, reads_numbers_as_html_does)
{
    static const struct {
        const char *text;
        bool given;
        int number;
    } cases[] = {
        {"7", true, 7},
        {" \t+7x", true, 7},
        {"-12", true, -12},
        {"", false, 0},
        {"x7", false, 0},
        {"-", false, 0},
        {"007", true, 7},
        {"1e3", true, 1},
        {"99999999999999", true, 1000000000},
        {"-99999999999999", true, -1000000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct element_attributes a = with(ATTRIBUTE_START, cases[i].text);
        int number = 0;
        bool given = element_number(&a, ATTRIBUTE_START, &number);
        cr_expect_eq(given, cases[i].given, "%s", cases[i].text);
        if (given)
            cr_expect_eq(number, cases[i].number, "%s", cases[i].text);
    }
    struct element_attributes none = {.value_count = 0};
    int number;
    cr_expect_not(element_number(&none, ATTRIBUTE_START, &number));
}

Test(element, compares_values_without_case)
{
    struct element_attributes a = with(ATTRIBUTE_TYPE, "HiDDen");
    cr_expect(element_value_is(&a, ATTRIBUTE_TYPE, "hidden"));
    cr_expect_not(element_value_is(&a, ATTRIBUTE_TYPE, "hidde"));
    cr_expect_not(element_value_is(&a, ATTRIBUTE_ID, "hidden"));
    cr_expect(element_has(&a, ATTRIBUTE_TYPE));
    cr_expect_not(element_has(&a, ATTRIBUTE_HIDDEN));
    a = with(ATTRIBUTE_ALIGN, "Right");
    cr_expect_eq(element_alignment(&a), 'r');
    a = with(ATTRIBUTE_ALIGN, "justify");
    cr_expect_eq(element_alignment(&a), 0);
}
