/* SPDX-License-Identifier: MIT */
#include "stream.h"

void
stream_init(struct stream *s)
{
    *s = (struct stream){.running = false};
    buffer_init(&s->bytes, 0);
    buffer_init(&s->spans, SIZE_MAX / 2);
}

void
stream_release(struct stream *s)
{
    buffer_release(&s->bytes);
    buffer_release(&s->spans);
}

void
stream_reset(struct stream *s, size_t ceiling)
{
    buffer_clear(&s->bytes);
    buffer_clear(&s->spans);
    s->bytes.ceiling =
        ceiling > s->bytes.capacity ? ceiling : s->bytes.capacity;
    s->running = false;
}

void
stream_put(struct stream *s, const char *bytes, size_t length)
{
    s->running = false;
    buffer_put(&s->bytes, bytes, length);
}

void
stream_copy(struct stream *s, const uint8_t *bytes, size_t length)
{
    s->running = false;
    if (!buffer_reserve(&s->bytes, length))
        return;
    for (size_t i = 0; i < length; i++)
        s->bytes.data[s->bytes.size + i] = stream_byte(bytes[i]);
    s->bytes.size += length;
}

static void
add_span(struct stream *s, size_t at, size_t from, size_t to)
{
    struct stream_span span = {at, from, to};
    struct stream_span *spans = (void *)s->spans.data;
    size_t count = s->spans.size / sizeof span;
    if (count > 0 && spans[count - 1].at == at && spans[count - 1].to == from)
        spans[count - 1].to = to;
    else
        buffer_put(&s->spans, &span, sizeof span);
}

void
stream_run(struct stream *s, bool blank, size_t from, size_t to)
{
    if (!s->running)
        buffer_putc(&s->bytes, ' ');
    if (s->bytes.failed)
        return;
    s->running = true;
    if (!blank)
        s->bytes.data[s->bytes.size - 1] = 'x';
    if (from < to)
        add_span(s, s->bytes.size - 1, from, to);
}

void
stream_cut(struct stream *s, size_t size)
{
    s->running = false;
    if (size < s->bytes.size)
        s->bytes.size = size;
}

void
stream_unwrap(struct stream *s, size_t at, size_t end, bool was)
{
    struct stream_span *spans = (void *)s->spans.data;
    size_t to = was ? at - 1 : at;
    if (s->bytes.size > end) {
        if (!was || s->bytes.data[end] != ' ')
            s->bytes.data[to] = s->bytes.data[end];
        for (size_t i = s->spans.size / sizeof *spans;
             i > 0 && spans[i - 1].at == end; i--)
            spans[i - 1].at = to;
        was = true;
    }
    s->bytes.size = was ? to + 1 : at;
    s->running = was;
}
