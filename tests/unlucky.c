/* SPDX-License-Identifier: MIT */
/* A system on which one call goes wrong, to be preloaded (tests/faults).
 *
 *   UNLUCKY_CALL=NAME   the function
 *   UNLUCKY_NTH=N       which of its calls, in whatever process; 0: none
 *   UNLUCKY_ERROR=E     the errno; 0: read and write move one byte only
 *   UNLUCKY_REPORT=FILE 16 bytes: how often the function was called, and how
 *                       often that went wrong, as two numbers of 64 bits
 *   UNLUCKY_CLOCK=1     the clock goes back an hour with each look at it
 *
 * The count is in shared memory, so that it goes on in a process that can no
 * longer open files. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct counts {
    uint64_t calls;
    uint64_t wrong;
} * counts;

static const char *unlucky;
static uint64_t nth;
static int error;
static bool backwards;

/* ---- calls that answer with a number ------------------------------------ */

/* Name, type of the answer, parameters, arguments, and the length that may be
 * cut short, or NULL. */
#define CALLS(X)                                                               \
    X(read, ssize_t, (int f, void *b, size_t n), (f, b, n), &n)                \
    X(write, ssize_t, (int f, const void *b, size_t n), (f, b, n), &n)         \
    X(pread, ssize_t, (int f, void *b, size_t n, off_t o), (f, b, n, o), &n)   \
    X(recv, ssize_t, (int f, void *b, size_t n, int g), (f, b, n, g), &n)      \
    X(send, ssize_t, (int f, const void *b, size_t n, int g), (f, b, n, g),    \
      &n)                                                                      \
    X(poll, int, (struct pollfd p[], nfds_t n, int t), (p, n, t), NULL)        \
    X(fsync, int, (int f), (f), NULL)                                          \
    X(fdatasync, int, (int f), (f), NULL)                                      \
    X(ftruncate, int, (int f, off_t n), (f, n), NULL)                          \
    X(flock, int, (int f, int o), (f, o), NULL)                                \
    X(fstat, int, (int f, struct stat *s), (f, s), NULL)                       \
    X(stat, int, (const char *p, struct stat *s), (p, s), NULL)                \
    X(lstat, int, (const char *p, struct stat *s), (p, s), NULL)               \
    X(rename, int, (const char *a, const char *b), (a, b), NULL)               \
    X(linkat, int, (int a, const char *p, int b, const char *q, int g),        \
      (a, p, b, q, g), NULL)                                                   \
    X(unlink, int, (const char *p), (p), NULL)                                 \
    X(fchmod, int, (int f, mode_t m), (f, m), NULL)                            \
    X(access, int, (const char *p, int m), (p, m), NULL)                       \
    X(faccessat, int, (int d, const char *p, int m, int g), (d, p, m, g),      \
      NULL)                                                                    \
    X(mkostemp, int, (char *p, int g), (p, g), NULL)                           \
    X(pipe2, int, (int p[2], int g), (p, g), NULL)                             \
    X(socketpair, int, (int d, int t, int p, int v[2]), (d, t, p, v), NULL)    \
    X(fork, pid_t, (void), (), NULL)                                           \
    X(waitpid, pid_t, (pid_t p, int *s, int g), (p, s, g), NULL)               \
    X(setrlimit, int, (__rlimit_resource_t r, const struct rlimit *l), (r, l), \
      NULL)                                                                    \
    X(getrandom, ssize_t, (void *b, size_t n, unsigned g), (b, n, g), NULL)

#define REAL(name, type, parameters, arguments, length)                        \
    static type(*real_##name) parameters;
CALLS(REAL)
#undef REAL

static int (*real_close)(int);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_prctl)(int, ...);
static long (*real_syscall)(long, ...);
static void *(*real_dlopen)(const char *, int);
static FILE *(*real_fopen)(const char *, const char *);
static int (*real_clock_gettime)(clockid_t, struct timespec *);

static void
find(const char *name, void *function)
{
    void *address = dlsym(RTLD_NEXT, name);
    memcpy(function, &address, sizeof address);
}

static uint64_t
setting(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : strtoull(text, NULL, 10);
}

