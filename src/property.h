/* SPDX-License-Identifier: MIT */
/* The CSS properties that can hide, a row each.
 *
 * A row names the reader that understands the property's values and the slots
 * of the cascade that it sets. A property that is in no row cannot hide. */
#ifndef SMAC_PROPERTY_H
#define SMAC_PROPERTY_H

#include "cascade.h"
#include "lexeme.h"

enum {
    /* A value of more lexemes counts as not understood. */
    PROPERTY_WORDS_MAX = 64,
};

/* Declares words[0..count), without "!important", for the property of that
 * name. count > PROPERTY_WORDS_MAX is allowed: then words are not looked at. */
void property_declare(const struct lexeme *name, const struct lexeme *words,
                      size_t count, struct cascade *, uint64_t weight,
                      bool doubtful);

#endif
