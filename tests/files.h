/* SPDX-License-Identifier: MIT */
/* The files that a runner works through: found in folders, sorted, read whole.
 * For tests: without memory these functions end the process. */
#ifndef SMAC_TESTS_FILES_H
#define SMAC_TESTS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct files {
    char **paths; /* sorted */
    size_t count;
};

struct file {
    uint8_t *bytes; /* bytes[size] is readable and 0 */
    size_t size;
};

/* Adds the files below the folder whose name ends in the suffix; a folder
 * that is not there adds nothing. Names with a leading dot are passed over. */
void files_find(struct files *, const char *folder, const char *suffix);

void files_add(struct files *, const char *path);

/* What a runner was given: a folder, as files_find, or else a file. */
void files_take(struct files *, const char *path, const char *suffix);

void files_release(struct files *);

/* False with errno set if it cannot be read. */
bool file_read(struct file *, const char *path);
bool file_write(const char *path, const void *bytes, size_t size);
void file_release(struct file *);

#endif
