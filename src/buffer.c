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
buffer_release(struct buffer *b)
{
    free(b->data);
    buffer_init(b, b->ceiling);
}

bool
buffer_reserve(struct buffer *b, size_t n)
{
    if (b->failed)
        return false;
    if (n <= b->capacity - b->size)
        return true;
    if (n > b->ceiling - b->size) {
        b->failed = true;
        return false;
    }
    size_t want = b->size + n;
    size_t capacity = b->capacity > b->ceiling / 2 ? b->ceiling : b->capacity * 2;
    if (capacity < want)
        capacity = want;
    if (capacity < 64 && b->ceiling >= 64)
        capacity = 64;
    uint8_t *data = realloc(b->data, capacity);
    if (data == NULL) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->capacity = capacity;
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
        buffer_put(b, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}
