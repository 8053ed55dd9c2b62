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

static bool
declare_the_same(const struct cascade_packed *a, const struct cascade_packed *b)
{
    if (a->element != b->element || a->count != b->count ||
        a->is_text != b->is_text || a->is_picture != b->is_picture ||
        a->failed != b->failed)
        return false;
    for (unsigned i = 0; i < a->count; i++)
        if (a->settings[i].slot != b->settings[i].slot ||
            a->settings[i].kind != b->settings[i].kind ||
            a->settings[i].doubtful != b->settings[i].doubtful ||
            memcmp(&a->settings[i].color, &b->settings[i].color,
                   sizeof a->settings[i].color) != 0 ||
            a->settings[i].number < b->settings[i].number ||
            a->settings[i].number > b->settings[i].number)
            return false;
    return true;
}

/* Styles are alike if their bytes are: where only those between the members
 * differ, one is computed twice. */
void
precedents_inherit(struct precedents *p, const struct cascade_packed *css,
                   struct css_style *style)
{
    struct heir *heir = &p->heirs[css->element];
    struct cascade cascade;
    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): bytes are meant */
    bool same = memcmp(&heir->parent, style, sizeof *style) == 0;
    if (heir->known && same && declare_the_same(&heir->css, css)) {
        *style = heir->own;
        return;
    }
    heir->known = true;
    copy(&heir->css, css);
    heir->parent = *style;
    cascade_unpack(css, &cascade);
    css_inherit(&cascade, style);
    heir->own = *style;
}
