/* SPDX-License-Identifier: MIT */
/* What a record says of its place in the chain: read from a line that may
 * have been written by anybody, so it claims, and does not prove. */
#ifndef SMAC_STAMP_H
#define SMAC_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "digest.h"
#include "object.h"
#include "record.h"
#include "smac.h"

struct stamp {
    enum smac_record_type type;
    uint64_t sequence;
    uint8_t hash[DIGEST_SIZE];
    uint8_t previous[DIGEST_SIZE];
    struct record_key key;
    struct record_repair repair;
};

/* False if the object is no record of this schema. */
bool stamp_read(const struct object *, struct stamp *);

/* The same for a line. 1: a record; 0: none; -1: no memory, errno says so. */
int stamp_read_line(const void *line, size_t length, struct stamp *);

/* 64 hexadecimal digits. */
bool stamp_read_hash(struct smac_text, uint8_t hash[DIGEST_SIZE]);

#endif
