/* SPDX-License-Identifier: MIT */
#include "crash.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "command.h"

/* A stack that overflowed cannot hold the handler. */
enum { STACK = 1 << 16 };

/* Only what may be called from a signal handler. */
static void
report(int signal)
{
    char text[] = "smac: the parser was ended by signal 00\n";
    size_t end = sizeof text - 2;
    if (signal >= 10)
        text[end - 2] = (char)('0' + signal / 10 % 10);
    else
        end--;
    text[end - 1] = (char)('0' + signal % 10);
    text[end] = '\n';
    /* Nobody is left to be told if this fails. */
    (void)!write(STDERR_FILENO, text, end + 1);
    _exit(COMMAND_FAILED);
}

void
crash_expect(void)
{
    static char stack[STACK];
    static const int signals[] = {SIGSEGV, SIGBUS,  SIGILL,
                                  SIGFPE,  SIGABRT, SIGXCPU};
    const stack_t elsewhere = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_handler = report, .sa_flags = SA_ONSTACK};
    struct sigaction before;
    if (sigaltstack(&elsewhere, NULL) < 0)
        return;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (sigaction(signals[i], NULL, &before) == 0 &&
            before.sa_handler == SIG_DFL)
            sigaction(signals[i], &action, NULL);
    }
}
