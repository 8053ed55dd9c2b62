/* SPDX-License-Identifier: MIT */
/* Our syntax extensions to cmark-gfm, in place of its own, which are
 * quadratic, read out of bounds or change process-wide tables in each parse.
 *
 * Registered once, never changed after: that is what makes parses on several
 * threads independent. The characters that cmark's inline parser stops at
 * are process-wide tables; here '~' and MARK_BYTE are added once and stay. */
#ifndef SMAC_DIALECT_H
#define SMAC_DIALECT_H

#include "parse.h"

struct dialect {
    cmark_syntax_extension *extension;  /* tables, strikethrough, marks */
    cmark_syntax_extension *no_inlines; /* keeps cmark's hands off a leaf */
    cmark_node_type table;
    cmark_node_type row;
    cmark_node_type strike; /* as.literal.len: tildes on each side */
};

/* The one dialect. Making it takes no memory. */
const struct dialect *dialect_get(void);

#endif
