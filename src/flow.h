/* SPDX-License-Identifier: MIT */
/* Visible text on its way out, piece by piece in reading order: lets go what
 * draws nothing in it, shows what is not UTF-8 as U+FFFD, leaves out what a
 * formula does not draw, and keeps the ledger. */
#ifndef SMAC_FLOW_H
#define SMAC_FLOW_H

#include "html.h"
#include "ledger.h"
#include "source.h"
#include "text.h"
#include "unicode.h"

/* Visible text that waits to hear what follows it, for a joiner at its end
 * stays or goes by the next character. */
struct flow_waiting {
    const uint8_t *bytes;
    size_t length;
    size_t from;
    size_t to;
    uint8_t copy[16]; /* of characters that are not in the source */
};

/* Spans that formulas do not draw. */
struct flow_veils {
    const struct source_span *spans;
    size_t count;
    size_t next;
    enum smac_reason reason;
};

struct flow {
    const struct source *source;
    struct ledger *ledger;
    struct text *text;
    int region; /* reason of the hidden region that goes on, or HTML_SHOWN */
    size_t region_end;
    unsigned verbatim; /* open code boxes */
    struct unicode_state unicode;
    struct flow_waiting waiting;
    size_t invalid;          /* next entry of source->invalid */
    struct flow_veils veils; /* on what comes next */
};

/* The source, ledger and text are the caller's, and stay. */
void flow_begin(struct flow *, const struct source *, struct ledger *,
                struct text *);

/* A piece of the source that the reader sees. */
void flow_show(struct flow *, size_t from, size_t to);

/* Characters that stand for a piece of the source. */
void flow_show_made(struct flow *, const uint8_t *bytes, size_t length,
                    size_t from, size_t to);

/* The same without a look at them: for line ends. */
void flow_put(struct flow *, const uint8_t *bytes, size_t length, size_t from,
              size_t to);

/* A piece that nobody sees because of where it stands. One that `joins` goes
 * on with the finding before it, if that is of the same reason and nothing
 * but line ends and markers lies between. */
void flow_hide(struct flow *, size_t from, size_t to, int reason, bool joins);

/* What raw HTML tells (html.h): its characters, and its markup. */
void flow_html_text(struct flow *, const uint8_t *bytes, size_t length,
                    struct source_span, int reason);
void flow_html_markup(struct flow *, size_t from, size_t to, int reason);

/* What is hidden next is another finding. */
void flow_end_region(struct flow *);

/* Lets the waiting text go, but for what draws nothing before `next`. */
void flow_release(struct flow *, uint32_t next);

/* A run of text ends: at a line's end, at a block's edge. What comes next
 * stands behind a blank, whatever the layout makes of the edge. */
void flow_end_run(struct flow *);

#endif
