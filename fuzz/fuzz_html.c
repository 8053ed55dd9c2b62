/* SPDX-License-Identifier: MIT */
/* The HTML judge. The first byte chooses the view, what becomes of details and
 * how the bytes are cut. Of the rest, the control characters that HTML has no
 * use for are what markdown does between raw HTML: it opens and closes
 * elements, puts text and tags there. The bytes come as from src/source.c. */
#include <string.h>

#include "clean.h"
#include "html.h"

enum { UNTOLD = -9, DEPTH = 40 };
enum { OPEN_FROM = 0x01, CLOSE_FROM = 0x10, MADE_FROM = 0x19, NEWLINE = 0x1D };

/* What the control characters from OPEN_FROM and CLOSE_FROM on are about. */
static const enum element elements[] = {
    ELEMENT_P,  ELEMENT_BLOCKQUOTE, ELEMENT_UL,    ELEMENT_LI,
    ELEMENT_EM, ELEMENT_A,          ELEMENT_TABLE, ELEMENT_TD,
};
enum { ELEMENT_KINDS = sizeof elements / sizeof *elements };

/* From MADE_FROM on. */
static const char *const made[] = {"x", "&lt;", "<a href=\"y\">", "</a>"};

/* What was told, in a form that does not depend on how the bytes were cut. */
struct told {
    size_t length;
    int *fates;      /* a source byte: what it was told to be */
    bool *texts;     /* is it text? */
    size_t text_to;  /* source offset that text has come to */
    uint32_t boxes;  /* hash of what was opened and closed, in order */
    uint32_t judged; /* hash of the verdicts that were asked for */
    int open;
    bool surveying;
};

static void
mix(uint32_t *hash, int value)
{
    *hash = (*hash ^ (uint32_t)value) * 16777619u;
}

static void
expect_verdict(int verdict)
{
    demand(verdict == HTML_SHOWN ||
               (verdict >= 0 && verdict < SMAC_REASON_COUNT),
           "a verdict is HTML_SHOWN or a reason");
}

static void
on_text(void *user, const uint8_t *bytes, size_t length, size_t from, size_t to,
        int verdict)
{
    struct told *t = user;
    expect_verdict(verdict);
    demand(bytes != NULL && length > 0 && from < to && to <= t->length,
           "text is somewhere in the source");
    if (t->surveying)
        return;
    demand(from >= t->text_to, "text ascends");
    t->text_to = to;
    for (size_t i = from; i < to; i++) {
        t->texts[i] = true;
        t->fates[i] = verdict;
    }
}

static void
on_markup(void *user, size_t from, size_t to, int reason)
{
    struct told *t = user;
    expect_verdict(reason);
    demand(from < to && to <= t->length, "markup is somewhere in the source");
    for (size_t i = from; i < to && !t->surveying; i++)
        t->fates[i] = reason;
}

static void
on_opened(void *user, enum element element, const struct element_attributes *a)
{
    struct told *t = user;
    mix(&t->boxes, (int)element + 1);
    if (a != NULL)
        mix(&t->boxes, (int)a->value_count);
    t->open += !(element_info(element)->flags & ELEMENT_IS_VOID);
}

static void
on_closed(void *user, enum element element)
{
    struct told *t = user;
    mix(&t->boxes, -(int)element - 1);
    demand(--t->open >= 0, "what is closed was opened");
}

static void
told_begin(struct told *t)
{
    for (size_t i = 0; i < t->length; i++) {
        t->fates[i] = UNTOLD;
        t->texts[i] = false;
    }
    t->text_to = t->boxes = t->judged = 0;
    t->open = 0;
}

static void
ask(struct html *h, struct told *t)
{
    int verdict = html_verdict(h);
    int place = html_place(h);
    expect_verdict(verdict);
    expect_verdict(place);
    demand(html_verdict(h) == verdict, "who asks twice is told the same");
    mix(&t->judged, verdict);
    mix(&t->judged, place);
    mix(&t->judged, html_in_data(h));
}

