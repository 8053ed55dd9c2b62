/* SPDX-License-Identifier: MIT */
#include "derive.h"

#include <inttypes.h>
#include <string.h>

#include "record.h"
#include "settings.h"
#include "smac.h"
#include "stamp.h"

struct derivation {
    const struct derive_record *findings;
    size_t count;
    size_t next; /* of the findings */
    const struct derive_record *document;
    struct faults *faults;
    struct record record;
    struct buffer canonical;
    struct buffer path;
    struct buffer stored;
    struct buffer derived;
    bool failed; /* no memory */
};

/* ---- values in words ---------------------------------------------------- */

enum { WORDS = 80 };

struct words {
    char text[WORDS + 16];
    size_t length;
};

static int
put_words(void *user, const char *text, size_t length, bool notation)
{
    struct words *w = user;
    (void)notation;
    if (length > WORDS - w->length) {
        memcpy(w->text + w->length, "...", 4);
        w->length = WORDS;
        return 1;
    }
    memcpy(w->text + w->length, text, length);
    w->length += length;
    w->text[w->length] = '\0';
    return 0;
}

static const char *
say_value(const struct buffer *value, struct words *w)
{
    *w = (struct words){.text = "nothing"};
    if (value->size > 0) {
        w->length = 0;
        smac_notation(value->data, value->size, put_words, w);
    }
    return w->text;
}

static const char *
say_path(const struct buffer *path, struct words *w)
{
    return say_value(path, w);
}

/* ---- one record against the source -------------------------------------- */

static struct record_head
head_of(const struct object *o, struct record_time *time)
{
    struct record_head head = {.time = time->text, .version = SMAC_VERSION};
    struct smac_text text = object_text(o, "@timestamp");
    struct smac_text content = object_text(o, "smac.content");
    struct stamp stamp;
    if (text.bytes != NULL && text.length < sizeof time->text)
        memcpy(time->text, text.bytes, text.length);
    for (int i = SMAC_CONTENT_FULL; i <= SMAC_CONTENT_HASH; i++) {
        const char *name = record_content((enum smac_audit_content)i);
        if (content.length == strlen(name) &&
            memcmp(content.bytes, name, content.length) == 0)
            head.content = (enum smac_audit_content)i;
    }
    text = object_text(o, "file.path");
    head.file = text.bytes;
    head.file_length = text.length;
    if (stamp_read(o, &stamp)) {
        head.key = stamp.key;
        head.sequence = stamp.sequence;
        memcpy(head.previous, stamp.previous, sizeof head.previous);
    }
    return head;
}

/* The record at hand is what the stored one ought to be. */
static void
compare(struct derivation *d, const struct derive_record *stored)
{
    struct words path;
    struct words is;
    struct words ought;
    const struct buffer *wanted = &d->record.canonical;
    buffer_clear(&d->canonical);
    object_canonical(stored->object, "event.hash", &d->canonical);
    if (d->canonical.failed || wanted->failed) {
        d->failed = true;
        return;
    }
    if (d->canonical.size == wanted->size &&
        memcmp(d->canonical.data, wanted->data, wanted->size) == 0)
        return;
    struct object *derived = object_parse(wanted->data, wanted->size);
    if (derived == NULL) {
        d->failed = true;
        return;
    }
    if (object_difference(stored->object, derived, "event.hash", &d->path,
                          &d->stored, &d->derived))
        faults_say(d->faults, SMAC_FAULT_UNTRUE, stored->place,
                   "%s is %s, but by the source it is %s",
                   say_path(&d->path, &path), say_value(&d->stored, &is),
                   say_value(&d->derived, &ought));
    object_free(derived);
}

/* A record of something that the source does not hide. */
static void
refute(struct derivation *d, const struct derive_record *stored)
{
    uint64_t offset;
    object_number(stored->object, "smac.span.offset", &offset);
    faults_say(d->faults, SMAC_FAULT_UNTRUE, stored->place,
               "the source hides no span at offset %" PRIu64, offset);
}

/* ---- the filter's callbacks --------------------------------------------- */

static int
meet_finding(void *user, const struct smac_finding *f)
{
    struct derivation *d = user;
    uint64_t offset = 0;
    while (d->next < d->count) {
        object_number(d->findings[d->next].object, "smac.span.offset", &offset);
        if (offset >= f->offset)
            break;
        refute(d, &d->findings[d->next++]);
    }
    if (d->next == d->count || offset != f->offset) {
        faults_say(d->faults, SMAC_FAULT_UNTOLD, d->document->place,
                   "no record tells of %s at %" PRIu64 ":%" PRIu64
                   " (offset %" PRIu64 ", %" PRIu64 " bytes)",
                   smac_reason_info(f->reason)->name, f->line, f->column,
                   f->offset, f->length);
        return 0;
    }
    const struct derive_record *stored = &d->findings[d->next++];
    struct record_time time = {""};
    struct record_head head = head_of(stored->object, &time);
    uint8_t sha256[DIGEST_SIZE];
    digest_of(f->bytes, (size_t)f->length, sha256);
    record_findings(&d->record, &head, f->document);
    record_finding(&d->record, &head, f, sha256);
    compare(d, stored);
    return 0;
}

static int
meet_summary(void *user, const struct smac_summary *summary)
{
    struct derivation *d = user;
    while (d->next < d->count)
        refute(d, &d->findings[d->next++]);
    struct record_time time = {""};
    struct record_head head = head_of(d->document->object, &time);
    record_document(&d->record, &head, summary);
    compare(d, d->document);
    return 0;
}

/* ---- the document ------------------------------------------------------- */

static void
derive(struct derivation *d, const void *source, size_t length)
{
    struct smac_options options;
    const struct smac_sink sink = {
        .user = d, .discarded = meet_finding, .summary = meet_summary};
    struct smac_text version =
        object_text(d->document->object, "observer.version");
    if (version.length != strlen(SMAC_VERSION) ||
        memcmp(version.bytes, SMAC_VERSION, version.length) != 0) {
        faults_say(d->faults, SMAC_FAULT_UNTRUE, d->document->place,
                   "was written by another version of smac, not %s, and can "
                   "be derived by that alone",
                   SMAC_VERSION);
        return;
    }
    if (!settings_read(d->document->object, "smac.options", &options)) {
        faults_say(d->faults, SMAC_FAULT_UNTRUE, d->document->place,
                   "tells not by which options it was filtered");
        return;
    }
    enum smac_status status = smac_filter(&options, source, length, &sink);
    /* smac failed, and not the record. */
    if (status == SMAC_NO_MEMORY || status == SMAC_INTERNAL)
        d->failed = true;
    else if (status != SMAC_OK)
        faults_say(d->faults, SMAC_FAULT_UNTRUE, d->document->place,
                   "the source cannot be filtered: %s",
                   smac_status_text(status));
}

bool
derive_document(const void *source, size_t length,
                const struct derive_record *findings, size_t count,
                const struct derive_record *document, struct faults *faults)
{
    struct derivation d = {
        .findings = findings,
        .count = count,
        .document = document,
        .faults = faults,
    };
    record_init(&d.record);
    struct buffer *buffers[] = {&d.canonical, &d.path, &d.stored, &d.derived};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buffer_init(buffers[i], SIZE_MAX / 2);
    derive(&d, source, length);
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buffer_release(buffers[i]);
    record_release(&d.record);
    return !d.failed && !faults->failed;
}
