/* SPDX-License-Identifier: MIT */
/* Documents, read and parsed by a process that has given up its rights. */
#ifndef SMAC_CLI_CELL_H
#define SMAC_CLI_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "relay.h"
#include "smac.h"

/* In this process, which then has no rights any more if `contained`. */
void cell_parse(int fd, const struct smac_options *, bool contained,
                const struct smac_sink *, struct relay_end *);

/* A process for a few documents, which are open. The sink is called in this
 * one, which keeps its rights: to append to an audit, to replace a file, to
 * open other documents. */
struct cell {
    pid_t pid; /* 0: there is none */
    int socket;
};

enum { CELL_MOST = 64 }; /* documents, for each takes a descriptor */

/* Zeroed, or ended, before. Findings and summaries are told if the documents are
 * `audited`. False with the reason in `end`. */
bool cell_begin(struct cell *, const int *fds, size_t count,
                const struct smac_options *, bool audited,
                struct relay_end *end);

/* The next of the documents. If the process dies over it, or says what cannot
 * be, the document failed, the message says how, and the cell has ended: what
 * is left takes another one. */
void cell_next(struct cell *, const struct smac_options *,
               const struct smac_sink *, struct relay_end *);

void cell_end(struct cell *);

#endif
