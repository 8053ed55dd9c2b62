/* SPDX-License-Identifier: MIT */
#include "sandbox.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "message.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
/* SANDBOX_NEVER: counts of what ran are written to files at the end. */
#if defined(SANDBOX_NEVER) || defined(__SANITIZE_ADDRESS__) ||                 \
    defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer) ||        \
    __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
enum { POSSIBLE = 0 };
#else
enum { POSSIBLE = 1 };
#endif

/* ---- seccomp ------------------------------------------------------------ */

/* Made by tools/syscalls.c. */
static const struct sock_filter calls[] = {
#include "sandbox_calls.h"
};

static bool
restrict_calls(const struct sandbox_limits *limits)
{
    (void)limits;
    const struct sock_fprog program = {
        .len = sizeof calls / sizeof calls[0],
        .filter = (struct sock_filter *)(uintptr_t)calls,
    };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/* ---- Landlock ----------------------------------------------------------- */

/* The kernel's, which Debian's headers do not have as a whole yet. A kernel
 * takes a longer struct than it knows if the rest is zero. */
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

enum { ASK_VERSION = 1 };

/* All that a version can refuse: it is refused everywhere, for no rule says
 * otherwise. */
static struct ruleset
everything(long version)
{
    static const struct {
        long since;
        struct ruleset rights;
    } rows[] = {
        {1, {(1 << 13) - 1, 0, 0}}, /* to open, make, remove, execute */
        {2, {1 << 13, 0, 0}},       /* to link or rename elsewhere */
        {3, {1 << 14, 0, 0}},       /* to truncate */
        {4, {0, 3, 0}},             /* to bind and connect TCP */
        {5, {1 << 15, 0, 0}},       /* to control devices */
        {6, {0, 0, 3}},             /* abstract sockets, signals outside */
    };
    struct ruleset all = {0, 0, 0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (version >= rows[i].since) {
            all.files |= rows[i].rights.files;
            all.network |= rows[i].rights.network;
            all.scopes |= rows[i].rights.scopes;
        }
    }
    return all;
}

/* A second wall behind seccomp, where the kernel has it: since 5.13, unless
 * it was not configured or a container refuses the call. */
static bool
restrict_files(const struct sandbox_limits *limits)
{
    (void)limits;
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, ASK_VERSION);
    if (version < 1)
        return true;
    const struct ruleset all = everything(version);
    long fd = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (fd < 0)
        return false;
    bool done = syscall(SYS_landlock_restrict_self, (int)fd, 0) == 0;
    int error = errno;
    close((int)fd);
    errno = error;
    return done;
}

/* ---- limits ------------------------------------------------------------- */

/* One that is lower already stays. */
static bool
restrict_resource(int resource, uint64_t most)
{
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) < 0)
        return false;
    if (limit.rlim_max > most)
        limit.rlim_max = (rlim_t)most;
    if (limit.rlim_cur > limit.rlim_max)
        limit.rlim_cur = limit.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0;
}

/* A core would hold the document; root may have processes all the same, but
 * seccomp does not let it. Descriptors: the standard ones, and poll refuses to
 * look at more than the limit. */
static bool
restrict_resources(const struct sandbox_limits *limits)
{
    return restrict_resource(RLIMIT_CORE, 0) &&
           restrict_resource(RLIMIT_NPROC, 0) &&
           restrict_resource(RLIMIT_NOFILE, 3) &&
           (limits->memory == 0 ||
            restrict_resource(RLIMIT_DATA, limits->memory)) &&
           (limits->seconds == 0 ||
            restrict_resource(RLIMIT_CPU, limits->seconds));
}

/* No program that is started gains rights; the other walls ask for it. */
static bool
renounce_privileges(const struct sandbox_limits *limits)
{
    (void)limits;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* ---- what is open ------------------------------------------------------- */

static bool
is_kept(int fd, const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] == fd)
            return true;
    }
    return fd == STDERR_FILENO;
}

void
sandbox_keep(const int *fds, size_t count)
{
    int last = STDERR_FILENO;
    for (size_t i = 0; i < count; i++)
        last = fds[i] > last ? fds[i] : last;
    for (int fd = STDIN_FILENO; fd < last; fd++) {
        if (!is_kept(fd, fds, count))
            close(fd);
    }
    closefrom(last + 1);
}

/* ---- the interface ------------------------------------------------------ */

bool
sandbox_enter(const struct sandbox_limits *limits, char *problem, size_t size)
{
    static const struct {
        const char *name;
        bool (*enter)(const struct sandbox_limits *);
    } walls[] = {
        {"no_new_privs", renounce_privileges},
        {"Landlock", restrict_files},
        {"limits", restrict_resources},
        {"seccomp", restrict_calls},
    };
    for (size_t i = 0; POSSIBLE && i < sizeof walls / sizeof walls[0]; i++) {
        if (!walls[i].enter(limits)) {
            snprintf(problem, size,
                     "the sandbox cannot be entered (%s: %s); --no-sandbox "
                     "does without",
                     walls[i].name, strerror(errno));
            return false;
        }
    }
    return true;
}

void
sandbox_forgo(void)
{
    message("--no-sandbox", "hostile documents are parsed with all the rights "
                            "of this user");
}
