/* SPDX-License-Identifier: MIT */
/* The right edge of a box of code.
 *
 * GitHub's box shows about 100 columns and scrolls: words behind so many
 * blanks are off its edge, and nothing tells that they are there. A line that
 * is merely long is cut off in sight. */
#ifndef SMAC_EDGE_H
#define SMAC_EDGE_H

#include <stddef.h>
#include <stdint.h>

/* Where a run of blanks begins that is as wide as the box, with text behind
 * it; `length` if there is none. `column` is the one that the line, which is
 * valid UTF-8, starts in. O(length). */
size_t edge_find(const uint8_t *line, size_t length, size_t column);

/* Length of the blanks that a text begins with. */
size_t edge_gap(const uint8_t *text, size_t length);

#endif
