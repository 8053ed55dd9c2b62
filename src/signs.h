/* SPDX-License-Identifier: MIT */
/* What the tags in a document say of the work ahead: most have none that matter
 * and are rendered in one go. What is no tag after all costs time, and changes
 * nothing. */
#ifndef SMAC_SIGNS_H
#define SMAC_SIGNS_H

#include <stdbool.h>

#include "markdown.h"

struct signs {
    bool page;   /* something may hold for the whole page: notes.h */
    bool sheet;  /* and most likely does: a style sheet, a late <body> */
    bool github; /* GitHub may hide what a browser shows */
    bool bidi;   /* characters may turn text around */
    bool doubt;  /* parsers of HTML may disagree about what hides: doubt.h */
};

/* markdown_parse, and what its text says. O(size), and little. */
enum smac_status signs_parse(struct markdown *, const struct source *,
                             size_t start, size_t max_memory,
                             unsigned max_depth, struct signs *);

#endif
