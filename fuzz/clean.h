/* SPDX-License-Identifier: MIT */
/* The input as what is behind src/source.c sees a document: valid UTF-8, with
 * DEL for NUL and for each byte that is none of UTF-8. */
#ifndef SMAC_FUZZ_CLEAN_H
#define SMAC_FUZZ_CLEAN_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"
#include "target.h"
#include "unicode.h"

enum { CLEAN_FILLER = 0x7F };

/* As many bytes as there were; to be freed. */
static inline uint8_t *
clean_copy(const uint8_t *bytes, size_t length)
{
    uint8_t *clean = must(malloc(length + 1));
    size_t at = 0;
    while (at < length) {
        size_t good = unicode_valid_prefix(bytes + at, length - at);
        demand(good <= length - at,
               "a valid prefix is no longer than the bytes");
        memcpy(clean + at, bytes + at, good);
        at += good;
        if (at == length)
            break;
        size_t bad = unicode_invalid_length(bytes + at, length - at);
        demand(bad >= 1 && bad <= length - at, "what is invalid has a length");
        memset(clean + at, CLEAN_FILLER, bad);
        at += bad;
    }
    for (size_t i = 0; i < length; i++) {
        if (clean[i] == 0)
            clean[i] = CLEAN_FILLER;
    }
    demand(unicode_valid_prefix(clean, length) == length, "DEL is valid");
    return clean;
}

/* No text is cut within a character. */
static inline bool
clean_is_boundary(const uint8_t *clean, size_t length, size_t at)
{
    return at == length || (clean[at] & 0xC0) != 0x80;
}

#endif
