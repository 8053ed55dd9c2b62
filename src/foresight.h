/* SPDX-License-Identifier: MIT */
/* Might libxml2 be asked about a document? Told from its bytes alone, before
 * anything is parsed, for a program that loads what it needs and then gives up
 * the right to open files.
 *
 * Yes for each document of which rival_is_needed says so, for gzip and for
 * UTF-16; also for some others, such as one that shows a hiding tag in a code
 * block of a list. Of 230 READMEs it says yes of 49, of which 23 need
 * libxml2. */
#ifndef SMAC_FORESIGHT_H
#define SMAC_FORESIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `judged`: the profile has a second judge; else it is about decoding alone.
 * Linear, and allocates nothing. */
bool foresight_wants_xml(const uint8_t *bytes, size_t length, bool judged);

#endif
