/* SPDX-License-Identifier: MIT */
/* git itself is asked: what .gitignore, .git/info/exclude and the user's own
 * ignore file mean together is not to be written twice. */
#include "checkout.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "parcel.h"

bool
checkout_is_top(const char *directory)
{
    char path[PATH_MAX];
    struct stat status;
    size_t length = strlen(directory);
    if (length + sizeof "/.git" > sizeof path)
        return false;
    memcpy(path, directory, length);
    strcpy(path + length, "/.git");
    return lstat(path, &status) == 0;
}

bool
checkout_holds(const char *directory)
{
    char *path = realpath(directory, NULL);
    bool holds = false;
    while (path != NULL && !holds) {
        holds = checkout_is_top(path);
        char *slash = strrchr(path, '/');
        if (slash == NULL || slash == path)
            break;
        *slash = '\0';
    }
    free(path);
    return holds;
}

/* A hook's variables name the repository that the hook runs in, and would
 * make git answer about that one. The repository's own configuration may be
 * an attacker's (a .git that came in an archive): what would run a program
 * for listing files is turned off. */
static _Noreturn void
become_git(const char *directory, int out)
{
    static const char *const variables[] = {
        "GIT_DIR",    "GIT_WORK_TREE",  "GIT_INDEX_FILE",
        "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    };
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        unsetenv(variables[i]);
    setenv("GIT_OPTIONAL_LOCKS", "0", 1);
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(null, STDERR_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    execlp("git", "git", "-c", "core.fsmonitor=false", "-c",
           "core.hooksPath=/dev/null", "-C", directory, "ls-files", "-z",
           "--cached", "--others", "--exclude-standard", (char *)NULL);
    _exit(127);
}

static bool
read_all(int fd, struct parcel *list)
{
    for (;;) {
        char *room = parcel_reserve(list, 1 << 16);
        if (room == NULL) {
            errno = ENOMEM;
            return false;
        }
        ssize_t n = read(fd, room, 1 << 16);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        list->size += n > 0 ? (size_t)n : 0;
    }
}

char *
checkout_list(const char *directory, size_t *length)
{
    struct parcel list = {0};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return NULL;
    pid_t pid = fork();
    if (pid == 0)
        become_git(directory, ends[1]);
    close(ends[1]);
    bool read = pid > 0 && read_all(ends[0], &list);
    close(ends[0]);
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!read || !WIFEXITED(status) || WEXITSTATUS(status) != 0 ||
        parcel_reserve(&list, 1) == NULL) {
        parcel_release(&list);
        errno = read ? ECHILD : errno;
        return NULL;
    }
    list.bytes[list.size] = '\0';
    *length = list.size;
    return list.bytes;
}
