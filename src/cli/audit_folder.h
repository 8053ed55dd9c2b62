/* SPDX-License-Identifier: MIT */
/* A folder of audits, such as the runs of `smac jsonl` on many machines leave:
 * each file is a log with a chain of its own. Files whose names begin with a
 * full stop or an underscore are none, as in Hadoop. */
#ifndef SMAC_CLI_AUDIT_FOLDER_H
#define SMAC_CLI_AUDIT_FOLDER_H

#include <stdbool.h>

#include "command.h"
#include "key.h"
#include "options.h"

struct audit_folder {
    const char *path;
    const struct key *key;            /* NULL: none */
    const char *heads;                /* a file that audit_folder_heads made */
    const struct option_list *covers; /* files that `smac jsonl` wrote */
};

bool audit_folder_is(const char *path);

/* Verifies each log, compares their heads with a list made earlier, and looks
 * for the documents of records that were released. One line a log, one line
 * that sums up. */
enum command_exit audit_folder_verify(const struct audit_folder *);

/* One line a log: its head and its name. */
enum command_exit audit_folder_heads(const char *path);

#endif
