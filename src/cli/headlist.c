/* SPDX-License-Identifier: MIT */
#include "headlist.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

enum { CEILING = 64 << 20 };

static int
compare(const void *a, const void *b)
{
    const struct headlist_entry *left = a;
    const struct headlist_entry *right = b;
    return strcmp(left->name, right->name);
}

/* Each line has a newline at its end, but perhaps the last. */
static size_t
count_lines(const struct textfile *file)
{
    size_t lines = 1;
    for (size_t i = 0; i < file->length; i++)
        lines += file->text[i] == '\n';
    return lines;
}

static bool
read_entry(char *line, struct headlist_entry *entry)
{
    char *blanks = strstr(line, "  ");
    if (blanks == NULL || blanks == line || blanks[2] == '\0')
        return false;
    *blanks = '\0';
    *entry = (struct headlist_entry){.name = blanks + 2, .head = line};
    return true;
}

static bool
read_entries(struct headlist *l)
{
    char *line;
    while ((line = textfile_next(&l->file)) != NULL) {
        if (!read_entry(line, &l->entries[l->count++]))
            return textfile_refuse(&l->file, "is no head and name of a log");
    }
    qsort(l->entries, l->count, sizeof *l->entries, compare);
    for (size_t i = 1; i < l->count; i++) {
        if (compare(&l->entries[i - 1], &l->entries[i]) == 0) {
            message(l->file.path, "names a log twice");
            return false;
        }
    }
    return true;
}

bool
headlist_open(struct headlist *l, const char *path)
{
    *l = (struct headlist){.entries = NULL};
    if (!textfile_open(&l->file, path, CEILING)) {
        message_errno(path, errno);
        return false;
    }
    l->entries = calloc(count_lines(&l->file), sizeof *l->entries);
    if (l->entries == NULL) {
        message_errno(path, ENOMEM);
        return false;
    }
    return read_entries(l);
}

void
headlist_close(struct headlist *l)
{
    textfile_close(&l->file);
    free(l->entries);
}

struct headlist_entry *
headlist_find(struct headlist *l, const char *name)
{
    const struct headlist_entry wanted = {.name = name};
    struct headlist_entry *entry =
        l->count == 0
            ? NULL
            : bsearch(&wanted, l->entries, l->count, sizeof wanted, compare);
    if (entry != NULL)
        entry->found = true;
    return entry;
}
