/* SPDX-License-Identifier: MIT */
/* How far text has come in what cuts it off: a line of an SVG drawing does not
 * break at the drawing's edge, and a box of CSS ends below some lines. What is
 * behind that nobody sees. */
#ifndef SMAC_PEN_H
#define SMAC_PEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hidden.h"

/* Where the next letter stands, in the drawing's units, or in px. */
struct pen {
    float at;
    float down;       /* from the upper edge of the box, at most */
    float tall;       /* px: the largest letters of the line so far */
    unsigned letters; /* of the word that goes on */
    bool word_fits;   /* its first ones share one fate */
    float run;        /* px of the line or word that goes on, without a break */
    unsigned run_words;   /* in it */
    unsigned run_letters; /* of its last word */
    float wide; /* px: of cells before it in its row, each one's longest run */
    float longest; /* run in this cell */
    bool in_word;  /* the last letter ended none */
    bool spilt;    /* a line left its box: the rest of this text is lost */
    bool torn;     /* a word that was begun is cut off */
    /* Where a <tspan> begins, once there is a letter in it. */
    float due;
    uint32_t due_in; /* the element's number */
};

/* The element of that number begins, and this holds inside it and around it. */
void pen_begin(struct pen *, uint32_t element, const struct hidden_own *,
               const struct hidden_state *, const struct hidden_state *around);

/* A void element comes. Of pictures nobody knows how high they are. */
void pen_pass(struct pen *, enum element);

/* Is what was drawn wider than its room, or higher (lean.h)? */
bool pen_is_out_of_room(const struct pen *, const struct hidden_state *);

/* Draws characters in the element and answers how many of the bytes can be seen: all of them,
 * unless something cuts off. Letters are taken for wide ones. */
size_t pen_draw(struct pen *, uint32_t element, const struct hidden_state *,
                const uint8_t *, size_t length);

#endif
