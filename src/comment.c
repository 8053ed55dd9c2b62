/* SPDX-License-Identifier: MIT */
#include "comment.h"

#include <string.h>

#include "construct.h"

static const char cdata[] = "[CDATA[";

size_t
comment_after_bang(struct tokenizer *t, const uint8_t *p, size_t n,
                   size_t offset)
{
    (void)n;
    (void)offset;
    if (*p == '-') {
        t->state = STATE_MARKUP_DASH;
        return 1;
    }
    if (*p == '[') {
        t->matched = 1;
        t->state = STATE_MARKUP_CDATA;
        return 1;
    }
    t->matched = *p >= 'a' && *p <= 'z';
    return construct_be_bogus(t, construct_is_letter(*p)
                                     ? SMAC_HTML_DECLARATION
                                     : SMAC_HTML_BOGUS_COMMENT);
}

size_t
comment_after_dash(struct tokenizer *t, const uint8_t *p, size_t n,
                   size_t offset)
{
    (void)n;
    (void)offset;
    if (*p != '-')
        return construct_be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    t->state = STATE_COMMENT_START;
    return 1;
}

size_t
comment_before_cdata(struct tokenizer *t, const uint8_t *p, size_t n,
                     size_t offset)
{
    (void)n;
    if (*p != (uint8_t)cdata[t->matched])
        return construct_be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    if (++t->matched < sizeof cdata - 1)
        return 1;
    if (!t->hooks->in_foreign(t->hooks->user)) {
        construct_be_bogus(t, SMAC_HTML_CDATA);
        return 1;
    }
    construct_end_discarded(t, construct_after(offset, 1), HTML_SHOWN);
    t->matched = 0;
    t->state = STATE_CDATA;
    return 1;
}

size_t
comment_step(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (t->state == STATE_COMMENT && *p != '-') {
        const uint8_t *dash = memchr(p, '-', n);
        return dash == NULL ? n : (size_t)(dash - p);
    }
    bool closes = t->state != STATE_COMMENT && t->state != STATE_COMMENT_DASH;
    if (*p == '>' && closes) {
        construct_end_discarded(t, construct_after(offset, 1),
                                SMAC_HTML_COMMENT);
        return 1;
    }
    if (*p == '!' && t->state == STATE_COMMENT_END) {
        t->state = STATE_COMMENT_BANG;
    } else if (*p != '-') {
        t->state = STATE_COMMENT;
    } else {
        switch (t->state) {
        case STATE_COMMENT_START:
            t->state = STATE_COMMENT_START_DASH;
            break;
        case STATE_COMMENT:
        case STATE_COMMENT_BANG:
            t->state = STATE_COMMENT_DASH;
            break;
        default:
            t->state = STATE_COMMENT_END;
            break;
        }
    }
    return 1;
}

size_t
comment_bogus(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    const uint8_t *end = memchr(p, '>', n);
    size_t i = end == NULL ? n : (size_t)(end - p) + 1;
    t->disputed |= t->reason == (int)SMAC_HTML_DECLARATION && t->matched > 0 &&
                   memchr(p, '<', i) != NULL;
    if (end == NULL)
        return n;
    construct_end_discarded(t, construct_after(offset, i), t->reason);
    return i;
}

/* Text up to "]]>". A third bracket makes the first one text. */
size_t
comment_cdata(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (*p == ']' && t->matched < 2) {
        if (t->matched++ == 0)
            construct_begin(t, offset);
        return 1;
    }
    if (*p == ']') {
        construct_end_as_text(t, "]", 1, construct_after(t->construct.from, 1));
        pieces_clear(&t->construct);
        pieces_begin(&t->construct,
                     offset == PIECES_NOWHERE ? offset : offset - 1, 0);
        return 1;
    }
    if (*p == '>' && t->matched == 2) {
        construct_end_discarded(t, construct_after(offset, 1), HTML_SHOWN);
        return 1;
    }
    if (t->matched > 0) {
        construct_end_as_text(t, "]]", t->matched, offset);
        t->matched = 0;
    }
    const uint8_t *bracket = memchr(p, ']', n);
    size_t i = bracket == NULL ? n : (size_t)(bracket - p);
    construct_text(t, p, i, offset);
    return i;
}
