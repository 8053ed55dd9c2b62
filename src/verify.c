/* SPDX-License-Identifier: MIT */
/* Reads an audit as an auditor does: does each record have the hash that it
 * names, do the records hang together, is each document complete, and does
 * the source bear the records out? */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "chain.h"
#include "derive.h"
#include "digest.h"
#include "gap.h"
#include "lines.h"
#include "object.h"
#include "smac.h"
#include "stamp.h"

struct source {
    char *name;
    const void *bytes;
    size_t length;
    uint8_t sha256[DIGEST_SIZE]; /* of its text, as records name it */
    bool used;
};

struct smac_verifier {
    struct smac_verify_options options; /* key and head are dead */
    struct digest *digest;
    struct record_key key;
    uint64_t head_sequence; /* 0: no head was given */
    uint8_t head_hash[DIGEST_SIZE];
    bool head_seen;

    struct source *sources;
    size_t source_count;
    char **paths; /* the files, then the sources that were not used */
    size_t path_count;

    struct faults faults;
    struct chain chain;
    struct buffer canonical;
    struct smac_verdict verdict;
    uint64_t last_sequence; /* the highest */

    struct gap gap;
    struct faults_place gap_place; /* of its first line */
    bool torn;                     /* its last line, or the gzip member */
    bool key_told;                 /* in this file */

    /* the document at hand: findings without their document yet */
    uint64_t open;
    struct faults_place open_place;
    struct derive_record *findings; /* only if there are sources */
    size_t finding_count;
    size_t finding_capacity;
};

/* ---- making and freeing ------------------------------------------------- */

static bool
read_head(struct smac_verifier *v, const char *head)
{
    uint64_t sequence = 0;
    if (head == NULL)
        return true;
    for (; *head >= '0' && *head <= '9'; head++) {
        sequence = sequence * 10 + (uint64_t)(*head - '0');
        if (sequence > RECORD_SEQUENCE_MAX)
            return false;
    }
    v->head_sequence = sequence;
    return sequence > 0 && *head == ':' &&
           stamp_read_hash((struct smac_text){head + 1, strlen(head + 1)},
                           v->head_hash);
}

static bool
read_key(struct smac_verifier *v, const struct smac_verify_options *o)
{
    if (o->key == NULL) {
        v->digest = digest_new();
    } else if (o->key_length >= SMAC_AUDIT_KEY_MIN &&
               o->key_length <= SMAC_AUDIT_KEY_MAX) {
        v->digest = digest_new_keyed(o->key, o->key_length);
        v->key = record_key_of(o->key, o->key_length);
    } else {
        errno = EINVAL;
        return false;
    }
    errno = ENOMEM;
    return v->digest != NULL && (o->key == NULL || v->key.text[0] != '\0');
}

struct smac_verifier *
smac_verifier_new(const struct smac_verify_options *options)
{
    static const struct smac_verify_options defaults;
    struct smac_verifier *v = calloc(1, sizeof *v);
    if (v == NULL)
        return NULL;
    v->options = options == NULL ? defaults : *options;
    faults_init(&v->faults);
    chain_init(&v->chain, &v->faults);
    buffer_init(&v->canonical, SIZE_MAX / 2);
    if (!read_head(v, v->options.head)) {
        errno = EINVAL;
        goto err0;
    }
    if (!read_key(v, &v->options))
        goto err0;
    if (gap_init(&v->gap))
        return v;
    errno = ENOMEM;
err0:;
    int error = errno;
    smac_verifier_free(v);
    errno = error;
    return NULL;
}

static void
forget_findings(struct smac_verifier *v)
{
    for (size_t i = 0; i < v->finding_count; i++)
        object_free(v->findings[i].object);
    v->finding_count = 0;
    v->open = 0;
}

void
smac_verifier_free(struct smac_verifier *v)
{
    if (v == NULL)
        return;
    forget_findings(v);
    free(v->findings);
    for (size_t i = 0; i < v->source_count; i++)
        free(v->sources[i].name);
    free(v->sources);
    for (size_t i = 0; i < v->path_count; i++)
        free(v->paths[i]);
    free(v->paths);
    faults_release(&v->faults);
    buffer_release(&v->canonical);
    gap_release(&v->gap);
    digest_free(v->digest);
    free(v);
}

