/* SPDX-License-Identifier: MIT */
#include "tag.h"

#include <string.h>

#include "reference.h"

void
tag_init(struct tag *t)
{
    *t = (struct tag){0};
    pieces_init(&t->marks, TAG_MARKS_MAX);
    buffer_init(&t->values, TAG_VALUES_MAX);
}

void
tag_release(struct tag *t)
{
    pieces_release(&t->marks);
    buffer_release(&t->values);
}

void
tag_begin(struct tag *t, bool closing)
{
    t->element = ELEMENT_UNKNOWN;
    t->closing = closing;
    t->self_closing = false;
    t->made = false;
    t->name_length = 0;
    t->name_hash = 0;
    t->attributes.others = false;
    memset(&t->attributes.present, 0, sizeof t->attributes.present);
    t->attributes.value_count = 0;
    t->signature_length = 0;
    t->failed = false;
    t->attribute = ATTRIBUTE_UNKNOWN;
    t->repeated = false;
    t->mark = 0;
    t->name_end = PIECES_NOWHERE;
    pieces_clear(&t->marks);
    buffer_clear(&t->values);
}

void
tag_make(struct tag *t, enum element element, bool closing)
{
    tag_begin(t, closing);
    t->element = element;
    t->made = true;
}

static uint8_t
lower(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
}

void
tag_name(struct tag *t, uint8_t byte)
{
    if (t->name_length >= TAG_NAME_MAX) {
        t->name_length = TAG_NAME_MAX + 1;
        return;
    }
    t->name_hash = t->name_hash * 31 + lower(byte);
    t->spelled[t->name_length] = (char)byte;
    t->name[t->name_length++] = (char)lower(byte);
}

void
tag_name_end(struct tag *t)
{
    if (t->name_length <= TAG_NAME_MAX)
        t->element = element_find(t->name, t->name_length);
}

static void
sign(struct tag *t, const void *bytes, size_t length)
{
    if (t->signature_length > TAG_SIGNATURE_MAX ||
        length > TAG_SIGNATURE_MAX - t->signature_length) {
        t->signature_length = TAG_SIGNATURE_MAX + 1;
        return;
    }
    memcpy(t->signature + t->signature_length, bytes, length);
    t->signature_length += (unsigned)length;
}

void
tag_attribute_begin(struct tag *t, size_t offset)
{
    t->attribute_length = 0;
    t->mark = pieces_count(&t->marks);
    t->name_end = PIECES_NOWHERE;
    pieces_begin(&t->marks, offset, SMAC_HTML_ATTRIBUTE);
}

void
tag_attribute_name(struct tag *t, uint8_t byte)
{
    if (t->attribute_length < TAG_ATTRIBUTE_MAX)
        t->attribute_name[t->attribute_length] = (char)lower(byte);
    if (t->attribute_length <= TAG_ATTRIBUTE_MAX)
        t->attribute_length++;
    byte = lower(byte);
    sign(t, &byte, 1);
}

void
tag_attribute_name_end(struct tag *t, size_t offset)
{
    t->repeated = false;
    t->attribute =
        t->attribute_length > TAG_ATTRIBUTE_MAX
            ? ATTRIBUTE_UNKNOWN
            : element_attribute_find(t->attribute_name, t->attribute_length);
    sign(t, "", 1);
    if (t->attribute == ATTRIBUTE_UNKNOWN) {
        t->attributes.others |=
            t->attribute_length > TAG_ATTRIBUTE_MAX ||
            !element_attribute_is_plain(t->attribute_name, t->attribute_length);
        pieces_end(&t->marks, offset);
        t->name_end = offset;
        return;
    }
    pieces_cancel(&t->marks, t->mark);
    t->repeated = element_has(&t->attributes, t->attribute);
    t->attributes.present[t->attribute / 64] |= (uint64_t)1
                                                << t->attribute % 64;
}

static bool
is_kept(const struct tag *t)
{
    return t->attribute != ATTRIBUTE_UNKNOWN && !t->repeated &&
           element_attribute_info(t->attribute)->kept;
}

void
tag_value_begin(struct tag *t, size_t sign_offset, size_t offset)
{
    if (t->attribute == ATTRIBUTE_UNKNOWN) {
        /* The blanks before the equals sign go with the attribute. */
        bool joined = t->name_end != PIECES_NOWHERE;
        pieces_begin(&t->marks, joined ? t->name_end : sign_offset,
                     SMAC_HTML_ATTRIBUTE);
        return;
    }
    pieces_begin(&t->marks, offset,
                 (int)element_attribute_info(t->attribute)->reason);
    if (is_kept(t)) {
        unsigned i = t->attributes.value_count++;
        t->attributes.values[i].attribute = t->attribute;
        t->value_start[i] = t->values.size;
    }
}

void
tag_value(struct tag *t, const uint8_t *bytes, size_t length)
{
    sign(t, bytes, length);
    if (is_kept(t))
        buffer_put(&t->values, bytes, length);
}

/* Decodes the character references of a value where it is. The few that are
 * longer than their source, such as &nLt;, mean nothing in kept values. */
static size_t
decode(uint8_t *bytes, size_t length)
{
    const uint8_t *first = memchr(bytes, '&', length);
    if (first == NULL) /* nearly always */
        return length;
    size_t to = (size_t)(first - bytes);
    for (size_t from = to; from < length;) {
        uint8_t out[REFERENCE_OUT_MAX];
        size_t out_length;
        size_t n =
            bytes[from] != '&'
                ? 0
                : reference_decode(bytes + from, length - from,
                                   REFERENCE_HTML_ATTRIBUTE, out, &out_length);
        if (n == 0 || out_length > n) {
            bytes[to++] = bytes[from++];
            continue;
        }
        memcpy(bytes + to, out, out_length);
        to += out_length;
        from += n;
    }
    return to;
}

void
tag_value_end(struct tag *t, size_t end, size_t after)
{
    sign(t, "", 1);
    bool known = t->attribute != ATTRIBUTE_UNKNOWN;
    pieces_end(&t->marks, known ? end : after);
    if (!is_kept(t))
        return;
    unsigned i = t->attributes.value_count - 1;
    struct element_value *value = &t->attributes.values[i];
    value->length = t->values.size - t->value_start[i];
    if (value->length > 0)
        value->length =
            decode(t->values.data + t->value_start[i], value->length);
    t->values.size = t->value_start[i] + value->length;
    value->from = 0;
    value->to = 0;
    size_t count = pieces_count(&t->marks);
    if (count > t->mark) {
        value->from = pieces_at(&t->marks, t->mark).from;
        value->to = pieces_at(&t->marks, count - 1).to;
    }
}

void
tag_pause(struct tag *t, size_t offset)
{
    pieces_pause(&t->marks, offset);
    t->name_end = PIECES_NOWHERE;
}

void
tag_resume(struct tag *t, size_t offset)
{
    pieces_resume(&t->marks, offset);
}

void
tag_finish(struct tag *t)
{
    /* Only now does the buffer move no more. */
    for (unsigned i = 0; i < t->attributes.value_count; i++)
        t->attributes.values[i].bytes =
            t->values.data == NULL ? (const uint8_t *)""
                                   : t->values.data + t->value_start[i];
    t->failed = t->values.failed || t->marks.list.failed;
}
