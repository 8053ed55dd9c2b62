/* SPDX-License-Identifier: MIT */
#include "parcel.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
parcel_release(struct parcel *p)
{
    free(p->bytes);
    *p = (struct parcel){0};
}

char *
parcel_reserve(struct parcel *p, size_t length)
{
    if (p->failed || length > SIZE_MAX / 4 - p->size) {
        p->failed = true;
        return NULL;
    }
    if (p->size + length > p->capacity) {
        size_t capacity = 2 * (p->size + length) + 64;
        char *bytes = realloc(p->bytes, capacity);
        if (bytes == NULL) {
            p->failed = true;
            return NULL;
        }
        p->bytes = bytes;
        p->capacity = capacity;
    }
    return p->bytes + p->size;
}

void
parcel_put(struct parcel *p, const void *bytes, size_t length)
{
    char *room = length > 0 ? parcel_reserve(p, length) : NULL;
    if (room == NULL)
        return;
    memcpy(room, bytes, length);
    p->size += length;
}

void
parcel_put_number(struct parcel *p, uint64_t number)
{
    parcel_put(p, &number, sizeof number);
}

void
parcel_put_text(struct parcel *p, const void *bytes, size_t length)
{
    parcel_put_number(p, length);
    parcel_put(p, bytes, length);
}

size_t
parcel_open_text(struct parcel *p)
{
    parcel_put_number(p, 0);
    return p->size;
}

void
parcel_close_text(struct parcel *p, size_t opened)
{
    uint64_t length = p->size - opened;
    if (!p->failed)
        memcpy(p->bytes + opened - sizeof length, &length, sizeof length);
}

void
parcel_print(struct parcel *p, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *room = length < 0 ? NULL : parcel_reserve(p, (size_t)length + 1);
    if (room == NULL) {
        p->failed = true;
        return;
    }
    va_start(list, format);
    vsnprintf(room, (size_t)length + 1, format, list);
    va_end(list);
    p->size += (size_t)length;
}

static const char *
take(struct parcel *p, size_t length)
{
    if (p->failed || length > p->size - p->at) {
        p->failed = true;
        return NULL;
    }
    const char *bytes = p->bytes + p->at;
    p->at += length;
    return bytes;
}

uint64_t
parcel_number(struct parcel *p)
{
    uint64_t number = 0;
    parcel_copy(p, &number, sizeof number);
    return number;
}

void
parcel_copy(struct parcel *p, void *to, size_t length)
{
    const char *bytes = take(p, length);
    if (bytes != NULL)
        memcpy(to, bytes, length);
    else
        memset(to, 0, length);
}

struct parcel_text
parcel_text(struct parcel *p)
{
    uint64_t length = parcel_number(p);
    const char *bytes = length <= SIZE_MAX ? take(p, (size_t)length) : NULL;
    if (bytes == NULL || length == 0)
        return (struct parcel_text){"", 0};
    return (struct parcel_text){bytes, (size_t)length};
}
