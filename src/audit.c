/* SPDX-License-Identifier: MIT */
/* Appends the records of one document at a time.
 *
 * Findings are held until the document's summary comes. Then the journal says
 * where the chain has come to, and what has to be told first: that a crash
 * left something, or that the file goes on after another one. Any failure
 * takes back what was written and makes a callback answer non-zero, and then
 * the library releases no text. */
#include "smac.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buffer.h"
#include "digest.h"
#include "journal.h"
#include "record.h"

/* Records go out in pieces of about this size. */
enum { PIECE = 1 << 18 };

/* Findings that take more are held on disk: a long document has many. */
enum { HELD_IN_MEMORY = 8 << 20 };

struct smac_audit {
    struct journal *journal;
    struct digest *digest; /* of the chain */
    struct record_key key;
    enum smac_audit_content content;
    int error;      /* errno of the first failure */
    char *name;     /* of the document; NULL: there was no memory */
    uint64_t count; /* findings that are held */
    struct scratch scratch;
    struct buffer held; /* struct held, its span, what it decodes to; again */
    struct record record;
    struct stamp last; /* of what was written */
    struct buffer out;
};

struct held {
    struct smac_finding finding; /* its pointers are dead */
    uint8_t span_sha256[DIGEST_SIZE];
};

/* ---- opening ------------------------------------------------------------ */

static bool
options_are_valid(const struct smac_audit_options *o)
{
    return (unsigned)o->content <= SMAC_CONTENT_HASH &&
           (o->key == NULL || (o->key_length >= SMAC_AUDIT_KEY_MIN &&
                               o->key_length <= SMAC_AUDIT_KEY_MAX));
}

static bool
prepare_chain(struct smac_audit *a, const struct smac_audit_options *options)
{
    if (options->key == NULL) {
        a->digest = digest_new();
        return a->digest != NULL;
    }
    a->key = record_key_of(options->key, options->key_length);
    a->digest = digest_new_keyed(options->key, options->key_length);
    return a->digest != NULL && a->key.text[0] != '\0';
}

struct smac_audit *
smac_audit_open(const char *path, const struct smac_audit_options *options)
{
    static const struct smac_audit_options defaults;
    if (options == NULL)
        options = &defaults;
    if (!options_are_valid(options)) {
        errno = EINVAL;
        return NULL;
    }
    struct smac_audit *a = calloc(1, sizeof *a);
    if (a == NULL)
        return NULL;
    a->content = options->content;
    scratch_init(&a->scratch, NULL);
    buffer_init(&a->held, SIZE_MAX / 2);
    buffer_spill(&a->held, &a->scratch, HELD_IN_MEMORY);
    buffer_init(&a->out, SIZE_MAX / 2);
    record_init(&a->record);
    errno = ENOMEM;
    if (prepare_chain(a, options))
        a->journal = journal_open(path, options->sync);
    if (a->journal != NULL) {
        smac_audit_document(a, "-");
        return a;
    }
    int error = errno;
    a->error = error;
    (void)!smac_audit_close(a);
    errno = error;
    return NULL;
}

enum smac_status
smac_audit_close(struct smac_audit *a)
{
    if (a == NULL)
        return SMAC_OK;
    int error = a->error;
    if (a->journal != NULL && !journal_close(a->journal) && error == 0)
        error = errno;
    digest_free(a->digest);
    record_release(&a->record);
    buffer_release(&a->held);
    buffer_release(&a->out);
    free(a->name);
    free(a);
    errno = error;
    return error == 0 ? SMAC_OK : SMAC_BAD_FILE;
}

/* ---- findings ----------------------------------------------------------- */

static int
fail(struct smac_audit *a, int error)
{
    if (a->error == 0)
        a->error = error;
    errno = error;
    return -1;
}

/* Why findings could not be held: the disk may be full. */
static int
held_error(const struct smac_audit *a)
{
    return a->scratch.error != 0 ? a->scratch.error : ENOMEM;
}

static void
forget_findings(struct smac_audit *a)
{
    if (a->held.file != NULL)
        buffer_release(&a->held);
    buffer_clear(&a->held);
    a->scratch.error = 0;
    a->count = 0;
}

void
smac_audit_document(struct smac_audit *a, const char *name)
{
    forget_findings(a); /* of a document that failed halfway */
    free(a->name);
    a->name = strdup(name);
}

int
smac_audit_discarded(void *user, const struct smac_finding *finding)
{
    struct smac_audit *a = user;
    struct held held = {.finding = *finding};
    digest_of(finding->bytes, (size_t)finding->length, held.span_sha256);
    buffer_put(&a->held, &held, sizeof held);
    buffer_put(&a->held, finding->bytes, (size_t)finding->length);
    if (finding->decoded != NULL)
        buffer_put(&a->held, finding->decoded, finding->decoded_length);
    a->count++;
    return a->held.failed ? fail(a, held_error(a)) : 0;
}

