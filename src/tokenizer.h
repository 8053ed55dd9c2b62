/* SPDX-License-Identifier: MIT */
/* The HTML tokenizer (HTML 13.2.5), fed in pieces.
 *
 * It keeps no text: what it reads goes to the hooks at once, save the bytes
 * of a construct that is not complete. Chunks that follow one another in the
 * source are one; between others, and before bytes that are not in the
 * source, a construct may stay open and then stands in several pieces. */
#ifndef SMAC_TOKENIZER_H
#define SMAC_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pieces.h"
#include "tag.h"
#include "tree.h"

struct tokenizer_hooks {
    void *user;
    /* Characters for [from, to); PIECES_NOWHERE twice if not in the source. */
    void (*text)(void *user, const uint8_t *, size_t length, size_t from,
                 size_t to);
    /* A tag is complete. Its pieces are those of the source. */
    enum tree_content (*tag)(void *user, struct tag *, const struct pieces *);
    /* A construct that is not a tag: the reason, or HTML_SHOWN for the bounds
     * of a CDATA section that is text. */
    void (*discarded)(void *user, const struct pieces *, int reason);
    /* Is a CDATA section text here? */
    bool (*in_foreign)(void *user);
};

enum {
    TOKENIZER_HELD_MAX = 48,
    TOKENIZER_PIECES_MAX = 1 << 20,
    TOKENIZER_RAW_MAX = 10, /* plaintext, noframes */
};

struct tokenizer {
    const struct tokenizer_hooks *hooks;
    bool filters; /* GFM's tagfilter stands between markdown and HTML */
    bool failed;  /* the pieces of a construct are too many, or no memory */
    int state;
    size_t end; /* source offset after the last chunk, or PIECES_NOWHERE */
    struct tag tag;
    struct pieces construct;
    int reason;       /* of a construct that is discarded */
    size_t sign;      /* offset of an attribute's equals sign */
    unsigned matched; /* bytes of "[CDATA[", dashes, brackets: by state */
    bool disputed;    /* <!a <b>: text and a tag for CommonMark before 0.31 */
    bool slashed;     /* `/` follows the tag's name at once */

    enum tree_content content;
    char raw[TOKENIZER_RAW_MAX]; /* the element that raw text is in */
    size_t raw_length;
    int script;      /* 0 plain, 1 escaped, 2 double escaped */
    unsigned dashes; /* that an escaped script just had, at most 2 */

    uint8_t held[TOKENIZER_HELD_MAX]; /* a character reference so far */
    size_t held_length;
    size_t held_from;
    size_t held_source; /* its bytes in the source: zeros may be left out */
};

void tokenizer_init(struct tokenizer *, const struct tokenizer_hooks *,
                    bool filters);
void tokenizer_release(struct tokenizer *);
void tokenizer_reset(struct tokenizer *);

void tokenizer_feed(struct tokenizer *, const uint8_t *, size_t length,
                    size_t offset);

/* Something that is not a byte comes next: a character reference ends. */
void tokenizer_flush(struct tokenizer *);

/* The end of the document. */
void tokenizer_finish(struct tokenizer *);

/* After a failure: was it a ceiling, and not the system's memory? */
bool tokenizer_is_full(const struct tokenizer *);

bool tokenizer_in_data(const struct tokenizer *);

/* Is a tag open, so that a quote counts? */
bool tokenizer_in_tag(const struct tokenizer *);

/* What becomes of text that comes next: HTML_SHOWN if it is text, else why it
 * is swallowed. */
int tokenizer_swallows(const struct tokenizer *);

#endif
