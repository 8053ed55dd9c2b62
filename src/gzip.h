/* SPDX-License-Identifier: MIT */
/* Gzipped logs (RFC 1952): members are appended, and the end of a file tells
 * how far the log has come without inflating it.
 *
 * An append is some members, each a run of whole records, and one empty
 * member, the mark, whose header carries some bytes of ours in an extra field.
 * zcat, gunzip and zlib show nothing for an empty member. The mark is written
 * last, so a file that ends with one is whole; one that was cut loses no more
 * than the member that was cut. */
#ifndef SMAC_GZIP_H
#define SMAC_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* What a mark carries, and its size. */
enum { GZIP_NOTE_SIZE = 64, GZIP_MARK_SIZE = 26 + GZIP_NOTE_SIZE };

/* ---- writing ------------------------------------------------------------ */

struct gzip;

/* NULL without memory. */
struct gzip *gzip_new(void);
void gzip_free(struct gzip *);

/* Compresses bytes into a member of their own at the end of `out`. False
 * without memory. */
bool gzip_put(struct gzip *, const void *bytes, size_t length,
              struct buffer *out);

void gzip_mark(struct buffer *out, const uint8_t note[GZIP_NOTE_SIZE]);

/* Is this a mark? */
bool gzip_read_mark(const uint8_t bytes[GZIP_MARK_SIZE],
                    uint8_t note[GZIP_NOTE_SIZE]);

/* ---- reading ------------------------------------------------------------ */

struct gzip_reader;

/* Do the bytes, at least one, start like gzip? One may be all that a crash
 * left. */
bool gzip_recognises(const uint8_t *bytes, size_t length);

/* Reads `size` bytes of the file from its start; the descriptor stays the
 * caller's. NULL without memory. */
struct gzip_reader *gzip_reader_new(int fd, uint64_t size);
void gzip_reader_free(struct gzip_reader *);

/* The next piece of text: 1; the end: 0; -1 with errno, EBADMSG if the file is
 * damaged. A file that ends within a member ends like any other. */
int gzip_reader_next(struct gzip_reader *, const uint8_t **bytes,
                     size_t *length);

/* Did the file end within a member? And where did the last whole member end,
 * in the file and in the text? */
bool gzip_reader_torn(const struct gzip_reader *);
uint64_t gzip_reader_whole(const struct gzip_reader *, uint64_t *text);

#endif
