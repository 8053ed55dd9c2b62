/* SPDX-License-Identifier: MIT */
/* Tags as libxml2 reads them: `<p/hidden>` has no attribute, and an attribute
 * in an end tag is as little a thing as a quote. */
#ifndef SMAC_XMLTAG_H
#define SMAC_XMLTAG_H

#include "scanner.h"

/* The name of a tag comes next. */
void xmltag_begin(struct scanner *, bool closing);

/* A byte in the states from SCAN_NAME to SCAN_END. False if it is to be looked
 * at again in the new state. */
bool xmltag_step(struct scanner *, uint8_t byte, size_t offset);

/* So many of the bytes of a value in quotes; its end is none of them. */
size_t xmltag_value(struct scanner *, const uint8_t *, size_t length);

#endif
