/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

/* A document may hide a million spans; who reads the report has seen enough
 * before that. The others are counted. */
enum {
    FINDINGS_A_FILE = 1000,
    BEFORE_BYTES = 60,
    AFTER_BYTES = 40,
    HIDDEN_BYTES = 600,
    EVIDENCE_BYTES = 80,
};

/* ---- the whole of a document -------------------------------------------- */

struct hearing {
    struct judge *judge;
    const struct policy *policy;
    const char *text; /* as it was read */
    size_t size;
    const char *path; /* in the baseline */
    struct tally copies;
    uint64_t counts[REPORT_LEVELS];
    uint64_t allowed;
    uint64_t known;
    uint64_t unreported;
    uint64_t told;
    struct parcel findings;
    struct parcel page; /* what the document shows */
    bool page_known;
    bool page_wanted;    /* by a grade that hangs on it */
    const char *failure; /* "": there is none */
    char message[160];
};

/* ---- one finding -------------------------------------------------------- */

/* Cuts a text to at most `most` bytes, not within a character. */
static size_t
cut(const char *bytes, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)bytes[most] & 0xC0) == 0x80)
        most--;
    return most;
}

/* Where a character begins, at or behind `from`. */
static size_t
begin_of_character(const char *bytes, size_t from, size_t end)
{
    while (from < end && ((unsigned char)bytes[from] & 0xC0) == 0x80)
        from++;
    return from;
}

static bool
ends_line(char c)
{
    return c == '\n' || c == '\r';
}

static void
put_hidden(struct parcel *p, const struct smac_finding *f)
{
    const char *bytes = (const char *)f->bytes;
    size_t shown = cut(bytes, (size_t)f->length, HIDDEN_BYTES);
    parcel_put_text(p, bytes, shown);
    parcel_put_number(p, shown < f->length);
}

/* The span, and what stands before and behind it on its lines. */
static void
put_source(struct parcel *p, const struct smac_finding *f, const char *text,
           size_t size)
{
    size_t from = (size_t)f->offset;
    size_t to = from + (size_t)f->length;
    size_t start = from;
    size_t end = to;
    while (start > 0 && from - start < BEFORE_BYTES &&
           !ends_line(text[start - 1]))
        start--;
    start = begin_of_character(text, start, from);
    while (end < size && end - to < AFTER_BYTES && !ends_line(text[end]) &&
           !ends_line(text[to - 1]))
        end++;
    end = to + cut(text + to, size - to, end - to);
    parcel_put_text(p, text + start, from - start);
    parcel_put_number(p, start > 0 && !ends_line(text[start - 1]));
    put_hidden(p, f);
    parcel_put_text(p, text + to, end - to);
    parcel_put_number(p, end > to && end < size && !ends_line(text[end]));
}

/* Where smac decoded the document first, its offsets are not ours. */
static void
put_span_alone(struct parcel *p, const struct smac_finding *f)
{
    parcel_put_text(p, "", 0);
    parcel_put_number(p, false);
    put_hidden(p, f);
    parcel_put_text(p, "", 0);
    parcel_put_number(p, false);
}

static void
put_word(struct parcel *p, const char *word)
{
    parcel_put_text(p, word, strlen(word));
}

static void
put_finding(struct hearing *h, const struct smac_finding *f,
            const struct smac_grade *grade, const uint8_t hash[32],
            uint64_t copy)
{
    struct parcel *p = &h->findings;
    parcel_put_number(p, f->reason);
    parcel_put_number(p, grade->severity);
    parcel_put_number(p, f->offset);
    parcel_put_number(p, f->length);
    parcel_put_number(p, f->line);
    parcel_put_number(p, f->column);
    parcel_put_number(p, f->end_line);
    parcel_put_number(p, f->end_column);
    parcel_put(p, hash, 32);
    parcel_put_number(p, copy);
    put_word(p, grade->signal);
    put_word(p, grade->text);
    parcel_put_text(
        p, grade->evidence,
        cut(grade->evidence, grade->evidence_length, EVIDENCE_BYTES));
    const char *decoded = f->decoded == NULL ? "" : f->decoded;
    parcel_put_text(p, decoded, cut(decoded, f->decoded_length, HIDDEN_BYTES));
    if (f->document->decoding[0] == '\0' && f->offset + f->length <= h->size)
        put_source(p, f, h->text, h->size);
    else
        put_span_alone(p, f);
}

