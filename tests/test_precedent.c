/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "hidden.h"
#include "precedent.h"
#include "sheet.h"

static void
fill(struct sheet *sheet, const char *text)
{
    sheet_add(sheet, (const uint8_t *)text, strlen(text), false);
}

/* How many declarations an element without a parent has. */
static unsigned
declared(struct sheet *sheet, enum element e,
         const struct element_attributes *attributes)
{
    const struct hidden_rules rules = {.view = HTML_VIEW_BROWSER,
                                       .sheet = sheet};
    const struct element_info *info = element_info(e);
    const struct hidden_subject subject = {e, SPACE_HTML, info->name,
                                           info->length, attributes};
    struct hidden_own own;
    hidden_judge(&rules, &subject, &own);
    return own.css.count;
}

Test(precedent, is_that_of_the_same_element)
{
    const struct element_attributes none = {.value_count = 0};
    struct sheet *sheet = sheet_new();
    cr_assert_not_null(sheet);
    fill(sheet, "p{color:red}li[class]{opacity:.5}");
    for (unsigned i = 0; i < 2; i++) {
        cr_expect_eq(declared(sheet, ELEMENT_P, NULL), 1);
        cr_expect_eq(declared(sheet, ELEMENT_P, &none), 1);
        cr_expect_eq(declared(sheet, ELEMENT_B, NULL), 0);
        /* a renderer may give markdown's items a class */
        cr_expect_eq(declared(sheet, ELEMENT_LI, NULL), 1);
        cr_expect_eq(declared(sheet, ELEMENT_LI, &none), 0);
    }
    sheet_free(sheet);
}

Test(precedent, does_not_hold_for_one_with_attributes)
{
    static const char style[] = "color:red";
    struct element_attributes a = {.value_count = 1};
    a.present[ATTRIBUTE_STYLE / 64] |= 1ULL << ATTRIBUTE_STYLE % 64;
    a.values[0] = (struct element_value){.attribute = ATTRIBUTE_STYLE,
                                         .bytes = (const uint8_t *)style,
                                         .length = sizeof style - 1};
    const struct element_attributes none = {.value_count = 0};
    struct sheet *sheet = sheet_new();
    cr_assert_not_null(sheet);
    fill(sheet, "i{color:red}");
    cr_expect_eq(declared(sheet, ELEMENT_P, &none), 0);
    cr_expect_eq(declared(sheet, ELEMENT_P, &a), 1);
    cr_expect_eq(declared(sheet, ELEMENT_P, &none), 0);
    sheet_free(sheet);
}

Test(precedent, ends_when_the_sheet_changes)
{
    struct sheet *sheet = sheet_new();
    cr_assert_not_null(sheet);
    fill(sheet, "i{color:red}");
    cr_expect_eq(declared(sheet, ELEMENT_P, NULL), 0);
    fill(sheet, "p{color:red}");
    cr_expect_eq(declared(sheet, ELEMENT_P, NULL), 1);
    sheet_reset(sheet);
    fill(sheet, "i{color:red}");
    cr_expect_eq(declared(sheet, ELEMENT_P, NULL), 0);
    sheet_free(sheet);
}

Test(precedent, is_kept_for_each_space)
{
    static struct precedents precedents;
    const struct cascade_packed css = {.element = ELEMENT_A, .count = 1};
    struct cascade_packed out;
    precedents_keep(&precedents, ELEMENT_A, SPACE_SVG, NULL, &css);
    cr_expect(precedents_recall(&precedents, ELEMENT_A, SPACE_SVG, NULL, &out));
    cr_expect_eq(out.count, 1);
    cr_expect_not(
        precedents_recall(&precedents, ELEMENT_A, SPACE_HTML, NULL, &out));
    precedents_keep(&precedents, ELEMENT_UNKNOWN, SPACE_HTML, NULL, &css);
    cr_expect_not(precedents_recall(&precedents, ELEMENT_UNKNOWN, SPACE_HTML,
                                    NULL, &out));
    precedents_expire(&precedents);
    cr_expect_not(
        precedents_recall(&precedents, ELEMENT_A, SPACE_SVG, NULL, &out));
}
