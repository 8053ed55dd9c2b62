/* SPDX-License-Identifier: MIT */
/* The policy: whether the reader of the page sees a piece of it, and if not,
 * why. One pass over the page (pass.h) is enough for most; what holds for the
 * whole page, or is in doubt among parsers, takes two or three. */
#ifndef SMAC_PAGE_H
#define SMAC_PAGE_H

#include "ledger.h"
#include "smac.h"
#include "source.h"
#include "text.h"

struct page;

/* NULL without memory. */
struct page *page_new(const struct smac_options *);
void page_free(struct page *);

/* Renders the source into the text and the ledger, which is begun here;
 * max_memory bounds the parser. SMAC_OK, SMAC_TOO_COMPLEX,
 * SMAC_NO_MEMORY, SMAC_INTERNAL. */
enum smac_status page_render(struct page *, const struct source *,
                             size_t max_memory, struct ledger *, struct text *);

/* Why page_render failed, one line. */
const char *page_message(const struct page *);

#endif
