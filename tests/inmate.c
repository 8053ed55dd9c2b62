/* SPDX-License-Identifier: MIT */
/* Tries to break out of the sandbox, each way in a process of its own.
 *
 * Every attempt is made outside first, where it must succeed: one that fails
 * there would prove nothing. Then the same with Landlock alone, which must
 * hold what it promises when seccomp is not in front of it. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox.h"

static char folder[] = "/tmp/smac-inmate-XXXXXX";
static struct sockaddr_in listener;
static int tcp = -1; /* not connected yet */
static int unbound = -1;
static int datagrams = -1;
static pid_t keeper;   /* a process that may be signalled */
static void *page;     /* of data */
static bool open_wall; /* let seccomp not be installed */

/* In the place of libc's, so that Landlock can be seen alone. */
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
    if (option == PR_SET_SECCOMP && open_wall)
        return 0;
    return (int)syscall(SYS_prctl, option, a, b, c, d);
}

/* ---- attempts: true if it worked ---------------------------------------- */

static bool
reads_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool
reads_a_file_anew(void)
{
    struct {
        uint64_t flags, mode, resolve;
    } how = {O_RDONLY, 0, 0};
    return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof how) >= 0;
}

static bool
makes_a_file(void)
{
    return open("made", O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool
removes_a_file(void)
{
    return unlink("victim") == 0;
}

static bool
renames_a_file(void)
{
    return rename("victim", "moved") == 0;
}

static bool
makes_a_folder(void)
{
    return mkdir("folder", 0700) == 0;
}

static bool
looks_at_a_file(void)
{
    struct stat status;
    return stat("/etc/passwd", &status) == 0;
}

static bool
changes_rights(void)
{
    return chmod("victim", 0777) == 0;
}

static bool
makes_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
connects(void)
{
    return connect(tcp, (struct sockaddr *)&listener, sizeof listener) == 0;
}

static bool
listens(void)
{
    struct sockaddr_in any = {.sin_family = AF_INET};
    return bind(unbound, (struct sockaddr *)&any, sizeof any) == 0;
}

static bool
sends_to_an_address(void)
{
    struct sockaddr_in to = listener;
    return sendto(datagrams, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == 1;
}

static bool
starts_a_program(void)
{
    char *arguments[] = {(char *)"sh", (char *)"-c", (char *)"exit 77", NULL};
    execv("/bin/sh", arguments);
    return false;
}

static bool
starts_a_program_from_a_descriptor(void)
{
    char *arguments[] = {(char *)"sh", (char *)"-c", (char *)"exit 77", NULL};
    char *none[] = {NULL};
    syscall(SYS_execveat, AT_FDCWD, "/bin/sh", arguments, none, 0);
    return false;
}

static bool
forks(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool
clones(void)
{
    pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0);
    if (pid == 0)
        _exit(0);
    return pid > 0;
}

static bool
signals_a_process(void)
{
    return kill(keeper, SIGWINCH) == 0;
}

static bool
traces_a_process(void)
{
    return ptrace(PTRACE_SEIZE, keeper, NULL, NULL) == 0;
}

static bool
reads_a_process(void)
{
    char byte;
    struct iovec here = {&byte, 1};
    struct iovec there = {&keeper, 1};
    return process_vm_readv(keeper, &here, 1, &there, 1, 0) == 1;
}

static bool
maps_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
makes_data_code(void)
{
    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool
makes_a_memory_file(void)
{
    return memfd_create("x", 0) >= 0;
}

static bool
doubles_a_descriptor(void)
{
    return dup(STDERR_FILENO) >= 0;
}

static bool
makes_a_thread(void)
{
    return unshare(CLONE_FILES) == 0;
}

static bool
lifts_a_limit(void)
{
    struct rlimit limit;
    return syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool
sets_a_handler(void)
{
    return signal(SIGUSR1, SIG_IGN) != SIG_ERR;
}

/* ---- attempts of another kind: what must still work ---------------------- */

static bool
gets_memory(void)
{
    char *bytes = malloc((size_t)64 << 20);
    if (bytes == NULL)
        return false;
    memset(bytes, 1, (size_t)64 << 20);
    bytes = realloc(bytes, (size_t)128 << 20);
    bool got = bytes != NULL && bytes[1000] == 1;
    free(bytes);
    return got;
}

static bool
gets_too_much_memory(void)
{
    char *bytes = malloc((size_t)300 << 20);
    bool got = bytes != NULL;
    free(bytes);
    return got;
}

static bool
waits_for_a_descriptor(void)
{
    struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
    return poll(&ready, 1, 1000) >= 0;
}

static bool
prints(void)
{
    return fprintf(stderr, "%s", "") == 0 && write(STDERR_FILENO, "", 0) == 0;
}

static bool
tells_the_time(void)
{
    struct timespec now;
    return clock_gettime(CLOCK_REALTIME, &now) == 0;
}

/* ---- the table ---------------------------------------------------------- */

/* By seccomp or a limit; by Landlock alone, too; by nobody. */
enum held_by { NOBODY, SECCOMP, LANDLOCK_TOO, TCP_LANDLOCK_TOO, SCOPE_TOO };

static const struct {
    const char *name;
    bool (*attempt)(void);
    enum held_by by;
} attempts[] = {
    {"reads a file", reads_a_file, LANDLOCK_TOO},
    {"reads a file by openat2", reads_a_file_anew, LANDLOCK_TOO},
    {"makes a file", makes_a_file, LANDLOCK_TOO},
    {"removes a file", removes_a_file, LANDLOCK_TOO},
    {"renames a file", renames_a_file, LANDLOCK_TOO},
    {"makes a folder", makes_a_folder, LANDLOCK_TOO},
    {"looks at a file", looks_at_a_file, SECCOMP},
    {"changes rights", changes_rights, SECCOMP},
    {"makes a socket", makes_a_socket, SECCOMP},
    {"connects", connects, TCP_LANDLOCK_TOO},
    {"listens", listens, TCP_LANDLOCK_TOO},
    {"sends to an address", sends_to_an_address, SECCOMP},
    {"starts a program", starts_a_program, LANDLOCK_TOO},
    {"starts a program by execveat", starts_a_program_from_a_descriptor,
     LANDLOCK_TOO},
    {"forks", forks, SECCOMP},
    {"clones", clones, SECCOMP},
    {"signals a process", signals_a_process, SCOPE_TOO},
    {"traces a process", traces_a_process, LANDLOCK_TOO},
    {"reads another process", reads_a_process, LANDLOCK_TOO},
    {"maps code", maps_code, SECCOMP},
    {"makes data code", makes_data_code, SECCOMP},
    {"makes a file in memory", makes_a_memory_file, SECCOMP},
    {"doubles a descriptor", doubles_a_descriptor, SECCOMP},
    {"unshares", makes_a_thread, SECCOMP},
    {"asks for limits", lifts_a_limit, SECCOMP},
    {"sets a handler", sets_a_handler, SECCOMP},
    {"gets too much memory", gets_too_much_memory, SECCOMP},
    {"gets memory", gets_memory, NOBODY},
    {"waits for a descriptor", waits_for_a_descriptor, NOBODY},
    {"prints", prints, NOBODY},
    {"tells the time", tells_the_time, NOBODY},
};

/* ---- running them ------------------------------------------------------- */

enum place { OUTSIDE, INSIDE, BEHIND_LANDLOCK };

enum answer { WORKED = 77, FAILED = 78, NO_SANDBOX = 79 };

static int
attempt(bool (*what)(void), enum place place)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        char problem[160];
        open_wall = place == BEHIND_LANDLOCK;
        const struct sandbox_limits limits = {(uint64_t)256 << 20, 60};
        if (place != OUTSIDE &&
            !sandbox_enter(&limits, problem, sizeof problem)) {
            fprintf(stderr, "%s\n", problem);
            _exit(NO_SANDBOX);
        }
        _exit(what() ? WORKED : FAILED);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
prepare(void)
{
    socklen_t length = sizeof listener;
    int server = socket(AF_INET, SOCK_STREAM, 0);
    listener = (struct sockaddr_in){.sin_family = AF_INET};
    listener.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (mkdtemp(folder) == NULL || chdir(folder) < 0 || server < 0 ||
        bind(server, (struct sockaddr *)&listener, sizeof listener) < 0 ||
        listen(server, 16) < 0 ||
        getsockname(server, (struct sockaddr *)&listener, &length) < 0)
        exit(2);
    tcp = socket(AF_INET, SOCK_STREAM, 0);
    unbound = socket(AF_INET, SOCK_STREAM, 0);
    datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                -1, 0);
    keeper = fork();
    if (keeper == 0) {
        /* Yama lets only a parent trace, unless the child allows it. */
        prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0UL, 0UL, 0UL);
        for (;;)
            pause();
    }
}

static void
renew(void)
{
    int fd = open("victim", O_WRONLY | O_CREAT, 0600);
    if (fd >= 0)
        close(fd);
    unlink("made");
    unlink("moved");
    rmdir("folder");
}

static bool
check(size_t row, enum place place, bool works)
{
    renew();
    int answer = attempt(attempts[row].attempt, place);
    if (answer == (works ? WORKED : FAILED))
        return true;
    printf("FAIL %s %s (%d)\n", attempts[row].name,
           works             ? "must work, and does not"
           : place == INSIDE ? "in the sandbox"
                             : "behind Landlock",
           answer);
    return false;
}

static bool
held_by_landlock(enum held_by by, long version)
{
    return (by == LANDLOCK_TOO && version >= 1) ||
           (by == TCP_LANDLOCK_TOO && version >= 4) ||
           (by == SCOPE_TOO && version >= 6);
}

int
main(void)
{
    int passed = 0;
    int failed = 0;
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, 1);
    prepare();
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        bool fine = check(i, OUTSIDE, true) &&
                    check(i, INSIDE, attempts[i].by == NOBODY) &&
                    (!held_by_landlock(attempts[i].by, version) ||
                     check(i, BEHIND_LANDLOCK, false));
        passed += fine;
        failed += !fine;
    }
    kill(keeper, SIGKILL);
    renew();
    unlink("victim");
    if (chdir("/") == 0)
        rmdir(folder);
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
