/* SPDX-License-Identifier: MIT */
/* What is found wrong with an audit, until all of it was read: only what
 * follows shows whether a record was inserted or displaced, so a fault may
 * change its kind. Told in the order of the lines. */
#ifndef SMAC_FAULTS_H
#define SMAC_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

/* Behind all lines: the file as a whole. */
#define FAULTS_END UINT64_MAX

/* A line of one of the files. */
struct faults_place {
    size_t file;       /* counted from 0, in the order of reading */
    uint64_t number;   /* from 1, or FAULTS_END */
    uint64_t sequence; /* 0: no record */
};

struct faults_fault {
    enum smac_fault_kind kind;
    struct faults_place place;
    uint64_t first; /* MISSING, REORDERED: the records that it is about */
    uint64_t last;
    char *text; /* NULL: by the kind */
};

struct faults {
    struct faults_fault *array;
    size_t count;
    size_t capacity;
    bool failed; /* no memory */
};

void faults_init(struct faults *);
void faults_release(struct faults *);

/* Answers its index, which stays. A later failure is `failed`. */
size_t faults_add(struct faults *, enum smac_fault_kind, struct faults_place);

/* Forgets the UNFINISHED faults if the chain does not hold: which findings a
 * document lacks is then no news. */
void faults_settle(struct faults *);

/* With a text of its own, as printf makes it: printable. */
void faults_say(struct faults *, enum smac_fault_kind, struct faults_place,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The MISSING fault, among the latest, whose records include that one; NULL
 * if there is none. */
struct faults_fault *faults_find_gap(struct faults *, uint64_t sequence);

/* Faults alone, without what is only worth telling. */
uint64_t faults_grave(const struct faults *);

/* Tells all, in order. */
void faults_tell(struct faults *, char *const *paths,
                 void (*tell)(void *user, const struct smac_fault *),
                 void *user);

#endif
