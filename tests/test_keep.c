/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "keep.h"

/* A call as the page makes it: a link around "x", an image, or the info
 * string of a code block with "x" in it. */
struct call {
    char what; /* 'l', 'i', 'c' */
    const char *address;
    const char *title;
    const char *alt; /* or the info string */
};

static struct keep_part
part(const char *s)
{
    return (struct keep_part){(const uint8_t *)s, s == NULL ? 0 : strlen(s)};
}

static void
make_call(struct keep *k, struct text *t, const struct call *c)
{
    const uint8_t x = 'x';
    if (c->what == 'i') {
        keep_image(k, t, part(c->alt), part(c->address), part(c->title));
        return;
    }
    if (c->what == 'c') {
        text_open(t, TEXT_CODE_BLOCK, 0);
        keep_info(k, t, part(c->alt));
        text_put(t, &x, 1);
        text_close(t, TEXT_CODE_BLOCK);
        return;
    }
    keep_link_open(k, t);
    text_put(t, &x, 1);
    keep_link_close(k, t, part(c->address), part(c->title));
}

static void
expect(enum smac_format format, unsigned kinds, const struct call *call,
       const char *wanted)
{
    const struct smac_options options = {.format = format, .keep = kinds};
    struct keep k;
    struct text *t = text_new(format, 1 << 20);
    cr_assert_not_null(t);
    keep_init(&k, &options);
    for (int turn = 0; turn < 2; turn++) { /* nothing is left in the scratch */
        const uint8_t *characters;
        size_t length;
        text_reset(t);
        make_call(&k, t, call);
        cr_assert(text_finish(t, &characters, &length));
        cr_expect(length == strlen(wanted) &&
                      (length == 0 || memcmp(characters, wanted, length) == 0),
                  "%.*s, not %s", (int)length, (const char *)characters,
                  wanted);
    }
    keep_release(&k);
    text_free(t);
}

/* Rows of call, text, markdown: everything is kept. */
struct example {
    struct call call;
    const char *text;
    const char *markdown;
};

static void
expect_all(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct example *e = &examples[i];
        expect(SMAC_TO_TEXT, SMAC_KEEP_ALL, &e->call, e->text);
        expect(SMAC_TO_MARKDOWN, SMAC_KEEP_ALL, &e->call, e->markdown);
    }
}

#define EXPECT(examples)                                                       \
    expect_all(examples, sizeof examples / sizeof *examples)

Test(keep, what_is_kept_comes_out_marked)
{
    static const struct example examples[] = {
        {{'l', "/u", "t", NULL}, "x [link: /u \"t\"]\n", "[x](</u> \"t\")\n"},
        {{'l', "/u", NULL, NULL}, "x [link: /u]\n", "[x](</u>)\n"},
        {{'l', NULL, "t", NULL}, "x [link: \"t\"]\n", "[x](<> \"t\")\n"},
        {{'l', NULL, NULL, NULL}, "x\n", "[x](<>)\n"},
        {{'i', "/u", "t", "a"}, "[image: a /u \"t\"]\n", "![a](</u> \"t\")\n"},
        {{'i', "/u", NULL, NULL}, "[image: /u]\n", "![](</u>)\n"},
        {{'i', NULL, NULL, "a"}, "[image: a]\n", "![a](<>)\n"},
        {{'i', NULL, NULL, NULL}, "", ""},
    };
    EXPECT(examples);
}

Test(keep, an_address_is_an_address_and_nothing_more)
{
    static const struct example examples[] = {
        {{'l', "https://a.b/~c?d=e&f#g,h;i:j@k!l$m*n+o-p_q%r", NULL, NULL},
         "x [link: https://a.b/~c?d=e&f#g,h;i:j@k!l$m*n+o-p_q%r]\n",
         "[x](<https://a.b/~c?d=e&f#g,h;i:j@k!l$m*n+o-p_q%r>)\n"},
        {{'l', "a)b<c>d e\"f'g\\h`i[j]k", NULL, NULL},
         "x [link: a%29b%3Cc%3Ed%20e%22f%27g%5Ch%60i%5Bj%5Dk]\n",
         "[x](<a%29b%3Cc%3Ed%20e%22f%27g%5Ch%60i%5Bj%5Dk>)\n"},
        {{'l', "\x1B\n\x7F\xE2\x80\xAE\xFF", NULL, NULL},
         "x [link: %1B%0A%7F%E2%80%AE%FF]\n",
         "[x](<%1B%0A%7F%E2%80%AE%FF>)\n"},
    };
    EXPECT(examples);
}

Test(keep, other_text_is_one_line_without_markup_or_what_draws_nothing)
{
    static const struct example examples[] = {
        {{'i', NULL, NULL, "a]b\"c<!--d`e*f_g&h\\i"},
         "[image: a\\]b\\\"c\\<!--d\\`e\\*f\\_g\\&h\\\\i]\n",
         "![a\\]b\\\"c\\<!--d\\`e\\*f\\_g\\&h\\\\i](<>)\n"},
        {{'i', NULL, NULL, "a\nb\r\tc"},
         "[image: a b  c]\n",
         "![a b  c](<>)\n"},
        {{'l', NULL,
          "a\xE2\x80\x8B"
          "b\x1B[31m\xE2\x80\xAE"
          "c",
          NULL},
         "x [link: \"ab\\[31mc\"]\n",
         "[x](<> \"ab\\[31mc\")\n"},
        {{'i', NULL, NULL, "a\xF3\xA0\x81\xA1\xF3\xA0\x81\xA2z"},
         "[image: az]\n",
         "![az](<>)\n"},
    };
    EXPECT(examples);
}

Test(keep, an_info_string_stands_at_the_head_of_the_code)
{
    static const struct example examples[] = {
        {{'c', NULL, NULL, "sh -x"}, "[sh -x]\n    x\n", "```sh -x\nx\n```\n"},
        {{'c', NULL, NULL, NULL}, "    x\n", "```\nx\n```\n"},
        {{'c', NULL, NULL,
          "a\xE2\x80\x8B\x1B"
          "b"},
         "[ab]\n    x\n",
         "```ab\nx\n```\n"},
    };
    EXPECT(examples);
}

/* Each kind alone, and none: what was not asked for leaves no trace. */
Test(keep, kinds_are_kept_one_by_one)
{
    static const struct call link = {'l', "/u", "t", NULL};
    static const struct call image = {'i', "/u", "t", "a"};
    static const struct call code = {'c', NULL, NULL, "c"};
    static const struct {
        unsigned kinds;
        const char *link;
        const char *image;
        const char *code;
    } cases[] = {
        {0, "x\n", "", "```\nx\n```\n"},
        {SMAC_KEEP_ALT, "x\n", "![a](<>)\n", "```\nx\n```\n"},
        {SMAC_KEEP_LINKS, "[x](</u>)\n", "", "```\nx\n```\n"},
        {SMAC_KEEP_IMAGES, "x\n", "![](</u>)\n", "```\nx\n```\n"},
        {SMAC_KEEP_TITLES, "[x](<> \"t\")\n", "![](<> \"t\")\n",
         "```\nx\n```\n"},
        {SMAC_KEEP_INFO, "x\n", "", "```c\nx\n```\n"},
        {SMAC_KEEP_FRONT_MATTER, "x\n", "", "```\nx\n```\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect(SMAC_TO_MARKDOWN, cases[i].kinds, &link, cases[i].link);
        expect(SMAC_TO_MARKDOWN, cases[i].kinds, &image, cases[i].image);
        expect(SMAC_TO_MARKDOWN, cases[i].kinds, &code, cases[i].code);
    }
}
