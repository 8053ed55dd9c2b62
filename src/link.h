/* SPDX-License-Identifier: MIT */
/* Where the parts of a link stand: CommonMark 0.31 sections 4.7 and 6.3, read
 * as cmark-gfm reads them, for cmark keeps no positions of them. */
#ifndef SMAC_LINK_H
#define SMAC_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct link_range {
    uint32_t from;
    uint32_t to;
};

struct link_parts {
    struct link_range label;       /* between its brackets, for definitions */
    struct link_range destination; /* without <> */
    struct link_range title;       /* without its delimiters; empty if none */
    uint32_t end;                  /* behind the last byte */
};

/* "[label]" at `at`: true and *end behind the bracket. */
bool link_label(const uint8_t *, uint32_t size, uint32_t at, uint32_t *end);

/* "(destination "title")" at `at`. */
bool link_tail(const uint8_t *, uint32_t size, uint32_t at,
               struct link_parts *);

/* A link reference definition at `at`, its line end included. */
bool link_definition(const uint8_t *, uint32_t size, uint32_t at,
                     struct link_parts *);

/* A line (or a paragraph's lines) that looks like [//]: # (comment) but that
 * is no definition, because of what its delimiters enclose: *end behind it.
 * SMAC-2 wants it gone although CommonMark shows it. */
bool link_lookalike(const uint8_t *, uint32_t size, uint32_t at, uint32_t *end);

#endif
