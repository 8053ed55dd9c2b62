/* SPDX-License-Identifier: MIT */
/* Gzipped documents (RFC 1952). The only reader's file that names zlib. */
#ifndef SMAC_GUNZIP_H
#define SMAC_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "smac.h"

/* Do the bytes start like a gzip member that deflate compressed? */
bool gunzip_recognises(const uint8_t *bytes, size_t length);

/* Appends what the members at bytes expand to. The buffer's ceiling is the
 * limit: SMAC_TOO_BIG is answered once it is reached and one byte more would
 * follow, without allocating beyond it. Otherwise SMAC_OK, SMAC_NO_MEMORY or
 * SMAC_BAD_INPUT: truncated, corrupt, or followed by something else; then
 * *where is the offset of the first byte that was not understood. Linear in
 * the bytes that go in and come out. */
enum smac_status gunzip_expand(const uint8_t *bytes, size_t length,
                               struct buffer *out, size_t *where);

#endif
