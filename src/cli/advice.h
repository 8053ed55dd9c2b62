/* SPDX-License-Identifier: MIT */
/* What to know about a reason: `smac explain`, the help of SARIF's rules and
 * the manual smac-reasons(7) are made from this table. */
#ifndef SMAC_CLI_ADVICE_H
#define SMAC_CLI_ADVICE_H

#include "smac.h"

struct advice {
    const char *example; /* markdown in which smac finds that reason */
    const char *reader;  /* how a person sees it */
    const char *model;   /* how a machine sees it */
    const char *action;  /* what to do */
};

/* Of every reason; lives for ever. */
const struct advice *advice_on(enum smac_reason);

#endif
