/* SPDX-License-Identifier: MIT */
/* What a run of invisible code points says.
 *
 * Hidden messages are spelled in a handful of ways: tag characters are ASCII
 * moved to plane 14, variation selectors stand for bytes, and two zero-width
 * characters stand for bits. This module reads them back, so that the audit
 * can show a person what was smuggled. */
#ifndef SMAC_REVEAL_H
#define SMAC_REVEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* If the span's invisible code points, raw or written as character
 * references, encode bytes, appends what they say as valid UTF-8 and answers
 * true. The span may be any source bytes. What is appended is hostile text.
 * Linear. */
bool reveal_message(const uint8_t *bytes, size_t length, struct buffer *out);

#endif
