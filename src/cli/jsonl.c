/* SPDX-License-Identifier: MIT */
/* `smac jsonl`: a document a line in, a document a line out. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "auditlog.h"
#include "command.h"
#include "identity.h"
#include "jsonl_account.h"
#include "jsonl_lines.h"
#include "jsonl_mapper.h"
#include "jsonl_options.h"
#include "jsonl_report.h"
#include "message.h"
#include "output.h"
#include "pool.h"
#include "sandbox.h"

enum { MOST_WORKERS = 64, OUTPUT_BYTES = 1 << 16 };

struct jsonl {
    const struct jsonl_settings *settings;
    struct jsonl_mapper mapper; /* used in workers */
    struct jsonl_lines lines;
    struct output output;
    struct parcel ready; /* of the output, and not yet written */
    char *audit_path;
    struct smac_audit *audit;
    int audit_error; /* that was complained about */
    uint64_t records;
    uint64_t faults;
};

/* ---- what goes out ------------------------------------------------------ */

static bool
flush(void *user)
{
    struct jsonl *j = user;
    bool fine = output_write(&j->output, j->ready.bytes, j->ready.size);
    j->ready.size = 0;
    return fine;
}

static bool
put_line(struct jsonl *j, const char *line, size_t length)
{
    char *room = parcel_reserve(&j->ready, length + 1);
    if (room != NULL) {
        memcpy(room, line, length);
        room[length] = '\n';
        j->ready.size += length + 1;
    }
    if (j->ready.failed) {
        j->output.error = ENOMEM;
        return false;
    }
    bool fine = j->ready.size < OUTPUT_BYTES || flush(j);
    if (j->ready.capacity > 4 * OUTPUT_BYTES && j->ready.size == 0)
        parcel_release(&j->ready);
    return fine;
}

static bool
put_fault(struct jsonl *j, enum jsonl_fault fault, const char *why)
{
    struct parcel line = {0};
    jsonl_report_put_alone(&line, fault, why);
    if (line.failed)
        j->output.error = ENOMEM;
    bool fine = !line.failed && put_line(j, line.bytes, line.size);
    parcel_release(&line);
    j->faults++;
    return fine && !j->settings->strict;
}

/* ---- the audit ---------------------------------------------------------- */

static bool
append_account(struct jsonl *j, struct parcel *answer)
{
    struct jsonl_account account;
    struct smac_finding finding;
    if (!jsonl_account_read(answer, &account)) {
        errno = EBADMSG;
        return false;
    }
    while (jsonl_account_next(answer, &account.document, &finding)) {
        if (smac_audit_discarded(j->audit, &finding) != 0)
            return false;
    }
    if (answer->failed) {
        errno = EBADMSG;
        return false;
    }
    return smac_audit_summary(j->audit, &account.summary) == 0;
}

/* False if the text must not be told. */
static bool
audit_document(struct jsonl *j, struct parcel *answer)
{
    const char *base = j->settings->stdin_name;
    char *name;
    if (j->audit == NULL)
        return true;
    if (asprintf(&name, "%s:%" PRIu64, base != NULL ? base : "-", j->records) <
        0)
        return false;
    smac_audit_document(j->audit, name);
    free(name);
    if (append_account(j, answer))
        return true;
    if (j->audit_error == 0)
        auditlog_complain(j->audit_path, errno);
    j->audit_error = errno;
    return false;
}

/* ---- records ------------------------------------------------------------ */

static enum pool_supply
next(void *user, bool readable, struct parcel *task)
{
    struct jsonl *j = user;
    if (readable)
        jsonl_lines_read(&j->lines);
    if (jsonl_lines_take(&j->lines, task))
        return POOL_TASK;
    return j->lines.ended ? POOL_END : POOL_WAIT;
}

static void
work(void *user, struct parcel *task, const char *died, struct parcel *answer)
{
    struct jsonl *j = user;
    jsonl_mapper_map(&j->mapper, task, died, answer);
}

static bool
done(void *user, struct parcel *task, struct parcel *answer, const char *why)
{
    struct jsonl *j = user;
    (void)task;
    j->records++;
    if (answer == NULL)
        return put_fault(j, JSONL_CRASHED, why);
    uint64_t fault = parcel_number(answer);
    struct parcel_text line = parcel_text(answer);
    if (answer->failed || memchr(line.bytes, '\n', line.length) != NULL)
        return put_fault(j, JSONL_CRASHED, "the answer was damaged");
    if (fault == JSONL_FINE && !audit_document(j, answer))
        return put_fault(j, JSONL_NOT_AUDITED, NULL);
    j->faults += fault != JSONL_FINE;
    return put_line(j, line.bytes, line.length) &&
           !(fault != JSONL_FINE && j->settings->strict);
}

/* ---- one run ------------------------------------------------------------ */

/* Many runs on many machines may share the folder: the name is theirs by
 * chance alone, and never that of a file that is there. */
static char *
name_audit(const char *directory)
{
    uint64_t random[2];
    char stamp[32];
    char *path;
    time_t now = time(NULL);
    struct tm utc;
    if (mkdir(directory, 0700) < 0 && errno != EEXIST)
        return NULL;
    if (getrandom(random, sizeof random, 0) != sizeof random ||
        gmtime_r(&now, &utc) == NULL)
        return NULL;
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &utc);
    return asprintf(&path, "%s/%s-%016" PRIx64 "%016" PRIx64 ".jsonl",
                    directory, stamp, random[0], random[1]) < 0
               ? NULL
               : path;
}

