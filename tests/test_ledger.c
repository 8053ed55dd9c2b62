/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>

#include "buffer.h"
#include "ledger.h"

/* What is said of the bytes of `source`, in order. */
struct claim {
    char what; /* 's'hown, synta'x', 'd'ropped, 'j'oining drop; 0 ends */
    size_t from;
    size_t to;
    enum smac_reason reason;
};

struct example {
    const char *source;
    struct claim claims[6];
    const char *runs; /* as list_runs writes them */
};

static void
list_runs(const struct ledger *l, struct buffer *out)
{
    size_t position = 0;
    size_t end = 0;
    struct ledger_run run;
    while (ledger_next(l, &position, &run)) {
        cr_assert_eq(run.from, end, "a byte without a fate, or with two");
        cr_assert_lt(run.from, run.to);
        cr_assert_eq(position, run.to);
        end = run.to;
        const char *name =
            run.reason == LEDGER_SHOWN ? "shown"
            : run.reason == LEDGER_SYNTAX
                ? "syntax"
                : smac_reason_info((enum smac_reason)run.reason)->name;
        buffer_printf(out, "%zu-%zu %s, ", run.from, run.to, name);
    }
    cr_assert_eq(end, l->size);
    buffer_putc(out, '\0');
}

static void
claim_all(struct ledger *l, const struct claim *c)
{
    for (; c->what != '\0'; c++) {
        if (c->what == 's')
            ledger_shown(l, c->from, c->to);
        else if (c->what == 'x')
            ledger_syntax(l, c->from, c->to);
        else
            ledger_drop(l, c->from, c->to, c->reason, c->what == 'j');
    }
}

/* One ledger for all of them: nothing of a document is left for the next. */
static void
expect_runs(const struct example *examples, size_t count)
{
    struct ledger l;
    struct buffer runs;
    ledger_init(&l);
    buffer_init(&runs, 4096);
    for (size_t i = 0; i < count; i++) {
        const struct example *e = &examples[i];
        cr_assert(ledger_begin(&l, strlen(e->source)));
        claim_all(&l, e->claims);
        ledger_settle(&l, (const uint8_t *)e->source);
        buffer_clear(&runs);
        list_runs(&l, &runs);
        cr_expect_str_eq((const char *)runs.data, e->runs, "%zu, %s: %s", i,
                         e->source, (const char *)runs.data);
    }
    buffer_release(&runs);
    ledger_release(&l);
}

/* Short, for the tables below. */
#define C SMAC_HTML_COMMENT
#define H SMAC_HTML_HIDDEN

#define EXPECT(examples)                                                       \
    expect_runs(examples, sizeof examples / sizeof *examples)

Test(ledger, a_later_word_overrides_an_earlier_one)
{
    static const struct example examples[] = {
        {"", {{0}}, ""},
        {"abc", {{'s', 0, 3, 0}}, "0-3 shown, "},
        {"abc",
         {{'s', 0, 3, 0}, {'x', 1, 2, 0}},
         "0-1 shown, 1-2 syntax, 2-3 shown, "},
        {"abc",
         {{'x', 0, 3, 0}, {'d', 0, 2, SMAC_HTML_COMMENT}, {'s', 1, 2, 0}},
         "0-1 html-comment, 1-2 shown, 2-3 syntax, "},
        {"abc", {{'s', 0, 3, 0}, {'d', 1, 1, SMAC_CSS_HIDDEN}}, "0-3 shown, "},
        {"abcd",
         {{'d', 0, 4, SMAC_LINK_DEFINITION}, {'d', 2, 3, SMAC_LINK_TITLE}},
         "0-2 link-definition, 2-3 link-title, 3-4 link-definition, "},
        {"ab",
         {{'d', 0, 1, 0}, {'d', 1, 2, SMAC_REASON_COUNT - 1}},
         "0-1 html-comment, 1-2 unrendered, "},
    };
    EXPECT(examples);
}

Test(ledger, what_nobody_claimed_is_structure_or_a_finding)
{
    static const struct example examples[] = {
        {"\t\n\v\f\r >#-+*_=`~|:.)\\0123456789", {{0}}, "0-30 syntax, "},
        {"a", {{0}}, "0-1 unrendered, "},
        {"\x01\x7F\xC3!\"$%&'(,/;<?@AZ[]^az{}", {{0}}, "0-25 unrendered, "},
        {"> a <!\n",
         {{'s', 2, 3, 0}},
         "0-2 syntax, 2-3 shown, 3-4 syntax, 4-6 unrendered, 6-7 syntax, "},
        {"a-b",
         {{'d', 0, 1, SMAC_UNRENDERED}},
         "0-1 unrendered, 1-2 syntax, 2-3 unrendered, "},
    };
    EXPECT(examples);
}

