/* SPDX-License-Identifier: MIT */
#include "gunzip.h"

#include <limits.h>
#define ZLIB_CONST /* next_in points to const */
#include <zlib.h>

/* zlib's windowBits for "32 KiB window, gzip header and trailer only". */
enum { GZIP_WINDOW = 15 + 16 };

bool
gunzip_recognises(const uint8_t *bytes, size_t length)
{
    return length >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8;
}

static uInt
clamp(size_t n)
{
    return n < UINT_MAX ? (uInt)n : UINT_MAX;
}

/* Inflates into the free end of the buffer. At the ceiling one byte of
 * scratch tells a document that just fits from one that goes on. */
static int
inflate_some(z_stream *z, struct buffer *out, bool *too_big)
{
    uint8_t scratch = 0;
    bool full = out->size == out->ceiling;
    if (!full && out->size == out->capacity && !buffer_reserve(out, 1))
        return Z_MEM_ERROR;
    z->next_out = full ? &scratch : out->data + out->size;
    z->avail_out = full ? 1 : clamp(out->capacity - out->size);

    uInt room = z->avail_out;
    int answer = inflate(z, Z_NO_FLUSH);
    if (full)
        *too_big = z->avail_out == 0;
    else
        out->size += room - z->avail_out;
    return answer;
}

/* One member after the other, as `cat a.gz b.gz` makes them. */
static enum smac_status
expand_members(z_stream *z, size_t length, struct buffer *out, size_t *where)
{
    size_t rest = length;
    for (;;) {
        z->avail_in = clamp(rest);
        uInt given = z->avail_in;
        bool too_big = false;
        int answer = inflate_some(z, out, &too_big);
        rest -= given - z->avail_in;
        *where = length - rest;
        if (too_big)
            return SMAC_TOO_BIG;
        if (answer == Z_MEM_ERROR)
            return SMAC_NO_MEMORY;
        if (answer == Z_STREAM_END) {
            if (rest == 0)
                return SMAC_OK;
            if (!gunzip_recognises(z->next_in, rest) || inflateReset(z) != Z_OK)
                return SMAC_BAD_INPUT;
        } else if (answer != Z_OK || (rest == 0 && z->avail_out != 0)) {
            return SMAC_BAD_INPUT;
        }
    }
}

enum smac_status
gunzip_expand(const uint8_t *bytes, size_t length, struct buffer *out,
              size_t *where)
{
    z_stream z = {0};
    *where = 0;
    /* Text shrinks to a third or a quarter: most documents then grow once. */
    size_t room = out->ceiling - out->size;
    if (length < room / 4)
        room = length * 4;
    if (!buffer_reserve(out, room))
        return SMAC_NO_MEMORY;
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return SMAC_NO_MEMORY;
    z.next_in = bytes;
    enum smac_status status = expand_members(&z, length, out, where);
    inflateEnd(&z);
    return status;
}
