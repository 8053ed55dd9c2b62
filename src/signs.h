/* SPDX-License-Identifier: MIT */
/* What the tags in the source say of the work ahead: most documents have none
 * that matter, and are rendered in one go. They may stand in code: that costs
 * time, and changes nothing. */
#ifndef SMAC_SIGNS_H
#define SMAC_SIGNS_H

#include <stdbool.h>

#include "source.h"

struct signs {
    bool page;   /* something may hold for the whole page: notes.h */
    bool github; /* GitHub may hide what a browser shows */
    bool doubt;  /* parsers of HTML may disagree about what hides: doubt.h */
};

/* O(size), and little. */
struct signs signs_of(const struct source *);

#endif
