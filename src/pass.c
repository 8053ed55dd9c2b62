/* SPDX-License-Identifier: MIT */
#include "pass.h"

#include <string.h>

#include "box.h"

/* Is what markdown tells not on the page? */
static bool
is_off(const struct pass *p)
{
    return p->hiding != HTML_SHOWN && !p->concealing;
}

/* The pieces of one hidden footnote, or of one hidden place in the HTML, are
 * one finding. */
static void
hide_made(struct pass *p, size_t from, size_t to, int reason)
{
    bool first = p->hiding != HTML_SHOWN && p->flow.region != reason;
    flow_hide(&p->flow, from, to, reason, !first);
}

static int
verdict(struct pass *p)
{
    if (p->hiding != HTML_SHOWN || !p->sleeper.awake)
        return p->hiding;
    return view_verdict(p->sleeper.view);
}

/* Of text that stands for the source bytes [from, to). */
static int
verdict_on(struct pass *p, size_t from, size_t to)
{
    int reason = verdict(p);
    if (reason == HTML_SHOWN && p->sleeper.begun && from < to)
        reason = view_second_opinion(p->sleeper.view, from);
    return reason;
}

/* ---- what raw HTML shows ------------------------------------------------- */

static void
on_opened(void *user, enum element e, const struct element_attributes *a)
{
    struct pass *p = user;
    if (p->sleeper.replaying)
        return;
    box_open(&p->flow, e, a == NULL ? p->argument : box_argument(e, a));
    if (a != NULL && p->keep.kinds != 0 && p->hiding == HTML_SHOWN)
        keep_element_open(&p->keep, p->text, e, a);
}

static void
on_closed(void *user, enum element e)
{
    struct pass *p = user;
    if (p->sleeper.replaying)
        return;
    if (e == ELEMENT_A && p->keep.in_link) {
        flow_release(&p->flow, 0);
        keep_element_close(&p->keep, p->text);
    }
    box_close(&p->flow, e);
}

static void
on_html_text(void *user, const uint8_t *bytes, size_t length, size_t from,
             size_t to, int reason)
{
    struct pass *p = user;
    flow_html_text(&p->flow, bytes, length, (struct source_span){from, to},
                   reason);
}

static void
on_markup(void *user, size_t from, size_t to, int reason)
{
    struct pass *p = user;
    flow_html_markup(&p->flow, from, to, reason);
}

static const struct html_events html_events = {
    .text = on_html_text,
    .markup = on_markup,
    .opened = on_opened,
    .closed = on_closed,
};

/* ---- what markdown tells ------------------------------------------------- */

/* A tag that markdown made. In a <textarea> and the like it opens no box, but
 * words on its two sides are still two words. */
static void
tell_tag(struct pass *p, enum element e, bool opens)
{
    if (!view_in_data(p->sleeper.view) && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        text_put(p->text, (const uint8_t *)"\n", 1);
    }
    view_element(p->sleeper.view, e, opens);
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    struct pass *p = user;
    if (is_off(p))
        return;
    sleeper_push(&p->sleeper, e);
    box_meet(&p->flow, element_info(e)->box);
    if (!p->sleeper.awake) {
        box_open(&p->flow, e, argument);
        return;
    }
    p->argument = argument;
    tell_tag(p, e, true);
}

static void
on_close(void *user, enum element e)
{
    struct pass *p = user;
    if (is_off(p))
        return;
    sleeper_pop(&p->sleeper);
    box_meet(&p->flow, element_info(e)->box);
    if (!p->sleeper.awake) {
        box_close(&p->flow, e);
        return;
    }
    tell_tag(p, e, false);
    sleeper_rest(&p->sleeper);
}

static void
tell_view(struct pass *p, const uint8_t *characters, size_t length)
{
    if (p->sleeper.awake && !is_off(p))
        view_text(p->sleeper.view, characters, length);
}

static void
on_source_text(void *user, size_t from, size_t to)
{
    struct pass *p = user;
    if (from == to)
        return;
    tell_view(p, p->source->clean + from, to - from);
    int reason = verdict_on(p, from, to);
    if (reason != HTML_SHOWN)
        hide_made(p, from, to, reason);
    else
        flow_show(&p->flow, from, to);
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    struct pass *p = user;
    tell_view(p, (const uint8_t *)bytes, length);
    int reason = verdict_on(p, from, to);
    if (reason != HTML_SHOWN)
        hide_made(p, from, to, reason);
    else
        flow_show_made(&p->flow, (const uint8_t *)bytes, length, from, to);
}

