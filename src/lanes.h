/* SPDX-License-Identifier: MIT */
/* Sixteen bytes at a time, in what gcc and clang share: all of the text goes
 * through two loops that look for a byte that needs care. */
#ifndef SMAC_LANES_H
#define SMAC_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 16 };

typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes
lanes_load(const uint8_t *bytes)
{
    lanes v;
    memcpy(&v, bytes, sizeof v);
    return v;
}

static inline lanes
lanes_all(uint8_t byte)
{
    return byte - (lanes){0};
}

/* 0xff where from <= v < from + count, else 0. */
static inline lanes
lanes_within(lanes v, uint8_t from, uint8_t count)
{
    return (lanes)(v - lanes_all(from) < lanes_all(count));
}

static inline bool
lanes_any(lanes v)
{
    uint64_t half[2];
    memcpy(half, &v, sizeof half);
    return (half[0] | half[1]) != 0;
}

#endif
