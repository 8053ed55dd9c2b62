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

enum { GIT_OPTIONS = 7 }; /* words of the command before what is asked */

/* A hook's variables name the repository that the hook runs in, and would
 * make git answer about that one. The repository's own configuration may be
 * an attacker's (a .git that came in an archive): what would run a program
 * for listing files is turned off. */
static _Noreturn void
become_git(const char *directory, const char *const *arguments, int out)
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
    const char *command[16] = {"git",
                               "-c",
                               "core.fsmonitor=false",
                               "-c",
                               "core.hooksPath=/dev/null",
                               "-C",
                               directory};
    for (size_t i = 0; arguments[i] != NULL; i++)
        command[GIT_OPTIONS + i] = arguments[i];
    execvp("git", (char *const *)command);
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

/* Runs git in the directory and adds what it writes to the parcel. False with
 * errno set if it does not end with 0. */
static bool
ask_git(const char *directory, const char *const *arguments,
        struct parcel *answer)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    pid_t pid = fork();
    if (pid == 0)
        become_git(directory, arguments, ends[1]);
    close(ends[1]);
    bool read = pid > 0 && read_all(ends[0], answer);
    close(ends[0]);
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (read && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    errno = read ? ECHILD : errno;
    return false;
}

bool
checkout_ignores(const char *directory)
{
    static const char *const arguments[] = {"check-ignore", "-q", ".", NULL};
    struct parcel nothing = {0};
    bool ignores = ask_git(directory, arguments, &nothing);
    parcel_release(&nothing);
    return ignores;
}

char *
checkout_list(const char *directory, size_t *length)
{
    static const char *const arguments[] = {
        "ls-files", "-z", "--cached", "--others", "--exclude-standard", NULL};
    struct parcel list = {0};
    if (!ask_git(directory, arguments, &list) ||
        parcel_reserve(&list, 1) == NULL) {
        parcel_release(&list);
        return NULL;
    }
    list.bytes[list.size] = '\0';
    *length = list.size;
    return list.bytes;
}
