/* SPDX-License-Identifier: MIT */
/* `smac audit head FILE`: the last record in one line. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>

#include "audit_folder.h"
#include "command.h"
#include "information.h"
#include "message.h"
#include "options.h"
#include "smac.h"

struct settings {
    bool help;
};

static const struct option table[] = {
    {OPTION_FLAG, 'h', "help", NULL, offsetof(struct settings, help), NULL,
     "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac audit head FILE|DIR\n"
    "Write the number and the hash of the last record, in one line. Stored\n"
    "where nobody who can write FILE can write, it shows later, with\n"
    "'smac audit verify --head', whether records were cut off or replaced.\n"
    "Of DIR, a line for each log in it, for 'smac audit verify --heads'.\n"
    "\n";

enum command_exit
audit_head_command(int argc, char **argv)
{
    char head[SMAC_AUDIT_HEAD_SIZE];
    struct settings settings = {.help = false};
    int count = options_parse(table, &settings, argc, argv);
    if (count < 0)
        return COMMAND_USAGE;
    if (settings.help)
        return information_help(help_before, table, "");
    if (count != 1) {
        message_usage("audit head", "takes one file, or one folder");
        return COMMAND_USAGE;
    }
    if (audit_folder_is(argv[0]))
        return audit_folder_heads(argv[0]);
    if (smac_audit_head(argv[0], head) != SMAC_OK) {
        if (errno == ENODATA)
            message(argv[0], "has no record");
        else
            message_errno(argv[0], errno);
        return COMMAND_FAILED;
    }
    puts(head);
    return information_flush() ? COMMAND_DONE : COMMAND_FAILED;
}
