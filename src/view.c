/* SPDX-License-Identifier: MIT */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "rival.h"
#include "sheet.h"

/* What the second judge said of a source byte: nothing, or a verdict. */
enum {
    UNSAID = 0, /* as buffer_zero makes it */
    SAID = 2,
};

struct view {
    struct html_events events;
    struct html *first;
    struct html *github;       /* NULL unless the profile is strict */
    struct html *second;       /* the same, or NULL where it is not needed */
    struct rival *rival;       /* libxml2; NULL until it is fed */
    bool has_rival;            /* the profile wants it */
    bool opinion;              /* it was asked about this document */
    struct buffer said;        /* a byte a source byte */
    struct buffer made;        /* what markdown made, as bytes */
    struct hidden_rules rules; /* of the rival */
    const struct source *source;
    bool surveying;
    bool watching;
    bool asked; /* the rival, about this document */
    enum smac_status status;
    bool out_of_memory;
};

/* ---- what the second judge says ------------------------------------------------ */

static void
note_text(void *user, const uint8_t *bytes, size_t length, size_t from,
          size_t to, int verdict)
{
    struct view *v = user;
    (void)bytes;
    (void)length;
    if (from < to && to <= v->said.size)
        memset(v->said.data + from, SAID + verdict, to - from);
}

static void
note_markup(void *user, size_t from, size_t to, int reason)
{
    note_text(user, NULL, 0, from, to,
              reason == HTML_SHOWN ? UNSAID - SAID : reason);
}

static void
ignore_opened(void *user, enum element e, const struct element_attributes *a)
{
    (void)user;
    (void)e;
    (void)a;
}

static void
ignore_closed(void *user, enum element e)
{
    (void)user;
    (void)e;
}

/* ---- what the first judge says --------------------------------------------------- */

/* The second judge's verdict on the bytes from `from`, and how far it goes.
 * What is text for the first and not for the second is ambiguous. */
static int
second_verdict(const struct view *v, size_t from, size_t to, size_t *end)
{
    *end = to;
    if (v->second == NULL || to > v->said.size)
        return HTML_SHOWN;
    const uint8_t *said = v->said.data;
    size_t i = from + 1;
    while (i < to && said[i] == said[from])
        i++;
    *end = i;
    return said[from] == UNSAID ? (int)SMAC_HTML_AMBIGUOUS : said[from] - SAID;
}

/* Text for us, and something else for libxml2, or hidden. */
static int
opinion_at(const struct view *v, size_t offset)
{
    return rival_verdict(v->rival, offset) == HTML_SHOWN ? HTML_SHOWN
                                                         : SMAC_HTML_AMBIGUOUS;
}

static int
both_verdicts(const struct view *v, size_t from, size_t to, size_t *end)
{
    int second = second_verdict(v, from, to, end);
    if (second != HTML_SHOWN || !v->opinion)
        return second;
    int opinion = opinion_at(v, from);
    size_t i = from + 1;
    while (i < *end && opinion_at(v, i) == opinion)
        i++;
    *end = i;
    return opinion;
}

static void
tell_text(void *user, const uint8_t *bytes, size_t length, size_t from,
          size_t to, int verdict)
{
    struct view *v = user;
    if (v->surveying)
        return;
    if (verdict != HTML_SHOWN || from == to) {
        v->events.text(v->events.user, bytes, length, from, to, verdict);
        return;
    }
    bool linear = length == to - from;
    size_t at = from;
    while (at < to) {
        size_t end;
        int other = both_verdicts(v, at, to, &end);
        if (!linear)
            end = to;
        v->events.text(v->events.user, linear ? bytes + (at - from) : bytes,
                       linear ? end - at : length, at, end, other);
        at = end;
    }
}

static void
tell_markup(void *user, size_t from, size_t to, int reason)
{
    struct view *v = user;
    if (v->surveying)
        return;
    v->events.markup(v->events.user, from, to, reason);
}

static void
tell_opened(void *user, enum element e, const struct element_attributes *a)
{
    struct view *v = user;
    if (v->surveying)
        return;
    if (v->second == NULL || html_place(v->second) == HTML_SHOWN)
        v->events.opened(v->events.user, e, a);
}

static void
tell_closed(void *user, enum element e)
{
    struct view *v = user;
    if (v->surveying)
        return;
    v->events.closed(v->events.user, e);
}

/* ---- life cycle --------------------------------------------------------------------- */

