/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <stdlib.h>

#include "box.h"
#include "flow.h"
#include "frontmatter.h"
#include "keep.h"
#include "markdown.h"
#include "signs.h"
#include "survey.h"
#include "view.h"

/* Bytes of a document on disk that are in memory at a time. */
enum { REST_AFTER = 1 << 20 };

struct page {
    struct smac_options options;
    const struct source *source;
    struct ledger *ledger;
    struct text *text;
    struct markdown *markdown;
    struct keep keep;
    const char *message;

    struct view *view; /* from the first raw HTML on */
    struct signs signs;
    bool begun;           /* the view is at work in this document */
    bool awake;           /* and may not sleep */
    bool html;            /* and awake */
    unsigned known;       /* of markdown's open elements, those it knows */
    bool replaying;       /* it is being told what is open already */
    unsigned argument;    /* of the markdown element that is being opened */
    struct buffer opened; /* enum element, markdown's open ones */

    int hiding; /* the reason of markdown's own, or HTML_SHOWN */
    bool concealing; /* it is on the page all the same */
    struct flow flow;
    bool out_of_memory;
};

/* Is what markdown tells not on the page? */
static bool
is_off(const struct page *p)
{
    return p->hiding != HTML_SHOWN && !p->concealing;
}

/* ---- fates ---------------------------------------------------------------- */

/* The same for what markdown made: the pieces of one hidden footnote, or of
 * one hidden place in the HTML, are one finding. */
static void
hide_made(struct page *p, size_t from, size_t to, int reason)
{
    bool first = p->hiding != HTML_SHOWN && p->flow.region != reason;
    flow_hide(&p->flow, from, to, reason, !first);
}

static int
verdict(struct page *p)
{
    if (p->hiding != HTML_SHOWN || !p->html)
        return p->hiding;
    return view_verdict(p->view);
}

/* Of text that stands for the source bytes [from, to). */
static int
verdict_on(struct page *p, size_t from, size_t to)
{
    int reason = verdict(p);
    if (reason == HTML_SHOWN && p->begun && from < to)
        reason = view_second_opinion(p->view, from);
    return reason;
}

/* ---- what the view of the HTML says --------------------------------------------- */

static void
on_opened(void *user, enum element e, const struct element_attributes *a)
{
    struct page *p = user;
    if (p->replaying)
        return;
    box_open(&p->flow, e, a == NULL ? p->argument : box_argument(e, a));
    if (a != NULL && p->keep.kinds != 0 && p->hiding == HTML_SHOWN)
        keep_element_open(&p->keep, p->text, e, a);
}

static void
on_closed(void *user, enum element e)
{
    struct page *p = user;
    if (p->replaying)
        return;
    if (e == ELEMENT_A && p->keep.in_link) {
        flow_release(&p->flow, 0);
        keep_element_close(&p->keep, p->text);
    }
    box_close(&p->flow, e);
}

static bool
is_blank(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\t' &&
            bytes[i] != '\r')
            return false;
    }
    return true;
}

/* Hidden blanks are nobody's finding; the one around them may claim them. */
static void
on_html_text(void *user, const uint8_t *bytes, size_t length, size_t from,
             size_t to, int reason)
{
    struct page *p = user;
    bool own = length == to - from &&
               memcmp(bytes, p->source->clean + from, length) == 0;
    if (reason != HTML_SHOWN && own && is_blank(bytes, length))
        return;
    if (reason != HTML_SHOWN)
        flow_hide(&p->flow, from, to, reason, true);
    else if (own)
        flow_show(&p->flow, from, to);
    else
        flow_show_made(&p->flow, bytes, length, from, to);
}

/* A comment and the like is a finding, with what lies between its pieces; a
 * second one right behind it is another. */
static void
on_markup(void *user, size_t from, size_t to, int reason)
{
    struct page *p = user;
    if (reason == HTML_SHOWN) {
        ledger_syntax(p->ledger, from, to);
        return;
    }
    bool construct =
        reason <= (int)SMAC_HTML_CDATA || reason == (int)SMAC_HTML_UNCLOSED_TAG;
    bool place = smac_reason_info((enum smac_reason)reason)->rule == 3 &&
                 reason >= (int)SMAC_DETAILS_COLLAPSED && !construct &&
                 reason != (int)SMAC_HTML_ATTRIBUTE;
    flow_hide(&p->flow, from, to, reason,
              place || (construct && p->flow.region == reason &&
                        from > p->flow.region_end));
}

