/* SPDX-License-Identifier: MIT */
/* Memory that lies in unlinked files: what is too long for the machine's
 * memory is mapped, and its pages go back to the system whenever they are not
 * being worked on.
 *
 *     scratch_init(&s, folder);             nothing is opened before it is needed
 *     p = scratch_grow(&s, &file, size);    size bytes at p, the new ones zero
 *     scratch_rest(&s);                     p stays, the memory is given back
 *     scratch_drop(&file);                  p is gone, the file with it
 *     scratch_release(&s);                  after the last of its files
 *
 * A file has no name, so that nothing is left behind, whatever ends the
 * process, and its room on the disk is taken before it is mapped: a full disk
 * is an answer here, and no signal later. */
#ifndef SMAC_SCRATCH_H
#define SMAC_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scratch_file;

enum { SCRATCH_RESERVE = 64 }; /* more files than a document takes */

/* Lives longer than its files. */
struct scratch {
    const char *folder; /* NULL: $TMPDIR, or /var/tmp, or /tmp */
    struct scratch_file *files;
    int error; /* errno of the first failure, 0: none */
    bool reserved;
    unsigned spare_count;
    int spare[SCRATCH_RESERVE];
};

void scratch_init(struct scratch *, const char *folder);
void scratch_release(struct scratch *);

/* Opens all files that there will be: a process that gives up the right to do
 * so calls this before. False with `error`. */
bool scratch_reserve(struct scratch *);

/* Makes the file, or makes it longer; it may move. NULL on failure, and then
 * what is there stays as it is. */
void *scratch_grow(struct scratch *, struct scratch_file **, size_t size);

/* Silent on NULL. */
void scratch_drop(struct scratch_file **);

/* Gives back the memory of all files: the next access reads it again. Silent
 * on NULL. */
void scratch_rest(struct scratch *);

#endif
