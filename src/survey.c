/* SPDX-License-Identifier: MIT */
#include "survey.h"

struct survey {
    struct view *view;
    const struct source *source;
    const struct markdown_events *page; /* whom to tell, too, or NULL */
    bool hidden; /* markdown's own: nothing of it is rendered */
};

/* Whoever renders for the page tells all judges but libxml2. */
static void
tell(struct survey *s, enum element e, bool opens)
{
    if (s->hidden)
        return;
    view_scan_element(s->view, e, opens);
    if (s->page == NULL)
        view_element(s->view, e, opens);
}

static void
tell_text(struct survey *s, const uint8_t *characters, size_t length,
          size_t from, size_t to)
{
    if (s->hidden)
        return;
    view_scan_text(s->view, characters, length, from, to);
    if (s->page != NULL)
        return;
    view_text(s->view, characters, length);
    view_verdict(s->view); /* reopens what a character reopens */
}

static void
tell_source(struct survey *s, size_t from, size_t to)
{
    if (from < to)
        tell_text(s, s->source->clean + from, to - from, from, to);
}

static void
tell_newline(struct survey *s, size_t from, size_t to)
{
    tell_text(s, (const uint8_t *)"\n", 1, from, to);
}

/* ---- markdown's events --------------------------------------------------- */

static void
on_open(void *user, enum element e, unsigned argument)
{
    struct survey *s = user;
    tell(s, e, true);
    if (s->page != NULL)
        s->page->open(s->page->user, e, argument);
}

static void
on_close(void *user, enum element e)
{
    struct survey *s = user;
    tell(s, e, false);
    if (s->page != NULL)
        s->page->close(s->page->user, e);
}

static void
on_text(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    tell_source(s, from, to);
    if (s->page != NULL)
        s->page->text(s->page->user, from, to);
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    struct survey *s = user;
    tell_text(s, (const uint8_t *)bytes, length, from, to);
    if (s->page != NULL)
        s->page->characters(s->page->user, bytes, length, from, to);
}

static void
on_soft_break(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    tell_newline(s, from, to);
    if (s->page != NULL)
        s->page->soft_break(s->page->user, from, to);
}

static void
on_hard_break(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    tell(s, ELEMENT_BR, true);
    if (s->page != NULL)
        s->page->hard_break(s->page->user, from, to);
}

static void
on_rule(void *user)
{
    struct survey *s = user;
    tell(s, ELEMENT_HR, true);
    if (s->page != NULL)
        s->page->rule(s->page->user);
}

static void
on_link_open(void *user)
{
    struct survey *s = user;
    tell(s, ELEMENT_A, true);
    if (s->page != NULL)
        s->page->link_open(s->page->user);
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    struct survey *s = user;
    tell(s, ELEMENT_A, false);
    if (s->page != NULL)
        s->page->link_close(s->page->user, link);
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    struct survey *s = user;
    tell(s, ELEMENT_IMG, true);
    if (s->page != NULL)
        s->page->image(s->page->user, link, alt);
}

/* libxml2 reads the marker, as in a renderer that knows no alerts. */
static void
on_alert(void *user, const struct alert *alert, size_t from, size_t marker_to,
         size_t to)
{
    struct survey *s = user;
    tell_source(s, from, marker_to);
    tell_newline(s, marker_to, to);
    s->page->alert(s->page->user, alert, from, marker_to, to);
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    struct survey *s = user;
    if (!s->hidden && length > 0)
        view_scan_raw(s->view, bytes, length, from);
    if (s->page != NULL)
        s->page->html(s->page->user, bytes, length, from);
    else if (!s->hidden && length > 0)
        view_raw(s->view, bytes, length, from);
}

static void
on_dispute(void *user, bool markup)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->dispute(s->page->user, markup);
}

static void
on_veil(void *user, const struct source_span *spans, size_t count,
        enum smac_reason reason)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->veil(s->page->user, spans, count, reason);
}

static void
on_info(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->info(s->page->user, from, to);
}

static void
on_syntax(void *user, size_t from, size_t to)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->syntax(s->page->user, from, to);
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->drop(s->page->user, from, to, reason);
}

static void
on_definition(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct survey *s = user;
    if (s->page != NULL)
        s->page->definition(s->page->user, from, to, reason);
}

static void
on_hide(void *user, enum smac_reason reason)
{
    struct survey *s = user;
    s->hidden = true;
    if (s->page != NULL)
        s->page->hide(s->page->user, reason);
}

static void
on_unhide(void *user)
{
    struct survey *s = user;
    s->hidden = false;
    if (s->page != NULL)
        s->page->unhide(s->page->user);
}

static void
on_conceal(void *user, enum smac_reason reason)
{
    struct survey *s = user;
    s->page->conceal(s->page->user, reason);
}

static void
on_reveal(void *user)
{
    struct survey *s = user;
    s->page->reveal(s->page->user);
}

/* What a page will be rendered for again need not be rendered to its end. */
static bool
on_enough(void *user)
{
    const struct survey *s = user;
    return view_is_noted(s->view);
}

static enum smac_status
render(struct survey *s, struct markdown *markdown)
{
    const struct markdown_events events = {
        .user = s,
        .drawn = s->page != NULL && s->page->drawn,
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
        .alert = s->page != NULL ? on_alert : NULL,
        .html = on_html,
        .dispute = on_dispute,
        .info = on_info,
        .drop = on_drop,
        .syntax = on_syntax,
        .veil = on_veil,
        .definition = on_definition,
        .hide = on_hide,
        .unhide = on_unhide,
        .conceal = s->page != NULL ? on_conceal : NULL,
        .reveal = on_reveal,
        .enough = s->page != NULL ? on_enough : NULL,
    };
    return markdown_render(markdown, &events);
}

enum smac_status
survey_run(struct view *view, struct markdown *markdown,
           const struct source *source, bool bidi)
{
    struct survey s = {.view = view, .source = source};
    view_survey(view, bidi);
    enum smac_status status = render(&s, markdown);
    view_rewind(view);
    if (status != SMAC_OK || !view_has_more(view))
        return status;
    view_survey_again(view);
    s.hidden = false;
    status = render(&s, markdown);
    view_rewind(view);
    return status;
}

enum smac_status
survey_watch(struct view *view, struct markdown *markdown,
             const struct source *source, const struct markdown_events *page)
{
    struct survey s = {.view = view, .source = source, .page = page};
    return render(&s, markdown);
}
