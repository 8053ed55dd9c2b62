/* SPDX-License-Identifier: MIT */
/* A profile's view of the rendered HTML: one judge (html.h), or, in the strict
 * profile, two, and a reader must see a thing in both.
 *
 * The page feeds it raw HTML and markdown's own elements and text in order;
 * the events are html.h's, with the verdict of all judges. Layout follows the
 * first judge. */
#ifndef SMAC_VIEW_H
#define SMAC_VIEW_H

#include "html.h"
#include "source.h"

struct view;

/* NULL without memory. */
struct view *view_new(const struct smac_options *, const struct html_events *);
void view_free(struct view *);

/* Begins a document. Without signs that GitHub hides
 * what a browser shows, one judge does for both. */
void view_begin(struct view *, const struct source *, bool github);

/* The document is going to be fed for a first look, which calls no events;
 * then view_rewind, and it is fed again. Without that, what is known only at
 * the page's end (html.h) is not honoured. */
void view_survey(struct view *, bool bidi);
void view_rewind(struct view *);

/* Instead, what a survey would find is looked for while the events are called:
 * in most documents there is nothing, and one look was enough. There must be no
 * style sheet. libxml2 is told by the view_scan calls, in a survey, too.
 * view_finish, then view_unwatch. */
void view_watch(struct view *, bool bidi);
void view_unwatch(struct view *);

/* Did the first look find what holds for the whole page? */
bool view_is_noted(const struct view *);

/* What style sheets lift over the page is seen only in a second survey, before
 * which view_survey_again is called. */
bool view_has_more(const struct view *);
void view_survey_again(struct view *);

void view_raw(struct view *, const uint8_t *bytes, size_t length,
              size_t offset);

/* The same as html_dispute. */
void view_dispute(struct view *, bool markup);

/* A tag that markdown made. */
void view_element(struct view *, enum element, bool opens);

/* Text that markdown made; its verdict is view_verdict, asked after. */
void view_text(struct view *, const uint8_t *characters, size_t length);

/* The same three for libxml2, whether the others sleep or not; text stands for
 * the source bytes [from, to). */
void view_scan_raw(struct view *, const uint8_t *bytes, size_t length,
                   size_t offset);
void view_scan_element(struct view *, enum element, bool opens);
void view_scan_text(struct view *, const uint8_t *characters, size_t length,
                    size_t from, size_t to);

/* The two of html.h, for all judges: a view that settles needs to be told
 * nothing until view_truncate, before the next raw HTML. */
bool view_settles(struct view *, const enum element *open, unsigned count);
void view_truncate(struct view *, unsigned count);

/* False while a tag, a comment or raw text goes on: then what markdown made is
 * characters of that. */
bool view_in_data(const struct view *);

/* HTML_SHOWN, or the reason for which text put here is not seen. */
int view_verdict(struct view *);

/* Was libxml2 asked about this document? */
bool view_has_opinion(const struct view *);

/* The same for text at that source offset which view_verdict shows: the
 * opinion of libxml2, if it was asked in a survey. O(1). */
int view_second_opinion(const struct view *, size_t offset);

/* Is HTML_SHOWN the second opinion of each of [from, to)? O(to - from). */
bool view_agrees(const struct view *, size_t from, size_t to);

void view_finish(struct view *);

/* SMAC_OK, SMAC_TOO_COMPLEX or SMAC_NO_MEMORY. */
enum smac_status view_failed(const struct view *);

#endif
