/* SPDX-License-Identifier: MIT */
#include "map.h"

#include "block.h"

/* Characters [at, end) stand for the source's [from, to); byte by byte, if
 * those are as many. */
struct piece {
    size_t at;
    size_t end;
    size_t from;
    size_t to;
};

void
map_init(struct map *m, size_t ceiling)
{
    buffer_init(&m->pieces, ceiling);
    buffer_init(&m->ranges, ceiling);
    m->next = 0;
    m->failed = false;
}

void
map_release(struct map *m)
{
    buffer_release(&m->pieces);
    buffer_release(&m->ranges);
}

void
map_flush(struct map *m)
{
    m->failed = m->failed || m->pieces.failed; /* which clearing forgets */
    buffer_clear(&m->pieces);
    m->next = 0;
}

void
map_reset(struct map *m)
{
    map_flush(m);
    buffer_clear(&m->ranges);
    m->failed = false;
}

static struct piece *
pieces_of(const struct map *m)
{
    return (struct piece *)(void *)m->pieces.data;
}

static size_t
count_pieces(const struct map *m)
{
    return m->pieces.size / sizeof(struct piece);
}

static bool
is_exact(const struct piece *p)
{
    return p->end - p->at == p->to - p->from;
}

/* Characters may have been taken back since the last piece came. */
static void
trim_pieces(struct map *m, size_t at)
{
    while (m->pieces.size > 0) {
        struct piece *last = &pieces_of(m)[count_pieces(m) - 1];
        if (last->end <= at)
            return;
        if (last->at < at) {
            if (is_exact(last))
                last->to = last->from + (at - last->at);
            last->end = at;
            return;
        }
        m->pieces.size -= sizeof *last;
    }
}

void
map_put(struct map *m, size_t characters, size_t length, size_t from, size_t to)
{
    struct piece piece = {characters - length, characters, from, to};
    trim_pieces(m, piece.at);
    if (count_pieces(m) > 0) {
        struct piece *last = &pieces_of(m)[count_pieces(m) - 1];
        if (last->end == piece.at && last->to == piece.from && is_exact(last) &&
            is_exact(&piece)) {
            last->end = piece.end;
            last->to = piece.to;
            return;
        }
    }
    buffer_put(&m->pieces, &piece, sizeof piece);
}

/* The piece that a character belongs to, or NULL. */
static const struct piece *
find_piece(struct map *m, size_t at)
{
    const struct piece *pieces = pieces_of(m);
    size_t count = count_pieces(m);
    while (m->next < count && pieces[m->next].end <= at)
        m->next++;
    return m->next < count && pieces[m->next].at <= at ? &pieces[m->next]
                                                       : NULL;
}

/* The output's byte at `out` is the character at `at` of the piece. */
static void
add_byte(struct map *m, const struct piece *p, size_t at, size_t out)
{
    bool exact = is_exact(p);
    struct smac_range r = {
        .output = out,
        .output_end = out + 1,
        .source = exact ? p->from + (at - p->at) : p->from,
        .source_end = exact ? p->from + (at - p->at) + 1 : p->to,
    };
    if (m->ranges.size > 0) {
        struct smac_range *last =
            (struct smac_range *)(void *)(m->ranges.data + m->ranges.size) - 1;
        bool same = last->source == r.source && last->source_end == p->to;
        bool even =
            last->output_end - last->output == last->source_end - last->source;
        if (last->output_end == out &&
            ((exact && even && last->source_end == r.source) ||
             (!exact && same))) {
            last->output_end = r.output_end;
            last->source_end = r.source_end;
            return;
        }
    }
    buffer_put(&m->ranges, &r, sizeof r);
}

/* Where the character is in the output, from `out` on; the end if it is not
 * there. */
static size_t
find_in_output(const struct map_leaf *leaf, size_t out, uint8_t character)
{
    while (out < leaf->end && leaf->out[out] != character)
        out += leaf->out[out] == '\n' ? 1 + leaf->margin : 1;
    return out < leaf->end ? out : leaf->end;
}

void
map_align(struct map *m, const struct map_leaf *leaf)
{
    size_t out = leaf->start;
    for (size_t at = leaf->from; at < leaf->to && out < leaf->end; at++) {
        uint8_t c = leaf->characters[at];
        bool gap = mark_is_gap(c);
        /* a blank is here, or was joined with others, or is a margin's */
        if ((c < ' ' && !gap) || (gap && leaf->out[out] != c))
            continue;
        out = find_in_output(leaf, out, c);
        if (out == leaf->end)
            return;
        const struct piece *p = find_piece(m, at);
        if (p != NULL)
            add_byte(m, p, at, out);
        out += c == '\n' ? 1 + leaf->margin : 1;
    }
}
