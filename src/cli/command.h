/* SPDX-License-Identifier: MIT */
/* What main can run. */
#ifndef SMAC_CLI_COMMAND_H
#define SMAC_CLI_COMMAND_H

enum command_exit {
    COMMAND_DONE = 0,
    COMMAND_USAGE = 2,
    COMMAND_FAILED = 3, /* something was not emitted */
};

/* argv holds what follows the program's name and the command's. It may be
 * reordered. */
enum command_exit filter_command(int argc, char **argv);

#endif
