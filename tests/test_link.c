/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "link.h"

static uint32_t
size_of(const char *s)
{
    return (uint32_t)strlen(s);
}

static void
copy_range(char *out, const char *s, struct link_range r)
{
    cr_assert(r.from <= r.to && r.to <= strlen(s), "%s: [%u, %u)", s, r.from,
              r.to);
    memcpy(out, s + r.from, r.to - r.from);
    out[r.to - r.from] = '\0';
}

/* "destination|title|rest" of what was read; "-" if nothing was. */
static void
describe(bool found, const char *s, const struct link_parts *parts, char *out,
         size_t size)
{
    char destination[100], title[100];
    if (!found) {
        snprintf(out, size, "-");
        return;
    }
    copy_range(destination, s, parts->destination);
    copy_range(title, s, parts->title);
    cr_assert_leq(parts->end, strlen(s));
    snprintf(out, size, "%s|%s|%s", destination, title, s + parts->end);
}

struct example {
    const char *source;
    const char *parts;
};

Test(link, labels_end_at_their_bracket)
{
    static const struct {
        const char *source;
        uint32_t end; /* 0: no label */
    } cases[] = {
        {"[a]", 3},     {"[a] b]", 3},     {"[]", 2},      {"[ \n ]", 5},
        {"[a\nb]:", 5}, {"[a\\]b]", 6},    {"[a\\[b]", 6}, {"[a\\\\]", 5},
        {"[a\\b]", 5},  {"[a`]`]", 4},     {"", 0},        {"a]", 0},
        {"[", 0},       {"[a", 0},         {"[a\\]", 0},   {"[a\\", 0},
        {"[a[b]]", 0},  {"[\xC3\xA4]", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *s = cases[i].source;
        uint32_t end = 0;
        bool found = link_label((const uint8_t *)s, size_of(s), 0, &end);
        cr_expect_eq(found, cases[i].end > 0, "%s", s);
        cr_expect_eq(end, cases[i].end, "%s: %u", s, end);
    }
}

Test(link, labels_have_a_thousand_bytes_at_most)
{
    uint8_t label[1100];
    for (uint32_t n = 998; n <= 1003; n++) {
        uint32_t end = 0;
        memset(label, 'a', sizeof label);
        label[0] = '[';
        label[n + 1] = ']';
        bool found = link_label(label, sizeof label, 0, &end);
        cr_assert_eq(found, n <= 1000, "%u", n);
        cr_assert_eq(end, n <= 1000 ? n + 2 : 0);
    }
}

Test(link, tails)
{
    static const struct example cases[] = {
        {"(/u)", "/u||"},
        {"()x", "||x"},
        {"( )", "||"},
        {"(<>)", "||"},
        {"( /u \n \"t\" )x", "/u|t|x"},
        {"(/u 't')", "/u|t|"},
        {"(/u (t))", "/u|t|"},
        {"(/u \"\")", "/u||"},
        {"(</u v> 't')", "/u v|t|"},
        {"(</u\\>v>)", "/u\\>v||"},
        {"(/u(v)w)", "/u(v)w||"},
        {"(/u\\)v)", "/u\\)v||"},
        {"(/u\"t\")", "/u\"t\"||"},
        {"(/u \"t\\\"u\")", "/u|t\\\"u|"},
        {"(/u \"t\nu\")", "/u|t\nu|"},
        {"(\"t\")", "\"t\"||"},
        {"(<a>\v'b')", "a|b|"},
        {"", "-"},
        {"a", "-"},
        {"(", "-"},
        {"(/u", "-"},
        {"(/u v)", "-"},
        {"(/u 't' v)", "-"},
        {"(/u 't)", "-"},
        {"(/u \"t\" \"u\")", "-"},
        {"(</u\nv>)", "-"},
        {"(</u<v>)", "-"},
        {"(</u)", "-"},
        {"(/u(v)", "-"},
        {"(/u (t(u)))", "-"},
        {"(\\", "-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *s = cases[i].source;
        struct link_parts parts;
        char found[300];
        describe(link_tail((const uint8_t *)s, size_of(s), 0, &parts), s,
                 &parts, found, sizeof found);
        cr_expect_str_eq(found, cases[i].parts, "%s: %s", s, found);
    }
}

/* cmark-gfm's bound: the parentheses may be many, but not within each other. */
Test(link, destinations_hold_32_parentheses_in_each_other)
{
    for (unsigned depth = 30; depth < 36; depth++) {
        char s[200] = "(";
        for (unsigned i = 0; i < depth; i++)
            strcat(s, "(");
        for (unsigned i = 0; i < depth; i++)
            strcat(s, ")");
        strcat(s, "()())");
        struct link_parts parts;
        bool found = link_tail((const uint8_t *)s, size_of(s), 0, &parts);
        cr_assert_eq(found, depth <= 32, "%u", depth);
        cr_assert(!found || parts.end == strlen(s));
    }
}

Test(link, definitions)
{
    static const struct example cases[] = {
        {"[a]: /u\n", "/u||"},
        {"[a]: </u>", "/u||"},
        {"[a]: /u", "-"}, /* for cmark; but a leaf ends with a line end */
        {"[a]: /u\nb", "/u||b"},
        {"[a]:/u\n", "/u||"},
        {"[a]:\n /u\n", "/u||"},
        {"[a]: /u 't'\nb", "/u|t|b"},
        {"[a]: /u\n  \"t\nu\"  \nb", "/u|t\nu|b"},
        {"[a]: /u (t)", "/u|t|"},
        {"[a]: <>\n", "||"},
        {"[a]: </u v> 't'", "/u v|t|"},
        {"[a]: /u\n't' b\n", "/u||'t' b\n"}, /* no title, yet a definition */
        {"[a]: /u\n't\nb", "/u||'t\nb"},
        {"[a]: /u  \t\n", "/u||"},
        {"[//]: # (a)\n", "#|a|"},
        {"[//]: # \"a (b) c\"\n", "#|a (b) c|"},
        {"[a\nb]: /u\n", "/u||"},
        {"[a]: /u\n[b]: /v\n", "/u||[b]: /v\n"},
        {"[a] : /u\n", "-"},
        {"[a] /u\n", "-"},
        {"[a]:\n", "-"},
        {"[a]:", "-"},
        {"[a]:\n\n/u\n", "-"},
        {"[a]: /u 't' b\n", "-"},
        {"[a]: /u b\n", "-"},
        {"[a]: </u>'t'\n", "-"},
        {"[a]: </u\nv>\n", "-"},
        {"[]: /u\n", "-"},
        {"[ \n\t]: /u\n", "-"},
        {"[//]: # (a (b) c)\n", "-"},
        {"", "-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *s = cases[i].source;
        struct link_parts parts;
        char found[300];
        describe(link_definition((const uint8_t *)s, size_of(s), 0, &parts), s,
                 &parts, found, sizeof found);
        cr_expect_str_eq(found, cases[i].parts, "%s: %s", s, found);
    }
}

Test(link, parts_are_told_from_the_start_of_the_text)
{
    static const char s[] = "xyz [ab]: /u 't'\nq";
    struct link_parts parts;
    cr_assert(link_definition((const uint8_t *)s, sizeof s - 1, 4, &parts));
    cr_assert(parts.label.from == 5 && parts.label.to == 7);
    cr_assert(parts.destination.from == 10 && parts.destination.to == 12);
    cr_assert(parts.title.from == 14 && parts.title.to == 15);
    cr_assert_eq(parts.end, 17);
    cr_assert_not(link_definition((const uint8_t *)s, sizeof s - 1, 3, &parts));
    cr_assert_not(link_definition((const uint8_t *)s, 9, 4, &parts));
}

/* SMAC-2: gone, although CommonMark shows them. */
Test(link, lookalikes)
{
    static const struct {
        const char *source;
        const char *rest; /* NULL: it is none */
    } cases[] = {
        {"[//]: # (a (b) c)", ""},
        {"[//]: # (a (b) c)\nd", "d"},
        {"[//]: # (a) b)  \nd", "d"},
        {"[//]: # \"a \"b\" c\"\nd", "d"},
        {"[//]: # 'it's'\n", ""},
        {"[x]: <> (a (b) c)\n", ""},
        {"[x]: <#> (a (b) c)\n", ""},
        {"[//]: #\n(a (b) c)\n", ""},
        {"[//]:\n# (a (b) c\n\td) \ne", "e"},
        {"[//]: # (a (b)\nc)\nd", "c)\nd"}, /* the first line that could */
        {"[//]: #(a (b) c)\n", NULL},
        {"[//]: # a (b) c\n", NULL},
        {"[//]: # (a (b) c\n", NULL},
        {"[//]: # \"a (b) c)\n", NULL},
        {"[//]: /u (a (b) c)\n", NULL},
        {"[//]: #x (a (b) c)\n", NULL},
        {"[//] # (a (b) c)\n", NULL},
        {"[//]: #", NULL},
        {"[//]: # ", NULL},
        {"[//]: # (", NULL},
        {"[//]: # '\n", NULL},
        {"(a (b) c)", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *s = cases[i].source;
        uint32_t end = 0;
        bool found = link_lookalike((const uint8_t *)s, size_of(s), 0, &end);
        cr_expect_eq(found, cases[i].rest != NULL, "%s", s);
        if (found && cases[i].rest != NULL)
            cr_expect_str_eq(s + end, cases[i].rest, "%s", s);
    }
}

/* Every read stays within the size: the page behind it is the sanitizer's. */
Test(link, a_cut_anywhere_is_answered)
{
    static const char s[] = "[a\\]]: <b\\>c>\n 'd\\'e'";
    for (uint32_t n = 0; n < sizeof s; n++) {
        uint8_t *cut = malloc(n + 1);
        cr_assert_not_null(cut);
        memcpy(cut, s, n);
        struct link_parts parts;
        uint32_t end = 0;
        if (link_label(cut, n, 0, &end))
            cr_assert_leq(end, n);
        if (link_definition(cut, n, 0, &parts))
            cr_assert_leq(parts.end, n);
        if (link_lookalike(cut, n, 0, &end))
            cr_assert_leq(end, n);
        if (n > 0) {
            cut[0] = '(';
            if (link_tail(cut, n, 0, &parts))
                cr_assert_leq(parts.end, n);
        }
        free(cut);
    }
}
