/* SPDX-License-Identifier: MIT */
#include "law.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "accord.h"
#include "outcome.h"
#include "place.h"
#include "words.h"

/* ---- one filtering -------------------------------------------------------- */

/* The source is at hand only if smac did not decode it. */
static bool
findings_law(const struct smac_options *options, const uint8_t *bytes,
             size_t length, const struct outcome *o, struct breach *b)
{
    struct place place = place_first(bytes, length);
    uint64_t end = 0;
    for (size_t i = 0; i < o->count; i++) {
        const struct smac_finding *f = &o->findings[i].finding;
        const char *name = o->findings[i].info.name;
        unsigned long long at = f->offset, n = f->length;
        if (f->offset < end || n == 0 || at + n > o->document.bytes)
            return breach_tell(b, options,
                               "%s at %llu+%llu is out of order or "
                               "out of range",
                               name, at, n);
        end = at + n;
        if (o->decoding[0] != '\0')
            continue;
        if (memcmp(f->bytes, bytes + at, (size_t)n) != 0)
            return breach_tell(b, options,
                               "%s at %llu+%llu has bytes that are "
                               "not the source's",
                               name, at, n);
        if (!place_walk(&place, bytes, length, (size_t)at))
            return breach_tell(b, options,
                               "%s at %llu+%llu starts within a "
                               "character",
                               name, at, n);
        if (place.line != f->line || place.column != f->column)
            return breach_tell(b, options,
                               "%s at %llu is in %llu:%llu, not in "
                               "%llu:%llu",
                               name, at, (unsigned long long)place.line,
                               (unsigned long long)place.column,
                               (unsigned long long)f->line,
                               (unsigned long long)f->column);
        if (!place_walk(&place, bytes, length, (size_t)end))
            return breach_tell(b, options,
                               "%s at %llu+%llu ends within a "
                               "character",
                               name, at, n);
        if (place.line != f->end_line || place.column != f->end_column)
            return breach_tell(b, options,
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
           struct breach *b)
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
            return breach_tell(
                b, options,
                "the summary counts %llu spans and "
                "%llu bytes of %s, the findings are %llu and %llu",
                (unsigned long long)s->findings[i],
                (unsigned long long)s->discarded[i], name,
                (unsigned long long)spans[i], (unsigned long long)bytes[i]);
    }
    if (sum != o->document.bytes)
        return breach_tell(b, options,
                           "the ledger does not close: the sum is "
                           "%llu, the document has %llu bytes",
                           (unsigned long long)sum,
                           (unsigned long long)o->document.bytes);
    return true;
}

static bool
output_law(const struct smac_options *options, const struct outcome *o,
           struct breach *b)
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
            return breach_tell(b, options, "the output is not UTF-8 at %zu", i);
        if (control || bidi)
            return breach_tell(b, options, "the output has U+%04X at %zu",
                               (unsigned)c, i);
        i += n;
    }
    if (o->length > 0 && text[o->length - 1] != '\n')
        return breach_tell(b, options,
                           "the output does not end with a newline");
    if (o->length > 1 && text[o->length - 2] == '\n')
        return breach_tell(b, options, "the output ends with an empty line");
    return true;
}

static bool
hash_law(const struct smac_options *options, const uint8_t *bytes,
         size_t length, const struct outcome *o, struct breach *b)
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
            return breach_tell(b, options, "the SHA-256 of %s is wrong",
                               hashes[i].what);
    }
    if (o->summary.output_bytes != o->length || o->document.raw_bytes != length)
        return breach_tell(b, options, "the summary's sizes are wrong");
    return true;
}

/* Only where every character stands for itself: a character reference could
 * spell a word that the source does not have. */
static bool
leak_law(const struct smac_options *options, const uint8_t *bytes,
         size_t length, const struct outcome *o, struct breach *b)
{
    if (options->format != SMAC_TO_TEXT || options->keep != 0 ||
        o->decoding[0] != '\0' || memchr(bytes, '&', length) != NULL)
        return true;
    struct words_span *cut = calloc(o->count + 1, sizeof *cut), word;
    if (cut == NULL)
        return breach_tell(b, options, "no memory for the test");
    for (size_t i = 0; i < o->count; i++) {
        cut[i].from = (size_t)o->findings[i].finding.offset;
        cut[i].to = cut[i].from + (size_t)o->findings[i].finding.length;
    }
    bool foreign = words_foreign(o->text, o->length, (const char *)bytes,
                                 length, cut, o->count, &word);
    free(cut);
    if (!foreign)
        return true;
    return breach_tell(b, options,
                       "the output's word \"%.*s\" is not in what is "
                       "left of the source",
                       (int)(word.to - word.from), o->text + word.from);
}

