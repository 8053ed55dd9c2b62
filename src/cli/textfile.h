/* SPDX-License-Identifier: MIT */
/* A small text file of ours, line by line: a policy, a baseline. */
#ifndef SMAC_CLI_TEXTFILE_H
#define SMAC_CLI_TEXTFILE_H

#include <stdbool.h>
#include <stddef.h>

struct textfile {
    const char *path;
    char *text; /* NUL-terminated, as is each line that was given out */
    size_t length;
    char *next;
    unsigned long number; /* of the line given out last */
};

/* Reads the whole file; false with errno (EFBIG for one beyond `ceiling`). */
bool textfile_open(struct textfile *, const char *path, size_t ceiling);

/* The next line without its end, or NULL. */
char *textfile_next(struct textfile *);

/* Says `PATH:NUMBER: wrong`; always false. */
bool textfile_refuse(const struct textfile *, const char *wrong);

void textfile_close(struct textfile *);

/* Takes a word off the front of *rest and ends it; NULL if none is left. */
char *textfile_word(char **rest);

#endif
