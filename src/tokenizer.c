/* SPDX-License-Identifier: MIT */
#include "tokenizer.h"

#include <string.h>

#include "characters.h"
#include "comment.h"
#include "construct.h"

void
tokenizer_init(struct tokenizer *t, const struct tokenizer_hooks *hooks,
               bool filters)
{
    *t = (struct tokenizer){.hooks = hooks, .filters = filters};
    tag_init(&t->tag);
    pieces_init(&t->construct, TOKENIZER_PIECES_MAX);
    tokenizer_reset(t);
}

void
tokenizer_release(struct tokenizer *t)
{
    tag_release(&t->tag);
    pieces_release(&t->construct);
}

void
tokenizer_reset(struct tokenizer *t)
{
    t->failed = t->disputed = false;
    t->state = STATE_DATA;
    t->end = PIECES_NOWHERE;
    t->content = TREE_MARKUP;
    t->held_length = 0;
    pieces_clear(&t->construct);
    tag_begin(&t->tag, false);
}

/* ---- tags ---------------------------------------------------------------- */

static size_t
step_tag_open(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (*p == '!' || *p == '/') {
        t->state = *p == '!' ? STATE_MARKUP : STATE_END_TAG_OPEN;
        return 1;
    }
    if (*p == '?')
        return construct_be_bogus(t, SMAC_HTML_PROCESSING_INSTRUCTION);
    if (construct_is_letter(*p)) {
        tag_begin(&t->tag, false);
        t->state = STATE_TAG_NAME;
        return 0;
    }
    t->state = STATE_DATA;
    construct_end_as_text(t, "<", 1, offset);
    return 0;
}

static size_t
step_end_tag_open(struct tokenizer *t, const uint8_t *p, size_t n,
                  size_t offset)
{
    (void)n;
    if (construct_is_letter(*p)) {
        tag_begin(&t->tag, true);
        t->state = STATE_TAG_NAME;
        return 0;
    }
    if (*p != '>')
        return construct_be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    construct_end_discarded(t, construct_after(offset, 1),
                            SMAC_HTML_BOGUS_COMMENT);
    return 1;
}

static size_t
step_tag_name(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    while (i < n && !construct_ends_name(p[i]))
        tag_name(&t->tag, p[i++]);
    if (i == n)
        return n;
    tag_name_end(&t->tag);
    if (p[i] != '/' && construct_is_filtered(t)) {
        t->state = STATE_DATA;
        construct_end_name_as_text(t, false, construct_after(offset, i));
        return i;
    }
    t->slashed = p[i] == '/';
    if (p[i] == '>')
        construct_end_tag(t, construct_after(offset, i + 1));
    else
        t->state = t->slashed ? STATE_SELF_CLOSING : STATE_BEFORE_NAME;
    return i + 1;
}

static size_t
step_self_closing(struct tokenizer *t, const uint8_t *p, size_t n,
                  size_t offset)
{
    (void)n;
    bool slashed = t->slashed;
    t->slashed = false;
    if (*p == '>' && slashed && construct_is_filtered(t)) {
        t->state = t->content == TREE_MARKUP ? STATE_DATA : STATE_RAW;
        construct_end_name_as_text(t, true, offset);
        return 0;
    }
    t->content = TREE_MARKUP;
    if (*p != '>') {
        t->state = STATE_BEFORE_NAME;
        return 0;
    }
    t->tag.self_closing = true;
    construct_end_tag(t, construct_after(offset, 1));
    return 1;
}

/* Before a name, after a name, and after a value: what may come is the same
 * but for the equals sign and for what is missing between. */
static size_t
step_between(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    while (i < n && construct_is_blank(p[i]))
        i++;
    if (i == n) {
        if (t->state == STATE_AFTER_VALUE)
            t->state = STATE_BEFORE_NAME;
        return n;
    }
    bool equals = p[i] == '=';
    if (p[i] == '>') {
        construct_end_tag(t, construct_after(offset, i + 1));
        return i + 1;
    }
    if (p[i] == '/') {
        t->state = STATE_SELF_CLOSING;
        return i + 1;
    }
    if (equals && t->state == STATE_AFTER_NAME) {
        t->sign = construct_after(offset, i);
        t->state = STATE_BEFORE_VALUE;
        return i + 1;
    }
    /* A name may begin with an equals sign, so it is taken at once. */
    tag_attribute_begin(&t->tag, construct_after(offset, i));
    tag_attribute_name(&t->tag, p[i]);
    t->state = STATE_IN_NAME;
    return i + 1;
}

