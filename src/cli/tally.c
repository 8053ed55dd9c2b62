/* SPDX-License-Identifier: MIT */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

/* The row that has the key, or the free one where it would go. */
static struct tally_row *
seek(struct tally_row *rows, size_t size, const uint8_t key[32])
{
    size_t at;
    memcpy(&at, key, sizeof at);
    for (at &= size - 1;; at = (at + 1) & (size - 1)) {
        if (rows[at].count == 0 || memcmp(rows[at].key, key, 32) == 0)
            return &rows[at];
    }
}

static bool
grow(struct tally *t)
{
    size_t size = t->size == 0 ? 64 : 2 * t->size;
    struct tally_row *rows = calloc(size, sizeof *rows);
    if (rows == NULL)
        return false;
    for (size_t i = 0; i < t->size; i++) {
        if (t->rows[i].count > 0)
            *seek(rows, size, t->rows[i].key) = t->rows[i];
    }
    free(t->rows);
    t->rows = rows;
    t->size = size;
    return true;
}

struct tally_row *
tally_row(struct tally *t, const uint8_t key[32])
{
    if (2 * (t->used + 1) > t->size && !grow(t))
        return NULL;
    struct tally_row *row = seek(t->rows, t->size, key);
    if (row->count == 0) {
        memcpy(row->key, key, 32);
        t->used++;
    }
    return row;
}

struct tally_row *
tally_find(const struct tally *t, const uint8_t key[32])
{
    if (t->size == 0)
        return NULL;
    struct tally_row *row = seek(t->rows, t->size, key);
    return row->count > 0 ? row : NULL;
}

void
tally_release(struct tally *t)
{
    free(t->rows);
    *t = (struct tally){0};
}
