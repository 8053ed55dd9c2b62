/* SPDX-License-Identifier: MIT */
/* Sixteen bytes at a time, in what gcc and clang share: all of the text goes
 * through three loops that look for a byte that needs care. */
#ifndef SMAC_LANES_H
#define SMAC_LANES_H

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

/* 0xff where first <= v <= last, else 0. */
static inline lanes
lanes_within(lanes v, uint8_t first, uint8_t last)
{
    return (lanes)(v - lanes_all(first) <= lanes_all((uint8_t)(last - first)));
}

/* Index of the first lane that is not 0, or LANES. */
static inline unsigned
lanes_first(lanes v)
{
    uint64_t half[2];
    memcpy(half, &v, sizeof half);
    unsigned at = half[0] != 0 ? 0 : 8;
    uint64_t bits = half[at / 8];
    if (bits == 0)
        return LANES;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return at + (unsigned)__builtin_clzll(bits) / 8;
#else
    return at + (unsigned)__builtin_ctzll(bits) / 8;
#endif
}

#endif
