/* SPDX-License-Identifier: MIT */
#include "record.h"

#include <stdio.h>
#include <string.h>

#include "json.h"
#include "settings.h"
#include "unicode.h"

/* ECS is Elastic's Common Schema: its names are used where one fits. */
#define ECS_VERSION "8.11.0"

/* ---- names -------------------------------------------------------------- */

const char *
record_action(enum smac_record_type type)
{
    static const char *const names[] = {
        [SMAC_RECORD_NONE] = "",
        [SMAC_RECORD_FINDING] = "span-discarded",
        [SMAC_RECORD_DOCUMENT] = "document-filtered",
        [SMAC_RECORD_REPAIR] = "audit-repaired",
        [SMAC_RECORD_CONTINUATION] = "audit-continued",
    };
    return names[type];
}

const char *
record_content(enum smac_audit_content content)
{
    static const char *const names[] = {
        [SMAC_CONTENT_FULL] = "full",
        [SMAC_CONTENT_EXCERPT] = "excerpt",
        [SMAC_CONTENT_HASH] = "hash",
    };
    return names[content];
}

struct record_time
record_time_of(const struct timespec *when)
{
    struct record_time time = {""};
    struct tm utc;
    char seconds[24];
    if (gmtime_r(&when->tv_sec, &utc) == NULL ||
        strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc) == 0)
        strcpy(seconds, "1970-01-01T00:00:00");
    snprintf(time.text, sizeof time.text, "%s.%06uZ", seconds,
             (unsigned)(when->tv_nsec / 1000) % 1000000);
    return time;
}

