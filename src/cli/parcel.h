/* SPDX-License-Identifier: MIT */
/* What a worker tells: numbers and texts, one after the other, in a run of
 * bytes. The reader trusts no length: a worker has read hostile input. */
#ifndef SMAC_CLI_PARCEL_H
#define SMAC_CLI_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty one. */
struct parcel {
    char *bytes;
    size_t size;
    size_t capacity;
    size_t at;   /* of the reader */
    bool failed; /* no memory; or the reader asked for what is not there */
};

struct parcel_text {
    const char *bytes; /* never NULL, not NUL-terminated */
    size_t length;
};

void parcel_release(struct parcel *);

/* Room for `length` more bytes; NULL, and failed, without memory. */
char *parcel_reserve(struct parcel *, size_t length);

void parcel_put(struct parcel *, const void *, size_t length);
void parcel_put_number(struct parcel *, uint64_t);
void parcel_put_text(struct parcel *, const void *, size_t length);

/* A text that is put piece by piece between the two; what the first one
 * answers is the second one's. */
size_t parcel_open_text(struct parcel *);
void parcel_close_text(struct parcel *, size_t opened);

/* Characters, as printf. */
void parcel_print(struct parcel *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads what was put, in the same order; 0 and "" after a failure. Texts live
 * as long as the parcel. */
uint64_t parcel_number(struct parcel *);
struct parcel_text parcel_text(struct parcel *);
void parcel_copy(struct parcel *, void *, size_t length);

#endif
