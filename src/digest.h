/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). The only file that names
 * nettle is digest.c. */
#ifndef SMAC_DIGEST_H
#define SMAC_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "scratch.h"

enum { DIGEST_SIZE = 32 };

struct digest;

/* NULL without memory. */
struct digest *digest_new(void);
struct digest *digest_new_keyed(const void *key, size_t length);
void digest_free(struct digest *);
void digest_update(struct digest *, const void *, size_t);

/* Writes the hash and starts anew, with the same key. */
void digest_finish(struct digest *, uint8_t hash[DIGEST_SIZE]);

void digest_of(const void *, size_t, uint8_t sha256[DIGEST_SIZE]);

/* The same of what may lie on disk. */
void digest_slices(const void *, size_t, struct scratch *,
                   uint8_t sha256[DIGEST_SIZE]);

#endif
