/* SPDX-License-Identifier: MIT */
#include "plain.h"

#include "block.h"

#define EACH_BYTE(c) (0x0101010101010101u * (uint64_t)(c))

/* The end of the run at i that is copied as it is: up to a mark, a tab, a
 * newline, or a blank that another blank follows. Eight bytes at a time: this
 * is the loop that all of the text goes through. A false alarm, which the
 * borrow of the subtractions can cause after a true one, costs a check. */
static size_t
find_run_end(const uint8_t *bytes, size_t i, size_t length)
{
    uint64_t blank_before = 0;
    while (length - i >= 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        uint64_t high = ~word & EACH_BYTE(0x80);
        uint64_t low = (word - EACH_BYTE(0x20)) & high;
        uint64_t other = word ^ EACH_BYTE(0x20);
        uint64_t blank = (other - EACH_BYTE(1)) & ~other & EACH_BYTE(0x80);
        if ((low | (blank & (blank << 8 | blank_before))) != 0)
            break;
        blank_before = blank >> 56;
        i += 8;
    }
    for (; i < length; i++)
        if (bytes[i] < ' ' || (bytes[i] == ' ' && mark_is_gap(bytes[i + 1])))
            break;
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
            size_t end = find_run_end(bytes, i, length);
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
