/* SPDX-License-Identifier: MIT */
/* `smac audit stats FILE...`: how much was hidden, by reason. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "information.h"
#include "message.h"
#include "options.h"
#include "selection.h"
#include "smac.h"
#include "walk.h"

enum format { FORMAT_TEXT, FORMAT_JSON };

struct settings {
    struct selection selection;
    unsigned format;
    bool help;
};

static const struct option_choice formats[] = {
    {"text", FORMAT_TEXT}, {"json", FORMAT_JSON}, {NULL, 0}};

#define WHERE(member) offsetof(struct settings, member)

static const struct option table[] = {
    SELECTION_OPTIONS(settings, selection),
    {OPTION_CHOICE, 0, "format", "FORMAT", WHERE(format), formats,
     "text (default) or json"},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac audit stats [OPTION]... FILE...\n"
    "Count documents, and findings and their bytes for each reason.\n"
    "\n";

/* ---- counting ----------------------------------------------------------- */

struct count {
    uint64_t findings;
    uint64_t bytes;
};

struct stats {
    const struct selection *selection;
    struct count reasons[SMAC_REASON_COUNT + 1]; /* the last: not known here */
    struct count total;
    uint64_t records;
    uint64_t documents;
    uint64_t foreign; /* lines that are no records */
};

static enum smac_reason
reason_of(const struct smac_record *record)
{
    char name[64];
    if (record->reason.bytes == NULL || record->reason.length >= sizeof name)
        return SMAC_REASON_COUNT;
    memcpy(name, record->reason.bytes, record->reason.length);
    name[record->reason.length] = '\0';
    return smac_reason_find(name);
}

static void
add(struct count *count, const struct smac_record *record)
{
    count->findings++;
    count->bytes += record->length;
}

static bool
count_record(void *user, const char *path, const struct smac_record *record)
{
    struct stats *stats = user;
    (void)path;
    if (record->type == SMAC_RECORD_NONE) {
        stats->foreign++;
        return true;
    }
    if (!selection_has(stats->selection, record))
        return true;
    stats->records++;
    stats->documents += record->type == SMAC_RECORD_DOCUMENT;
    if (record->type == SMAC_RECORD_FINDING) {
        add(&stats->reasons[reason_of(record)], record);
        add(&stats->total, record);
    }
    return true;
}

/* ---- printing ----------------------------------------------------------- */

static const char *
name_of(unsigned reason)
{
    return reason == SMAC_REASON_COUNT
               ? "(unknown)"
               : smac_reason_info((enum smac_reason)reason)->name;
}

static void
print_row(const char *name, const char *severity, const struct count *count)
{
    printf("%-28s %-8s %10" PRIu64 " %12" PRIu64 "\n", name, severity,
           count->findings, count->bytes);
}

static void
print_text(const struct stats *stats)
{
    printf("%-28s %-8s %10s %12s\n", "reason", "severity", "findings", "bytes");
    for (unsigned i = 0; i <= SMAC_REASON_COUNT; i++) {
        if (stats->reasons[i].findings == 0)
            continue;
        const struct smac_reason_info *info =
            smac_reason_info((enum smac_reason)i);
        print_row(name_of(i),
                  info == NULL ? "" : smac_severity_name(info->severity),
                  &stats->reasons[i]);
    }
    print_row("all", "", &stats->total);
    printf("%" PRIu64 " records of %" PRIu64 " documents\n", stats->records,
           stats->documents);
}

static void
print_json(const struct stats *stats)
{
    const char *comma = "";
    printf("{\"bytes\":%" PRIu64 ",\"documents\":%" PRIu64
           ",\"findings\":%" PRIu64 ",\"reasons\":{",
           stats->total.bytes, stats->documents, stats->total.findings);
    for (unsigned i = 0; i <= SMAC_REASON_COUNT; i++) {
        if (stats->reasons[i].findings == 0)
            continue;
        printf("%s\"%s\":{\"bytes\":%" PRIu64 ",\"findings\":%" PRIu64 "}",
               comma, name_of(i), stats->reasons[i].bytes,
               stats->reasons[i].findings);
        comma = ",";
    }
    printf("},\"records\":%" PRIu64 "}\n", stats->records);
}

/* ---- the command -------------------------------------------------------- */

static enum command_exit
count_files(const struct settings *settings, int count, char **paths)
{
    struct stats stats = {.selection = &settings->selection};
    bool read = walk_files(count, paths, count_record, &stats);
    if (settings->format == FORMAT_JSON)
        print_json(&stats);
    else
        print_text(&stats);
    if (!information_flush() || !read)
        return COMMAND_FAILED;
    if (stats.foreign > 0)
        message("audit stats", "some lines are no records; see audit verify");
    return COMMAND_DONE;
}

enum command_exit
audit_stats_command(int argc, char **argv)
{
    struct settings settings = {.help = false};
    enum command_exit status = COMMAND_USAGE;
    int count = options_parse(table, &settings, argc, argv);
    if (count >= 0 && settings.help)
        status = information_help(help_before, table, "");
    else if (count == 0)
        message_usage("audit stats", "takes at least one file");
    else if (count > 0 && selection_begin(&settings.selection))
        status = count_files(&settings, count, argv);
    selection_release(&settings.selection);
    return status;
}
