/* SPDX-License-Identifier: MIT */
/* TeX macros: a name of one's own can do what \phantom does. */
#ifndef SMAC_MACRO_H
#define SMAC_MACRO_H

#include "command.h"
#include "tex.h"

/* Reads the definition behind its command, s[at, n), enters the macro, and
 * answers where the definition ends. */
size_t macro_read(struct tex *, const uint8_t *s, size_t n, size_t at,
                  enum command_kind);

/* NULL if nobody defined that name. */
struct tex_macro *macro_find(struct tex *, const uint8_t *name, size_t length);

/* Can the command, or the macro, keep something from being drawn? */
bool macro_can_hide(struct tex *, const uint8_t *name, size_t length);

#endif
