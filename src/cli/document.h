/* SPDX-License-Identifier: MIT */
/* A document on its way to the process that parses it, which cannot open it:
 * its bytes, or why there are none. Whoever reads it has other things to do
 * while a pipe or a terminal has nothing to give. */
#ifndef SMAC_CLI_DOCUMENT_H
#define SMAC_CLI_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "parcel.h"

/* All zero but for the fd: nothing is being read. */
struct document {
    int fd;     /* -1: none */
    bool waits; /* it is no file: reading may have to wait */
    bool standard_input;
    size_t begin; /* in the parcel */
};

/* Opens the file of that name, or standard input for "-". What is wrong is
 * written to the parcel, and then there is nothing to read. */
void document_open(struct document *, const char *name, struct parcel *);

/* Reads what there is. True at the end, when all is in the parcel; false if
 * more comes once the descriptor is readable, as it is now if `readable`. Of a
 * document beyond SMAC_DEFAULT_MAX_INPUT only so much is read that smac says
 * so. */
bool document_read(struct document *, bool readable, struct parcel *);

/* What was written: the bytes, which lie in the parcel, or NULL with errno. */
const char *document_bytes(struct parcel *, size_t *length);

#endif
