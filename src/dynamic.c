/* SPDX-License-Identifier: MIT */
#include "dynamic.h"

#include <dlfcn.h>
#include <string.h>

bool
dynamic_is_here(const char *name)
{
    void *library = dlopen(name, RTLD_LAZY | RTLD_NOLOAD);
    if (library != NULL)
        dlclose(library);
    return library != NULL;
}

/* Debian's libxml2, ICU and PCRE2 are bound at once, or are not, whatever is
 * said here; libstdc++, which ICU brings along, is not, and of its functions
 * next to none is called: a quarter of the time that it takes to load them. */
void *
dynamic_open(const char *name)
{
    return dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
}

void
dynamic_close(void *library)
{
    dlclose(library);
}

/* dlsym answers a pointer to data; POSIX promises that it may be read as one
 * to a function, ISO C does not. */
bool
dynamic_find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}
