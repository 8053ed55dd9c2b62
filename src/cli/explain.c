/* SPDX-License-Identifier: MIT */
/* `smac explain [REASON]`: what a finding means and what to do about it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "command.h"
#include "information.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "report.h"

struct settings {
    bool example;
    bool mdoc;
    bool help;
};

#define WHERE(member) offsetof(struct settings, member)

static const struct option options[] = {
    {OPTION_FLAG, 0, "example", NULL, WHERE(example), NULL,
     "write the example alone, as it is: do not show it on a terminal"},
    {OPTION_FLAG, 0, "mdoc", NULL, WHERE(mdoc), NULL,
     "write the manual smac-reasons(7)"},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac explain [OPTION]... [REASON]\n"
    "Tell what a reason for discarding text means: an example, how a reader and\n"
    "a model see it, and what to do. Without REASON, list all of them.\n\n";

enum { WIDTH = 76, INDENT = 4 };

/* ---- plain text --------------------------------------------------------- */

static void
list_reasons(FILE *to)
{
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        const struct smac_reason_info *info =
            smac_reason_info((enum smac_reason)i);
        fprintf(to, "%-28s SMAC-%d  %-8s %s\n", info->name, info->rule,
                smac_severity_name(info->severity), info->text);
    }
}

static void
print_wrapped(FILE *to, const char *heading, const char *text)
{
    int column = WIDTH;
    fprintf(to, "\n%s:", heading);
    while (*text != '\0') {
        int word = (int)strcspn(text, " ");
        if (column + 1 + word > WIDTH)
            column = fprintf(to, "\n%*s", INDENT, "") - 1;
        else
            column += fprintf(to, " ");
        column += fprintf(to, "%.*s", word, text);
        text += word;
        text += strspn(text, " ");
    }
    fputc('\n', to);
}

static void
print_example(FILE *to, const char *example)
{
    fputs("\nExample:\n", to);
    while (*example != '\0') {
        size_t length = strcspn(example, "\n");
        char *line = report_line(example, length);
        fprintf(to, *line == '\0' ? "\n" : "%*s%s\n", INDENT, "", line);
        free(line);
        example += length + (example[length] == '\n');
    }
}

static void
print_reason(FILE *to, enum smac_reason reason)
{
    const struct smac_reason_info *info = smac_reason_info(reason);
    const struct advice *advice = advice_on(reason);
    fprintf(to, "%s: %s\n", info->name, info->text);
    fprintf(to, "SMAC-%d, %s unless its content says more.\n", info->rule,
            smac_severity_name(info->severity));
    if (advice->example[0] != '\0')
        print_example(to, advice->example);
    print_wrapped(to, "A reader sees", advice->reader);
    print_wrapped(to, "A model sees", advice->model);
    print_wrapped(to, "What to do", advice->action);
}

/* ---- the manual --------------------------------------------------------- */

/* One line of text, in which nothing is a macro or an escape. */
static void
print_mdoc(FILE *to, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", to);
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            fputs("\\e", to);
        else if (*text == '-')
            fputs("\\-", to);
        else
            fputc(*text, to);
    }
    fputc('\n', to);
}

/* A sentence a line, as mdoc wants it. */
static void
print_sentences(FILE *to, const char *text)
{
    char line[512];
    const char *end;
    while ((end = strstr(text, ". ")) != NULL) {
        snprintf(line, sizeof line, "%.*s", (int)(end + 1 - text), text);
        print_mdoc(to, line);
        text = end + 2;
    }
    print_mdoc(to, text);
}

static void
print_manual_entry(FILE *to, enum smac_reason reason)
{
    const struct smac_reason_info *info = smac_reason_info(reason);
    const struct advice *advice = advice_on(reason);
    fprintf(to, ".Ss %s\n", info->name);
    fprintf(to, "SMAC\\-%d, %s: ", info->rule,
            smac_severity_name(info->severity));
    print_mdoc(to, info->text);
    if (advice->example[0] != '\0') {
        const char *text = advice->example;
        fputs(".Bd -literal -offset indent\n", to);
        for (size_t length; *text != '\0'; text += length + 1) {
            length = strcspn(text, "\n");
            char *line = report_line(text, length);
            print_mdoc(to, line != NULL ? line : "");
            free(line);
        }
        fputs(".Ed\n", to);
    }
    fputs(".Bl -tag -width 'a model'\n.It a reader\n", to);
    print_sentences(to, advice->reader);
    fputs(".It a model\n", to);
    print_sentences(to, advice->model);
    fputs(".It what to do\n", to);
    print_sentences(to, advice->action);
    fputs(".El\n", to);
}

static void
print_manual(FILE *to)
{
    fputs(".\\\" SPDX-License-Identifier: MIT\n"
          ".\\\" Written by `make man/smac-reasons.7`.\n"
          ".Dd November 23, 2026\n.Dt SMAC-REASONS 7\n.Os\n"
          ".Sh NAME\n.Nm smac-reasons\n"
          ".Nd why smac discards text, and what to do about it\n"
          ".Sh DESCRIPTION\n"
          "Each span that\n.Xr smac 1\ndiscards has one of these reasons.\n"
          "The severity is that of the reason;\n.Xr smac-check 1\n"
          "raises it by what the span says.\n",
          to);
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++)
        print_manual_entry(to, (enum smac_reason)i);
    fputs(".Sh SEE ALSO\n.Xr smac 1 ,\n.Xr smac-check 1\n", to);
}

/* ---- the command -------------------------------------------------------- */

static void
print(FILE *to, const struct settings *s, const char *name)
{
    if (s->mdoc)
        print_manual(to);
    else if (name == NULL)
        list_reasons(to);
    else if (s->example)
        fputs(advice_on(smac_reason_find(name))->example, to);
    else
        print_reason(to, smac_reason_find(name));
}

enum command_exit
explain_command(int argc, char **argv)
{
    struct settings settings = {0};
    int count = options_parse(options, &settings, argc, argv);
    if (count < 0)
        return COMMAND_USAGE;
    if (settings.help)
        return information_help(help_before, options, "");
    const char *name = count > 0 ? argv[0] : NULL;
    if (count > 1 || (settings.example && name == NULL)) {
        message_usage("explain", "one REASON is wanted");
        return COMMAND_USAGE;
    }
    if (name != NULL && smac_reason_find(name) == SMAC_REASON_COUNT) {
        message_usage(name, "no such reason; 'smac explain' lists them");
        return COMMAND_USAGE;
    }
    print(stdout, &settings, name);
    return information_flush() ? COMMAND_DONE : COMMAND_FAILED;
}
