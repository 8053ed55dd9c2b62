/* SPDX-License-Identifier: MIT */
/* The lines of an audit, forwards, plain or gzipped.
 *
 * A file that others append to is read up to the size that it had when it was
 * opened, between two appends. One that was cut, or that a crash tore, is read
 * as far as it goes. */
#ifndef SMAC_LINES_H
#define SMAC_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A longer line is no record, and answered as ENOMEM. */
#define LINES_MAX ((size_t)1 << 30)

struct lines;

struct lines_line {
    const uint8_t *bytes; /* without the newline; until the next call */
    size_t length;
    uint64_t number; /* from 1 */
    uint64_t from;   /* offset of the line in the text */
    bool ended;      /* by a newline */
};

/* NULL with errno set. */
struct lines *lines_open(const char *path);

/* `size` bytes of a regular file that is open and locked; the descriptor stays
 * the caller's. NULL without memory. */
struct lines *lines_new(int fd, uint64_t size);
void lines_free(struct lines *);

/* 1, 0 at the end, -1 with errno: EBADMSG for damaged gzip. */
int lines_next(struct lines *, struct lines_line *);

/* A gzip file that ended within a member. */
bool lines_torn(const struct lines *);

#endif
