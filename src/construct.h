/* SPDX-License-Identifier: MIT */
/* Inside the tokenizer: its states, and how what begins with `<` ends. */
#ifndef SMAC_CONSTRUCT_H
#define SMAC_CONSTRUCT_H

#include "tokenizer.h"

enum state {
    STATE_DATA,
    STATE_REFERENCE,
    STATE_TAG_OPEN,     /* after < */
    STATE_END_TAG_OPEN, /* after </ */
    STATE_TAG_NAME,
    STATE_BEFORE_NAME, /* of an attribute */
    STATE_IN_NAME,
    STATE_AFTER_NAME,
    STATE_BEFORE_VALUE,
    STATE_VALUE_DOUBLE,
    STATE_VALUE_SINGLE,
    STATE_VALUE_BARE,
    STATE_AFTER_VALUE,
    STATE_SELF_CLOSING,
    STATE_MARKUP,       /* after <! */
    STATE_MARKUP_DASH,  /* after <!- */
    STATE_MARKUP_CDATA, /* in <![CDATA[ */
    STATE_COMMENT_START,
    STATE_COMMENT_START_DASH,
    STATE_COMMENT,
    STATE_COMMENT_DASH,
    STATE_COMMENT_END,  /* after -- */
    STATE_COMMENT_BANG, /* after --! */
    STATE_BOGUS,
    STATE_CDATA,
    STATE_RAW,
    STATE_RAW_OPEN,      /* after < in raw text */
    STATE_RAW_END,       /* after </ */
    STATE_SCRIPT_BANG,   /* after <! in a script */
    STATE_SCRIPT_DOUBLE, /* in the name after < in an escaped script */
    STATE_PLAIN,
    STATE_COUNT
};

/* Reads at least one of the n bytes, or goes to another state; returns how
 * many it has read. The first stands at `offset` of the source. */
typedef size_t construct_step(struct tokenizer *, const uint8_t *, size_t n,
                              size_t offset);

bool construct_is_blank(uint8_t);
bool construct_is_letter(uint8_t);

/* Is it a byte that ends a tag's name? */
bool construct_ends_name(uint8_t);

/* The source offset n bytes on. */
size_t construct_after(size_t offset, size_t n);

/* Characters, which are no construct. */
void construct_text(struct tokenizer *, const void *, size_t, size_t offset);

/* One begins at `offset` ... */
void construct_begin(struct tokenizer *, size_t offset);

/* ... and ends before `offset`: it turns out to be text; */
void construct_end_as_text(struct tokenizer *, const void *, size_t,
                           size_t offset);

/* the same for a tag of which only the name was read; */
void construct_end_name_as_text(struct tokenizer *, bool slash_after,
                                size_t offset);

/* it is a comment or its like, or (HTML_SHOWN) the bound of CDATA; */
void construct_end_discarded(struct tokenizer *, size_t offset, int reason);

/* it is a tag. */
void construct_end_tag(struct tokenizer *, size_t offset);

/* It is a comment for HTML, and not for its author. Returns 0, for a step to
 * return. */
size_t construct_be_bogus(struct tokenizer *, enum smac_reason);

/* cmark-gfm escapes the `<` of these when a blank, `>` or `/>` follows. */
bool construct_is_filtered(const struct tokenizer *);

#endif
