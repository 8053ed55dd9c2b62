/* SPDX-License-Identifier: MIT */
/* The tag that the tokenizer is reading: its name, its attributes, and where
 * the attributes' values stand in the source.
 *
 * The tokenizer tells bytes and offsets in their order; tag_finish then makes
 * `attributes`, which lives until the next tag_begin. */
#ifndef SMAC_TAG_H
#define SMAC_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "element.h"
#include "pieces.h"

enum {
    /* Longer names are one byte longer than this and equal no other: then an
     * end tag does not match and more stays hidden, never less. */
    TAG_NAME_MAX = 40,
    TAG_ATTRIBUTE_MAX = 24,
    TAG_SIGNATURE_MAX = 120,
    TAG_VALUES_MAX = 1 << 20, /* bytes of kept values */
    TAG_MARKS_MAX = 1 << 22,  /* attributes to report */
};

struct tag {
    enum element element;
    bool closing;
    bool self_closing;
    bool made; /* markdown made it: `attributes` says nothing */
    uint8_t name_length;
    char name[TAG_NAME_MAX];    /* in lower case */
    char spelled[TAG_NAME_MAX]; /* as written */
    uint32_t name_hash;
    struct element_attributes attributes;

    /* The attributes as written, to tell equal formatting elements apart
     * (Noah's Ark). One too long is equal to none. */
    uint8_t signature[TAG_SIGNATURE_MAX];
    unsigned signature_length; /* TAG_SIGNATURE_MAX + 1: too long */

    struct pieces marks; /* what to report of the attributes, and why */
    bool failed;         /* a ceiling was reached, or no memory */

    /* private to tag.c */
    struct buffer values;
    size_t value_start[ELEMENT_KEPT_VALUES]; /* in `values` */
    char attribute_name[TAG_ATTRIBUTE_MAX];
    size_t attribute_length;
    enum attribute attribute;
    bool repeated; /* the attribute came before in this tag */
    size_t mark;   /* pieces before this attribute */
    size_t name_end;
};

void tag_init(struct tag *);
void tag_release(struct tag *);

void tag_begin(struct tag *, bool closing);

/* The same for one that markdown made: it has no name but its element's. */
void tag_make(struct tag *, enum element, bool closing);

void tag_name(struct tag *, uint8_t byte);

/* Looks the element up; call it when the name is complete. */
void tag_name_end(struct tag *);

/* An attribute: its name, then either nothing or a value. Offsets are
 * PIECES_NOWHERE for bytes without a source. */
void tag_attribute_begin(struct tag *, size_t offset);
void tag_attribute_name(struct tag *, uint8_t byte);
void tag_attribute_name_end(struct tag *, size_t offset);

/* The value begins at `offset`, after a quote if it has one. `sign` is where
 * the equals sign is. */
void tag_value_begin(struct tag *, size_t sign, size_t offset);
void tag_value(struct tag *, const uint8_t *, size_t length);

/* It ends before `end`, and the attribute, quote included, before `after`. */
void tag_value_end(struct tag *, size_t end, size_t after);

/* Raw HTML stops at an offset, and goes on at another. */
void tag_pause(struct tag *, size_t offset);
void tag_resume(struct tag *, size_t offset);

void tag_finish(struct tag *);

#endif
