/* SPDX-License-Identifier: MIT */
#include "scenes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "must.h"

enum { PATH_LENGTH = 64 };

struct scene_stage {
    const void *bytes;
    size_t length;
    char path[PATH_LENGTH];
    struct smac *smac;
    struct smac_signals *signals;
    struct scene_answer *answer; /* of the act that goes on */
    uint64_t documents;          /* in the audit */
};

/* ---- what is told -------------------------------------------------------- */

static void
mix(struct scene_answer *answer, const void *bytes, size_t length)
{
    const uint8_t *byte = bytes;
    for (size_t i = 0; byte != NULL && i < length; i++)
        answer->hash = (answer->hash ^ byte[i]) * 1099511628211u;
    answer->hash = (answer->hash ^ length) * 1099511628211u;
}

static int
on_finding(void *user, const struct smac_finding *f)
{
    struct scene_stage *stage = user;
    const uint64_t numbers[] = {(uint64_t)f->reason, f->offset,
                                f->length,           f->line,
                                f->end_line,         f->column};
    stage->answer->emitted = true;
    mix(stage->answer, numbers, sizeof numbers);
    mix(stage->answer, f->decoded, f->decoded_length);
    return 0;
}

static int
on_summary(void *user, const struct smac_summary *s)
{
    struct scene_stage *stage = user;
    stage->answer->emitted = true;
    mix(stage->answer, s->output_sha256, sizeof s->output_sha256);
    return 0;
}

static int
on_visible(void *user, const char *text, size_t length)
{
    struct scene_stage *stage = user;
    stage->answer->emitted = true;
    mix(stage->answer, text, length);
    return 0;
}

/* ---- filtering ----------------------------------------------------------- */

/* One handle for all acts: what failed leaves it ready for the next. */
static void
filter(struct scene_stage *stage, struct scene_answer *answer,
       const struct smac_options *options)
{
    const struct smac_sink sink = {.user = stage,
                                   .discarded = on_finding,
                                   .summary = on_summary,
                                   .visible = on_visible};
    stage->answer = answer;
    if (stage->smac == NULL)
        stage->smac = smac_new(options, &sink);
    if (stage->smac == NULL) {
        answer->status = SMAC_NO_MEMORY;
        return;
    }
    enum smac_status fed = smac_feed(stage->smac, stage->bytes, stage->length);
    answer->status = smac_finish(stage->smac);
    if (fed != SMAC_OK && fed != answer->status)
        answer->wrong = "smac_finish forgot the failure of smac_feed";
    if (answer->status != SMAC_OK && smac_message(stage->smac)[0] == '\0')
        answer->wrong = "a failure without a message";
}

static void
act_text(struct scene_stage *stage, struct scene_answer *answer)
{
    filter(stage, answer, NULL);
}

static void
act_markdown(struct scene_stage *stage, struct scene_answer *answer)
{
    const struct smac_options options = {.format = SMAC_TO_MARKDOWN,
                                         .profile = SMAC_BROWSER,
                                         .details = SMAC_DETAILS_EXPAND,
                                         .keep = SMAC_KEEP_ALL};
    filter(stage, answer, &options);
}

/* ---- writing an audit ---------------------------------------------------- */

struct recorder {
    struct scene_stage *stage;
    struct smac_audit *audit;
};

static int
record_finding(void *user, const struct smac_finding *f)
{
    return smac_audit_discarded(((struct recorder *)user)->audit, f);
}

static int
record_summary(void *user, const struct smac_summary *s)
{
    return smac_audit_summary(((struct recorder *)user)->audit, s);
}

static int
release_text(void *user, const char *text, size_t length)
{
    return on_visible(((struct recorder *)user)->stage, text, length);
}

static enum smac_status
of_errno(void)
{
    return errno == ENOMEM ? SMAC_NO_MEMORY : SMAC_BAD_FILE;
}

static void
act_audit(struct scene_stage *stage, struct scene_answer *answer)
{
    struct recorder recorder = {stage, NULL};
    const struct smac_sink sink = {.user = &recorder,
                                   .discarded = record_finding,
                                   .summary = record_summary,
                                   .visible = release_text};
    stage->answer = answer;
    recorder.audit = smac_audit_open(stage->path, NULL);
    if (recorder.audit == NULL) {
        answer->status = of_errno();
        return;
    }
    smac_audit_document(recorder.audit, "document.md");
    answer->status = smac_filter(NULL, stage->bytes, stage->length, &sink);
    if (answer->status == SMAC_BAD_SINK)
        answer->status = of_errno();
    if (smac_audit_close(recorder.audit) != SMAC_OK &&
        answer->status == SMAC_OK)
        answer->status = of_errno();
}

/* ---- verifying it -------------------------------------------------------- */

static void
on_fault(void *user, const struct smac_fault *fault)
{
    struct scene_answer *answer = user;
    static char text[200];
    snprintf(text, sizeof text, "%s: %s", smac_fault_name(fault->kind),
             fault->text);
    answer->wrong = text;
}

static enum smac_status
verify(struct scene_stage *stage, struct scene_answer *answer,
       struct smac_verdict *verdict)
{
    const struct smac_verify_options options = {.tell = on_fault,
                                                .user = answer};
    struct smac_verifier *v = smac_verifier_new(&options);
    if (v == NULL)
        return of_errno();
    enum smac_status status =
        smac_verifier_source(v, "document.md", stage->bytes, stage->length);
    if (status == SMAC_OK)
        status = smac_verifier_file(v, stage->path);
    if (status == SMAC_BAD_FILE)
        status = of_errno();
    if (status == SMAC_OK)
        status = smac_verifier_finish(v, verdict);
    smac_verifier_free(v);
    return status;
}

