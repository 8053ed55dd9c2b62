/* SPDX-License-Identifier: MIT */
#include "law.h"

#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"
#include "place.h"
#include "words.h"

static const char *const formats[] = {"text", "markdown"};
static const char *const profiles[] = {"strict", "github", "browser"};
static const char *const details[] = {"summary", "drop", "expand"};

void
law_options(unsigned number, struct smac_options *options)
{
    *options = (struct smac_options){0};
    options->format = (enum smac_format)(number % 2);
    if (number >= 18)
        options->keep = SMAC_KEEP_ALL;
    else {
        options->profile = (enum smac_profile)(number / 2 % 3);
        options->details = (enum smac_details)(number / 6);
    }
}

/* ---- complaints ----------------------------------------------------------- */

/* Always false, so that a law can `return breach(...)`. */
static bool __attribute__((format(printf, 3, 4)))
breach(struct law_breach *b, const struct smac_options *options,
       const char *format, ...)
{
    int n = snprintf(
        b->sentence, sizeof b->sentence, "(to=%s profile=%s details=%s%s) ",
        formats[options->format], profiles[options->profile],
        details[options->details], options->keep ? " keep=all" : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(b->sentence + n, sizeof b->sentence - (size_t)n, format,
              arguments);
    va_end(arguments);
    return false;
}

static void
show_texts(struct law_breach *b, const struct outcome *expected,
           const struct outcome *actual)
{
    b->expected = strndup(expected->text, expected->length);
    b->expected_length = b->expected == NULL ? 0 : strlen(b->expected);
    b->actual = strndup(actual->text, actual->length);
    b->actual_length = b->actual == NULL ? 0 : strlen(b->actual);
}

void
law_breach_release(struct law_breach *b)
{
    free(b->expected);
    free(b->actual);
    *b = (struct law_breach){.sentence = ""};
}

/* ---- the laws of one filtering ---------------------------------------------- */

/* The source is at hand only if smac did not decode it. */
static bool
findings_law(const struct smac_options *options, const uint8_t *bytes,
             size_t length, const struct outcome *o, struct law_breach *b)
{
    struct place place = place_first(bytes, length);
    uint64_t end = 0;
    for (size_t i = 0; i < o->count; i++) {
        const struct smac_finding *f = &o->findings[i].finding;
        const char *name = o->findings[i].info.name;
        unsigned long long at = f->offset, n = f->length;
        if (f->offset < end || n == 0 || at + n > o->document.bytes)
            return breach(b, options,
                          "%s at %llu+%llu is out of order or "
                          "out of range",
                          name, at, n);
        end = at + n;
        if (o->decoding[0] != '\0')
            continue;
        if (memcmp(f->bytes, bytes + at, (size_t)n) != 0)
            return breach(b, options,
                          "%s at %llu+%llu has bytes that are "
                          "not the source's",
                          name, at, n);
        if (!place_walk(&place, bytes, length, (size_t)at))
            return breach(b, options,
                          "%s at %llu+%llu starts within a "
                          "character",
                          name, at, n);
        if (place.line != f->line || place.column != f->column)
            return breach(b, options,
                          "%s at %llu is in %llu:%llu, not in "
                          "%llu:%llu",
                          name, at, (unsigned long long)place.line,
                          (unsigned long long)place.column,
                          (unsigned long long)f->line,
                          (unsigned long long)f->column);
        if (!place_walk(&place, bytes, length, (size_t)end))
            return breach(b, options,
                          "%s at %llu+%llu ends within a "
                          "character",
                          name, at, n);
        if (place.line != f->end_line || place.column != f->end_column)
            return breach(b, options,
                          "%s at %llu+%llu ends in %llu:%llu, "
                          "not in %llu:%llu",
                          name, at, n, (unsigned long long)place.line,
                          (unsigned long long)place.column,
                          (unsigned long long)f->end_line,
                          (unsigned long long)f->end_column);
    }
    return true;
}

static bool
ledger_law(const struct smac_options *options, const struct outcome *o,
           struct law_breach *b)
{
    uint64_t bytes[SMAC_REASON_COUNT] = {0}, spans[SMAC_REASON_COUNT] = {0};
    for (size_t i = 0; i < o->count; i++) {
        bytes[o->findings[i].finding.reason] += o->findings[i].finding.length;
        spans[o->findings[i].finding.reason]++;
    }
    const struct smac_summary *s = &o->summary;
    uint64_t sum = s->shown + s->syntax;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        const char *name = smac_reason_info((enum smac_reason)i)->name;
        sum += s->discarded[i];
        if (bytes[i] != s->discarded[i] || spans[i] != s->findings[i])
            return breach(b, options,
                          "the summary counts %llu spans and "
                          "%llu bytes of %s, the findings are %llu and %llu",
                          (unsigned long long)s->findings[i],
                          (unsigned long long)s->discarded[i], name,
                          (unsigned long long)spans[i],
                          (unsigned long long)bytes[i]);
    }
    if (sum != o->document.bytes)
        return breach(b, options,
                      "the ledger does not close: the sum is "
                      "%llu, the document has %llu bytes",
                      (unsigned long long)sum,
                      (unsigned long long)o->document.bytes);
    return true;
}

