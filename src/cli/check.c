/* SPDX-License-Identifier: MIT */
/* `smac check [PATH]...`: what documents hide, and how bad it is. */
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "baseline.h"
#include "check_options.h"
#include "command.h"
#include "crawl.h"
#include "document.h"
#include "input.h"
#include "judge.h"
#include "message.h"
#include "output.h"
#include "policy.h"
#include "pool.h"
#include "progress.h"
#include "report.h"
#include "sandbox.h"
#include "textfile.h"

enum { MOST_WORKERS = 64, SIGNALS_CEILING = 1 << 20 };

struct check {
    const struct check_settings *settings;
    struct crawl crawl;
    struct policies policies;
    const struct policy **policy; /* of each file */
    struct baseline baseline;
    struct judge judge;
    struct output output;
    struct report report;
    struct report_totals totals;
    struct progress progress;
    struct pool pool;
    size_t next;              /* file to hand to a worker */
    struct document document; /* of it, and what was read of it */
    struct parcel coming;
};

/* ---- what is judged ----------------------------------------------------- */

static bool
gather_files(struct check *c, int count, char **operands)
{
    static char here[] = ".";
    char *only_here[] = {here};
    if (count == 0 && c->settings->stdin_filename == NULL) {
        operands = only_here;
        count = 1;
    }
    bool fine = true;
    for (int i = 0; fine && i < count; i++)
        fine = crawl_add(&c->crawl, operands[i]);
    if (fine && count == 0)
        fine = crawl_add(&c->crawl, "-");
    if (!fine) {
        message_errno("check", ENOMEM);
        return false;
    }
    crawl_sort(&c->crawl);
    return true;
}

/* What a file is called: standard input has the name that it was given. */
static const char *
label_of(const struct check *c, size_t task)
{
    const char *path = c->crawl.files[task].path;
    if (!input_is_stdin(path))
        return path;
    return c->settings->stdin_filename != NULL ? c->settings->stdin_filename
                                               : "stdin";
}

/* Finds the policy of each file, and drops the files that theirs excludes. */
static bool
gather_policies(struct check *c)
{
    struct crawl *w = &c->crawl;
    c->policy = calloc(w->count + 1, sizeof *c->policy);
    if (c->policy == NULL) {
        message_errno("check", ENOMEM);
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < w->count; i++) {
        const struct policy *policy =
            policies_find(&c->policies, label_of(c, i));
        if (policy == NULL)
            return false;
        if (policy_excludes(policy, label_of(c, i))) {
            free(w->files[i].path);
            w->files[i].path = NULL;
            c->totals.excluded++;
            continue;
        }
        c->policy[kept] = policy;
        struct crawl_file file = w->files[i];
        w->files[i].path = NULL;
        w->files[kept++] = file;
    }
    w->count = kept;
    return true;
}

/* ---- judging, in workers ------------------------------------------------ */

/* A task: which file it is, and what judge_open and document_read write. */
static void
open_file(struct check *c)
{
    const struct crawl_file *file = &c->crawl.files[c->next];
    parcel_put_number(&c->coming, c->next);
    if (file->error == 0)
        judge_open(&c->judge, file->path, label_of(c, c->next), &c->document,
                   &c->coming);
}

static enum pool_supply
next_file(void *user, bool readable, struct parcel *task)
{
    struct check *c = user;
    if (c->next == c->crawl.count)
        return POOL_END;
    if (c->coming.size == 0)
        open_file(c);
    if (!document_read(&c->document, readable, &c->coming)) {
        c->pool.input = c->document.fd;
        return POOL_WAIT;
    }
    *task = c->coming;
    c->coming = (struct parcel){0};
    c->next++;
    return POOL_TASK;
}

static size_t
file_of(struct parcel *task)
{
    return (size_t)parcel_number(task);
}

static void
work(void *user, struct parcel *parcel, const char *died, struct parcel *answer)
{
    struct check *c = user;
    size_t task = file_of(parcel);
    const struct crawl_file *file = &c->crawl.files[task];
    if (died != NULL)
        judge_failure(answer, died);
    else if (file->error != 0)
        judge_failure(answer, strerror(file->error));
    else
        judge_document(&c->judge, c->policy[task], parcel, answer);
}

/* ---- telling, here ------------------------------------------------------ */

