/* SPDX-License-Identifier: MIT */
/* A property's value while it is read: what the readers in value.h and
 * effect.h are given, and how they tell what they found. */
#ifndef SMAC_READING_H
#define SMAC_READING_H

#include "cascade.h"
#include "lexeme.h"

struct reading {
    const struct lexeme *words; /* the value */
    size_t count;
    const char *shown;       /* the words that the property can have and show */
    enum cascade_slot first; /* the slots that it sets */
    enum cascade_slot last;
    struct cascade *cascade;
    uint64_t weight;
    bool doubtful;
};

/* Sets the property's slots, or answers false if the value is not understood,
 * which then counts as one that hides. */
typedef bool reader(const struct reading *);

void reading_put(const struct reading *, enum cascade_slot,
                 struct cascade_value);
void reading_put_kind(const struct reading *, enum cascade_slot,
                      enum cascade_kind);
void reading_put_number(const struct reading *, enum cascade_slot,
                        double number);

/* The index after the bracket that closes words[at], which opens one. */
size_t reading_after(const struct reading *, size_t at);

/* Reads a length or a percentage; a number without a unit counts as px. */
bool reading_length(const struct lexeme *, struct cascade_value *);

#endif
