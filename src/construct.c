/* SPDX-License-Identifier: MIT */
#include "construct.h"

#include <assert.h>
#include <string.h>

bool
construct_is_blank(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool
construct_is_letter(uint8_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

bool
construct_ends_name(uint8_t c)
{
    return construct_is_blank(c) || c == '/' || c == '>';
}

size_t
construct_after(size_t offset, size_t n)
{
    return offset == PIECES_NOWHERE ? PIECES_NOWHERE : offset + n;
}

void
construct_text(struct tokenizer *t, const void *bytes, size_t length,
               size_t offset)
{
    if (length > 0)
        t->hooks->text(t->hooks->user, bytes, length, offset,
                       construct_after(offset, length));
}

void
construct_begin(struct tokenizer *t, size_t offset)
{
    pieces_clear(&t->construct);
    pieces_begin(&t->construct, offset, 0);
}

static void
end_pieces(struct tokenizer *t, size_t offset)
{
    pieces_end(&t->construct, offset);
    t->failed = t->failed || t->construct.list.failed;
}

void
construct_end_as_text(struct tokenizer *t, const void *bytes, size_t length,
                      size_t offset)
{
    end_pieces(t, offset);
    size_t count = pieces_count(&t->construct);
    size_t from = PIECES_NOWHERE;
    size_t to = PIECES_NOWHERE;
    if (count > 0) {
        from = pieces_at(&t->construct, 0).from;
        to = pieces_at(&t->construct, count - 1).to;
    }
    t->hooks->text(t->hooks->user, bytes, length, from, to);
}

void
construct_end_discarded(struct tokenizer *t, size_t offset, int reason)
{
    end_pieces(t, offset);
    t->hooks->discarded(t->hooks->user, &t->construct, reason);
    t->state = STATE_DATA;
}

size_t
construct_be_bogus(struct tokenizer *t, enum smac_reason reason)
{
    t->reason = (int)reason;
    t->state = STATE_BOGUS;
    return 0;
}

void
construct_end_tag(struct tokenizer *t, size_t offset)
{
    end_pieces(t, offset);
    tag_finish(&t->tag);
    t->failed = t->failed || t->tag.failed;
    t->state = STATE_DATA;
    t->content = t->hooks->tag(t->hooks->user, &t->tag, &t->construct);
    if (t->content == TREE_MARKUP)
        return;
    t->state = t->content == TREE_PLAINTEXT ? STATE_PLAIN : STATE_RAW;
    assert(t->tag.name_length <= TOKENIZER_RAW_MAX);
    t->raw_length = t->tag.name_length;
    memcpy(t->raw, t->tag.name, t->raw_length);
    t->script = 0;
    t->dashes = 0;
}

void
construct_end_name_as_text(struct tokenizer *t, bool slash_after, size_t offset)
{
    char bytes[TAG_NAME_MAX + 3];
    size_t n = 0;
    bytes[n++] = '<';
    if (t->tag.closing)
        bytes[n++] = '/';
    memcpy(bytes + n, t->tag.spelled, t->tag.name_length);
    n += t->tag.name_length;
    if (slash_after)
        bytes[n++] = '/';
    construct_end_as_text(t, bytes, n, offset);
}

bool
construct_is_filtered(const struct tokenizer *t)
{
    return t->filters &&
           (element_info(t->tag.element)->flags & ELEMENT_IS_FILTERED);
}