static void
add_up(struct check *c, const struct report_file *file)
{
    struct report_totals *t = &c->totals;
    bool found = false;
    t->files++;
    for (unsigned i = 0; i < REPORT_LEVELS; i++) {
        t->counts[i] += file->counts[i];
        found = found || (i >= c->report.fail_on && file->counts[i] > 0);
    }
    t->with_findings += found;
    t->failed += file->failure.length > 0;
    t->allowed += file->allowed;
    t->known += file->known;
    t->unreported += file->unreported;
}

static void
write_baseline(struct check *c, const struct report_file *file)
{
    char *path = baseline_path(&c->baseline, file->name);
    if (path == NULL) {
        c->output.error = ENOMEM;
        return;
    }
    for (size_t i = 0; i < file->count; i++) {
        struct baseline_entry entry = {.reason = file->findings[i].reason};
        memcpy(entry.hash, file->findings[i].hash, sizeof entry.hash);
        baseline_write(c->report.to, path, &entry);
    }
    free(path);
}

static void
complain(const struct report_file *file)
{
    if (file->failure.length == 0)
        return;
    char *failure = report_line(file->failure.bytes, file->failure.length);
    message(file->name, failure != NULL ? failure : "not judged");
    free(failure);
}

static bool
done(void *user, struct parcel *parcel, struct parcel *answer, const char *why)
{
    struct check *c = user;
    size_t task = file_of(parcel);
    struct report_file file = {.name = label_of(c, task)};
    struct report_finding *findings = NULL;
    if (answer == NULL)
        file.failure = (struct parcel_text){why, strlen(why)};
    else if (!judge_read(answer, &file, &findings))
        file = (struct report_file){
            .name = file.name,
            .failure = {"its answer was damaged", 22},
        };
    progress_clear(&c->progress);
    add_up(c, &file);
    if (c->settings->update_baseline) {
        complain(&file);
        write_baseline(c, &file);
    } else {
        c->report.format->file(&c->report, &file);
    }
    free(findings);
    return true;
}

static bool
show_progress(void *user)
{
    struct check *c = user;
    progress_show(&c->progress, c->totals.files, c->crawl.count);
    return true;
}

/* ---- one run ------------------------------------------------------------ */

static bool
open_signals(struct check *c)
{
    const char *path = c->settings->signals;
    struct textfile file = {0};
    char wrong[256];
    if (path != NULL && !textfile_open(&file, path, SIGNALS_CEILING)) {
        message_errno(path, errno);
        return false;
    }
    c->judge.signals =
        smac_signals_new(file.text, file.length, wrong, sizeof wrong);
    if (c->judge.signals == NULL) {
        char text[PATH_MAX + sizeof wrong];
        snprintf(text, sizeof text, "%s:%s", path != NULL ? path : "built in",
                 wrong);
        message("--signals", text);
    }
    textfile_close(&file);
    return c->judge.signals != NULL;
}

/* They open no files: what any document may need is loaded once. Nor do they
 * make machine code, for which so many documents pay. */
static bool
prepare_workers(const struct check *c)
{
    enum { MANY = 32 };
    enum smac_status status = SMAC_OK;
    if (c->settings->no_sandbox) {
        sandbox_forgo();
        return true;
    }
    if (c->crawl.count >= MANY)
        status = smac_signals_prepare(c->judge.signals);
    if (status == SMAC_OK)
        status = smac_prepare(NULL, NULL, 0);
    if (status != SMAC_OK)
        message("check", "libxml2 or the patterns cannot be loaded");
    return status == SMAC_OK;
}

/* All that may be wrong with what the user gave. */
static bool
open_inputs(struct check *c)
{
    const struct check_settings *s = c->settings;
    if (s->config != NULL && !policies_use(&c->policies, s->config))
        return false;
    if (s->baseline != NULL) {
        if (!baseline_open(&c->baseline, s->baseline, s->update_baseline))
            return false;
        c->judge.baseline = &c->baseline;
    }
    return open_signals(c) && gather_policies(c) && prepare_workers(c);
}

static unsigned
count_workers(const struct check *c)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = c->settings->jobs != 0 ? c->settings->jobs
                       : processors > 0       ? (unsigned)processors
                                              : 1;
    if (workers > MOST_WORKERS)
        workers = MOST_WORKERS;
    return workers < c->crawl.count || c->crawl.count == 0
               ? workers
               : (unsigned)c->crawl.count;
}

