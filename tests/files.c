/* SPDX-License-Identifier: MIT */
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "must.h"

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
ends_in(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);
    return n >= m && strcmp(name + n - m, suffix) == 0;
}

void
files_add(struct files *files, const char *path)
{
    files->paths =
        must(realloc(files->paths, (files->count + 1) * sizeof *files->paths));
    files->paths[files->count++] = must(strdup(path));
}

static void
walk_folder(struct files *files, const char *folder, const char *suffix)
{
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return;
    struct dirent *entry;
    while ((entry = readdir(dir)) != NULL) {
        char path[4096];
        struct stat status;
        if (entry->d_name[0] == '.' ||
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >=
                (int)sizeof path ||
            stat(path, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            walk_folder(files, path, suffix);
        else if (S_ISREG(status.st_mode) && ends_in(path, suffix))
            files_add(files, path);
    }
    closedir(dir);
}

void
files_find(struct files *files, const char *folder, const char *suffix)
{
    walk_folder(files, folder, suffix);
    if (files->count > 0)
        qsort(files->paths, files->count, sizeof *files->paths, compare_paths);
}

void
files_take(struct files *files, const char *path, const char *suffix)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        files_find(files, path, suffix);
    else
        files_add(files, path);
}

void
files_release(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->paths[i]);
    free(files->paths);
    *files = (struct files){NULL, 0};
}

bool
file_read(struct file *file, const char *path)
{
    *file = (struct file){NULL, 0};
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return false;
    size_t capacity = 1 << 16;
    file->bytes = must(malloc(capacity + 1));
    size_t n;
    while ((n = fread(file->bytes + file->size, 1, capacity - file->size,
                      stream)) > 0) {
        file->size += n;
        if (file->size == capacity) {
            capacity *= 2;
            file->bytes = must(realloc(file->bytes, capacity + 1));
        }
    }
    file->bytes[file->size] = 0;
    bool read = !ferror(stream);
    int error = errno;
    fclose(stream);
    if (!read) {
        file_release(file);
        errno = error;
    }
    return read;
}

bool
file_write(const char *path, const void *bytes, size_t size)
{
    FILE *stream = fopen(path, "wb");
    if (stream == NULL)
        return false;
    bool written = fwrite(bytes, 1, size, stream) == size;
    return fclose(stream) == 0 && written;
}

void
file_release(struct file *file)
{
    free(file->bytes);
    *file = (struct file){NULL, 0};
}