static bool
begin_view(struct page *p)
{
    const struct html_events events = {p, on_html_text, on_markup, on_opened,
                                       on_closed};
    if (p->view == NULL)
        p->view = view_new(&p->options, &events);
    if (p->view == NULL) {
        p->out_of_memory = true;
        return false;
    }
    view_begin(p->view, p->source, p->signs.github);
    p->begun = true;
    p->html = true;
    return true;
}

static unsigned
count_opened(const struct page *p)
{
    return (unsigned)(p->opened.size / sizeof(enum element));
}

/* Raw HTML comes: tells the view what is open. */
static void
wake_view(struct page *p)
{
    if (!p->begun && !begin_view(p))
        return;
    p->html = true;
    p->replaying = true;
    const enum element *open = (const void *)p->opened.data;
    view_truncate(p->view, p->known);
    for (unsigned i = p->known; i < count_opened(p); i++)
        view_element(p->view, open[i], true);
    p->replaying = false;
}

/* Most of a page's markdown stands outside its raw HTML. What holds for the
 * whole page keeps the view awake. */
static void
let_view_sleep(struct page *p)
{
    const enum element *open = (const void *)p->opened.data;
    unsigned count = count_opened(p);
    if (!p->html || p->awake || !view_settles(p->view, open, count))
        return;
    p->html = false;
    p->known = count;
}

static void
push_opened(struct page *p, enum element e)
{
    buffer_put(&p->opened, &e, sizeof e);
    p->out_of_memory |= p->opened.failed;
}

static void
pop_opened(struct page *p)
{
    if (p->opened.size >= sizeof(enum element))
        p->opened.size -= sizeof(enum element);
    if (p->known > count_opened(p))
        p->known = count_opened(p);
}

/* ---- markdown's events ------------------------------------------------------------------------------ */

/* A tag that markdown made. In a <textarea> and the like it opens no box, but
 * words on its two sides are still two words. */
static void
tell_tag(struct page *p, enum element e, bool opens)
{
    if (!view_in_data(p->view) && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        text_put(p->text, (const uint8_t *)"\n", 1);
    }
    view_element(p->view, e, opens);
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    struct page *p = user;
    if (is_off(p))
        return;
    push_opened(p, e);
    box_meet(&p->flow, element_info(e)->box);
    if (!p->html) {
        box_open(&p->flow, e, argument);
        return;
    }
    p->argument = argument;
    tell_tag(p, e, true);
}

static void
on_close(void *user, enum element e)
{
    struct page *p = user;
    if (is_off(p))
        return;
    pop_opened(p);
    box_meet(&p->flow, element_info(e)->box);
    if (!p->html) {
        box_close(&p->flow, e);
        return;
    }
    tell_tag(p, e, false);
    let_view_sleep(p);
}

static void
tell_view(struct page *p, const uint8_t *characters, size_t length)
{
    if (p->html && !is_off(p))
        view_text(p->view, characters, length);
}

static void
on_source_text(void *user, size_t from, size_t to)
{
    struct page *p = user;
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
    struct page *p = user;
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
    struct page *p = user;
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
    struct page *p = user;
    tell_view(p, newline, 1);
    flow_end_run(&p->flow);
    if (verdict(p) == HTML_SHOWN)
        text_put(p->text, newline, 1);
    on_syntax(p, from, to);
}

/* Elements without content: a line break, a rule, an image. */
static void
draw(struct page *p, enum element e)
{
    if (e == ELEMENT_HR)
        flow_end_run(&p->flow);
    else
        flow_release(&p->flow, 0);
    /* Where it is concealed, a picture's quotes may yet end an attribute. */
    if (is_off(p) || (p->concealing && (!p->html || view_in_data(p->view))))
        return;
    if (!p->html) {
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
part(const struct page *p, struct source_span span)
{
    return (struct keep_part){p->source->clean + span.from,
                              span.to - span.from};
}

static void
on_link_open(void *user)
{
    struct page *p = user;
    if (p->html)
        on_open(p, ELEMENT_A, 0);
    else if (!is_off(p))
        push_opened(p, ELEMENT_A);
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        keep_link_open(&p->keep, p->text);
    }
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    struct page *p = user;
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        flow_end_run(&p->flow);
        keep_link_close(&p->keep, p->text, part(p, link->destination),
                        part(p, link->title));
    }
    if (p->html)
        on_close(p, ELEMENT_A);
    else if (!is_off(p))
        pop_opened(p);
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    struct page *p = user;
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
    struct page *p = user;
    bool markdown = p->options.format == SMAC_TO_MARKDOWN;
    bool plain = p->options.profile == SMAC_BROWSER && !markdown;
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
        text_mark(p->text, shown, NULL, 0, "");
        text_put(p->text, (const uint8_t *)"\n", 1);
    } else {
        text_put(p->text, (const uint8_t *)shown, strlen(shown));
        text_break(p->text);
        text_break(p->text);
    }
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    struct page *p = user;
    if (is_off(p)) {
        hide_made(p, from, from + length, p->hiding);
        return;
    }
    if (!p->html)
        wake_view(p);
    if (p->html && length > 0)
        view_raw(p->view, bytes, length, from);
    let_view_sleep(p);
}