static enum command_exit
exit_of(const struct check *c, bool written)
{
    if (!written || c->totals.failed > 0)
        return COMMAND_FAILED;
    return c->totals.with_findings > 0 && !c->settings->update_baseline
               ? COMMAND_FINDINGS
               : COMMAND_DONE;
}

/* The tasks, with the report's begin and end around them. */
static bool
run_tasks(struct check *c)
{
    c->pool = (struct pool){
        .workers = count_workers(c),
        .input = -1,
        .user = c,
        .contained = !c->settings->no_sandbox,
        .next = next_file,
        .work = work,
        .done = done,
        .pause = show_progress,
        .again = 100,
    };
    bool update = c->settings->update_baseline;
    if (update)
        baseline_write_head(c->report.to);
    else
        c->report.format->begin(&c->report);
    progress_begin(&c->progress);
    /* What is still in the buffer would be written by each worker, too. */
    fflush(c->report.to);
    bool fine = pool_run(&c->pool);
    progress_clear(&c->progress);
    if (!fine)
        message_errno("check", errno);
    else if (!update)
        c->report.format->end(&c->report, &c->totals);
    return fine;
}

static enum command_exit
run_check(struct check *c)
{
    const char *target = c->settings->update_baseline ? c->settings->baseline
                                                      : c->settings->output;
    bool opened = output_open(&c->output, target);
    c->report.to = opened ? output_stream(&c->output) : NULL;
    bool fine = c->report.to != NULL && run_tasks(c);
    if (c->report.to != NULL && fclose(c->report.to) != 0)
        fine = false;
    /* A baseline of half the files would hide nothing, and miss the rest. */
    bool publish =
        fine && !(c->settings->update_baseline && c->totals.failed > 0);
    if (!output_close(&c->output, publish)) {
        output_complain(&c->output);
        return COMMAND_FAILED;
    }
    return exit_of(c, fine);
}

static bool
wants_colour(const struct check_settings *s)
{
    const char *terminal = getenv("TERM");
    const char *refused = getenv("NO_COLOR");
    if (s->color != CHECK_COLOR_AUTO)
        return s->color == CHECK_COLOR_ALWAYS;
    return s->output == NULL && isatty(STDOUT_FILENO) == 1 &&
           (refused == NULL || *refused == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

static void
prepare(struct check *c)
{
    const struct check_settings *s = c->settings;
    c->report.format = report_formats[s->format];
    c->report.colour = wants_colour(s);
    c->report.fail_on = s->fail_on != 0 ? s->fail_on - 1 : SMAC_WARNING;
    unsigned show = s->show != 0 ? s->show - 1 : SMAC_WARNING;
    if (show > c->report.fail_on)
        show = c->report.fail_on;
    c->judge.report_at = (enum smac_severity)show;
    c->judge.every = s->update_baseline;
    c->judge.options = filtering_options(&s->filtering);
    c->judge.profile_set = s->filtering.profile != 0;
    c->judge.details_set = s->filtering.details != 0;
}

/* Does a name for standard input have one? */
static bool
names_input(const struct check_settings *s, int count, char **operands)
{
    bool read = s->stdin_filename == NULL || count == 0;
    for (int i = 0; i < count; i++)
        read = read || input_is_stdin(operands[i]);
    return read;
}

enum command_exit
check_command(int argc, char **argv)
{
    struct check_settings settings = {0};
    int count = check_options_parse(&settings, argc, argv);
    if (count < 0)
        return COMMAND_USAGE;
    if (settings.help)
        return check_options_help();
    /* Only how wide a character is depends on it. */
    setlocale(LC_CTYPE, "C.UTF-8");
    if (!names_input(&settings, count, argv)) {
        message_usage("--stdin-filename", "is for standard input, which is "
                                          "not among the PATHs");
        return COMMAND_USAGE;
    }
    struct check c = {
        .settings = &settings, .output.fd = -1, .document.fd = -1};
    prepare(&c);
    enum command_exit status = COMMAND_USAGE;
    if (!gather_files(&c, count, argv))
        status = COMMAND_FAILED;
    else if (open_inputs(&c))
        status = run_check(&c);
    smac_signals_free(c.judge.signals);
    parcel_release(&c.coming);
    baseline_release(&c.baseline);
    policies_release(&c.policies);
    crawl_release(&c.crawl);
    free(c.policy);
    return status;
}
