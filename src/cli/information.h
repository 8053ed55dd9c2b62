/* SPDX-License-Identifier: MIT */
/* What a command says about itself. */
#ifndef SMAC_CLI_INFORMATION_H
#define SMAC_CLI_INFORMATION_H

#include <stdbool.h>

#include "command.h"
#include "options.h"

/* Writes the text, the options, and the other text. */
enum command_exit information_help(const char *before, const struct option *,
                                   const char *after);
enum command_exit information_version(void);

/* Ends a listing on stdout; false after a message if not all of it went out.
 * Call it as soon as stdout has an error. A reader that went away is no
 * news. */
bool information_flush(void);

#endif
