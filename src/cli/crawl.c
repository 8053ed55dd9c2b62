/* SPDX-License-Identifier: MIT */
#include "crawl.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "checkout.h"
#include "input.h"
#include "kind.h"
#include "message.h"

static bool
add_file(struct crawl *w, const char *path, int error)
{
    while (path[0] == '.' && path[1] == '/' && path[2] != '\0')
        path += path[2] == '/' ? 1 : 2;
    if (w->count == w->capacity) {
        size_t capacity = 2 * w->capacity + 64;
        struct crawl_file *files =
            realloc(w->files, capacity * sizeof *w->files);
        if (files == NULL)
            return false;
        w->files = files;
        w->capacity = capacity;
    }
    char *copy = strdup(path);
    if (copy == NULL)
        return false;
    w->files[w->count++] = (struct crawl_file){copy, error};
    return true;
}

/* ---- directories -------------------------------------------------------- */

/* One entry of a directory, and 0 if the search is to go on as usual. */
static bool
take_entry(struct crawl *w, FTS *tree, FTSENT *entry)
{
    switch (entry->fts_info) {
    case FTS_D:
        if (entry->fts_level > 0 && strcmp(entry->fts_name, ".git") == 0)
            fts_set(tree, entry, FTS_SKIP);
        return true;
    case FTS_F:
        return !kind_is_document(entry->fts_path) ||
               add_file(w, entry->fts_path, 0);
    case FTS_DNR:
    case FTS_ERR:
        return add_file(w, entry->fts_path, entry->fts_errno);
    case FTS_NS:
        return !kind_is_document(entry->fts_path) ||
               add_file(w, entry->fts_path, entry->fts_errno);
    default: /* a link, a device, or a directory that was read to its end */
        return true;
    }
}

static bool
search_tree(struct crawl *w, const char *directory)
{
    char *path = strdup(directory);
    if (path == NULL)
        return false;
    char *const roots[] = {path, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    bool fine = tree != NULL;
    FTSENT *entry;
    while (fine && (errno = 0, entry = fts_read(tree)) != NULL)
        fine = take_entry(w, tree, entry);
    if (fine && errno != 0)
        fine = add_file(w, directory, errno);
    if (tree != NULL)
        fts_close(tree);
    free(path);
    return fine;
}

static bool search_directory(struct crawl *, const char *);

/* A name that git gave. What it has and the disk has not is no document now;
 * a repository within this one is a directory to git. */
static bool
take_listed(struct crawl *w, const char *directory, const char *name)
{
    struct stat status;
    char *path;
    if (asprintf(&path, "%s/%s", directory, name) < 0)
        return false;
    bool fine = true;
    bool is_document = kind_is_document(path);
    if (lstat(path, &status) < 0) {
        if (errno != ENOENT && errno != ENOTDIR && is_document)
            fine = add_file(w, path, errno);
    } else if (S_ISDIR(status.st_mode)) {
        size_t end = strlen(path);
        if (path[end - 1] == '/')
            path[end - 1] = '\0';
        fine = search_directory(w, path);
    } else if (S_ISREG(status.st_mode) && is_document) {
        fine = add_file(w, path, 0);
    }
    free(path);
    return fine;
}

static bool
search_directory(struct crawl *w, const char *directory)
{
    if (!checkout_holds(directory))
        return search_tree(w, directory);
    size_t length;
    char *list = checkout_list(directory, &length);
    if (list == NULL) {
        /* More files than git would list, and none fewer. */
        message(directory, "git does not list its files: ignored ones are "
                           "read, too");
        return search_tree(w, directory);
    }
    bool fine = true;
    for (size_t at = 0; fine && at < length; at += strlen(list + at) + 1)
        fine = take_listed(w, directory, list + at);
    free(list);
    return fine;
}

/* ---- operands ----------------------------------------------------------- */

bool
crawl_add(struct crawl *w, const char *operand)
{
    struct stat status;
    if (input_is_stdin(operand))
        return add_file(w, operand, 0);
    if (lstat(operand, &status) < 0)
        return add_file(w, operand, errno);
    if (S_ISLNK(status.st_mode)) {
        message(operand, "is a symbolic link, which is not followed");
        return true;
    }
    if (!S_ISDIR(status.st_mode))
        return add_file(w, operand, 0);
    char *directory = strdup(operand);
    if (directory == NULL)
        return false;
    size_t end = strlen(directory);
    while (end > 1 && directory[end - 1] == '/')
        directory[--end] = '\0';
    /* What is named is read, be it ignored or not. */
    bool fine = checkout_holds(directory) && checkout_ignores(directory)
                    ? search_tree(w, directory)
                    : search_directory(w, directory);
    free(directory);
    return fine;
}

static int
compare(const void *a, const void *b)
{
    const struct crawl_file *left = a;
    const struct crawl_file *right = b;
    return strcmp(left->path, right->path);
}

void
crawl_sort(struct crawl *w)
{
    if (w->count == 0)
        return;
    qsort(w->files, w->count, sizeof *w->files, compare);
    size_t kept = 1;
    for (size_t i = 1; i < w->count; i++) {
        if (strcmp(w->files[i].path, w->files[kept - 1].path) == 0)
            free(w->files[i].path);
        else
            w->files[kept++] = w->files[i];
    }
    w->count = kept;
}

void
crawl_release(struct crawl *w)
{
    for (size_t i = 0; i < w->count; i++)
        free(w->files[i].path);
    free(w->files);
    *w = (struct crawl){0};
}
