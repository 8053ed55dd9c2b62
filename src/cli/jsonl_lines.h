/* SPDX-License-Identifier: MIT */
/* Lines of any length, of which at most so many bytes are kept. */
#ifndef SMAC_CLI_JSONL_LINES_H
#define SMAC_CLI_JSONL_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parcel.h"

enum jsonl_lines_state {
    JSONL_LINES_WHOLE,
    JSONL_LINES_TOO_LONG,  /* nothing is kept of it */
    JSONL_LINES_NO_MEMORY, /* likewise */
};

enum { JSONL_LINES_BUFFER = 1 << 16 };

struct jsonl_lines {
    int fd;
    uint64_t most;      /* bytes of a line, without its newline */
    struct parcel line; /* what has come of it, behind its state */
    enum jsonl_lines_state state;
    bool begun; /* the input: its byte order mark is behind us */
    bool ended;
    int error; /* errno of a read that failed */
    size_t from;
    size_t to;
    char buffer[JSONL_LINES_BUFFER];
};

void jsonl_lines_init(struct jsonl_lines *, int fd, uint64_t most);
void jsonl_lines_release(struct jsonl_lines *);

/* The next line, if all of it was read: its state as a number, then its
 * bytes, without the newline. What stands behind the last newline is a line
 * if it is not empty. */
bool jsonl_lines_take(struct jsonl_lines *, struct parcel *);

/* Reads once; then a line may be there, or the input has ended. */
void jsonl_lines_read(struct jsonl_lines *);

#endif
