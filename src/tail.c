/* SPDX-License-Identifier: MIT */
#include "tail.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gap.h"
#include "gzip.h"
#include "lines.h"
#include "logfile.h"

/* ---- marks -------------------------------------------------------------- */

enum { NOTE_VERSION = 1 };

/* Offsets in the note of a mark. */
enum {
    NOTE_TYPE = 1,
    NOTE_SEQUENCE = 8,
    NOTE_HASH = 16,
    NOTE_KEY = NOTE_HASH + DIGEST_SIZE,
};

static_assert(NOTE_KEY + RECORD_KEY_SIZE - 1 == GZIP_NOTE_SIZE,
              "a note holds a stamp");

void
tail_mark(struct buffer *out, const struct stamp *last)
{
    uint8_t note[GZIP_NOTE_SIZE] = {NOTE_VERSION, (uint8_t)last->type};
    for (unsigned i = 0; i < 8; i++)
        note[NOTE_SEQUENCE + i] = (uint8_t)(last->sequence >> (8 * i));
    memcpy(note + NOTE_HASH, last->hash, DIGEST_SIZE);
    memcpy(note + NOTE_KEY, last->key.text, RECORD_KEY_SIZE - 1);
    gzip_mark(out, note);
}

static bool
read_note(const uint8_t note[GZIP_NOTE_SIZE], struct stamp *last)
{
    *last = (struct stamp){.type = (enum smac_record_type)note[NOTE_TYPE]};
    for (unsigned i = 0; i < 8; i++)
        last->sequence |= (uint64_t)note[NOTE_SEQUENCE + i] << (8 * i);
    memcpy(last->hash, note + NOTE_HASH, DIGEST_SIZE);
    memcpy(last->key.text, note + NOTE_KEY, RECORD_KEY_SIZE - 1);
    return note[0] == NOTE_VERSION && last->sequence > 0 &&
           last->sequence <= RECORD_SEQUENCE_MAX &&
           last->type > SMAC_RECORD_NONE &&
           last->type <= SMAC_RECORD_CONTINUATION;
}

/* ---- backwards, in a plain file ----------------------------------------- */

/* The part of the file that is in memory. */
struct window {
    int fd;
    uint64_t from;
    size_t length;
    uint8_t bytes[1 << 16];
};

