/* SPDX-License-Identifier: MIT */
/* The end of an existing audit: which number its last record has.
 *
 * The file may be anything: torn by a crash in the middle of a line, edited,
 * or no audit at all. Lines that are not whole records are passed over, so a
 * file without one counts from the start. Nothing is read as JSON; memory is
 * bounded and time is linear, and short when the file ends with a record. */
#ifndef SMAC_TAIL_H
#define SMAC_TAIL_H

#include <stdbool.h>
#include <stdint.h>

struct tail {
    uint64_t seq; /* of the last whole record; 0: there is none */
    bool torn;    /* the file does not end with a newline */
};

/* A file of `size` bytes that nobody else writes meanwhile. False with errno;
 * EBADMSG: a .gz that is not whole gzip, to which nothing can be appended
 * that a reader would find again. */
bool tail_read(int fd, uint64_t size, struct tail *);
bool tail_read_gzip(int fd, uint64_t size, struct tail *);

#endif
