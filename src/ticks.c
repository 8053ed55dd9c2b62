/* SPDX-License-Identifier: MIT */
#include "ticks.h"

#include <string.h>

void
ticks_reset(struct ticks *t)
{
    t->known = false;
}

/* Looked up once, for a search in vain per run is quadratic. */
static void
learn(struct ticks *t, const uint8_t *c, uint32_t size)
{
    memset(t->last, 0, sizeof t->last);
    t->known = true;
    for (uint32_t at = 0; at < size;) {
        const uint8_t *next = memchr(c + at, '`', size - at);
        if (next == NULL)
            return;
        at = (uint32_t)(next - c);
        uint32_t count = ticks_count(c, size, at);
        if (count <= TICKS_MAX)
            t->last[count] = at;
        at += count;
    }
}

uint32_t
ticks_count(const uint8_t *c, uint32_t size, uint32_t at)
{
    uint32_t end = at;
    while (end < size && c[end] == '`')
        end++;
    return end - at;
}

uint32_t
ticks_find(const uint8_t *c, uint32_t size, uint32_t at, uint32_t count)
{
    while (at < size) {
        const uint8_t *next = memchr(c + at, '`', size - at);
        if (next == NULL)
            break;
        at = (uint32_t)(next - c);
        uint32_t run = ticks_count(c, size, at);
        if (run == count)
            return at;
        at += run;
    }
    return size;
}

uint32_t
ticks_pass(struct ticks *t, const uint8_t *c, uint32_t size, uint32_t at)
{
    uint32_t count = ticks_count(c, size, at);
    uint32_t behind = at + count;
    if (count > TICKS_MAX)
        return behind;
    if (!t->known)
        learn(t, c, size);
    if (t->last[count] < behind)
        return behind;
    return ticks_find(c, size, behind, count) + count;
}
