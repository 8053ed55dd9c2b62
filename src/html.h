/* SPDX-License-Identifier: MIT */
/* HTML as far as deciding what a reader sees needs it: the WHATWG tokenizer
 * and the stack of open elements, without a tree.
 *
 * One judge looks at the rendered stream of one document in one view. The
 * page feeds it raw HTML as bytes and markdown's own tags as tokens, in the
 * order of the rendered page, and asks whether text put there would be seen.
 *
 *   html_raw      bytes of raw HTML, contiguous in the source from `offset`
 *   html_open     a start tag that markdown made, html_close its end tag
 *   html_verdict  would markdown text be seen here?
 *   html_made     in any tokenizer state but the data state, markdown's tags
 *                 and text go in as the bytes that GitHub would render, for
 *                 there they can end up in an attribute or a comment
 *
 * Some of what hides is known only when the whole page was seen: style sheets,
 * a late <body hidden>, shadow roots. Who cares feeds the document twice, with
 * html_survey before and html_rewind between.
 *
 * What comes is valid UTF-8, and no call ends within a character. Where the
 * calls are cut changes nothing else but the lengths in which text comes.
 * Cost is linear in the bytes: nesting and lists are capped, and a cap reached
 * sets html_failed; after that every call does nothing. */
#ifndef SMAC_HTML_H
#define SMAC_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "element.h"
#include "smac.h"

/* A verdict is HTML_SHOWN or the enum smac_reason that hides. */
#define HTML_SHOWN (-1)

enum html_view {
    HTML_VIEW_BROWSER, /* raw HTML and CSS as a browser honours them */
    HTML_VIEW_GITHUB,  /* tagfilter, then GitHub's sanitizer: no style, no
                          hidden attribute, unknown elements unwrapped */
};

/* Called in stream order; any may be NULL. Offsets are source offsets. Bytes
 * fed by html_made produce no callback but opened and closed. */
struct html_events {
    void *user;
    /* Characters of raw HTML: `length` bytes that stand for the source bytes
     * [from, to). Character references come decoded, one a call. */
    void (*text)(void *user, const uint8_t *bytes, size_t length, size_t from,
                 size_t to, int verdict);
    /* Markup: the bytes of a tag, a comment, an attribute. `reason` is
     * HTML_SHOWN for what is syntax. Later calls override earlier ones: a tag
     * comes first as a whole, then its attributes' values. */
    void (*markup)(void *user, size_t from, size_t to, int reason);
    /* An element that is visible was pushed or, for void ones, inserted. The
     * attributes live as long as the call, and are NULL for the element that
     * html_open asked for; elements that the parser makes up or reopens have
     * none set. Those in SVG and MathML are not told. */
    void (*opened)(void *user, enum element, const struct element_attributes *);
    /* Once for every opened one but void ones, when it is popped. Misnested
     * HTML pops in an order that does not nest. */
    void (*closed)(void *user, enum element);
};

struct html;

/* NULL without memory. max_depth bounds what may be open: 5 times as many
 * elements; and so many formatting elements that reopen. 0: the default. */
struct html *html_new(enum html_view, enum smac_details, unsigned max_depth,
                      const struct html_events *);
void html_free(struct html *);

/* Ready for the next document. */
void html_reset(struct html *);

/* The document is going to be fed for a first look; its events say little.
 * `bidi`: it has characters that turn text around. */
void html_survey(struct html *, bool bidi);

/* ... and for another one, now that the style sheets are known. */
void html_survey_again(struct html *);

/* And now for the second. What the first look found holds from here on. */
void html_rewind(struct html *);

/* Did the first look find anything? */
bool html_is_noted(const struct html *);

/* The rules of the page's style sheets, or NULL: after html_rewind. */
struct sheet *html_sheet(const struct html *);

void html_raw(struct html *, const uint8_t *bytes, size_t length,
              size_t offset);

/* True in the data state, where tokens and html_verdict may be used. */
bool html_in_data(const struct html *);

void html_made(struct html *, const uint8_t *bytes, size_t length);

/* The same for a tag that renderers write with attributes, each its own. In an
 * open tag their quotes end values and begin others: from there on nothing is
 * certain. */
void html_made_tag(struct html *, const uint8_t *bytes, size_t length);

/* What comes now is a comment for some renderers of markdown, and text for
 * others; `markup`: as text it would have effects. */
void html_dispute(struct html *, bool markup);

/* In other states than data these do what html_made does with "<p>". */
void html_open(struct html *, enum element);
void html_close(struct html *, enum element);

/* In the data state: the text that markdown puts here, before html_verdict is
 * asked. In SVG it can be a style sheet's, and reach over the drawing's edge;
 * the verdict is then that of its end. */
void html_note(struct html *, const uint8_t *characters, size_t length);

/* The line end that a renderer writes between blocks. In the data state. */
void html_newline(struct html *);

/* What a character of markdown's text put here would be: HTML_SHOWN or the
 * reason. Reconstructs formatting elements, as inserting a character does;
 * in other states than data it says what the state makes of text. O(1) while
 * the stack does not change. */
int html_verdict(struct html *);

/* What the element that the last tag was about would be. Changes nothing. */
int html_place(struct html *);

/* True if raw HTML has left no trace: what comes next is as in a document
 * without any, until html_truncate. `open` are markdown's open elements. */
bool html_settles(struct html *, const enum element *open, unsigned count);

/* Of markdown's elements only the outermost `count` are still open. */
void html_truncate(struct html *, unsigned count);

/* Ends the document: what is still open is reported. */
void html_finish(struct html *);

/* SMAC_OK, SMAC_TOO_COMPLEX (a cap) or SMAC_NO_MEMORY. */
enum smac_status html_failed(const struct html *);

#endif
