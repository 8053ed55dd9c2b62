/* SPDX-License-Identifier: MIT */
/* Goes through the records of some audits. */
#ifndef SMAC_CLI_WALK_H
#define SMAC_CLI_WALK_H

#include <stdbool.h>

#include "smac.h"

/* Calls `each` for every line of every file until it answers false. False
 * after a message if a file could not be read to its end. */
bool walk_files(int count, char **paths,
                bool (*each)(void *user, const char *path,
                             const struct smac_record *),
                void *user);

#endif
