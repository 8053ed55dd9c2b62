/* SPDX-License-Identifier: MIT */
/* What main can run. */
#ifndef SMAC_CLI_COMMAND_H
#define SMAC_CLI_COMMAND_H

enum command_exit {
    COMMAND_DONE = 0,
    COMMAND_FINDINGS = 1, /* of `check`; what `audit verify` found untrue */
    COMMAND_USAGE = 2,
    COMMAND_FAILED = 3, /* something was not emitted, or not judged */
};

/* argv holds what follows the program's name and the command's. It may be
 * reordered. */
enum command_exit filter_command(int argc, char **argv);
enum command_exit check_command(int argc, char **argv);
enum command_exit explain_command(int argc, char **argv);
enum command_exit jsonl_command(int argc, char **argv);
enum command_exit audit_command(int argc, char **argv);

/* What `smac audit` can run. */
enum command_exit audit_head_command(int argc, char **argv);
enum command_exit audit_show_command(int argc, char **argv);
enum command_exit audit_stats_command(int argc, char **argv);
enum command_exit audit_verify_command(int argc, char **argv);

#endif
