/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <stdlib.h>

#include "frontmatter.h"
#include "keep.h"
#include "markdown.h"
#include "signs.h"
#include "survey.h"
#include "unicode.h"
#include "view.h"

/* Visible text that waits to hear what follows it, for a joiner at its end
 * stays or goes by the next character. */
struct waiting {
    const uint8_t *bytes;
    size_t length;
    size_t from;
    size_t to;
    uint8_t copy[16]; /* of characters that are not in the source */
};

/* Spans that formulas do not draw. */
struct veils {
    const struct source_span *spans;
    size_t count;
    size_t next;
    enum smac_reason reason;
};

struct page {
    struct smac_options options;
    const struct source *source;
    struct ledger *ledger;
    struct text *text;
    struct markdown *markdown;
    struct keep keep;
    const char *message;

    struct view *view;     /* from the first raw HTML on */
    struct signs signs;
    bool begun;            /* the view is at work in this document */
    bool html;             /* and awake */
    unsigned known;        /* of markdown's open elements, those it knows */
    bool replaying;        /* it is being told what is open already */
    unsigned argument;     /* of the markdown element that is being opened */
    struct buffer opened;  /* enum element, markdown's open ones */
    struct buffer address; /* of the raw HTML's link that is open, and title */
    size_t address_length;
    bool in_link;

    int hiding;            /* the reason of markdown's own, or HTML_SHOWN */
    int region;            /* reason of the hidden region that goes on */
    size_t region_end;
    unsigned verbatim;     /* open code boxes */
    struct unicode_state unicode;
    struct waiting waiting;
    size_t invalid;        /* next entry of source->invalid */
    struct veils veils;    /* on what comes next */
    bool out_of_memory;
};

/* ---- fates --------------------------------------------------------------------- */

static void
end_region(struct page *p)
{
    p->region = HTML_SHOWN;
}

/* A piece that nobody sees because of where it stands. One that `joins` goes
 * on with the finding before it, if that is of the same reason and nothing
 * but line ends and markers lies between. */
static void
hide(struct page *p, size_t from, size_t to, int reason, bool joins)
{
    if (from == to)
        return;
    ledger_drop(p->ledger, from, to, (enum smac_reason)reason, joins);
    p->region = reason;
    p->region_end = to;
}

/* The same for what markdown made: the pieces of one hidden footnote, or of
 * one hidden place in the HTML, are one finding. */
static void
hide_made(struct page *p, size_t from, size_t to, int reason)
{
    bool first = p->hiding != HTML_SHOWN && p->region != reason;
    hide(p, from, to, reason, !first);
}

/* ---- visible text ------------------------------------------------------------------ */

static void
put(struct page *p, const uint8_t *bytes, size_t length, size_t from, size_t to)
{
    text_put(p->text, bytes, length);
    ledger_shown(p->ledger, from, to);
}

/* Code points that draw nothing. Those that stand side by side, however they
 * are written, are one finding, for they may spell one message. */
static void
drop_run(struct page *p, size_t from, size_t to, enum smac_reason reason)
{
    bool joins = p->region == (int)reason && p->region_end == from;
    hide(p, from, to, (int)reason, joins);
}

/* Lets the waiting text go, but for what draws nothing before `next`. */
static void
release_waiting(struct page *p, uint32_t next)
{
    struct waiting w = p->waiting;
    if (w.length == 0)
        return;
    p->waiting.length = 0;
    const uint8_t *bytes = w.bytes == NULL ? w.copy : w.bytes;
    bool raw = w.to - w.from == w.length;
    size_t position = 0;
    size_t done = 0;
    struct unicode_run run;
    ledger_shown(p->ledger, w.from, w.to);
    while (unicode_next(&p->unicode, bytes, w.length, next, p->verbatim > 0,
                        &position, &run)) {
        text_put(p->text, bytes + done, run.from - done);
        done = run.to;
        if (raw)
            drop_run(p, w.from + run.from, w.from + run.to, run.reason);
        else
            drop_run(p, w.from, w.to, run.reason);
    }
    text_put(p->text, bytes + done, w.length - done);
}

