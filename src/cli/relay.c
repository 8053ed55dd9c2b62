/* SPDX-License-Identifier: MIT */
#include "relay.h"

#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "output.h"

enum { CHUNK = 1 << 16 };

enum message { DOCUMENT, FINDING, SUMMARY, TEXT, END };

/* ---- telling ------------------------------------------------------------ */

static bool
flush(struct relay *r)
{
    struct output out = {.fd = r->fd};
    bool done = !r->out.failed && output_write(&out, r->out.bytes, r->out.size);
    r->out.size = 0;
    return done;
}

static int
sent(struct relay *r)
{
    if (r->out.failed)
        return -1;
    return r->out.size < CHUNK || flush(r) ? 0 : -1;
}

static void
tell_document(struct relay *r, const struct smac_document *d)
{
    if (r->begun)
        return;
    r->begun = true;
    parcel_put_number(&r->out, DOCUMENT);
    parcel_put_number(&r->out, d->bytes);
    parcel_put_number(&r->out, d->raw_bytes);
    parcel_put(&r->out, d->sha256, sizeof d->sha256);
    parcel_put(&r->out, d->raw_sha256, sizeof d->raw_sha256);
    parcel_put_text(&r->out, d->decoding, strlen(d->decoding));
}

static int
tell_finding(void *user, const struct smac_finding *f)
{
    struct relay *r = user;
    tell_document(r, f->document);
    parcel_put_number(&r->out, FINDING);
    parcel_put_number(&r->out, f->reason);
    parcel_put_number(&r->out, f->severity);
    parcel_put_number(&r->out, f->offset);
    parcel_put_number(&r->out, f->line);
    parcel_put_number(&r->out, f->column);
    parcel_put_number(&r->out, f->end_line);
    parcel_put_number(&r->out, f->end_column);
    parcel_put_number(&r->out, f->decoded != NULL);
    parcel_put_text(&r->out, f->bytes, (size_t)f->length);
    parcel_put_text(&r->out, f->decoded, f->decoded_length);
    return sent(r);
}

static int
tell_summary(void *user, const struct smac_summary *s)
{
    struct relay *r = user;
    tell_document(r, s->document);
    parcel_put_number(&r->out, SUMMARY);
    parcel_put_number(&r->out, s->output_bytes);
    parcel_put(&r->out, s->output_sha256, sizeof s->output_sha256);
    parcel_put_number(&r->out, s->shown);
    parcel_put_number(&r->out, s->syntax);
    parcel_put(&r->out, s->discarded, sizeof s->discarded);
    parcel_put(&r->out, s->findings, sizeof s->findings);
    parcel_put(&r->out, s->options, sizeof *s->options);
    return sent(r);
}

static int
tell_text(void *user, const char *text, size_t length)
{
    struct relay *r = user;
    while (length > 0) {
        size_t n = length < CHUNK ? length : CHUNK;
        parcel_put_number(&r->out, TEXT);
        parcel_put_text(&r->out, text, n);
        if (sent(r) != 0)
            return -1;
        text += n;
        length -= n;
    }
    return 0;
}

struct smac_sink
relay_sink(struct relay *r, int fd, bool audited)
{
    *r = (struct relay){.fd = fd};
    return (struct smac_sink){
        .user = r,
        .discarded = audited ? tell_finding : NULL,
        .summary = audited ? tell_summary : NULL,
        .visible = tell_text,
    };
}

bool
relay_finish(struct relay *r, const struct relay_end *end)
{
    parcel_put_number(&r->out, END);
    parcel_put_number(&r->out, end->status);
    parcel_put_number(&r->out, (uint64_t)end->error);
    parcel_put_text(&r->out, end->message, strlen(end->message));
    r->begun = false;
    return flush(r);
}

/* ---- hearing ------------------------------------------------------------ */

struct server {
    int fd;
    const struct smac_options *options;
    const struct smac_sink *sink;
    struct relay_end *end;
    char buffer[CHUNK];
    size_t at;
    size_t size;
    bool gone;  /* nothing more comes */
    bool wrong; /* that, or what came cannot be */
    bool refused;
    bool ended;
    bool summed_up;
    struct smac_document document; /* of no bytes before it came */
    char decoding[32];
    uint64_t past; /* end of the last finding */
    struct parcel bytes;
    struct parcel decoded;
};

static void
take(struct server *s, void *to, size_t length)
{
    char *next = to;
    while (length > 0 && !s->wrong) {
        if (s->at == s->size) {
            ssize_t n = input_some(s->fd, s->buffer, sizeof s->buffer);
            s->at = 0;
            s->size = n > 0 ? (size_t)n : 0;
            s->wrong = s->gone = n <= 0;
        }
        size_t n = s->size - s->at < length ? s->size - s->at : length;
        memcpy(next, s->buffer + s->at, n);
        s->at += n;
        next += n;
        length -= n;
    }
    if (s->wrong)
        memset(next, 0, length);
}

static uint64_t
take_number(struct server *s)
{
    uint64_t number;
    take(s, &number, sizeof number);
    return number;
}

/* A text of at most so many bytes, which stays in the parcel. */
static void
take_text(struct server *s, struct parcel *to, uint64_t most)
{
    uint64_t length = take_number(s);
    to->size = 0;
    if (length > most)
        s->wrong = true;
    char *room = s->wrong ? NULL : parcel_reserve(to, (size_t)length + 1);
    if (room == NULL) {
        s->wrong = true;
        return;
    }
    take(s, room, (size_t)length);
    to->size = (size_t)length;
}

