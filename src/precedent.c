/* SPDX-License-Identifier: MIT */
#include "precedent.h"

#include <stddef.h>
#include <string.h>

void
precedents_expire(struct precedents *p)
{
    p->expired++;
}

/* Spares the room for declarations that are not there. */
static void
copy(struct cascade_packed *to, const struct cascade_packed *from)
{
    memcpy(to, from,
           offsetof(struct cascade_packed, settings) +
               from->count * sizeof from->settings[0]);
}

static bool
is_of_a_kind(enum element e, const struct element_attributes *a)
{
    if (e == ELEMENT_UNKNOWN)
        return false;
    for (size_t i = 0; a != NULL && i < ELEMENT_ATTRIBUTE_WORDS; i++)
        if (a->present[i] != 0)
            return false;
    return true;
}

bool
precedents_recall(const struct precedents *p, enum element e,
                  enum element_space space, const struct element_attributes *a,
                  struct cascade_packed *css)
{
    const struct precedent *one = &p->of[space][a != NULL][e];
    if (!is_of_a_kind(e, a) || one->term != p->expired + 1)
        return false;
    copy(css, &one->css);
    return true;
}

void
precedents_keep(struct precedents *p, enum element e, enum element_space space,
                const struct element_attributes *a,
                const struct cascade_packed *css)
{
    struct precedent *one = &p->of[space][a != NULL][e];
    if (!is_of_a_kind(e, a))
        return;
    one->term = p->expired + 1;
    copy(&one->css, css);
}