/* ---- the append --------------------------------------------------------- */

/* Moves past one held finding and makes its pointers alive again. */
static struct held
take_held(const struct smac_audit *a, size_t *position,
          const struct smac_document *document)
{
    struct held held;
    const uint8_t *next = a->held.data + *position;
    memcpy(&held, next, sizeof held);
    next += sizeof held;
    held.finding.document = document;
    held.finding.bytes = next;
    next += held.finding.length;
    if (held.finding.decoded != NULL) {
        held.finding.decoded = (const char *)next;
        next += held.finding.decoded_length;
    }
    *position = (size_t)(next - a->held.data);
    return held;
}

/* Where the record at hand hangs. */
static void
hang(const struct smac_audit *a, struct record_head *head)
{
    head->sequence = a->last.sequence + 1;
    memcpy(head->previous, a->last.hash, sizeof head->previous);
}

/* Appends the record at hand to `out`, and `out` to the file if that is worth
 * a write. */
static bool
add_record(struct smac_audit *a, const struct record_head *head,
           enum smac_record_type type)
{
    record_seal(&a->record, a->digest, a->last.hash, &a->out);
    a->last.sequence = head->sequence;
    a->last.type = type;
    if (type != SMAC_RECORD_DOCUMENT && a->out.size < PIECE && !a->out.failed)
        return true;
    bool written = journal_write(a->journal, &a->out);
    scratch_rest(&a->scratch);
    buffer_clear(&a->out);
    return written;
}

/* What has to be told before the document. */
static bool
tell_place(struct smac_audit *a, struct record_head *head,
           const struct journal_place *place)
{
    if (place->unterminated) /* a torn line stays, on a line of its own */
        buffer_putc(&a->out, '\n');
    hang(a, head);
    if (place->continues[0] != '\0') {
        record_continuation(&a->record, head, place->continues, &place->repair);
        return add_record(a, head, SMAC_RECORD_CONTINUATION);
    }
    if (!place->repair.needed)
        return true;
    record_repair(&a->record, head, &place->repair);
    return add_record(a, head, SMAC_RECORD_REPAIR);
}

static bool
write_records(struct smac_audit *a, const struct smac_summary *summary,
              const struct journal_place *place)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct record_time time = record_time_of(&now);
    struct record_head head = {
        .time = time.text,
        .file = a->name,
        .file_length = strlen(a->name),
        .version = SMAC_VERSION,
        .content = a->content,
        .key = a->key,
    };
    buffer_clear(&a->out);
    a->last = (struct stamp){.sequence = place->sequence, .key = a->key};
    memcpy(a->last.hash, place->hash, sizeof a->last.hash);
    if (!tell_place(a, &head, place))
        return false;
    record_findings(&a->record, &head, summary->document);
    for (size_t position = 0; position < a->held.size;) {
        struct held held = take_held(a, &position, summary->document);
        hang(a, &head);
        record_finding(&a->record, &head, &held.finding, held.span_sha256);
        if (!add_record(a, &head, SMAC_RECORD_FINDING))
            return false;
    }
    hang(a, &head);
    record_document(&a->record, &head, summary);
    return add_record(a, &head, SMAC_RECORD_DOCUMENT);
}

/* One chain is made with one key: a record that somebody without it could
 * forge would be the weakest link. */
static bool
check_key(const struct smac_audit *a, const struct journal_place *place)
{
    if (!place->begun || strcmp(place->key.text, a->key.text) == 0)
        return true;
    errno = a->key.text[0] == '\0' ? ENOKEY : EKEYREJECTED;
    return false;
}

static bool
append(struct smac_audit *a, const struct smac_summary *summary)
{
    struct journal_place place;
    if (!journal_begin(a->journal, &place))
        return false;
    if (check_key(a, &place) && write_records(a, summary, &place) &&
        journal_end(a->journal, &a->last))
        return true;
    journal_cancel(a->journal);
    return false;
}

/* Held findings that do not match the summary are a caller's mistake, and an
 * audit that would not be complete. */
static bool
is_complete(const struct smac_audit *a, const struct smac_summary *summary)
{
    uint64_t findings = 0;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++)
        findings += summary->findings[i];
    return findings == a->count;
}

int
smac_audit_summary(void *user, const struct smac_summary *summary)
{
    struct smac_audit *a = user;
    if (a->name == NULL || a->held.failed)
        return fail(a, held_error(a));
    if (!is_complete(a, summary))
        return fail(a, EINVAL);
    bool done = append(a, summary);
    int error = errno;
    forget_findings(a);
    return done ? 0 : fail(a, error);
}
