/* SPDX-License-Identifier: MIT */
/* A document of raw HTML as a judge tells of it. */
#ifndef SMAC_TESTS_JUDGED_H
#define SMAC_TESTS_JUDGED_H

#include <criterion/criterion.h>
#include <string.h>

#include "html.h"
#include "must.h"

enum { WHOLE = 1 << 30, UNTOLD = -3, BYTES_MAX = 4096 };

struct judged {
    char shown[BYTES_MAX]; /* visible text; runs of blanks are one blank */
    size_t length;
    int fates[BYTES_MAX]; /* what each source byte was told to be */
    int opened;           /* of boxes, those not yet closed */
    enum smac_status status;
};

static inline void
judged_put(struct judged *o, char c)
{
    bool blank = strchr(" \t\r\n", c) != NULL;
    if (blank && (o->length == 0 || o->shown[o->length - 1] == ' '))
        return;
    cr_assert(o->length + 1 < BYTES_MAX);
    o->shown[o->length++] = blank ? ' ' : c;
}

static inline void
judged_text(void *user, const uint8_t *bytes, size_t length, size_t from,
            size_t to, int verdict)
{
    struct judged *o = user;
    cr_assert(from < to && to <= BYTES_MAX && length > 0);
    for (size_t i = from; i < to; i++) {
        cr_assert_eq(o->fates[i], UNTOLD, "byte %zu is text twice", i);
        o->fates[i] = verdict;
    }
    for (size_t i = 0; verdict == HTML_SHOWN && i < length; i++)
        judged_put(o, (char)bytes[i]);
}

static inline void
judged_markup(void *user, size_t from, size_t to, int reason)
{
    struct judged *o = user;
    cr_assert(from < to && to <= BYTES_MAX);
    for (size_t i = from; i < to; i++)
        o->fates[i] = reason;
}

static inline void
judged_opened(void *user, enum element element,
              const struct element_attributes *a)
{
    struct judged *o = user;
    (void)a;
    if (!(element_info(element)->flags & ELEMENT_IS_VOID))
        o->opened++;
}

static inline void
judged_closed(void *user, enum element element)
{
    struct judged *o = user;
    (void)element;
    o->opened--;
    cr_assert_geq(o->opened, 0);
}

static inline void
judged_clear(struct judged *o)
{
    memset(o, 0, sizeof *o);
    for (size_t i = 0; i < BYTES_MAX; i++)
        o->fates[i] = UNTOLD;
}

static inline struct html *
judged_new(enum html_view view, struct judged *o)
{
    const struct html_events events = {o, judged_text, judged_markup,
                                       judged_opened, judged_closed};
    judged_clear(o);
    return must(html_new(view, SMAC_DETAILS_SUMMARY, 0, &events));
}

static inline void
judged_finish(struct html *h, struct judged *o)
{
    html_finish(h);
    o->status = html_failed(h);
    html_free(h);
    while (o->length > 0 && o->shown[o->length - 1] == ' ')
        o->length--;
    o->shown[o->length] = '\0';
}

static inline void
judged_feed(struct html *h, const char *html, size_t length, size_t chunk)
{
    const uint8_t *bytes = (const uint8_t *)html;
    for (size_t at = 0; at < length; at += chunk)
        html_raw(h, bytes + at, length - at < chunk ? length - at : chunk, at);
}

static inline void
judged(struct judged *o, enum html_view view, const char *html, size_t length,
       size_t chunk)
{
    struct html *h = judged_new(view, o);
    judged_feed(h, html, length, chunk);
    judged_finish(h, o);
}

#endif