struct record_key
record_key_of(const void *key, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    static const char purpose[] = "smac-audit key identifier";
    struct record_key identifier = {""};
    uint8_t hash[DIGEST_SIZE];
    struct digest *d = digest_new_keyed(key, length);
    if (d == NULL)
        return identifier;
    digest_update(d, purpose, strlen(purpose));
    digest_finish(d, hash);
    digest_free(d);
    for (size_t i = 0; i < RECORD_KEY_SIZE - 1; i++)
        identifier.text[i] = digits[hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    return identifier;
}

/* ---- parts that all records have ---------------------------------------- */

void
record_init(struct record *r)
{
    buffer_init(&r->canonical, SIZE_MAX / 2);
    buffer_init(&r->opening, SIZE_MAX / 2);
    buffer_init(&r->file, SIZE_MAX / 2);
    r->hash_at = 0;
}

void
record_release(struct record *r)
{
    buffer_release(&r->canonical);
    buffer_release(&r->opening);
    buffer_release(&r->file);
}

/* Answers where the hash belongs. */
static size_t
put_opening(struct buffer *b, const struct record_head *head,
            enum smac_record_type type)
{
    json_open(b, NULL);
    json_word(b, "@timestamp", head->time);
    json_open(b, "ecs");
    json_word(b, "version", ECS_VERSION);
    json_close(b);
    json_open(b, "event");
    json_word(b, "action", record_action(type));
    json_word(b, "dataset", RECORD_DATASET);
    size_t hash_at = b->size;
    json_word(b, "kind", "event");
    json_word(b, "module", "smac");
    return hash_at;
}

static struct buffer *
begin(struct record *r, const struct record_head *head,
      enum smac_record_type type)
{
    struct buffer *b = &r->canonical;
    buffer_clear(b);
    r->hash_at = put_opening(b, head, type);
    json_number(b, "sequence", head->sequence);
    json_close(b);
    return b;
}

static void
put_file(struct buffer *b, const struct record_head *head,
         const struct smac_document *document, bool with_size)
{
    json_open(b, "file");
    json_open(b, "hash");
    json_hex(b, "sha256", document->sha256, sizeof document->sha256);
    json_close(b);
    json_text(b, "path", head->file, head->file_length);
    if (with_size)
        json_number(b, "size", document->bytes);
    json_close(b);
}

static void
put_level(struct buffer *b, const char *level)
{
    json_open(b, "log");
    json_word(b, "level", level);
    json_close(b);
}

static void
put_observer(struct buffer *b, const struct record_head *head)
{
    json_open(b, "observer");
    json_word(b, "product", "smac");
    json_word(b, "version", head->version);
    json_close(b);
}

/* Opens `smac`, whose other keys follow these. */
static void
open_smac(struct buffer *b, const struct record_head *head)
{
    json_open(b, "smac");
    json_open(b, "chain");
    if (head->key.text[0] != '\0')
        json_word(b, "key", head->key.text);
    json_hex(b, "previous", head->previous, sizeof head->previous);
    json_close(b);
}

/* ---- findings ----------------------------------------------------------- */

/* Where the excerpt of a text ends. */
static size_t
excerpt_length(const uint8_t *bytes, size_t length)
{
    size_t end = 0;
    for (unsigned i = 0; i < RECORD_EXCERPT && end < length; i++) {
        bool valid = unicode_valid_prefix(
                         bytes + end, length - end < 4 ? length - end : 4) > 0;
        uint32_t c;
        end += valid ? unicode_decode(bytes + end, length - end, &c)
                     : unicode_invalid_length(bytes + end, length - end);
    }
    return end;
}

static size_t
stored_length(enum smac_audit_content content, const void *bytes, size_t length)
{
    return content == SMAC_CONTENT_FULL ? length
                                        : excerpt_length(bytes, length);
}

static void
put_span(struct buffer *b, enum smac_audit_content content,
         const struct smac_finding *f, const uint8_t sha256[DIGEST_SIZE])
{
    bool stored = content != SMAC_CONTENT_HASH;
    size_t length = stored_length(content, f->bytes, (size_t)f->length);
    json_open(b, "span");
    /* U+FFFD would be all that is left of an invalid byte: law 4 asks for
     * the exact ones. */
    if (stored && unicode_valid_prefix(f->bytes, length) < length)
        json_base64(b, "base64", f->bytes, length);
    json_number(b, "column", f->column);
    if (stored && f->decoded != NULL)
        json_text(b, "decoded", f->decoded,
                  stored_length(content, f->decoded, f->decoded_length));
    json_number(b, "end_column", f->end_column);
    json_number(b, "end_line", f->end_line);
    json_number(b, "length", f->length);
    json_number(b, "line", f->line);
    json_number(b, "offset", f->offset);
    json_hex(b, "sha256", sha256, DIGEST_SIZE);
    if (stored)
        json_text(b, "text", f->bytes, length);
    json_close(b);
}

void
record_findings(struct record *r, const struct record_head *head,
                const struct smac_document *document)
{
    buffer_clear(&r->opening);
    buffer_clear(&r->file);
    r->opening_hash_at = put_opening(&r->opening, head, SMAC_RECORD_FINDING);
    put_file(&r->file, head, document, false);
}

static struct buffer *
begin_finding(struct record *r, const struct record_head *head,
              const char *reason)
{
    struct buffer *b = &r->canonical;
    buffer_clear(b);
    buffer_put(b, r->opening.data, r->opening.size);
    b->failed |= r->opening.failed || r->file.failed;
    r->hash_at = r->opening_hash_at;
    json_word(b, "reason", reason);
    json_number(b, "sequence", head->sequence);
    json_close(b);
    buffer_putc(b, ',');
    buffer_put(b, r->file.data, r->file.size);
    return b;
}

void
record_finding(struct record *r, const struct record_head *head,
               const struct smac_finding *finding,
               const uint8_t span_sha256[DIGEST_SIZE])
{
    const struct smac_reason_info *info = smac_reason_info(finding->reason);
    struct buffer *b = begin_finding(r, head, info->name);
    put_level(b, smac_severity_name(finding->severity));
    json_open(b, "rule");
    char rule[] = {'S', 'M', 'A', 'C', '-', (char)('0' + info->rule)};
    json_text(b, "id", rule, sizeof rule);
    json_word(b, "ruleset", "SMAC");
    json_close(b);
    open_smac(b, head);
    json_word(b, "content", record_content(head->content));
    json_word(b, "schema", RECORD_SCHEMA);
    put_span(b, head->content, finding, span_sha256);
    json_close(b);
    json_close(b);
}

/* ---- documents ---------------------------------------------------------- */

static void
put_hashed(struct buffer *b, const char *key, uint64_t bytes,
           const uint8_t sha256[DIGEST_SIZE])
{
    json_open(b, key);
    json_number(b, "bytes", bytes);
    json_hex(b, "sha256", sha256, DIGEST_SIZE);
    json_close(b);
}

/* The reasons that occurred, sorted by name as RFC 8785 asks. */
static size_t
sort_reasons(const struct smac_summary *summary,
             const char *names[SMAC_REASON_COUNT],
             enum smac_reason reasons[SMAC_REASON_COUNT])
{
    size_t count = 0;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        if (summary->findings[i] == 0)
            continue;
        const char *name = smac_reason_info((enum smac_reason)i)->name;
        size_t at = count++;
        for (; at > 0 && strcmp(names[at - 1], name) > 0; at--) {
            names[at] = names[at - 1];
            reasons[at] = reasons[at - 1];
        }
        names[at] = name;
        reasons[at] = (enum smac_reason)i;
    }
    return count;
}

