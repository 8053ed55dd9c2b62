/* SPDX-License-Identifier: MIT */
/* `smac audit COMMAND`: what can be done with an audit. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "information.h"
#include "message.h"

static const struct {
    const char *name;
    enum command_exit (*run)(int argc, char **argv);
} commands[] = {
    {"verify", audit_verify_command},
    {"show", audit_show_command},
    {"stats", audit_stats_command},
    {"head", audit_head_command},
};

static const char help[] =
    "Usage: smac audit verify [OPTION]... FILE...|DIR\n"
    "       smac audit show [OPTION]... FILE...\n"
    "       smac audit stats [OPTION]... FILE...\n"
    "       smac audit head FILE|DIR\n"
    "Read audits that smac --audit wrote, plain or gzipped, also while they\n"
    "are being written. Files of one chain are given the oldest first.\n"
    "\n"
    "  verify  is the chain whole, unedited, and true of its sources?\n"
    "  show    what was hidden, and where, made safe to look at\n"
    "  stats   how much of it there is\n"
    "  head    the last record in one line, to be stored elsewhere\n"
    "\n"
    "'smac audit COMMAND --help' tells the options.\n";

enum command_exit
audit_command(int argc, char **argv)
{
    if (argc == 0) {
        message_usage("audit", "needs a command: verify, show, stats or head");
        return COMMAND_USAGE;
    }
    if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0) {
        fputs(help, stdout);
        return information_flush() ? COMMAND_DONE : COMMAND_FAILED;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(argv[0], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    message_usage(argv[0],
                  "is no command of audit: verify, show, stats or head");
    return COMMAND_USAGE;
}
