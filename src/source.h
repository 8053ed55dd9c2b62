/* SPDX-License-Identifier: MIT */
/* The document's bytes: collects them, undoes gzip and UTF-16, keeps them,
 * and knows which line and column an offset is.
 *
 *     source_init(&s, max_input);
 *     source_spill(&s, scratch, above);    if documents may be long
 *     source_feed(&s, bytes, length);      as often as you like
 *     source_finish(&s);                   text, clean, document are valid
 *     source_reset(&s);                    and again, or source_release(&s)
 *
 * Offsets everywhere in smac are offsets into `text`. `clean` is the same
 * text made safe for cmark-gfm, byte for byte at the same offsets: NUL, and
 * every byte of an invalid UTF-8 sequence, is 0x7F there. cmark would replace
 * them by three bytes, or let an invalid byte turn a comment into visible
 * text. Where there is nothing to replace, the two are the same memory. */
#ifndef SMAC_SOURCE_H
#define SMAC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "digest.h"
#include "scratch.h"
#include "smac.h"

struct source_span {
    size_t from;
    size_t to;
};

/* `document` points into the struct, so do not move it after source_finish. */
struct source {
    /* valid after source_finish */
    const uint8_t *text;  /* what offsets refer to, a UTF-8 BOM included */
    const uint8_t *clean; /* as above; clean[size] is readable and 0 */
    size_t size;
    size_t bom; /* 3 if the text starts with a UTF-8 BOM, else 0 */
    const struct source_span *invalid; /* ill-formed UTF-8: one U+FFFD each */
    size_t invalid_count;
    struct smac_document document;
    char decoding[32];
    char message[120];       /* what the last failure was about, or "" */
    struct scratch *scratch; /* NULL: documents stay in memory */
    size_t spill;   /* what is made of the document and is longer than that lies
                     on disk, if the scratch is there */
    size_t stretch; /* bytes that are to be parsed at a time; 0: the document
                       is short, and parsed in one go */

    /* private to source.c */
    struct buffer raw;
    struct buffer decoded;
    struct buffer sanitised;
    struct buffer invalid_spans;
    struct buffer marks;
    struct source_mark {
        size_t offset;
        uint64_t line;
        uint64_t column;
    } cursor;
    size_t max_input;
    size_t above;  /* documents that are longer lie on disk */
    bool unhashed; /* nobody asks for the document's SHA-256 */
    enum smac_status status;
};

/* Allocates nothing. Without `unhashed`, which is false then, source_finish
 * takes the hashes of the document, too. max_input bounds the bytes fed, what gzip makes of them,
 * and what UTF-16 becomes in UTF-8, each. */
void source_init(struct source *, uint64_t max_input);

/* Before the first document: one of more bytes than that lies on disk, and is
 * to be parsed in stretches. */
void source_spill(struct source *, struct scratch *, size_t above);

void source_release(struct source *);

/* Adds raw bytes. SMAC_TOO_BIG as soon as it is known, and the memory is
 * given back; after a failure every call answers it until source_reset. */
enum smac_status source_feed(struct source *, const uint8_t *, size_t);

/* Decodes and checks; SMAC_OK, SMAC_TOO_BIG, SMAC_BAD_INPUT, SMAC_NO_MEMORY;
 * `message` says more. Linear. */
enum smac_status source_finish(struct source *);

/* Ready for the next document; keeps memory of moderate size. */
void source_reset(struct source *);

/* Line and column, both from 1, of the byte at offset (offset == size is
 * allowed). Lines end at \n, \r\n or a lone \r, as in CommonMark 2.1. Columns
 * count code points, the byte order mark not; an invalid byte is one.
 * Ascending offsets cost one walk over the text in all, any other order one
 * walk and at most 4 KiB a call. */
void source_place(struct source *, size_t offset, uint64_t *line,
                  uint64_t *column);

#endif
