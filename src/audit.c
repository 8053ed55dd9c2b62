/* SPDX-License-Identifier: MIT */
/* Appends the records of one document at a time.
 *
 * Findings are held until the document's summary comes. Then, under a lock:
 * the end of the file says how far the numbers have come, the records are
 * written, and if that fails a regular file is cut back to what it was, so
 * that no half document stays. Any failure makes a callback answer non-zero,
 * and then the library releases no text. */
#include "smac.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buffer.h"
#include "digest.h"
#include "gzip.h"
#include "record.h"
#include "tail.h"

/* Records go out in pieces of about this size. */
enum { PIECE = 1 << 18 };

struct smac_audit {
    int fd;
    bool regular;       /* can be read back and cut */
    bool shared;        /* worth a lock: not a device, nor a terminal */
    int error;          /* errno of the first failure */
    uint64_t seq;       /* of the last record written */
    char *name;         /* of the document; NULL: there was no memory */
    struct gzip *gzip;  /* NULL: plain */
    uint64_t count;     /* findings that are held */
    struct buffer held; /* struct held, its span, what it decodes to; again */
    struct buffer out;
    struct buffer packed;
};

struct held {
    struct smac_finding finding; /* its pointers are dead */
    uint8_t span_sha256[32];
};

/* ---- the file ----------------------------------------------------------- */

static bool
write_all(int fd, const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n >= 0) {
            bytes += n;
            length -= (size_t)n;
        } else if (errno == EAGAIN) {
            /* a pipe that somebody else made non-blocking */
            struct pollfd ready = {.fd = fd, .events = POLLOUT};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR)
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

static bool
lock_file(int fd, int operation)
{
    int answer;
    do {
        answer = flock(fd, operation);
    } while (answer < 0 && errno == EINTR);
    return answer == 0;
}

/* A pipe must not be opened for reading too: its reader's end would be ours
 * as well, and we would never learn that the other reader has gone. */
static int
open_path(const char *path)
{
    struct stat status;
    int access = stat(path, &status) == 0 && !S_ISREG(status.st_mode) ? O_WRONLY
                                                                      : O_RDWR;
    return open(path, access | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
}

static bool
ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) &&
           strcmp(text + length - strlen(end), end) == 0;
}

struct smac_audit *
smac_audit_open(const char *path)
{
    struct stat status;
    struct smac_audit *a = calloc(1, sizeof *a);
    if (a == NULL)
        goto err0;
    buffer_init(&a->held, SIZE_MAX / 2);
    buffer_init(&a->out, SIZE_MAX / 2);
    buffer_init(&a->packed, SIZE_MAX / 2);
    a->fd = open_path(path);
    if (a->fd < 0 || fstat(a->fd, &status) < 0)
        goto err1;
    a->regular = S_ISREG(status.st_mode);
    a->shared = a->regular || S_ISFIFO(status.st_mode);
    if (ends_with(path, ".gz") && (a->gzip = gzip_new()) == NULL) {
        errno = ENOMEM;
        goto err1;
    }
    smac_audit_document(a, "-");
    return a;
err1:;
    int error = errno;
    if (a->fd >= 0)
        close(a->fd);
    free(a);
    errno = error;
err0:
    return NULL;
}

enum smac_status
smac_audit_close(struct smac_audit *a)
{
    if (a == NULL)
        return SMAC_OK;
    int error = a->error;
    /* Some file systems tell only now that there is no room. */
    if (close(a->fd) < 0 && error == 0 && errno != EINTR)
        error = errno;
    gzip_free(a->gzip);
    buffer_release(&a->held);
    buffer_release(&a->out);
    buffer_release(&a->packed);
    free(a->name);
    free(a);
    errno = error;
    return error == 0 ? SMAC_OK : SMAC_BAD_FILE;
}

/* ---- findings ----------------------------------------------------------- */

static int
fail(struct smac_audit *a, int error)
{
    if (a->error == 0)
        a->error = error;
    errno = error;
    return -1;
}

static void
forget_findings(struct smac_audit *a)
{
    buffer_clear(&a->held);
    a->count = 0;
}

void
smac_audit_document(struct smac_audit *a, const char *name)
{
    forget_findings(a); /* of a document that failed halfway */
    free(a->name);
    a->name = strdup(name);
}

