/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "smac.h"

/* What a sink was told, in order, and where it refuses. */
struct heard {
    struct buffer text;
    struct buffer log; /* d for a finding, s for the summary, v for text */
    struct smac_summary summary;
    struct smac_document document;
    uint64_t end;     /* of the last finding */
    size_t refuse_at; /* the number of the call, from 1; 0: never */
};

static int
answer(struct heard *h, char what)
{
    buffer_putc(&h->log, (uint8_t)what);
    return h->log.size == h->refuse_at;
}

static int
on_discarded(void *user, const struct smac_finding *f)
{
    struct heard *h = user;
    cr_assert_geq(f->offset, h->end, "findings overlap");
    cr_assert_gt(f->length, 0);
    h->end = f->offset + f->length;
    cr_assert_leq(h->end, f->document->bytes);
    return answer(h, 'd');
}

static int
on_summary(void *user, const struct smac_summary *s)
{
    struct heard *h = user;
    h->summary = *s;
    h->document = *s->document;
    h->summary.document = &h->document;
    return answer(h, 's');
}

static int
on_visible(void *user, const char *text, size_t length)
{
    struct heard *h = user;
    buffer_put(&h->text, text, length);
    return answer(h, 'v');
}

static void
heard_init(struct heard *h)
{
    *h = (struct heard){0};
    buffer_init(&h->text, 1 << 20);
    buffer_init(&h->log, 1 << 20);
}

static void
heard_release(struct heard *h)
{
    buffer_release(&h->text);
    buffer_release(&h->log);
}

static struct smac_sink
sink_of(struct heard *h)
{
    return (struct smac_sink){.user = h,
                              .discarded = on_discarded,
                              .summary = on_summary,
                              .visible = on_visible};
}

/* One document through the handle, in pieces. */
static enum smac_status
filter(struct smac *s, struct heard *h, const char *source, size_t piece)
{
    buffer_clear(&h->text);
    buffer_clear(&h->log);
    h->end = 0;
    memset(&h->summary, 0, sizeof h->summary);
    size_t length = strlen(source);
    enum smac_status fed = SMAC_OK;
    for (size_t i = 0; i < length && fed == SMAC_OK; i += piece)
        fed = smac_feed(s, source + i, length - i < piece ? length - i : piece);
    enum smac_status finished = smac_finish(s);
    cr_assert(fed == SMAC_OK || finished == fed);
    buffer_putc(&h->text, '\0');
    buffer_putc(&h->log, '\0');
    return finished;
}

static void
expect_text(const struct heard *h, const char *text, const char *log)
{
    cr_assert_str_eq((const char *)h->text.data, text);
    cr_assert_str_eq((const char *)h->log.data, log);
}

static const char bomb[] = ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>"
                           ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>"
                           ">>>> a\n";

Test(smac, the_sink_hears_findings_then_the_summary_then_the_text)
{
    struct heard h;
    heard_init(&h);
    struct smac_sink sink = sink_of(&h);
    struct smac *s = smac_new(NULL, &sink);
    cr_assert_not_null(s);
    cr_assert_eq(filter(s, &h, "a <!-- b --> c\n\n<!-- d -->\n", 100), SMAC_OK);
    expect_text(&h, "a c\n", "ddsv");
    cr_assert_eq(filter(s, &h, "<!-- d -->\n", 100), SMAC_OK);
    expect_text(&h, "", "ds");
    cr_assert_eq(filter(s, &h, "", 100), SMAC_OK);
    expect_text(&h, "", "s");
    smac_free(s);
    smac_free(NULL);
    heard_release(&h);
}

Test(smac, a_sink_may_leave_out_any_callback)
{
    static const char source[] = "a <!-- b -->\n";
    for (unsigned missing = 0; missing < 8; missing++) {
        struct heard h;
        heard_init(&h);
        struct smac_sink sink = sink_of(&h);
        char log[4] = "";
        if (missing & 1)
            sink.discarded = NULL;
        else
            strcat(log, "d");
        if (missing & 2)
            sink.summary = NULL;
        else
            strcat(log, "s");
        if (missing & 4)
            sink.visible = NULL;
        else
            strcat(log, "v");
        cr_assert_eq(smac_filter(NULL, source, sizeof source - 1, &sink),
                     SMAC_OK);
        buffer_putc(&h.log, '\0');
        cr_assert_str_eq((const char *)h.log.data, log);
        heard_release(&h);
    }
    cr_assert_eq(smac_filter(NULL, source, sizeof source - 1, NULL), SMAC_OK);
    cr_assert_eq(smac_filter(NULL, NULL, 0, NULL), SMAC_OK);
}