/* The hash of reason and content, NUL between them. */
static bool
hash_finding(const struct smac_finding *f, uint8_t hash[32])
{
    const char *name = smac_reason_info(f->reason)->name;
    size_t head = strlen(name) + 1;
    uint8_t *text = malloc(head + (size_t)f->length);
    if (text == NULL)
        return false;
    memcpy(text, name, head);
    memcpy(text + head, f->bytes, (size_t)f->length);
    smac_sha256(text, head + (size_t)f->length, hash);
    free(text);
    return true;
}

static bool
grade_finding(struct hearing *h, const struct smac_finding *f,
              struct smac_grade *grade)
{
    enum smac_severity own = policy_severity(h->policy, f->reason);
    if (smac_signals_grade(h->judge->signals, f, own, grade) != SMAC_OK)
        return false;
    bool raised = grade->severity == SMAC_ERROR && grade->signal[0] != '\0';
    if (h->policy->deny[f->reason] && !raised) {
        grade->severity = SMAC_ERROR;
        grade->signal = "denied";
        grade->text = "is denied by the policy";
        grade->evidence_length = 0;
    }
    return true;
}

/* How many copies of it the baseline knows. */
static uint64_t
count_known(const struct hearing *h, const struct smac_finding *f,
            const uint8_t hash[32])
{
    struct baseline_entry entry = {.reason = f->reason};
    if (h->path == NULL || h->judge->every)
        return 0;
    memcpy(entry.hash, hash, sizeof entry.hash);
    return baseline_count(h->judge->baseline, h->path, &entry);
}

/* Tells or counts a finding that is neither allowed nor known. */
static bool
weigh(struct hearing *h, const struct smac_finding *f)
{
    struct smac_grade grade;
    uint8_t hash[32];
    if (!grade_finding(h, f, &grade))
        return false;
    if (grade.novel && !h->page_known) {
        h->page_wanted = true;
        return false;
    }
    if (grade.severity < h->judge->report_at) {
        h->counts[grade.severity]++;
        return true;
    }
    if (!hash_finding(f, hash))
        return false;
    struct tally_row *copies = tally_row(&h->copies, hash);
    if (copies == NULL)
        return false;
    copies->count++;
    if (copies->count <= count_known(h, f, hash)) {
        h->known++;
        return true;
    }
    h->counts[grade.severity]++;
    if (h->told >= FINDINGS_A_FILE && !h->judge->every) {
        h->unreported++;
        return true;
    }
    put_finding(h, f, &grade, hash, copies->count);
    h->told++;
    return !h->findings.failed;
}

static int
hear_finding(void *user, const struct smac_finding *f)
{
    struct hearing *h = user;
    if (policy_allows(h->policy, f)) {
        h->allowed++;
        return 0;
    }
    return weigh(h, f) ? 0 : -1;
}

/* ---- a document --------------------------------------------------------- */

static struct smac_options
options_for(const struct judge *judge, const struct policy *policy)
{
    struct smac_options options = judge->options;
    options.spill_above = UINT64_MAX; /* a worker opens no file */
    if (policy->profile_set && !judge->profile_set)
        options.profile = policy->profile;
    if (policy->details_set && !judge->details_set)
        options.details = policy->details;
    return options;
}

static int
hear_page(void *user, const char *text, size_t length)
{
    struct hearing *h = user;
    parcel_put(&h->page, text, length);
    return h->page.failed ? -1 : 0;
}

static bool
filter(struct hearing *h, const struct smac_sink *sink)
{
    const struct smac_options options = options_for(h->judge, h->policy);
    struct smac *smac = smac_new(&options, sink);
    if (smac == NULL) {
        h->failure = smac_status_text(SMAC_NO_MEMORY);
        return false;
    }
    enum smac_status fed = smac_feed(smac, h->text, h->size);
    enum smac_status status = smac_finish(smac);
    if (fed != SMAC_OK || status != SMAC_OK) {
        const char *message = smac_message(smac);
        if (status == SMAC_BAD_SINK || message[0] == '\0')
            message = smac_status_text(SMAC_NO_MEMORY);
        snprintf(h->message, sizeof h->message, "%s", message);
        h->failure = h->message;
    }
    smac_free(smac);
    return h->failure[0] == '\0';
}

static void
forget(struct hearing *h)
{
    tally_release(&h->copies);
    parcel_release(&h->findings);
    memset(h->counts, 0, sizeof h->counts);
    h->allowed = h->known = h->unreported = h->told = 0;
    h->failure = "";
}

/* The page comes from the filter after the findings; most documents are
 * judged without it. */
