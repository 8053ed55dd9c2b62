/* SPDX-License-Identifier: MIT */
/* Dollars in clean markdown: they may form formulas, but none that hides. */
#ifndef SMAC_DOLLAR_H
#define SMAC_DOLLAR_H

#include "gfm.h"

/* Would GitHub hide something of this leaf, as gfm_write takes it, for a
 * formula? What was shown because its dollars were apart, escaped or in raw
 * HTML must not become one. Sets out->failed without memory. O(length). */
bool dollar_acts(struct buffer *out, const uint8_t *bytes, size_t length,
                 enum gfm_place);

#endif
