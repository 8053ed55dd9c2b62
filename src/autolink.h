/* SPDX-License-Identifier: MIT */
/* GFM autolinks (6.9), as far as they decide what is text: inside one, `*`,
 * `_` and the like are characters of the address. The bare address itself is
 * visible either way. */
#ifndef SMAC_AUTOLINK_H
#define SMAC_AUTOLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The autolink whose "://" or "www." is at `at`, if there is one that starts
 * at or behind `after`. Linear over a text if `after` is the end of the last
 * one found. */
bool autolink_find(const uint8_t *, uint32_t size, uint32_t at, uint32_t after,
                   uint32_t *from, uint32_t *to);

/* True if nothing in it could be taken for markup. */
bool autolink_is_plain(const uint8_t *, size_t size);

#endif
