/* SPDX-License-Identifier: MIT */
#include "jsonl_options.h"

#include <stddef.h>
#include <string.h>

#include "choices.h"
#include "information.h"
#include "message.h"
#include "options.h"

#define WHERE(member) offsetof(struct jsonl_settings, member)

/* As --max-input allows it, escaped, and with room for other members. */
#define DEFAULT_MAX_LINE ((uint64_t)64 << 20)

static const struct option table[] = {
    {OPTION_GROUP, 0, "Records", NULL, 0, NULL, NULL},
    {OPTION_TEXT, 'f', "field", "NAME", WHERE(field), NULL,
     "the member with the markdown (default: the first of text, page_content, "
     "content and markdown)"},
    {OPTION_FLAG, 0, "offsets", NULL, WHERE(offsets), NULL,
     "tell which bytes of the text stand for which bytes of the source"},
    {OPTION_CHOICE, 0, "drop-if", "SEVERITY", WHERE(drop_if),
     choices_severities,
     "grade findings as 'smac check' does, and withhold the text of documents "
     "with one at or above note, warning or error"},
    {OPTION_FLAG, 0, "strict", NULL, WHERE(strict), NULL,
     "stop at the first record that is answered with an error"},
    {OPTION_COUNT, 'j', "jobs", "N", WHERE(jobs), NULL,
     "filter N documents at a time (default: one a processor)"},
    FILTERING_FORMAT(jsonl_settings, filtering),
    {OPTION_GROUP, 0, "Audit", NULL, 0, NULL, NULL},
    AUDITLOG_PATH(jsonl_settings, audit),
    {OPTION_TEXT, 0, "audit-dir", "DIR", WHERE(audit_dir), NULL,
     "the same to a new file in DIR, for one run of many"},
    AUDITLOG_MANNER(jsonl_settings, audit),
    {OPTION_TEXT, 0, "stdin-name", "NAME", WHERE(stdin_name), NULL,
     "call the document of line 7 NAME:7 in the audit (default: -)"},
    {OPTION_GROUP, 0, "What counts as visible", NULL, 0, NULL, NULL},
    FILTERING_VIEW(jsonl_settings, filtering),
    FILTERING_KEEP(jsonl_settings, filtering),
    {OPTION_GROUP, 0, "Limits (a record beyond one is answered with an error)",
     NULL, 0, NULL, NULL},
    {OPTION_SIZE, 0, "max-line", "SIZE", WHERE(max_line), NULL,
     "bytes of a line (default: 64M; 0: no limit)"},
    FILTERING_LIMITS(jsonl_settings, filtering),
    {OPTION_GROUP, 0, "Containment", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 0, "no-sandbox", NULL, WHERE(no_sandbox), NULL,
     "parse without the sandbox, where the system has none, and say so"},
    {OPTION_GROUP, 0, "Information", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac jsonl [OPTION]... < RECORDS > RECORDS\n"
    "Read a JSON object a line, replace the markdown in it by what a human\n"
    "reader of the rendered page sees, and write it as a line, in the same\n"
    "order. A member \"smac\" tells what was discarded; all other members stay\n"
    "as they are. A line that cannot be filtered is answered with an error in\n"
    "its place, and never with text.\n";

static const char help_after[] =
    "\n"
    "Examples:\n"
    "  smac jsonl < documents.jsonl > visible.jsonl\n"
    "  smac jsonl -f body -a audit.jsonl.gz < issues.jsonl > visible.jsonl\n"
    "  smac jsonl --drop-if=error < crawl.jsonl | embed\n"
    "\n"
    "Exit status:\n"
    "  0  every line was filtered\n"
    "  2  wrong usage\n"
    "  3  some were answered with an error, or something failed\n";

bool
jsonl_options_parse(struct jsonl_settings *s, int argc, char **argv)
{
    int count = options_parse(table, s, argc, argv);
    if (count < 0)
        return false;
    if (s->max_line == 0)
        s->max_line = DEFAULT_MAX_LINE;
    if (count > 0) {
        message_usage(argv[0], "smac jsonl reads standard input alone");
        return false;
    }
    if (s->field[0] != NULL && strcmp(s->field[0], "smac") == 0) {
        message_usage("--field", "'smac' is the member that smac writes");
        return false;
    }
    if (s->audit.path != NULL && s->audit_dir != NULL) {
        message_usage("--audit-dir", "and --audit exclude each other");
        return false;
    }
    if (s->audit.path != NULL && strcmp(s->audit.path, "-") == 0) {
        message_usage("--audit", "takes a file, such as /dev/stderr");
        return false;
    }
    return true;
}

enum command_exit
jsonl_options_help(void)
{
    return information_help(help_before, table, help_after);
}

const char *const *
jsonl_options_fields(const struct jsonl_settings *s)
{
    /* HTML loaders and datasets; LangChain; LlamaIndex and others; exports */
    static const char *const known[] = {"text", "page_content", "content",
                                        "markdown", NULL};
    return s->field[0] != NULL ? s->field : known;
}

struct smac_options
jsonl_options_filter(const struct jsonl_settings *s)
{
    struct smac_options options = filtering_options(&s->filtering);
    options.spill_above = UINT64_MAX; /* a worker opens no file */
    return options;
}
