/* SPDX-License-Identifier: MIT */
/* The records of an audit as they stand, one after the other. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "json.h"
#include "lines.h"
#include "object.h"
#include "smac.h"
#include "stamp.h"
#include "tail.h"

struct smac_audit_reader {
    struct lines *lines;
    struct object *object; /* of the record at hand */
    struct buffer canonical;
    struct buffer json;
    struct buffer bytes; /* of a span that is not UTF-8 */
};

struct smac_audit_reader *
smac_audit_reader_new(const char *path)
{
    struct smac_audit_reader *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    buffer_init(&r->canonical, SIZE_MAX / 2);
    buffer_init(&r->json, SIZE_MAX / 2);
    buffer_init(&r->bytes, SIZE_MAX / 2);
    r->lines = lines_open(path);
    if (r->lines != NULL)
        return r;
    free(r);
    return NULL;
}

void
smac_audit_reader_free(struct smac_audit_reader *r)
{
    if (r == NULL)
        return;
    lines_free(r->lines);
    object_free(r->object);
    buffer_release(&r->canonical);
    buffer_release(&r->json);
    buffer_release(&r->bytes);
    free(r);
}

static int
letter_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* RFC 4648, section 4; ends at the first thing that is no base64. */
static void
decode_base64(struct smac_text text, struct buffer *bytes)
{
    uint32_t bits = 0;
    unsigned count = 0;
    buffer_clear(bytes);
    for (size_t i = 0; i < text.length; i++) {
        int value = letter_value(text.bytes[i]);
        if (value < 0)
            break;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buffer_putc(bytes, (uint8_t)(bits >> count));
        }
    }
}

/* Its text has U+FFFD for what is not UTF-8; then the bytes are there, too. */
static void
read_span(struct smac_audit_reader *r, struct smac_record *record)
{
    struct smac_text base64 = object_text(r->object, "smac.span.base64");
    record->span = object_text(r->object, "smac.span.text");
    if (base64.bytes == NULL)
        return;
    decode_base64(base64, &r->bytes);
    record->span =
        (struct smac_text){(const char *)r->bytes.data, r->bytes.size};
}

static void
read_fields(const struct object *o, struct smac_record *record)
{
    record->time = object_text(o, "@timestamp");
    record->file = object_text(o, "file.path");
    record->level = object_text(o, "log.level");
    record->reason = object_text(o, "event.reason");
    record->rule = object_text(o, "rule.id");
    record->decoded = object_text(o, "smac.span.decoded");
    record->sha256 = object_text(o, "smac.span.sha256");
    record->text_sha256 = object_text(o, "file.hash.sha256");
    record->output_sha256 = object_text(o, "smac.output.sha256");
    const struct {
        const char *path;
        uint64_t *number;
    } numbers[] = {
        {"smac.span.offset", &record->offset},
        {"smac.span.length", &record->length},
        {"smac.span.line", &record->line},
        {"smac.span.column", &record->column},
        {"smac.span.end_line", &record->end_line},
        {"smac.span.end_column", &record->end_column},
        {"file.size", &record->size},
        {"smac.shown", &record->shown},
        {"smac.syntax", &record->syntax},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        object_number(o, numbers[i].path, numbers[i].number);
}

/* A line that holds a record, in `object`. */
static bool
read_record(struct smac_audit_reader *r, struct smac_record *record)
{
    struct stamp stamp;
    if (!stamp_read(r->object, &stamp))
        return true;
    record->type = stamp.type;
    record->sequence = stamp.sequence;
    read_fields(r->object, record);
    read_span(r, record);
    buffer_clear(&r->canonical);
    buffer_clear(&r->json);
    object_canonical(r->object, NULL, &r->canonical);
    if (!r->canonical.failed)
        json_armour(&r->json, r->canonical.data, r->canonical.size);
    if (r->canonical.failed || r->json.failed || r->bytes.failed) {
        errno = ENOMEM;
        return false;
    }
    record->json = (struct smac_text){(const char *)r->json.data, r->json.size};
    return true;
}

int
smac_audit_reader_next(struct smac_audit_reader *r, struct smac_record *record)
{
    struct lines_line line;
    object_free(r->object);
    r->object = NULL;
    int more = lines_next(r->lines, &line);
    if (more <= 0)
        return more;
    *record = (struct smac_record){
        .number = line.number,
        .json = {(const char *)line.bytes, line.length},
    };
    r->object = object_parse(line.bytes, line.length);
    if (r->object == NULL)
        return errno == ENOMEM ? -1 : 1;
    return read_record(r, record) ? 1 : -1;
}
