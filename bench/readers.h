/* SPDX-License-Identifier: MIT */
/* Who reads a hostile document: by the family that its pattern's name begins
 * with, the filter where none is named here. */
#ifndef SMAC_BENCH_READERS_H
#define SMAC_BENCH_READERS_H

#include <stddef.h>

#include "smac.h"

/* What takes time once and not for each document; before anything is
 * measured. */
void readers_prepare(void);

/* How large a document is to be where one of `size` is asked for: an
 * interpreter of regular expressions is slow where instructions are counted. */
size_t readers_size(const char *pattern, size_t size);

enum smac_status readers_read(const char *pattern, const char *document,
                              size_t size);

/* Packs a bomb; other documents stay as they are. `to` has room for size
 * bytes. Answers the size in `packed`. */
const char *readers_pack(const char *pattern, const char *document, size_t size,
                         char *to, size_t *packed);

#endif
