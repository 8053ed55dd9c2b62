/* SPDX-License-Identifier: MIT */
/* TeX commands that can keep something from being drawn, as MathJax 3 reads
 * them: what each takes, in a letter an argument.
 *
 * Commands that are not in the table draw what they are given. */
#ifndef SMAC_COMMAND_H
#define SMAC_COMMAND_H

#include <stddef.h>
#include <stdint.h>

enum command_argument {
    ARGUMENT_SHOWN = 'm',
    ARGUMENT_TEXT = 'x', /* shown as it is: `%` is a character in it */
    ARGUMENT_HIDDEN = 'h',
    ARGUMENT_TAG = 'n',  /* shown in a displayed formula only */
    ARGUMENT_REST = 'g', /* all groups that follow, hidden */
    ARGUMENT_STAR = 's',
    ARGUMENT_OPTIONAL = 'o',   /* in brackets, hidden */
    ARGUMENT_MODEL = 'M',      /* in brackets: of the colour that follows */
    ARGUMENT_BOX = 'B',        /* in brackets: colour and style of a box */
    ARGUMENT_ATTRIBUTES = 'A', /* in brackets: of the box that follows */
    ARGUMENT_ROW = 'p',        /* in brackets: a distance, or no argument */
    ARGUMENT_COLOR = 'c',
    ARGUMENT_COLORED = 't',  /* drawn in that colour */
    ARGUMENT_ON_COLOR = 'b', /* drawn on that colour, text */
    ARGUMENT_IN_BOX = 'k',   /* drawn in that box */
    ARGUMENT_PAINT = '!',    /* none: the rest of the group has the colour */
    ARGUMENT_FILL = 'f',     /* none: the rest of the group is on the colour */
    ARGUMENT_DISTANCE = 'd', /* it needs no braces, as in the next two */
    ARGUMENT_WIDTH = 'w',    /* of a rule, which is paint */
    ARGUMENT_HEIGHT = 'v',   /* of that rule */
    ARGUMENT_LOST = '?',     /* none: nobody knows what hides from here on */
    ARGUMENT_EM = 'e',       /* none: the command is a blank of 1 em */
    ARGUMENT_COLUMNS = 'a',  /* of an array */
    ARGUMENT_ENVIRONMENT = 'E',
};

enum command_kind {
    COMMAND_PLAIN,
    COMMAND_VERBATIM, /* \verb|...| */
    COMMAND_MACRO,    /* \newcommand{\x}[1]{...} */
    COMMAND_DEF,      /* \def\x#1{...} */
    COMMAND_LET,      /* \let\x=\y */
};

struct command {
    const char *name;
    const char *arguments;
    enum command_kind kind;
};

/* The command of that name, without its backslash; NULL if it just draws. */
const struct command *command_find(const uint8_t *name, size_t length);

/* The arguments of \begin{name}, after the name. */
const char *command_environment(const uint8_t *name, size_t length);

#endif
