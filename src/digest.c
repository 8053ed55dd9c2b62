/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct digest {
    bool keyed;
    union {
        struct sha256_ctx sha256;
        struct hmac_sha256_ctx hmac;
    };
};

struct digest *
digest_new(void)
{
    struct digest *d = malloc(sizeof *d);
    if (d != NULL) {
        d->keyed = false;
        sha256_init(&d->sha256);
    }
    return d;
}

struct digest *
digest_new_keyed(const void *key, size_t length)
{
    struct digest *d = malloc(sizeof *d);
    if (d != NULL) {
        d->keyed = true;
        hmac_sha256_set_key(&d->hmac, length, key);
    }
    return d;
}

void
digest_free(struct digest *d)
{
    if (d != NULL)
        explicit_bzero(d, sizeof *d); /* a key leaves no trace */
    free(d);
}

void
digest_update(struct digest *d, const void *bytes, size_t length)
{
    if (length == 0)
        return;
    if (d->keyed)
        hmac_sha256_update(&d->hmac, length, bytes);
    else
        sha256_update(&d->sha256, length, bytes);
}

void
digest_finish(struct digest *d, uint8_t hash[DIGEST_SIZE])
{
    if (d->keyed)
        hmac_sha256_digest(&d->hmac, DIGEST_SIZE, hash);
    else
        sha256_digest(&d->sha256, DIGEST_SIZE, hash);
}

void
digest_slices(const void *bytes, size_t length, struct scratch *scratch,
              uint8_t sha256[DIGEST_SIZE])
{
    const size_t slice = (size_t)1 << 20;
    struct digest d = {.keyed = false};
    sha256_init(&d.sha256);
    for (size_t at = 0; at < length; at += slice) {
        size_t n = length - at < slice ? length - at : slice;
        digest_update(&d, (const uint8_t *)bytes + at, n);
        if (length > slice)
            scratch_rest(scratch);
    }
    digest_finish(&d, sha256);
}

void
digest_of(const void *bytes, size_t length, uint8_t sha256[DIGEST_SIZE])
{
    struct digest d = {.keyed = false};
    sha256_init(&d.sha256);
    digest_update(&d, bytes, length);
    digest_finish(&d, sha256);
}