/* A path or source that faults can be told of; false without memory. */
static bool
add_path(struct smac_verifier *v, const char *path, size_t *index)
{
    char **paths = realloc(v->paths, (v->path_count + 1) * sizeof *paths);
    if (paths == NULL)
        return false;
    v->paths = paths;
    paths[v->path_count] = strdup(path);
    if (paths[v->path_count] == NULL)
        return false;
    *index = v->path_count++;
    return true;
}

/* ---- sources ------------------------------------------------------------ */

static int
take_summary(void *user, const struct smac_summary *summary)
{
    memcpy(user, summary->document->sha256, DIGEST_SIZE);
    return 0;
}

enum smac_status
smac_verifier_source(struct smac_verifier *v, const char *name,
                     const void *bytes, size_t length)
{
    const struct smac_options options = {.max_input = UINT64_MAX};
    struct source source = {.bytes = bytes, .length = length};
    const struct smac_sink sink = {.user = source.sha256,
                                   .summary = take_summary};
    enum smac_status status = smac_filter(&options, bytes, length, &sink);
    if (status != SMAC_OK)
        return status;
    struct source *sources =
        realloc(v->sources, (v->source_count + 1) * sizeof *sources);
    if (sources == NULL)
        return SMAC_NO_MEMORY;
    v->sources = sources;
    source.name = strdup(name);
    if (source.name == NULL)
        return SMAC_NO_MEMORY;
    sources[v->source_count++] = source;
    return SMAC_OK;
}

static struct source *
find_source(const struct smac_verifier *v, const struct object *document)
{
    uint8_t sha256[DIGEST_SIZE];
    if (!stamp_read_hash(object_text(document, "file.hash.sha256"), sha256))
        return NULL;
    for (size_t i = 0; i < v->source_count; i++) {
        if (memcmp(v->sources[i].sha256, sha256, DIGEST_SIZE) == 0)
            return &v->sources[i];
    }
    return NULL;
}

/* ---- documents ---------------------------------------------------------- */

/* Keeps the finding until its document comes; it owns the object now. */
static bool
keep_finding(struct smac_verifier *v, struct object *o,
             struct faults_place place)
{
    if (v->finding_count == v->finding_capacity) {
        size_t capacity =
            v->finding_capacity == 0 ? 16 : 2 * v->finding_capacity;
        struct derive_record *findings =
            realloc(v->findings, capacity * sizeof *findings);
        if (findings == NULL) {
            object_free(o);
            return false;
        }
        v->findings = findings;
        v->finding_capacity = capacity;
    }
    v->findings[v->finding_count++] = (struct derive_record){o, place};
    return true;
}

struct sum {
    const struct object *document;
    uint64_t spans;
};

static void
add_spans(void *user, const char *reason)
{
    struct sum *sum = user;
    char path[96];
    uint64_t spans;
    if (snprintf(path, sizeof path, "smac.discarded.%s.spans", reason) <
            (int)sizeof path &&
        object_number(sum->document, path, &spans))
        sum->spans += spans;
}

static bool
check_count(struct smac_verifier *v, const struct object *document,
            struct faults_place place)
{
    struct sum sum = {document, 0};
    if (!object_each(document, "smac.discarded", add_spans, &sum))
        return false;
    if (sum.spans != v->open)
        faults_say(&v->faults, SMAC_FAULT_UNFINISHED, place,
                   "counts %" PRIu64 " spans, but %" PRIu64
                   " records of them stand before it",
                   sum.spans, v->open);
    return true;
}

static bool
close_document(struct smac_verifier *v, struct object *document,
               struct faults_place place)
{
    struct source *source = find_source(v, document);
    const struct derive_record record = {document, place};
    bool derived = true;
    v->verdict.documents++;
    if (!check_count(v, document, place))
        return false;
    if (source != NULL) {
        source->used = true;
        v->verdict.derived++;
        derived = derive_document(source->bytes, source->length, v->findings,
                                  v->finding_count, &record, &v->faults);
    }
    forget_findings(v);
    return derived;
}

