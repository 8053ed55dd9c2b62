/* SPDX-License-Identifier: MIT */
/* A growing run of bytes with a named ceiling.
 *
 * A failed append (no memory, or the ceiling) leaves the contents as they
 * were, sets `failed`, and makes every later append a silent no-op: build
 * first, look at `failed` once at the end.
 * Invariant: size <= capacity <= ceiling; data is NULL while capacity is 0.
 *
 * A buffer that spills is memory up to a size, and beyond it a file. */
#ifndef SMAC_BUFFER_H
#define SMAC_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "scratch.h"

struct buffer {
    uint8_t *data;
    size_t size;
    size_t capacity;
    size_t ceiling;
    bool failed;
    struct scratch *scratch; /* NULL: it never spills */
    size_t spill;            /* at more bytes than this */
    struct scratch_file *file;
};

/* No allocation happens until the first append. */
void buffer_init(struct buffer *, size_t ceiling);

/* From now on the buffer, which is empty, spills at more than so many bytes.
 * The scratch lives longer than what is in the buffer. */
void buffer_spill(struct buffer *, struct scratch *, size_t above);

/* Frees the memory; the buffer is as before the first append. */
void buffer_release(struct buffer *);

/* Forgets the contents and a failure, keeps the memory. */
static inline void
buffer_clear(struct buffer *b)
{
    b->size = 0;
    b->failed = false;
}

/* Room for n more bytes at data + size, or false (and failed). The slow path
 * of the appends below. Amortised O(n). */
bool buffer_reserve(struct buffer *, size_t n);

/* Makes the contents n zeros; false (and failed) without room. */
bool buffer_zero(struct buffer *, size_t n);

static inline void
buffer_put(struct buffer *b, const void *bytes, size_t n)
{
    if (n == 0 || b->failed)
        return;
    if (n > b->capacity - b->size && !buffer_reserve(b, n))
        return;
    memcpy(b->data + b->size, bytes, n);
    b->size += n;
}

static inline void
buffer_putc(struct buffer *b, uint8_t byte)
{
    if (b->failed || (b->size == b->capacity && !buffer_reserve(b, 1)))
        return;
    b->data[b->size++] = byte;
}

static inline void
buffer_puts(struct buffer *b, const char *s)
{
    buffer_put(b, s, strlen(s));
}

/* Appends as printf would; for text whose length is known to be small. */
void buffer_printf(struct buffer *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
