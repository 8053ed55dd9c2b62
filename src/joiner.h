/* SPDX-License-Identifier: MIT */
/* Code points that draw nothing but that their neighbours need: joiners,
 * variation selectors, fillers, the tags of a flag.
 *
 * Strict on purpose: what is kept here is invisible in the output. So one
 * such code point at a time, only where a script or an emoji calls for it. */
#ifndef SMAC_JOINER_H
#define SMAC_JOINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does c, of a class from FORMAT on, belong between these? `before` are the
 * three code points before it that were kept, newest first, `next` is the one
 * after it; 0 stands for none. */
bool joiner_needed(uint32_t c, const uint32_t before[3], uint32_t next);

/* Bytes of the tags at bytes that make the black flag before them the flag of
 * a region, the cancel tag included; 0 if they do not. */
size_t joiner_flag_length(const uint8_t *bytes, size_t length);

#endif
