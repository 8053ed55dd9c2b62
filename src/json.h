/* SPDX-License-Identifier: MIT */
/* Writes JSON, first canonical, then harmless.
 *
 * The json_ functions that put members write the canonical form of RFC 8785:
 * no blanks, the escapes of section 3.2.2.2, everything else as it is. It is
 * what hashes are taken of. The order of calls is the order of the keys, so
 * callers keep to the order of the RFC: by UTF-16 code units, for the ASCII
 * that our keys are by bytes. A member puts its own comma unless an object or
 * array was just opened.
 *
 * json_armour makes printable ASCII of the canonical form, without < > and &:
 * no terminal, log viewer or browser that shows a log as it is can be made to
 * run, hide or reorder anything (escape sequences, bidi controls, markup).
 * The value stays the same.
 *
 * Failure is the buffer's `failed`. */
#ifndef SMAC_JSON_H
#define SMAC_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* `{` and `[`; with a key, `"key":{` as a member. */
void json_open(struct buffer *, const char *key);
void json_close(struct buffer *);
void json_open_array(struct buffer *, const char *key);
void json_close_array(struct buffer *);

/* Each of these puts `"key":value`, or with NULL for the key an element of an
 * array. Bytes that are not UTF-8 become U+FFFD, one for each maximal invalid
 * subpart (Unicode 3.9, table 3-8). Linear. */
void json_text(struct buffer *, const char *key, const void *bytes,
               size_t length);
void json_word(struct buffer *, const char *key, const char *nul_terminated);
void json_number(struct buffer *, const char *key, uint64_t);
void json_truth(struct buffer *, const char *key, bool);

/* The bytes as a string of lower-case hexadecimal digits. */
void json_hex(struct buffer *, const char *key, const uint8_t *, size_t length);

/* The bytes as a string of base64 (RFC 4648, section 4). */
void json_base64(struct buffer *, const char *key, const uint8_t *,
                 size_t length);

/* Appends canonical JSON as printable ASCII. */
void json_armour(struct buffer *, const uint8_t *canonical, size_t length);

#endif
