/* SPDX-License-Identifier: MIT */
/* Is a line JSON that every reader reads alike?
 *
 * Only what readers disagree about is looked for here; whether the line is
 * JSON at all is the parser's business. Refused are: bytes that are not
 * UTF-8, control characters in texts, lone surrogates, keys with escapes or
 * with blanks before their colon, and anything between texts that JSON has no use for, such as a single quote. */
#ifndef SMAC_PURITY_H
#define SMAC_PURITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Counts the members of all objects: a parser that finds fewer has met a name
 * twice. Linear. */
bool purity_check(const uint8_t *line, size_t length, size_t *members);

#endif
