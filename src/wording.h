/* SPDX-License-Identifier: MIT */
/* What a hidden span says to a machine that reads it: patterns look at this
 * and not at the bytes, so that writing a word in another way does not keep
 * it from being found.
 *
 * Character references and %XX are decoded, once. Code points that draw
 * nothing and combining marks go. Every other kind of space is a space, and
 * letters from the mathematical and the full-width alphabets are ASCII. */
#ifndef SMAC_WORDING_H
#define SMAC_WORDING_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* Appends valid UTF-8. `scratch` is cleared first. Linear. */
void wording_append(struct buffer *out, struct buffer *scratch,
                    const uint8_t *bytes, size_t length);

#endif
