/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "autolink.h"

/* All autolinks of a text as their finder is meant to be used: from left to
 * right, behind the end of the one before; each in brackets. */
static void
mark_links(const char *text, char *out)
{
    const uint8_t *s = (const uint8_t *)text;
    uint32_t n = (uint32_t)strlen(text);
    uint32_t done = 0;
    for (uint32_t at = 0; at < n; at++) {
        uint32_t from, to;
        if ((s[at] != ':' && s[at] != 'w') ||
            !autolink_find(s, n, at, done, &from, &to))
            continue;
        cr_assert(done <= from && from <= at && at < to && to <= n);
        memcpy(out, text + done, from - done);
        out += from - done;
        *out++ = '[';
        memcpy(out, text + from, to - from);
        out += to - from;
        *out++ = ']';
        done = to;
        at = to - 1;
    }
    strcpy(out, text + done);
}

Test(autolink, addresses_are_found_in_text)
{
    static const char *const cases[] = {
        "[http://a.b]",
        "a [https://a.b/c_d]_ e",
        "[ftp://a]",
        "[HTTP://a.b]",
        "[www.a.b]",
        "a [www.a.b/*c]* d",
        "*[www.a.b]*",
        "_[www.a.b/]_",
        "~[www.a.b]~",
        "([www.a.b])",
        "a\n[www.a.b]",
        "[http://localhost]",
        "[http://a-b.\xC3\xA4]",
        "[http://a_b.c.d]", /* an underscore early in the domain */
        "[http://a.b] [www.c.d]",
        "([http://a.b])",
        "[http://a.b)http://c.d]",
        "[www.a]",
        "_www.a.b_", /* the domain goes on to the underscore */
        /* not addresses */
        "",
        "www",
        "www.",
        "http://",
        "http:// a",
        "http:/a.b",
        "http://a_b",
        "http://a.b_c",
        "http://a_b.c",
        "www.a_b.c",
        "xhttp://a.b",
        "gopher://a.b",
        "awww.a.b",
        "/www.a.b",
        "WWW.a.b",
        "a: b",
        ":",
        "://",
        "://a.b",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100], found[100];
        size_t n = 0;
        for (const char *c = cases[i]; *c != '\0'; c++)
            if (*c != '[' && *c != ']')
                text[n++] = *c;
        text[n] = '\0';
        mark_links(text, found);
        cr_expect_str_eq(found, cases[i], "%s", found);
    }
}

Test(autolink, what_ends_a_sentence_ends_no_address)
{
    static const struct {
        const char *address;
        uint32_t length;
    } cases[] = {
        {"http://a.b.", 10},        {"http://a.b/c?!.,:*_~'\"", 12},
        {"http://a.b/(c)", 14},     {"http://a.b/(c))", 14},
        {"http://a.b/(c)))).", 14}, {"http://a.b/c)d", 14},
        {"http://a.b/((c)", 15},    {"http://a.b&amp;", 10},
        {"http://a.b/&x;&y;", 11},  {"http://a.b/c;", 12},
        {"http://a.b/&;", 12},      {"http://a.b/c<d", 12},
        {"http://a.b/c d", 12},     {"http://a.b/c\td", 12},
        {"http://a.b/?c=d&e", 17},  {"http://a.b/[c]", 14},
        {"http://a.b/c\\", 13},     {"http://a.b/&#9;", 14},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *s = cases[i].address;
        uint32_t from = 9, to = 0;
        cr_assert(autolink_find((const uint8_t *)s, (uint32_t)strlen(s), 4, 0,
                                &from, &to));
        cr_expect_eq(from, 0);
        cr_expect_eq(to, cases[i].length, "%s: %u", s, to);
    }
}

Test(autolink, nothing_starts_before_the_end_of_the_last_one)
{
    static const uint8_t s[] = "http://a.b";
    uint32_t from, to;
    cr_assert(autolink_find(s, 10, 4, 0, &from, &to));
    for (uint32_t after = 1; after < 10; after++)
        cr_assert_not(autolink_find(s, 10, 4, after, &from, &to), "%u", after);
}

/* What cmark-gfm read before and behind its buffer (CVE-2023-22485). */
Test(autolink, every_read_stays_in_the_text)
{
    static const char *const texts[] = {"https://a.b/&c;", "www.a.b", ":a@b.c",
                                        "www.", "ftp://"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t length = (uint32_t)strlen(texts[i]);
        for (uint32_t n = 1; n <= length; n++) {
            uint8_t *cut = malloc(n);
            cr_assert_not_null(cut);
            memcpy(cut, texts[i], n);
            for (uint32_t at = 0; at < n; at++) {
                uint32_t from, to;
                if ((cut[at] == ':' || cut[at] == 'w') &&
                    autolink_find(cut, n, at, 0, &from, &to))
                    cr_assert(from <= at && to <= n);
            }
            free(cut);
        }
    }
}

Test(autolink, a_plain_address_has_no_markup)
{
    cr_assert(autolink_is_plain((const uint8_t *)"http://a.b/c?d=(e)#f", 20));
    cr_assert(autolink_is_plain((const uint8_t *)"", 0));
    for (const char *c = "*_~`[]\\&!"; *c != '\0'; c++) {
        char s[] = "http://a?b";
        s[8] = *c;
        cr_expect_not(autolink_is_plain((const uint8_t *)s, 10), "%c", *c);
        cr_expect(autolink_is_plain((const uint8_t *)s, 8));
    }
}