static size_t
step_attribute_name(struct tokenizer *t, const uint8_t *p, size_t n,
                    size_t offset)
{
    size_t i = 0;
    while (i < n && !construct_ends_name(p[i]) && p[i] != '=')
        tag_attribute_name(&t->tag, p[i++]);
    if (i < n) {
        tag_attribute_name_end(&t->tag, construct_after(offset, i));
        t->state = STATE_AFTER_NAME;
    }
    return i;
}

static size_t
step_before_value(struct tokenizer *t, const uint8_t *p, size_t n,
                  size_t offset)
{
    size_t i = 0;
    while (i < n && construct_is_blank(p[i]))
        i++;
    if (i == n)
        return n;
    if (p[i] == '>') {
        construct_end_tag(t, construct_after(offset, i + 1));
        return i + 1;
    }
    bool quoted = p[i] == '"' || p[i] == '\'';
    t->state = p[i] == '"' ? STATE_VALUE_DOUBLE
               : quoted    ? STATE_VALUE_SINGLE
                           : STATE_VALUE_BARE;
    i += quoted;
    tag_value_begin(&t->tag, t->sign, construct_after(offset, i));
    return i;
}

static size_t
step_value(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    if (t->state == STATE_VALUE_BARE) {
        while (i < n && !construct_is_blank(p[i]) && p[i] != '>')
            i++;
    } else {
        const uint8_t *quote =
            memchr(p, t->state == STATE_VALUE_DOUBLE ? '"' : '\'', n);
        i = quote == NULL ? n : (size_t)(quote - p);
    }
    tag_value(&t->tag, p, i);
    if (i == n)
        return n;
    bool quoted = t->state != STATE_VALUE_BARE;
    tag_value_end(&t->tag, construct_after(offset, i),
                  construct_after(offset, i + quoted));
    t->state = STATE_AFTER_VALUE;
    return i + quoted;
}

/* ---- the machine --------------------------------------------------------- */

static construct_step *const steps[STATE_COUNT] = {
    [STATE_DATA] = characters_data,
    [STATE_REFERENCE] = characters_reference,
    [STATE_TAG_OPEN] = step_tag_open,
    [STATE_END_TAG_OPEN] = step_end_tag_open,
    [STATE_TAG_NAME] = step_tag_name,
    [STATE_BEFORE_NAME] = step_between,
    [STATE_IN_NAME] = step_attribute_name,
    [STATE_AFTER_NAME] = step_between,
    [STATE_BEFORE_VALUE] = step_before_value,
    [STATE_VALUE_DOUBLE] = step_value,
    [STATE_VALUE_SINGLE] = step_value,
    [STATE_VALUE_BARE] = step_value,
    [STATE_AFTER_VALUE] = step_between,
    [STATE_SELF_CLOSING] = step_self_closing,
    [STATE_MARKUP] = comment_after_bang,
    [STATE_MARKUP_DASH] = comment_after_dash,
    [STATE_MARKUP_CDATA] = comment_before_cdata,
    [STATE_COMMENT_START] = comment_step,
    [STATE_COMMENT_START_DASH] = comment_step,
    [STATE_COMMENT] = comment_step,
    [STATE_COMMENT_DASH] = comment_step,
    [STATE_COMMENT_END] = comment_step,
    [STATE_COMMENT_BANG] = comment_step,
    [STATE_BOGUS] = comment_bogus,
    [STATE_CDATA] = comment_cdata,
    [STATE_RAW] = characters_raw,
    [STATE_RAW_OPEN] = characters_raw_open,
    [STATE_RAW_END] = characters_raw_end,
    [STATE_SCRIPT_BANG] = characters_script_bang,
    [STATE_SCRIPT_DOUBLE] = characters_script_double,
    [STATE_PLAIN] = characters_plain,
};

