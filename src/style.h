/* SPDX-License-Identifier: MIT */
/* From sets of styles to the markers that stand for them.
 *
 * A marker is written only where every GFM parser is certain to read it back
 * as the marker that it is; elsewhere the style is left out, for the words
 * matter and a stray star is a character that nobody wrote. */
#ifndef SMAC_STYLE_H
#define SMAC_STYLE_H

#include "block.h"
#include "buffer.h"

/* What CommonMark's flanking rules (6.2) ask of a neighbour. */
enum style_class {
    STYLE_BLANK,
    STYLE_WORD,
    STYLE_PUNCTUATION,
    /* A letter, a symbol or a punctuation mark: what counts as punctuation
     * differs between versions of CommonMark and of Unicode. */
    STYLE_UNKNOWN,
    /* `~`: cmark-gfm looks at what is behind it, which may be a blank. */
    STYLE_UNSURE,
};

/* Of the character that starts at bytes[0], which is readable as a whole. */
enum style_class style_class_of(const uint8_t *bytes);

/* Of the character that ends before bytes[0], none of which is before
 * `start`. */
enum style_class style_class_before(const uint8_t *bytes, const uint8_t *start);

/* Appends the leaf bytes[0..length), which bytes[length] = MARK_END ends, to
 * out, with markers for styles, each run of blanks outside code as one blank,
 * newline or break, and MARK_END. Resolving the answer's markers again gives
 * the same answer. Linear. */
void style_resolve(const uint8_t *bytes, size_t length, struct buffer *out);

#endif