static bool
output_law(const struct smac_options *options, const struct outcome *o,
           struct law_breach *b)
{
    const uint8_t *text = (const uint8_t *)o->text;
    for (size_t i = 0; i < o->length;) {
        int32_t c;
        size_t n = place_step(text + i, o->length - i, &c);
        bool control =
            (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
        /* Embeddings, overrides and isolates: no visible text needs one. */
        bool bidi =
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (c < 0)
            return breach(b, options, "the output is not UTF-8 at %zu", i);
        if (control || bidi)
            return breach(b, options, "the output has U+%04X at %zu",
                          (unsigned)c, i);
        i += n;
    }
    if (o->length > 0 && text[o->length - 1] != '\n')
        return breach(b, options, "the output does not end with a newline");
    if (o->length > 1 && text[o->length - 2] == '\n')
        return breach(b, options, "the output ends with an empty line");
    return true;
}

static bool
hash_law(const struct smac_options *options, const uint8_t *bytes,
         size_t length, const struct outcome *o, struct law_breach *b)
{
    struct {
        const char *what;
        const void *bytes;
        size_t length;
        const uint8_t *claim;
    } hashes[] = {
        {"the output", o->text, o->length, o->summary.output_sha256},
        {"the fed bytes", bytes, length, o->document.raw_sha256},
        {"the text", bytes, length, o->document.sha256},
    };
    size_t count = o->decoding[0] != '\0' ? 2 : 3;
    for (size_t i = 0; i < count; i++) {
        struct sha256_ctx context;
        uint8_t digest[32];
        sha256_init(&context);
        sha256_update(&context, hashes[i].length, hashes[i].bytes);
        sha256_digest(&context, sizeof digest, digest);
        if (memcmp(digest, hashes[i].claim, sizeof digest) != 0)
            return breach(b, options, "the SHA-256 of %s is wrong",
                          hashes[i].what);
    }
    if (o->summary.output_bytes != o->length || o->document.raw_bytes != length)
        return breach(b, options, "the summary's sizes are wrong");
    return true;
}

/* Only where every character stands for itself: a character reference could
 * spell a word that the source does not have, and the title of an alert is not
 * spelled like its marker, [!WARNING]. */
static bool
leak_law(const struct smac_options *options, const uint8_t *bytes,
         size_t length, const struct outcome *o, struct law_breach *b)
{
    if (options->format != SMAC_TO_TEXT || options->keep != 0 ||
        o->decoding[0] != '\0' || memchr(bytes, '&', length) != NULL ||
        memmem(bytes, length, "[!", 2) != NULL)
        return true;
    struct words_span *cut = calloc(o->count + 1, sizeof *cut), word;
    if (cut == NULL)
        return breach(b, options, "no memory for the test");
    for (size_t i = 0; i < o->count; i++) {
        cut[i].from = (size_t)o->findings[i].finding.offset;
        cut[i].to = cut[i].from + (size_t)o->findings[i].finding.length;
    }
    bool foreign = words_foreign(o->text, o->length, (const char *)bytes,
                                 length, cut, o->count, &word);
    free(cut);
    if (!foreign)
        return true;
    return breach(b, options,
                  "the output's word \"%.*s\" is not in what is "
                  "left of the source",
                  (int)(word.to - word.from), o->text + word.from);
}

/* A document may fail, but then for a reason of its own, and with nothing
 * emitted (law 5). */
static bool
failure_law(const struct smac_options *options, const struct outcome *o,
            struct law_breach *b)
{
    if (o->status != SMAC_TOO_BIG && o->status != SMAC_TOO_COMPLEX &&
        o->status != SMAC_BAD_INPUT)
        return breach(b, options, "status %d: %s: %s", (int)o->status,
                      smac_status_text(o->status), o->message);
    if (o->length > 0 || o->count > 0 || o->summaries > 0)
        return breach(b, options,
                      "the document failed (%s) and yet "
                      "something was emitted",
                      o->message);
    if (o->message[0] == '\0')
        return breach(b, options, "the document failed without a message");
    return true;
}

static bool
judge(const struct smac_options *options, const uint8_t *bytes, size_t length,
      const struct outcome *o, struct law_breach *b)
{
    if (o->disorder != NULL)
        return breach(b, options, "%s", o->disorder);
    if (o->status != SMAC_OK)
        return failure_law(options, o, b);
    if (o->summaries != 1)
        return breach(b, options, "no summary came");
    return findings_law(options, bytes, length, o, b) &&
           ledger_law(options, o, b) && output_law(options, o, b) &&
           hash_law(options, bytes, length, o, b) &&
           leak_law(options, bytes, length, o, b);
}

bool
law_of_outcome(const struct smac_options *options, const uint8_t *bytes,
               size_t length, struct law_breach *b)
{
    struct outcome *o = outcome_of(options, bytes, length, 0);
    bool holds = judge(options, bytes, length, o, b);
    outcome_free(o);
    return holds;
}

/* ---- the laws of two filterings ----------------------------------------------- */

bool
law_of_chunks(const struct smac_options *options, const uint8_t *bytes,
              size_t length, struct law_breach *b)
{
    static const size_t sizes[] = {1, 2, 3, 7};
    struct outcome *whole = outcome_of(options, bytes, length, 0);
    bool holds = true;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && holds; i++) {
        struct outcome *o = outcome_of(options, bytes, length, sizes[i]);
        const char *difference = outcome_difference(whole, o);
        if (difference != NULL) {
            holds = breach(b, options, "chunks of %zu bytes change %s",
                           sizes[i], difference);
            show_texts(b, whole, o);
        }
        outcome_free(o);
    }
    outcome_free(whole);
    return holds;
}

