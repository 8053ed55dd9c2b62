/* SPDX-License-Identifier: MIT */
#include "jsonl_lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Before the bytes of a line stands its state. */
enum { HEAD = sizeof(uint64_t) };

void
jsonl_lines_init(struct jsonl_lines *l, int fd, uint64_t most)
{
    l->fd = fd;
    l->most = most;
    l->line = (struct parcel){0};
    l->state = JSONL_LINES_WHOLE;
    l->begun = l->ended = false;
    l->error = 0;
    l->from = l->to = 0;
}

void
jsonl_lines_release(struct jsonl_lines *l)
{
    parcel_release(&l->line);
}

/* ---- one line ----------------------------------------------------------- */

static void
give_up(struct jsonl_lines *l, enum jsonl_lines_state state)
{
    parcel_release(&l->line);
    l->state = state;
}

static void
keep(struct jsonl_lines *l, const char *bytes, size_t length)
{
    if (l->state != JSONL_LINES_WHOLE)
        return;
    if (l->line.size == 0)
        parcel_put_number(&l->line, JSONL_LINES_WHOLE);
    if (length > l->most - (l->line.size > HEAD ? l->line.size - HEAD : 0)) {
        give_up(l, JSONL_LINES_TOO_LONG);
        return;
    }
    parcel_put(&l->line, bytes, length);
    if (l->line.failed)
        give_up(l, JSONL_LINES_NO_MEMORY);
}

/* The line is complete: it is the caller's now. */
static void
hand_over(struct jsonl_lines *l, struct parcel *line)
{
    if (l->state != JSONL_LINES_WHOLE)
        parcel_put_number(&l->line, l->state);
    *line = l->line;
    l->line = (struct parcel){0};
    l->state = JSONL_LINES_WHOLE;
}

bool
jsonl_lines_take(struct jsonl_lines *l, struct parcel *line)
{
    if (!l->begun) /* the bytes may be a mark's */
        return false;
    const char *from = l->buffer + l->from;
    size_t length = l->to - l->from;
    const char *end = length > 0 ? memchr(from, '\n', length) : NULL;
    if (end != NULL)
        length = (size_t)(end - from);
    l->from += length + (end != NULL ? 1 : 0);
    if (end != NULL || length > 0)
        keep(l, from, length);
    bool last = l->ended && (l->line.size > HEAD || l->state != 0);
    if (end == NULL && !last)
        return false;
    hand_over(l, line);
    return true;
}

/* ---- the input ---------------------------------------------------------- */

/* RFC 8259 lets a reader ignore a byte order mark. A pipe may bring one in
 * pieces, of which nothing is known before the third byte. */
static void
skip_mark(struct jsonl_lines *l)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t length = l->to - l->from;
    if (length < 3 && !l->ended &&
        memcmp(l->buffer + l->from, mark, length) == 0)
        return;
    if (length >= 3 && memcmp(l->buffer + l->from, mark, 3) == 0)
        l->from += 3;
    l->begun = true;
}

void
jsonl_lines_read(struct jsonl_lines *l)
{
    if (l->from == l->to)
        l->from = l->to = 0;
    ssize_t n = read(l->fd, l->buffer + l->to, sizeof l->buffer - l->to);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n < 0)
        l->error = errno;
    l->to += n > 0 ? (size_t)n : 0;
    l->ended = n <= 0;
    if (!l->begun)
        skip_mark(l);
}
