/* SPDX-License-Identifier: MIT */
/* The options that decide what is hidden, as a document's record keeps them:
 * from the same bytes they give the same findings again. */
#ifndef SMAC_SETTINGS_H
#define SMAC_SETTINGS_H

#include <stdbool.h>

#include "buffer.h"
#include "object.h"
#include "smac.h"

/* Appends a member. */
void settings_put(struct buffer *, const char *key,
                  const struct smac_options *);

/* Reads the member back; false if the names are not known here. Limits other
 * than the depth are off. */
bool settings_read(const struct object *, const char *key,
                   struct smac_options *);

#endif