/* The last call that the sink answers is the one that it refuses. */
Test(smac, a_sink_that_refuses_hears_no_more_and_the_handle_goes_on)
{
    static const char source[] = "a <!-- b --> c <!-- d -->\n";
    static const char calls[] = "ddsv";
    struct heard h;
    heard_init(&h);
    struct smac_sink sink = sink_of(&h);
    struct smac *s = smac_new(NULL, &sink);
    for (size_t at = 1; at < sizeof calls; at++) {
        h.refuse_at = at;
        cr_assert_eq(filter(s, &h, source, 3), SMAC_BAD_SINK);
        cr_assert_eq(h.log.size - 1, at, "%s", (const char *)h.log.data);
        cr_assert_arr_eq(h.log.data, calls, at);
        cr_assert_str_eq(smac_message(s), smac_status_text(SMAC_BAD_SINK));
        h.refuse_at = 0;
        cr_assert_eq(filter(s, &h, source, 3), SMAC_OK);
        expect_text(&h, "a c\n", calls);
    }
    smac_free(s);
    heard_release(&h);
}

Test(smac, an_option_outside_its_enum_is_refused)
{
    static const struct smac_options bad[] = {
        {.format = (enum smac_format)2},   {.format = (enum smac_format) - 1},
        {.profile = (enum smac_profile)3}, {.profile = (enum smac_profile) - 1},
        {.details = (enum smac_details)3}, {.details = (enum smac_details) - 1},
        {.keep = SMAC_KEEP_ALL + 1},       {.keep = ~0u},
    };
    static const struct smac_options good[] = {
        {0},
        {.format = SMAC_TO_MARKDOWN,
         .profile = SMAC_BROWSER,
         .details = SMAC_DETAILS_EXPAND,
         .keep = SMAC_KEEP_ALL,
         .max_input = 1,
         .max_memory = UINT64_MAX,
         .max_depth = ~0u},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_null(smac_new(&bad[i], NULL), "case %zu", i);
        cr_expect_eq(smac_filter(&bad[i], "a", 1, NULL), SMAC_BAD_OPTION);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_expect_eq(smac_filter(&good[i], "a", 1, NULL), SMAC_OK);
}

Test(smac, a_failed_document_says_nothing_and_leaves_nothing)
{
    static const struct {
        struct smac_options options;
        const char *source;
        enum smac_status status;
        const char *message;
    } cases[] = {
        {{.max_input = 9}, "0123456789", SMAC_TOO_BIG, "9 bytes"},
        {{0}, bomb, SMAC_TOO_COMPLEX, "max-depth"},
        {{.max_depth = 3}, "> > > > a\n", SMAC_TOO_COMPLEX, "max-depth"},
        {{.max_depth = 4},
         "<i><b><i><b><i><b><i><b>a\n",
         SMAC_TOO_COMPLEX,
         "max-depth"},
        {{.max_memory = 20}, "aaaaaaaaa\n", SMAC_TOO_COMPLEX, "memory"},
        {{0}, "\x1F\x8B\x08\x01", SMAC_BAD_INPUT, "gzip"},
        {{0}, "\xFF\xFE\x01\xD8", SMAC_BAD_INPUT, "UTF-16"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct heard h;
        heard_init(&h);
        struct smac_sink sink = sink_of(&h);
        struct smac *s = smac_new(&cases[i].options, &sink);
        for (size_t piece = 1; piece < 100; piece += 98) {
            cr_assert_eq(filter(s, &h, cases[i].source, piece), cases[i].status,
                         "case %zu", i);
            expect_text(&h, "", "");
            cr_assert(strstr(smac_message(s), cases[i].message) != NULL,
                      "case %zu: %s", i, smac_message(s));
        }
        if (cases[i].options.max_memory == 0) {
            cr_assert_eq(filter(s, &h, "> a\n", 1), SMAC_OK);
            expect_text(&h, "> a\n", "sv");
        }
        smac_free(s);
        heard_release(&h);
    }
}

Test(smac, a_failure_stays_until_finish)
{
    struct smac *s = smac_new(&(struct smac_options){.max_input = 4}, NULL);
    cr_assert_not_null(s);
    cr_assert_str_eq(smac_message(s), "");
    cr_assert_eq(smac_feed(s, "1234", 4), SMAC_OK);
    cr_assert_eq(smac_feed(s, "5", 1), SMAC_TOO_BIG);
    cr_assert_eq(smac_feed(s, "", 0), SMAC_TOO_BIG);
    cr_assert_eq(smac_feed(s, "6", 1), SMAC_TOO_BIG);
    cr_assert_eq(smac_finish(s), SMAC_TOO_BIG);
    cr_assert(strstr(smac_message(s), "4 bytes") != NULL, "%s",
              smac_message(s));
    cr_assert_eq(smac_feed(s, "1234", 4), SMAC_OK);
    cr_assert_eq(smac_finish(s), SMAC_OK);
    smac_free(s);
}

Test(smac, a_handle_may_be_freed_in_the_middle_of_a_document)
{
    struct heard h;
    heard_init(&h);
    struct smac_sink sink = sink_of(&h);
    struct smac *s = smac_new(NULL, &sink);
    cr_assert_eq(smac_feed(s, "a", 1), SMAC_OK);
    smac_free(s);
    cr_assert_eq(h.log.size, 0);
    heard_release(&h);
}

/* The same words from one handle and from fresh ones, whatever came before. */
Test(smac, documents_do_not_touch_each_other)
{
    static const char *const sources[] = {
        "---\nt: a\n---\n# b <!-- c -->\n",
        "[^a] [b][c]\n\n[^a]: d\n\n[c]: /u 't'\n",
        bomb,
        "<details><summary>e</summary><b hidden>f\n",
        "```g\n<!-- h -->\n",
        "<textarea>i\n\n<!-- j",
        "| k | l |\n|---|---|\n| m | n | o |\n",
        "[^a] [c]\n",
        "\xFF p\xE2\x80\x8B\n",
        "<div hidden>\n\nq\n",
        "r",
    };
    enum { COUNT = sizeof sources / sizeof *sources };
    struct heard one, fresh;
    heard_init(&one);
    heard_init(&fresh);
    struct smac_sink sink = sink_of(&one);
    struct smac *s = smac_new(NULL, &sink);
    for (size_t i = 0; i < COUNT * COUNT; i++) {
        const char *source =
            sources[i % 2 == 0 ? i / 2 / COUNT % COUNT : i / 2 % COUNT];
        enum smac_status status = filter(s, &one, source, 1 + i % 7);
        struct smac_sink other = sink_of(&fresh);
        struct smac *t = smac_new(NULL, &other);
        cr_assert_eq(filter(t, &fresh, source, 100), status);
        smac_free(t);
        expect_text(&one, (const char *)fresh.text.data,
                    (const char *)fresh.log.data);
        one.summary.document = fresh.summary.document = NULL;
        one.summary.options = fresh.summary.options = NULL;
        cr_assert_arr_eq(&one.summary, &fresh.summary, sizeof one.summary);
    }
    smac_free(s);
    heard_release(&one);
    heard_release(&fresh);
}

Test(smac, the_summary_adds_up)
{
    static const char *const sources[] = {
        "",
        "a",
        "\xEF\xBB\xBF# a #\n\n> b\n",
        "<!-- a --> b <!-- c -->\n\n[d]: /u 't'\n",
        "- a\xE2\x80\x8B\n- \xFF\n\n| b |\n|---|\n| c | d |\n",
        "<details>a</details>\n\n[^b]: c\n\n![d](/e 'f')\r\n",
    };
    struct heard h;
    heard_init(&h);
    struct smac_sink sink = sink_of(&h);
    struct smac *s = smac_new(NULL, &sink);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        cr_assert_eq(filter(s, &h, sources[i], 100), SMAC_OK);
        uint64_t bytes = h.summary.shown + h.summary.syntax;
        uint64_t findings = 0;
        for (int r = 0; r < SMAC_REASON_COUNT; r++) {
            bytes += h.summary.discarded[r];
            findings += h.summary.findings[r];
            cr_assert_eq(h.summary.discarded[r] == 0,
                         h.summary.findings[r] == 0);
        }
        cr_assert_eq(bytes, strlen(sources[i]));
        cr_assert_eq(h.document.bytes, strlen(sources[i]));
        cr_assert_eq(h.document.raw_bytes, strlen(sources[i]));
        cr_assert_eq(h.summary.output_bytes, h.text.size - 1);
        const char *log = (const char *)h.log.data;
        cr_assert_eq(findings, strspn(log, "d"));
    }
    smac_free(s);
    heard_release(&h);
}

Test(smac, limits_are_exact)
{
    for (uint64_t spare = 0; spare < 2; spare++) {
        struct smac_options input = {.max_input = 9 + spare};
        cr_assert_eq(smac_filter(&input, "0123456789", 10, NULL),
                     spare > 0 ? SMAC_OK : SMAC_TOO_BIG);
        struct smac_options depth = {.max_depth = 2 + (unsigned)spare};
        cr_assert_eq(smac_filter(&depth, "> > > a", 7, NULL),
                     spare > 0 ? SMAC_OK : SMAC_TOO_COMPLEX);
    }
}

/* Any ceiling is either enough or too complex, and enough stays enough. */
Test(smac, memory_has_a_ceiling)
{
    static const char source[] = "# a\n\n- **b** [c](/d) `e`\n\n| f |\n|---|\n"
                                 "| g |\n\n<b>h</b>\n";
    unsigned failures = 0;
    struct smac_options options = {.max_memory = 1};
    while (smac_filter(&options, source, sizeof source - 1, NULL) != SMAC_OK) {
        cr_assert_eq(smac_filter(&options, source, sizeof source - 1, NULL),
                     SMAC_TOO_COMPLEX, "%llu",
                     (unsigned long long)options.max_memory);
        options.max_memory += 400;
        failures++;
    }
    cr_assert_gt(failures, 5);
    cr_assert_lt(options.max_memory, 1 << 20);
    options.max_memory *= 2;
    cr_assert_eq(smac_filter(&options, source, sizeof source - 1, NULL),
                 SMAC_OK);
}

/* ---- documents that lie on disk ------------------------------------------------- */

/* The same with a document in memory and on disk. */
static void
expect_same_on_disk(const char *source, const char *text, const char *log)
{
    const uint64_t above[] = {0, 1, 40};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
        struct smac_options options = {.spill_above = above[i]};
        struct heard h;
        heard_init(&h);
        struct smac_sink sink = sink_of(&h);
        struct smac *s = smac_new(&options, &sink);
        for (size_t piece = 1; piece < 1000; piece += 499) {
            cr_assert_eq(filter(s, &h, source, piece), SMAC_OK, "%s",
                         smac_message(s));
            expect_text(&h, text, log);
        }
        smac_free(s);
        heard_release(&h);
    }
}

