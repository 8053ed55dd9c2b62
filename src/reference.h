/* SPDX-License-Identifier: MIT */
/* Character references: &amp; &#38; &#x26;
 *
 * HTML and CommonMark read them differently. HTML knows 106 names without
 * their semicolon, any number of digits, and maps &#128; to the euro sign as
 * Windows did; CommonMark wants the semicolon and at most 7 digits. */
#ifndef SMAC_REFERENCE_H
#define SMAC_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reference_rules {
    REFERENCE_HTML,           /* in text (HTML 13.2.5.72) */
    REFERENCE_HTML_ATTRIBUTE, /* in a value: "&lt=" and "&ltx" stay */
    REFERENCE_MARKDOWN,       /* CommonMark 2.5 */
};

enum {
    REFERENCE_NAME_MAX = 31, /* CounterClockwiseContourIntegral */
    REFERENCE_OUT_MAX = 8,   /* two code points of four bytes */
};

/* Decodes the reference at bytes[0], which is '&': the length of its source,
 * or 0 if there is none. Writes what it stands for as UTF-8. O(log names),
 * and linear in the digits of a number. */
size_t reference_decode(const uint8_t *bytes, size_t length,
                        enum reference_rules, uint8_t out[REFERENCE_OUT_MAX],
                        size_t *out_length);

#endif
