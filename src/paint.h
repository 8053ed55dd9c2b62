/* SPDX-License-Identifier: MIT */
/* Readers of what is painted besides text and backgrounds: borders, outlines,
 * shadows, lines through the text. */
#ifndef SMAC_PAINT_H
#define SMAC_PAINT_H

#include "reading.h"

reader paint_frame;
reader paint_outline;
reader paint_shadow;
reader paint_letters_shadow;
reader paint_border_image;
reader paint_decoration;

#endif