int
smac_audit_discarded(void *user, const struct smac_finding *finding)
{
    struct smac_audit *a = user;
    struct held held = {.finding = *finding};
    digest_of(finding->bytes, (size_t)finding->length, held.span_sha256);
    buffer_put(&a->held, &held, sizeof held);
    buffer_put(&a->held, finding->bytes, (size_t)finding->length);
    if (finding->decoded != NULL)
        buffer_put(&a->held, finding->decoded, finding->decoded_length);
    a->count++;
    return a->held.failed ? fail(a, ENOMEM) : 0;
}

/* ---- the append --------------------------------------------------------- */

/* Writes what `out` holds and empties it. */
static bool
flush_out(struct smac_audit *a, bool last)
{
    struct buffer *ready = &a->out;
    if (a->gzip != NULL && !a->out.failed) {
        ready = &a->packed;
        buffer_clear(ready);
        if (!gzip_put(a->gzip, a->out.data, a->out.size, ready) ||
            (last && !gzip_end(a->gzip, ready)))
            ready->failed = true;
        if (last)
            gzip_mark(ready, a->seq);
    }
    if (ready->failed) {
        errno = ENOMEM;
        return false;
    }
    bool written = write_all(a->fd, ready->data, ready->size);
    buffer_clear(&a->out);
    return written;
}

/* Moves past one held finding and makes its pointers alive again. */
static struct held
take_held(const struct smac_audit *a, size_t *position,
          const struct smac_document *document)
{
    struct held held;
    const uint8_t *next = a->held.data + *position;
    memcpy(&held, next, sizeof held);
    next += sizeof held;
    held.finding.document = document;
    held.finding.bytes = next;
    next += held.finding.length;
    if (held.finding.decoded != NULL) {
        held.finding.decoded = (const char *)next;
        next += held.finding.decoded_length;
    }
    *position = (size_t)(next - a->held.data);
    return held;
}

static bool
write_records(struct smac_audit *a, const struct smac_summary *summary,
              bool torn)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct record_head head = {record_time_of(&now), a->name};

    buffer_clear(&a->out);
    if (torn) /* the torn line stays as it is, on a line of its own */
        buffer_putc(&a->out, '\n');
    for (size_t position = 0; position < a->held.size;) {
        struct held held = take_held(a, &position, summary->document);
        record_finding(&a->out, ++a->seq, &head, &held.finding,
                       held.span_sha256);
        if (a->out.size >= PIECE && !flush_out(a, false))
            return false;
    }
    record_document(&a->out, ++a->seq, &head, summary);
    return flush_out(a, true);
}

static bool
append_regular(struct smac_audit *a, const struct smac_summary *summary)
{
    struct stat status;
    struct tail tail;
    if (fstat(a->fd, &status) < 0)
        return false;
    uint64_t size = (uint64_t)status.st_size;
    if (!(a->gzip != NULL ? tail_read_gzip : tail_read)(a->fd, size, &tail))
        return false;
    a->seq = tail.seq;
    if (write_records(a, summary, tail.torn))
        return true;

    int error = errno;
    if (a->gzip != NULL)
        gzip_reset(a->gzip);
    /* Where cutting is forbidden (chattr +a) a torn end stays, and the next
     * append knows how to live with it. */
    if (ftruncate(a->fd, status.st_size) < 0)
        error = error != 0 ? error : errno;
    errno = error;
    return false;
}

/* Held findings that do not match the summary are a caller's mistake, and an
 * audit that would not be complete. */
static bool
is_complete(const struct smac_audit *a, const struct smac_summary *summary)
{
    uint64_t findings = 0;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++)
        findings += summary->findings[i];
    return findings == a->count;
}

int
smac_audit_summary(void *user, const struct smac_summary *summary)
{
    struct smac_audit *a = user;
    if (a->name == NULL || a->held.failed)
        return fail(a, ENOMEM);
    if (!is_complete(a, summary))
        return fail(a, EINVAL);
    if (a->shared && !lock_file(a->fd, LOCK_EX))
        return fail(a, errno);
    bool done = a->regular ? append_regular(a, summary)
                           : write_records(a, summary, false);
    int error = errno;
    if (a->shared)
        lock_file(a->fd, LOCK_UN);
    forget_findings(a);
    return done ? 0 : fail(a, error);
}
