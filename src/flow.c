/* SPDX-License-Identifier: MIT */
#include "flow.h"

#include <string.h>

void
flow_begin(struct flow *f, const struct source *source, struct ledger *ledger,
           struct text *text)
{
    *f = (struct flow){
        .source = source, .ledger = ledger, .text = text, .region = HTML_SHOWN};
    flow_end_run(f);
}

void
flow_end_region(struct flow *f)
{
    f->region = HTML_SHOWN;
}

void
flow_hide(struct flow *f, size_t from, size_t to, int reason, bool joins)
{
    if (from == to)
        return;
    ledger_drop(f->ledger, from, to, (enum smac_reason)reason, joins);
    f->region = reason;
    f->region_end = to;
}

void
flow_put(struct flow *f, const uint8_t *bytes, size_t length, size_t from,
         size_t to)
{
    text_put_from(f->text, bytes, length, from, to);
    ledger_shown(f->ledger, from, to);
}

/* Code points that draw nothing. Those that stand side by side, however they
 * are written, are one finding, for they may spell one message. */
static void
drop_run(struct flow *f, size_t from, size_t to, enum smac_reason reason)
{
    bool joins = f->region == (int)reason && f->region_end == from;
    flow_hide(f, from, to, (int)reason, joins);
}

/* The bytes [done, end) of what waits. */
static void
put_part(struct flow *f, const struct flow_waiting *w, const uint8_t *bytes,
         size_t done, size_t end)
{
    if (w->to - w->from == w->length)
        text_put_from(f->text, bytes + done, end - done, w->from + done,
                      w->from + end);
    else
        text_put_from(f->text, bytes + done, end - done, w->from, w->to);
}

static void
put_waiting(struct flow *f, uint32_t next)
{
    const struct flow_waiting *w = &f->waiting;
    const uint8_t *bytes = w->bytes == NULL ? w->copy : w->bytes;
    bool raw = w->to - w->from == w->length;
    size_t position = 0;
    size_t done = 0;
    struct unicode_run run;
    ledger_shown(f->ledger, w->from, w->to);
    while (unicode_next(&f->unicode, bytes, w->length, next, f->verbatim > 0,
                        &position, &run)) {
        put_part(f, w, bytes, done, run.from);
        done = run.to;
        if (raw)
            drop_run(f, w->from + run.from, w->from + run.to, run.reason);
        else
            drop_run(f, w->from, w->to, run.reason);
    }
    put_part(f, w, bytes, done, w->length);
    f->waiting.length = 0;
}

void
flow_release(struct flow *f, uint32_t next)
{
    if (f->waiting.length > 0)
        put_waiting(f, next);
}

void
flow_end_run(struct flow *f)
{
    flow_release(f, '\n');
    f->unicode = (struct unicode_state){.before = {'\n'}};
}

/* Characters that the reader sees, which stand for [from, to). NULL bytes are
 * the source's own. */
static void
show_characters(struct flow *f, const uint8_t *bytes, size_t length,
                size_t from, size_t to)
{
    const uint8_t *characters = bytes == NULL ? f->source->text + from : bytes;
    if (length == 0)
        return;
    if (f->waiting.length > 0) {
        uint32_t next;
        unicode_decode(characters, length, &next);
        flow_release(f, next);
    }
    if (unicode_pass(&f->unicode, characters, length)) {
        flow_end_region(f);
        flow_put(f, characters, length, from, to);
        return;
    }
    f->waiting = (struct flow_waiting){
        bytes == NULL ? characters : NULL, length, from, to, {0}};
    if (bytes == NULL)
        return;
    if (length <= sizeof f->waiting.copy)
        memcpy(f->waiting.copy, bytes, length);
    else /* no character reference is that long */
        f->waiting.length = 0;
}

/* The first of the spans that ends behind `from`: most often the next one. By
 * halves otherwise, for footnotes come in any order, from both ends of a
 * document by turns (bench/patterns.c: footnote-both-ends). */
