/* SPDX-License-Identifier: MIT */
/* Colours as MathJax's \color takes them: CSS, or numbers of a model. */
#ifndef SMAC_TINT_H
#define SMAC_TINT_H

#include "color.h"

/* The colour that `text` names in that model ("" is CSS). False if it names
 * none that can be computed. */
bool tint_read(const uint8_t *model, size_t model_length, const uint8_t *text,
               size_t length, struct color *);

/* Can a reader hardly tell the one on the other from nothing? */
bool tint_is_lost(struct color on, struct color ground);

#endif