/* Whole documents are recorded or none is, and none is emitted without. */
static void
check_audit(struct scene_stage *stage, struct scene_answer *answer)
{
    struct scene_answer verified = {.status = SMAC_OK};
    struct smac_verdict verdict = {0};
    bool done = answer->status == SMAC_OK;
    /* an audit without a document would not tell of the source */
    if (stage->documents > 0 || done)
        verified.status = verify(stage, &verified, &verdict);
    if (verified.wrong != NULL)
        answer->wrong = verified.wrong;
    else if (verified.status != SMAC_OK)
        answer->wrong = "the audit cannot be verified";
    else if (done && verdict.documents != stage->documents + 1)
        answer->wrong = "the document is not in the audit";
    stage->documents = verdict.documents;
}

static void
act_verify(struct scene_stage *stage, struct scene_answer *answer)
{
    struct smac_verdict verdict = {0};
    answer->status = verify(stage, answer, &verdict);
    if (answer->status == SMAC_OK)
        mix(answer, &verdict, sizeof verdict);
}

/* ---- reading it ---------------------------------------------------------- */

static void
act_read(struct scene_stage *stage, struct scene_answer *answer)
{
    char head[SMAC_AUDIT_HEAD_SIZE];
    struct smac_record record;
    struct smac_audit_reader *reader = smac_audit_reader_new(stage->path);
    int more = -1;
    while (reader != NULL &&
           (more = smac_audit_reader_next(reader, &record)) > 0) {
        /* not the times and hashes, which each audit has of its own */
        const uint64_t numbers[] = {(uint64_t)record.type, record.sequence,
                                    record.offset,         record.length,
                                    record.line,           record.size};
        mix(answer, numbers, sizeof numbers);
        mix(answer, record.span.bytes, record.span.length);
        mix(answer, NULL, record.json.length);
        if (record.type == SMAC_RECORD_NONE)
            answer->wrong = "a record is taken for none";
    }
    if (more < 0)
        answer->status = of_errno();
    smac_audit_reader_free(reader);
    if (answer->status == SMAC_OK &&
        smac_audit_head(stage->path, head) != SMAC_OK)
        answer->status = of_errno();
}

/* ---- grading ------------------------------------------------------------- */

static void
act_grade(struct scene_stage *stage, struct scene_answer *answer)
{
    char problem[200] = "";
    const struct smac_document document = {.decoding = ""};
    struct smac_finding finding = {
        .length = stage->length, .bytes = stage->bytes, .document = &document};
    if (stage->signals == NULL)
        stage->signals = smac_signals_new(NULL, 0, problem, sizeof problem);
    if (stage->signals == NULL) {
        answer->status = SMAC_NO_MEMORY;
        if (problem[0] == '\0')
            answer->wrong = "signals failed without a word";
        return;
    }
    answer->status =
        smac_signals_page(stage->signals, stage->bytes, stage->length / 2);
    for (int i = 0; i < 2 && answer->status == SMAC_OK; i++) {
        struct smac_grade grade;
        finding.reason = i == 0 ? SMAC_HTML_COMMENT : SMAC_DETAILS_COLLAPSED;
        answer->status =
            smac_signals_grade(stage->signals, &finding, SMAC_WARNING, &grade);
        if (answer->status != SMAC_OK)
            break;
        mix(answer, &grade.severity, sizeof grade.severity);
        mix(answer, grade.signal, strlen(grade.signal));
        mix(answer, grade.evidence, grade.evidence_length);
    }
}

/* ---- the stage ----------------------------------------------------------- */

const struct scene scenes[] = {
    {"to text", false, NULL, false, act_text, NULL},
    {"to markdown", false, NULL, false, act_markdown, NULL},
    {"grading", true, NULL, false, act_grade, NULL},
    {"a new audit", true, "", false, act_audit, check_audit},
    {"appending", true, "", true, act_audit, check_audit},
    {"appending to gzip", true, ".gz", true, act_audit, check_audit},
    {"reading", true, "", true, act_read, NULL},
    {"reading gzip", true, ".gz", true, act_read, NULL},
    {"verifying", true, "", true, act_verify, NULL},
};

const size_t scene_count = sizeof scenes / sizeof *scenes;

struct scene_stage *
scene_begin(const struct scene *scene, const void *bytes, size_t length)
{
    struct scene_stage *stage = must(calloc(1, sizeof *stage));
    struct scene_answer answer = {.status = SMAC_OK};
    stage->bytes = bytes;
    stage->length = length;
    if (scene->suffix == NULL)
        return stage;
    snprintf(stage->path, sizeof stage->path, "/tmp/smac-starve-XXXXXX%s",
             scene->suffix);
    int fd = mkstemps(stage->path, (int)strlen(scene->suffix));
    must(fd < 0 ? NULL : stage);
    close(fd);
    if (scene->recorded) {
        act_audit(stage, &answer);
        check_audit(stage, &answer);
        must(answer.status == SMAC_OK && answer.wrong == NULL ? stage : NULL);
    }
    return stage;
}

void
scene_end(struct scene_stage *stage)
{
    if (stage->path[0] != '\0')
        unlink(stage->path);
    smac_free(stage->smac);
    smac_signals_free(stage->signals);
    free(stage);
}
