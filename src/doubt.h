/* SPDX-License-Identifier: MIT */
/* Could two parsers of HTML disagree about what hides in a page?
 *
 * They could not if nothing in it can hide, in whatever tree its tags end up,
 * and if each token is read alike. Then libxml2 need not be asked, nor even
 * loaded: 9 of 10 READMEs are of that kind. */
#ifndef SMAC_DOUBT_H
#define SMAC_DOUBT_H

#include <stdbool.h>
#include <stddef.h>

#include "element.h"
#include "html.h"

struct doubt {
    bool raised;    /* they could: nothing takes it back */
    bool github;    /* by the rules of that view */
    unsigned small; /* open elements that shrink, if all are closed right */
};

void doubt_reset(struct doubt *, enum html_view);

/* A token that parsers read in two ways. */
static inline void
doubt_token(struct doubt *d, bool odd)
{
    d->raised |= odd;
}

/* A start tag, an end tag, an attribute: with its name in lower case. */
void doubt_start(struct doubt *, enum element);
void doubt_end(struct doubt *, enum element);
void doubt_attribute(struct doubt *, const char *name, size_t length);

#endif
