/* SPDX-License-Identifier: MIT */
/* The options of `smac check`. */
#ifndef SMAC_CLI_CHECK_OPTIONS_H
#define SMAC_CLI_CHECK_OPTIONS_H

#include <stdbool.h>

#include "command.h"
#include "filtering.h"

enum { CHECK_COLOR_AUTO, CHECK_COLOR_ALWAYS, CHECK_COLOR_NEVER };

/* Where 0 is "not said", a choice is the enum's value and one. */
struct check_settings {
    const char *output;
    const char *config;
    const char *baseline;
    const char *signals;
    const char *stdin_filename;
    unsigned format; /* an index of report_formats */
    unsigned fail_on;
    unsigned show;
    unsigned color;
    unsigned jobs;
    struct filtering filtering; /* the view alone */
    bool update_baseline;
    bool no_sandbox;
    bool help;
};

/* The number of operands, which are then first in argv; -1 after a message. */
int check_options_parse(struct check_settings *, int argc, char **argv);

enum command_exit check_options_help(void);

#endif
