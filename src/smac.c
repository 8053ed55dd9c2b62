/* SPDX-License-Identifier: MIT */
/* The library's face: a handle takes a document from its bytes to the sink.
 *
 *     source    keeps the bytes, decodes them
 *     page      decides what is seen           (markdown, html, unicode below)
 *     text      lays out what is seen
 *     ledger    has one fate for each byte
 *
 * Nothing is told to the sink before everything is known to have worked. */
#include "smac.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "foresight.h"
#include "ledger.h"
#include "page.h"
#include "sayings.h"
#include "source.h"
#include "text.h"
#include "unicode.h"
#include "xml.h"

/* What goes to the sink in one piece, and is in memory at a time, of a text
 * that lies on disk. */
#define PIECE ((size_t)1 << 20)

struct smac {
    struct smac_options options;
    struct smac_sink sink;
    enum smac_status status;
    char message[160];
    struct scratch scratch;
    struct source source;
    struct ledger ledger;
    struct page *page;
    struct text *text;
    struct sayings sayings;
};

static bool
options_are_valid(const struct smac_options *o)
{
    return (unsigned)o->format <= SMAC_TO_MARKDOWN &&
           (unsigned)o->profile <= SMAC_BROWSER &&
           (unsigned)o->details <= SMAC_DETAILS_EXPAND &&
           (o->keep & ~(unsigned)SMAC_KEEP_ALL) == 0;
}

/* Does anybody want to know what was discarded? */
static bool
is_audited(const struct smac *s)
{
    return s->sink.discarded != NULL || s->sink.summary != NULL;
}

static size_t
spill_above(const struct smac *s)
{
    uint64_t above = s->options.spill_above;
    return above < SIZE_MAX / 2 ? (size_t)above : SIZE_MAX / 2;
}

struct smac *
smac_new(const struct smac_options *options, const struct smac_sink *sink)
{
    static const struct smac_options defaults;
    if (options == NULL)
        options = &defaults;
    if (!options_are_valid(options))
        return NULL;
    struct smac *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->options = *options;
    if (sink != NULL)
        s->sink = *sink;
    if (s->options.max_input == 0)
        s->options.max_input = SMAC_DEFAULT_MAX_INPUT;
    if (s->options.max_depth == 0)
        s->options.max_depth = SMAC_DEFAULT_MAX_DEPTH;
    if (s->options.spill_above == 0)
        s->options.spill_above = SMAC_DEFAULT_MAX_INPUT;
    scratch_init(&s->scratch, s->options.spill_folder);
    source_init(&s->source, s->options.max_input);
    s->source.unhashed = !is_audited(s);
    source_spill(&s->source, &s->scratch, spill_above(s));
    ledger_init(&s->ledger);
    sayings_init(&s->sayings);
    return s;
}

enum smac_status
smac_reserve(struct smac *s)
{
    if (s->options.max_input <= s->options.spill_above ||
        scratch_reserve(&s->scratch))
        return SMAC_OK;
    snprintf(s->message, sizeof s->message, "no room for long documents: %s",
             strerror(s->scratch.error));
    return SMAC_BAD_FILE;
}

void
smac_free(struct smac *s)
{
    if (s == NULL)
        return;
    source_release(&s->source);
    ledger_release(&s->ledger);
    page_free(s->page);
    text_free(s->text);
    sayings_release(&s->sayings);
    scratch_release(&s->scratch);
    free(s);
}

static enum smac_status
fail(struct smac *s, enum smac_status status, const char *message)
{
    s->status = status;
    if (status == SMAC_NO_MEMORY && s->scratch.error != 0) {
        s->status = SMAC_BAD_FILE;
        snprintf(s->message, sizeof s->message,
                 "no room on the disk for a document that long: %s",
                 strerrordesc_np(s->scratch.error));
        s->scratch.error = 0;
        return s->status;
    }
    if (message == NULL || *message == '\0')
        message = smac_status_text(status);
    snprintf(s->message, sizeof s->message, "%s", message);
    return status;
}

enum smac_status
smac_feed(struct smac *s, const void *bytes, size_t length)
{
    if (s->status != SMAC_OK)
        return s->status;
    enum smac_status status = source_feed(&s->source, bytes, length);
    return status == SMAC_OK ? status : fail(s, status, s->source.message);
}

/* ---- telling the sink ------------------------------------------------------------ */

static int
tell_finding(struct smac *s, const struct ledger_run *run)
{
    struct smac_finding f = {
        .reason = (enum smac_reason)run->reason,
        .severity = smac_reason_info((enum smac_reason)run->reason)->severity,
        .offset = run->from,
        .length = run->to - run->from,
        .bytes = s->source.text + run->from,
        .document = &s->source.document,
    };
    source_place(&s->source, run->from, &f.line, &f.column);
    source_place(&s->source, run->to, &f.end_line, &f.end_column);
    f.decoded = sayings_of(&s->sayings, run->from, &f.decoded_length);
    return s->sink.discarded(s->sink.user, &f);
}

static void
add_up(const struct ledger_run *run, struct smac_summary *summary)
{
    uint64_t length = run->to - run->from;
    if (run->reason == LEDGER_SHOWN) {
        summary->shown += length;
    } else if (run->reason == LEDGER_SYNTAX) {
        summary->syntax += length;
    } else {
        summary->discarded[run->reason] += length;
        summary->findings[run->reason]++;
    }
}

