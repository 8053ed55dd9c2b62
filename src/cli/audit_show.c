/* SPDX-License-Identifier: MIT */
/* `smac audit show FILE...`: what was hidden, for people to look at.
 *
 * Everything that an attacker wrote goes through smac_notation, and stands
 * behind a bar, so that it can neither act on the terminal nor look like a
 * line of ours. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "information.h"
#include "message.h"
#include "options.h"
#include "selection.h"
#include "smac.h"
#include "walk.h"

/* ---- options ------------------------------------------------------------ */

enum format { FORMAT_TEXT, FORMAT_JSON };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

struct settings {
    struct selection selection;
    unsigned format;
    unsigned color;
    bool help;
};

static const struct option_choice formats[] = {
    {"text", FORMAT_TEXT}, {"json", FORMAT_JSON}, {NULL, 0}};

static const struct option_choice whens[] = {{"auto", WHEN_AUTO},
                                             {"always", WHEN_ALWAYS},
                                             {"never", WHEN_NEVER},
                                             {NULL, 0}};

#define WHERE(member) offsetof(struct settings, member)

static const struct option table[] = {
    SELECTION_OPTIONS(settings, selection),
    {OPTION_CHOICE, 0, "format", "FORMAT", WHERE(format), formats,
     "text for people (default), or json: the records, one a line"},
    {OPTION_CHOICE, 0, "color", "WHEN", WHERE(color), whens,
     "auto (default: on a terminal), always or never"},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac audit show [OPTION]... FILE...\n"
    "Show what smac dropped: reason, place, the hidden text with everything\n"
    "that does not draw itself written out, and what it decodes to.\n"
    "\n";

/* ---- colour ------------------------------------------------------------- */

enum role { ROLE_PLACE, ROLE_NOTE, ROLE_WARNING, ROLE_ERROR, ROLE_NOTATION };

struct show {
    const struct settings *settings;
    bool color;
    bool foreign; /* a line was no record */
};

static bool
wants_color(const struct settings *settings)
{
    if (settings->color != WHEN_AUTO)
        return settings->color == WHEN_ALWAYS;
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

static void
begin_role(const struct show *show, enum role role)
{
    static const char *const sequences[] = {
        [ROLE_PLACE] = "\033[1m",    [ROLE_NOTE] = "\033[36m",
        [ROLE_WARNING] = "\033[33m", [ROLE_ERROR] = "\033[31m",
        [ROLE_NOTATION] = "\033[7m",
    };
    if (show->color)
        fputs(sequences[role], stdout);
}

static void
end_role(const struct show *show)
{
    if (show->color)
        fputs("\033[0m", stdout);
}

static enum role
role_of_level(struct smac_text level)
{
    static const struct {
        const char *name;
        enum role role;
    } levels[] = {{"error", ROLE_ERROR}, {"warning", ROLE_WARNING}};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (level.length == strlen(levels[i].name) &&
            memcmp(level.bytes, levels[i].name, level.length) == 0)
            return levels[i].role;
    }
    return ROLE_NOTE;
}

/* ---- hostile text ------------------------------------------------------- */

static int
put_piece(void *user, const char *text, size_t length, bool notation)
{
    const struct show *show = user;
    if (notation)
        begin_role(show, ROLE_NOTATION);
    fwrite(text, 1, length, stdout);
    if (notation)
        end_role(show);
    return ferror(stdout);
}

static void
put_text(struct show *show, struct smac_text text)
{
    smac_notation(text.bytes, text.length, put_piece, show);
}

/* Line by line, each behind a bar. */
static void
put_lines(struct show *show, const char *label, struct smac_text text)
{
    while (text.bytes != NULL && text.length > 0) {
        const char *newline = memchr(text.bytes, '\n', text.length);
        size_t length =
            newline == NULL ? text.length : (size_t)(newline - text.bytes) + 1;
        printf("    %s", label);
        put_text(show, (struct smac_text){text.bytes, length});
        putchar('\n');
        text.bytes += length;
        text.length -= length;
    }
}

/* ---- records ------------------------------------------------------------ */

/* Where and when, for every record. */
static void
put_start(struct show *show, const struct smac_record *record)
{
    begin_role(show, ROLE_PLACE);
    if (record->file.bytes != NULL)
        put_text(show, record->file);
    else
        fputs("(audit)", stdout);
    if (record->type == SMAC_RECORD_FINDING)
        printf(":%" PRIu64 ":%" PRIu64, record->line, record->column);
    end_role(show);
    fputs(": ", stdout);
    begin_role(show, role_of_level(record->level));
    put_text(show, record->level);
    end_role(show);
    fputs(": ", stdout);
}

static void
put_end(struct show *show, const struct smac_record *record)
{
    printf(" [%" PRIu64 ", ", record->sequence);
    put_text(show, record->time);
    puts("]");
}

static void
show_finding(struct show *show, const struct smac_record *record)
{
    put_start(show, record);
    put_text(show, record->reason);
    fputs(" (", stdout);
    put_text(show, record->rule);
    printf("), %" PRIu64 " bytes at offset %" PRIu64, record->length,
           record->offset);
    put_end(show, record);
    if (record->span.bytes == NULL) {
        fputs("    (not stored) SHA-256 ", stdout);
        put_text(show, record->sha256);
        putchar('\n');
    }
    put_lines(show, "| ", record->span);
    put_lines(show, "decodes to | ", record->decoded);
}

static void
show_other(struct show *show, const struct smac_record *record)
{
    put_start(show, record);
    switch (record->type) {
    case SMAC_RECORD_DOCUMENT:
        printf("document of %" PRIu64 " bytes, %" PRIu64 " of them seen, "
               "%" PRIu64 " syntax",
               record->size, record->shown, record->syntax);
        break;
    case SMAC_RECORD_REPAIR:
        fputs("a crash had left lines that are no records", stdout);
        break;
    case SMAC_RECORD_CONTINUATION:
        fputs("goes on after another file", stdout);
        break;
    case SMAC_RECORD_FINDING:
    case SMAC_RECORD_NONE:
        break;
    }
    put_end(show, record);
}

static void
show_foreign(struct show *show, const char *path,
             const struct smac_record *record)
{
    enum { SHOWN = 200 };
    struct smac_text text = record->json;
    if (text.length > SHOWN)
        text.length = SHOWN;
    put_text(show, (struct smac_text){path, strlen(path)});
    printf(":%" PRIu64 ": no record\n", record->number);
    put_lines(show, "| ", text);
}

static bool
show_record(void *user, const char *path, const struct smac_record *record)
{
    struct show *show = user;
    if (record->type == SMAC_RECORD_NONE) {
        show->foreign = true;
        if (show->settings->format == FORMAT_TEXT)
            show_foreign(show, path, record);
    } else if (!selection_has(&show->settings->selection, record)) {
        return true;
    } else if (show->settings->format == FORMAT_JSON) {
        fwrite(record->json.bytes, 1, record->json.length, stdout);
        putchar('\n');
    } else if (record->type == SMAC_RECORD_FINDING) {
        show_finding(show, record);
    } else {
        show_other(show, record);
    }
    return !ferror(stdout);
}

/* ---- the command -------------------------------------------------------- */

static enum command_exit
show_files(const struct settings *settings, int count, char **paths)
{
    struct show show = {.settings = settings, .color = wants_color(settings)};
    bool read = walk_files(count, paths, show_record, &show);
    if (!information_flush() || !read)
        return COMMAND_FAILED;
    if (show.foreign)
        message("audit show", "some lines are no records; see audit verify");
    return COMMAND_DONE;
}

enum command_exit
audit_show_command(int argc, char **argv)
{
    struct settings settings = {.help = false};
    enum command_exit status = COMMAND_USAGE;
    int count = options_parse(table, &settings, argc, argv);
    if (count >= 0 && settings.help)
        status = information_help(help_before, table, "");
    else if (count == 0)
        message_usage("audit show", "takes at least one file");
    else if (count > 0 && selection_begin(&settings.selection))
        status = show_files(&settings, count, argv);
    selection_release(&settings.selection);
    return status;
}
