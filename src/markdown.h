/* SPDX-License-Identifier: MIT */
/* GitHub's reading of the source, as events with exact source bytes.
 *
 * cmark-gfm parses; this module holds it by the hand. Its source positions
 * are hints at best, so the text is fed line by line and what each line added
 * to a leaf block is recorded (leaf.h); its inline phase is called leaf by
 * leaf on a shadow of the content in which what it mishandles is defused
 * (shadow.h); tables, strikethrough, footnote references and autolinks are
 * dialects of our own (dialect.h, table.h), linear ones.
 *
 * Events come in the order of the rendered page: footnotes last. Offsets are
 * source offsets. Elements are the ones that GitHub's renderer would write. */
#ifndef SMAC_MARKDOWN_H
#define SMAC_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert.h"
#include "element.h"
#include "smac.h"
#include "source.h"

/* A link or image, when it opens and when it closes. Ranges are empty where
 * the source has no such part; those of a reference link lie in its
 * definition. */
struct markdown_link {
    struct source_span destination;
    struct source_span title;
    bool reference;
};

struct markdown_events {
    void *user;

    /* Formulas and diagrams are drawn, as GitHub does. */
    bool drawn;

    /* argument: as text_open wants it for the element's box */
    void (*open)(void *user, enum element, unsigned argument);
    void (*close)(void *user, enum element);

    /* Text that markdown shows, source bytes [from, to). */
    void (*text)(void *user, size_t from, size_t to);

    /* Characters that stand for the source bytes [from, to): a character
     * reference, a footnote's number; from == to for blanks that layout
     * adds, such as a tab's. */
    void (*characters)(void *user, const char *bytes, size_t length,
                       size_t from, size_t to);

    /* A line ends within a block; the bytes are syntax. */
    void (*soft_break)(void *user, size_t from, size_t to);
    void (*hard_break)(void *user, size_t from, size_t to);
    void (*rule)(void *user);

    /* Where a link points is known when it closes. */
    void (*link_open)(void *user);
    void (*link_close)(void *user, const struct markdown_link *);

    /* An image; [alt] is what stands between its brackets. */
    void (*image)(void *user, const struct markdown_link *,
                  struct source_span alt);

    /* The line [from, to) that makes the quote an alert, which has just been
     * opened with a paragraph: its marker, in [from, marker_to), and blanks.
     * NULL: it is text like any other. */
    void (*alert)(void *user, const struct alert *, size_t from,
                  size_t marker_to, size_t to);

    /* Raw HTML: `length` bytes that stand at `from` in the source. */
    void (*html)(void *user, const uint8_t *bytes, size_t length, size_t from);

    /* The raw HTML that comes next is a comment by CommonMark 0.31, and text
     * for older parsers; `markup`: what they could take for markup is in it.
     * May be NULL. */
    void (*dispute)(void *user, bool markup);

    /* The info string of the code block that was just opened. */
    void (*info)(void *user, size_t from, size_t to);

    /* Bytes that no reader sees, and bytes whose effect is seen. */
    void (*drop)(void *user, size_t from, size_t to, enum smac_reason);
    void (*syntax)(void *user, size_t from, size_t to);

    /* Of what comes next, up to the next call, these spans are not seen
     * because of how it is drawn: ascending and disjoint. They live as long. */
    void (*veil)(void *user, const struct source_span *, size_t count,
                 enum smac_reason);

    /* A link definition, or the title in one: these come after the page. */
    void (*definition)(void *user, size_t from, size_t to, enum smac_reason);

    /* Until the matching `unhide` nothing is shown, for this reason. */
    void (*hide)(void *user, enum smac_reason);
    void (*unhide)(void *user);

    /* Until the matching `reveal` words are on the page, and HTML has its
     * effect, but the words are dropped for this reason. NULL: they are not. */
    void (*conceal)(void *user, enum smac_reason);
    void (*reveal)(void *user);

    /* Asked between the blocks of the page: was that enough? Then nothing more
     * is told. NULL: it never is. */
    bool (*enough)(void *user);
};

struct markdown;

/* NULL without memory. */
struct markdown *markdown_new(void);
void markdown_free(struct markdown *);

/* Is told all text that may hold raw HTML, in some order: what is in the
 * blocks that are no code. Behind the last byte is another one. `inlines`: it
 * is a paragraph's, where code spans may stand. */
struct markdown_listener {
    void *user;
    void (*text)(void *user, const uint8_t *, size_t, bool inlines);
};

/* Finds the blocks of the source. SMAC_OK, SMAC_TOO_COMPLEX (with a message),
 * SMAC_INTERNAL. The front matter, if any, is the caller's: parsing starts at
 * `start`. */
enum smac_status markdown_parse(struct markdown *, const struct source *,
                                size_t start, size_t max_memory,
                                unsigned max_depth,
                                const struct markdown_listener *);

/* Reads what is in the blocks and calls the events. As often as you like:
 * they are the same each time. */
enum smac_status markdown_render(struct markdown *,
                                 const struct markdown_events *);

/* Why either failed: one line, lives for ever. */
const char *markdown_message(const struct markdown *);

#endif
