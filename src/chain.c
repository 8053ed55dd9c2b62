/* SPDX-License-Identifier: MIT */
#include "chain.h"

#include <string.h>

void
chain_init(struct chain *c, struct faults *faults)
{
    *c = (struct chain){.faults = faults};
}

static bool
is_same(const uint8_t a[DIGEST_SIZE], const uint8_t b[DIGEST_SIZE])
{
    return memcmp(a, b, DIGEST_SIZE) == 0;
}

bool
chain_link_is_true(const struct chain_link *link)
{
    return is_same(link->hash, link->stamp.hash);
}

/* An edited record may still have the hash that its follower knows, or
 * contents whose hash that is. One that was edited itself may name any hash:
 * its fault is told, and its number says where it belongs. */
static bool
follows(const struct chain_link *link, const struct chain_link *before)
{
    return is_same(link->stamp.previous, before->stamp.hash) ||
           is_same(link->stamp.previous, before->hash) ||
           (!chain_link_is_true(link) &&
            link->stamp.sequence == before->stamp.sequence + 1);
}

/* ---- the side chain ----------------------------------------------------- */

static void
settle(struct chain *c, enum smac_fault_kind kind, struct faults_place place)
{
    c->fault = faults_add(c->faults, kind, place);
    c->settled = true;
}

/* The side chain is where the chain goes on. */
static void
adopt(struct chain *c)
{
    c->main = c->last;
    c->side = false;
}

static void
miss_records(struct chain *c, uint64_t first, uint64_t last,
             struct faults_place place)
{
    size_t index = faults_add(c->faults, SMAC_FAULT_MISSING, place);
    if (c->faults->failed)
        return;
    c->faults->array[index].first = first;
    c->faults->array[index].last = last;
}

/* Records that were thought missing, and stand here. */
static bool
fill_gap(struct chain *c)
{
    struct faults_fault *gap =
        faults_find_gap(c->faults, c->first.stamp.sequence);
    if (gap == NULL)
        return false;
    gap->kind = SMAC_FAULT_REORDERED;
    c->fault = (size_t)(gap - c->faults->array);
    c->settled = true;
    return true;
}

/* Nothing more followed the end of the chain: what does the side chain tell? */
static void
weigh_side(struct chain *c)
{
    uint64_t due = c->main.stamp.sequence + 1;
    uint64_t sequence = c->first.stamp.sequence;
    if (sequence > due) {
        miss_records(c, due, sequence - 1, c->first.place);
        adopt(c);
    } else if (sequence == due) {
        if (chain_link_is_true(&c->main) && chain_link_is_true(&c->first))
            faults_add(c->faults, SMAC_FAULT_EDITED, c->main.place);
        adopt(c);
    } else if (sequence == due - 1 &&
               is_same(c->first.stamp.previous, c->main.stamp.previous)) {
        if (chain_link_is_true(&c->main))
            faults_add(c->faults, SMAC_FAULT_INSERTED, c->main.place);
        adopt(c);
    } else if (!fill_gap(c)) {
        settle(c, SMAC_FAULT_INSERTED, c->first.place);
    }
}

static void
open_side(struct chain *c, const struct chain_link *link)
{
    c->side = true;
    c->settled = false;
    c->first = c->last = *link;
}

/* ---- the chain ---------------------------------------------------------- */

static void
begin(struct chain *c, const struct chain_link *link)
{
    static const uint8_t zeros[DIGEST_SIZE];
    c->begun = true;
    c->main = *link;
    if (link->stamp.type == SMAC_RECORD_CONTINUATION)
        faults_add(c->faults, SMAC_FAULT_CONTINUED, link->place);
    else if (link->stamp.sequence > 1)
        miss_records(c, 1, link->stamp.sequence - 1, link->place);
    else if (!is_same(link->stamp.previous, zeros) && chain_link_is_true(link))
        faults_add(c->faults, SMAC_FAULT_EDITED, link->place);
}

/* The link follows the end of the chain. */
static void
advance(struct chain *c, const struct chain_link *link)
{
    if (link->stamp.sequence != c->main.stamp.sequence + 1 &&
        chain_link_is_true(link))
        faults_add(c->faults, SMAC_FAULT_EDITED, link->place);
    c->main = *link;
    if (!c->side)
        return;
    if (!c->settled)
        settle(c, SMAC_FAULT_INSERTED, c->first.place);
    if (follows(&c->first, link)) {
        if (!c->faults->failed)
            c->faults->array[c->fault].kind = SMAC_FAULT_REORDERED;
        adopt(c);
    }
}

void
chain_add(struct chain *c, const struct chain_link *link)
{
    if (!chain_link_is_true(link))
        faults_add(c->faults, SMAC_FAULT_EDITED, link->place);
    if (!c->begun) {
        begin(c, link);
    } else if (follows(link, &c->main)) {
        advance(c, link);
    } else if (c->side && follows(link, &c->last)) {
        c->last = *link;
        if (!c->settled)
            weigh_side(c);
    } else {
        if (c->side && !c->settled)
            weigh_side(c);
        /* The chain may have gone on to the side chain's end. */
        if (follows(link, &c->main))
            advance(c, link);
        else
            open_side(c, link);
    }
}

void
chain_end(struct chain *c)
{
    if (c->side && !c->settled)
        weigh_side(c);
}
