/* SPDX-License-Identifier: MIT */
/* Reads the rendered page as libxml2's HTML parser does (2.9, HTMLparser.c),
 * whose tokens are not those of the HTML Standard: what is a tag goes into the
 * stream as it is, and of what is text one letter.
 *
 * If libxml2 read otherwise, a letter would stand in a tag or a comment for
 * it, and the text would count as hidden.
 *
 * Nothing gets through that takes libxml2 more than linear time, but depth
 * (see xml.h). A byte costs the same wherever it stands, text next to
 * nothing. */
#ifndef SMAC_SCANNER_H
#define SMAC_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doubt.h"
#include "element.h"
#include "html.h"
#include "stream.h"

enum {
    SCANNER_NAME_MAX = 40,      /* longer ones are no element that is known */
    SCANNER_ATTRIBUTE_MAX = 24, /* nor attribute */
};

/* From SCAN_NAME to SCAN_END a tag is open. */
enum scanner_state {
    SCAN_TEXT,
    SCAN_OPEN, /* after < */
    SCAN_NAME,
    SCAN_BETWEEN, /* before an attribute */
    SCAN_SLASH,
    SCAN_ATTRIBUTE,
    SCAN_AFTER, /* an attribute's name */
    SCAN_EQUALS,
    SCAN_VALUE,
    SCAN_JUNK,     /* no attribute: skipped up to a blank */
    SCAN_END_OPEN, /* after </ */
    SCAN_END_NAME,
    SCAN_END,
    SCAN_BANG, /* after <! */
    SCAN_DASH, /* after <!- */
    SCAN_COMMENT,
    SCAN_DOCTYPE,
    SCAN_LITERAL, /* in quotes in a DOCTYPE */
    SCAN_PI_OPEN, /* after <? */
    SCAN_PI,
    SCAN_RAW,     /* in <script> and <style> */
    SCAN_RAW_END, /* in what may be their end tag */
    SCAN_LOST,    /* what libxml2 reads cannot be known: nothing is text */
};

struct scanner {
    struct stream stream;
    struct doubt doubt;

    bool terse; /* markdown's elements that change nothing may be left out */

    /* private to scanner.c and xmltag.c */
    enum scanner_state state;
    size_t held_from; /* source of what may turn out to be no tag */
    size_t held_to;
    size_t tag; /* where it begins in the stream */
    bool closing;
    bool declared; /* the byte before ended a DOCTYPE */
    bool fresh;    /* nothing of a raw text was read */
    uint8_t quote; /* of the value; 0 for none */
    size_t dashes; /* of a comment, right before this byte or before its `!` */
    bool banged;   /* that `!` was the last byte */
    size_t count;  /* bytes of a name or a comment, of a matched word */
    unsigned attributes;
    char name[SCANNER_NAME_MAX];
    size_t name_length; /* SCANNER_NAME_MAX + 1: too long */
    char attribute[SCANNER_ATTRIBUTE_MAX];
    size_t attribute_length;
    enum element element;
    struct scanner_wrap {
        enum element element; /* of markdown, opened last; or ELEMENT_UNKNOWN */
        size_t at;            /* of its tag in the stream */
        size_t end;
        bool was; /* there is text right before */
    } wrap;
};

void scanner_init(struct scanner *);
void scanner_release(struct scanner *);

/* A new document, of which at most so many bytes go into the stream. */
void scanner_reset(struct scanner *, enum html_view, size_t ceiling);

/* Raw HTML that stands at an offset of the source. */
void scanner_raw(struct scanner *, const uint8_t *, size_t length,
                 size_t offset);

/* A tag that markdown made. */
void scanner_element(struct scanner *, enum element, bool opens);

/* Text that markdown made, for the source bytes [from, to). */
void scanner_text(struct scanner *, const uint8_t *, size_t length, size_t from,
                  size_t to);

/* The document ends. */
void scanner_finish(struct scanner *);

/* See doubt.h: is there reason to ask libxml2? */
bool scanner_is_doubtful(const struct scanner *);

/* ---- for xmltag.c -------------------------------------------------------- */

/* The byte there may turn out to be text. Bytes in a row are held together,
 * one that comes from elsewhere begins anew. */
void scanner_hold(struct scanner *, size_t offset);

/* What was held is text after all. */
void scanner_release_held(struct scanner *);

static inline bool
scanner_is_blank(uint8_t b)
{
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
}

static inline bool
scanner_is_letter(uint8_t b)
{
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

static inline bool
scanner_starts_name(uint8_t b)
{
    return scanner_is_letter(b) || b == '_' || b == ':' || b == '.';
}

static inline bool
scanner_is_name(uint8_t b)
{
    return scanner_starts_name(b) || (b >= '0' && b <= '9') || b == '-';
}

static inline uint8_t
scanner_lower(uint8_t b)
{
    return b >= 'A' && b <= 'Z' ? (uint8_t)(b + 32) : b;
}

#endif
