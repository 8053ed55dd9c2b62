/* SPDX-License-Identifier: MIT */
#include "tail.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "gzip.h"
#include "record.h"

/* ---- backwards, in a plain file ----------------------------------------- */

/* The part of the file that is in memory. */
struct window {
    int fd;
    uint64_t from;
    size_t length;
    uint8_t bytes[1 << 16];
};

static bool
read_at(int fd, uint64_t offset, uint8_t *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = pread(fd, bytes, length, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n == 0 ? EIO : errno; /* it shrank in spite of the lock */
            return false;
        }
        offset += (uint64_t)n;
        bytes += n;
        length -= (size_t)n;
    }
    return true;
}

/* Moves the window so that it ends at `to`. */
static bool
load_before(struct window *w, uint64_t to)
{
    w->length = to < sizeof w->bytes ? (size_t)to : sizeof w->bytes;
    w->from = to - w->length;
    return read_at(w->fd, w->from, w->bytes, w->length);
}

/* Where the line that ends at `end` (its newline's offset) starts. */
static bool
find_line_start(struct window *w, uint64_t end, uint64_t *start)
{
    for (;;) {
        if ((end < w->from || end > w->from + w->length) &&
            !load_before(w, end))
            return false;
        const uint8_t *newline =
            memrchr(w->bytes, '\n', (size_t)(end - w->from));
        if (newline != NULL) {
            *start = w->from + (uint64_t)(newline - w->bytes) + 1;
            return true;
        }
        if (w->from == 0) {
            *start = 0;
            return true;
        }
        end = w->from;
        if (!load_before(w, end))
            return false;
    }
}

/* The number of the record in [start, end), 0 if it is none. */
static bool
number_line(struct window *w, uint64_t start, uint64_t end, uint64_t *seq)
{
    uint8_t prefix[RECORD_PREFIX];
    uint8_t last;
    *seq = 0;
    if (end - start < 2)
        return true;
    size_t length =
        end - start < sizeof prefix ? (size_t)(end - start) : sizeof prefix;
    if (start >= w->from && start + length <= w->from + w->length)
        memcpy(prefix, w->bytes + (start - w->from), length);
    else if (!read_at(w->fd, start, prefix, length))
        return false;
    *seq = record_seq(prefix, length);
    if (*seq != 0 && !read_at(w->fd, end - 1, &last, 1))
        return false;
    /* "{...seq..." without its end was torn, then closed by the newline that
     * the append after it began with. */
    if (*seq != 0 && last != '}')
        *seq = 0;
    return true;
}

static bool
search_back(struct window *w, uint64_t size, struct tail *tail)
{
    uint64_t start;
    if (!find_line_start(w, size, &start))
        return false;
    tail->torn = start != size;
    while (start > 0 && tail->seq == 0) {
        uint64_t end = start - 1;
        if (!find_line_start(w, end, &start) ||
            !number_line(w, start, end, &tail->seq))
            return false;
    }
    return true;
}

bool
tail_read(int fd, uint64_t size, struct tail *tail)
{
    struct window w;
    w.fd = fd;
    w.from = size;
    w.length = 0;
    *tail = (struct tail){0};
    return search_back(&w, size, tail);
}

/* ---- forwards, in a gzipped file ---------------------------------------- */

/* What is known of the line that is passing by. */
struct line {
    struct tail *tail;
    uint64_t length;
    uint8_t prefix[RECORD_PREFIX];
    uint8_t last;
};

static void
end_line(struct line *line)
{
    size_t kept = line->length < sizeof line->prefix ? (size_t)line->length
                                                     : sizeof line->prefix;
    uint64_t seq = line->last == '}' ? record_seq(line->prefix, kept) : 0;
    if (seq != 0)
        line->tail->seq = seq;
    line->length = 0;
    line->last = 0;
}

static void
pass_piece(void *user, const uint8_t *bytes, size_t length)
{
    struct line *line = user;
    while (length > 0) {
        const uint8_t *newline = memchr(bytes, '\n', length);
        size_t part = newline == NULL ? length : (size_t)(newline - bytes);
        if (part > 0) {
            line->last = bytes[part - 1];
            for (size_t i = 0; i < part && line->length + i < RECORD_PREFIX;
                 i++)
                line->prefix[line->length + i] = bytes[i];
            line->length += part;
        }
        if (newline != NULL) {
            end_line(line);
            part++;
        }
        bytes += part;
        length -= part;
    }
}

bool
tail_read_gzip(int fd, uint64_t size, struct tail *tail)
{
    uint8_t mark[GZIP_MARK_SIZE];
    *tail = (struct tail){0};
    if (size >= sizeof mark) {
        if (!read_at(fd, size - sizeof mark, mark, sizeof mark))
            return false;
        if (gzip_read_mark(mark, &tail->seq) && tail->seq <= RECORD_SEQ_MAX)
            return true;
    }
    /* Written by another program, or torn: only inflating it tells. */
    tail->seq = 0;
    struct line line = {.tail = tail};
    if (!gzip_scan(fd, pass_piece, &line))
        return false;
    tail->torn = line.length > 0;
    return true;
}
