/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "reference.h"
#include "reference_names.h"
#include "unicode.h"

/* Decodes at the start; "" for no reference. Sets the length of the source. */
static const char *
decode(const char *text, enum reference_rules rules, size_t *length)
{
    static char out[REFERENCE_OUT_MAX + 1];
    size_t n = 0;
    *length = reference_decode((const uint8_t *)text, strlen(text), rules,
                               (uint8_t *)out, &n);
    out[*length == 0 ? 0 : n] = '\0';
    return out;
}

static void
expect(const char *text, enum reference_rules rules, size_t length,
       const char *expected)
{
    size_t got;
    const char *out = decode(text, rules, &got);
    cr_expect_eq(got, length, "%s: %zu bytes", text, got);
    cr_expect_str_eq(out, expected, "%s: %s", text, out);
}

Test(reference, every_name_is_found)
{
    static const struct {
        const char *name;
        uint32_t first;
        uint32_t second;
        bool bare;
    } rows[] = {
#define ROW(name, first, second, bare) {#name, first, second, bare},
        REFERENCE_NAMES(ROW)
#undef ROW
    };
    size_t bare = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[REFERENCE_NAME_MAX + 3] = "&";
        uint8_t expected[REFERENCE_OUT_MAX + 1] = {0};
        size_t n = unicode_encode(rows[i].first, expected);
        if (rows[i].second != 0)
            unicode_encode(rows[i].second, expected + n);
        strcat(strcat(text, rows[i].name), ";");
        expect(text, REFERENCE_HTML, strlen(text), (const char *)expected);
        expect(text, REFERENCE_MARKDOWN, strlen(text), (const char *)expected);
        text[strlen(text) - 1] = '\0';
        expect(text, REFERENCE_MARKDOWN, 0, "");
        if (rows[i].bare)
            expect(text, REFERENCE_HTML, strlen(text), (const char *)expected);
        bare += rows[i].bare;
        if (i > 0)
            cr_expect_lt(strcmp(rows[i - 1].name, rows[i].name), 0);
    }
    cr_expect_eq(sizeof rows / sizeof *rows, 2125u);
    cr_expect_eq(bare, 106u);
}

Test(reference, html_knows_names_without_semicolon)
{
    expect("&copyx", REFERENCE_HTML, 5, "\302\251");
    expect("&notit;", REFERENCE_HTML, 4, "\302\254");
    expect("&notin;", REFERENCE_HTML, 7, "\342\210\211");
    expect("&ampamp;", REFERENCE_HTML, 4, "&");
    expect("&am", REFERENCE_HTML, 0, "");
    expect("&a;", REFERENCE_HTML, 0, "");
    expect("&hellip", REFERENCE_HTML, 0, "");
}

Test(reference, a_value_keeps_what_runs_on)
{
    expect("&copy=2", REFERENCE_HTML_ATTRIBUTE, 0, "");
    expect("&copyx", REFERENCE_HTML_ATTRIBUTE, 0, "");
    expect("&copy2", REFERENCE_HTML_ATTRIBUTE, 0, "");
    expect("&copy-", REFERENCE_HTML_ATTRIBUTE, 5, "\302\251");
    expect("&copy", REFERENCE_HTML_ATTRIBUTE, 5, "\302\251");
    expect("&copy;x", REFERENCE_HTML_ATTRIBUTE, 6, "\302\251");
}

Test(reference, numbers_as_html_reads_them)
{
    expect("&#65;", REFERENCE_HTML, 5, "A");
    expect("&#65x", REFERENCE_HTML, 4, "A");
    expect("&#x41g", REFERENCE_HTML, 5, "A");
    expect("&#X1F600;", REFERENCE_HTML, 9, "\360\237\230\200");
    expect("&#128;", REFERENCE_HTML, 6, "\342\202\254");
    expect("&#129;", REFERENCE_HTML, 6, "\302\201");
    expect("&#159;", REFERENCE_HTML, 6, "\305\270");
    expect("&#0;", REFERENCE_HTML, 4, "\357\277\275");
    expect("&#xd800;", REFERENCE_HTML, 8, "\357\277\275");
    expect("&#x110000;", REFERENCE_HTML, 10, "\357\277\275");
    expect("&#4294967361;", REFERENCE_HTML, 13, "\357\277\275");
    expect("&#0000000000000000000000000065;", REFERENCE_HTML, 31, "A");
    expect("&#;", REFERENCE_HTML, 0, "");
    expect("&#x;", REFERENCE_HTML, 0, "");
    expect("&#", REFERENCE_HTML, 0, "");
}

Test(reference, numbers_as_commonmark_reads_them)
{
    expect("&#128;", REFERENCE_MARKDOWN, 6, "\302\200");
    expect("&#65", REFERENCE_MARKDOWN, 0, "");
    expect("&#1234567;", REFERENCE_MARKDOWN, 10, "\357\277\275");
    expect("&#12345678;", REFERENCE_MARKDOWN, 0, "");
    expect("&#x10FFFF;", REFERENCE_MARKDOWN, 10, "\364\217\277\277");
    expect("&#x0000041;", REFERENCE_MARKDOWN, 0, "");
    expect("&#0;", REFERENCE_MARKDOWN, 4, "\357\277\275");
}

Test(reference, other_text_is_none)
{
    expect("", REFERENCE_HTML, 0, "");
    expect("&", REFERENCE_HTML, 0, "");
    expect("x&amp;", REFERENCE_HTML, 0, "");
    expect("& amp;", REFERENCE_HTML, 0, "");
    expect("&\303\251;", REFERENCE_HTML, 0, "");
}
