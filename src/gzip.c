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

/* ---- writing ------------------------------------------------------------ */

struct gzip {
    z_stream deflate;
};

/* RFC 1952, 2.3: magic, deflate, FEXTRA, no time, unknown system; then the
 * extra field: one subfield "SA" with the note. Then an empty deflate block,
 * and a CRC and a length of 0. */
static const uint8_t mark_header[] = {
    0x1F,
    0x8B,
    8,
    4,
    0,
    0,
    0,
    0,
    0,
    0xFF, /* header */
    GZIP_NOTE_SIZE + 4,
    0,
    'S',
    'A',
    GZIP_NOTE_SIZE,
    0, /* subfield */
};
static const uint8_t mark_trailer[] = {3, 0, 0, 0, 0, 0, 0, 0, 0, 0};

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
    if (deflateReset(&g->deflate) != Z_OK)
        return false;
    do {
        uInt part = length < UINT_MAX ? (uInt)length : UINT_MAX;
        g->deflate.next_in = next;
        g->deflate.avail_in = part;
        next += part;
        length -= part;
        if (!drain(g, length > 0 ? Z_NO_FLUSH : Z_FINISH, out))
            return false;
    } while (length > 0);
    return true;
}

void
gzip_mark(struct buffer *out, const uint8_t note[GZIP_NOTE_SIZE])
{
    buffer_put(out, mark_header, sizeof mark_header);
    buffer_put(out, note, GZIP_NOTE_SIZE);
    buffer_put(out, mark_trailer, sizeof mark_trailer);
}

bool
gzip_read_mark(const uint8_t bytes[GZIP_MARK_SIZE],
               uint8_t note[GZIP_NOTE_SIZE])
{
    const uint8_t *trailer = bytes + sizeof mark_header + GZIP_NOTE_SIZE;
    if (memcmp(bytes, mark_header, sizeof mark_header) != 0 ||
        memcmp(trailer, mark_trailer, sizeof mark_trailer) != 0)
        return false;
    memcpy(note, bytes + sizeof mark_header, GZIP_NOTE_SIZE);
    return true;
}

/* ---- reading ------------------------------------------------------------ */

struct gzip_reader {
    z_stream inflate;
    int fd;
    uint64_t offset; /* in the file, of what was read */
    uint64_t size;
    uint64_t text;       /* bytes of text so far */
    uint64_t whole;      /* where the last whole member ended */
    uint64_t whole_text; /* and the text of all members up to it */
    bool inside;         /* a member has begun and has not ended */
    uint8_t in[BLOCK];
    uint8_t out[BLOCK];
};

bool
gzip_recognises(const uint8_t *bytes, size_t length)
{
    return bytes[0] == 0x1F && (length == 1 || bytes[1] == 0x8B);
}

struct gzip_reader *
gzip_reader_new(int fd, uint64_t size)
{
    struct gzip_reader *r = malloc(sizeof *r);
    if (r == NULL)
        return NULL;
    memset(r, 0, offsetof(struct gzip_reader, in));
    r->fd = fd;
    r->size = size;
    if (inflateInit2(&r->inflate, GZIP_WINDOW) == Z_OK)
        return r;
    free(r);
    return NULL;
}

void
gzip_reader_free(struct gzip_reader *r)
{
    if (r != NULL)
        inflateEnd(&r->inflate);
    free(r);
}

/* More bytes from the file: 1, 0 at its end, -1 with errno. */
static int
refill(struct gzip_reader *r)
{
    uint64_t rest = r->size - r->offset;
    size_t wanted = rest < sizeof r->in ? (size_t)rest : sizeof r->in;
    ssize_t n;
    do {
        n = pread(r->fd, r->in, wanted, (off_t)r->offset);
    } while (n < 0 && errno == EINTR);
    if (n <= 0)
        return (int)n;
    r->offset += (uint64_t)n;
    r->inflate.next_in = r->in;
    r->inflate.avail_in = (uInt)n;
    return 1;
}

/* After a member: ready for the next one. */
static bool
end_member(struct gzip_reader *r)
{
    r->inside = false;
    r->whole = r->offset - r->inflate.avail_in;
    r->whole_text = r->text;
    return inflateReset(&r->inflate) == Z_OK;
}

int
gzip_reader_next(struct gzip_reader *r, const uint8_t **bytes, size_t *length)
{
    for (;;) {
        if (r->inflate.avail_in == 0) {
            int more = refill(r);
            if (more <= 0)
                return more;
        }
        r->inside = true;
        r->inflate.next_out = r->out;
        r->inflate.avail_out = sizeof r->out;
        int answer = inflate(&r->inflate, Z_NO_FLUSH);
        *bytes = r->out;
        *length = sizeof r->out - r->inflate.avail_out;
        r->text += *length;
        if (answer == Z_STREAM_END) {
            if (!end_member(r)) {
                errno = ENOMEM;
                return -1;
            }
        } else if (answer != Z_OK && answer != Z_BUF_ERROR && *length == 0) {
            errno = answer == Z_MEM_ERROR ? ENOMEM : EBADMSG;
            return -1;
        }
        if (*length > 0)
            return 1;
    }
}

bool
gzip_reader_torn(const struct gzip_reader *r)
{
    return r->inside;
}

uint64_t
gzip_reader_whole(const struct gzip_reader *r, uint64_t *text)
{
    *text = r->whole_text;
    return r->whole;
}
