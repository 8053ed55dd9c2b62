/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "smac.h"

Test(reason, every_row_is_found_by_its_name)
{
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        enum smac_reason reason = (enum smac_reason)i;
        const struct smac_reason_info *info = smac_reason_info(reason);
        cr_assert_not_null(info);
        cr_expect_eq(smac_reason_find(info->name), reason, "%s", info->name);
        cr_expect(info->rule >= 1 && info->rule <= 3, "%s", info->name);
        cr_expect(strlen(info->text) > 0 && strlen(info->text) < 100, "%s",
                  info->name);
        for (const char *s = info->name; *s != '\0'; s++)
            cr_expect(islower((unsigned char)*s) || *s == '-' ||
                          (s > info->name && isdigit((unsigned char)*s)),
                      "%s", info->name);
    }
}

Test(reason, knows_the_rows_by_what_they_are)
{
    const struct smac_reason_info *info = smac_reason_info(SMAC_UNICODE_TAGS);
    cr_expect_str_eq(info->name, "unicode-tags");
    cr_expect_eq(info->rule, 3);
    cr_expect_eq(info->severity, SMAC_ERROR);
    cr_expect_eq(smac_reason_info(SMAC_HTML_COMMENT)->rule, 1);
    cr_expect_eq(smac_reason_info(SMAC_FOOTNOTE_UNUSED)->rule, 2);
}

Test(reason, answers_for_what_is_no_reason)
{
    cr_expect_null(smac_reason_info(SMAC_REASON_COUNT));
    cr_expect_null(smac_reason_info((enum smac_reason)UINT_MAX));
    cr_expect_eq(smac_reason_find("html"), SMAC_REASON_COUNT);
    cr_expect_eq(smac_reason_find(""), SMAC_REASON_COUNT);
    cr_expect_eq(smac_reason_find(NULL), SMAC_REASON_COUNT);
}

Test(reason, has_words_for_every_enum)
{
    cr_expect_str_eq(smac_severity_name(SMAC_NOTE), "note");
    cr_expect_str_eq(smac_severity_name(SMAC_WARNING), "warning");
    cr_expect_str_eq(smac_severity_name(SMAC_ERROR), "error");
    for (unsigned i = SMAC_OK; i <= SMAC_INTERNAL; i++) {
        const char *text = smac_status_text((enum smac_status)i);
        cr_expect(strlen(text) > 0);
        cr_expect_str_neq(text, "unknown error");
        for (unsigned j = SMAC_OK; j < i; j++)
            cr_expect_str_neq(text, smac_status_text((enum smac_status)j));
    }
    cr_expect_str_eq(smac_status_text((enum smac_status)999), "unknown error");
}
