/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_FIRST ((size_t)64 << 10)
#define CHUNK_LARGEST ((size_t)1 << 20)
#define KEEP_AT_RESET ((size_t)4 << 20)

struct memory_chunk {
    struct memory_chunk *next;
    size_t size;
    size_t fill;
    uint64_t bytes[]; /* 64 bits for the alignment */
};

/* Before each block: its size, for memory_regrow. */
struct header {
    uint64_t size;
};

static uint8_t *
chunk_bytes(struct memory_chunk *c)
{
    return (uint8_t *)c->bytes;
}

void
memory_init(struct memory *m)
{
    *m = (struct memory){0};
}

static void
free_chunks(struct memory_chunk *c)
{
    while (c != NULL) {
        struct memory_chunk *next = c->next;
        free(c);
        c = next;
    }
}

void
memory_release(struct memory *m)
{
    free_chunks(m->first);
    memory_init(m);
}

void
memory_reset(struct memory *m, size_t ceiling)
{
    size_t kept = 0;
    for (struct memory_chunk *c = m->first; c != NULL; c = c->next) {
        kept += c->size;
        c->fill = 0;
        if (kept > KEEP_AT_RESET) {
            free_chunks(c->next);
            c->next = NULL;
        }
    }
    m->current = m->first;
    m->used = 0;
    m->ceiling = ceiling;
    m->starved = false;
}

/* Makes `current` a chunk with room for `need` bytes. */
static bool
add_chunk(struct memory *m, size_t need)
{
    struct memory_chunk *last = m->current;
    if (last != NULL && last->next != NULL && last->next->size >= need) {
        m->current = last->next;
        m->current->fill = 0;
        return true;
    }
    size_t size = last == NULL ? CHUNK_FIRST : last->size * 2;
    if (size > CHUNK_LARGEST)
        size = CHUNK_LARGEST;
    if (size < need)
        size = need;
    struct memory_chunk *c = malloc(sizeof *c + size);
    if (c == NULL) {
        m->starved = true;
        return false;
    }
    c->size = size;
    c->fill = 0;
    if (last == NULL) {
        c->next = m->first;
        m->first = c;
    } else {
        c->next = last->next;
        last->next = c;
    }
    m->current = c;
    return true;
}

static size_t
block_size(size_t size)
{
    return sizeof(struct header) + ((size + 7) & ~(size_t)7);
}

/* Room for a block, not zeroed. */
static void *
take(struct memory *m, size_t size)
{
    if (size > m->ceiling || block_size(size) > m->ceiling - m->used)
        return NULL;
    size_t need = block_size(size);
    struct memory_chunk *c = m->current;
    if (c == NULL || need > c->size - c->fill) {
        if (!add_chunk(m, need))
            return NULL;
        c = m->current;
    }
    struct header *h = (struct header *)(void *)(chunk_bytes(c) + c->fill);
    h->size = size;
    c->fill += need;
    m->used += need;
    return h + 1;
}

void *
memory_get(struct memory *m, size_t size)
{
    void *p = take(m, size);
    if (p != NULL)
        memset(p, 0, size);
    return p;
}

void *
memory_regrow(struct memory *m, void *old, size_t size)
{
    if (old == NULL)
        return memory_get(m, size);
    struct header *h = (struct header *)old - 1;
    size_t before = (size_t)h->size;
    if (size <= before)
        return old;
    struct memory_chunk *c = m->current;
    size_t had = block_size(before);
    if ((uint8_t *)h + had == chunk_bytes(c) + c->fill &&
        size <= m->ceiling && block_size(size) - had <= c->size - c->fill &&
        block_size(size) - had <= m->ceiling - m->used) {
        c->fill += block_size(size) - had;
        m->used += block_size(size) - had;
        h->size = size;
        return old;
    }
    void *p = take(m, size);
    if (p != NULL)
        memcpy(p, old, before);
    return p;
}

struct memory_mark
memory_mark(const struct memory *m)
{
    return (struct memory_mark){m->current,
                                m->current == NULL ? 0 : m->current->fill,
                                m->used};
}

void
memory_rewind(struct memory *m, struct memory_mark mark)
{
    if (mark.chunk == NULL) {
        for (struct memory_chunk *c = m->first; c != NULL; c = c->next)
            c->fill = 0;
        m->current = m->first;
    } else {
        m->current = mark.chunk;
        m->current->fill = mark.fill;
    }
    m->used = mark.used;
}
