/* SPDX-License-Identifier: MIT */
/* Mermaid diagrams: which of their source puts nothing into the picture.
 *
 * No parser: lines and statements, told apart by their first word. Labels
 * stay, and so do the names that tie them together. */
#ifndef SMAC_MERMAID_H
#define SMAC_MERMAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets hidden[i] for each character that is not drawn: comments, directives,
 * front matter other than the title, texts for screen readers, statements
 * that link or style. A style that makes labels disappear hides the whole
 * source. O(length). */
void mermaid_mark(const uint8_t *text, size_t length, bool *hidden);

#endif
