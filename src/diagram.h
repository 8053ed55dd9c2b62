/* SPDX-License-Identifier: MIT */
/* Code fences that GitHub draws, and what of their source is not drawn. */
#ifndef SMAC_DIAGRAM_H
#define SMAC_DIAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum diagram {
    DIAGRAM_NONE, /* code */
    DIAGRAM_MATH, /* tex.h knows */
    DIAGRAM_MERMAID,
    DIAGRAM_MAP, /* geojson, topojson */
    DIAGRAM_STL,
};

/* By the first word of the fence's info string, in any case. */
enum diagram diagram_find(const uint8_t *info, size_t length);

/* Sets hidden[i] for each character of the source that is not drawn and whose
 * place is not drawn either. What is left is marked no further. O(length). */
void diagram_mark(enum diagram, const uint8_t *text, size_t length,
                  bool *hidden);

#endif
