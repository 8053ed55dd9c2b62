/* SPDX-License-Identifier: MIT */
/* Which bytes of the output stand for which bytes of the source.
 *
 * What is put into the text is noted with its source. Between that and the
 * output lies the layout, which adds margins, markers, escapes and padding,
 * joins blanks, and keeps the order; so the characters of a leaf are found
 * again in its output by going through both once. A byte of the output is only
 * said to stand for one of the source if it is the same character. */
#ifndef SMAC_MAP_H
#define SMAC_MAP_H

#include "buffer.h"
#include "smac.h"

struct map {
    struct buffer pieces; /* of what is not laid out yet */
    size_t next;          /* the piece that was looked at last */
    struct buffer ranges; /* of struct smac_range, ascending by output */
    bool failed;          /* something is not there for want of memory */
};

/* The ceiling bounds each of the buffers. */
void map_init(struct map *, size_t ceiling);
void map_release(struct map *);

/* The last `length` of so many characters stand for [from, to). */
void map_put(struct map *, size_t characters, size_t length, size_t from,
             size_t to);

/* Ready for the next document. */
void map_reset(struct map *);

/* What was laid out is forgotten: characters are counted from 0 again. */
void map_flush(struct map *);

/* What a leaf became. */
struct map_leaf {
    const uint8_t *characters; /* of which [from, to) are the leaf's */
    size_t from;
    size_t to;
    const uint8_t *out; /* of which [start, end) is what they became */
    size_t start;
    size_t end;
    size_t margin; /* bytes that follow each newline there */
};

/* Linear; leaves come in their order. */
void map_align(struct map *, const struct map_leaf *);

static inline bool
map_failed(const struct map *m)
{
    return m->failed || m->pieces.failed || m->ranges.failed;
}

#endif
