/* SPDX-License-Identifier: MIT */
#include "jsonl_mapper.h"

#include <string.h>

#include "jsonl_account.h"
#include "jsonl_lines.h"
#include "jsonl_object.h"
#include "jsonl_report.h"

/* Between two lines a worker keeps no more memory than that of a kind. */
enum { KEPT_BYTES = 1 << 20 };

/* A line, and what its answer is made of. */
struct task {
    const char *line;
    size_t length;
    struct jsonl_object object;
    enum jsonl_fault fault;
    const char *why; /* more about the fault, or NULL */
    struct jsonl_account account;
    struct jsonl_report report;
};

/* ---- what the library tells --------------------------------------------- */

static int
hear_finding(void *user, const struct smac_finding *finding)
{
    struct jsonl_mapper *m = user;
    jsonl_account_put_finding(&m->findings, finding);
    return m->findings.failed ? -1 : 0;
}

static int
hear_summary(void *user, const struct smac_summary *summary)
{
    struct jsonl_mapper *m = user;
    jsonl_account_put(&m->account, summary);
    return m->account.failed ? -1 : 0;
}

static int
hear_text(void *user, const char *text, size_t length)
{
    struct jsonl_mapper *m = user;
    parcel_put(&m->text, text, length);
    return m->text.failed ? -1 : 0;
}

static int
hear_ranges(void *user, const struct smac_range *ranges, size_t count)
{
    struct jsonl_mapper *m = user;
    parcel_put(&m->ranges, ranges, count * sizeof *ranges);
    return m->ranges.failed ? -1 : 0;
}

static bool
make_smac(struct jsonl_mapper *m)
{
    const struct smac_options options = jsonl_options_filter(m->settings);
    const struct smac_sink sink = {
        .user = m,
        .discarded = m->audited || m->signals != NULL ? hear_finding : NULL,
        .summary = hear_summary,
        .visible = hear_text,
        .mapped = m->settings->offsets ? hear_ranges : NULL,
    };
    if (m->smac == NULL)
        m->smac = smac_new(&options, &sink);
    return m->smac != NULL;
}

/* ---- a document --------------------------------------------------------- */

static enum jsonl_fault
fault_of(enum smac_status status)
{
    switch (status) {
    case SMAC_OK:
        return JSONL_FINE;
    case SMAC_TOO_BIG:
        return JSONL_TOO_BIG;
    case SMAC_TOO_COMPLEX:
        return JSONL_TOO_COMPLEX;
    case SMAC_NO_MEMORY:
    case SMAC_BAD_SINK: /* ours fails without memory alone */
        return JSONL_NO_MEMORY;
    case SMAC_BAD_INPUT:
    case SMAC_BAD_OPTION:
    case SMAC_BAD_FILE:
    case SMAC_INTERNAL:
        break;
    }
    return JSONL_FAILED;
}

static void
filter(struct jsonl_mapper *m, struct task *t)
{
    struct jsonl_span span = t->object.text;
    char *room = parcel_reserve(&m->source, span.to - span.from);
    if (room == NULL || !make_smac(m)) {
        t->fault = JSONL_NO_MEMORY;
        return;
    }
    m->source.size = jsonl_object_decode(t->line, span, room);
    enum smac_status fed = smac_feed(m->smac, room, m->source.size);
    enum smac_status status = smac_finish(m->smac);
    t->fault = fault_of(fed != SMAC_OK ? fed : status);
    if (t->fault != JSONL_FINE && t->fault != JSONL_NO_MEMORY)
        t->why = smac_message(m->smac);
    else if (t->fault == JSONL_FINE &&
             !jsonl_account_read(&m->account, &t->account))
        t->fault = JSONL_FAILED;
}

/* ---- grades ------------------------------------------------------------- */

static bool
grade_finding(struct jsonl_mapper *m, const struct smac_finding *finding,
              bool *page_known, struct smac_grade *grade)
{
    enum smac_severity own = finding->severity;
    if (smac_signals_grade(m->signals, finding, own, grade) != SMAC_OK)
        return false;
    if (!grade->novel || *page_known)
        return true;
    *page_known = true;
    return smac_signals_page(m->signals, m->text.bytes, m->text.size) ==
               SMAC_OK &&
           smac_signals_grade(m->signals, finding, own, grade) == SMAC_OK;
}

/* The highest grade, and the first signal that gave it. */
static bool
grade_findings(struct jsonl_mapper *m, struct task *t)
{
    struct smac_finding finding;
    struct jsonl_report *r = &t->report;
    bool page_known = false;
    bool fine = true;
    r->severity = SMAC_NOTE;
    m->findings.at = 0;
    while (fine && r->severity < SMAC_ERROR &&
           jsonl_account_next(&m->findings, &t->account.document, &finding)) {
        struct smac_grade grade;
        fine = grade_finding(m, &finding, &page_known, &grade);
        bool explains = r->signal[0] == '\0' && grade.severity == r->severity;
        if (fine && (grade.severity > r->severity || explains)) {
            r->severity = grade.severity;
            r->signal = grade.signal;
        }
    }
    if (page_known && smac_signals_page(m->signals, "", 0) != SMAC_OK)
        fine = false;
    return fine && !m->findings.failed;
}

