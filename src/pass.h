/* SPDX-License-Identifier: MIT */
/* One pass over the page, from top to bottom: each piece that markdown or raw
 * HTML tells is shown, or hidden for a reason. What is seen goes to the text,
 * what becomes of each byte into the ledger. */
#ifndef SMAC_PASS_H
#define SMAC_PASS_H

#include "flow.h"
#include "keep.h"
#include "markdown.h"
#include "sleeper.h"

struct pass {
    const struct smac_options *options;
    const struct source *source;
    struct ledger *ledger;
    struct text *text;
    struct sleeper sleeper; /* the view of the raw HTML */
    struct keep keep;
    struct flow flow;
    unsigned argument; /* of the markdown element that is being opened */
    int hiding;        /* the reason of markdown's own, or HTML_SHOWN */
    bool concealing;   /* it is on the page all the same */
};

/* The options live as long as the pass, which does not move. */
void pass_init(struct pass *, const struct smac_options *);
void pass_release(struct pass *);

/* A document begins, or begins again; the ledger and the text stay the
 * caller's. */
void pass_begin(struct pass *, const struct source *, struct ledger *,
                struct text *);

/* What markdown is to tell. */
struct markdown_events pass_events(struct pass *);

/* Markdown has told all. */
void pass_finish(struct pass *);

/* SMAC_OK, SMAC_TOO_COMPLEX (HTML is nested too deep) or SMAC_NO_MEMORY. */
enum smac_status pass_failed(const struct pass *);

#endif
