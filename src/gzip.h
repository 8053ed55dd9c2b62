/* SPDX-License-Identifier: MIT */
/* Gzipped logs (RFC 1952): members are appended, and the end of a file tells
 * how far the log has come without inflating it.
 *
 * An append is one member of text and one empty member, the mark, whose
 * header carries a number in an extra field. zcat, gunzip and zlib show
 * nothing for an empty member. The mark is written last, so a file that ends
 * with one is whole. */
#ifndef SMAC_GZIP_H
#define SMAC_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

enum { GZIP_MARK_SIZE = 34 };

struct gzip;

/* NULL without memory. */
struct gzip *gzip_new(void);
void gzip_free(struct gzip *);

/* Compresses bytes into `out` up to a point from which a reader of a torn
 * file can recover all of them (a full flush). False without memory. */
bool gzip_put(struct gzip *, const void *bytes, size_t length,
              struct buffer *out);

/* Ends the member and makes ready for the next one. */
bool gzip_end(struct gzip *, struct buffer *out);

/* Forgets a member that was begun. */
void gzip_reset(struct gzip *);

void gzip_mark(struct buffer *out, uint64_t number);

/* Is this a mark? */
bool gzip_read_mark(const uint8_t bytes[GZIP_MARK_SIZE], uint64_t *number);

/* Inflates a whole file, member by member, and hands the text out in pieces.
 * False with errno: EBADMSG if it is not gzip or not whole, else what reading
 * said. Bounded memory, linear time. */
bool gzip_scan(int fd, void (*piece)(void *user, const uint8_t *, size_t),
               void *user);

#endif
