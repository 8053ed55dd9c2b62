/* SPDX-License-Identifier: MIT */
#include "dynamic.h"

#include <dlfcn.h>
#include <string.h>

void *
dynamic_open(const char *name)
{
    return dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
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