static void
on_dispute(void *user, bool markup)
{
    struct page *p = user;
    if (is_off(p))
        return;
    if (!p->html)
        wake_view(p);
    if (p->html)
        view_dispute(p->view, markup);
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct page *p = user;
    int hidden = verdict(p);
    if (hidden != HTML_SHOWN)
        hide_made(p, from, to, hidden);
    else
        ledger_drop(p->ledger, from, to, reason, false);
}

static void
on_info(void *user, size_t from, size_t to)
{
    struct page *p = user;
    on_drop(p, from, to, SMAC_CODE_INFO);
    if (verdict(p) == HTML_SHOWN)
        keep_info(&p->keep, p->text, part(p, (struct source_span){from, to}));
}

static void
on_definition(void *user, size_t from, size_t to, enum smac_reason reason)
{
    struct page *p = user;
    ledger_drop(p->ledger, from, to, reason, false);
}

static void
on_hide(void *user, enum smac_reason reason)
{
    struct page *p = user;
    flow_end_run(&p->flow);
    flow_end_region(&p->flow);
    p->hiding = (int)reason;
}

static void
on_veil(void *user, const struct source_span *spans, size_t count,
        enum smac_reason reason)
{
    struct page *p = user;
    p->flow.veils = (struct flow_veils){spans, count, 0, reason};
}

static void
on_unhide(void *user)
{
    struct page *p = user;
    p->hiding = HTML_SHOWN;
    flow_end_region(&p->flow);
}

static void
on_conceal(void *user, enum smac_reason reason)
{
    struct page *p = user;
    if (p->hiding != HTML_SHOWN)
        return;
    on_hide(p, reason);
    p->concealing = true;
}

static void
on_reveal(void *user)
{
    struct page *p = user;
    if (p->concealing)
        on_unhide(p);
    p->concealing = false;
}

