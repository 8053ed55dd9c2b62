/* SPDX-License-Identifier: MIT */
/* What `smac jsonl` was asked to do. */
#ifndef SMAC_CLI_JSONL_OPTIONS_H
#define SMAC_CLI_JSONL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "auditlog.h"
#include "command.h"
#include "filtering.h"
#include "smac.h"

struct jsonl_settings {
    const char *field[2]; /* {NULL}: the first of those that are known */
    bool offsets;
    unsigned drop_if; /* a severity and one; 0: nothing is withheld */
    bool strict;
    unsigned jobs; /* 0: one a processor */
    uint64_t max_line;
    const char *stdin_name;
    struct auditlog audit;
    const char *audit_dir;
    struct filtering filtering;
    bool no_sandbox;
    bool help;
};

/* False after a message. */
bool jsonl_options_parse(struct jsonl_settings *, int argc, char **argv);

enum command_exit jsonl_options_help(void);

/* The fields to look for; NULL ends them. */
const char *const *jsonl_options_fields(const struct jsonl_settings *);

struct smac_options jsonl_options_filter(const struct jsonl_settings *);

#endif
