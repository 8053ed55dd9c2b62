/* SPDX-License-Identifier: MIT */
/* Which characters of a formula MathJax does not draw.
 *
 * A scanner, not a parser: it knows comments, groups and the commands of
 * command.h. Where what a command does depends on more than that, what it
 * could hide counts as hidden. What is left draws, or is a command: a model
 * reads TeX. Marking what is left once more marks nothing. */
#ifndef SMAC_TEX_H
#define SMAC_TEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What \newcommand and \definecolor of earlier formulas left behind. Begins
 * all zero with each document. */
enum { TEX_MACROS_MAX = 100, TEX_NAME_MAX = 24 };

struct tex_macro {
    uint8_t name[TEX_NAME_MAX];
    uint8_t length;
    bool hides;            /* what follows where it is used */
    bool used;             /* where that can be seen */
    const char *arguments; /* of the command that it is another name for */
    size_t body;           /* [body, body_end) of the formula that defines it */
    size_t body_end;
};

struct tex {
    struct tex_macro macros[TEX_MACROS_MAX];
    unsigned count;
    bool overflow; /* more macros than that: nobody knows what hides */
    bool colors;   /* names of colours that only MathJax knows */
};

/* Sets hidden[i] for each character of text[0, length) that is not drawn, and
 * leaves the others alone; `display` as opposed to inline. Linear. */
void tex_mark(struct tex *, const uint8_t *text, size_t length, bool display,
              bool *hidden);

#endif
