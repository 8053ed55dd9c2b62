/* SPDX-License-Identifier: MIT */
/* Where formulas are found: P is what GitHub would not show if one is there.
 * In the samples `\$` is an escaped dollar, `{` and `}` are the edges of an
 * element, `[` and `]` hold a code span, `&` is a dollar that was written as
 * a character reference, `;` a line's end. */
#include <criterion/criterion.h>
#include <string.h>

#include "formula.h"

struct block {
    uint8_t text[256];
    uint8_t flags[256];
    bool hidden[256];
    size_t length;
};

static void
read_sample(struct block *b, const char *sample)
{
    unsigned pending = 0, code = 0;
    memset(b, 0, sizeof *b);
    for (const char *c = sample; *c != '\0'; c++) {
        uint8_t byte = (uint8_t)*c;
        if (byte == '{' || byte == '}' || byte == '[' || byte == ']') {
            pending |= FORMULA_EDGE;
            code = byte == '[' ? FORMULA_CODE : byte == ']' ? 0 : code;
            continue;
        }
        if (byte == '\\' && c[1] == '$') {
            pending |= FORMULA_ESCAPED;
            byte = (uint8_t)c[1];
            c++;
        }
        if (byte == '&')
            pending |= FORMULA_ENTITY;
        b->text[b->length] = byte == '&' ? '$' : byte == ';' ? '\n' : byte;
        b->flags[b->length++] = (uint8_t)(pending | code);
        pending = 0;
    }
}

static bool
hides(const char *sample)
{
    struct tex tex = {.count = 0};
    struct block b;
    read_sample(&b, sample);
    formula_mark(&tex, b.text, b.flags, b.length, b.hidden);
    const uint8_t *p = memchr(b.text, 'P', b.length);
    cr_assert_not_null(p);
    return b.hidden[p - b.text];
}

Test(formula, what_is_one)
{
    static const char *const samples[] = {
        "$%P$",           "$x %P$",          "a $x %P$ b",  "($x %P$)",
        "$$x %P$$",       "$$ x %P $$",      "a$$x %P$$b",  "$x;y %P$",
        "$$;x;%P;$$",     "$[x %P]$",        "a $[%P]$ b",  "\"$x %P$\".",
        "$x$ and $y %P$", "$x$$%P$",         "$x %P$$",     "&x %P&",
        "$x %P&",         "$x { %P} $y$",    "{$x %P$}",    "$x \\$ %P$",
        "-$x %P$-",       "$5 and $x %P$",   "$x %P$, $y$", "$$x$$ $%P$",
        "$$ and $%P$",    "$\\phantom x%P$",
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        cr_expect(hides(samples[i]), "%s hides nothing", samples[i]);
}

Test(formula, what_is_none)
{
    static const char *const samples[] = {
        "P",
        "$x %P",
        "$ x %P$",
        "$x %P $",
        "a$x %P$",
        "5$ %P $",
        "$5 %P $6",
        "$5 %P of $6.",
        "\\$x %P$",
        "$x %P\\$",
        "\\$x %P\\$",
        "$HOME/%P:$PATH",
        "$x[ %P]$",
        "[$x %P$]",
        "a[%P]$",
        "$[a%P]",
        "$a$ %P $b$",
        "$x %P$y",
        "$a$ is 5 %P $b$ of",
        "$$ %P",
        "$$x$$ %P $$y$$",
        "\\$[x %P]$",
        "$[x %P]\\$",
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        cr_expect_not(hides(samples[i]), "%s hides", samples[i]);
}

/* However the dollars before it are paired, the formula at the end is one. */
Test(formula, dollars_before_it_do_not_save_it)
{
    static const char *const samples[] = {
        "\"$\";($x %P$",   "{\"$\"}(${x} %P$", "\"&\"($(x) %P$)",
        "-$(x)($(y) %P$)", "$x $y $z %P$",     "($) ($) $x %P$",
        "$ $ $ $x %P$",    "$$ $x %P$",        "a$$b $x %P$",
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        cr_expect(hides(samples[i]), "%s hides nothing", samples[i]);
}

Test(formula, what_is_behind_a_definition_hides_in_later_ones)
{
    struct tex tex = {.count = 0};
    struct block b;
    read_sample(&b, "$\\def\\x#1{}$");
    formula_mark(&tex, b.text, b.flags, b.length, b.hidden);
    read_sample(&b, "$\\x P$");
    formula_mark(&tex, b.text, b.flags, b.length, b.hidden);
    cr_expect(b.hidden[4]);
}
