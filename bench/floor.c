/* SPDX-License-Identifier: MIT */
#include "floor.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the allocator -------------------------------------------------------- */

/* cmark_mem has no context, so the arena is the process's. */
static struct {
    uint8_t *bytes;
    size_t size;
    size_t fill;
    size_t last; /* the block that may grow where it is */
} arena;

enum { HEADER = sizeof(uint64_t) }; /* a block's size lies before it */

static void *
take(size_t size)
{
    size_t need = HEADER + ((size + 7) & ~(size_t)7);
    if (size > arena.size || need > arena.size - arena.fill) {
        fputs("floor: the arena is too small\n", stderr);
        exit(1);
    }
    uint64_t header = size;
    memcpy(arena.bytes + arena.fill, &header, HEADER);
    arena.last = arena.fill + HEADER;
    arena.fill += need;
    return arena.bytes + arena.last;
}

static void *
arena_calloc(size_t count, size_t size)
{
    return memset(take(count * size), 0, count * size);
}

static void *
arena_realloc(void *block, size_t size)
{
    uint64_t before;
    if (block == NULL)
        return take(size);
    memcpy(&before, (uint8_t *)block - HEADER, HEADER);
    if (size <= before)
        return block;
    if (block == arena.bytes + arena.last) {
        arena.fill = arena.last - HEADER;
        return take(size);
    }
    return memcpy(take(size), block, before);
}

static void
arena_free(void *block)
{
    (void)block;
}

static void
reset(size_t length)
{
    /* 180 to 240 bytes an input byte are the worst that was measured */
    size_t size = 512 * length + ((size_t)1 << 20);
    if (size > arena.size) {
        free(arena.bytes);
        arena.bytes = malloc(size);
        arena.size = size;
        if (arena.bytes == NULL) {
            fputs("floor: no memory\n", stderr);
            exit(1);
        }
    }
    arena.fill = 0;
    arena.last = SIZE_MAX;
}

/* ---- the parse ------------------------------------------------------------ */

void
floor_init(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

void
floor_parse(const char *document, size_t length)
{
    static const char *const extensions[] = {"table", "strikethrough",
                                             "tasklist"};
    static cmark_mem memory = {arena_calloc, arena_realloc, arena_free};
    reset(length);
    cmark_parser *parser =
        cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, document, length);
    if (cmark_parser_finish(parser) == NULL) {
        fputs("floor: no tree\n", stderr);
        exit(1);
    }
}
