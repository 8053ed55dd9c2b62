/* SPDX-License-Identifier: MIT */
#include "gzip.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define ZLIB_CONST /* next_in points to const */
#include <zlib.h>

/* zlib's windowBits for "32 KiB window, gzip header and trailer". */
enum { GZIP_WINDOW = 15 + 16, BLOCK = 1 << 16 };

struct gzip {
    z_stream deflate;
};

/* RFC 1952, 2.3: magic, deflate, FEXTRA, no time, unknown system; 12 bytes of
 * extra field: one subfield "SA" of 8 bytes, the number, low byte first. Then
 * an empty deflate block, and a CRC and a length of 0. */
static const uint8_t mark[GZIP_MARK_SIZE] = {
    0x1F, 0x8B, 8,   4,   0, 0, 0, 0, 0, 0xFF, /* header */
    12,   0,    'S', 'A', 8, 0,                /* extra field */
    0,    0,    0,   0,   0, 0, 0, 0,          /* the number */
    3,    0,    0,   0,   0, 0, 0, 0, 0, 0,    /* nothing, and its trailer */
};

enum { MARK_NUMBER = 16, MARK_TRAILER = 24 };

struct gzip *
gzip_new(void)
{
    struct gzip *g = calloc(1, sizeof *g);
    if (g != NULL &&
        deflateInit2(&g->deflate, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                     GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(g);
        g = NULL;
    }
    return g;
}

void
gzip_free(struct gzip *g)
{
    if (g != NULL)
        deflateEnd(&g->deflate);
    free(g);
}

/* Runs deflate until it has nothing more to say for this flush. */
static bool
drain(struct gzip *g, int flush, struct buffer *out)
{
    do {
        if (!buffer_reserve(out, BLOCK))
            return false;
        g->deflate.next_out = out->data + out->size;
        g->deflate.avail_out = BLOCK;
        /* Z_BUF_ERROR only says that nothing was left to do. */
        if (deflate(&g->deflate, flush) == Z_STREAM_ERROR)
            return false;
        out->size += BLOCK - g->deflate.avail_out;
    } while (g->deflate.avail_out == 0);
    return true;
}

bool
gzip_put(struct gzip *g, const void *bytes, size_t length, struct buffer *out)
{
    const uint8_t *next = bytes;
    while (length > 0) {
        uInt part = length < UINT_MAX ? (uInt)length : UINT_MAX;
        g->deflate.next_in = next;
        g->deflate.avail_in = part;
        if (!drain(g, Z_FULL_FLUSH, out))
            return false;
        next += part;
        length -= part;
    }
    return true;
}

bool
gzip_end(struct gzip *g, struct buffer *out)
{
    g->deflate.next_in = NULL;
    g->deflate.avail_in = 0;
    return drain(g, Z_FINISH, out) && deflateReset(&g->deflate) == Z_OK;
}

void
gzip_reset(struct gzip *g)
{
    deflateReset(&g->deflate);
}

void
gzip_mark(struct buffer *out, uint64_t number)
{
    uint8_t bytes[GZIP_MARK_SIZE];
    memcpy(bytes, mark, sizeof bytes);
    for (unsigned i = 0; i < 8; i++)
        bytes[MARK_NUMBER + i] = (uint8_t)(number >> (8 * i));
    buffer_put(out, bytes, sizeof bytes);
}

bool
gzip_read_mark(const uint8_t bytes[GZIP_MARK_SIZE], uint64_t *number)
{
    if (memcmp(bytes, mark, MARK_NUMBER) != 0 ||
        memcmp(bytes + MARK_TRAILER, mark + MARK_TRAILER,
               GZIP_MARK_SIZE - MARK_TRAILER) != 0)
        return false;
    *number = 0;
    for (unsigned i = 0; i < 8; i++)
        *number |= (uint64_t)bytes[MARK_NUMBER + i] << (8 * i);
    return true;
}

/* A file that is being inflated. */
struct scan {
    z_stream inflate;
    int fd;
    off_t offset;
    bool inside; /* a member has begun and has not ended */
    uint8_t in[BLOCK];
    uint8_t out[BLOCK];
};

/* More bytes from the file: 1, 0 at its end, -1 with errno. */
static int
refill(struct scan *s)
{
    ssize_t n;
    do {
        n = pread(s->fd, s->in, sizeof s->in, s->offset);
    } while (n < 0 && errno == EINTR);
    if (n <= 0)
        return (int)n;
    s->offset += n;
    s->inflate.next_in = s->in;
    s->inflate.avail_in = (uInt)n;
    return 1;
}

static bool
scan_all(struct scan *s, void (*piece)(void *, const uint8_t *, size_t),
         void *user)
{
    for (;;) {
        if (s->inflate.avail_in == 0) {
            int more = refill(s);
            if (more < 0)
                return false;
            if (more == 0) {
                errno = EBADMSG;
                return !s->inside;
            }
        }
        s->inside = true;
        s->inflate.next_out = s->out;
        s->inflate.avail_out = sizeof s->out;
        int answer = inflate(&s->inflate, Z_NO_FLUSH);
        piece(user, s->out, sizeof s->out - s->inflate.avail_out);
        if (answer == Z_STREAM_END && inflateReset(&s->inflate) == Z_OK) {
            s->inside = false;
        } else if (answer != Z_OK && answer != Z_BUF_ERROR) {
            errno = answer == Z_MEM_ERROR ? ENOMEM : EBADMSG;
            return false;
        }
    }
}

bool
gzip_scan(int fd, void (*piece)(void *user, const uint8_t *, size_t),
          void *user)
{
    struct scan *s = calloc(1, sizeof *s);
    if (s == NULL || inflateInit2(&s->inflate, GZIP_WINDOW) != Z_OK) {
        free(s);
        errno = ENOMEM;
        return false;
    }
    s->fd = fd;
    bool whole = scan_all(s, piece, user);
    int error = errno;
    inflateEnd(&s->inflate);
    free(s);
    errno = error;
    return whole;
}
