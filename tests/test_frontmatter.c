/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "frontmatter.h"

Test(frontmatter, ends_behind_its_second_fence)
{
    static const struct {
        const char *front;
        const char *rest;
    } cases[] = {
        {"---\na: b\n---\n", "c\n"},
        {"---\na: b\n---", ""},
        {"---\na: b\n...\n", "---\n"},
        {"+++\na = 1\n+++\n", "c"},
        {"---\n---\n", "---\n"},
        {"--- \t\na\n---\t \n", "c"},
        {"---\r\na: b\r\n---\r\n", "c\r\n"},
        {"---\ra: b\r---\r", "c"},
        {"---\r\na\n---\r", "\rb"},
        {"---\na\n\n# b\n---\n", "c"}, /* blank lines later are fine */
        {"---\na\n ---\n----\n--\n+++\n---\n", ""},
        {"+++\na\n---\n...\n+++\n", ""},
        {"---\na: |\n  <!-- b -->\n---\n", "<!-- c -->"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100] = "";
        strcat(strcat(text, cases[i].front), cases[i].rest);
        size_t end = frontmatter_end((const uint8_t *)text, strlen(text));
        cr_expect_eq(end, strlen(cases[i].front), "%s: %zu", text, end);
    }
}

Test(frontmatter, is_nothing_else)
{
    static const char *const cases[] = {
        "",
        "-",
        "---",
        "---\n",
        "---\n\na\n---\n", /* a thematic break */
        "---\n \t\na\n---\n",
        "---\na\n",
        "---\na\n--",
        "---\na\n+++\n",
        "+++\na\n---\n",
        "+++\na\n...\n",
        "...\na\n...\n",
        "----\na\n---\n",
        "--\na\n--\n",
        "-- -\na\n---\n",
        "--- a\nb\n---\n",
        " ---\na\n---\n",
        "\n---\na\n---\n",
        "---\na\n --- \n",
        "---\na\n---b\n",
        "***\na\n***\n",
        "~~~\na\n~~~\n",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(
            frontmatter_end((const uint8_t *)cases[i], strlen(cases[i])), 0,
            "%s", cases[i]);
}

/* Any shorter copy has none, and no read goes behind it. */
Test(frontmatter, a_cut_anywhere_is_answered)
{
    static const char text[] = "---\r\na: b\r\n\r\nc\n---";
    for (size_t n = 0; n < sizeof text; n++) {
        uint8_t *cut = malloc(n + 1);
        cr_assert_not_null(cut);
        uint8_t *start = cut + 1; /* it ends where the memory does */
        memcpy(start, text, n);
        cr_assert_eq(frontmatter_end(start, n), n == sizeof text - 1 ? n : 0,
                     "%zu", n);
        free(cut);
    }
}

/* Quadratic, these are 10^11 steps and the test's time runs out. */
Test(frontmatter, many_lines_cost_one_walk, .timeout = 20)
{
    enum { SIZE = 1 << 20 };
    static const char ends[] = "\n\r";
    uint8_t *text = malloc(SIZE);
    cr_assert_not_null(text);
    for (size_t i = 0; i < sizeof ends - 1; i++) {
        memset(text, ends[i], SIZE);
        memcpy(text, "---", 3);
        text[4] = 'a';
        cr_assert_eq(frontmatter_end(text, SIZE), 0);
        memcpy(text + SIZE - 4, "---", 3);
        cr_assert_eq(frontmatter_end(text, SIZE), SIZE);
    }
    free(text);
}
