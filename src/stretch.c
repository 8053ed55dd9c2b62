/* SPDX-License-Identifier: MIT */
#include "stretch.h"

#include <search.h>

#include "definition.h"
#include "footnote.h"
#include "render.h"

enum {
    REST_AFTER = 1 << 20,  /* bytes of the document that stay in memory */
    AGAIN_FREE = 64 << 20, /* and twice the document: bytes that may be parsed
                              once more for the sake of footnotes */
};

void
stretch_rest(struct markdown *m, size_t bytes)
{
    m->stretches.worked += bytes;
    if (m->source->stretch == 0 || m->stretches.worked < REST_AFTER)
        return;
    m->stretches.worked = 0;
    scratch_rest(m->source->scratch);
}

static void *
keep(struct markdown *m, size_t size)
{
    void *p = memory_get(&m->stretches.kept, size);
    if (p == NULL)
        parse_fail(m, SMAC_TOO_COMPLEX, "the memory ceiling was reached");
    return p;
}

const uint8_t *
stretch_keep(struct markdown *m, const uint8_t *bytes, size_t length)
{
    if (m->source->stretch == 0)
        return bytes;
    uint8_t *copy = keep(m, length + 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

/* ---- labels ---------------------------------------------------------------- */

/* As cmark orders them. */
static int
compare_labels(const void *left, const void *right)
{
    const cmark_reference *a = left;
    const cmark_reference *b = right;
    return strcmp((const char *)a->entry.label, (const char *)b->entry.label);
}

bool
stretch_enter(struct markdown *m, const uint8_t *label, size_t index)
{
    cmark_reference wanted = {.entry.label = (uint8_t *)(uintptr_t)label};
    void **labels = &m->stretches.labels;
    if (tfind(&wanted, labels, compare_labels) != NULL)
        return false;
    size_t length = strlen((const char *)label);
    cmark_reference *r = keep(m, sizeof *r);
    r->entry.label = (uint8_t *)(uintptr_t)stretch_keep(m, label, length);
    r->entry.age = (unsigned)index;
    definition_token(r, keep(m, DEFINITION_TOKEN));
    if (tsearch(r, labels, compare_labels) == NULL)
        parse_fail(m, SMAC_NO_MEMORY, "out of memory");
    m->references->size++;
    return true;
}

static void
add_sorted(const void *node, VISIT visit, void *user)
{
    cmark_map *map = user;
    if (visit == postorder || visit == leaf)
        map->sorted[map->size++] = *(cmark_map_entry *const *)node;
}

/* What cmark would make of its list at the first look-up. */
static void
sort_labels(struct markdown *m)
{
    cmark_map *map = m->references;
    map->mem = m->parser->mem;
    map->sorted = keep(m, map->size * sizeof *map->sorted);
    map->size = 0;
    twalk_r(m->stretches.labels, add_sorted, map);
}

static void
leave_label(void *label)
{
    (void)label; /* it is in m->stretches.kept */
}

void
stretch_release(struct markdown *m)
{
    tdestroy(m->stretches.labels, leave_label);
    m->stretches.labels = NULL;
    memory_release(&m->stretches.kept);
}

/* ---- the stretches --------------------------------------------------------- */

static size_t
count(const struct markdown *m)
{
    return m->stretches.starts.size / sizeof(size_t);
}

/* Where the i-th stretch begins; behind the last one the document ends. */
static size_t
start(const struct markdown *m, size_t i)
{
    const size_t *starts = (const size_t *)(void *)m->stretches.starts.data;
    return i < count(m) ? starts[i] : m->source->size;
}

void
stretch_collect(struct markdown *m)
{
    const struct source *s = m->source;
    size_t from = m->start;
    m->references = keep(m, sizeof *m->references);
    m->anchors = parse_has_anchor(s->clean, from);
    do {
        buffer_put(&m->stretches.starts, &from, sizeof from);
        parse_check(m, &m->stretches.starts);
        size_t to = parse_blocks(m, from, s->size, s->stretch);
        m->anchors = m->anchors || parse_has_anchor(s->clean + from, to - from);
        footnote_collect(m, to);
        definition_collect(m);
        parse_tell_text(m);
        stretch_rest(m, to - from);
        from = to;
    } while (from < s->size);
    footnote_sort(m);
    sort_labels(m);
}

void
stretch_render(struct markdown *m)
{
    m->stretches.region = SIZE_MAX;
    m->stretches.again = 0;
    for (size_t i = 0; i < count(m); i++) {
        size_t to = start(m, i + 1);
        parse_blocks(m, start(m, i), to, SIZE_MAX);
        render_blocks(m);
        stretch_rest(m, to - start(m, i));
    }
}

static void
parse_region(struct markdown *m, struct source_span region)
{
    struct stretches *x = &m->stretches;
    x->again += region.to - region.from;
    if (x->again > AGAIN_FREE + 2 * (uint64_t)m->source->size)
        parse_fail(m, SMAC_TOO_COMPLEX, "too many footnotes in long blocks");
    x->region = region.from;
    x->fetches++;
    parse_blocks(m, region.from, region.to, SIZE_MAX);
    footnote_find_nodes(m);
    stretch_rest(m, region.to - region.from);
}

void
stretch_fetch(struct markdown *m, size_t index)
{
    const struct footnote *f = footnote_at(m, index);
    if (m->source->stretch == 0)
        return;
    if (m->stretches.region != f->region.from)
        parse_region(m, f->region);
    if (f->fetch != m->stretches.fetches)
        parse_fail(m, SMAC_INTERNAL, "a footnote's place was lost");
}
