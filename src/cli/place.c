/* SPDX-License-Identifier: MIT */
#include "place.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cuts the last name off a path that is not there; "." in the end. */
static void
climb(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        strcpy(path, ".");
    else
        slash[slash == path] = '\0';
}

char *
place_directory(const char *file)
{
    char *path = strdup(strchr(file, '/') != NULL ? file : "./");
    if (path == NULL)
        return NULL;
    climb(path);
    char *absolute;
    while ((absolute = realpath(path, NULL)) == NULL &&
           (errno == ENOENT || errno == ENOTDIR) && strcmp(path, ".") != 0 &&
           strcmp(path, "/") != 0)
        climb(path);
    free(path);
    if (absolute != NULL && strcmp(absolute, "/") == 0)
        absolute[0] = '\0';
    return absolute;
}

char *
place_from(const char *directory, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    size_t length = strlen(directory);
    char *path = NULL;
    char *from = place_directory(file);
    if (from == NULL)
        return NULL;
    bool within = strncmp(from, directory, length) == 0 &&
                  (from[length] == '/' || from[length] == '\0');
    const char *below = from;
    if (within)
        below += length + (from[length] == '/');
    const char *between = within && *below == '\0' ? "" : "/";
    if (asprintf(&path, "%s%s%s", below, between, name) < 0)
        path = NULL;
    free(from);
    return path;
}
