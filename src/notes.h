/* SPDX-License-Identifier: MIT */
/* What a first look at the whole page finds that holds for all of it, before
 * the first character can be judged: the style sheets, the attributes of a
 * late <body>, and which elements get a shadow root and so lose their content.
 *
 *     notes_begin(&n, bidi); the document is fed once, and n is told
 *     notes_end(&n);        it is fed again, and n is asked
 *
 * Elements are named by the order in which the parser creates them, which is
 * the same both times. */
#ifndef SMAC_NOTES_H
#define SMAC_NOTES_H

#include "buffer.h"
#include "element.h"
#include "html.h"
#include "sheet.h"
#include "tag.h"

/* NOTES_AGAIN: a second look, with the sheets that the first one found. */
enum notes_state { NOTES_NONE, NOTES_TAKEN, NOTES_AGAIN, NOTES_READY };

/* An element whose content is not drawn, as a look at all of it showed. */
struct notes_host {
    uint32_t element;
    int reason;
};

struct notes {
    enum notes_state state;
    struct sheet *sheet; /* NULL: no style sheet came */
    struct buffer text;  /* of the <style> that is being read */
    uint32_t text_of;    /* that element, or 0 */
    bool text_is_doubtful;
    bool may_not_apply;  /* the <style> that came last, by its attributes */
    bool bidi;           /* text may run from right to left */
    bool covered;        /* something lies over the page, or parts of it */
    struct buffer hosts; /* struct notes_host */
    struct buffer root_values;         /* what the two below point into */
    struct element_attributes root[2]; /* <html> and <body> */
    bool failed;                       /* out of memory */
};

/* Allocates nothing. */
void notes_init(struct notes *);
void notes_release(struct notes *);

/* Forgets all. */
void notes_reset(struct notes *);

void notes_begin(struct notes *, bool bidi);
void notes_begin_again(struct notes *);
void notes_end(struct notes *);

/* Nothing holds for the page as a whole. */
bool notes_are_empty(const struct notes *);

/* A tag comes, before it is obeyed. `in_style`: it stands in a <style>, as a
 * tag can in SVG. */
void notes_tag(struct notes *, const struct tag *, bool in_style);

/* A piece of the text of the <style> that was created as the element-th. A
 * doubtful one (for print, of an unknown type) can hide, but not show. */
void notes_style(struct notes *, uint32_t element, const uint8_t *,
                 size_t length, bool doubtful);

/* Nobody knows what a style sheet says: it may hide everything. */
void notes_sheet_is_unreadable(struct notes *);

/* A tag <html> or <body>. Of equal attributes the first counts (HTML
 * 13.2.6.4.7). */
void notes_root(struct notes *, bool body, const struct element_attributes *);

/* Something may lie over text anywhere on the page. */
void notes_cover(struct notes *);

void notes_host(struct notes *, uint32_t element, enum smac_reason);

/* The reason, or HTML_SHOWN, also if the notes are not ready. O(log hosts). */
int notes_on(const struct notes *, uint32_t element);

#endif