/* A document may fail, but then for a reason of its own, and with nothing
 * emitted (law 5). */
static bool
failure_law(const struct smac_options *options, const struct outcome *o,
            struct breach *b)
{
    if (o->status != SMAC_TOO_BIG && o->status != SMAC_TOO_COMPLEX &&
        o->status != SMAC_BAD_INPUT)
        return breach_tell(b, options, "status %d: %s: %s", (int)o->status,
                           smac_status_text(o->status), o->message);
    if (o->length > 0 || o->count > 0 || o->summaries > 0)
        return breach_tell(b, options,
                           "the document failed (%s) and yet "
                           "something was emitted",
                           o->message);
    if (o->message[0] == '\0')
        return breach_tell(b, options, "the document failed without a message");
    return true;
}

static bool
judge(const struct smac_options *options, const uint8_t *bytes, size_t length,
      const struct outcome *o, struct breach *b)
{
    if (o->disorder != NULL)
        return breach_tell(b, options, "%s", o->disorder);
    if (o->status != SMAC_OK)
        return failure_law(options, o, b);
    if (o->summaries != 1)
        return breach_tell(b, options, "no summary came");
    return findings_law(options, bytes, length, o, b) &&
           ledger_law(options, o, b) && output_law(options, o, b) &&
           hash_law(options, bytes, length, o, b) &&
           leak_law(options, bytes, length, o, b);
}

/* ---- and others ----------------------------------------------------------- */

/* The combinations of format, profile, details and keep, numbered. */
enum { OPTIONS = 20 };

static struct smac_options
options_of(unsigned number)
{
    struct smac_options options = {.format = (enum smac_format)(number % 2)};
    if (number >= 18) {
        options.keep = SMAC_KEEP_ALL;
    } else {
        options.profile = (enum smac_profile)(number / 2 % 3);
        options.details = (enum smac_details)(number / 6);
    }
    return options;
}

static bool
compare(const struct accord *a, bool with_chunks)
{
    static const size_t sizes[] = {1, 2, 3, 7};
    for (size_t i = 0; with_chunks && i < sizeof sizes / sizeof *sizes; i++) {
        if (!accord_of_chunks(a, sizes[i]))
            return false;
    }
    return accord_of_stretches(a, 1) && accord_of_stretches(a, 300) &&
           (a->options->format != SMAC_TO_MARKDOWN ||
            (accord_of_stability(a) && accord_of_comments(a)));
}

bool
law_check(const uint8_t *bytes, size_t length, struct breach *b)
{
    bool holds = true;
    for (unsigned i = 0; i < OPTIONS && holds; i++) {
        const struct smac_options options = options_of(i);
        struct outcome *o = outcome_of(&options, bytes, length, 0);
        const struct accord a = {&options, bytes, length, o, b};
        holds = judge(&options, bytes, length, o, b) && compare(&a, i < 2);
        outcome_free(o);
    }
    return holds;
}

static bool
draw(const struct accord *a, uint32_t number)
{
    enum { CHUNKS, STRETCHES, STABILITY, KINDS, SIZES = 7 };
    size_t size = number / KINDS % SIZES + 1;
    switch (number % KINDS) {
    case CHUNKS:
        return accord_of_chunks(a, size);
    case STRETCHES:
        return accord_of_stretches(a, size % 2 == 0 ? 1 : size * size * size);
    default:
        return accord_of_stability(a);
    }
}

bool
law_draw(uint32_t number, const uint8_t *bytes, size_t length, struct breach *b)
{
    /* the defaults are what most people use */
    unsigned chosen = number % 8 / 4 == 0 ? number % 2 : number / 8 % OPTIONS;
    const struct smac_options options = options_of(chosen);
    struct outcome *o = outcome_of(&options, bytes, length, 0);
    const struct accord a = {&options, bytes, length, o, b};
    bool holds = judge(&options, bytes, length, o, b) &&
                 accord_of_comments(&a) && draw(&a, number / 256);
    outcome_free(o);
    return holds;
}
