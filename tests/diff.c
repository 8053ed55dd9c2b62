/* SPDX-License-Identifier: MIT */
#include "diff.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static bool
write_scratch(char *path, const char *text, size_t length)
{
    int fd = mkstemp(path);
    if (fd < 0)
        return false;
    bool written = write(fd, text, length) == (ssize_t)length;
    return close(fd) == 0 && written;
}

/* What failed to match is hostile by design: no control byte of it may reach
 * the terminal. */
static void
print_safely(int c)
{
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
        printf("\\x%02X", (unsigned)c);
    else
        putchar(c);
}

static void
print_diff(FILE *from, unsigned lines)
{
    unsigned line = 0;
    int c;
    while ((c = getc(from)) != EOF) {
        if (line < lines)
            print_safely(c);
        line += c == '\n';
    }
    if (line > lines)
        printf("... %u lines more\n", line - lines);
}

void
diff_print(const char *expected, size_t expected_length, const char *actual,
           size_t actual_length, unsigned lines)
{
    char a[] = "/tmp/smac-expected-XXXXXX", b[] = "/tmp/smac-actual-XXXXXX";
    int ends[2];
    fflush(stdout);
    if (!write_scratch(a, expected, expected_length) ||
        !write_scratch(b, actual, actual_length) || pipe(ends) != 0) {
        printf("(no diff: cannot write to /tmp)\n");
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        execlp("diff", "diff", "-u", "--text", "--label", "expected", "--label",
               "actual", a, b, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    if (from != NULL) {
        print_diff(from, lines);
        fclose(from);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
    unlink(a);
    unlink(b);
}
