/* SPDX-License-Identifier: MIT */
/* Hostile text, so that a person sees each of its characters and a terminal
 * obeys none: what does not draw exactly itself becomes `<U+202E>`, a byte
 * that is not UTF-8 `<FF>`. */
#ifndef SMAC_CLI_PRINTABLE_H
#define SMAC_CLI_PRINTABLE_H

#include <stddef.h>
#include <stdint.h>

enum { PRINTABLE_MAX = 16 };

struct printable {
    char text[PRINTABLE_MAX]; /* NUL-terminated */
    size_t used;              /* bytes of the source */
    unsigned width;           /* columns of a terminal */
};

/* The character at bytes[0]; at least one byte is there. */
void printable_take(struct printable *, const char *bytes, size_t length);

/* Decodes the code point at bytes[0]; its length, or 0 if there is none. */
size_t printable_decode(const char *bytes, size_t length, uint32_t *);

/* The length of the character at bytes[0] if it may be shown as it is, else
 * 0. A NUL ends what is there. */
size_t printable_length(const char *bytes);

#endif
