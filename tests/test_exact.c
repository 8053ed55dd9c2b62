/* SPDX-License-Identifier: MIT */
/* Where records say that hidden bytes are, there they are.
 *
 * Documents are put together at random: parts of links, images, tags, fences,
 * tables and words that are known to be hidden, each with its reason, in
 * quotes, lists and tables, among tabs, CRLF and text of several bytes a
 * letter. So every record's place, reason and bytes are known beforehand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smac.h"

enum { DOCUMENTS = 2000, MOST = 64, SIZE = 1 << 14 };

struct expected {
    const char *reason;
    size_t offset;
    size_t length;
};

struct document {
    char bytes[SIZE];
    size_t size;
    struct expected expected[MOST];
    size_t count;
    const char *first; /* what the lines of a block begin with */
    const char *next;
    const char *end_of_line;
};

/* ---- chance ------------------------------------------------------------- */

static uint64_t state = 88172645463325252u;

static unsigned
dice(unsigned sides)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % sides;
}

#define CHOOSE(array) (array)[dice(sizeof(array) / sizeof((array)[0]))]

/* ---- parts -------------------------------------------------------------- */

static void
put(struct document *d, const char *text)
{
    size_t length = strlen(text);
    cr_assert(d->size + length < SIZE);
    memcpy(d->bytes + d->size, text, length);
    d->size += length;
}

static void
begin_hidden(struct document *d, const char *reason)
{
    cr_assert(d->count < MOST);
    d->expected[d->count] = (struct expected){reason, d->size, 0};
}

static void
end_hidden(struct document *d)
{
    struct expected *e = &d->expected[d->count++];
    e->length = d->size - e->offset;
}

/* A word of letters that mean nothing to markdown. */
static void
put_word(struct document *d)
{
    static const char *const letters[] = {
        "a",
        "b",
        "q",
        "x",
        "\xc3\xa4",
        "\xce\xb2",
        "\xe8\xaa\x9e",
        "\xf0\x9f\x98\x80",
        "Z",
        "7",
    };
    put(d, "w");
    for (unsigned n = 1 + dice(6); n > 0; n--)
        put(d, CHOOSE(letters));
}

static void
put_words(struct document *d)
{
    static const char *const blanks[] = {" ", " ", "\t"};
    for (unsigned n = 1 + dice(3); n > 0; n--) {
        put_word(d);
        if (n > 1)
            put(d, CHOOSE(blanks));
    }
}

/* ---- hidden in a line --------------------------------------------------- */

/* What is put, with '#' for a word and '@' for one that is hidden for the next
 * of the reasons; {...} is hidden as a whole. */
struct piece {
    const char *pattern;
    const char *reasons[3];
};

static const struct piece pieces[] = {
    {"[#](@)", {"link-destination"}},
    {"[#](@ \"@\")", {"link-destination", "link-title"}},
    {"[#](<@> '@')", {"link-destination", "link-title"}},
    {"[#](@ (@))", {"link-destination", "link-title"}},
    {"![@](@)", {"image-alt", "link-destination"}},
    {"![@](@ \"@\")", {"image-alt", "link-destination", "link-title"}},
    {"<b title=\"@\">#</b>", {"link-title"}},
    {"<b id=@>#</b>", {"html-attribute"}},
    {"<b id='@' lang=\"@\">#</b>", {"html-attribute", "html-attribute"}},
    {"{<!-- # -->}", {"html-comment"}},
    {"{<? # ?>}", {"html-processing-instruction"}},
    {"<b hidden>@</b>", {"html-hidden"}},
    {"#{\xe2\x80\x8b}#", {"unicode-zero-width"}},
    {"#{&ZeroWidthSpace;}#", {"unicode-zero-width"}},
    {"#{\xf3\xa0\x81\x81\xf3\xa0\x81\x82}#", {"unicode-tags"}},
    {"#{\x1b}#", {"control-character"}},
    {"#{\xff}#", {"invalid-utf8"}},
};

static void
put_pattern(struct document *d, const struct piece *piece)
{
    const char *const *reason = piece->reasons;
    for (const char *s = piece->pattern; *s != '\0'; s++) {
        const char text[] = {*s, '\0'};
        switch (*s) {
        case '#':
            put_word(d);
            break;
        case '@':
            begin_hidden(d, *reason++);
            put_word(d);
            end_hidden(d);
            break;
        case '{':
            begin_hidden(d, *reason++);
            break;
        case '}':
            end_hidden(d);
            break;
        default:
            put(d, text);
        }
    }
}

static void
put_line(struct document *d)
{
    put_words(d);
    for (unsigned n = dice(4); n > 0; n--) {
        put(d, " ");
        put_pattern(d, &CHOOSE(pieces));
        put(d, " ");
        put_words(d);
    }
}

/* ---- blocks ------------------------------------------------------------- */

static void
end_line(struct document *d, bool more)
{
    put(d, d->end_of_line);
    if (more)
        put(d, d->next);
}

static void
put_paragraph(struct document *d)
{
    for (unsigned n = 1 + dice(3); n > 0; n--) {
        put_line(d);
        end_line(d, n > 1);
    }
}