struct view *
view_new(const struct smac_options *o, const struct html_events *events)
{
    struct view *v = calloc(1, sizeof *v);
    if (v == NULL)
        return NULL;
    const struct html_events first = {v, tell_text, tell_markup, tell_opened,
                                      tell_closed};
    const struct html_events second = {v, note_text, note_markup, ignore_opened,
                                       ignore_closed};
    bool strict = o->profile == SMAC_STRICT;
    v->has_rival = strict;
    v->rules =
        (struct hidden_rules){.view = HTML_VIEW_BROWSER, .details = o->details};
    v->events = *events;
    buffer_init(&v->said, SIZE_MAX / 2);
    buffer_init(&v->made, SIZE_MAX / 2);
    v->first = html_new(o->profile == SMAC_GITHUB ? HTML_VIEW_GITHUB
                                                  : HTML_VIEW_BROWSER,
                        o->details, o->max_depth, &first);
    if (strict)
        v->github =
            html_new(HTML_VIEW_GITHUB, o->details, o->max_depth, &second);
    if (v->first == NULL || (strict && v->github == NULL)) {
        view_free(v);
        return NULL;
    }
    return v;
}

void
view_free(struct view *v)
{
    if (v == NULL)
        return;
    html_free(v->first);
    html_free(v->github);
    rival_free(v->rival);
    buffer_release(&v->said);
    buffer_release(&v->made);
    free(v);
}

void
view_begin(struct view *v, const struct source *source, bool github)
{
    html_reset(v->first);
    v->second = github ? v->github : NULL;
    v->out_of_memory = false;
    v->surveying = v->watching = v->opinion = v->asked = false;
    v->status = SMAC_OK;
    v->source = source;
    if (v->second == NULL)
        return;
    html_reset(v->second);
    buffer_spill(&v->said, source->scratch, source->spill);
    v->out_of_memory = !buffer_zero(&v->said, source->size);
}

static void
begin_look(struct view *v, bool bidi)
{
    html_survey(v->first, bidi);
    if (!v->has_rival)
        return;
    if (v->rival == NULL)
        v->rival = rival_new(&v->rules);
    v->out_of_memory |= v->rival == NULL;
    v->opinion = v->rival != NULL;
    if (!v->opinion)
        return;
    rival_spill(v->rival, v->source->scratch, v->source->spill);
    rival_reset(v->rival, v->source->size);
}

void
view_survey(struct view *v, bool bidi)
{
    v->surveying = true;
    begin_look(v, bidi);
}

void
view_watch(struct view *v, bool bidi)
{
    v->watching = true;
    begin_look(v, bidi);
    if (v->opinion)
        rival_abridge(v->rival);
}

bool
view_has_more(const struct view *v)
{
    const struct sheet *sheet = html_sheet(v->first);
    return sheet != NULL && sheet_lifts(sheet);
}

void
view_survey_again(struct view *v)
{
    v->surveying = true;
    html_survey_again(v->first);
}

bool
view_is_noted(const struct view *v)
{
    return html_is_noted(v->first);
}

/* Each document is read by libxml2 once at most. */
static void
ask_rival(struct view *v)
{
    if (!v->opinion || v->asked)
        return;
    v->asked = true;
    v->opinion = rival_is_needed(v->rival);
    if (v->opinion)
        v->status = rival_judge(v->rival, html_sheet(v->first));
}

void
view_rewind(struct view *v)
{
    html_finish(v->first);
    v->surveying = false;
    html_rewind(v->first);
    ask_rival(v);
}

void
view_unwatch(struct view *v)
{
    v->watching = false;
    if (!html_is_noted(v->first))
        ask_rival(v);
}

/* ---- feeding -------------------------------------------------------------------------- */

static bool
is_rival_fed(const struct view *v)
{
    return (v->surveying || v->watching) && v->opinion && !v->asked;
}

void
view_scan_raw(struct view *v, const uint8_t *bytes, size_t length,
              size_t offset)
{
    if (is_rival_fed(v))
        rival_raw(v->rival, bytes, length, offset);
}

void
view_scan_element(struct view *v, enum element e, bool opens)
{
    if (is_rival_fed(v))
        rival_element(v->rival, e, opens);
}

void
view_scan_text(struct view *v, const uint8_t *characters, size_t length,
               size_t from, size_t to)
{
    if (is_rival_fed(v))
        rival_text(v->rival, characters, length, from, to);
}

void
view_raw(struct view *v, const uint8_t *bytes, size_t length, size_t offset)
{
    if (v->second == NULL || v->surveying) {
        html_raw(v->first, bytes, length, offset);
        return;
    }
    /* Tag by tag, so that the second is no further than the first when that
     * opens a box. */
    size_t from = 0;
    while (from < length) {
        const uint8_t *end = memchr(bytes + from, '>', length - from);
        size_t to = end == NULL ? length : (size_t)(end + 1 - bytes);
        html_raw(v->second, bytes + from, to - from, offset + from);
        html_raw(v->first, bytes + from, to - from, offset + from);
        from = to;
    }
}

void
view_dispute(struct view *v, bool markup)
{
    html_dispute(v->first, markup);
    if (v->second != NULL)
        html_dispute(v->second, markup);
}

/* Inside of a tag, a comment or raw text, a judge takes what markdown made as
 * the bytes that a renderer writes. */