/* A run of text ends: at a line's end, at a block's edge. What comes next
 * stands behind a blank, whatever the layout makes of the edge. */
static void
end_run(struct page *p)
{
    size_t position = 0;
    struct unicode_run run;
    release_waiting(p, '\n');
    p->unicode = (struct unicode_state){0};
    unicode_next(&p->unicode, (const uint8_t *)"\n", 1, 0, false, &position,
                 &run);
}

/* An inline element's edge ends no run: a space before it and one behind it
 * stand side by side on the page. */
static void
meet_box(struct page *p, enum text_box box)
{
    if (box == TEXT_NONE || box >= TEXT_EMPHASIS)
        release_waiting(p, 0);
    else
        end_run(p);
}

/* Characters that the reader sees, which stand for [from, to). NULL bytes are
 * the source's own. */
static void
show_characters(struct page *p, const uint8_t *bytes, size_t length,
                size_t from, size_t to)
{
    const uint8_t *characters = bytes == NULL ? p->source->text + from : bytes;
    if (length == 0)
        return;
    if (p->waiting.length == 0 && unicode_plain(characters, length)) {
        end_region(p);
        put(p, characters, length, from, to);
        p->unicode = (struct unicode_state){0};
        return;
    }
    uint32_t next;
    unicode_decode(characters, length, &next);
    release_waiting(p, next);
    p->waiting = (struct waiting){bytes == NULL ? characters : NULL, length,
                                  from, to, {0}};
    if (bytes == NULL)
        return;
    if (length <= sizeof p->waiting.copy)
        memcpy(p->waiting.copy, bytes, length);
    else /* no character reference is that long */
        p->waiting.length = 0;
}

static void
show_unveiled(struct page *p, size_t from, size_t to)
{
    const struct source *s = p->source;
    while (p->invalid > 0 && s->invalid[p->invalid - 1].to > from)
        p->invalid--; /* footnotes come out of order */
    while (p->invalid < s->invalid_count && s->invalid[p->invalid].to <= from)
        p->invalid++;
    while (p->invalid < s->invalid_count && s->invalid[p->invalid].from < to) {
        const struct source_span *bad = &s->invalid[p->invalid++];
        if (from < bad->from)
            show_characters(p, NULL, bad->from - from, from, bad->from);
        end_run(p);
        text_put(p->text, (const uint8_t *)"\xEF\xBF\xBD", 3);
        ledger_drop(p->ledger, bad->from, bad->to, SMAC_INVALID_UTF8, false);
        from = bad->to;
    }
    if (from < to)
        show_characters(p, NULL, to - from, from, to);
}

/* The first veil that ends behind `from`; NULL unless it begins before `to`. */
static const struct source_span *
veil_over(struct page *p, size_t from, size_t to)
{
    struct veils *v = &p->veils;
    while (v->next > 0 && v->spans[v->next - 1].to > from)
        v->next--;
    while (v->next < v->count && v->spans[v->next].to <= from)
        v->next++;
    return v->next < v->count && v->spans[v->next].from < to
               ? &v->spans[v->next] : NULL;
}

/* A piece of the source that the reader sees, where what is not UTF-8 shows
 * as U+FFFD. */
static void
show(struct page *p, size_t from, size_t to)
{
    const struct source_span *veil;
    while (from < to && (veil = veil_over(p, from, to)) != NULL) {
        size_t end = veil->to < to ? veil->to : to;
        if (from < veil->from)
            show_unveiled(p, from, veil->from);
        hide(p, from > veil->from ? from : veil->from, end,
             (int)p->veils.reason, true);
        from = end;
    }
    if (from < to)
        show_unveiled(p, from, to);
}

