/* SPDX-License-Identifier: MIT */
/* A bump allocator with a hard ceiling, for one document at a time.
 *
 * cmark-gfm allocates 200 bytes and more for each byte of some inputs and
 * frees them one by one; its own arena corrupts a block that outgrows a chunk.
 * Here an allocation is a pointer increment, nothing is freed before
 * memory_rewind or memory_reset, and what would pass the ceiling is NULL.
 *
 * Memory is zeroed and aligned to 8 bytes. */
#ifndef SMAC_MEMORY_H
#define SMAC_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct memory_chunk;

struct memory {
    struct memory_chunk *first;
    struct memory_chunk *current;
    uint8_t *free;  /* where the next block begins in `current` */
    size_t room;    /* for it there, and below the ceiling */
    size_t reach;   /* bytes in use, headers included, once `room` is */
    size_t ceiling; /* for the bytes in use */
    bool starved;   /* the system had no memory: the ceiling was not met */
};

/* A point to return to. */
struct memory_mark {
    struct memory_chunk *chunk;
    uint8_t *free;
    size_t used;
};

void memory_init(struct memory *);
void memory_release(struct memory *);

/* Forgets all allocations; keeps chunks up to a moderate size for the next
 * document. */
void memory_reset(struct memory *, size_t ceiling);

/* NULL at the ceiling or without memory. */
void *memory_get(struct memory *, size_t size);

/* Like realloc; what grows is zeroed only where it is fresh. In place when
 * `old` was the last allocation. */
void *memory_regrow(struct memory *, void *old, size_t size);

/* Bytes handed out, headers included. */
size_t memory_used(const struct memory *);

struct memory_mark memory_mark(const struct memory *);

/* Forgets what was allocated since the mark. O(1). */
void memory_rewind(struct memory *, struct memory_mark);

#endif