static void
put_discarded(struct buffer *b, const struct smac_summary *summary)
{
    const char *names[SMAC_REASON_COUNT];
    enum smac_reason reasons[SMAC_REASON_COUNT];
    size_t count = sort_reasons(summary, names, reasons);
    json_open(b, "discarded");
    for (size_t i = 0; i < count; i++) {
        json_open(b, names[i]);
        json_number(b, "bytes", summary->discarded[reasons[i]]);
        json_number(b, "spans", summary->findings[reasons[i]]);
        json_close(b);
    }
    json_close(b);
}

void
record_document(struct record *r, const struct record_head *head,
                const struct smac_summary *summary)
{
    const struct smac_document *document = summary->document;
    struct buffer *b = begin(r, head, SMAC_RECORD_DOCUMENT);
    put_file(b, head, document, true);
    put_level(b, "info");
    put_observer(b, head);
    open_smac(b, head);
    json_word(b, "content", record_content(head->content));
    if (document->decoding[0] != '\0')
        json_word(b, "decoding", document->decoding);
    put_discarded(b, summary);
    if (summary->options != NULL)
        settings_put(b, "options", summary->options);
    put_hashed(b, "output", summary->output_bytes, summary->output_sha256);
    if (document->decoding[0] != '\0')
        put_hashed(b, "raw", document->raw_bytes, document->raw_sha256);
    json_word(b, "schema", RECORD_SCHEMA);
    json_number(b, "shown", summary->shown);
    json_number(b, "syntax", summary->syntax);
    json_close(b);
    json_close(b);
}

/* ---- records about the audit itself ------------------------------------- */

static void
put_repair(struct buffer *b, const struct record_repair *repair)
{
    if (!repair->needed)
        return;
    json_open(b, "repair");
    json_number(b, "bytes", repair->bytes);
    json_hex(b, "sha256", repair->sha256, sizeof repair->sha256);
    json_truth(b, "unfinished", repair->unfinished);
    json_close(b);
}

void
record_repair(struct record *r, const struct record_head *head,
              const struct record_repair *repair)
{
    struct buffer *b = begin(r, head, SMAC_RECORD_REPAIR);
    put_level(b, "warning");
    put_observer(b, head);
    open_smac(b, head);
    put_repair(b, repair);
    json_word(b, "schema", RECORD_SCHEMA);
    json_close(b);
    json_close(b);
}

void
record_continuation(struct record *r, const struct record_head *head,
                    const char *predecessor, const struct record_repair *repair)
{
    struct buffer *b = begin(r, head, SMAC_RECORD_CONTINUATION);
    put_level(b, repair->needed ? "warning" : "info");
    put_observer(b, head);
    open_smac(b, head);
    json_word(b, "continues", predecessor);
    put_repair(b, repair);
    json_word(b, "schema", RECORD_SCHEMA);
    json_close(b);
    json_close(b);
}

/* ---- the line ----------------------------------------------------------- */

void
record_seal(const struct record *r, struct digest *digest,
            uint8_t hash[DIGEST_SIZE], struct buffer *line)
{
    const struct buffer *b = &r->canonical;
    if (b->failed) {
        line->failed = true;
        return;
    }
    digest_update(digest, b->data, b->size);
    digest_finish(digest, hash);
    json_armour(line, b->data, r->hash_at);
    json_hex(line, "hash", hash, DIGEST_SIZE);
    json_armour(line, b->data + r->hash_at, b->size - r->hash_at);
    buffer_putc(line, '\n');
}
