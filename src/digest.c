/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include <nettle/sha2.h>
#include <stdlib.h>

struct digest {
    struct sha256_ctx sha256;
};

struct digest *
digest_new(void)
{
    struct digest *d = malloc(sizeof *d);
    if (d != NULL)
        sha256_init(&d->sha256);
    return d;
}

void
digest_free(struct digest *d)
{
    free(d);
}

void
digest_update(struct digest *d, const void *bytes, size_t length)
{
    if (length > 0)
        sha256_update(&d->sha256, length, bytes);
}

void
digest_finish(struct digest *d, uint8_t sha256[32])
{
    sha256_digest(&d->sha256, SHA256_DIGEST_SIZE, sha256);
}

void
digest_of(const void *bytes, size_t length, uint8_t sha256[32])
{
    struct digest d;
    sha256_init(&d.sha256);
    digest_update(&d, bytes, length);
    digest_finish(&d, sha256);
}