void
tokenizer_feed(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (offset != t->end) {
        tokenizer_flush(t);
        pieces_pause(&t->construct, t->end);
        tag_pause(&t->tag, t->end);
        pieces_resume(&t->construct, offset);
        tag_resume(&t->tag, offset);
    }
    t->end = construct_after(offset, n);
    while (n > 0 && !t->failed) {
        size_t used = steps[t->state](t, p, n, offset);
        p += used;
        n -= used;
        offset = construct_after(offset, used);
    }
}

void
tokenizer_flush(struct tokenizer *t)
{
    if (t->state == STATE_REFERENCE)
        characters_end_reference(t);
}

static bool
is_full(const struct buffer *b)
{
    return b->failed && b->size > b->ceiling / 2;
}

bool
tokenizer_is_full(const struct tokenizer *t)
{
    return is_full(&t->construct.list) || is_full(&t->tag.values) ||
           is_full(&t->tag.marks.list);
}

bool
tokenizer_in_data(const struct tokenizer *t)
{
    return t->state == STATE_DATA ||
           (t->state == STATE_REFERENCE && t->content == TREE_MARKUP);
}

bool
tokenizer_in_tag(const struct tokenizer *t)
{
    return tokenizer_swallows(t) == SMAC_HTML_UNCLOSED_TAG;
}

int
tokenizer_swallows(const struct tokenizer *t)
{
    switch ((enum state)t->state) {
    case STATE_DATA:
    case STATE_REFERENCE:
    case STATE_CDATA:
    case STATE_RAW:
    case STATE_RAW_OPEN:
    case STATE_RAW_END:
    case STATE_SCRIPT_BANG:
    case STATE_SCRIPT_DOUBLE:
    case STATE_PLAIN:
    case STATE_COUNT:
        return HTML_SHOWN;
    case STATE_TAG_OPEN:
    case STATE_END_TAG_OPEN:
    case STATE_TAG_NAME:
    case STATE_BEFORE_NAME:
    case STATE_IN_NAME:
    case STATE_AFTER_NAME:
    case STATE_BEFORE_VALUE:
    case STATE_VALUE_DOUBLE:
    case STATE_VALUE_SINGLE:
    case STATE_VALUE_BARE:
    case STATE_AFTER_VALUE:
    case STATE_SELF_CLOSING:
        return SMAC_HTML_UNCLOSED_TAG;
    case STATE_MARKUP:
    case STATE_MARKUP_DASH:
    case STATE_MARKUP_CDATA:
        return SMAC_HTML_BOGUS_COMMENT;
    case STATE_COMMENT_START:
    case STATE_COMMENT_START_DASH:
    case STATE_COMMENT:
    case STATE_COMMENT_DASH:
    case STATE_COMMENT_END:
    case STATE_COMMENT_BANG:
        return SMAC_HTML_COMMENT;
    case STATE_BOGUS:
        return t->reason;
    }
    return HTML_SHOWN;
}

void
tokenizer_finish(struct tokenizer *t)
{
    tokenizer_flush(t);
    int reason = tokenizer_swallows(t);
    if (t->state == STATE_TAG_OPEN)
        construct_end_as_text(t, "<", 1, t->end);
    else if (t->state == STATE_END_TAG_OPEN)
        construct_end_as_text(t, "</", 2, t->end);
    else if (t->state == STATE_RAW_OPEN)
        construct_end_as_text(t, "<", 1, t->end);
    else if (t->state == STATE_RAW_END || t->state == STATE_SCRIPT_DOUBLE)
        construct_end_name_as_text(t, false, t->end);
    else if (t->state == STATE_SCRIPT_BANG)
        construct_end_as_text(t, "<!-", 2 + t->matched, t->end);
    else if (t->state == STATE_CDATA && t->matched > 0)
        construct_end_as_text(t, "]]", t->matched, t->end);
    else if (reason != HTML_SHOWN)
        construct_end_discarded(t, t->end, reason);
    t->state = STATE_DATA;
    t->content = TREE_MARKUP;
}
