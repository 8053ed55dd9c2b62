/* SPDX-License-Identifier: MIT */
/* Documents in UTF-16, by libxml2's converters.
 *
 * libxml2 is loaded when the first such document comes, not linked: with the
 * ICU that it pulls in it would double the start-up time of every run. */
#ifndef SMAC_CHARSET_H
#define SMAC_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "smac.h"

enum charset {
    CHARSET_UTF_8,
    CHARSET_UTF_16LE,
    CHARSET_UTF_16BE,
};

/* By the byte order mark. Without one a document is UTF-8: guessing would let
 * an attacker choose what the guess is. */
enum charset charset_detect(const uint8_t *bytes, size_t length);

/* "utf-16le"; "" for UTF-8. */
const char *charset_name(enum charset);

/* Appends the UTF-16 at bytes as UTF-8, without its byte order mark. SMAC_OK,
 * SMAC_NO_MEMORY, SMAC_TOO_BIG past the buffer's ceiling, or SMAC_BAD_INPUT:
 * an unpaired surrogate or half a unit at offset *where, or *where is length
 * because libxml2 could not be loaded. */
enum smac_status charset_convert(enum charset, const uint8_t *bytes,
                                 size_t length, struct buffer *out,
                                 size_t *where);

#endif