Test(smac, definitions_and_footnotes_are_found_across_stretches)
{
    expect_same_on_disk("a [b] [^n] [^m]\n\npara\n\n# head\n\n[b]: /first\n\n"
                        "[B]: /second\n\n[^m]: note m [^n]\n\nmore\n\n"
                        "[^n]: note n\n\n[^x]: unseen [^y]\n\n"
                        "[^y]: unseen, too\n\nlast [b][]\n",
                        "a b [1] [2]\n\npara\n\n# head\n\nmore\n\nlast b\n\n"
                        "1. note n\n\n2. note m [1]\n",
                        "dddddddddsv");
}

Test(smac, what_a_late_style_sheet_hides_is_hidden_in_every_stretch)
{
    expect_same_on_disk("<p class=\"h\">gone</p>\n\nstays\n\n"
                        "<details>\n\nfolded\n\n- more\n\n</details>\n\nend\n\n"
                        "<style>.h { display: none }</style>\n",
                        "stays\n\nend\n", "ddddsv");
}

Test(smac,
     without_room_on_the_disk_a_long_document_fails_and_a_short_one_does_not)
{
    struct smac_options options = {.spill_above = 10,
                                   .spill_folder = "/nowhere"};
    struct heard h;
    heard_init(&h);
    struct smac_sink sink = sink_of(&h);
    struct smac *s = smac_new(&options, &sink);
    cr_assert_eq(filter(s, &h, "more than ten bytes\n", 3), SMAC_BAD_FILE);
    expect_text(&h, "", "");
    cr_assert(strstr(smac_message(s), "No such file") != NULL, "%s",
              smac_message(s));
    cr_assert_eq(filter(s, &h, "short\n", 3), SMAC_OK);
    expect_text(&h, "short\n", "sv");
    smac_free(s);
    heard_release(&h);
}

/* Two lists with footnotes, that refer to one another by turns: each would be
 * parsed anew for each footnote. */
Test(smac, footnotes_that_have_long_blocks_parsed_again_and_again_are_refused)
{
    enum { NOTES = 3000 };
    struct smac_options options = {.spill_above = 1000};
    struct buffer source;
    buffer_init(&source, 16 << 20);
    for (unsigned i = 0; i < NOTES; i++)
        buffer_printf(&source, "[^a%u][^b%u]\n", i, i);
    for (unsigned list = 0; list < 2; list++) {
        buffer_printf(&source, "\n%c item\n\n", "-+"[list]);
        for (unsigned i = 0; i < NOTES; i++)
            buffer_printf(&source, "  [^%c%u]: note %u\n\n", "ab"[list], i, i);
    }
    cr_assert_eq(smac_filter(&options, source.data, source.size, NULL),
                 SMAC_TOO_COMPLEX);
    options.spill_above = 0;
    cr_assert_eq(smac_filter(&options, source.data, source.size, NULL),
                 SMAC_OK);
    buffer_release(&source);
}
