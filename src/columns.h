/* SPDX-License-Identifier: MIT */
/* How tables look: aligned columns where that costs little, else bare rows. */
#ifndef SMAC_COLUMNS_H
#define SMAC_COLUMNS_H

#include "layout.h"

/* Writes the table at blocks[0], whose BLOCK_END is at blocks[count - 1]. */
void columns_write(struct layout *, const struct block *blocks, size_t count,
                   const uint8_t *characters);

#endif
