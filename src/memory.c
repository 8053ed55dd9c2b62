/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_FIRST   ((size_t)64 << 10)
#define CHUNK_LARGEST ((size_t)1 << 20)
#define KEEP_AT_RESET ((size_t)4 << 20)

struct memory_chunk {
    struct memory_chunk *next;
    size_t size;
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

/* The next block is to be at `free` in the current chunk, when so much is
 * used. */
static void
settle(struct memory *m, uint8_t *free, size_t used)
{
    struct memory_chunk *c = m->current;
    size_t left = m->ceiling - used;
    size_t room = c == NULL ? 0 : (size_t)(chunk_bytes(c) + c->size - free);
    m->free = free;
    m->room = room < left ? room : left;
    m->reach = used + m->room;
}

static void
settle_at_first(struct memory *m)
{
    m->current = m->first;
    settle(m, m->first == NULL ? NULL : chunk_bytes(m->first), 0);
}

size_t
memory_used(const struct memory *m)
{
    return m->reach - m->room;
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
        if (kept > KEEP_AT_RESET) {
            free_chunks(c->next);
            c->next = NULL;
        }
    }
    m->ceiling = ceiling;
    m->starved = false;
    settle_at_first(m);
}

static struct memory_chunk *
new_chunk(struct memory *m, size_t need)
{
    const struct memory_chunk *last = m->current;
    size_t size = last == NULL ? CHUNK_FIRST : last->size * 2;
    if (size > CHUNK_LARGEST)
        size = CHUNK_LARGEST;
    if (size < need)
        size = need;
    struct memory_chunk *c = malloc(sizeof *c + size);
    if (c == NULL)
        m->starved = true;
    else
        c->size = size;
    return c;
}

/* Makes `current` a chunk with room for `need` bytes. */
static bool
add_chunk(struct memory *m, size_t need)
{
    struct memory_chunk **link =
        m->current == NULL ? &m->first : &m->current->next;
    struct memory_chunk *c = *link;
    if (c == NULL || c->size < need) {
        c = new_chunk(m, need);
        if (c == NULL)
            return false;
        c->next = *link;
        *link = c;
    }
    size_t before = memory_used(m);
    m->current = c;
    settle(m, chunk_bytes(c), before);
    return true;
}

static size_t
block_size(size_t size)
{
    return sizeof(struct header) + ((size + 7) & ~(size_t)7);
}

/* At the chunk's end or the ceiling. */
static bool __attribute__((cold)) make_room(struct memory *m, size_t size)
{
    size_t need = block_size(size);
    return size <= m->ceiling && need <= m->ceiling - memory_used(m) &&
           add_chunk(m, need);
}

/* Room for a block, not zeroed. */
static inline void *
take(struct memory *m, size_t size)
{
    size_t need = block_size(size);
    if ((size > m->room || need > m->room) && !make_room(m, size))
        return NULL;
    struct header *h = (struct header *)(void *)m->free;
    h->size = size;
    m->free += need;
    m->room -= need;
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
    size_t more = block_size(size) - block_size(before);
    if ((uint8_t *)h + block_size(before) == m->free && size <= m->ceiling &&
        more <= m->room) {
        m->free += more;
        m->room -= more;
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
    return (struct memory_mark){m->current, m->free, memory_used(m)};
}

void
memory_rewind(struct memory *m, struct memory_mark mark)
{
    if (mark.chunk == NULL) {
        settle_at_first(m);
    } else {
        m->current = mark.chunk;
        settle(m, mark.free, mark.used);
    }
}
