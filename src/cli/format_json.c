/* SPDX-License-Identifier: MIT */
/* For programs of one's own: an object with an array of files. The fields are
 * described in smac-check(1). */
#include <stdlib.h>

#include "report.h"

static void
begin(struct report *r)
{
    r->json = (struct jsontext){.to = r->to};
    jsontext_open(&r->json, NULL, '{');
    jsontext_word(&r->json, "schema", "smac-check/1");
    jsontext_word(&r->json, "version", SMAC_VERSION);
    jsontext_open(&r->json, "files", '[');
}

static void
put_counts(struct jsontext *j, const uint64_t counts[REPORT_LEVELS])
{
    for (enum smac_severity s = SMAC_NOTE; s <= SMAC_ERROR; s++)
        jsontext_number(j, smac_severity_name(s), counts[s]);
}

static void
put_text(struct jsontext *j, const char *key, struct parcel_text text)
{
    if (text.length > 0)
        jsontext_string(j, key, text.bytes, text.length);
}

static void
put_finding(struct jsontext *j, const struct report_finding *f)
{
    const struct smac_reason_info *info = smac_reason_info(f->reason);
    char rule[16];
    char mark[REPORT_MARK];
    report_mark(f, mark);
    snprintf(rule, sizeof rule, "SMAC-%d", info->rule);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "reason", info->name);
    jsontext_word(j, "rule", rule);
    jsontext_word(j, "severity", smac_severity_name(f->severity));
    put_text(j, "signal", f->signal);
    put_text(j, "why", f->why);
    put_text(j, "evidence", f->evidence);
    jsontext_number(j, "offset", f->offset);
    jsontext_number(j, "length", f->length);
    jsontext_number(j, "line", f->line);
    jsontext_number(j, "column", f->column);
    jsontext_number(j, "end_line", f->end_line);
    jsontext_number(j, "end_column", f->end_column);
    jsontext_string(j, "hidden", f->hidden.bytes, f->hidden.length);
    if (f->hidden_cut)
        jsontext_bool(j, "hidden_cut", true);
    put_text(j, "decoded", f->decoded);
    jsontext_word(j, "fingerprint", mark);
    jsontext_close(j, '}');
}

static void
put_file(struct report *r, const struct report_file *file)
{
    struct jsontext *j = &r->json;
    fputc('\n', r->to);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "file", file->name);
    if (file->failure.length > 0) {
        put_text(j, "failure", file->failure);
    } else {
        put_counts(j, file->counts);
        jsontext_number(j, "known", file->known);
        jsontext_number(j, "allowed", file->allowed);
        jsontext_number(j, "unreported", file->unreported);
        jsontext_open(j, "findings", '[');
        for (size_t i = 0; i < file->count; i++)
            put_finding(j, &file->findings[i]);
        jsontext_close(j, ']');
    }
    jsontext_close(j, '}');
}

static void
end(struct report *r, const struct report_totals *t)
{
    struct jsontext *j = &r->json;
    jsontext_close(j, ']');
    fputc('\n', r->to);
    jsontext_open(j, "summary", '{');
    jsontext_number(j, "files", t->files);
    jsontext_number(j, "not_judged", t->failed);
    jsontext_number(j, "failing", t->with_findings);
    jsontext_number(j, "excluded", t->excluded);
    put_counts(j, t->counts);
    jsontext_number(j, "known", t->known);
    jsontext_number(j, "allowed", t->allowed);
    jsontext_number(j, "unreported", t->unreported);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
    fputc('\n', r->to);
}

const struct report_format format_json = {"json", begin, put_file, end};
