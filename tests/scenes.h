/* SPDX-License-Identifier: MIT */
/* What starve.c asks of smac while memory runs out. Sees nothing but smac.h,
 * and takes no memory of its own while it acts. */
#ifndef SMAC_TESTS_SCENES_H
#define SMAC_TESTS_SCENES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

struct scene_answer {
    enum smac_status status;
    uint64_t hash;     /* of all that was told */
    bool emitted;      /* text came out */
    const char *wrong; /* NULL, or what may not happen, with memory or not */
};

/* A document, and what smac keeps from one act to the next. */
struct scene_stage;

struct scene {
    const char *name;
    bool few;           /* for a few documents: it asks much */
    const char *suffix; /* of its audit's name; NULL: it has none */
    bool recorded;      /* the audit has the document before the first act */
    void (*act)(struct scene_stage *, struct scene_answer *);
    void (*check)(struct scene_stage *, struct scene_answer *); /* or NULL */
};

extern const struct scene scenes[];
extern const size_t scene_count;

struct scene_stage *scene_begin(const struct scene *, const void *bytes,
                                size_t length);
void scene_end(struct scene_stage *);

#endif
