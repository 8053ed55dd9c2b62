/* SPDX-License-Identifier: MIT */
/* The end of an existing audit: its last record, and what stands behind it.
 *
 * The file may be anything: torn by a crash in the middle of a line, edited,
 * or no audit at all. Lines that are no records are passed over. Time is
 * linear, and short when the file ends with a record. */
#ifndef SMAC_TAIL_H
#define SMAC_TAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "stamp.h"

struct tail {
    bool gzip;
    bool any;                    /* there is a record */
    struct stamp last;           /* it */
    bool unterminated;           /* the file does not end with a newline */
    bool torn;                   /* a gzip file that ends within a member */
    struct record_repair repair; /* what the next append has to tell */
};

/* A regular file of `size` bytes that nobody writes meanwhile, plain or
 * gzipped. False with errno; EBADMSG: damaged gzip. */
bool tail_read(int fd, uint64_t size, struct tail *);

/* The mark that ends a gzipped append, from which tail_read knows the last
 * record without inflating the file. */
void tail_mark(struct buffer *, const struct stamp *last);

#endif
