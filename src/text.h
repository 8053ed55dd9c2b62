/* SPDX-License-Identifier: MIT */
/* The visible text, spaced like a page.
 *
 * The page opens and closes boxes and puts characters; this module lays them
 * out, as plain text or as GitHub-flavored markdown. It never decides what is
 * visible: all that it is given is.
 *
 * Boxes may be closed in an order that does not nest (HTML misnests):
 * text_close closes the innermost open box of that kind and every box inside
 * it, and does nothing when there is none.
 *
 * Boxes that lack what they belong in (an item without a list, a cell without
 * a row, words between rows) get it; blocks in a cell become its one line,
 * parted by blanks; what holds nothing visible leaves no trace. Two breaks in
 * a row begin another paragraph. Where nesting would indent beyond 40 columns
 * it is no longer shown, and far to the right lines that are shorter than
 * their margin are joined, so that no input is multiplied by its nesting.
 *
 * What holds: the words come out in the order in which they were put; one
 * blank line between blocks; no trailing blanks on a line, save in code; the
 * output is empty or ends with one newline. As markdown: parsing the output
 * gives the same visible text and structure, and laying that out again gives
 * the same bytes; nothing in it is a comment, a definition, raw HTML, an
 * entity or anything else that a filter would discard. */
#ifndef SMAC_TEXT_H
#define SMAC_TEXT_H

#include "buffer.h"
#include "smac.h"

enum text_box {
    TEXT_NONE,  /* an element that draws nothing of its own: span */
    TEXT_GROUP, /* a block without more meaning: div, section, summary */
    TEXT_PARAGRAPH,
    TEXT_HEADING, /* argument: level 1..6 */
    TEXT_QUOTE,
    TEXT_BULLETS,    /* a list; argument: 1 if tight (no blank lines) */
    TEXT_NUMBERS,    /* argument: first number * 2 + tight */
    TEXT_ITEM,       /* of the innermost list; argument: 0, or its number + 1 */
    TEXT_TERM,       /* dt */
    TEXT_DEFINITION, /* dd */
    TEXT_CODE_BLOCK, /* verbatim, monospaced: fences, pre */
    TEXT_TABLE,
    TEXT_ROW,
    TEXT_HEADER_CELL, /* argument: 0 none, 'l', 'c', 'r': alignment */
    TEXT_CELL,        /* likewise; the first that a column has counts */
    TEXT_EMPHASIS,    /* inline from here on */
    TEXT_STRONG,
    TEXT_STRIKE,
    TEXT_CODE, /* an inline code span */
    TEXT_BOX_COUNT
};

/* Does the box stand on lines of its own? */
static inline bool
text_is_block(enum text_box box)
{
    return box != TEXT_NONE && box < TEXT_EMPHASIS;
}

struct text;

/* NULL without memory. The ceiling bounds the output's bytes; what is not laid
 * out yet (a top-level block at most) may take sixteen times that and 1 MiB.
 * How deep boxes nest is the caller's to bound. */
struct text *text_new(enum smac_format, size_t ceiling);
void text_free(struct text *);

/* Before anything is put: text that is longer than so many bytes lies on disk,
 * and the ceiling does not count it. */
void text_spill(struct text *, struct scratch *, size_t above);

void text_open(struct text *, enum text_box, unsigned argument);
void text_close(struct text *, enum text_box);

/* Characters, valid UTF-8 without control characters except tab and newline.
 * Outside code, runs of blanks are one blank and a newline is a soft break,
 * which stays a newline where the box allows one. In code they stay. A task's
 * box is put like text: `[ ] ` or `[x] ` first thing in its item. */
void text_put(struct text *, const uint8_t *characters, size_t length);

/* The same for what stands for [from, to) of the source. */
void text_put_from(struct text *, const uint8_t *characters, size_t length,
                   size_t from, size_t to);

/* From now on notes which bytes of the output stand for which of the source.
 * Before anything is put. */
void text_map(struct text *);

/* After text_finish; lives as long as what that answered. */
const struct smac_range *text_ranges(const struct text *, size_t *count);

/* A line break that the reader sees: <br>, two blanks at a line's end. */
void text_break(struct text *);

/* A picture: it leaves nothing behind but that it parts the words beside it
 * (corpus/visible/words-beside-a-picture.md). */
void text_part(struct text *);

/* A thematic break. */
void text_rule(struct text *);

/* Text that the reader does not see but that the user asked to keep, such as
 * an alternative text: it comes out marked. In markdown `before` and `after`
 * are written as they are, in text too; they contain no newline. */
void text_mark(struct text *, const char *before, const uint8_t *characters,
               size_t length, const char *after);

/* An alert's marker, which stands alone on its line: a break behind it would
 * make it text. */
void text_title(struct text *, const char *marker);

/* Would text put here be the first in a quote that stands on the page itself?
 * Boxes that misnest may have closed it. */
bool text_begins_quote(const struct text *);

/* The info string of the code block that is open and still empty
 * (--keep=info); ignored elsewhere. */
void text_info(struct text *, const uint8_t *info, size_t length);

/* Ends the document and hands out the text, which lives until the next call;
 * false without memory or past the ceiling. */
bool text_finish(struct text *, const uint8_t **characters, size_t *length);

/* Ready for the next document. */
void text_reset(struct text *);

#endif
