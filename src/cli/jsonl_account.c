/* SPDX-License-Identifier: MIT */
#include "jsonl_account.h"

/* ---- in a worker -------------------------------------------------------- */

/* Number by number, for a struct has holes. */
static void
put_options(struct parcel *p, const struct smac_options *o)
{
    const uint64_t numbers[] = {o->format,   o->profile,   o->details,
                                o->keep,     o->max_input, o->max_memory,
                                o->max_depth};
    parcel_put(p, numbers, sizeof numbers);
}

void
jsonl_account_put(struct parcel *p, const struct smac_summary *s)
{
    const struct smac_document *d = s->document;
    parcel_put_number(p, d->bytes);
    parcel_put(p, d->sha256, sizeof d->sha256);
    parcel_put_number(p, s->output_bytes);
    parcel_put(p, s->output_sha256, sizeof s->output_sha256);
    parcel_put_number(p, s->shown);
    parcel_put_number(p, s->syntax);
    for (size_t i = 0; i < SMAC_REASON_COUNT; i++) {
        parcel_put_number(p, s->discarded[i]);
        parcel_put_number(p, s->findings[i]);
    }
    put_options(p, s->options);
}

void
jsonl_account_put_finding(struct parcel *p, const struct smac_finding *f)
{
    const uint64_t numbers[] = {f->reason, f->severity, f->offset,    f->line,
                                f->column, f->end_line, f->end_column};
    parcel_put(p, numbers, sizeof numbers);
    parcel_put_text(p, f->bytes, (size_t)f->length);
    parcel_put_number(p, f->decoded != NULL);
    parcel_put_text(p, f->decoded, f->decoded_length);
}

/* ---- here --------------------------------------------------------------- */

static void
read_options(struct parcel *p, struct smac_options *o)
{
    uint64_t numbers[7];
    parcel_copy(p, numbers, sizeof numbers);
    if (numbers[0] > SMAC_TO_MARKDOWN || numbers[1] > SMAC_BROWSER ||
        numbers[2] > SMAC_DETAILS_EXPAND || numbers[3] > SMAC_KEEP_ALL)
        p->failed = true;
    *o = (struct smac_options){
        .format = (enum smac_format)numbers[0],
        .profile = (enum smac_profile)numbers[1],
        .details = (enum smac_details)numbers[2],
        .keep = (unsigned)numbers[3],
        .max_input = numbers[4],
        .max_memory = numbers[5],
        .max_depth = (unsigned)numbers[6],
    };
}

bool
jsonl_account_read(struct parcel *p, struct jsonl_account *a)
{
    struct smac_document *d = &a->document;
    struct smac_summary *s = &a->summary;
    *a = (struct jsonl_account){.document = {.decoding = ""}};
    d->bytes = d->raw_bytes = parcel_number(p);
    parcel_copy(p, d->sha256, sizeof d->sha256);
    /* A text out of JSON is never packed. */
    for (size_t i = 0; i < sizeof d->sha256; i++)
        d->raw_sha256[i] = d->sha256[i];
    s->output_bytes = parcel_number(p);
    parcel_copy(p, s->output_sha256, sizeof s->output_sha256);
    s->shown = parcel_number(p);
    s->syntax = parcel_number(p);
    for (size_t i = 0; i < SMAC_REASON_COUNT; i++) {
        s->discarded[i] = parcel_number(p);
        s->findings[i] = parcel_number(p);
    }
    read_options(p, &a->options);
    s->document = d;
    s->options = &a->options;
    return !p->failed;
}

bool
jsonl_account_next(struct parcel *p, const struct smac_document *document,
                   struct smac_finding *f)
{
    uint64_t numbers[7];
    if (p->at == p->size)
        return false;
    parcel_copy(p, numbers, sizeof numbers);
    struct parcel_text bytes = parcel_text(p);
    bool decoded = parcel_number(p) != 0;
    struct parcel_text text = parcel_text(p);
    if (p->failed || numbers[0] >= SMAC_REASON_COUNT ||
        numbers[1] > SMAC_ERROR) {
        p->failed = true;
        return false;
    }
    *f = (struct smac_finding){
        .reason = (enum smac_reason)numbers[0],
        .severity = (enum smac_severity)numbers[1],
        .offset = numbers[2],
        .length = bytes.length,
        .line = numbers[3],
        .column = numbers[4],
        .end_line = numbers[5],
        .end_column = numbers[6],
        .bytes = (const uint8_t *)bytes.bytes,
        .decoded = decoded ? text.bytes : NULL,
        .decoded_length = text.length,
        .document = document,
    };
    return true;
}
