/* SPDX-License-Identifier: MIT */
/* Link reference definitions. cmark-gfm cuts them off the front of paragraphs
 * and leaves no node; the leaf knows how many bytes went, and reading those
 * again tells where each definition and its parts stand. */
#ifndef SMAC_DEFINITION_H
#define SMAC_DEFINITION_H

#include "parse.h"

/* Adds those of the text at hand to m->definitions, and makes each reference's URL in cmark's map a token
 * that names its definition: that tells which one a link uses, and spares
 * a copy of a long URL a use. */
void definition_collect(struct markdown *);

enum { DEFINITION_TOKEN = 1 + sizeof(unsigned) };

/* Names the definition by the reference's age. */
void definition_token(cmark_reference *, uint8_t token[DEFINITION_TOKEN]);

/* Nothing uses any of them yet. */
void definition_forget(struct markdown *);

/* The definition that a token names, or NULL if the URL is no token. */
struct definition *definition_of(struct markdown *, const cmark_chunk *url);

/* Reports each definition as used, unused or duplicate. */
void definition_report(struct markdown *);

#endif