/* ---- records ------------------------------------------------------------ */

static void
check_key(struct smac_verifier *v, const struct stamp *stamp,
          struct faults_place place)
{
    if (strcmp(stamp->key.text, v->key.text) == 0 || v->key_told)
        return;
    v->key_told = true;
    faults_say(&v->faults, SMAC_FAULT_KEY, place, "%s",
               stamp->key.text[0] == '\0'
                   ? "was written without a key: anybody can have done that"
               : v->key.text[0] == '\0'
                   ? "was written with a key, and cannot be proved without it"
                   : "was written with another key");
}

/* The hash of the record's contents, if its key is at hand. */
static bool
hash_record(struct smac_verifier *v, const struct object *o,
            struct chain_link *link)
{
    memcpy(link->hash, link->stamp.hash, DIGEST_SIZE);
    if (strcmp(link->stamp.key.text, v->key.text) != 0)
        return true;
    buffer_clear(&v->canonical);
    object_canonical(o, "event.hash", &v->canonical);
    if (v->canonical.failed)
        return false;
    digest_update(v->digest, v->canonical.data, v->canonical.size);
    digest_finish(v->digest, link->hash);
    return true;
}

/* What stands before the record and is none; NULL: at the end. */
static void
close_gap(struct smac_verifier *v, const struct chain_link *link)
{
    const struct record_repair *told =
        link == NULL ? NULL : &link->stamp.repair;
    bool any = v->gap.lines > 0 || v->torn;
    struct record_repair found = {.needed = false};
    gap_end(&v->gap, &found);
    if (told != NULL && told->needed) {
        struct faults_place place = any ? v->gap_place : link->place;
        if (told->bytes == found.bytes &&
            memcmp(told->sha256, found.sha256, DIGEST_SIZE) == 0)
            faults_say(&v->faults, SMAC_FAULT_REPAIRED, place,
                       "a crash left %" PRIu64 " bytes that are no record; "
                       "record %" PRIu64 " tells of it",
                       told->bytes, link->stamp.sequence);
        else if (v->chain.begun) /* else they are in a file not given */
            faults_say(&v->faults, SMAC_FAULT_EDITED, place,
                       "is not what the crash left that record %" PRIu64
                       " tells of",
                       link->stamp.sequence);
    } else if (v->torn) {
        faults_add(&v->faults, SMAC_FAULT_TORN, v->gap_place);
    } else if (any) {
        faults_say(&v->faults, SMAC_FAULT_INSERTED, v->gap_place,
                   "is no record");
    }
    v->torn = false;
}

static void
leave_unfinished(struct smac_verifier *v, const struct record_repair *repair)
{
    if (v->open == 0)
        return;
    faults_say(&v->faults,
               repair != NULL && repair->needed && repair->unfinished
                   ? SMAC_FAULT_REPAIRED
                   : SMAC_FAULT_UNFINISHED,
               v->open_place,
               "%" PRIu64 " findings have no document: it was never finished, "
               "and its text not released",
               v->open);
    forget_findings(v);
}

static void
open_document(struct smac_verifier *v, struct faults_place place)
{
    if (v->open++ == 0)
        v->open_place = place;
}

static void
check_head(struct smac_verifier *v, const struct stamp *stamp)
{
    if (stamp->sequence > v->last_sequence)
        v->last_sequence = stamp->sequence;
    if (stamp->sequence == v->head_sequence &&
        memcmp(stamp->hash, v->head_hash, DIGEST_SIZE) == 0)
        v->head_seen = true;
}

