/* SPDX-License-Identifier: MIT */
/* A disk and a machine that fail, to be preloaded (tests/audit).
 *
 *   FAULTY_DIE=N       the process is killed once N bytes went to regular files
 *   FAULTY_FULL=N      there is room for N bytes
 *   FAULTY_CUT=1       nothing can be cut off, as on an append-only file
 *   FAULTY_UNSYNCED=1  syncing fails
 *   FAULTY_MEMORY=N    the Nth allocation finds no memory, nor do later ones if
 *                      FAULTY_LASTING is set
 *   FAULTY_TRACE=FILE  a word there for each call: memory records sync
 *                      folder text
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned long long written;
static unsigned long long allocated;

/* The setting's number; false if it is not set. */
static bool
setting(const char *name, unsigned long long *number)
{
    const char *text = getenv(name);
    *number = text == NULL ? 0 : strtoull(text, NULL, 10);
    return text != NULL;
}

static void
trace(const char *word)
{
    const char *path = getenv("FAULTY_TRACE");
    int fd = path == NULL
                 ? -1
                 : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    syscall(SYS_write, fd, word, strlen(word));
    close(fd);
}

/* ---- memory ------------------------------------------------------------- */

/* glibc's own, by the names under which it exports them besides. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static bool
is_exhausted(void)
{
    unsigned long long limit;
    unsigned long long unused;
    if (!setting("FAULTY_MEMORY", &limit))
        return false;
    allocated++;
    bool exhausted = allocated == limit ||
                     (allocated > limit && setting("FAULTY_LASTING", &unused));
    if (exhausted) {
        trace("memory\n");
        errno = ENOMEM;
    }
    return exhausted;
}

void *
malloc(size_t size)
{
    return is_exhausted() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return is_exhausted() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *memory, size_t size)
{
    return is_exhausted() ? NULL : __libc_realloc(memory, size);
}

/* ---- files -------------------------------------------------------------- */

static bool
is_regular(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
    unsigned long long limit;
    bool regular = is_regular(fd);
    bool die = regular && setting("FAULTY_DIE", &limit);
    bool full = regular && !die && setting("FAULTY_FULL", &limit);
    trace(regular ? "records\n" : "text\n");
    if ((die || full) && written + length > limit) {
        length = limit > written ? (size_t)(limit - written) : 0;
        if (full && length == 0) {
            errno = ENOSPC;
            return -1;
        }
    }
    ssize_t n = length == 0 ? 0 : syscall(SYS_write, fd, bytes, length);
    if (regular && n > 0)
        written += (unsigned long long)n;
    if (die && written >= limit)
        raise(SIGKILL);
    return n;
}

int
ftruncate(int fd, off_t length)
{
    unsigned long long unused;
    if (setting("FAULTY_CUT", &unused)) {
        errno = EPERM;
        return -1;
    }
    return (int)syscall(SYS_ftruncate, fd, length);
}

static int
sync_file(int fd, long call)
{
    unsigned long long unused;
    struct stat status;
    bool folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
    trace(folder ? "folder\n" : "sync\n");
    if (setting("FAULTY_UNSYNCED", &unused)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(call, fd);
}

int
fdatasync(int fd)
{
    return sync_file(fd, SYS_fdatasync);
}

int
fsync(int fd)
{
    return sync_file(fd, SYS_fsync);
}
