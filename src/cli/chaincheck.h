/* SPDX-License-Identifier: MIT */
/* Verifies one chain, and says what is wrong with it. */
#ifndef SMAC_CLI_CHAINCHECK_H
#define SMAC_CLI_CHAINCHECK_H

#include <stdbool.h>

#include "command.h"
#include "key.h"
#include "options.h"
#include "smac.h"

struct chaincheck {
    const struct key *key;             /* NULL: none */
    const char *head;                  /* NULL: none */
    const struct option_list *sources; /* NULL: none */
};

/* The files of the chain, the oldest first. COMMAND_DONE with the verdict,
 * whatever that is; or after a message COMMAND_USAGE for a head that is none,
 * COMMAND_FAILED if something could not be read. */
enum command_exit chaincheck_run(const struct chaincheck *, int count,
                                 char **paths, struct smac_verdict *);

/* Writes a path that may be hostile to standard output. */
void chaincheck_print_path(const char *path);

/* `12 records of 3 documents: the audit holds`. */
void chaincheck_print(const struct smac_verdict *, bool with_sources);

#endif
