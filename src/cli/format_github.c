/* SPDX-License-Identifier: MIT */
/* GitHub's workflow commands, which become notes at the lines of a change. A
 * command ends with its line, so whatever an attacker wrote must not end one:
 * a new line would be a command of his. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

static const char *const commands[] = {
    [SMAC_NOTE] = "notice",
    [SMAC_WARNING] = "warning",
    [SMAC_ERROR] = "error",
};

/* In a property, : and , have a meaning as well. */
static void
put_escaped(FILE *to, const char *text, bool property)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '%' || c < ' ' || (property && (c == ':' || c == ',')))
            fprintf(to, "%%%02X", c);
        else
            fputc(c, to);
    }
}

static void
put_command(FILE *to, const char *command, const char *name, const char *title)
{
    fprintf(to, "::%s file=", command);
    put_escaped(to, name, true);
    fputs(",title=", to);
    put_escaped(to, title, true);
}

static void
begin(struct report *r)
{
    (void)r;
}

static void
put_finding(FILE *to, const char *name, const struct report_finding *f)
{
    char title[64];
    char *sentence = report_sentence(f);
    snprintf(title, sizeof title, "smac %s", smac_reason_info(f->reason)->name);
    put_command(to, commands[f->severity], name, title);
    fprintf(to, ",line=%" PRIu64 ",endLine=%" PRIu64, f->line, f->end_line);
    if (f->line == f->end_line) /* columns of two lines say nothing there */
        fprintf(to, ",col=%" PRIu64 ",endColumn=%" PRIu64, f->column,
                f->end_column);
    fputs("::", to);
    put_escaped(to, sentence != NULL ? sentence : title, false);
    fputc('\n', to);
    free(sentence);
}

static void
put_file(struct report *r, const struct report_file *file)
{
    if (file->failure.length > 0) {
        char *failure = report_line(file->failure.bytes, file->failure.length);
        put_command(r->to, "error", file->name, "smac not judged");
        fputs("::", r->to);
        put_escaped(r->to, failure != NULL ? failure : "not judged", false);
        fputc('\n', r->to);
        free(failure);
    }
    for (size_t i = 0; i < file->count; i++)
        put_finding(r->to, file->name, &file->findings[i]);
}

static void
end(struct report *r, const struct report_totals *totals)
{
    fputs("smac: ", r->to);
    report_print_totals(r->to, totals);
}

const struct report_format format_github = {"github", begin, put_file, end};
