/* SPDX-License-Identifier: MIT */
/* Distances as TeX writes them: 3em, -1.5 cm, 9999px. */
#ifndef SMAC_SCALE_H
#define SMAC_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the distance that the text begins with, 0 if with none; *em is
 * what it is in em. */
size_t scale_prefix(const uint8_t *text, size_t length, double *em);

/* Is the text, blanks around it apart, a distance? */
bool scale_read(const uint8_t *text, size_t length, double *em);

#endif