/* Goes into records as it is. */
static bool
is_decoding(const struct parcel *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789+-";
    for (size_t i = 0; i < name->size; i++) {
        if (memchr(letters, name->bytes[i], sizeof letters - 1) == NULL)
            return false;
    }
    return true;
}

static void
hear_document(struct server *s)
{
    s->document.bytes = take_number(s);
    s->document.raw_bytes = take_number(s);
    take(s, s->document.sha256, sizeof s->document.sha256);
    take(s, s->document.raw_sha256, sizeof s->document.raw_sha256);
    take_text(s, &s->bytes, sizeof s->decoding - 1);
    uint64_t most = s->options->max_input != 0 ? s->options->max_input
                                               : SMAC_DEFAULT_MAX_INPUT;
    if (s->wrong || !is_decoding(&s->bytes) || s->document.decoding != NULL ||
        s->document.bytes > most || s->document.raw_bytes > most) {
        s->wrong = true;
        return;
    }
    memcpy(s->decoding, s->bytes.bytes, s->bytes.size);
    s->document.decoding = s->decoding;
}

/* Ascending, disjoint and within the document: so all of them together are no
 * longer than it is. */
static void
hear_finding(struct server *s)
{
    uint64_t reason = take_number(s);
    uint64_t severity = take_number(s);
    struct smac_finding f = {.document = &s->document};
    f.offset = take_number(s);
    f.line = take_number(s);
    f.column = take_number(s);
    f.end_line = take_number(s);
    f.end_column = take_number(s);
    bool decoded = take_number(s) != 0;
    if (reason >= SMAC_REASON_COUNT || severity > SMAC_ERROR ||
        f.offset < s->past || f.offset >= s->document.bytes || s->summed_up)
        s->wrong = true;
    take_text(s, &s->bytes, s->document.bytes - f.offset);
    take_text(s, &s->decoded, s->bytes.size);
    if (s->wrong || s->bytes.size == 0) {
        s->wrong = true;
        return;
    }
    f.reason = (enum smac_reason)reason;
    f.severity = (enum smac_severity)severity;
    f.length = s->bytes.size;
    f.bytes = (const uint8_t *)s->bytes.bytes;
    f.decoded = decoded ? s->decoded.bytes : NULL;
    f.decoded_length = decoded ? s->decoded.size : 0;
    s->past = f.offset + f.length;
    if (s->sink->discarded != NULL)
        s->refused = s->sink->discarded(s->sink->user, &f) != 0;
}

static bool
is_same(const struct smac_options *a, const struct smac_options *b)
{
    return a->format == b->format && a->profile == b->profile &&
           a->details == b->details && a->keep == b->keep;
}

static void
hear_summary(struct server *s)
{
    struct smac_options options;
    struct smac_summary summary = {.document = &s->document,
                                   .options = &options};
    summary.output_bytes = take_number(s);
    take(s, summary.output_sha256, sizeof summary.output_sha256);
    summary.shown = take_number(s);
    summary.syntax = take_number(s);
    take(s, summary.discarded, sizeof summary.discarded);
    take(s, summary.findings, sizeof summary.findings);
    take(s, &options, sizeof options);
    if (s->wrong || s->document.decoding == NULL || s->summed_up ||
        !is_same(&options, s->options)) {
        s->wrong = true;
        return;
    }
    s->summed_up = true;
    if (s->sink->summary != NULL)
        s->refused = s->sink->summary(s->sink->user, &summary) != 0;
}

/* True, too, of what nobody wants a record of. */
static bool
is_recorded(const struct server *s)
{
    return s->summed_up || s->sink->summary == NULL;
}

/* Comes behind the summary: text is released only when its records stand. */
static void
hear_text(struct server *s)
{
    take_text(s, &s->bytes, CHUNK);
    if (!is_recorded(s))
        s->wrong = true;
    if (!s->wrong && s->sink->visible != NULL)
        s->refused =
            s->sink->visible(s->sink->user, s->bytes.bytes, s->bytes.size) != 0;
}

static void
hear_end(struct server *s)
{
    uint64_t status = take_number(s);
    uint64_t error = take_number(s);
    take_text(s, &s->bytes, sizeof s->end->message - 1);
    if (s->wrong || status > SMAC_INTERNAL || error > INT32_MAX ||
        (status == SMAC_OK && error == 0 && !is_recorded(s))) {
        s->wrong = true;
        return;
    }
    s->ended = true;
    *s->end = (struct relay_end){(enum smac_status)status, (int)error, ""};
    memcpy(s->end->message, s->bytes.bytes, s->bytes.size);
}

bool
relay_serve(int fd, const struct smac_options *options,
            const struct smac_sink *sink, struct relay_end *end)
{
    static void (*const hear[])(struct server *) = {
        [DOCUMENT] = hear_document, [FINDING] = hear_finding,
        [SUMMARY] = hear_summary,   [TEXT] = hear_text,
        [END] = hear_end,
    };
    struct server *s = calloc(1, sizeof *s);
    if (s == NULL)
        return false;
    s->fd = fd;
    s->options = options;
    s->sink = sink;
    s->end = end;
    while (!s->wrong && !s->refused && !s->ended) {
        uint64_t message = take_number(s);
        if (s->wrong || message > END)
            s->wrong = true;
        else
            hear[message](s);
    }
    if (s->refused)
        *end = (struct relay_end){SMAC_BAD_SINK, 0, ""};
    else if (s->wrong)
        *end = (struct relay_end){SMAC_INTERNAL, 0,
                                  "the process that read it told nonsense"};
    bool known = !s->gone;
    parcel_release(&s->bytes);
    parcel_release(&s->decoded);
    free(s);
    return known;
}
