/* SPDX-License-Identifier: MIT */
/* The blocks and characters of the document so far that are not yet laid out:
 * one top-level block at most, and the leaf that is being filled. */
#ifndef SMAC_OUTLINE_H
#define SMAC_OUTLINE_H

#include "block.h"
#include "buffer.h"
#include "layout.h"
#include "map.h"
#include "smac.h"

struct outline {
    struct buffer blocks;
    struct buffer characters;
    struct buffer out;
    struct layout layout;
    struct map *map;   /* NULL: none is wanted */
    size_t containers; /* open in `blocks` */

    /* the leaf, from which outline_end_leaf makes a block */
    size_t leaf;    /* its start in `characters` */
    size_t info;    /* length of the info string at its front */
    uint8_t styles; /* of the last character put */
    bool visible;   /* it holds more than blanks */
    bool marked;
    bool broken; /* only blanks came since the last break */
};

/* The ceiling bounds the output; what is not yet laid out has another one. */
void outline_init(struct outline *, enum smac_format, size_t ceiling,
                  size_t working_ceiling);
void outline_release(struct outline *);
void outline_reset(struct outline *);

/* Notes in `map`, which is the caller's, where what comes next is laid out. */
void outline_map(struct outline *, struct map *);

/* A buffer of it has failed: nothing that it does matters any more. */
bool outline_failed(const struct outline *);

/* Opens a container. Its end lays out what is complete. */
void outline_open(struct outline *, struct block);
void outline_end(struct outline *);

/* Adds a block that is no container and has no characters. */
void outline_put(struct outline *, struct block);

/* Ends the container and opens another in its place. */
void outline_restart(struct outline *, struct block);

/* The list that is open goes on in the item that was just ended. */
void outline_reopen_item(struct outline *);

/* Goes on in the leaf that was just ended, if it is of this kind and has this
 * argument: the byte `between` then parts what was from what comes. */
void outline_reopen_leaf(struct outline *, enum block_kind, uint32_t argument,
                         uint8_t between);

/* Makes sure that what comes next has these styles. */
void outline_style(struct outline *, uint8_t styles);

/* Puts bytes that are to be written as they are, such as half a link. */
void outline_raw(struct outline *, const char *bytes);

/* Adds the block, which is a leaf, with the leaf's characters, if any of them
 * is visible; the next leaf is empty. */
void outline_end_leaf(struct outline *, struct block);

#endif