static const struct markdown_events page_events = {
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

/* ---- life cycle ------------------------------------------------------------------------------------------ */

struct page *
page_new(const struct smac_options *options)
{
    struct page *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->options = *options;
    p->message = "";
    keep_init(&p->keep, options);
    buffer_init(&p->opened, SIZE_MAX / 2);
    p->markdown = markdown_new();
    if (p->markdown == NULL) {
        page_free(p);
        return NULL;
    }
    return p;
}

void
page_free(struct page *p)
{
    if (p == NULL)
        return;
    view_free(p->view);
    markdown_free(p->markdown);
    keep_release(&p->keep);
    buffer_release(&p->opened);
    free(p);
}

const char *
page_message(const struct page *p)
{
    return p->message;
}

/* Lines as the source has them, whatever ends them. */
static void
show_lines(struct page *p, size_t from, size_t end)
{
    const uint8_t *text = p->source->clean;
    while (from < end) {
        size_t to = from;
        while (to < end && text[to] != '\n' && text[to] != '\r')
            to++;
        flow_show(&p->flow, from, to);
        flow_end_run(&p->flow);
        from = to;
        if (from + 1 < end && text[from] == '\r' && text[from + 1] == '\n')
            from++;
        if (from < end)
            flow_put(&p->flow, (const uint8_t *)"\n", 1, to, ++from);
    }
}

/* Drops what stands before markdown begins, and answers where that is. */
static size_t
render_front(struct page *p)
{
    const struct source *s = p->source;
    size_t end = frontmatter_end(s->clean + s->bom, s->size - s->bom);
    ledger_syntax(p->ledger, 0, s->bom);
    if (end == 0)
        return 0; /* cmark skips the byte order mark by itself */
    end += s->bom;
    ledger_drop(p->ledger, s->bom, end, SMAC_FRONT_MATTER, false);
    if (p->options.keep & SMAC_KEEP_FRONT_MATTER) {
        text_open(p->text, TEXT_CODE_BLOCK, 0);
        text_info(p->text, (const uint8_t *)"front-matter", 12);
        p->flow.verbatim = 1;
        show_lines(p, s->bom, end);
        p->flow.verbatim = 0;
        text_close(p->text, TEXT_CODE_BLOCK);
    }
    return end;
}

static enum smac_status
failure(struct page *p, enum smac_status status)
{
    if (status != SMAC_OK) {
        p->message = markdown_message(p->markdown);
    } else if (p->out_of_memory || p->keep.failed) {
        p->message = "out of memory";
        status = SMAC_NO_MEMORY;
    } else if (p->begun) {
        status = view_failed(p->view);
        if (status == SMAC_TOO_COMPLEX)
            p->message = "HTML is nested deeper than max-depth allows";
        else if (status != SMAC_OK)
            p->message = smac_status_text(status);
    }
    return status;
}

/* Ready to render the document, again if need be: nothing is told yet, but for
 * what stands before markdown, which begins at `markdown`. */
static bool
begin(struct page *p, size_t *markdown)
{
    p->begun = p->awake = p->html = false;
    p->known = 0;
    p->hiding = HTML_SHOWN;
    p->concealing = false;
    p->out_of_memory = false;
    buffer_clear(&p->opened);
    keep_forget(&p->keep);
    text_reset(p->text);
    flow_begin(&p->flow, p->source, p->ledger, p->text);
    p->out_of_memory = !ledger_begin(p->ledger, p->source->size);
    if (!p->out_of_memory)
        *markdown = render_front(p);
    return !p->out_of_memory;
}

static enum smac_status
render(struct page *p, bool watched)
{
    struct markdown_events events = page_events;
    events.user = p;
    events.drawn = p->options.profile != SMAC_BROWSER;
    enum smac_status status =
        watched ? survey_watch(p->view, p->markdown, p->source, &events)
                : markdown_render(p->markdown, &events);
    if (status != SMAC_OK)
        return failure(p, status);
    flow_end_run(&p->flow);
    if (p->begun) {
        wake_view(p);
        view_finish(p->view);
        flow_end_run(&p->flow);
    }
    return failure(p, SMAC_OK);
}

/* Was all of that shown which libxml2 shows, and does nothing hold for the page
 * as a whole? Then the first look was enough. */
static bool
is_settled(const struct page *p)
{
    if (view_is_noted(p->view))
        return false;
    if (!view_has_opinion(p->view))
        return true;
    for (size_t i = 0; i < p->source->size; i++) {
        if (i % REST_AFTER == REST_AFTER - 1)
            scratch_rest(p->source->scratch);
        if (ledger_is_shown(p->ledger, i) &&
            view_second_opinion(p->view, i) != HTML_SHOWN)
            return false;
    }
    return true;
}

/* Where something may hold for the whole page, or parsers may disagree: most
 * often there turns out to be nothing. */
static enum smac_status
render_doubtful(struct page *p)
{
    size_t markdown = 0;
    enum smac_status status = SMAC_OK;
    if (!begin_view(p))
        return failure(p, SMAC_OK);
    if (!p->signs.sheet) {
        view_watch(p->view, p->signs.bidi);
        status = render(p, true);
        view_unwatch(p->view);
        if (status != SMAC_OK || failure(p, status) != SMAC_OK || is_settled(p))
            return failure(p, status);
        if (!begin(p, &markdown) || !begin_view(p))
            return failure(p, SMAC_OK);
    }
    status = survey_run(p->view, p->markdown, p->source, p->signs.bidi);
    p->awake = view_is_noted(p->view);
    return status != SMAC_OK ? failure(p, status) : render(p, false);
}

enum smac_status
page_render(struct page *p, const struct source *source, size_t max_memory,
            struct ledger *ledger, struct text *text)
{
    size_t markdown = 0;
    p->source = source;
    p->ledger = ledger;
    p->text = text;
    p->message = "";
    if (!begin(p, &markdown))
        return failure(p, SMAC_OK);
    enum smac_status status = markdown_parse(p->markdown, source, markdown,
                                             max_memory, p->options.max_depth);
    if (status != SMAC_OK)
        return failure(p, status);
    p->signs = signs_of(p->markdown);
    bool strict = p->options.profile == SMAC_STRICT;
    bool browser = p->options.profile != SMAC_GITHUB;
    if (browser && (p->signs.page || (p->signs.doubt && strict)))
        return render_doubtful(p);
    return render(p, false);
}
