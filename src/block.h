/* SPDX-License-Identifier: MIT */
/* What boxes become before they are laid out: a sequence of blocks that nest
 * properly, whatever the boxes did, and none of which is empty.
 *
 * A container (quote, list, item, table) lasts until its BLOCK_END. A list
 * holds items and nothing else, a table holds rows, a row lasts until the
 * next row or the end of the table and is followed by its cells. The others
 * are leaves; the bytes of a leaf are [from, to) of one shared run of
 * characters, and the byte at `to` is MARK_END.
 *
 * Leaves but code carry marks among their characters: bytes below 0x20 other
 * than tab and newline, which the text never contains. */
#ifndef SMAC_BLOCK_H
#define SMAC_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum block_kind {
    BLOCK_NONE,
    BLOCK_END, /* of the innermost open container */
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* argument: level */
    BLOCK_CODE,    /* argument: length of the info string at the front */
    BLOCK_RULE,
    BLOCK_QUOTE,
    BLOCK_BULLETS,
    BLOCK_NUMBERS,
    BLOCK_ITEM,  /* argument: number, in a numbered list */
    BLOCK_TABLE, /* argument: 1 if an empty header row comes first */
    BLOCK_ROW,
    BLOCK_CELL, /* argument: column, from 0 */
};

struct block {
    uint8_t kind;
    uint8_t align; /* a cell's: 0, 'l', 'c' or 'r' */
    bool tight;    /* a list's */
    bool header;   /* a cell's */
    bool marked;   /* a leaf's: it contains MARK_STYLE or MARK_RAW */
    uint32_t argument;
    size_t from;
    size_t to;
};

/* Styles are a set, not a nesting: what HTML misnests needs no repair, and
 * style.c alone decides which markers stand for them. */
enum style {
    STYLE_EMPHASIS = 1 << 0,
    STYLE_STRONG = 1 << 1,
    STYLE_STRIKE = 1 << 2,
    STYLE_CODE = 1 << 3,
};

enum mark {
    MARK_END = 0x00,
    MARK_BREAK = 0x01, /* a line break that the reader sees */
    MARK_RAW = 0x02,   /* what follows, up to MARK_COOKED, is written as is */
    MARK_COOKED = 0x03,
    MARK_STYLE = 0x10, /* or-ed with the styles of what follows */
    MARK_STYLE_LAST = 0x1f,

    /* only in what style_resolve made, MARK_STYLE not being there */
    MARK_EMPHASIS_ON = 0x04,
    MARK_EMPHASIS_OFF = 0x05,
    MARK_STRONG_ON = 0x06,
    MARK_STRONG_OFF = 0x07,
    MARK_STRIKE_ON = 0x0b,
    MARK_STRIKE_OFF = 0x0c,
    MARK_CODE_ON = 0x0e,
    MARK_CODE_OFF = 0x0f,
};

static inline bool
mark_is_style(uint8_t byte)
{
    return byte >= MARK_STYLE && byte <= MARK_STYLE_LAST;
}

/* What parts words: a blank, a newline, a break. */
static inline bool
mark_is_gap(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == MARK_BREAK;
}

#endif
