/* SPDX-License-Identifier: MIT */
/* The rendered page as libxml2 is given it, in one piece: all tags in full,
 * and of each run of text one letter, with the source that it stands for.
 *
 * It is ASCII without control characters, so that libxml2 guesses no encoding
 * and counts its bytes right. */
#ifndef SMAC_STREAM_H
#define SMAC_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/* Source bytes of which the letter at `at` speaks. Ascending by `at`. */
struct stream_span {
    size_t at;
    size_t from;
    size_t to;
};

struct stream {
    struct buffer bytes;
    struct buffer spans; /* of struct stream_span */
    bool running;        /* the last byte is the letter of a run */
};

void stream_init(struct stream *);
void stream_release(struct stream *);

/* Empties it; at most so many bytes come. */
void stream_reset(struct stream *, size_t ceiling);

/* Markup: ends a run. The bytes are such as stream_byte answers. */
void stream_put(struct stream *, const char *, size_t length);

static inline void
stream_putc(struct stream *s, uint8_t byte)
{
    s->running = false;
    buffer_putc(&s->bytes, byte);
}

/* The byte, or another without a meaning if libxml2 should not see it. */
static inline uint8_t
stream_byte(uint8_t b)
{
    bool blank = b == '\t' || b == '\n' || b == '\r';
    return (b >= ' ' && b < 0x7f) || blank ? b : '~';
}

/* Markup of any bytes. */
void stream_copy(struct stream *, const uint8_t *, size_t length);

/* Text for the source bytes [from, to), which may be none. Blanks may stand
 * where libxml2 would open a paragraph for a letter. */
void stream_run(struct stream *, bool blank, size_t from, size_t to);

/* Takes back what came after the first so many bytes, which is no run. */
void stream_cut(struct stream *, size_t size);

/* Does nothing but text come after the first so many bytes? */
static inline bool
stream_is_text_from(const struct stream *s, size_t size)
{
    return s->bytes.size == size || (s->running && s->bytes.size == size + 1);
}

/* Takes back the markup [at, end), behind which nothing but text came: that
 * joins the text before, if there `was` any. */
void stream_unwrap(struct stream *, size_t at, size_t end, bool was);

static inline bool
stream_failed(const struct stream *s)
{
    return s->bytes.failed || s->spans.failed;
}

#endif
