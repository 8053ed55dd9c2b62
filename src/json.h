/* SPDX-License-Identifier: MIT */
/* Writes JSON as pure printable ASCII.
 *
 * Everything that is not plain ASCII leaves as \uXXXX, and so do < > and &:
 * no terminal, log viewer or browser that shows a log as it is can be made to
 * run, hide or reorder anything (escape sequences, bidi controls, markup).
 *
 * A member puts its own comma unless an object was just opened, so the order
 * of calls is the order of the keys. Keys are literals of ours: plain ASCII.
 * Failure is the buffer's `failed`. */
#ifndef SMAC_JSON_H
#define SMAC_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* `{`; with a key, `"key":{` as a member. */
void json_open(struct buffer *, const char *key);
void json_close(struct buffer *);

/* `"key":"..."`. Bytes that are not UTF-8 become U+FFFD, one for each maximal
 * invalid subpart (Unicode 3.9, table 3-8). Linear. */
void json_text(struct buffer *, const char *key, const void *bytes,
               size_t length);
void json_word(struct buffer *, const char *key, const char *nul_terminated);
void json_number(struct buffer *, const char *key, uint64_t);

/* The bytes as a string of lower-case hexadecimal digits. */
void json_hex(struct buffer *, const char *key, const uint8_t *, size_t length);

/* The bytes as a string of base64 (RFC 4648, section 4). */
void json_base64(struct buffer *, const char *key, const uint8_t *,
                 size_t length);

#endif
