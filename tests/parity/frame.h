/* SPDX-License-Identifier: MIT */
/* Documents in, answers out: each frame is its length in decimal, a newline
 * and the bytes. pipe.mjs is the other end. */
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct frame {
    char *bytes; /* freed by frame_release, or used again by frame_read */
    size_t length;
};

static inline void
frame_release(struct frame *f)
{
    free(f->bytes);
    *f = (struct frame){NULL, 0};
}

/* False at the end of stdin, and when a frame is torn. */
static inline bool
frame_read(struct frame *f)
{
    size_t length;
    frame_release(f);
    if (scanf("%zu", &length) != 1 || getchar() != '\n')
        return false;
    f->bytes = malloc(length + 1);
    f->length = length;
    return f->bytes != NULL && fread(f->bytes, 1, length, stdin) == length;
}

static inline void
frame_write(const char *bytes, size_t length)
{
    printf("%zu\n", length);
    if (length > 0)
        fwrite(bytes, 1, length, stdout);
}

#endif
