/* SPDX-License-Identifier: MIT */
/* One table of options parses them and prints their help.
 *
 * A row says what kind of value an option takes and where it goes: an offset
 * into the struct of settings that the command keeps. Settings start all
 * zero. Long options are written out in full, with `=VALUE` or the value as
 * the next argument; letters may be clustered; options and operands may be
 * mixed; `--` ends the options; `-` is an operand. */
#ifndef SMAC_CLI_OPTIONS_H
#define SMAC_CLI_OPTIONS_H

#include <stddef.h>
#include <stdio.h>

enum option_kind {
    OPTION_GROUP,  /* no option: a heading in the help */
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *, not empty */
    OPTION_LIST,   /* struct option_list: may be repeated */
    OPTION_CHOICE, /* unsigned: the value of one of `choices` */
    OPTION_SET,    /* unsigned: or-ed, a list with commas, may be repeated */
    OPTION_SIZE,   /* uint64_t, 10, 64K, 16M, 2G; 0 becomes UINT64_MAX */
    OPTION_COUNT,  /* unsigned, at least 1 */
    OPTION_END,    /* ends the table */
};

struct option_choice {
    const char *name; /* NULL ends the list */
    unsigned value;
};

/* The caller frees `texts`, not what they point to. */
struct option_list {
    const char **texts;
    size_t count;
};

struct option {
    enum option_kind kind;
    char letter; /* 0: none */
    const char *name;
    const char *argument; /* as the help shows it */
    size_t where;         /* offsetof(struct settings, member) */
    const struct option_choice *choices;
    const char *help;
};

/* Moves the operands to the front of argv, in order, and answers how many
 * there are, or -1 after a message about a wrong option. */
int options_parse(const struct option *, void *settings, int argc, char **argv);

/* Groups and options, at most 79 columns wide. */
void options_help(FILE *, const struct option *);

#endif
