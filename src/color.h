/* SPDX-License-Identifier: MIT */
/* Colours as CSS Color 4 and HTML's old attributes write them. */
#ifndef SMAC_COLOR_H
#define SMAC_COLOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lexeme.h"

struct color {
    uint8_t red;
    uint8_t green;
    uint8_t blue;
    uint8_t alpha; /* 255: opaque */
};

#define COLOR_BLACK ((struct color){0, 0, 0, 255})
#define COLOR_WHITE ((struct color){255, 255, 255, 255})
#define COLOR_CLEAR ((struct color){0, 0, 0, 0})

enum color_answer {
    COLOR_READ,
    COLOR_CURRENT, /* currentColor */
    COLOR_OTHER,   /* no colour that this file can compute */
};

/* Reads the colour that words[0..count) begin with; *used is how many of them
 * it is made of, at least 1. count is not 0. */
enum color_answer color_read(const struct lexeme *words, size_t count,
                             size_t *used, struct color *);

/* "Rules for parsing a legacy colour value" (HTML 2.4.6), which read nearly
 * anything: <font color=chucknorris>. False if the value sets no colour. */
bool color_read_legacy(const uint8_t *bytes, size_t length, struct color *);

/* The colour that is seen of `over` on the opaque `under`. */
struct color color_blend(struct color over, struct color under);

/* The largest difference between two opaque colours in any channel. */
int color_distance(struct color, struct color);

#endif
