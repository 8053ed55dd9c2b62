/* SPDX-License-Identifier: MIT */
/* `smac [OPTION]... [FILE]...`: the visible text of each document. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auditlog.h"
#include "cell.h"
#include "command.h"
#include "crash.h"
#include "filtering.h"
#include "identity.h"
#include "information.h"
#include "input.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "sandbox.h"
#include "smac.h"

/* ---- options ------------------------------------------------------------ */

struct settings {
    const char *output;
    const char *stdin_name;
    struct filtering filtering;
    struct auditlog audit;
    bool no_sandbox;
    bool help;
    bool version;
};

#define WHERE(member) offsetof(struct settings, member)

static const struct option table[] = {
    {OPTION_GROUP, 0, "Output", NULL, 0, NULL, NULL},
    {OPTION_TEXT, 'o', "output", "FILE", WHERE(output), NULL,
     "write to FILE, which changes only if every document went well"},
    FILTERING_FORMAT(settings, filtering),
    {OPTION_GROUP, 0, "Audit", NULL, 0, NULL, NULL},
    AUDITLOG_PATH(settings, audit),
    AUDITLOG_MANNER(settings, audit),
    {OPTION_TEXT, 0, "stdin-name", "NAME", WHERE(stdin_name), NULL,
     "what standard input is called in the audit (default: -)"},
    {OPTION_GROUP, 0, "What counts as visible", NULL, 0, NULL, NULL},
    FILTERING_VIEW(settings, filtering),
    FILTERING_KEEP(settings, filtering),
    {OPTION_GROUP, 0, "Limits (a document beyond one emits nothing)", NULL, 0,
     NULL, NULL},
    FILTERING_LIMITS(settings, filtering),
    FILTERING_SPILL(settings, filtering),
    {OPTION_GROUP, 0, "Containment", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 0, "no-sandbox", NULL, WHERE(no_sandbox), NULL,
     "parse without the sandbox, where the system has none, and say so"},
    {OPTION_GROUP, 0, "Information", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_FLAG, 'V', "version", NULL, WHERE(version), NULL,
     "show the version"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac [OPTION]... [FILE]...\n"
    "Write what a human reader of the rendered page sees of each markdown FILE,\n"
    "and nothing else. Without FILE, or if FILE is -, read standard input.\n"
    "Gzip and UTF-16 are recognised. SIZE may end in K, M or G.\n"
    "'smac audit --help' tells how an audit is verified and shown.\n";

static const char help_after[] =
    "\n"
    "Examples:\n"
    "  smac README.md                           the visible text\n"
    "  smac -a audit.jsonl README.md            and a record of what was dropped\n"
    "  curl -s \"$URL\" | smac --stdin-name=\"$URL\" -a audit.jsonl.gz\n"
    "  smac -t markdown -o clean.md README.md\n"
    "\n"
    "Exit status:\n"
    "  0  done: what is hidden was stripped\n"
    "  2  wrong usage\n"
    "  3  failed: something was not emitted\n"
    "\n"
    "Other commands (with a --help of their own):\n"
    "  smac check                               what documents hide, graded\n"
    "  smac explain                             what a reason means\n"
    "  smac jsonl                               documents in JSON, a line each\n";

/* ---- one run ------------------------------------------------------------ */

struct run {
    const struct settings *settings;
    struct smac_options options;
    struct smac_audit *audit; /* NULL: none is wanted */
    struct output output;
    int audit_error; /* errno, of the document at hand */
    bool begun;      /* the document at hand has some text */
};

static int
keep_finding(void *user, const struct smac_finding *finding)
{
    struct run *run = user;
    int answer = smac_audit_discarded(run->audit, finding);
    if (answer != 0)
        run->audit_error = errno;
    return answer;
}

static int
append_document(void *user, const struct smac_summary *summary)
{
    struct run *run = user;
    int answer = smac_audit_summary(run->audit, summary);
    if (answer != 0)
        run->audit_error = errno;
    return answer;
}

/* A blank line parts the texts of two documents. */
static int
write_text(void *user, const char *text, size_t length)
{
    struct run *run = user;
    if (length == 0)
        return 0;
    if (!run->begun && run->output.written &&
        !output_write(&run->output, "\n", 1))
        return -1;
    run->begun = true;
    return output_write(&run->output, text, length) ? 0 : -1;
}

static void
complain_document(struct run *run, const char *label,
                  const struct relay_end *end)
{
    if (end->error != 0) {
        message_errno(label, end->error);
    } else if (end->status != SMAC_BAD_SINK) {
        message(label, end->message);
    } else if (run->audit_error != 0) {
        auditlog_complain(run->settings->audit.path, run->audit_error);
        message(label, "was not emitted, because it could not be audited");
    } /* else output_complain says it once, at the end */
}

/* What messages call an operand. */
static const char *
label_of(const struct settings *s, const char *operand)
{
    if (!input_is_stdin(operand))
        return operand;
    return s->stdin_name != NULL ? s->stdin_name : "stdin";
}

static struct smac_sink
sink_of(struct run *run)
{
    return (struct smac_sink){
        .user = run,
        .discarded = run->audit != NULL ? keep_finding : NULL,
        .summary = run->audit != NULL ? append_document : NULL,
        .visible = write_text,
    };
}

static void
begin_document(struct run *run, const char *operand)
{
    const char *label = label_of(run->settings, operand);
    bool named = !input_is_stdin(operand) || run->settings->stdin_name != NULL;
    run->begun = false;
    run->audit_error = 0;
    if (run->audit != NULL)
        smac_audit_document(run->audit, named ? label : operand);
}

static bool
end_document(struct run *run, const char *operand, const struct relay_end *end)
{
    bool done = end->status == SMAC_OK && end->error == 0;
    if (!done)
        complain_document(run, label_of(run->settings, operand), end);
    return done;
}

/* Only where nothing is left to be done that takes a right, a document is
 * parsed in this process: a second one takes longer to start than an ordinary
 * README to filter. */
static void
parse_document(struct run *run, int fd, bool last, struct relay_end *end)
{
    const struct smac_sink sink = sink_of(run);
    struct cell cell = {0, -1};
    if (run->settings->no_sandbox) {
        cell_parse(fd, &run->options, false, &sink, end);
    } else if (last && run->audit == NULL && run->output.target == NULL) {
        crash_expect();
        cell_parse(fd, &run->options, true, &sink, end);
    } else {
        if (cell_begin(&cell, &fd, 1, &run->options, run->audit != NULL, end))
            cell_next(&cell, &run->options, &sink, end);
        cell_end(&cell);
    }
}

static bool
filter_document(struct run *run, const char *operand, bool last)
{
    struct relay_end end;
    begin_document(run, operand);
    int fd = input_open(operand);
    if (fd < 0) {
        message_errno(label_of(run->settings, operand), errno);
        return false;
    }
    parse_document(run, fd, last, &end);
    input_close(operand, fd);
    return end_document(run, operand, &end);
}

/* ---- several documents -------------------------------------------------- */

/* Files that are open at once, for one process that parses them in turn: to
 * start one takes longer than to filter a README. */
struct batch {
    int fds[CELL_MOST];
    size_t count;
};

/* Opens so many of the operands as are ordinary files: what others have to say
 * may come late, or never. */
static void
batch_open(struct batch *b, int count, char **operands)
{
    struct stat status;
    for (b->count = 0; b->count < CELL_MOST && b->count < (size_t)count;
         b->count++) {
        const char *operand = operands[b->count];
        if (input_is_stdin(operand) || stat(operand, &status) < 0 ||
            !S_ISREG(status.st_mode))
            return;
        int fd = input_open(operand);
        if (fd < 0)
            return;
        b->fds[b->count] = fd;
    }
}

static void
batch_close(const struct batch *b)
{
    for (size_t i = 0; i < b->count; i++)
        close(b->fds[i]);
}

static bool
batch_filter(struct run *run, const struct batch *b, char **operands)
{
    const struct smac_sink sink = sink_of(run);
    struct cell cell = {0, -1};
    bool all = true;
    for (size_t i = 0; i < b->count && run->output.error == 0; i++) {
        struct relay_end end;
        begin_document(run, operands[i]);
        if (cell.pid != 0 ||
            cell_begin(&cell, b->fds + i, b->count - i, &run->options,
                       run->audit != NULL, &end))
            cell_next(&cell, &run->options, &sink, &end);
        all = end_document(run, operands[i], &end) && all;
    }
    cell_end(&cell);
    return all && run->output.error == 0;
}

/* ---- what must not be one file ------------------------------------------ */

static bool
refuse_same(const char *path, const char *both)
{
    message_usage(path, both);
    return false;
}

static bool
check_files(const struct settings *s, int count, char **operands)
{
    bool to_stdout = s->output == NULL || strcmp(s->output, "-") == 0;
    struct identity output = to_stdout ? identity_of_descriptor(STDOUT_FILENO)
                                       : identity_of_path(s->output);
    struct identity audit = {0};
    if (s->audit.path != NULL)
        audit = identity_of_path(s->audit.path);
    if (identity_same(output, audit))
        return refuse_same(s->audit.path, "is both the audit and the output");
    for (int i = 0; i < count; i++) {
        struct identity input = input_is_stdin(operands[i])
                                    ? identity_of_descriptor(STDIN_FILENO)
                                    : identity_of_path(operands[i]);
        const char *label = label_of(s, operands[i]);
        if (identity_same(input, output))
            return refuse_same(label, "is both an input and the output");
        if (identity_same(input, audit))
            return refuse_same(label, "is both an input and the audit");
    }
    return true;
}

/* ---- the command -------------------------------------------------------- */

static bool
filter_documents(struct run *run, int count, char **operands)
{
    const struct settings *s = run->settings;
    bool all = true;
    run->options = filtering_options(&s->filtering);
    if (s->no_sandbox)
        sandbox_forgo();
    for (int i = 0; i < count;) {
        struct batch batch = {.count = 0};
        if (run->output.error != 0)
            return false;
        if (count - i > 1 && !s->no_sandbox)
            batch_open(&batch, count - i, operands + i);
        if (batch.count > 0)
            all = batch_filter(run, &batch, operands + i) && all;
        else
            all = filter_document(run, operands[i], i == count - 1) && all;
        batch_close(&batch);
        i += batch.count > 0 ? (int)batch.count : 1;
    }
    return all;
}

static enum command_exit
run_filter(struct run *run, int count, char **operands)
{
    const struct settings *s = run->settings;
    if (s->audit.path != NULL) {
        run->audit = auditlog_open(&s->audit, s->audit.path);
        if (run->audit == NULL)
            return COMMAND_FAILED;
    }
    /* After the audit was opened, for that may have created it. */
    enum command_exit status = COMMAND_FAILED;
    if (!check_files(s, count, operands)) {
        status = COMMAND_USAGE;
    } else if (output_open(&run->output, s->output) &&
               filter_documents(run, count, operands)) {
        status = COMMAND_DONE;
    }
    if (smac_audit_close(run->audit) != SMAC_OK && status == COMMAND_DONE) {
        message_errno(s->audit.path, errno);
        status = COMMAND_FAILED;
    }
    bool withheld = run->output.target != NULL && status != COMMAND_DONE;
    if (!output_close(&run->output, status == COMMAND_DONE)) {
        output_complain(&run->output);
        status = COMMAND_FAILED;
    } else if (withheld) {
        message(s->output, "was left as it was");
    }
    return status;
}

enum command_exit
filter_command(int argc, char **argv)
{
    static char dash[] = "-";
    char *only_stdin[] = {dash};
    struct settings settings = {0};
    int count = options_parse(table, &settings, argc, argv);
    if (count < 0)
        return COMMAND_USAGE;
    if (settings.help)
        return information_help(help_before, table, help_after);
    if (settings.version)
        return information_version();
    if (settings.audit.path != NULL && strcmp(settings.audit.path, "-") == 0) {
        message_usage("--audit", "takes a file, such as /dev/stdout");
        return COMMAND_USAGE;
    }
    struct run run = {.settings = &settings, .output.fd = -1};
    return run_filter(&run, count > 0 ? count : 1,
                      count > 0 ? argv : only_stdin);
}