Test(ledger, findings_stay_apart_unless_they_join)
{
    static const struct example examples[] = {
        {"abcd",
         {{'d', 0, 2, C}, {'d', 2, 4, C}},
         "0-2 html-comment, 2-4 html-comment, "},
        {"abcd", {{'d', 0, 2, C}, {'j', 2, 4, C}}, "0-4 html-comment, "},
        {"a\n> b", {{'d', 0, 1, H}, {'j', 4, 5, H}}, "0-5 html-hidden, "},
        {"a\nx\nb", {{'d', 0, 1, H}, {'j', 4, 5, H}}, "0-5 html-hidden, "},
        {"a b c",
         {{'d', 0, 1, H}, {'j', 2, 3, H}, {'j', 4, 5, H}},
         "0-5 html-hidden, "},
        {"a b",
         {{'j', 2, 3, H}, {'d', 0, 1, H}},
         "0-3 html-hidden, "}, /* by place, not by time */
        {"a b",
         {{'d', 0, 1, H}, {'d', 2, 3, H}},
         "0-1 html-hidden, 1-2 syntax, 2-3 html-hidden, "},
    };
    EXPECT(examples);
}

Test(ledger, what_joins_nothing_of_its_kind_is_a_finding_of_its_own)
{
    static const struct example examples[] = {
        {"\na", {{'j', 1, 2, H}}, "0-1 syntax, 1-2 html-hidden, "},
        {"a b",
         {{'d', 0, 1, C}, {'j', 2, 3, H}},
         "0-1 html-comment, 1-2 syntax, 2-3 html-hidden, "},
        {"abc",
         {{'d', 0, 1, H}, {'s', 1, 2, 0}, {'j', 2, 3, H}},
         "0-1 html-hidden, 1-2 shown, 2-3 html-hidden, "},
        {"abc",
         {{'d', 0, 1, H}, {'x', 1, 2, 0}, {'j', 2, 3, H}},
         "0-1 html-hidden, 1-2 syntax, 2-3 html-hidden, "},
        {"abcd",
         {{'d', 0, 1, H}, {'d', 1, 2, C}, {'j', 2, 4, H}},
         "0-1 html-hidden, 1-2 html-comment, 2-4 html-hidden, "},
        {"abc",
         {{'j', 0, 1, H}, {'j', 1, 2, C}, {'j', 2, 3, C}},
         "0-1 html-hidden, 1-3 html-comment, "},
    };
    EXPECT(examples);
}

Test(ledger, every_reason_has_a_fate)
{
    struct ledger l;
    ledger_init(&l);
    cr_assert(ledger_begin(&l, 2 * SMAC_REASON_COUNT));
    for (int r = 0; r < SMAC_REASON_COUNT; r++)
        ledger_drop(&l, 2 * (size_t)r, 2 * (size_t)r + 2, (enum smac_reason)r,
                    r % 2 == 0);
    uint8_t source[2 * SMAC_REASON_COUNT] = {0};
    ledger_settle(&l, source);
    struct ledger_run run;
    size_t position = 0;
    int reason = 0;
    for (; ledger_next(&l, &position, &run); reason++) {
        cr_assert_eq(run.reason, reason);
        cr_assert_eq(run.to - run.from, 2);
    }
    cr_assert_eq(reason, SMAC_REASON_COUNT);
    ledger_release(&l);
}

/* Any claims at all: list_runs asserts that each byte has one fate, and the
 * claims say which. */
Test(ledger, any_claims_give_each_byte_its_last_fate)
{
    enum { SIZE = 200, NONE = -3 };
    struct ledger l;
    ledger_init(&l);
    uint32_t random = 7;
    for (int turn = 0; turn < 500; turn++) {
        int fates[SIZE];
        uint8_t source[SIZE];
        memset(source, 'x', SIZE);
        cr_assert(ledger_begin(&l, SIZE));
        for (size_t i = 0; i < SIZE; i++)
            fates[i] = NONE;
        for (int k = 0; k < 12; k++) {
            random = random * 1664525u + 1013904223u;
            size_t from = (random >> 8) % SIZE;
            size_t to = from + (random >> 16) % 40;
            to = to > SIZE ? SIZE : to;
            int fate = (int)(random >> 24) % 6 + LEDGER_SYNTAX;
            if (fate == LEDGER_SHOWN)
                ledger_shown(&l, from, to);
            else if (fate == LEDGER_SYNTAX)
                ledger_syntax(&l, from, to);
            else
                ledger_drop(&l, from, to, (enum smac_reason)fate, false);
            for (size_t i = from; i < to; i++)
                fates[i] = fate;
        }
        ledger_settle(&l, source);
        struct ledger_run run = {0};
        size_t position = 0;
        for (size_t i = 0; i < SIZE; i++) {
            if (i == position)
                cr_assert(ledger_next(&l, &position, &run));
            int wanted = fates[i] == NONE ? (int)SMAC_UNRENDERED : fates[i];
            cr_assert_eq(run.reason, wanted, "turn %d, byte %zu", turn, i);
        }
        cr_assert_not(ledger_next(&l, &position, &run));
    }
    ledger_release(&l);
}