/* The object is ours. */
static bool
take_record(struct smac_verifier *v, struct object *o,
            const struct chain_link *link)
{
    const struct stamp *stamp = &link->stamp;
    bool done = true;
    close_gap(v, link);
    check_key(v, stamp, link->place);
    chain_add(&v->chain, link);
    check_head(v, stamp);
    v->verdict.records++;
    switch (stamp->type) {
    case SMAC_RECORD_FINDING:
        open_document(v, link->place);
        if (v->source_count > 0)
            return keep_finding(v, o, link->place);
        break;
    case SMAC_RECORD_DOCUMENT:
        done = close_document(v, o, link->place);
        break;
    case SMAC_RECORD_REPAIR:
    case SMAC_RECORD_CONTINUATION:
        leave_unfinished(v, &stamp->repair);
        break;
    case SMAC_RECORD_NONE:
        break;
    }
    object_free(o);
    return done;
}

static bool
take_line(struct smac_verifier *v, const struct lines_line *line, size_t file)
{
    struct chain_link link = {.place = {file, line->number, 0}};
    struct object *o = object_parse(line->bytes, line->length);
    if (o == NULL && errno == ENOMEM)
        return false;
    if (o != NULL && stamp_read(o, &link.stamp)) {
        link.place.sequence = link.stamp.sequence;
        if (hash_record(v, o, &link))
            return take_record(v, o, &link);
        object_free(o);
        return false;
    }
    object_free(o);
    if (v->gap.lines == 0 && !v->torn)
        v->gap_place = link.place;
    gap_add(&v->gap, line->bytes, line->length);
    v->torn = !line->ended;
    return true;
}

enum smac_status
smac_verifier_file(struct smac_verifier *v, const char *path)
{
    size_t file;
    struct lines_line line = {.number = 0};
    struct lines *lines = lines_open(path);
    if (lines == NULL)
        return SMAC_BAD_FILE;
    int more = -1;
    errno = ENOMEM;
    v->key_told = false;
    if (add_path(v, path, &file)) {
        while ((more = lines_next(lines, &line)) > 0) {
            if (!take_line(v, &line, file)) {
                errno = ENOMEM;
                more = -1;
                break;
            }
        }
    }
    if (more == 0 && lines_torn(lines) && !v->torn) {
        if (v->gap.lines == 0)
            v->gap_place = (struct faults_place){file, line.number, 0};
        v->torn = true;
    }
    int error = errno;
    lines_free(lines);
    errno = error;
    return more == 0 ? SMAC_OK : SMAC_BAD_FILE;
}

/* ---- the end ------------------------------------------------------------ */

/* A head older than all records may belong to a file that was not given: the
 * chain begins behind it. */
static void
judge_head(struct smac_verifier *v)
{
    struct faults_place end = {v->path_count == 0 ? 0 : v->path_count - 1,
                               FAULTS_END, 0};
    if (v->head_sequence == 0 || v->head_seen || v->path_count == 0)
        return;
    if (v->last_sequence < v->head_sequence)
        faults_say(&v->faults, SMAC_FAULT_CUT, end,
                   "the audit was cut: its last record is %" PRIu64
                   ", and there were %" PRIu64,
                   v->last_sequence, v->head_sequence);
    else
        faults_say(&v->faults, SMAC_FAULT_REPLACED, end,
                   "record %" PRIu64 " is not the one that the head was "
                   "taken from",
                   v->head_sequence);
}

static bool
judge_sources(struct smac_verifier *v)
{
    for (size_t i = 0; i < v->source_count; i++) {
        struct faults_place place = {0, FAULTS_END, 0};
        if (v->sources[i].used)
            continue;
        if (!add_path(v, v->sources[i].name, &place.file))
            return false;
        faults_say(&v->faults, SMAC_FAULT_UNTOLD, place,
                   "no document of the audit has these bytes");
    }
    return true;
}

enum smac_status
smac_verifier_finish(struct smac_verifier *v, struct smac_verdict *verdict)
{
    close_gap(v, NULL);
    leave_unfinished(v, NULL);
    chain_end(&v->chain);
    judge_head(v);
    if (!judge_sources(v) || v->faults.failed)
        return SMAC_NO_MEMORY;
    faults_settle(&v->faults);
    v->verdict.faults = faults_grave(&v->faults);
    *verdict = v->verdict;
    faults_tell(&v->faults, v->paths, v->options.tell, v->options.user);
    return SMAC_OK;
}