static bool
open_audit(struct jsonl *j)
{
    const struct jsonl_settings *s = j->settings;
    if (s->audit.path == NULL && s->audit_dir == NULL)
        return true;
    j->audit_path = s->audit.path != NULL ? strdup(s->audit.path)
                                          : name_audit(s->audit_dir);
    if (j->audit_path == NULL) {
        message_errno(s->audit.path != NULL ? s->audit.path : s->audit_dir,
                      errno);
        return false;
    }
    j->audit = auditlog_open(&s->audit, j->audit_path);
    j->mapper.audited = true;
    return j->audit != NULL;
}

static bool
open_signals(struct jsonl *j)
{
    char wrong[256];
    if (j->settings->drop_if == 0)
        return true;
    j->mapper.signals = smac_signals_new(NULL, 0, wrong, sizeof wrong);
    if (j->mapper.signals == NULL)
        message("signals", wrong);
    return j->mapper.signals != NULL;
}

static bool
check_files(const struct jsonl *j)
{
    struct identity input = identity_of_descriptor(STDIN_FILENO);
    struct identity output = identity_of_descriptor(STDOUT_FILENO);
    struct identity audit = {0};
    if (j->audit_path != NULL)
        audit = identity_of_path(j->audit_path);
    if (identity_same(input, output))
        message_usage("stdin", "is both the input and the output");
    else if (identity_same(audit, output))
        message_usage(j->audit_path, "is both the audit and the output");
    else if (identity_same(audit, input))
        message_usage(j->audit_path, "is both an input and the audit");
    else
        return true;
    return false;
}

static unsigned
count_workers(const struct jsonl_settings *s)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = s->jobs != 0     ? s->jobs
                       : processors > 0 ? (unsigned)processors
                                        : 1;
    return workers < MOST_WORKERS ? workers : MOST_WORKERS;
}

/* Says how it went; true if every record was filtered. */
static bool
sum_up(struct jsonl *j)
{
    if (j->lines.error != 0)
        message_errno("stdin", j->lines.error);
    if (j->faults > 0) {
        char text[80];
        snprintf(text, sizeof text,
                 "%" PRIu64 " of %" PRIu64 " records answered with an error",
                 j->faults, j->records);
        message("jsonl", text);
    }
    return j->lines.error == 0 && j->faults == 0;
}

/* Workers open no files and make no machine code. */
static bool
prepare_workers(const struct jsonl *j)
{
    if (j->settings->no_sandbox) {
        sandbox_forgo();
        return true;
    }
    enum smac_status status = SMAC_OK;
    if (j->mapper.signals != NULL)
        status = smac_signals_prepare(j->mapper.signals);
    if (status == SMAC_OK)
        status = smac_prepare(NULL, NULL, 0);
    if (status != SMAC_OK)
        message("jsonl", "libxml2 or the patterns cannot be loaded");
    return status == SMAC_OK;
}

static bool
run_records(struct jsonl *j)
{
    const struct pool pool = {
        .workers = count_workers(j->settings),
        .input = STDIN_FILENO,
        .second = true,
        .contained = !j->settings->no_sandbox,
        .user = j,
        .next = next,
        .work = work,
        .done = done,
        .pause = flush,
    };
    jsonl_lines_init(&j->lines, STDIN_FILENO, j->settings->max_line);
    bool fine = pool_run(&pool);
    if (!fine)
        message_errno("jsonl", errno);
    bool written = flush(j);
    return sum_up(j) && fine && written;
}

static enum command_exit
run_jsonl(struct jsonl *j)
{
    enum command_exit status = COMMAND_FAILED;
    if (!open_audit(j) || !open_signals(j) || !prepare_workers(j))
        return status;
    if (!check_files(j))
        status = COMMAND_USAGE;
    else if (output_open(&j->output, NULL) && run_records(j))
        status = COMMAND_DONE;
    if (!output_close(&j->output, true)) {
        output_complain(&j->output);
        status = COMMAND_FAILED;
    }
    return status;
}

enum command_exit
jsonl_command(int argc, char **argv)
{
    struct jsonl_settings settings = {.jobs = 0};
    if (!jsonl_options_parse(&settings, argc, argv))
        return COMMAND_USAGE;
    if (settings.help)
        return jsonl_options_help();
    struct jsonl *j = calloc(1, sizeof *j);
    if (j == NULL) {
        message_errno("jsonl", errno);
        return COMMAND_FAILED;
    }
    j->settings = j->mapper.settings = &settings;
    j->output.fd = -1;
    enum command_exit status = run_jsonl(j);
    if (smac_audit_close(j->audit) != SMAC_OK && j->audit_error == 0) {
        message_errno(j->audit_path, errno);
        status = COMMAND_FAILED;
    }
    smac_signals_free(j->mapper.signals);
    jsonl_lines_release(&j->lines);
    parcel_release(&j->ready);
    free(j->audit_path);
    free(j);
    return status;
}
