/* SPDX-License-Identifier: MIT */
/* A line that is a JSON object: where its members stand.
 *
 * The members that are not smac's business leave as the bytes that came, for
 * any library that reads and writes them anew changes some of them. json-c
 * 0.16 (tests/jsonl measures it) keeps key order and the text of fractions,
 * but makes 12345678901234567890123 the largest integer there is and -0 a 0,
 * keeps one of two members with one key, reads a lone surrogate as U+FFFD,
 * takes what is no JSON, needs thirty bytes a byte and does not say that it
 * had no memory.
 *
 * So the line is only recognised, by the letter of RFC 8259, in UTF-8, at
 * most JSONL_OBJECT_DEPTH deep, and nothing is built. tests/jsonl compares
 * the answer with that of Python's json. */
#ifndef SMAC_CLI_JSONL_OBJECT_H
#define SMAC_CLI_JSONL_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "jsonl_fault.h"

/* Readers that recurse give up at about a thousand. */
enum { JSONL_OBJECT_DEPTH = 512 };

struct jsonl_span {
    size_t from;
    size_t to;
};

struct jsonl_object {
    struct jsonl_span text;   /* the value of the field, with its quotes */
    struct jsonl_span report; /* the value of a member "smac", or empty */
    size_t end;               /* behind the last member's value */
};

/* Takes the first of the fields that the object has; NULL ends them. A field
 * that is there twice, however it is written, is refused: of two members with
 * one key some readers take the first, some the last. Linear. */
enum jsonl_fault jsonl_object_read(struct jsonl_object *, const char *line,
                                   size_t length, const char *const *fields);

/* What a string stands for, in UTF-8; `to` has room for the span. A lone
 * surrogate becomes the three bytes that stand for it in no UTF-8. */
size_t jsonl_object_decode(const char *line, struct jsonl_span, char *to);

#endif
