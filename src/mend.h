/* SPDX-License-Identifier: MIT */
/* A gzip file that ends within a member, made whole.
 *
 * Behind a torn member no reader would find another, so a copy takes its
 * place: all whole members as they are, and the text that can be read of the
 * torn one as a new member, half a line at its end included. Whenever the
 * machine stops, one of the two files is there. */
#ifndef SMAC_MEND_H
#define SMAC_MEND_H

#include <stdint.h>

#include "gzip.h"

/* The file is open and locked, has `size` bytes and that path. Answers a
 * descriptor for the new one, open for appending and locked, or -1 with
 * errno. */
int mend_gzip(int fd, uint64_t size, const char *path, struct gzip *);

#endif
