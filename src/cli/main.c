/* SPDX-License-Identifier: MIT */
/* The program smac: readies the process and runs a command. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

/* The first argument chooses; a FILE of that name is given as ./NAME.
 * The last row is what runs when none is named. */
static const struct {
    const char *name;
    enum command_exit (*run)(int argc, char **argv);
} commands[] = {
    {"audit", audit_command},     {"check", check_command},
    {"explain", explain_command}, {"jsonl", jsonl_command},
    {NULL, filter_command},
};

/* A program started with a standard descriptor closed would open its audit
 * or an input as descriptor 1 and write its text there. Something that can
 * be neither read nor written takes the place: not /dev/null, for opening
 * /dev/stderr anew would make that writable, and an audit would vanish. */
static void
occupy_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/", O_PATH) != fd)
            _exit(COMMAND_FAILED);
    }
}

int
main(int argc, char **argv)
{
    occupy_descriptors();
    /* A write then fails with EPIPE or EFBIG, and what was begun is undone. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);

    int skip = argc > 0 ? 1 : 0;
    size_t row = 0;
    for (; commands[row].name != NULL; row++) {
        if (argc > 1 && strcmp(argv[1], commands[row].name) == 0) {
            skip = 2;
            break;
        }
    }
    return (int)commands[row].run(argc - skip, argv + skip);
}
