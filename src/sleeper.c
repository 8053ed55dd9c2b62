/* SPDX-License-Identifier: MIT */
#include "sleeper.h"

void
sleeper_init(struct sleeper *s, const struct smac_options *options,
             const struct html_events *events)
{
    *s = (struct sleeper){.options = options, .events = *events};
    buffer_init(&s->opened, SIZE_MAX / 2);
}

void
sleeper_release(struct sleeper *s)
{
    view_free(s->view);
    buffer_release(&s->opened);
}

void
sleeper_reset(struct sleeper *s, const struct source *source)
{
    s->source = source;
    s->begun = s->awake = s->sleepless = s->out_of_memory = false;
    s->known = 0;
    buffer_clear(&s->opened);
}

bool
sleeper_begin(struct sleeper *s)
{
    if (s->view == NULL)
        s->view = view_new(s->options, &s->events);
    if (s->view == NULL) {
        s->out_of_memory = true;
        return false;
    }
    view_begin(s->view, s->source, s->github);
    s->begun = true;
    s->awake = true;
    return true;
}

void
sleeper_wake(struct sleeper *s)
{
    if (!s->begun && !sleeper_begin(s))
        return;
    s->awake = true;
    s->replaying = true;
    const enum element *open = (const void *)s->opened.data;
    view_truncate(s->view, s->known);
    for (unsigned i = s->known; i < sleeper_count(s); i++)
        view_element(s->view, open[i], true);
    s->replaying = false;
}

void
sleeper_rest(struct sleeper *s)
{
    const enum element *open = (const void *)s->opened.data;
    unsigned count = sleeper_count(s);
    if (!s->awake || s->sleepless || !view_settles(s->view, open, count))
        return;
    s->awake = false;
    s->known = count;
}
