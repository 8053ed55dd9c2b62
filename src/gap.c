/* SPDX-License-Identifier: MIT */
#include "gap.h"

bool
gap_init(struct gap *g)
{
    *g = (struct gap){.digest = digest_new()};
    return g->digest != NULL;
}

void
gap_release(struct gap *g)
{
    digest_free(g->digest);
    g->digest = NULL;
}

void
gap_add(struct gap *g, const void *line, size_t length)
{
    if (g->lines > 0) {
        digest_update(g->digest, "\n", 1);
        g->bytes++;
    }
    digest_update(g->digest, line, length);
    g->bytes += length;
    g->lines++;
}

void
gap_end(struct gap *g, struct record_repair *repair)
{
    repair->bytes = g->bytes;
    digest_finish(g->digest, repair->sha256);
    g->lines = 0;
    g->bytes = 0;
}
