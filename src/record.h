/* SPDX-License-Identifier: MIT */
/* One record of an audit: a line of JSON, pure printable ASCII.
 *
 * Every record starts alike, so that its number can be told from the first
 * RECORD_PREFIX bytes of a line, however long the line is:
 *
 *   {"schema":"smac-audit/1","type":"finding","seq":N,"time":"...","file":...
 */
#ifndef SMAC_RECORD_H
#define SMAC_RECORD_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "buffer.h"
#include "smac.h"

enum { RECORD_PREFIX = 96 };

/* Above 2^53 a double, and so jq or JavaScript, would round the number. */
#define RECORD_SEQ_MAX (((uint64_t)1 << 53) - 1)

/* "2026-11-23T09:14:42.123456Z" */
struct record_time {
    char text[40];
};

struct record_time record_time_of(const struct timespec *);

/* What all records of one append share. */
struct record_head {
    struct record_time time;
    const char *file; /* the document's name: hostile, any bytes */
};

/* Appends a line. Failure is the buffer's `failed`. */
void record_finding(struct buffer *, uint64_t seq, const struct record_head *,
                    const struct smac_finding *, const uint8_t span_sha256[32]);
void record_document(struct buffer *, uint64_t seq, const struct record_head *,
                     const struct smac_summary *);

/* The number of the record that starts with these bytes (the whole line, or
 * at least its first RECORD_PREFIX bytes), or 0 if no record of ours starts
 * so. Strict: the line may have been written by anybody. */
uint64_t record_seq(const uint8_t *line, size_t length);

#endif