static void
hear_document(struct hearing *h)
{
    const struct smac_sink findings = {.user = h, .discarded = hear_finding};
    const struct smac_sink page = {.user = h, .visible = hear_page};
    if (filter(h, &findings) || !h->page_wanted)
        return;
    forget(h);
    if (!filter(h, &page))
        return;
    if (smac_signals_page(h->judge->signals, h->page.bytes, h->page.size) !=
        SMAC_OK) {
        h->failure = smac_status_text(SMAC_NO_MEMORY);
        return;
    }
    h->page_known = true;
    filter(h, &findings);
}

static void
put_answer(const struct hearing *h, struct parcel *answer)
{
    put_word(answer, h->failure);
    if (h->failure[0] != '\0')
        return;
    for (size_t i = 0; i < REPORT_LEVELS; i++)
        parcel_put_number(answer, h->counts[i]);
    parcel_put_number(answer, h->allowed);
    parcel_put_number(answer, h->known);
    parcel_put_number(answer, h->unreported);
    parcel_put_number(answer, h->told);
    parcel_put(answer, h->findings.bytes, h->findings.size);
}

void
judge_failure(struct parcel *answer, const char *why)
{
    put_word(answer, why);
}

void
judge_open(const struct judge *judge, const char *name, const char *label,
           struct document *document, struct parcel *task)
{
    char *path = NULL;
    if (judge->baseline != NULL)
        path = baseline_path(judge->baseline, label);
    parcel_put_text(task, path, path != NULL ? strlen(path) + 1 : 0);
    if (judge->baseline != NULL && path == NULL)
        task->failed = true;
    free(path);
    document_open(document, name, task);
}

void
judge_document(struct judge *judge, const struct policy *policy,
               struct parcel *task, struct parcel *answer)
{
    struct hearing h = {.judge = judge, .policy = policy, .failure = ""};
    struct parcel_text path = parcel_text(task);
    if (path.length > 0)
        h.path = path.bytes;
    h.text = document_bytes(task, &h.size);
    if (h.text == NULL)
        h.failure = strerror(errno);
    else
        hear_document(&h);
    put_answer(&h, answer);
    if (h.page_known && smac_signals_page(judge->signals, "", 0) != SMAC_OK)
        answer->failed = true;
    tally_release(&h.copies);
    parcel_release(&h.page);
    parcel_release(&h.findings);
}

/* ---- reading ------------------------------------------------------------ */

static void
read_finding(struct parcel *p, struct report_finding *f)
{
    uint64_t reason = parcel_number(p);
    uint64_t severity = parcel_number(p);
    if (reason >= SMAC_REASON_COUNT || severity >= REPORT_LEVELS)
        p->failed = true;
    f->reason = reason < SMAC_REASON_COUNT ? (enum smac_reason)reason : 0;
    f->severity = severity < REPORT_LEVELS ? (enum smac_severity)severity : 0;
    f->offset = parcel_number(p);
    f->length = parcel_number(p);
    f->line = parcel_number(p);
    f->column = parcel_number(p);
    f->end_line = parcel_number(p);
    f->end_column = parcel_number(p);
    parcel_copy(p, f->hash, sizeof f->hash);
    f->copy = parcel_number(p);
    f->signal = parcel_text(p);
    f->why = parcel_text(p);
    f->evidence = parcel_text(p);
    f->decoded = parcel_text(p);
    f->before = parcel_text(p);
    f->before_cut = parcel_number(p) != 0;
    f->hidden = parcel_text(p);
    f->hidden_cut = parcel_number(p) != 0;
    f->after = parcel_text(p);
    f->after_cut = parcel_number(p) != 0;
}

bool
judge_read(struct parcel *answer, struct report_file *file,
           struct report_finding **findings)
{
    *findings = NULL;
    file->failure = parcel_text(answer);
    if (answer->failed || file->failure.length > 0)
        return !answer->failed;
    for (size_t i = 0; i < REPORT_LEVELS; i++)
        file->counts[i] = parcel_number(answer);
    file->allowed = parcel_number(answer);
    file->known = parcel_number(answer);
    file->unreported = parcel_number(answer);
    uint64_t count = parcel_number(answer);
    if (answer->failed || count > answer->size / 64)
        return false;
    *findings = calloc((size_t)count + 1, sizeof **findings);
    for (size_t i = 0; *findings != NULL && i < count; i++)
        read_finding(answer, &(*findings)[i]);
    file->findings = *findings;
    file->count = (size_t)count;
    return *findings != NULL && !answer->failed;
}