static void
on_syntax(void *user, size_t from, size_t to)
{
    struct pass *p = user;
    int reason = verdict(p);
    if (reason != HTML_SHOWN)
        hide_made(p, from, to, reason);
    else
        ledger_syntax(p->ledger, from, to);
}

static void
on_soft_break(void *user, size_t from, size_t to)
{
    static const uint8_t newline[] = "\n";
    struct pass *p = user;
    tell_view(p, newline, 1);
    flow_end_run(&p->flow);
    if (verdict(p) == HTML_SHOWN)
        text_put(p->text, newline, 1);
    on_syntax(p, from, to);
}

/* Elements without content: a line break, a rule, an image. */
static void
draw(struct pass *p, enum element e)
{
    if (e == ELEMENT_HR)
        flow_end_run(&p->flow);
    else
        flow_release(&p->flow, 0);
    /* Where it is concealed, a picture's quotes may yet end an attribute. */
    if (is_off(p) ||
        (p->concealing && (!p->sleeper.awake || view_in_data(p->sleeper.view))))
        return;
    if (!p->sleeper.awake) {
        box_open(&p->flow, e, 0);
        return;
    }
    p->argument = 0;
    tell_tag(p, e, true);
}

static void
on_hard_break(void *user, size_t from, size_t to)
{
    draw(user, ELEMENT_BR);
    on_syntax(user, from, to);
}

static void
on_rule(void *user)
{
    draw(user, ELEMENT_HR);
}

static struct keep_part
part(const struct pass *p, struct source_span span)
{
    return (struct keep_part){p->source->clean + span.from,
                              span.to - span.from};
}

static void
on_link_open(void *user)
{
    struct pass *p = user;
    if (p->sleeper.awake)
        on_open(p, ELEMENT_A, 0);
    else if (!is_off(p))
        sleeper_push(&p->sleeper, ELEMENT_A);
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        keep_link_open(&p->keep, p->text);
    }
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    struct pass *p = user;
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        keep_link_close(&p->keep, p->text, part(p, link->destination),
                        part(p, link->title));
    }
    if (p->sleeper.awake)
        on_close(p, ELEMENT_A);
    else if (!is_off(p))
        sleeper_pop(&p->sleeper);
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    struct pass *p = user;
    draw(p, ELEMENT_IMG);
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN)
        keep_image(&p->keep, p->text, part(p, alt), part(p, link->destination),
                   part(p, link->title));
}

/* GitHub shows a title in the marker's place, a page without GitHub's CSS the
 * marker itself. In markdown it stays, for it makes the title. */
static void
on_alert(void *user, const struct alert *alert, size_t from, size_t marker_to,
         size_t to)
{
    struct pass *p = user;
    bool markdown = p->options->format == SMAC_TO_MARKDOWN;
    bool plain = p->options->profile == SMAC_BROWSER && !markdown;
    if (plain || !text_begins_quote(p->text)) {
        on_source_text(p, from, marker_to);
        on_soft_break(p, marker_to, to);
        return;
    }
    char marker[16] = ""; /* its letters are of either case */
    memcpy(marker, p->source->clean + from, marker_to - from);
    const char *shown = markdown ? marker : alert->title;
    tell_view(p, (const uint8_t *)shown, strlen(shown));
    flow_end_run(&p->flow);
    on_syntax(p, from, to);
    if (verdict(p) != HTML_SHOWN)
        return;
    flow_end_region(&p->flow);
    ledger_shown(p->ledger, from + 2, marker_to - 1);
    if (markdown) {
        text_title(p->text, shown);
    } else {
        text_put(p->text, (const uint8_t *)shown, strlen(shown));
        text_break(p->text);
        text_break(p->text);
    }
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    struct pass *p = user;
    if (is_off(p)) {
        hide_made(p, from, from + length, p->hiding);
        return;
    }
    if (!p->sleeper.awake)
        sleeper_wake(&p->sleeper);
    if (p->sleeper.awake && length > 0)
        view_raw(p->sleeper.view, bytes, length, from);
    sleeper_rest(&p->sleeper);
}

