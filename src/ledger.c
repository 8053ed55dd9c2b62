/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include <assert.h>
#include <string.h>

#include "lanes.h"

/* A fate: its kind in the low six bits, and what its first byte says. */
enum {
    UNCLAIMED = 0, /* as buffer_zero makes them */
    SYNTAX = 1,
    SHOWN = 2,
    DROPPED = 3, /* + enum smac_reason */
    KIND = 0x3F,
    JOINS = 0x40,  /* continues the finding before it */
    STARTS = 0x80, /* a finding starts here */
};

_Static_assert(DROPPED + SMAC_REASON_COUNT <= KIND, "fates fit in six bits");

void
ledger_init(struct ledger *l)
{
    *l = (struct ledger){0};
    buffer_init(&l->memory, SIZE_MAX / 2);
}

void
ledger_spill(struct ledger *l, struct scratch *scratch, size_t above)
{
    buffer_spill(&l->memory, scratch, above);
}

void
ledger_release(struct ledger *l)
{
    buffer_release(&l->memory);
    l->fates = NULL;
    l->size = 0;
}

bool
ledger_begin(struct ledger *l, size_t size)
{
    if (!buffer_zero(&l->memory, size))
        return false;
    l->fates = l->memory.data;
    l->size = size;
    return true;
}

static void
paint(struct ledger *l, size_t from, size_t to, int fate)
{
    assert(from <= to && to <= l->size);
    if (from < to)
        memset(l->fates + from, fate, to - from);
}

void
ledger_shown(struct ledger *l, size_t from, size_t to)
{
    paint(l, from, to, SHOWN);
}

void
ledger_syntax(struct ledger *l, size_t from, size_t to)
{
    paint(l, from, to, SYNTAX);
}

void
ledger_drop(struct ledger *l, size_t from, size_t to, enum smac_reason reason,
            bool joins)
{
    if (from == to)
        return;
    paint(l, from, to, DROPPED + (int)reason);
    l->fates[from] |= joins ? JOINS : STARTS;
}

/* Bytes of a ledger on disk that are in memory at a time. */
enum { REST_AFTER = 1 << 20 };

/* Bytes that block structure is made of: container and list markers with
 * their numbers, heading marks and underlines, fences, table pipes and
 * delimiter rows, indentation, line ends. */
static const uint8_t structural[256] = {
    ['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, [' '] = 1,
    ['>'] = 1,  ['#'] = 1,  ['-'] = 1,  ['+'] = 1,  ['*'] = 1,  ['_'] = 1,
    ['='] = 1,  ['`'] = 1,  ['~'] = 1,  ['|'] = 1,  [':'] = 1,  ['.'] = 1,
    [')'] = 1,  ['\\'] = 1, ['0'] = 1,  ['1'] = 1,  ['2'] = 1,  ['3'] = 1,
    ['4'] = 1,  ['5'] = 1,  ['6'] = 1,  ['7'] = 1,  ['8'] = 1,  ['9'] = 1,
};

static size_t
run_end(const struct ledger *l, size_t from)
{
    uint8_t kind = l->fates[from] & KIND;
    size_t i = from + 1;
    while (l->size - i >= LANES) {
        lanes same = (lanes)(lanes_load(l->fates + i) == lanes_all(kind));
        unsigned at = lanes_first(~same);
        i += at;
        if (at < LANES)
            return i;
    }
    while (i < l->size && l->fates[i] == kind)
        i++;
    return i;
}

size_t
ledger_next_shown(const struct ledger *l, size_t *from)
{
    const uint8_t *shown =
        *from < l->size ? memchr(l->fates + *from, SHOWN, l->size - *from)
                        : NULL;
    *from = shown == NULL ? l->size : (size_t)(shown - l->fates);
    return shown == NULL ? l->size : run_end(l, *from);
}

static void
claim_gap(struct ledger *l, size_t from, size_t to, const uint8_t *source)
{
    size_t i = from;
    while (i < to) {
        bool syntax = structural[source[i]] != 0;
        size_t start = i;
        while (i < to && (structural[source[i]] != 0) == syntax)
            i++;
        if (syntax)
            paint(l, start, i, SYNTAX);
        else
            ledger_drop(l, start, i, SMAC_UNRENDERED, false);
    }
}

void
ledger_settle(struct ledger *l, const uint8_t *source)
{
    uint8_t last = UNCLAIMED; /* kind of the finding that could be continued */
    size_t gap = 0;
    size_t i = 0;
    size_t rested = 0;
    while (i < l->size) {
        if (i - rested >= REST_AFTER) {
            scratch_rest(l->memory.scratch);
            rested = i;
        }
        uint8_t fate = l->fates[i];
        size_t end = run_end(l, i);
        if (fate == UNCLAIMED) {
            gap = end - i;
            i = end;
            continue;
        }
        bool continues = (fate & JOINS) && (fate & KIND) == last;
        if (continues) {
            paint(l, i - gap, i + 1, last);
        } else {
            claim_gap(l, i - gap, i, source);
            if (fate & JOINS)
                l->fates[i] = (uint8_t)((fate & KIND) | STARTS);
        }
        last = (fate & KIND) >= DROPPED ? fate & KIND : UNCLAIMED;
        gap = 0;
        i = end;
    }
    claim_gap(l, l->size - gap, l->size, source);
}

bool
ledger_next(const struct ledger *l, size_t *position, struct ledger_run *run)
{
    if (*position >= l->size)
        return false;
    uint8_t kind = l->fates[*position] & KIND;
    assert(kind != UNCLAIMED);
    run->from = *position;
    run->to = run_end(l, *position);
    run->reason = kind == SHOWN    ? LEDGER_SHOWN
                  : kind == SYNTAX ? LEDGER_SYNTAX
                                   : kind - DROPPED;
    *position = run->to;
    return true;
}
