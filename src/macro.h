/* SPDX-License-Identifier: MIT */
/* TeX macros: a name of one's own can do what \phantom does. */
#ifndef SMAC_MACRO_H
#define SMAC_MACRO_H

#include "command.h"
#include "tex.h"

struct macro_definition {
    size_t body; /* [body, body_end) of the text */
    size_t body_end;
    size_t end; /* of the definition */
    bool used;  /* the text behind it uses the name */
};

/* Reads the definition behind its command, s[at, n), and enters the macro. */
void macro_read(struct tex *, const uint8_t *s, size_t n, size_t at,
                enum command_kind, struct macro_definition *);

/* NULL if nobody defined that name. */
const struct tex_macro *macro_find(const struct tex *, const uint8_t *name,
                                   size_t length);

#endif
