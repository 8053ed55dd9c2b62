/* SPDX-License-Identifier: MIT */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
buffer_init(struct buffer *b, size_t ceiling)
{
    *b = (struct buffer){.ceiling = ceiling};
}

void
buffer_spill(struct buffer *b, struct scratch *scratch, size_t above)
{
    b->scratch = scratch;
    b->spill = above;
}

void
buffer_release(struct buffer *b)
{
    struct buffer empty = {
        .ceiling = b->ceiling, .scratch = b->scratch, .spill = b->spill};
    if (b->file != NULL)
        scratch_drop(&b->file);
    else
        free(b->data);
    *b = empty;
}

/* ---- growing ------------------------------------------------------------- */

/* Takes more and more at a time, but never much: growing gives back what was
 * written before, and so bounds what is in memory. */
static bool
grow_file(struct buffer *b, size_t want)
{
    const size_t page = (size_t)64 << 10;
    const size_t most = (size_t)4 << 20;
    uint8_t *before = b->file == NULL ? b->data : NULL;
    size_t room = want + (want / 2 < most ? want / 2 : most);
    size_t capacity =
        room > SIZE_MAX - page ? want : (room + page) & ~(page - 1);
    uint8_t *data = scratch_grow(b->scratch, &b->file, capacity);
    if (data == NULL) {
        if (before != NULL)
            scratch_drop(&b->file);
        return false;
    }
    if (before != NULL)
        memcpy(data, before, b->size);
    free(before);
    b->data = data;
    b->capacity = capacity < b->ceiling ? capacity : b->ceiling;
    return true;
}

static bool
grow_memory(struct buffer *b, size_t want)
{
    size_t capacity =
        b->capacity > b->ceiling / 2 ? b->ceiling : b->capacity * 2;
    if (capacity < want)
        capacity = want;
    if (capacity < 64 && b->ceiling >= 64)
        capacity = 64;
    if (b->scratch != NULL && capacity > b->spill)
        capacity = b->spill;
    uint8_t *data = realloc(b->data, capacity);
    if (data == NULL)
        return false;
    b->data = data;
    b->capacity = capacity;
    return true;
}

bool
buffer_reserve(struct buffer *b, size_t n)
{
    if (b->failed)
        return false;
    if (n <= b->capacity - b->size)
        return true;
    size_t want = b->size + n;
    bool spills =
        b->file != NULL ||
        (b->scratch != NULL && n <= b->ceiling - b->size && want > b->spill);
    b->failed = n > b->ceiling - b->size ||
                !(spills ? grow_file(b, want) : grow_memory(b, want));
    return !b->failed;
}

bool
buffer_zero(struct buffer *b, size_t n)
{
    if (b->file != NULL)
        buffer_release(b);
    buffer_clear(b);
    if (n > b->capacity)
        buffer_release(b); /* nothing of it needs to be copied */
    if (!buffer_reserve(b, n))
        return false;
    if (n > 0 && b->file == NULL && b->data != NULL)
        memset(b->data, 0, n);
    b->size = n;
    return true;
}

void
buffer_printf(struct buffer *b, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n > 0)
        buffer_put(b, text,
                   (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}
