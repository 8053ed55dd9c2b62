/* SPDX-License-Identifier: MIT */
/* Preloaded into smac, stands for a bug in the parser: a document with
 * CRASH-HERE in it kills the process that parses it, one with STOP-HERE stops
 * it for good. */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef void feed_function(void *parser, const char *bytes, size_t length);

feed_function cmark_parser_feed;

void
cmark_parser_feed(void *parser, const char *bytes, size_t length)
{
    static feed_function *real;
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "cmark_parser_feed");
    if (memmem(bytes, length, "CRASH-HERE", 10) != NULL)
        abort();
    while (memmem(bytes, length, "STOP-HERE", 9) != NULL)
        pause();
    real(parser, bytes, length);
}

pid_t
fork(void)
{
    pid_t (*real)(void);
    *(void **)&real = dlsym(RTLD_NEXT, "fork");
    if (getenv("NO_FORK") == NULL)
        return real();
    errno = EAGAIN;
    return -1;
}