static void
feed_made(struct view *v, struct html *judge, bool attributes)
{
    if (v->made.failed)
        v->out_of_memory = true;
    else if (attributes)
        html_made_tag(judge, v->made.data, v->made.size);
    else if (v->made.size > 0)
        html_made(judge, v->made.data, v->made.size);
    buffer_clear(&v->made);
}

/* A renderer ends the line before and behind a block's tags. It matters: a
 * newline reopens formatting elements, and a <table> that comes next stands
 * inside of them. */
static bool
is_block(enum element e)
{
    return text_is_block(element_info(e)->box);
}

/* <ol start="7">, <li id="fn-1">, <td align="left">, <pre lang="c">. */
static bool
has_attributes(enum element e)
{
    enum text_box box = element_info(e)->box;
    return e == ELEMENT_A || e == ELEMENT_IMG ||
           (is_block(e) && box != TEXT_PARAGRAPH && box != TEXT_QUOTE &&
            box != TEXT_BULLETS && box != TEXT_ROW && box != TEXT_TABLE);
}

static bool
holds_blocks(enum element e)
{
    enum text_box box = element_info(e)->box;
    return is_block(e) && box != TEXT_PARAGRAPH && box != TEXT_HEADING &&
           box != TEXT_CODE_BLOCK && box != TEXT_CELL &&
           box != TEXT_HEADER_CELL;
}

static void
feed_data(struct html *judge, enum element e, bool opens)
{
    if (opens && is_block(e))
        html_newline(judge);
    if (opens)
        html_open(judge, e);
    else
        html_close(judge, e);
    if (opens ? holds_blocks(e) : is_block(e))
        html_newline(judge);
}

static void
feed_element(struct view *v, struct html *judge, enum element e, bool opens)
{
    if (judge == NULL)
        return;
    if (html_in_data(judge)) {
        feed_data(judge, e, opens);
        return;
    }
    /* An address is in double quotes, which can end an attribute's value. */
    buffer_puts(&v->made, opens ? "<" : "</");
    buffer_puts(&v->made, element_info(e)->name);
    if (opens && e == ELEMENT_A)
        buffer_puts(&v->made, " href=\"\"");
    if (opens && e == ELEMENT_IMG)
        buffer_puts(&v->made, " src=\"\" alt=\"\"");
    buffer_putc(&v->made, '>');
    feed_made(v, judge, opens && has_attributes(e));
}

void
view_element(struct view *v, enum element e, bool opens)
{
    if (!v->surveying)
        feed_element(v, v->second, e, opens);
    feed_element(v, v->first, e, opens);
}

static void
feed_text(struct view *v, struct html *judge, const uint8_t *s, size_t n)
{
    if (judge == NULL)
        return;
    if (html_in_data(judge)) {
        html_note(judge, s, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '<')
            buffer_puts(&v->made, "&lt;");
        else if (s[i] == '>')
            buffer_puts(&v->made, "&gt;");
        else if (s[i] == '&')
            buffer_puts(&v->made, "&amp;");
        else if (s[i] == '"')
            buffer_puts(&v->made, "&quot;");
        else
            buffer_putc(&v->made, s[i]);
    }
    feed_made(v, judge, false);
}

void
view_text(struct view *v, const uint8_t *characters, size_t length)
{
    if (!v->surveying)
        feed_text(v, v->second, characters, length);
    feed_text(v, v->first, characters, length);
}

bool
view_settles(struct view *v, const enum element *open, unsigned count)
{
    return html_settles(v->first, open, count) &&
           (v->second == NULL || html_settles(v->second, open, count));
}

void
view_truncate(struct view *v, unsigned count)
{
    html_truncate(v->first, count);
    if (v->second != NULL)
        html_truncate(v->second, count);
}

bool
view_in_data(const struct view *v)
{
    return html_in_data(v->first);
}

int
view_verdict(struct view *v)
{
    int first = html_verdict(v->first);
    if (v->second == NULL || v->surveying)
        return first;
    /* Both get the character, for it reopens formatting elements. */
    int second = html_verdict(v->second);
    return first != HTML_SHOWN ? first : second;
}

bool
view_has_opinion(const struct view *v)
{
    return v->opinion;
}

int
view_second_opinion(const struct view *v, size_t offset)
{
    return v->opinion ? opinion_at(v, offset) : HTML_SHOWN;
}

bool
view_agrees(const struct view *v, size_t from, size_t to)
{
    return !v->opinion || rival_shows(v->rival, from, to);
}

void
view_finish(struct view *v)
{
    if (v->second != NULL)
        html_finish(v->second);
    html_finish(v->first);
}

enum smac_status
view_failed(const struct view *v)
{
    if (v->out_of_memory)
        return SMAC_NO_MEMORY;
    if (v->status != SMAC_OK)
        return v->status;
    enum smac_status status = html_failed(v->first);
    if (status == SMAC_OK && v->second != NULL)
        status = html_failed(v->second);
    return status;
}
