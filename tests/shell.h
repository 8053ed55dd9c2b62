/* SPDX-License-Identifier: MIT */
/* The built program, run as its users run it: by a shell, in a folder.
 *
 * SMAC names the program (build/release/smac if it is not set); the tests are
 * started in the project's folder, which scripts find as $TOP. */
#ifndef SMAC_TESTS_SHELL_H
#define SMAC_TESTS_SHELL_H

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct expectation {
    const char *script;
    int status;
    const char *out; /* all of standard output; NULL: anything */
    const char *err; /* a part of standard error; "": nothing is there */
};

static char folder[64];
static int shell_input = -1; /* of the next shell; -1: /dev/null */

static void
export_path(const char *variable, const char *fallback)
{
    const char *path = getenv(variable);
    char *absolute = realpath(path != NULL ? path : fallback, NULL);
    cr_assert_not_null(absolute, "%s: not found", fallback);
    setenv(variable, absolute, 1);
    free(absolute);
}

static void
write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert(fputs(text, file) >= 0);
    cr_assert_eq(fclose(file), 0);
}

static void
enter_folder(void)
{
    export_path("SMAC", "build/release/smac");
    export_path("TOP", ".");
    strcpy(folder, "/tmp/smac-test-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static int
remove_one(const char *path, const struct stat *status, int type,
           struct FTW *where)
{
    (void)status;
    (void)type;
    (void)where;
    return remove(path);
}

static void
leave_folder(void)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void
read_file(const char *name, char *text, size_t size)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

/* $SMAC and $TOP are words, be there blanks in them or not. */
static void
run_shell(const char *script)
{
    static const char with_words[] = "IFS='\n'; eval \"$0\"";
    if (chdir(folder) != 0 || freopen("/dev/null", "r", stdin) == NULL ||
        (shell_input >= 0 && dup2(shell_input, STDIN_FILENO) < 0) ||
        freopen(".out", "w", stdout) == NULL ||
        freopen(".err", "w", stderr) == NULL)
        _exit(126);
    execl("/bin/sh", "sh", "-c", with_words, script, (char *)NULL);
    _exit(127);
}

static void
check(const struct expectation *e)
{
    static char out[1 << 16];
    static char err[1 << 16];
    int status;
    pid_t child = fork();
    cr_assert(child >= 0);
    if (child == 0)
        run_shell(e->script);
    cr_assert_eq(waitpid(child, &status, 0), child);
    read_file(".out", out, sizeof out);
    read_file(".err", err, sizeof err);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == e->status,
              "%s\n  status %#x, not %d\n  said: %s", e->script,
              (unsigned)status, e->status, err);
    cr_expect(e->out == NULL || strcmp(out, e->out) == 0,
              "%s\n  wrote: %s\n  wanted: %s", e->script, out, e->out);
    cr_expect(*e->err == '\0' ? *err == '\0' : strstr(err, e->err) != NULL,
              "%s\n  said: %s\n  wanted: %s", e->script, err, e->err);
}

#define CHECK_ALL(table)                                                       \
    for (size_t i = 0; i < sizeof(table) / sizeof((table)[0]); i++)            \
    check(&(table)[i])

#endif