/* Moves the window so that it ends at `to`. */
static bool
load_before(struct window *w, uint64_t to)
{
    w->length = to < sizeof w->bytes ? (size_t)to : sizeof w->bytes;
    w->from = to - w->length;
    return logfile_read_at(w->fd, w->from, w->bytes, w->length);
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

/* Is [start, end) a record? 1, 0, or -1 with errno. */
static int
read_record(struct window *w, uint64_t start, uint64_t end, struct stamp *last)
{
    uint64_t length = end - start;
    uint8_t first;
    if (length == 0 || length > LINES_MAX)
        return 0;
    if (start >= w->from && end <= w->from + w->length)
        return stamp_read_line(w->bytes + (start - w->from), (size_t)length,
                               last);
    if (!logfile_read_at(w->fd, start, &first, 1))
        return -1;
    if (first != '{')
        return 0;
    uint8_t *line = malloc((size_t)length);
    if (line == NULL) {
        errno = ENOMEM;
        return -1;
    }
    int answer = -1;
    if (logfile_read_at(w->fd, start, line, (size_t)length))
        answer = stamp_read_line(line, (size_t)length, last);
    int error = errno;
    free(line);
    errno = error;
    return answer;
}

/* Hashes [from, size) but for a newline at its end. */
static bool
describe_gap(struct window *w, uint64_t from, uint64_t size,
             struct record_repair *repair)
{
    struct gap gap;
    uint8_t last;
    if (!logfile_read_at(w->fd, size - 1, &last, 1))
        return false;
    if (!gap_init(&gap)) {
        errno = ENOMEM;
        return false;
    }
    uint64_t end = last == '\n' ? size - 1 : size;
    bool read = true;
    repair->needed = true;
    repair->bytes = end - from;
    while (from < end && read) {
        size_t part = end - from < sizeof w->bytes ? (size_t)(end - from)
                                                   : sizeof w->bytes;
        read = logfile_read_at(w->fd, from, w->bytes, part);
        digest_update(gap.digest, w->bytes, part);
        from += part;
    }
    digest_finish(gap.digest, repair->sha256);
    gap_release(&gap);
    return read;
}

static bool
read_plain(struct window *w, uint64_t size, struct tail *tail)
{
    uint64_t end = size;
    uint64_t start;
    if (size == 0)
        return true;
    if (!find_line_start(w, size, &start))
        return false;
    tail->unterminated = start != size;
    for (;;) {
        int answer = read_record(w, start, end, &tail->last);
        if (answer < 0)
            return false;
        tail->any = answer == 1;
        if (answer == 1 || start == 0)
            break;
        end = start - 1;
        if (!find_line_start(w, end, &start))
            return false;
    }
    uint64_t behind = !tail->any ? 0 : end == size ? size : end + 1;
    return behind == size || describe_gap(w, behind, size, &tail->repair);
}

/* ---- forwards, in a gzipped file ---------------------------------------- */

static bool
read_lines(struct lines *lines, struct gap *gap, struct tail *tail)
{
    struct lines_line line;
    struct stamp stamp;
    int more;
    while ((more = lines_next(lines, &line)) > 0) {
        int answer = stamp_read_line(line.bytes, line.length, &stamp);
        if (answer < 0)
            return false;
        tail->unterminated = !line.ended;
        if (answer == 0) {
            gap_add(gap, line.bytes, line.length);
            continue;
        }
        tail->any = true;
        tail->last = stamp;
        gap_end(gap, &tail->repair);
    }
    tail->torn = lines_torn(lines);
    tail->repair.needed = gap->lines > 0 || tail->torn;
    gap_end(gap, &tail->repair);
    return more == 0;
}

/* Written by another program, or torn: only inflating it tells. */
static bool
read_all(int fd, uint64_t size, struct tail *tail)
{
    struct gap gap;
    struct lines *lines = lines_new(fd, size);
    if (lines == NULL)
        return false;
    bool read = gap_init(&gap) && read_lines(lines, &gap, tail);
    int error = gap.digest == NULL ? ENOMEM : errno;
    gap_release(&gap);
    lines_free(lines);
    errno = error;
    return read;
}

/* ---- both --------------------------------------------------------------- */

static bool
is_gzip(int fd, uint64_t size, bool *gzip)
{
    uint8_t magic[2];
    size_t length = size < sizeof magic ? (size_t)size : sizeof magic;
    if (!logfile_read_at(fd, 0, magic, length))
        return false;
    *gzip = length > 0 && gzip_recognises(magic, length);
    return true;
}

static bool
read_gzip(int fd, uint64_t size, struct tail *tail)
{
    uint8_t mark[GZIP_MARK_SIZE];
    uint8_t note[GZIP_NOTE_SIZE];
    if (size >= sizeof mark) {
        if (!logfile_read_at(fd, size - sizeof mark, mark, sizeof mark))
            return false;
        tail->any = gzip_read_mark(mark, note) && read_note(note, &tail->last);
    }
    return tail->any || read_all(fd, size, tail);
}

bool
tail_read(int fd, uint64_t size, struct tail *tail)
{
    struct window w;
    w.fd = fd;
    w.from = size;
    w.length = 0;
    *tail = (struct tail){.any = false};
    if (!is_gzip(fd, size, &tail->gzip) ||
        !(tail->gzip ? read_gzip(fd, size, tail) : read_plain(&w, size, tail)))
        return false;
    tail->repair.unfinished =
        tail->any && tail->last.type == SMAC_RECORD_FINDING;
    if (tail->repair.unfinished && !tail->repair.needed) {
        tail->repair.needed = true;
        digest_of(NULL, 0, tail->repair.sha256);
    }
    return true;
}