static void
on_dispute(void *user, bool markup)
{
    struct pass *p = user;
    if (is_off(p))
        return;
    if (!p->sleeper.awake)
        sleeper_wake(&p->sleeper);
    if (p->sleeper.awake)
        view_dispute(p->sleeper.view, markup);
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct pass *p = user;
    int hidden = verdict(p);
    if (hidden != HTML_SHOWN)
        hide_made(p, from, to, hidden);
    else
        ledger_drop(p->ledger, from, to, reason, false);
}

static void
on_info(void *user, size_t from, size_t to)
{
    struct pass *p = user;
    on_drop(p, from, to, SMAC_CODE_INFO);
    if (verdict(p) == HTML_SHOWN)
        keep_info(&p->keep, p->text, part(p, (struct source_span){from, to}));
}

static void
on_definition(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct pass *p = user;
    ledger_drop(p->ledger, from, to, reason, false);
}

static void
on_hide(void *user, enum smac_reason reason)
{
    struct pass *p = user;
    flow_end_run(&p->flow);
    flow_end_region(&p->flow);
    p->hiding = (int)reason;
}

static void
on_veil(void *user, const struct source_span *spans, size_t count,
        enum smac_reason reason)
{
    struct pass *p = user;
    p->flow.veils = (struct flow_veils){spans, count, 0, reason};
}

static void
on_unhide(void *user)
{
    struct pass *p = user;
    p->hiding = HTML_SHOWN;
    flow_end_region(&p->flow);
}

static void
on_conceal(void *user, enum smac_reason reason)
{
    struct pass *p = user;
    if (p->hiding != HTML_SHOWN)
        return;
    on_hide(p, reason);
    p->concealing = true;
}

static void
on_reveal(void *user)
{
    struct pass *p = user;
    if (p->concealing)
        on_unhide(p);
    p->concealing = false;
}

static const struct markdown_events markdown_events = {
    .open = on_open,
    .close = on_close,
    .text = on_source_text,
    .characters = on_characters,
    .soft_break = on_soft_break,
    .hard_break = on_hard_break,
    .rule = on_rule,
    .link_open = on_link_open,
    .link_close = on_link_close,
    .image = on_image,
    .alert = on_alert,
    .html = on_html,
    .dispute = on_dispute,
    .info = on_info,
    .drop = on_drop,
    .definition = on_definition,
    .syntax = on_syntax,
    .hide = on_hide,
    .unhide = on_unhide,
    .conceal = on_conceal,
    .reveal = on_reveal,
    .veil = on_veil,
};

/* ---- the pass ------------------------------------------------------------ */

void
pass_init(struct pass *p, const struct smac_options *options)
{
    struct html_events events = html_events;
    events.user = p;
    p->options = options;
    keep_init(&p->keep, options);
    sleeper_init(&p->sleeper, options, &events);
}

void
pass_release(struct pass *p)
{
    sleeper_release(&p->sleeper);
    keep_release(&p->keep);
}

void
pass_begin(struct pass *p, const struct source *source, struct ledger *ledger,
           struct text *text)
{
    p->source = source;
    p->ledger = ledger;
    p->text = text;
    p->hiding = HTML_SHOWN;
    p->concealing = false;
    sleeper_reset(&p->sleeper, source);
    keep_forget(&p->keep);
    flow_begin(&p->flow, source, ledger, text);
}

struct markdown_events
pass_events(struct pass *p)
{
    struct markdown_events events = markdown_events;
    events.user = p;
    events.drawn = p->options->profile != SMAC_BROWSER;
    return events;
}

void
pass_finish(struct pass *p)
{
    flow_end_run(&p->flow);
    if (!p->sleeper.begun)
        return;
    sleeper_wake(&p->sleeper);
    view_finish(p->sleeper.view);
    flow_end_run(&p->flow);
}

enum smac_status
pass_failed(const struct pass *p)
{
    if (p->sleeper.out_of_memory || p->keep.failed)
        return SMAC_NO_MEMORY;
    return p->sleeper.begun ? view_failed(p->sleeper.view) : SMAC_OK;
}
