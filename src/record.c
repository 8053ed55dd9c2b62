/* SPDX-License-Identifier: MIT */
#include "record.h"

#include <string.h>

#include "json.h"
#include "unicode.h"

#define SCHEMA "smac-audit/1"

struct record_time
record_time_of(const struct timespec *when)
{
    struct record_time time = {""};
    struct tm utc;
    char seconds[24];
    if (gmtime_r(&when->tv_sec, &utc) == NULL ||
        strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc) == 0)
        strcpy(seconds, "1970-01-01T00:00:00");
    struct buffer b;
    buffer_init(&b, sizeof time.text);
    buffer_printf(&b, "%s.%06ldZ", seconds, when->tv_nsec / 1000);
    if (b.size < sizeof time.text)
        memcpy(time.text, b.data, b.size);
    buffer_release(&b);
    return time;
}

/* record_seq knows this order. */
static void
put_head(struct buffer *b, const char *type, uint64_t seq,
         const struct record_head *head, const struct smac_document *document)
{
    json_open(b, NULL);
    json_word(b, "schema", SCHEMA);
    json_word(b, "type", type);
    json_number(b, "seq", seq);
    json_word(b, "time", head->time.text);
    json_word(b, "file", head->file);
    json_hex(b, "input_sha256", document->sha256, sizeof document->sha256);
}

static void
end_line(struct buffer *b)
{
    json_close(b);
    buffer_putc(b, '\n');
}

void
record_finding(struct buffer *b, uint64_t seq, const struct record_head *head,
               const struct smac_finding *finding,
               const uint8_t span_sha256[32])
{
    const struct smac_reason_info *info = smac_reason_info(finding->reason);
    size_t length = (size_t)finding->length;
    put_head(b, "finding", seq, head, finding->document);
    json_word(b, "reason", info->name);
    char rule[] = {'S', 'M', 'A', 'C', '-', (char)('0' + info->rule)};
    json_text(b, "rule", rule, sizeof rule);
    json_word(b, "severity", smac_severity_name(finding->severity));
    json_number(b, "offset", finding->offset);
    json_number(b, "length", finding->length);
    json_number(b, "line", finding->line);
    json_number(b, "column", finding->column);
    json_number(b, "end_line", finding->end_line);
    json_number(b, "end_column", finding->end_column);
    json_hex(b, "span_sha256", span_sha256, 32);
    json_text(b, "span", finding->bytes, length);
    if (finding->decoded != NULL)
        json_text(b, "decoded", finding->decoded, finding->decoded_length);
    /* U+FFFD would be all that is left of an invalid byte: law 4 asks for
     * the exact ones. */
    if (unicode_valid_prefix(finding->bytes, length) < length)
        json_base64(b, "span_base64", finding->bytes, length);
    end_line(b);
}

static void
put_discarded(struct buffer *b, const struct smac_summary *summary)
{
    json_open(b, "discarded");
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        if (summary->findings[i] == 0)
            continue;
        json_open(b, smac_reason_info((enum smac_reason)i)->name);
        json_number(b, "spans", summary->findings[i]);
        json_number(b, "bytes", summary->discarded[i]);
        json_close(b);
    }
    json_close(b);
}

void
record_document(struct buffer *b, uint64_t seq, const struct record_head *head,
                const struct smac_summary *summary)
{
    const struct smac_document *document = summary->document;
    put_head(b, "document", seq, head, document);
    json_number(b, "input_bytes", document->bytes);
    if (document->decoding[0] != '\0') {
        json_word(b, "decoding", document->decoding);
        json_hex(b, "raw_sha256", document->raw_sha256,
                 sizeof document->raw_sha256);
        json_number(b, "raw_bytes", document->raw_bytes);
    }
    json_hex(b, "output_sha256", summary->output_sha256,
             sizeof summary->output_sha256);
    json_number(b, "output_bytes", summary->output_bytes);
    json_number(b, "shown", summary->shown);
    json_number(b, "syntax", summary->syntax);
    put_discarded(b, summary);
    json_word(b, "smac", SMAC_VERSION);
    end_line(b);
}

/* Moves past the text if the line goes on with it. */
static bool
skip_text(const uint8_t **line, size_t *length, const char *text)
{
    size_t n = strlen(text);
    if (*length < n || memcmp(*line, text, n) != 0)
        return false;
    *line += n;
    *length -= n;
    return true;
}

uint64_t
record_seq(const uint8_t *line, size_t length)
{
    if (!skip_text(&line, &length, "{\"schema\":\"" SCHEMA "\",\"type\":\""))
        return 0;
    if (!skip_text(&line, &length, "finding\"") &&
        !skip_text(&line, &length, "document\""))
        return 0;
    if (!skip_text(&line, &length, ",\"seq\":") || length == 0 || *line == '0')
        return 0;

    uint64_t seq = 0;
    for (; length > 0 && *line >= '0' && *line <= '9'; line++, length--) {
        seq = seq * 10 + (uint64_t)(*line - '0');
        if (seq > RECORD_SEQ_MAX)
            return 0;
    }
    return skip_text(&line, &length, ",\"time\":\"") ? seq : 0;
}
