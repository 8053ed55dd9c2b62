/* SPDX-License-Identifier: MIT */
#include "check_options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "choices.h"
#include "information.h"
#include "message.h"
#include "options.h"
#include "report.h"
#include "smac.h"

/* As report_formats; a test compares the two. */
static const struct option_choice formats[] = {
    {"human", 0},  {"json", 1},  {"sarif", 2}, {"github", 3},
    {"gitlab", 4}, {"junit", 5}, {NULL, 0},
};

static const struct option_choice levels[] = {
    {"note", SMAC_NOTE + 1},
    {"warning", SMAC_WARNING + 1},
    {"error", SMAC_ERROR + 1},
    {"never", REPORT_LEVELS + 1},
    {NULL, 0},
};

static const struct option_choice colors[] = {
    {"auto", CHECK_COLOR_AUTO},
    {"always", CHECK_COLOR_ALWAYS},
    {"never", CHECK_COLOR_NEVER},
    {NULL, 0},
};

#define WHERE(member) offsetof(struct check_settings, member)

static const struct option table[] = {
    {OPTION_GROUP, 0, "Report", NULL, 0, NULL, NULL},
    {OPTION_CHOICE, 'f', "format", "FORMAT", WHERE(format), formats,
     "human (default), json, sarif, github, gitlab or junit"},
    {OPTION_TEXT, 'o', "output", "FILE", WHERE(output), NULL,
     "write to FILE, which changes only when all is known"},
    {OPTION_CHOICE, 0, "fail-on", "LEVEL", WHERE(fail_on), levels,
     "exit with 1 if there is a finding at or above note, warning (default) or "
     "error; never does not"},
    {OPTION_CHOICE, 0, "show", "LEVEL", WHERE(show), choices_severities,
     "report findings at or above note, warning (default) or error; those that "
     "count for --fail-on are always reported"},
    {OPTION_CHOICE, 0, "color", "WHEN", WHERE(color), colors,
     "auto (default): on a terminal, unless NO_COLOR is set; always; never"},
    {OPTION_GROUP, 0, "Policy", NULL, 0, NULL, NULL},
    {OPTION_TEXT, 0, "config", "FILE", WHERE(config), NULL,
     "use FILE instead of the .smac.conf found upward from each document"},
    {OPTION_TEXT, 0, "baseline", "FILE", WHERE(baseline), NULL,
     "do not report the findings that FILE knows"},
    {OPTION_FLAG, 0, "update-baseline", NULL, WHERE(update_baseline), NULL,
     "write all findings to the baseline, instead of a report"},
    {OPTION_TEXT, 0, "signals", "FILE", WHERE(signals), NULL,
     "grade by the patterns of FILE instead of those that are built in"},
    FILTERING_VIEW(check_settings, filtering),
    {OPTION_GROUP, 0, "Input", NULL, 0, NULL, NULL},
    {OPTION_TEXT, 0, "stdin-filename", "NAME", WHERE(stdin_filename), NULL,
     "read standard input, and treat it as the file NAME"},
    {OPTION_COUNT, 'j', "jobs", "N", WHERE(jobs), NULL,
     "judge N documents at a time (default: one a processor)"},
    {OPTION_GROUP, 0, "Containment", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 0, "no-sandbox", NULL, WHERE(no_sandbox), NULL,
     "parse without the sandbox, where the system has none, and say so"},
    {OPTION_GROUP, 0, "Information", NULL, 0, NULL, NULL},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac check [OPTION]... [PATH]...\n"
    "Tell which lines of markdown documents hide something, and how bad it is.\n"
    "A directory stands for the documents below it: markdown files, READMEs and\n"
    "files that instruct agents, except those that git ignores, unless it\n"
    "ignores the directory itself. Without PATH, the current directory; - is\n"
    "standard input.\n";

static const char help_after[] =
    "\n"
    "Examples:\n"
    "  smac check                               this repository\n"
    "  smac check --format=sarif -o smac.sarif docs README.md\n"
    "  git show HEAD:README.md | smac check --stdin-filename=README.md\n"
    "\n"
    "Exit status:\n"
    "  0  no finding at or above --fail-on\n"
    "  1  some\n"
    "  2  wrong usage, or an error in the policy, the baseline or the signals\n"
    "  3  a document could not be judged, or the report not be written\n"
    "What a finding means: smac explain REASON\n";

int
check_options_parse(struct check_settings *settings, int argc, char **argv)
{
    int count = options_parse(table, settings, argc, argv);
    if (count >= 0 && settings->update_baseline && settings->baseline == NULL) {
        message_usage("--update-baseline", "needs --baseline=FILE");
        return -1;
    }
    return count;
}

enum command_exit
check_options_help(void)
{
    return information_help(help_before, table, help_after);
}
