/* SPDX-License-Identifier: MIT */
/* Preloaded into smac: the allocation of number STARVE_AT, and from then on
 * every one of STARVE_EVERY, finds no memory. Each process counts for itself,
 * from where the one that made it had come to. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static long left = -2; /* before the first one; -1: there is always memory */

static long
number(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? -1 : atol(text);
}

static bool
starves(void)
{
    if (left == -2)
        left = number("STARVE_AT");
    if (left < 0 || left-- > 0)
        return false;
    left = number("STARVE_EVERY");
    errno = ENOMEM;
    return true;
}

void *
malloc(size_t size)
{
    return starves() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    return starves() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
    return starves() ? NULL : __libc_realloc(old, size);
}
