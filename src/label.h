/* SPDX-License-Identifier: MIT */
/* What stands in the source of a mermaid diagram's labels and is not drawn:
 * HTML's own words, what HTML hides, classes, and what describes a node. */
#ifndef SMAC_LABEL_H
#define SMAC_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum label_kind {
    LABEL_HTML = 1 << 0,    /* labels are HTML; elsewhere that is text */
    LABEL_CLASSES = 1 << 1, /* A:::class */
    LABEL_NODES = 1 << 2,   /* A@{ shape: rect, label: "text" } */
    LABEL_NOTES = 1 << 3,   /* <<interface>>, which is drawn */
};

/* Sets hidden[i] for each byte of the kinds that is not drawn. Linear. */
void label_mark(const uint8_t *text, size_t length, unsigned kinds,
                bool *hidden);

#endif
