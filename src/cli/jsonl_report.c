/* SPDX-License-Identifier: MIT */
#include "jsonl_report.h"

#include <inttypes.h>
#include <string.h>

/* ---- strings ------------------------------------------------------------ */

static void
put_escape(struct parcel *p, char c)
{
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *pair = letters; *pair != '\0'; pair += 2) {
        if (*pair == c) {
            const char escape[] = {'\\', pair[1]};
            parcel_put(p, escape, sizeof escape);
            return;
        }
    }
    parcel_print(p, "\\u%04x", (unsigned)(unsigned char)c);
}

void
jsonl_report_string(struct parcel *p, const char *text, size_t length)
{
    size_t done = 0;
    parcel_put(p, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        parcel_put(p, text + done, i - done);
        put_escape(p, text[i]);
        done = i + 1;
    }
    parcel_put(p, text + done, length - done);
    parcel_put(p, "\"", 1);
}

static void
put_word(struct parcel *p, const char *word)
{
    jsonl_report_string(p, word, strlen(word));
}

static void
put_hash(struct parcel *p, const uint8_t hash[32])
{
    static const char digits[] = "0123456789abcdef";
    char text[64];
    for (size_t i = 0; i < 32; i++) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    jsonl_report_string(p, text, sizeof text);
}

/* ---- the member --------------------------------------------------------- */

static void
put_discarded(struct parcel *p, const struct smac_summary *s)
{
    const char *before = "";
    parcel_print(p, ",\"discarded\":{");
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        if (s->findings[i] == 0)
            continue;
        parcel_print(p,
                     "%s\"%s\":{\"spans\":%" PRIu64 ",\"bytes\":%" PRIu64 "}",
                     before, smac_reason_info((enum smac_reason)i)->name,
                     s->findings[i], s->discarded[i]);
        before = ",";
    }
    parcel_put(p, "}", 1);
}

/* [output, end, source, end] for each, in bytes. */
static void
put_ranges(struct parcel *p, const struct jsonl_report *r)
{
    const char *before = "";
    parcel_print(p, ",\"offsets\":[");
    for (size_t i = 0; i < r->count; i++) {
        const struct smac_range *range = &r->ranges[i];
        parcel_print(p, "%s[%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "]",
                     before, range->output, range->output_end, range->source,
                     range->source_end);
        before = ",";
    }
    parcel_put(p, "]", 1);
}

void
jsonl_report_put(struct parcel *p, const struct jsonl_report *r)
{
    parcel_print(p, "{\"version\":\"%s\",\"sha256\":{\"input\":", SMAC_VERSION);
    put_hash(p, r->summary->document->sha256);
    parcel_print(p, ",\"output\":");
    put_hash(p, r->summary->output_sha256);
    parcel_print(p, "},\"severity\":");
    if (r->found)
        put_word(p, smac_severity_name(r->severity));
    else
        parcel_print(p, "null");
    if (r->graded && r->signal[0] != '\0') {
        parcel_print(p, ",\"signal\":");
        put_word(p, r->signal);
    }
    if (r->withheld)
        parcel_print(p, ",\"withheld\":true");
    put_discarded(p, r->summary);
    if (r->mapped && !r->withheld)
        put_ranges(p, r);
    parcel_put(p, "}", 1);
}

void
jsonl_report_put_fault(struct parcel *p, enum jsonl_fault fault,
                       const char *why)
{
    parcel_print(p,
                 "{\"version\":\"%s\",\"error\":{\"reason\":\"%s\",\"text\":",
                 SMAC_VERSION, jsonl_fault_name(fault));
    put_word(p, why != NULL ? why : jsonl_fault_text(fault));
    parcel_print(p, "}}");
}

void
jsonl_report_put_alone(struct parcel *p, enum jsonl_fault fault,
                       const char *why)
{
    parcel_print(p, "{\"smac\":");
    jsonl_report_put_fault(p, fault, why);
    parcel_put(p, "}", 1);
}