bool
law_of_stretches(const struct smac_options *options, const uint8_t *bytes,
                 size_t length, struct law_breach *b)
{
    static const uint64_t sizes[] = {1, 300};
    struct outcome *whole = outcome_of(options, bytes, length, 0);
    bool holds = true;
    bool known = whole->status == SMAC_OK;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && holds && known;
         i++) {
        struct smac_options spilling = *options;
        spilling.spill_above = sizes[i];
        struct outcome *o = outcome_of(&spilling, bytes, length, 0);
        const char *difference = outcome_difference(whole, o);
        if (difference != NULL) {
            holds = breach(b, options, "stretches of %d bytes change %s (%s)",
                           (int)sizes[i], difference, o->message);
            show_texts(b, whole, o);
        }
        outcome_free(o);
    }
    outcome_free(whole);
    return holds;
}

/* A comment that markdown cannot have looked into. After an empty line it may
 * have: `<div><!--` starts an HTML block that ends there, and what follows is
 * markdown for GitHub though a comment for the browser. And an HTML block that
 * a <script> started ends at `</style>`, wherever that stands. */
static bool
is_closed_comment(const struct smac_finding *f)
{
    size_t n = (size_t)f->length;
    if (f->reason != SMAC_HTML_COMMENT || n < 7 ||
        memcmp(f->bytes, "<!--", 4) != 0 ||
        memcmp(f->bytes + n - 3, "-->", 3) != 0)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        uint8_t c = f->bytes[i], next = f->bytes[i + 1];
        if (((c == '\n' || c == '\r') && strchr("<[\n\r", next) != NULL) ||
            (c == '<' && next == '/'))
            return false;
    }
    return true;
}

/* Letters alone are replaced: a digit, a mark or a blank at the start of a
 * line may be what makes the line part of a list or a quote. */
