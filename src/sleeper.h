/* SPDX-License-Identifier: MIT */
/* A view (view.h) that sleeps while there is no raw HTML.
 *
 * Most of a page's markdown stands outside its raw HTML, and asking a view
 * about it costs more than rendering it. So the view begins with the first raw
 * HTML of a document, sleeps as soon as that has left no trace, and is told
 * when it wakes which of markdown's elements are open. */
#ifndef SMAC_SLEEPER_H
#define SMAC_SLEEPER_H

#include "buffer.h"
#include "view.h"

struct sleeper {
    const struct smac_options *options;
    struct html_events events; /* of the view */
    const struct source *source;
    struct view *view; /* NULL before the first raw HTML of all documents */
    bool github;       /* as view_begin wants it */
    bool begun;        /* the view is at work in this document */
    bool awake;
    bool sleepless; /* what holds for the whole page keeps it awake */
    bool replaying; /* it is told what is open: its events are no news */
    bool out_of_memory;
    unsigned known;       /* of the open elements, so many outer ones */
    struct buffer opened; /* enum element: markdown's that are open */
};

/* The options live as long as the sleeper. */
void sleeper_init(struct sleeper *, const struct smac_options *,
                  const struct html_events *);
void sleeper_release(struct sleeper *);

/* A document begins; nothing is open, and the view is not needed. */
void sleeper_reset(struct sleeper *, const struct source *);

/* The view begins, awake. False, and out_of_memory, without memory. */
bool sleeper_begin(struct sleeper *);

/* Raw HTML comes. Without memory nobody awakes. */
void sleeper_wake(struct sleeper *);

/* Raw HTML, or an element of markdown, was told. */
void sleeper_rest(struct sleeper *);

/* How many elements of markdown are open. */
static inline unsigned
sleeper_count(const struct sleeper *s)
{
    return (unsigned)(s->opened.size / sizeof(enum element));
}

/* One opens. The view is not told. */
static inline void
sleeper_push(struct sleeper *s, enum element e)
{
    buffer_put(&s->opened, &e, sizeof e);
    s->out_of_memory |= s->opened.failed;
}

/* The last one closes. The view is not told. */
static inline void
sleeper_pop(struct sleeper *s)
{
    if (s->opened.size >= sizeof(enum element))
        s->opened.size -= sizeof(enum element);
    if (s->known > sleeper_count(s))
        s->known = sleeper_count(s);
}

#endif