static void
open_report(const char *path)
{
    int fd = path == NULL ? -1 : real_open(path, O_RDWR | O_CREAT, 0600);
    void *memory = MAP_FAILED;
    if (fd >= 0 && real_ftruncate(fd, sizeof *counts) == 0)
        memory = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED,
                      fd, 0);
    if (fd >= 0)
        real_close(fd);
    counts = memory == MAP_FAILED ? NULL : memory;
}

static void __attribute__((constructor)) begin(void)
{
#define FIND(name, type, parameters, arguments, length)                        \
    find(#name, &real_##name);
    CALLS(FIND)
#undef FIND
    find("close", &real_close);
    find("open", &real_open);
    find("openat", &real_openat);
    find("prctl", &real_prctl);
    find("syscall", &real_syscall);
    find("dlopen", &real_dlopen);
    find("fopen", &real_fopen);
    find("clock_gettime", &real_clock_gettime);
    nth = setting("UNLUCKY_NTH");
    error = (int)setting("UNLUCKY_ERROR");
    backwards = setting("UNLUCKY_CLOCK") != 0;
    open_report(getenv("UNLUCKY_REPORT"));
    unlucky = getenv("UNLUCKY_CALL");
}

static bool
goes_wrong(const char *name)
{
    if (unlucky == NULL || counts == NULL || strcmp(name, unlucky) != 0)
        return false;
    uint64_t call = __atomic_add_fetch(&counts->calls, 1, __ATOMIC_SEQ_CST);
    if (call != nth)
        return false;
    __atomic_add_fetch(&counts->wrong, 1, __ATOMIC_SEQ_CST);
    errno = error;
    return true;
}

/* One byte instead of many, where there is a length. */
static bool
is_short(size_t *length)
{
    if (error != 0 || length == NULL)
        return false;
    *length = *length > 1 ? 1 : *length;
    return true;
}

#define WRONG(name, type, parameters, arguments, length)                       \
    type name parameters                                                       \
    {                                                                          \
        if (goes_wrong(#name) && !is_short(length))                            \
            return -1;                                                         \
        return real_##name arguments;                                          \
    }
CALLS(WRONG)

/* ---- the others --------------------------------------------------------- */

/* By these names a hardened program calls. */
ssize_t
__recv_chk(int f, void *b, size_t n, size_t size, int g)
{
    (void)size;
    return recv(f, b, n, g);
}

int
__poll_chk(struct pollfd *p, nfds_t n, int t, size_t size)
{
    (void)size;
    return poll(p, n, t);
}

/* The descriptor is closed, whatever the answer. */
int
close(int fd)
{
    bool wrong = goes_wrong("close");
    int answer = real_close(fd);
    errno = wrong ? error : errno;
    return wrong ? -1 : answer;
}

int
open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return goes_wrong("open") ? -1 : real_open(path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = va_arg(list, mode_t);
    va_end(list);
    return goes_wrong("openat") ? -1 : real_openat(folder, path, flags, mode);
}

int
prctl(int option, ...)
{
    va_list list;
    va_start(list, option);
    unsigned long a = va_arg(list, unsigned long);
    unsigned long b = va_arg(list, unsigned long);
    unsigned long c = va_arg(list, unsigned long);
    unsigned long d = va_arg(list, unsigned long);
    va_end(list);
    return goes_wrong("prctl") ? -1 : real_prctl(option, a, b, c, d);
}

long
syscall(long number, ...)
{
    va_list list;
    va_start(list, number);
    long a = va_arg(list, long);
    long b = va_arg(list, long);
    long c = va_arg(list, long);
    va_end(list);
    return goes_wrong("syscall") ? -1 : real_syscall(number, a, b, c);
}

void *
dlopen(const char *name, int flags)
{
    return goes_wrong("dlopen") ? NULL : real_dlopen(name, flags);
}

FILE *
fopen(const char *path, const char *mode)
{
    return goes_wrong("fopen") ? NULL : real_fopen(path, mode);
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
    static time_t back;
    int answer = real_clock_gettime(clock, now);
    if (backwards) {
        back += 3600;
        now->tv_sec -= back;
    }
    return answer;
}
