/* SPDX-License-Identifier: MIT */
/* Formulas in the text of a block: $x$, $$x$$ and $`x`$.
 *
 * GitHub looks for them after markdown: `\%` is a comment's `%` by then, and
 * `\$` no dollar that opens. How it pairs the dollars is not documented to the
 * end, so several readings are tried, and what one of them hides is hidden. */
#ifndef SMAC_FORMULA_H
#define SMAC_FORMULA_H

#include "tex.h"

/* What is known of a character besides itself. */
enum formula_flag {
    FORMULA_ESCAPED = 1 << 0, /* a backslash stood before it */
    FORMULA_ENTITY = 1 << 1,  /* written as a character reference */
    FORMULA_EDGE = 1 << 2,    /* an element begins or ends before it */
    FORMULA_CODE = 1 << 3,    /* in a code span */
};

/* Can a text with these characters hold a formula that hides something? */
bool formula_is_possible(const uint8_t *text, size_t length);

/* Sets hidden[i] for each character that GitHub does not draw, `flags` being
 * those of each. O(length). */
void formula_mark(struct tex *, const uint8_t *text, const uint8_t *flags,
                  size_t length, bool *hidden);

#endif