static void
put_fence(struct document *d)
{
    put(d, dice(2) == 0 ? "~~~" : "``` ");
    begin_hidden(d, "code-info");
    put_word(d);
    if (dice(2) == 0) {
        put(d, " ");
        put_word(d);
    }
    end_hidden(d);
    bool tildes = d->bytes[d->expected[d->count - 1].offset - 1] == '~';
    end_line(d, true);
    put_word(d);
    end_line(d, true);
    put(d, tildes ? "~~~" : "```");
    end_line(d, false);
}

static void
put_table(struct document *d)
{
    put(d, "| ");
    put_line(d);
    put(d, " | ");
    put_word(d);
    put(d, " |");
    end_line(d, true);
    put(d, "|---|:-:|");
    end_line(d, true);
    put(d, "| ");
    put_line(d);
    put(d, " | ");
    put_word(d);
    for (unsigned n = dice(3); n > 0; n--) {
        put(d, " | ");
        begin_hidden(d, "table-excess-cell");
        put_word(d);
        end_hidden(d);
    }
    put(d, " |");
    end_line(d, false);
}

static void
put_definition(struct document *d)
{
    static unsigned number;
    char label[32];
    snprintf(label, sizeof label, "[unused %u]: /", ++number);
    begin_hidden(d, "link-definition-unused");
    put(d, label);
    put_word(d);
    put(d, " \"");
    put_word(d);
    put(d, "\"");
    end_hidden(d);
    end_line(d, false);
}

static void
put_document(struct document *d)
{
    static const struct {
        const char *first;
        const char *next;
    } containers[] = {
        {"", ""},           {"> ", "> "},     {"- ", "  "},     {"-\t", "\t"},
        {"1. ", "   "},     {"> - ", ">   "}, {"- > ", "  > "}, {">", ">"},
        {"* 1. ", "     "}, {"> > ", "> > "},
    };
    static void (*const blocks[])(struct document *) = {
        put_paragraph, put_paragraph, put_fence, put_table, put_definition,
    };
    d->size = d->count = 0;
    d->end_of_line = dice(2) == 0 ? "\n" : "\r\n";
    for (unsigned n = 1 + dice(3); n > 0; n--) {
        size_t container = dice(sizeof containers / sizeof containers[0]);
        d->first = containers[container].first;
        d->next = containers[container].next;
        put(d, d->first);
        CHOOSE(blocks)(d);
        put(d, d->end_of_line);
        /* a block of its own, whatever comes before and behind */
        put(d, "Between.");
        put(d, d->end_of_line);
        put(d, d->end_of_line);
    }
}

/* ---- the audit ---------------------------------------------------------- */

static void
show_document(const struct document *d)
{
    fprintf(stderr, "%.*s", (int)d->size, d->bytes);
}

static bool
is_text(struct smac_text text, const char *wanted)
{
    return text.bytes != NULL && text.length == strlen(wanted) &&
           memcmp(text.bytes, wanted, text.length) == 0;
}

/* One finding against what is known. */
static bool
is_expected(const struct document *d, const struct smac_record *record,
            const struct expected *e)
{
    return is_text(record->reason, e->reason) && record->offset == e->offset &&
           record->length == e->length && record->span.length == e->length &&
           memcmp(record->span.bytes, d->bytes + e->offset, e->length) == 0;
}

static void
check_document(const struct document *d, struct smac_audit_reader *reader)
{
    struct smac_record record;
    size_t i = 0;
    for (;; i++) {
        cr_assert_eq(smac_audit_reader_next(reader, &record), 1);
        if (record.type == SMAC_RECORD_DOCUMENT)
            break;
        bool right = i < d->count && is_expected(d, &record, &d->expected[i]);
        if (!right)
            show_document(d);
        cr_assert(right, "%.*s at %lu+%lu, not %s at %zu+%zu",
                  (int)record.reason.length, record.reason.bytes,
                  (unsigned long)record.offset, (unsigned long)record.length,
                  i < d->count ? d->expected[i].reason : "nothing",
                  i < d->count ? d->expected[i].offset : 0,
                  i < d->count ? d->expected[i].length : 0);
    }
    if (i < d->count)
        show_document(d);
    cr_assert_eq(i, d->count, "no record of %s at %zu", d->expected[i].reason,
                 d->expected[i].offset);
    cr_assert_eq(record.size, d->size);
}

Test(exact, hidden_bytes_are_where_their_records_say, .timeout = 120)
{
    static struct document documents[DOCUMENTS];
    char path[] = "/tmp/smac-exact-XXXXXX";
    size_t findings = 0;
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    struct smac_audit *audit = smac_audit_open(path, NULL);
    cr_assert_not_null(audit);
    const struct smac_sink sink = {.user = audit,
                                   .discarded = smac_audit_discarded,
                                   .summary = smac_audit_summary};
    for (size_t i = 0; i < DOCUMENTS; i++) {
        put_document(&documents[i]);
        cr_assert_eq(
            smac_filter(NULL, documents[i].bytes, documents[i].size, &sink),
            SMAC_OK);
        findings += documents[i].count;
    }
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
    struct smac_audit_reader *reader = smac_audit_reader_new(path);
    cr_assert_not_null(reader);
    for (size_t i = 0; i < DOCUMENTS; i++)
        check_document(&documents[i], reader);
    smac_audit_reader_free(reader);
    unlink(path);
    cr_expect_gt(findings, 5 * DOCUMENTS);
}
