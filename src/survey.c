/* SPDX-License-Identifier: MIT */
#include "survey.h"

struct survey {
    struct view *view;
    const struct source *source;
    bool hidden; /* markdown's own: nothing of it is rendered */
};

/* ---- markdown's events --------------------------------------------------- */

static void
tell(struct survey *s, enum element e, bool opens)
{
    if (!s->hidden)
        view_element(s->view, e, opens);
}

static void
tell_text(struct survey *s, const uint8_t *characters, size_t length,
          size_t from, size_t to)
{
    if (s->hidden)
        return;
    view_text(s->view, characters, length, from, to);
    view_verdict(s->view); /* reopens what a character reopens */
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    (void)argument;
    tell(user, e, true);
}

static void
on_close(void *user, enum element e)
{
    tell(user, e, false);
}

static void
on_text(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    if (from < to)
        tell_text(s, s->source->clean + from, to - from, from, to);
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    tell_text(user, (const uint8_t *)bytes, length, from, to);
}

static void
on_soft_break(void *user, size_t from, size_t to)
{
    tell_text(user, (const uint8_t *)"\n", 1, from, to);
}

static void
on_hard_break(void *user, size_t from, size_t to)
{
    (void)from;
    (void)to;
    tell(user, ELEMENT_BR, true);
}

static void
on_rule(void *user)
{
    tell(user, ELEMENT_HR, true);
}

static void
on_link_open(void *user)
{
    tell(user, ELEMENT_A, true);
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    (void)link;
    tell(user, ELEMENT_A, false);
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    (void)link;
    (void)alt;
    tell(user, ELEMENT_IMG, true);
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    struct survey *s = user;
    if (!s->hidden && length > 0)
        view_raw(s->view, bytes, length, from);
}

static void
on_veil(void *user, const struct source_span *spans, size_t count,
        enum smac_reason reason)
{
    (void)user;
    (void)spans;
    (void)count;
    (void)reason;
}

static void
on_info(void *user, size_t from, size_t to)
{
    (void)user;
    (void)from;
    (void)to;
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    (void)user;
    (void)from;
    (void)to;
    (void)reason;
}

static void
on_hide(void *user, enum smac_reason reason)
{
    struct survey *s = user;
    (void)reason;
    s->hidden = true;
}

static void
on_unhide(void *user)
{
    struct survey *s = user;
    s->hidden = false;
}

enum smac_status
survey_run(struct view *view, struct markdown *markdown,
           const struct source *source, bool bidi)
{
    struct survey s = {.view = view, .source = source};
    const struct markdown_events events = {
        .user = &s,
        .open = on_open,
        .close = on_close,
        .text = on_text,
        .characters = on_characters,
        .soft_break = on_soft_break,
        .hard_break = on_hard_break,
        .rule = on_rule,
        .link_open = on_link_open,
        .link_close = on_link_close,
        .image = on_image,
        .veil = on_veil,
        .html = on_html,
        .info = on_info,
        .drop = on_drop,
        .syntax = on_info,
        .definition = on_drop,
        .hide = on_hide,
        .unhide = on_unhide,
    };
    view_survey(view, bidi);
    enum smac_status status = markdown_render(markdown, &events);
    view_rewind(view);
    if (status != SMAC_OK || !view_has_more(view))
        return status;
    view_survey_again(view);
    s.hidden = false;
    status = markdown_render(markdown, &events);
    view_rewind(view);
    return status;
}