/* What markdown does. */
static void
act(struct html *h, struct told *t, uint8_t control)
{
    if (control < OPEN_FROM + ELEMENT_KINDS) {
        html_open(h, elements[control - OPEN_FROM]);
    } else if (control < CLOSE_FROM + ELEMENT_KINDS) {
        html_close(h, elements[control - CLOSE_FROM]);
    } else if (control < NEWLINE) {
        const char *text = made[control - MADE_FROM];
        if (*text == '<')
            html_made_tag(h, (const uint8_t *)text, strlen(text));
        else if (!html_in_data(h))
            html_made(h, (const uint8_t *)text, strlen(text));
        else if (t->surveying)
            html_note(h, (const uint8_t *)text, strlen(text));
    } else if (html_in_data(h)) {
        html_newline(h);
    }
    ask(h, t);
}

static bool
is_act(uint8_t c)
{
    return (c >= OPEN_FROM && c < OPEN_FROM + ELEMENT_KINDS) ||
           (c >= CLOSE_FROM && c < CLOSE_FROM + ELEMENT_KINDS) ||
           (c >= MADE_FROM && c <= NEWLINE);
}

static void
feed(struct html *h, struct told *t, const uint8_t *bytes, size_t chunk)
{
    size_t at = 0;
    while (at < t->length) {
        size_t end = at;
        while (end < t->length && !is_act(bytes[end]))
            end++;
        for (size_t n; at < end; at += n) {
            n = end - at < chunk ? end - at : chunk;
            while (!clean_is_boundary(bytes, end, at + n))
                n++;
            html_raw(h, bytes + at, n, at);
        }
        if (at < t->length)
            act(h, t, bytes[at++]);
    }
}

/* A page that holds something which is true for all of it is looked at twice;
 * any other may be. */
static void
judge(struct html *h, struct told *t, const uint8_t *bytes, size_t chunk,
      uint8_t how)
{
    html_reset(h);
    told_begin(t);
    t->surveying = true;
    html_survey(h, how & 8);
    feed(h, t, bytes, chunk);
    html_rewind(h);
    t->surveying = false;
    if (!(how & 16) && !html_is_noted(h))
        html_reset(h);
    told_begin(t);
    feed(h, t, bytes, chunk);
    html_finish(h);
    if (html_failed(h) == SMAC_OK)
        demand(t->open == 0, "what is opened is closed");
    else
        demand(html_failed(h) == SMAC_TOO_COMPLEX, "a judge fails at a cap");
}

static void
expect_same(const struct told *a, const struct told *b)
{
    for (size_t i = 0; i < a->length; i++)
        demand(a->fates[i] == b->fates[i] && a->texts[i] == b->texts[i],
               "cuts change no byte's fate");
    demand(a->boxes == b->boxes, "cuts change no element");
    demand(a->judged == b->judged, "cuts change no verdict");
}

static struct told
told_new(size_t length)
{
    struct told t = {.length = length};
    t.fates = must(calloc(length + 1, sizeof *t.fates));
    t.texts = must(calloc(length + 1, sizeof *t.texts));
    return t;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0)
        return 0;
    uint8_t how = *bytes++;
    enum html_view view = how & 1 ? HTML_VIEW_GITHUB : HTML_VIEW_BROWSER;
    uint8_t *clean = clean_copy(bytes, length - 1);
    struct told whole = told_new(length - 1);
    struct told parts = told_new(length - 1);
    struct told *told = &whole;
    for (int i = 0; i < 2; i++, told = &parts) {
        const struct html_events events = {told, on_text, on_markup, on_opened,
                                           on_closed};
        struct html *h = must(
            html_new(view, (enum smac_details)(how / 2 % 3), DEPTH, &events));
        judge(h, told, clean, i == 0 ? SIZE_MAX : (how >> 5) + 1u, how);
        if (html_failed(h) != SMAC_OK)
            told->length = 0;
        html_free(h);
    }
    demand(whole.length == parts.length, "cuts change no failure");
    if (whole.length > 0)
        expect_same(&whole, &parts);
    free(clean);
    free(whole.fates);
    free(whole.texts);
    free(parts.fates);
    free(parts.texts);
    return 0;
}
