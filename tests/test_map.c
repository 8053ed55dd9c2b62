/* SPDX-License-Identifier: MIT */
/* Which bytes of the output stand for which bytes of the source. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "smac.h"

struct page {
    char ranges[1024]; /* "OUTPUT<-SOURCE" for each, with blanks between */
    char text[1024];
    const char *source;
};

static int
hear_ranges(void *user, const struct smac_range *r, size_t count)
{
    struct page *page = user;
    char *at = page->ranges;
    for (size_t i = 0; i < count; i++, r++) {
        size_t length = (size_t)(r->source_end - r->source);
        cr_assert(i == 0 || r->output >= r[-1].output_end);
        cr_assert(r->output < r->output_end && r->source < r->source_end);
        at += sprintf(at, "%s%zu-%zu<-%.*s", i > 0 ? " " : "",
                      (size_t)r->output, (size_t)r->output_end, (int)length,
                      page->source + r->source);
    }
    return 0;
}

static int
hear_text(void *user, const char *text, size_t length)
{
    struct page *page = user;
    memcpy(page->text, text, length);
    page->text[length] = '\0';
    return 0;
}

static void
check(enum smac_format format, const char *source, const char *text,
      const char *ranges)
{
    struct page page = {.source = source};
    const struct smac_options options = {.format = format};
    const struct smac_sink sink = {
        .user = &page, .visible = hear_text, .mapped = hear_ranges};
    cr_assert_eq(smac_filter(&options, source, strlen(source), &sink), SMAC_OK);
    cr_expect_str_eq(page.text, text);
    cr_expect_str_eq(page.ranges, ranges, "%s\n  %s\n  not %s", source,
                     page.ranges, ranges);
}

Test(map, follows_what_is_seen)
{
    check(SMAC_TO_TEXT, "", "", "");
    check(SMAC_TO_TEXT, "plain\n", "plain\n", "0-5<-plain");
    check(SMAC_TO_TEXT, "a *b* c", "a b c\n", "0-2<-a  2-3<-b 3-5<- c");
    check(SMAC_TO_TEXT, "a<!-- x -->b", "ab\n", "0-1<-a 1-2<-b");
    check(SMAC_TO_TEXT, "a &amp; b", "a & b\n", "0-2<-a  2-3<-&amp; 3-5<- b");
    check(SMAC_TO_TEXT, "\xff z", "\xEF\xBF\xBD z\n", "0-3<-\xff 3-5<- z");
    check(SMAC_TO_TEXT, "[^1] a\n\n[^1]: note\n", "[1] a\n\n1. note\n",
          "0-3<-[^1] 3-5<- a 10-14<-note");
}

/* A character that the layout adds, too, is not mistaken for it. */
Test(map, knows_the_margins)
{
    check(SMAC_TO_TEXT, "> a\n> \\> b\n", "> a\n> > b\n", "2-3<-a 6-9<-> b");
    check(SMAC_TO_TEXT, "- \\- x\n", "- - x\n", "2-5<-- x");
    check(SMAC_TO_TEXT, "1. 1\n", "1. 1\n", "3-4<-1");
    check(SMAC_TO_TEXT, "# \\# x\n", "# # x\n", "2-5<-# x");
    check(SMAC_TO_TEXT, "> ```\n> >\n> ```\n", ">     >\n", "6-7<->");
    check(SMAC_TO_TEXT, "|a|b|\n|-|-|\n|c|\\||\n",
          "a   | b\n--- | ---\nc   | |\n", "0-1<-a 6-7<-b 18-19<-c 24-25<-|");
}

Test(map, knows_escapes)
{
    check(SMAC_TO_MARKDOWN, "a \\*b\\* *c*\n", "a \\*b\\* *c*\n",
          "0-2<-a  3-5<-*b 6-8<-*  9-10<-c");
    check(SMAC_TO_MARKDOWN, "`a\\b`\n", "`a\\b`\n", "1-4<-a\\b");
}