/* The same for characters that stand for a piece of the source. */
static void
show_made(struct page *p, const uint8_t *bytes, size_t length, size_t from,
          size_t to)
{
    if (from < to && veil_over(p, from, to) != NULL)
        hide(p, from, to, (int)p->veils.reason, true);
    else
        show_characters(p, bytes, length, from, to);
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

/* ---- layout ------------------------------------------------------------------------------ */

static void
open_box(struct page *p, enum element e, unsigned argument)
{
    enum text_box box = element_info(e)->box;
    if (e == ELEMENT_BR)
        end_run(p);
    else
        meet_box(p, e == ELEMENT_HR ? TEXT_GROUP : box);
    end_region(p);
    if (e == ELEMENT_BR)
        text_break(p->text);
    else if (e == ELEMENT_HR)
        text_rule(p->text);
    else if (box != TEXT_NONE)
        text_open(p->text, box, argument);
    p->verbatim += box == TEXT_CODE_BLOCK || box == TEXT_CODE;
}

static void
close_box(struct page *p, enum element e)
{
    enum text_box box = element_info(e)->box;
    meet_box(p, box);
    if (box != TEXT_NONE)
        text_close(p->text, box);
    if ((box == TEXT_CODE_BLOCK || box == TEXT_CODE) && p->verbatim > 0)
        p->verbatim--;
}

/* What text_open wants to know of an element of raw HTML. */
static unsigned
box_argument(enum element e, const struct element_attributes *a)
{
    enum text_box box = element_info(e)->box;
    int number;
    if (box == TEXT_HEADING)
        return (unsigned)(element_info(e)->name[1] - '0');
    if (box == TEXT_BULLETS)
        return 1;
    if (box == TEXT_NUMBERS) {
        bool given = element_number(a, ATTRIBUTE_START, &number) && number >= 0;
        return (given ? (unsigned)number : 1) * 2 + 1;
    }
    if (box == TEXT_ITEM) {
        bool given = element_number(a, ATTRIBUTE_VALUE, &number) && number >= 0;
        return given ? (unsigned)number + 1 : 0;
    }
    if (box == TEXT_CELL || box == TEXT_HEADER_CELL)
        return (unsigned)element_alignment(a);
    return 0;
}

/* ---- what the view of the HTML says --------------------------------------------- */

static struct keep_part
value_part(const struct element_attributes *a, enum attribute attribute)
{
    const struct element_value *value = element_value(a, attribute);
    if (value == NULL)
        return (struct keep_part){NULL, 0};
    return (struct keep_part){value->bytes, value->length};
}

/* Links do not nest, so one address is remembered until the link closes. */
static void
keep_opened(struct page *p, enum element e, const struct element_attributes *a)
{
    if (e == ELEMENT_IMG)
        keep_image(&p->keep, p->text, value_part(a, ATTRIBUTE_ALT),
                   value_part(a, ATTRIBUTE_SRC), value_part(a, ATTRIBUTE_TITLE));
    if (e != ELEMENT_A || element_value(a, ATTRIBUTE_HREF) == NULL)
        return;
    struct keep_part href = value_part(a, ATTRIBUTE_HREF);
    struct keep_part title = value_part(a, ATTRIBUTE_TITLE);
    buffer_clear(&p->address);
    buffer_put(&p->address, href.bytes, href.length);
    p->address_length = p->address.size;
    buffer_put(&p->address, title.bytes, title.length);
    p->out_of_memory |= p->address.failed;
    p->in_link = true;
    keep_link_open(&p->keep, p->text);
}

static void
keep_closed(struct page *p)
{
    p->in_link = false;
    static const uint8_t nothing[1];
    const uint8_t *bytes = p->address.size > 0 ? p->address.data : nothing;
    keep_link_close(&p->keep, p->text,
                    (struct keep_part){bytes, p->address_length},
                    (struct keep_part){bytes + p->address_length,
                                       p->address.size - p->address_length});
}

static void
on_opened(void *user, enum element e, const struct element_attributes *a)
{
    struct page *p = user;
    if (p->replaying)
        return;
    open_box(p, e, a == NULL ? p->argument : box_argument(e, a));
    if (a != NULL && p->keep.kinds != 0)
        keep_opened(p, e, a);
}

static void
on_closed(void *user, enum element e)
{
    struct page *p = user;
    if (p->replaying)
        return;
    if (e == ELEMENT_A && p->in_link) {
        release_waiting(p, 0);
        keep_closed(p);
    }
    close_box(p, e);
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
        hide(p, from, to, reason, true);
    else if (own)
        show(p, from, to);
    else
        show_made(p, bytes, length, from, to);
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
    bool construct = reason <= (int)SMAC_HTML_CDATA ||
                     reason == (int)SMAC_HTML_UNCLOSED_TAG;
    bool place = smac_reason_info((enum smac_reason)reason)->rule == 3 &&
                 reason >= (int)SMAC_DETAILS_COLLAPSED && !construct &&
                 reason != (int)SMAC_HTML_ATTRIBUTE;
    hide(p, from, to, reason,
         place || (construct && p->region == reason && from > p->region_end));
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
    view_begin(p->view, p->source->size, p->signs.github);
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
    if (!p->html || p->signs.page || !view_settles(p->view, open, count))
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
        end_run(p);
        text_put(p->text, (const uint8_t *)"\n", 1);
    }
    view_element(p->view, e, opens);
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    struct page *p = user;
    if (p->hiding != HTML_SHOWN)
        return;
    push_opened(p, e);
    meet_box(p, element_info(e)->box);
    if (!p->html) {
        open_box(p, e, argument);
        return;
    }
    p->argument = argument;
    tell_tag(p, e, true);
}

