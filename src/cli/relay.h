/* SPDX-License-Identifier: MIT */
/* A sink whose callbacks run in another process.
 *
 * The process that parses holds one end of a pipe and tells all that its sink
 * is told; the other calls the real sink in the same order. Whoever took over
 * the parser may write anything into that pipe: what comes out is bounded by
 * the document's limit and is what a sink may be told, or the document failed. */
#ifndef SMAC_CLI_RELAY_H
#define SMAC_CLI_RELAY_H

#include <stdbool.h>

#include "parcel.h"
#include "smac.h"

/* How a document ended. */
struct relay_end {
    enum smac_status status;
    int error;         /* errno, if it could not be read to its end */
    char message[160]; /* one line, or "" */
};

struct relay {
    int fd;
    bool begun;        /* the document was told */
    struct parcel out; /* not yet written */
};

/* A sink that tells everything to `fd`, or, unless the other side's sink wants
 * findings and summaries, the text alone; the relay stays where it is. */
struct smac_sink relay_sink(struct relay *, int fd, bool audited);

/* Closes the document; another one may follow. False if anything could not be
 * told. */
bool relay_finish(struct relay *, const struct relay_end *);

/* Calls the sink for what comes from `fd`, until the document ends. False if
 * the other side went away. The status is SMAC_BAD_SINK if the sink answered
 * so, SMAC_INTERNAL if something came that no document filtered with these
 * options can tell; then the rest is not read. */
bool relay_serve(int fd, const struct smac_options *, const struct smac_sink *,
                 struct relay_end *end);

#endif
