/* SPDX-License-Identifier: MIT */
/* Code points, lines and columns, the naive way: what smac says of places is
 * judged by this, so it shares nothing with smac. */
#ifndef SMAC_TESTS_PLACE_H
#define SMAC_TESTS_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct place {
    size_t at;
    uint64_t line;
    uint64_t column;
};

/* Bytes of the valid UTF-8 sequence at the start, with its code point; or 1
 * and -1 where there is none. */
size_t place_step(const uint8_t *, size_t length, int32_t *code_point);

/* Where columns start: a byte order mark has none. */
struct place place_first(const uint8_t *, size_t length);

/* Walks on to that offset; false if it lies within a character. */
bool place_walk(struct place *, const uint8_t *, size_t length, size_t to);

#endif