static void
on_close(void *user, enum element e)
{
    struct page *p = user;
    if (p->hiding != HTML_SHOWN)
        return;
    pop_opened(p);
    meet_box(p, element_info(e)->box);
    if (!p->html) {
        close_box(p, e);
        return;
    }
    tell_tag(p, e, false);
    let_view_sleep(p);
}

static void
tell_view(struct page *p, const uint8_t *characters, size_t length, size_t from,
          size_t to)
{
    if (p->html && p->hiding == HTML_SHOWN)
        view_text(p->view, characters, length, from, to);
}

static void
on_source_text(void *user, size_t from, size_t to)
{
    struct page *p = user;
    if (from == to)
        return;
    tell_view(p, p->source->clean + from, to - from, from, to);
    int reason = verdict_on(p, from, to);
    if (reason != HTML_SHOWN)
        hide_made(p, from, to, reason);
    else
        show(p, from, to);
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    struct page *p = user;
    tell_view(p, (const uint8_t *)bytes, length, from, to);
    int reason = verdict_on(p, from, to);
    if (reason != HTML_SHOWN)
        hide_made(p, from, to, reason);
    else
        show_made(p, (const uint8_t *)bytes, length, from, to);
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
    tell_view(p, newline, 1, from, to);
    end_run(p);
    if (verdict(p) == HTML_SHOWN)
        text_put(p->text, newline, 1);
    on_syntax(p, from, to);
}

