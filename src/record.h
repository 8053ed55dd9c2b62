/* SPDX-License-Identifier: MIT */
/* One record of an audit: a line of JSON, printable ASCII (smac-audit(5)).
 *
 * A record is built in canonical form (RFC 8785) without its own hash, hashed,
 * and only then written, with the hash at its place. It names the hash of the
 * record before it, so that the records of an audit hang together. */
#ifndef SMAC_RECORD_H
#define SMAC_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "buffer.h"
#include "digest.h"
#include "smac.h"

#define RECORD_SCHEMA  "smac-audit/1"
#define RECORD_DATASET "smac.audit"

/* Above 2^53 a double, and so jq or JavaScript, would round the number. */
#define RECORD_SEQUENCE_MAX (((uint64_t)1 << 53) - 1)

enum { RECORD_KEY_SIZE = 17, RECORD_EXCERPT = 40 };

/* What event.action is called for each type. */
const char *record_action(enum smac_record_type);

/* "full", "excerpt", "hash". */
const char *record_content(enum smac_audit_content);

/* "2026-11-23T09:14:42.123456Z" */
struct record_time {
    char text[40];
};

struct record_time record_time_of(const struct timespec *);

/* What shows which key a chain was made with, and tells nothing about it. */
struct record_key {
    char text[RECORD_KEY_SIZE]; /* "" : no key */
};

struct record_key record_key_of(const void *key, size_t length);

/* What the records of one append share, and where the next one hangs. */
struct record_head {
    const char *time;
    const char *file; /* the document's name: hostile, any bytes */
    size_t file_length;
    const char *version; /* of the smac that wrote it */
    enum smac_audit_content content;
    struct record_key key;
    uint64_t sequence;
    uint8_t previous[DIGEST_SIZE]; /* zeros: nothing came before */
};

struct record {
    struct buffer canonical; /* without event.hash */
    size_t hash_at;          /* where it belongs */

    /* what all findings of a document have, up to the reason, and its file */
    struct buffer opening;
    struct buffer file;
    size_t opening_hash_at;
};

/* Bytes before a record that belong to none: what a crash left. */
struct record_repair {
    bool needed;
    bool unfinished; /* the document record of the last findings is missing */
    uint64_t bytes;
    uint8_t sha256[DIGEST_SIZE];
};

void record_init(struct record *);
void record_release(struct record *);

/* Before the first finding of a document, or under another head. */
void record_findings(struct record *, const struct record_head *,
                     const struct smac_document *);

/* Each of these builds a record anew. Failure is canonical's `failed`. */
void record_finding(struct record *, const struct record_head *,
                    const struct smac_finding *,
                    const uint8_t span_sha256[DIGEST_SIZE]);
void record_document(struct record *, const struct record_head *,
                     const struct smac_summary *);
void record_repair(struct record *, const struct record_head *,
                   const struct record_repair *);

/* The first record of a file that goes on where another one ended. */
void record_continuation(struct record *, const struct record_head *,
                         const char *predecessor, const struct record_repair *);

/* Hashes the record and appends its line. */
void record_seal(const struct record *, struct digest *,
                 uint8_t hash[DIGEST_SIZE], struct buffer *line);

#endif
