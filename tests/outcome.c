/* SPDX-License-Identifier: MIT */
#include "outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

static void *
copy(const void *bytes, size_t length)
{
    char *made = must(malloc(length + 1));
    if (length > 0)
        memcpy(made, bytes, length);
    made[length] = '\0';
    return made;
}

static void
keep_document(struct outcome *o, const struct smac_document *document)
{
    o->document = *document;
    snprintf(o->decoding, sizeof o->decoding, "%s", document->decoding);
}

static int
take_finding(void *user, const struct smac_finding *finding)
{
    struct outcome *o = user;
    if (o->summaries > 0)
        o->disorder = "a finding came after the summary";
    /* Grows by doubling: when the count is a power of two it is full. */
    if ((o->count & (o->count - 1)) == 0)
        o->findings = must(
            realloc(o->findings, (o->count * 2 + 1) * sizeof *o->findings));
    struct outcome_finding *f = &o->findings[o->count++];
    const struct smac_reason_info *info = smac_reason_info(finding->reason);
    f->finding = *finding;
    f->finding.bytes = copy(finding->bytes, (size_t)finding->length);
    if (finding->decoded != NULL)
        f->finding.decoded = copy(finding->decoded, finding->decoded_length);
    if (info == NULL)
        o->disorder = "a finding has no valid reason";
    else
        f->info = *info;
    keep_document(o, finding->document);
    return 0;
}

static int
take_summary(void *user, const struct smac_summary *summary)
{
    struct outcome *o = user;
    if (++o->summaries > 1)
        o->disorder = "the summary came twice";
    if (o->length > 0)
        o->disorder = "visible text came before the summary";
    o->summary = *summary;
    keep_document(o, summary->document);
    return 0;
}

static int
take_text(void *user, const char *text, size_t length)
{
    struct outcome *o = user;
    if (o->summaries == 0)
        o->disorder = "visible text came before the summary";
    o->text = must(realloc(o->text, o->length + length + 1));
    memcpy(o->text + o->length, text, length);
    o->length += length;
    o->text[o->length] = '\0';
    return 0;
}

struct outcome *
outcome_new(void)
{
    struct outcome *o = must(calloc(1, sizeof *o));
    o->text = copy("", 0);
    return o;
}

struct smac_sink
outcome_sink(struct outcome *o)
{
    return (struct smac_sink){
        .user = o,
        .discarded = take_finding,
        .summary = take_summary,
        .visible = take_text,
    };
}

struct outcome *
outcome_with(struct smac *smac, struct outcome *o, const void *bytes,
             size_t length, size_t chunk)
{
    const char *next = bytes;
    size_t left = length;
    if (chunk == 0)
        chunk = length;
    o->status = SMAC_OK;
    while (left > 0 && o->status == SMAC_OK) {
        size_t n = chunk < left ? chunk : left;
        /* A copy of its own, so that a sanitizer sees a read past a chunk and
         * a pointer that smac keeps to it. */
        char *piece = copy(next, n);
        o->status = smac_feed(smac, piece, n);
        free(piece);
        next += n;
        left -= n;
    }
    enum smac_status end = smac_finish(smac);
    if (o->status != SMAC_OK && end != o->status)
        o->disorder = "smac_finish forgot the failure of smac_feed";
    o->status = end;
    if (end != SMAC_OK)
        snprintf(o->message, sizeof o->message, "%s", smac_message(smac));
    return o;
}

struct outcome *
outcome_of(const struct smac_options *options, const void *bytes, size_t length,
           size_t chunk)
{
    struct outcome *o = outcome_new();
    struct smac_sink sink = outcome_sink(o);
    struct smac *smac = must(smac_new(options, &sink));
    outcome_with(smac, o, bytes, length, chunk);
    smac_free(smac);
    return o;
}

void
outcome_free(struct outcome *o)
{
    if (o == NULL)
        return;
    for (size_t i = 0; i < o->count; i++) {
        free((void *)o->findings[i].finding.bytes);
        free((void *)o->findings[i].finding.decoded);
    }
    free(o->findings);
    free(o->text);
    free(o);
}

static bool
same_finding(const struct smac_finding *a, const struct smac_finding *b)
{
    if (a->reason != b->reason || a->severity != b->severity ||
        a->offset != b->offset || a->length != b->length ||
        a->line != b->line || a->column != b->column ||
        a->end_line != b->end_line || a->end_column != b->end_column ||
        memcmp(a->bytes, b->bytes, (size_t)a->length) != 0)
        return false;
    if (a->decoded == NULL || b->decoded == NULL)
        return a->decoded == b->decoded;
    return a->decoded_length == b->decoded_length &&
           memcmp(a->decoded, b->decoded, a->decoded_length) == 0;
}

const char *
outcome_difference(const struct outcome *a, const struct outcome *b)
{
    if (a->status != b->status)
        return "the status";
    if (a->length != b->length || memcmp(a->text, b->text, a->length) != 0)
        return "the visible text";
    if (a->count != b->count)
        return "the number of findings";
    for (size_t i = 0; i < a->count; i++) {
        if (!same_finding(&a->findings[i].finding, &b->findings[i].finding))
            return "a finding";
    }
    if (a->summaries != b->summaries || a->summary.shown != b->summary.shown ||
        a->summary.syntax != b->summary.syntax ||
        memcmp(a->summary.discarded, b->summary.discarded,
               sizeof a->summary.discarded) != 0 ||
        memcmp(a->summary.findings, b->summary.findings,
               sizeof a->summary.findings) != 0 ||
        memcmp(a->summary.output_sha256, b->summary.output_sha256, 32) != 0 ||
        a->summary.output_bytes != b->summary.output_bytes)
        return "the summary";
    if (memcmp(a->document.sha256, b->document.sha256, 32) != 0 ||
        memcmp(a->document.raw_sha256, b->document.raw_sha256, 32) != 0 ||
        a->document.bytes != b->document.bytes ||
        a->document.raw_bytes != b->document.raw_bytes ||
        strcmp(a->decoding, b->decoding) != 0)
        return "the document's description";
    return NULL;
}
