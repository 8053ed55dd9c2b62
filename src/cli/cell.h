/* SPDX-License-Identifier: MIT */
/* One document, read and parsed by a process that has given up its rights. */
#ifndef SMAC_CLI_CELL_H
#define SMAC_CLI_CELL_H

#include <stdbool.h>

#include "relay.h"
#include "smac.h"

/* In this process, which then has no rights any more if `contained`. */
void cell_parse(int fd, const struct smac_options *, bool contained,
                const struct smac_sink *, struct relay_end *);

/* In a process of its own; the sink is called in this one, which keeps its
 * rights: to append to an audit, to replace a file, to open the next
 * document. If that process dies, the document failed and the message says
 * how. */
void cell_parse_apart(int fd, const struct smac_options *,
                      const struct smac_sink *, struct relay_end *);

#endif
