/* SPDX-License-Identifier: MIT */
/* The second judge of raw HTML: libxml2, which stands for the renderers that
 * are no browsers (Nokogiri, lxml, PHP's DOM). Its HTML parser predates the
 * HTML Standard: `<div hidden/>` is empty for it, `<h1 hidden></h2>` open.
 *
 * It may only take visibility away: where html.h shows what it hides,
 * renderers disagree.
 *
 *     rival_reset(r, source_size);
 *     rival_raw, rival_element, rival_text        in the page's order
 *     if (rival_is_needed(r))
 *         status = rival_judge(r, sheet);
 *     rival_verdict(r, offset)                    for each byte, in any order
 *
 * Feeding costs what the tags cost, not the text; judging is linear in the
 * bytes fed and loads libxml2 (see xml.h). Before rival_judge, or without it,
 * everything is HTML_SHOWN. */
#ifndef SMAC_RIVAL_H
#define SMAC_RIVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hidden.h"
#include "scratch.h"
#include "smac.h"

/* Not text: a tag, a comment, or swallowed by one. */
#define RIVAL_NO_TEXT (-2)

struct rival;

/* NULL without memory. The rules' own sheet is not looked at. */
struct rival *rival_new(const struct hidden_rules *);
void rival_free(struct rival *);

/* Of documents of more bytes than that, what is known lies on disk. */
void rival_spill(struct rival *, struct scratch *, size_t above);

/* Begins a document of so many source bytes. */
void rival_reset(struct rival *, size_t source_size);

/* The document has no style sheet: what markdown makes of `code` and the like
 * need not be told. That is a fifth of libxml2's work. */
void rival_abridge(struct rival *);

/* Raw HTML that stands at `offset` of the source. */
void rival_raw(struct rival *, const uint8_t *bytes, size_t length,
               size_t offset);

/* A tag that markdown made. */
void rival_element(struct rival *, enum element, bool opens);

/* Text that markdown made, for the source bytes [from, to), which may be
 * none. */
void rival_text(struct rival *, const uint8_t *characters, size_t length,
                size_t from, size_t to);

/* Is there anything in what was fed on which libxml2 could differ? False says
 * that rival_judge would answer HTML_SHOWN for all that html.h shows. */
bool rival_is_needed(const struct rival *);

/* The document is complete, and has that style sheet, or NULL. SMAC_OK,
 * SMAC_TOO_COMPLEX (a ceiling), SMAC_NO_MEMORY, or SMAC_INTERNAL if libxml2
 * cannot be loaded. */
enum smac_status rival_judge(struct rival *, struct sheet *);

/* HTML_SHOWN, the reason that hides, or RIVAL_NO_TEXT. O(1). */
int rival_verdict(const struct rival *, size_t offset);

/* Is it HTML_SHOWN for all of [from, to)? O(to - from). */
bool rival_shows(const struct rival *, size_t from, size_t to);

#endif
