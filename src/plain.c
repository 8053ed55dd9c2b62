/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "block.h"
#include "lanes.h"

size_t
plain_run_end(const uint8_t *bytes, size_t i, size_t length)
{
    for (; length - i >= LANES; i += LANES) {
        lanes here = lanes_load(bytes + i);
        lanes next = lanes_load(bytes + i + 1);
        lanes care =
            lanes_within(here, 0, 0x1f) |
            (lanes_within(here, ' ', ' ') & lanes_within(next, 0, ' '));
        unsigned first = lanes_first(care);
        if (first < LANES)
            return i + first;
    }
    while (bytes[i] > ' ' || (bytes[i] == ' ' && bytes[i + 1] > ' '))
        i++;
    return i;
}

/* Marks become nothing, code and raw bytes are copied. */
static size_t
write_mark(struct buffer *out, const uint8_t *bytes, size_t length, size_t i)
{
    uint8_t mark = bytes[i++];
    if (mark != MARK_CODE_ON && mark != MARK_RAW)
        return i;
    uint8_t closing = mark == MARK_RAW ? MARK_COOKED : MARK_CODE_OFF;
    size_t from = i;
    while (i < length && bytes[i] != closing)
        i++;
    buffer_put(out, bytes + from, i - from);
    return i + 1;
}

static void
trim_blanks(struct buffer *out, size_t start)
{
    while (out->size > start && out->data[out->size - 1] == ' ')
        out->size--;
}

void
plain_write(struct buffer *out, const uint8_t *bytes, size_t length,
            const struct margin *margin)
{
    size_t start = out->size, i = 0;
    while (i < length) {
        if (!mark_is_gap(bytes[i])) {
            size_t end = plain_run_end(bytes, i, length);
            buffer_put(out, bytes + i, end - i);
            i = end;
            if (i < length && bytes[i] < ' ' && !mark_is_gap(bytes[i]))
                i = write_mark(out, bytes, length, i);
            continue;
        }
        bool line = false;
        for (; i < length && mark_is_gap(bytes[i]); i++)
            line = line || bytes[i] == '\n' || bytes[i] == MARK_BREAK;
        if (i == length || out->size == start)
            continue;
        if (line && margin != NULL) {
            trim_blanks(out, start);
            margin_break(margin, out);
        } else {
            buffer_putc(out, ' ');
        }
    }
    trim_blanks(out, start);
}
