/* SPDX-License-Identifier: MIT */
/* UTF-8, and the search for code points that draw nothing.
 *
 * The scan goes over the visible text of a block, piece by piece, in order.
 * What surrounds a joiner decides about it, so the state remembers the end of
 * the piece before and the caller tells the first code point of the next.
 * Where the pieces are cut changes no verdict, but for a flag made of tag
 * characters: it is a flag only where it is all in one piece.
 *
 * Filtering what is left a second time finds nothing. */
#ifndef SMAC_UNICODE_H
#define SMAC_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

/* What precedes the next piece; all zero at the start of a block and after
 * anything that breaks the line or that is not text. Opaque. */
struct unicode_state {
    uint32_t before[3]; /* the last code points that were kept, newest first */
    uint32_t flags;
};

/* A run of code points that is to be dropped, [from, to) in the piece: as
 * long as can be, with the gravest of its code points' reasons, because what
 * it hides was written as one message. */
struct unicode_run {
    size_t from;
    size_t to;
    enum smac_reason reason;
};

/* Moves the state past a piece of ASCII in which unicode_next would find
 * nothing, whatever follows; false, and the state stays, if the piece is
 * another. The fast path, a fraction of an instruction a byte. */
bool unicode_pass(struct unicode_state *, const uint8_t *bytes, size_t length);

/* Finds the next run at or after *position, moves *position past it and the
 * state along; false when the piece holds no more (the state is then ready
 * for the next piece). The piece is valid UTF-8 without U+0000, as
 * source_finish leaves it. `next` is the first code point of the piece that
 * follows without a break, 0 if none. Newline, tab and carriage return are
 * left alone. In `verbatim` text (code) runs of spaces, U+2800 among them, are
 * left alone too. Linear. */
bool unicode_next(struct unicode_state *, const uint8_t *bytes, size_t length,
                  uint32_t next, bool verbatim, size_t *position,
                  struct unicode_run *);

/* Decodes one code point of valid UTF-8 and returns its length in bytes. */
size_t unicode_decode(const uint8_t *bytes, size_t length,
                      uint32_t *code_point);

/* Encodes one code point; returns 1 to 4. Surrogates and values above
 * U+10FFFF become U+FFFD. */
size_t unicode_encode(uint32_t code_point, uint8_t out[4]);

/* Length of the valid UTF-8 prefix (RFC 3629: no surrogates, no overlong
 * forms). Fast on ASCII. */
size_t unicode_valid_prefix(const uint8_t *bytes, size_t length);

/* Length of the maximal invalid subpart at bytes[0] (Unicode 3.9, table 3-8):
 * what one U+FFFD stands for. At least 1. */
size_t unicode_invalid_length(const uint8_t *bytes, size_t length);

/* Columns that the code point takes on a terminal: 0, 1 or 2. */
unsigned unicode_width(uint32_t code_point);

#endif