static size_t
first_behind(const struct source_span *spans, size_t count, size_t next,
             size_t from)
{
    size_t low = 0;
    size_t high = count;
    if (next > 0 && spans[next - 1].to > from)
        high = next - 1;
    else
        low = next;
    if (low < high && spans[low].to > from)
        return low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans[middle].to > from)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void
show_unveiled(struct flow *f, size_t from, size_t to)
{
    const struct source *s = f->source;
    if (s->invalid_count > 0)
        f->invalid =
            first_behind(s->invalid, s->invalid_count, f->invalid, from);
    while (f->invalid < s->invalid_count && s->invalid[f->invalid].from < to) {
        const struct source_span *bad = &s->invalid[f->invalid++];
        if (from < bad->from)
            show_characters(f, NULL, bad->from - from, from, bad->from);
        flow_end_run(f);
        text_put_from(f->text, (const uint8_t *)"\xEF\xBF\xBD", 3, bad->from,
                      bad->to);
        ledger_drop(f->ledger, bad->from, bad->to, SMAC_INVALID_UTF8, false);
        from = bad->to;
    }
    if (from < to)
        show_characters(f, NULL, to - from, from, to);
}

/* The first veil that ends behind `from`; NULL unless it begins before `to`. */
static const struct source_span *
veil_over(struct flow *f, size_t from, size_t to)
{
    struct flow_veils *v = &f->veils;
    if (v->count == 0)
        return NULL;
    v->next = first_behind(v->spans, v->count, v->next, from);
    return v->next < v->count && v->spans[v->next].from < to
               ? &v->spans[v->next]
               : NULL;
}

/* A piece of the source that the reader sees, where what is not UTF-8 shows
 * as U+FFFD. */
void
flow_show(struct flow *f, size_t from, size_t to)
{
    const struct source_span *veil;
    while (from < to && (veil = veil_over(f, from, to)) != NULL) {
        size_t end = veil->to < to ? veil->to : to;
        if (from < veil->from)
            show_unveiled(f, from, veil->from);
        flow_hide(f, from > veil->from ? from : veil->from, end,
                  (int)f->veils.reason, true);
        from = end;
    }
    if (from < to)
        show_unveiled(f, from, to);
}

/* The same for characters that stand for a piece of the source. */
void
flow_show_made(struct flow *f, const uint8_t *bytes, size_t length, size_t from,
               size_t to)
{
    if (from < to && veil_over(f, from, to) != NULL)
        flow_hide(f, from, to, (int)f->veils.reason, true);
    else
        show_characters(f, bytes, length, from, to);
}

/* ---- raw HTML ------------------------------------------------------------ */

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
void
flow_html_text(struct flow *f, const uint8_t *bytes, size_t length,
               struct source_span span, int reason)
{
    bool own = length == span.to - span.from &&
               memcmp(bytes, f->source->clean + span.from, length) == 0;
    if (reason != HTML_SHOWN && own && is_blank(bytes, length))
        return;
    if (reason != HTML_SHOWN)
        flow_hide(f, span.from, span.to, reason, true);
    else if (own)
        flow_show(f, span.from, span.to);
    else
        flow_show_made(f, bytes, length, span.from, span.to);
}

/* A comment and the like is a finding, with what lies between its pieces; a
 * second one right behind it is another. */
void
flow_html_markup(struct flow *f, size_t from, size_t to, int reason)
{
    if (reason == HTML_SHOWN) {
        ledger_syntax(f->ledger, from, to);
        return;
    }
    bool construct =
        reason <= (int)SMAC_HTML_CDATA || reason == (int)SMAC_HTML_UNCLOSED_TAG;
    bool place = smac_reason_info((enum smac_reason)reason)->rule == 3 &&
                 reason >= (int)SMAC_DETAILS_COLLAPSED && !construct &&
                 reason != (int)SMAC_HTML_ATTRIBUTE;
    flow_hide(f, from, to, reason,
              place ||
                  (construct && f->region == reason && from > f->region_end));
}
