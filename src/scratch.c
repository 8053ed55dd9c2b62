/* SPDX-License-Identifier: MIT */
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct scratch_file {
    struct scratch *scratch;
    struct scratch_file *next;
    struct scratch_file *previous;
    int fd;
    void *bytes;
    size_t size;
};

void
scratch_init(struct scratch *s, const char *folder)
{
    *s = (struct scratch){.folder = folder};
}

static void *
fail(struct scratch *s)
{
    if (s->error == 0)
        s->error = errno;
    return NULL;
}

/* ---- files without a name ------------------------------------------------ */

static int
open_in(const char *folder)
{
    char path[4096];
    int fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    int n = snprintf(path, sizeof path, "%s/smac-XXXXXX", folder);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

/* /tmp may be memory itself; /var/tmp is not. */
static int
open_file(const char *folder)
{
    const char *named = folder != NULL ? folder : secure_getenv("TMPDIR");
    if (named != NULL && *named != '\0')
        return open_in(named);
    int fd = open_in("/var/tmp");
    return fd >= 0 ? fd : open_in("/tmp");
}

static int
take_file(struct scratch *s)
{
    if (!s->reserved)
        return open_file(s->folder);
    if (s->spare_count > 0)
        return s->spare[--s->spare_count];
    errno = EMFILE;
    return -1;
}

/* Its room on the disk is given back at once. */
static void
leave_file(struct scratch *s, int fd)
{
    if (s->reserved && s->spare_count < SCRATCH_RESERVE &&
        ftruncate(fd, 0) == 0)
        s->spare[s->spare_count++] = fd;
    else
        close(fd);
}

static struct scratch_file *
make(struct scratch *s)
{
    struct scratch_file *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->fd = take_file(s);
    if (f->fd < 0) {
        free(f);
        return NULL;
    }
    f->scratch = s;
    f->next = s->files;
    if (f->next != NULL)
        f->next->previous = f;
    s->files = f;
    return f;
}

/* ---- the interface ------------------------------------------------------- */

bool
scratch_reserve(struct scratch *s)
{
    while (s->spare_count < SCRATCH_RESERVE) {
        int fd = open_file(s->folder);
        if (fd < 0) {
            fail(s);
            return false;
        }
        s->spare[s->spare_count++] = fd;
    }
    s->reserved = true;
    return true;
}

void
scratch_release(struct scratch *s)
{
    while (s->spare_count > 0)
        close(s->spare[--s->spare_count]);
    s->reserved = false;
}

void *
scratch_grow(struct scratch *s, struct scratch_file **file, size_t size)
{
    struct scratch_file *f = *file != NULL ? *file : make(s);
    void *bytes = MAP_FAILED;
    if (f == NULL)
        return fail(s);
    *file = f;
    errno = posix_fallocate(f->fd, (off_t)f->size, (off_t)(size - f->size));
    if (errno != 0)
        return fail(s);
    if (f->bytes == NULL)
        bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, f->fd, 0);
    else
        bytes = mremap(f->bytes, f->size, size, MREMAP_MAYMOVE);
    if (bytes == MAP_FAILED)
        return fail(s);
    f->bytes = bytes;
    f->size = size;
    scratch_rest(s); /* work on one file goes on with the growth of another */
    return bytes;
}

void
scratch_drop(struct scratch_file **file)
{
    struct scratch_file *f = *file;
    if (f == NULL)
        return;
    if (f->bytes != NULL)
        munmap(f->bytes, f->size);
    leave_file(f->scratch, f->fd);
    if (f->next != NULL)
        f->next->previous = f->previous;
    if (f->previous != NULL)
        f->previous->next = f->next;
    else
        f->scratch->files = f->next;
    free(f);
    *file = NULL;
}

void
scratch_rest(struct scratch *s)
{
    for (struct scratch_file *f = s != NULL ? s->files : NULL; f != NULL;
         f = f->next)
        if (f->bytes != NULL)
            madvise(f->bytes, f->size, MADV_DONTNEED);
}
