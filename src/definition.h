/* SPDX-License-Identifier: MIT */
/* Link reference definitions. cmark-gfm cuts them off the front of paragraphs
 * and leaves no node; the leaf knows how many bytes went, and reading those
 * again tells where each definition and its parts stand. */
#ifndef SMAC_DEFINITION_H
#define SMAC_DEFINITION_H

#include "parse.h"

/* Fills m->definitions, and makes each reference's URL in cmark's map a token
 * that names its definition: that tells which one a link uses, and spares
 * a copy of a long URL a use. */
void definition_collect(struct markdown *);

/* Nothing uses any of them yet. */
void definition_forget(struct markdown *);

/* The definition that a token names, or NULL if the URL is no token. */
struct definition *definition_of(struct markdown *, const cmark_chunk *url);

/* Reports each definition as used, unused or duplicate. */
void definition_report(struct markdown *);

#endif