/* Elements without content: a line break, a rule, an image. */
static void
draw(struct page *p, enum element e)
{
    if (e == ELEMENT_HR)
        end_run(p);
    else
        release_waiting(p, 0);
    if (p->hiding != HTML_SHOWN)
        return;
    if (!p->html) {
        open_box(p, e, 0);
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
    else if (p->hiding == HTML_SHOWN)
        push_opened(p, ELEMENT_A);
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        end_run(p);
        keep_link_open(&p->keep, p->text);
    }
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    struct page *p = user;
    if (p->keep.kinds != 0 && verdict(p) == HTML_SHOWN) {
        end_run(p);
        keep_link_close(&p->keep, p->text, part(p, link->destination),
                        part(p, link->title));
    }
    if (p->html)
        on_close(p, ELEMENT_A);
    else if (p->hiding == HTML_SHOWN)
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
    tell_view(p, (const uint8_t *)shown, strlen(shown), from, marker_to);
    end_run(p);
    on_syntax(p, from, to);
    if (verdict(p) != HTML_SHOWN)
        return;
    end_region(p);
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
    if (p->hiding != HTML_SHOWN) {
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
    end_run(p);
    end_region(p);
    p->hiding = (int)reason;
}

static void
on_veil(void *user, const struct source_span *spans, size_t count,
        enum smac_reason reason)
{
    struct page *p = user;
    p->veils = (struct veils){spans, count, 0, reason};
}

static void
on_unhide(void *user)
{
    struct page *p = user;
    p->hiding = HTML_SHOWN;
    end_region(p);
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
    .info = on_info,
    .drop = on_drop,
    .definition = on_definition,
    .syntax = on_syntax,
    .hide = on_hide,
    .unhide = on_unhide,
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
    buffer_init(&p->address, SIZE_MAX / 2);
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
    buffer_release(&p->address);
    free(p);
}

const char *
page_message(const struct page *p)
{
    return p->message;
}

static void
begin(struct page *p, const struct source *source, struct ledger *ledger,
      struct text *text)
{
    p->source = source;
    p->ledger = ledger;
    p->text = text;
    p->message = "";
    p->signs = (struct signs){false, false, false};
    p->begun = p->html = false;
    p->known = 0;
    p->hiding = HTML_SHOWN;
    p->region = HTML_SHOWN;
    p->verbatim = 0;
    p->invalid = 0;
    p->out_of_memory = false;
    p->waiting.length = 0;
    buffer_clear(&p->opened);
    buffer_clear(&p->address);
    p->in_link = false;
    p->veils = (struct veils){NULL, 0, 0, SMAC_MATH_HIDDEN};
    end_run(p);
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
        show(p, from, to);
        end_run(p);
        from = to;
        if (from + 1 < end && text[from] == '\r' && text[from + 1] == '\n')
            from++;
        if (from < end)
            put(p, (const uint8_t *)"\n", 1, to, ++from);
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
        p->verbatim = 1;
        show_lines(p, s->bom, end);
        p->verbatim = 0;
        text_close(p->text, TEXT_CODE_BLOCK);
    }
    return end;
}

static enum smac_status
failure(struct page *p, enum smac_status status)
{
    if (status != SMAC_OK) {
        p->message = markdown_message(p->markdown);
    } else if (p->out_of_memory) {
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

enum smac_status
page_render(struct page *p, const struct source *source, size_t max_memory,
            struct ledger *ledger, struct text *text)
{
    begin(p, source, ledger, text);
    if (!ledger_begin(ledger, source->size)) {
        p->message = "out of memory";
        return SMAC_NO_MEMORY;
    }
    struct markdown_events events = page_events;
    events.user = p;
    events.drawn = p->options.profile != SMAC_BROWSER;
    size_t start = render_front(p);
    enum smac_status status = markdown_parse(
        p->markdown, source, start, max_memory, p->options.max_depth);
    if (status == SMAC_OK)
        p->signs = signs_of(p->markdown);
    bool survey = p->options.profile == SMAC_GITHUB ? false
                  : p->options.profile == SMAC_STRICT
                      ? p->signs.page || p->signs.doubt
                      : p->signs.page;
    if (status == SMAC_OK && survey && begin_view(p))
        status = survey_run(p->view, p->markdown, source);
    if (status == SMAC_OK)
        status = markdown_render(p->markdown, &events);
    if (status == SMAC_OK) {
        end_run(p);
        if (p->begun) {
            wake_view(p);
            view_finish(p->view);
            end_run(p);
        }
    }
    status = failure(p, status);
    if (status == SMAC_OK)
        ledger_settle(ledger, source->text);
    return status;
}