static int
tell_audit(struct smac *s, const uint8_t *text, size_t length)
{
    struct smac_summary summary = {.document = &s->source.document,
                                   .output_bytes = length,
                                   .options = &s->options};
    struct ledger_run run;
    size_t position = 0;
    size_t rested = 0;
    while (ledger_next(&s->ledger, &position, &run)) {
        add_up(&run, &summary);
        if (position - rested >= PIECE) {
            scratch_rest(&s->scratch);
            rested = position;
        }
        if (run.reason >= 0 && s->sink.discarded != NULL &&
            tell_finding(s, &run) != 0)
            return 1;
    }
    if (s->sink.summary == NULL)
        return 0;
    digest_slices(text, length, &s->scratch, summary.output_sha256);
    return s->sink.summary(s->sink.user, &summary);
}

static int
tell_text(struct smac *s, const uint8_t *text, size_t length)
{
    size_t piece = s->source.stretch > 0 ? PIECE : length;
    if (s->sink.visible == NULL)
        return 0;
    for (size_t at = 0; at < length; at += piece) {
        size_t n = length - at < piece ? length - at : piece;
        if (s->sink.visible(s->sink.user, (const char *)text + at, n) != 0)
            return 1;
        scratch_rest(&s->scratch);
    }
    return 0;
}

static int
tell(struct smac *s, const uint8_t *text, size_t length)
{
    if (is_audited(s) && tell_audit(s, text, length) != 0)
        return 1;
    if (s->sink.mapped != NULL) {
        size_t count;
        const struct smac_range *ranges = text_ranges(s->text, &count);
        if (s->sink.mapped(s->sink.user, ranges, count) != 0)
            return 1;
    }
    return tell_text(s, text, length);
}

/* ---- a document -------------------------------------------------------------------- */

static uint64_t
memory_ceiling(const struct smac *s)
{
    uint64_t size = s->source.size;
    if (s->options.max_memory != 0)
        return s->options.max_memory;
    if (size > s->options.spill_above)
        size = s->options.spill_above;
    return SMAC_DEFAULT_MAX_MEMORY(size);
}

/* What lives longer than a document is made with the first one. */
static enum smac_status
prepare(struct smac *s, size_t ceiling)
{
    if (s->page == NULL)
        s->page = page_new(&s->options);
    text_free(s->text);
    s->text = text_new(s->options.format, ceiling);
    if (s->page == NULL || s->text == NULL)
        return SMAC_NO_MEMORY;
    ledger_spill(&s->ledger, &s->scratch, s->source.spill);
    if (s->sink.mapped != NULL)
        text_map(s->text);
    if (s->source.stretch > 0)
        text_spill(s->text, &s->scratch, s->source.spill);
    return SMAC_OK;
}

static enum smac_status
process(struct smac *s)
{
    enum smac_status status = source_finish(&s->source);
    if (status != SMAC_OK)
        return fail(s, status, s->source.message);
    size_t ceiling = (size_t)memory_ceiling(s);
    status = prepare(s, ceiling);
    if (status != SMAC_OK)
        return fail(s, status, NULL);
    status = page_render(s->page, &s->source, ceiling, &s->ledger, s->text);
    if (status != SMAC_OK)
        return fail(s, status, page_message(s->page));
    const uint8_t *text;
    size_t length;
    if (!text_finish(s->text, &text, &length))
        return fail(s, SMAC_NO_MEMORY, NULL);
    if (is_audited(s)) {
        ledger_settle(&s->ledger, s->source.text);
        if (!sayings_collect(&s->sayings, &s->ledger, s->source.text))
            return fail(s, SMAC_NO_MEMORY, NULL);
    }
    if (tell(s, text, length) != 0)
        return fail(s, SMAC_BAD_SINK, NULL);
    return SMAC_OK;
}

/* Lets go what lies on disk. */
static void
give_back(struct smac *s)
{
    page_free(s->page);
    text_free(s->text);
    s->page = NULL;
    s->text = NULL;
    ledger_release(&s->ledger);
    source_release(&s->source);
}

enum smac_status
smac_finish(struct smac *s)
{
    enum smac_status status = s->status;
    if (status == SMAC_OK)
        status = process(s);
    if (s->scratch.files != NULL)
        give_back(s);
    source_reset(&s->source);
    s->status = SMAC_OK;
    return status;
}

enum smac_status
smac_prepare(const struct smac_options *options, const void *bytes,
             size_t length)
{
    bool judged = options == NULL || options->profile == SMAC_STRICT;
    if (bytes != NULL &&
        (xml_is_here() || !foresight_wants_xml(bytes, length, judged)))
        return SMAC_OK;
    return xml_load();
}

const char *
smac_message(const struct smac *s)
{
    return s->message;
}

enum smac_status
smac_filter(const struct smac_options *options, const void *bytes,
            size_t length, const struct smac_sink *sink)
{
    struct smac *s = smac_new(options, sink);
    if (s == NULL)
        return options != NULL && !options_are_valid(options) ? SMAC_BAD_OPTION
                                                              : SMAC_NO_MEMORY;
    enum smac_status status = smac_feed(s, bytes, length);
    enum smac_status finished = smac_finish(s);
    smac_free(s);
    return status != SMAC_OK ? status : finished;
}
