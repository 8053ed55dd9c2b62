/* SPDX-License-Identifier: MIT */
/* Which characters of a text could act in GitHub-flavored markdown.
 *
 * `at` points at the character, in a leaf that MARK_END ends. Gaps of any
 * length count as one, so that the answer does not change when the leaf is
 * written and read back. No answer costs more than the gap or the line that
 * follows, or a constant. */
#ifndef SMAC_ESCAPE_H
#define SMAC_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool escape_is_letter(uint8_t byte);
bool escape_is_alphanumeric(uint8_t byte);

/* Nothing visible follows on the line, or a blank does. */
bool escape_is_gap_or_end(uint8_t byte);

/* Where a line of text starts: the offset of the character that would make it
 * begin another block, or ESCAPE_NONE. `first` says that the line is the first
 * of its paragraph, `top` that it is the first of the document. Characters
 * that also act inside a line are left to the functions below. */
#define ESCAPE_NONE SIZE_MAX
size_t escape_line(const uint8_t *at, bool first, bool top);

/* `line` is where the line starts. */
bool escape_star(const uint8_t *at, const uint8_t *line);
bool escape_underscore(const uint8_t *at, const uint8_t *line);
bool escape_backslash(const uint8_t *at);
bool escape_ampersand(const uint8_t *at);
bool escape_less_than(const uint8_t *at);
bool escape_exclamation(const uint8_t *at);

/* In a heading. */
bool escape_hash(const uint8_t *at, const uint8_t *line);

/* Whether a bracket pair is harmless: the offset of its `]`, or 0. */
size_t escape_find_bracket(const uint8_t *at);

/* Whether a task's box at the start of a leaf is one: its length with the
 * blanks after it, or 0. */
size_t escape_find_task(const uint8_t *at);

#endif