/* Without grades, by the reasons alone. */
static void
add_up(struct task *t)
{
    struct jsonl_report *r = &t->report;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        enum smac_severity own =
            smac_reason_info((enum smac_reason)i)->severity;
        if (t->account.summary.findings[i] == 0)
            continue;
        r->found = true;
        if (own > r->severity)
            r->severity = own;
    }
}

static void
judge(struct jsonl_mapper *m, struct task *t)
{
    unsigned drop_if = m->settings->drop_if;
    t->report = (struct jsonl_report){.summary = &t->account.summary,
                                      .graded = m->signals != NULL,
                                      .severity = SMAC_NOTE,
                                      .signal = "",
                                      .mapped = m->settings->offsets,
                                      .ranges = (const void *)m->ranges.bytes,
                                      .count = m->ranges.size /
                                               sizeof(struct smac_range)};
    add_up(t);
    if (t->report.graded && t->report.found && !grade_findings(m, t))
        t->fault = JSONL_NO_MEMORY;
    t->report.withheld =
        drop_if > 0 && t->report.found && t->report.severity + 1 >= drop_if;
}

/* ---- the answer --------------------------------------------------------- */

static void
put_text(const struct jsonl_mapper *m, const struct task *t, struct parcel *p)
{
    if (t->fault != JSONL_FINE || t->report.withheld)
        parcel_put(p, "null", 4);
    else
        jsonl_report_string(p, m->text.size > 0 ? m->text.bytes : "",
                            m->text.size);
}

static void
put_report(const struct task *t, struct parcel *p)
{
    if (t->fault != JSONL_FINE)
        jsonl_report_put_fault(p, t->fault, t->why);
    else
        jsonl_report_put(p, &t->report);
}

static void
copy_line(const struct task *t, struct parcel *p, size_t *done, size_t to)
{
    parcel_put(p, t->line + *done, to - *done);
    *done = to;
}

/* The line as it came, but for the text, and for the report, which stands at
 * the end or in the place of another one. */
static void
put_line(const struct jsonl_mapper *m, const struct task *t, struct parcel *p)
{
    const struct jsonl_object *o = &t->object;
    bool replaces = o->report.to > 0;
    bool first = replaces && o->report.from < o->text.from;
    size_t done = 0;
    if (first) {
        copy_line(t, p, &done, o->report.from);
        put_report(t, p);
        done = o->report.to;
    }
    copy_line(t, p, &done, o->text.from);
    put_text(m, t, p);
    done = o->text.to;
    if (!first) {
        copy_line(t, p, &done, replaces ? o->report.from : o->end);
        if (!replaces)
            parcel_put(p, ",\"smac\":", 8);
        put_report(t, p);
        done = replaces ? o->report.to : o->end;
    }
    copy_line(t, p, &done, t->length);
}

/* Does the line say where the text is, so that the rest can be told? */
static bool
is_located(const struct task *t)
{
    return t->object.text.to > 0 && t->fault != JSONL_NOT_JSON &&
           t->fault != JSONL_TOO_DEEP && t->fault != JSONL_AMBIGUOUS;
}

static void
put_answer(const struct jsonl_mapper *m, const struct task *t,
           struct parcel *answer)
{
    parcel_put_number(answer, t->fault);
    size_t opened = parcel_open_text(answer);
    if (is_located(t))
        put_line(m, t, answer);
    else
        jsonl_report_put_alone(answer, t->fault, t->why);
    parcel_close_text(answer, opened);
    if (t->fault == JSONL_FINE && m->audited) {
        parcel_put(answer, m->account.bytes, m->account.size);
        parcel_put(answer, m->findings.bytes, m->findings.size);
    }
}

/* ---- a line ------------------------------------------------------------- */

static void
empty(struct parcel *p)
{
    if (p->capacity > KEPT_BYTES || p->failed)
        parcel_release(p);
    p->size = p->at = 0;
}

static void
forget(struct jsonl_mapper *m)
{
    if (m->source.size > KEPT_BYTES) {
        smac_free(m->smac);
        m->smac = NULL;
    }
    empty(&m->source);
    empty(&m->text);
    empty(&m->account);
    empty(&m->findings);
    empty(&m->ranges);
}

static void
read_line(struct jsonl_mapper *m, struct task *t, struct parcel *line)
{
    uint64_t state = parcel_number(line);
    t->line = line->bytes + line->at;
    t->length = line->size - line->at;
    if (state == JSONL_LINES_TOO_LONG)
        t->fault = JSONL_LINE_TOO_LONG;
    else if (state != JSONL_LINES_WHOLE)
        t->fault = JSONL_NO_MEMORY;
    else
        t->fault = jsonl_object_read(&t->object, t->line, t->length,
                                     jsonl_options_fields(m->settings));
}

void
jsonl_mapper_map(struct jsonl_mapper *m, struct parcel *line, const char *died,
                 struct parcel *answer)
{
    struct task t = {.fault = JSONL_FINE};
    read_line(m, &t, line);
    if (t.fault == JSONL_FINE && died != NULL) {
        t.fault = JSONL_CRASHED;
        t.why = died;
    }
    if (t.fault == JSONL_FINE)
        filter(m, &t);
    if (t.fault == JSONL_FINE)
        judge(m, &t);
    put_answer(m, &t, answer);
    forget(m);
}
