/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4). The only file that names nettle is digest.c. */
#ifndef SMAC_DIGEST_H
#define SMAC_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct digest;

struct digest *digest_new(void); /* NULL without memory */
void digest_free(struct digest *);
void digest_update(struct digest *, const void *, size_t);

/* Writes the hash and starts anew. */
void digest_finish(struct digest *, uint8_t sha256[32]);

void digest_of(const void *, size_t, uint8_t sha256[32]);

#endif