static bool
overwrite_comments(const struct outcome *o, uint8_t *bytes)
{
    bool any = false;
    for (size_t i = 0; i < o->count; i++) {
        const struct smac_finding *f = &o->findings[i].finding;
        if (!is_closed_comment(f))
            continue;
        for (size_t j = 4; j < f->length - 3; j++) {
            uint8_t *c = bytes + f->offset + j;
            if ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') {
                *c = 'x';
                any = true;
            }
        }
    }
    return any;
}

bool
law_of_comments(const struct smac_options *options, const uint8_t *bytes,
                size_t length, struct law_breach *b)
{
    struct outcome *before = outcome_of(options, bytes, length, 0);
    uint8_t *changed = malloc(length + 1);
    bool holds = true;
    if (changed != NULL && length > 0 && before->status == SMAC_OK &&
        before->decoding[0] == '\0') {
        memcpy(changed, bytes, length);
        if (overwrite_comments(before, changed)) {
            struct outcome *after = outcome_of(options, changed, length, 0);
            if (before->length != after->length ||
                memcmp(before->text, after->text, after->length) != 0) {
                holds = breach(b, options,
                               "other words in a comment change "
                               "the visible text");
                show_texts(b, before, after);
            }
            outcome_free(after);
        }
    }
    free(changed);
    outcome_free(before);
    return holds;
}

/* Layout apart: blanks, and the rules and header rows that markdown needs
 * where an HTML table has none, in a quote with its marks. */
static bool
reads_alike(const struct outcome *a, const struct outcome *b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a->length && strchr(" \n\t|->", a->text[i]) != NULL)
            i++;
        while (j < b->length && strchr(" \n\t|->", b->text[j]) != NULL)
            j++;
        if (i == a->length || j == b->length)
            return i == a->length && j == b->length;
        if (a->text[i++] != b->text[j++])
            return false;
    }
}

static bool
same_again(const struct smac_options *options, const struct outcome *once,
           const struct outcome *twice, struct law_breach *b)
{
    if (twice->status != SMAC_OK)
        return breach(b, options, "the markdown output is refused: %s",
                      twice->message);
    if (once->length != twice->length ||
        memcmp(once->text, twice->text, once->length) != 0) {
        show_texts(b, once, twice);
        return breach(b, options,
                      "the markdown output filtered again is "
                      "another");
    }
    if (twice->count > 0) {
        const struct outcome_finding *f = &twice->findings[0];
        return breach(b, options,
                      "%s found in the markdown output in "
                      "%llu:%llu: %.*s",
                      f->info.name, (unsigned long long)f->finding.line,
                      (unsigned long long)f->finding.column,
                      (int)f->finding.length, (const char *)f->finding.bytes);
    }
    return true;
}

bool
law_of_stability(const struct smac_options *given, const uint8_t *bytes,
                 size_t length, struct law_breach *b)
{
    struct smac_options markdown = *given, text = *given;
    markdown.format = SMAC_TO_MARKDOWN;
    text.format = SMAC_TO_TEXT;
    struct outcome *once = outcome_of(&markdown, bytes, length, 0);
    if (once->status != SMAC_OK || given->keep != 0) {
        outcome_free(once);
        return true;
    }
    struct outcome *twice = outcome_of(&markdown, once->text, once->length, 0);
    bool holds = same_again(&markdown, once, twice, b);
    if (holds) {
        struct outcome *direct = outcome_of(&text, bytes, length, 0);
        struct outcome *later = outcome_of(&text, once->text, once->length, 0);
        if (!reads_alike(direct, later)) {
            holds = breach(b, &text,
                           "the markdown output reads otherwise "
                           "than the document");
            show_texts(b, direct, later);
        }
        outcome_free(direct);
        outcome_free(later);
    }
    outcome_free(once);
    outcome_free(twice);
    return holds;
}

bool
law_check(const uint8_t *bytes, size_t length, struct law_breach *b)
{
    for (unsigned i = 0; i < LAW_OPTIONS; i++) {
        struct smac_options options;
        law_options(i, &options);
        if (!law_of_outcome(&options, bytes, length, b))
            return false;
        if (i < 2 && !law_of_chunks(&options, bytes, length, b))
            return false;
        if (!law_of_stretches(&options, bytes, length, b))
            return false;
        if (options.format == SMAC_TO_MARKDOWN &&
            (!law_of_stability(&options, bytes, length, b) ||
             !law_of_comments(&options, bytes, length, b)))
            return false;
    }
    return true;
}
