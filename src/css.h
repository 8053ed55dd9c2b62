/* SPDX-License-Identifier: MIT */
/* What CSS makes of an element: is its text seen?
 *
 * A cascade collects an element's declarations, in any order, and css_inherit
 * makes of them and of the parent's style the element's own:
 *
 *     struct cascade c;
 *     cascade_begin(&c, element, space, attributes);
 *     sheet_apply(sheet, name, length, attributes, &c);     for <style>
 *     css_inherit(&c, &style);        the parent's comes in, its own goes out
 *
 * Where CSS cannot be computed without a browser, the answer is the one that
 * hides: a value that is not understood, in a property that can hide, hides.
 * Nothing allocates; linear in the declarations. */
#ifndef SMAC_CSS_H
#define SMAC_CSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cascade.h"
#include "color.h"

/* What inherited properties hide until a child says otherwise. */
enum css_veil {
    CSS_INVISIBLE = 1 << 0, /* visibility */
    CSS_SPACED = 1 << 1,    /* letter-spacing */
    CSS_SPREAD = 1 << 2,    /* word-spacing */
    CSS_INDENTED = 1 << 3,  /* text-indent */
    CSS_MASKED = 1 << 4,    /* -webkit-text-security */
    CSS_FLAT = 1 << 5,      /* line-height: hides where something clips */
    CSS_UNBROKEN = 1 << 6,  /* white-space: hides nothing by itself */
    CSS_UNSURE_COLOR = 1 << 7,
    CSS_UNSURE_FILL = 1 << 8,
    CSS_UNSURE_BACK = 1 << 9,
    CSS_UNSURE_INK = 1 << 10, /* of a drawing's text, as is the next */
    CSS_ANCHORED = 1 << 11,   /* it stands elsewhere than its place says */
    CSS_OVERLAID = 1 << 12,   /* line-height: one line lies over another */
};

/* px: so much of a window's width is surely seen. */
enum { CSS_WINDOW = 1000 };

/* A page cuts off what is left of it or above: so many px away a short word is
 * not seen. */
enum { CSS_FAR = 24, CSS_FAR_UP = 40, CSS_ABOVE = 20 };

#define CSS_UNCUT 1e9f

/* So many backgrounds around a text are told apart. */
enum { CSS_GROUNDS = 4 };

/* px: what is smaller nobody reads; and 16 px that are drawn as 13. */
#define CSS_FONT_LEAST 4.0f
#define CSS_MONOSPACED (CSS_FONT_LEAST * 16 / 13)

/* Inherited by value, and complete: css_hides looks at nothing else. */
struct css_style {
    float font;    /* its size in px */
    float em;      /* ... or more, where it is not known */
    float root;    /* that of the root element */
    float scale;   /* transforms and zoom of all elements around */
    float opacity; /* the product of theirs */
    uint16_t veils;
    bool gone;         /* no child can undo it */
    bool clips;        /* something around cuts off what flows over */
    bool is_flex;      /* its children are boxes, whatever they are */
    bool leftward;     /* direction: rtl, here or around */
    bool upright;      /* its lines may run from top to bottom */
    bool narrow;       /* its content has no width, or too little for a word */
    bool low;          /* its own height is too little for some lines */
    float cut_width;   /* px that the box around shows, which cuts off the */
    float cut_height;  /* rest; CSS_UNCUT: there is none */
    float inset;       /* px from that box's edge to its content */
    float pushed;      /* px by which what it declares moves its text down */
    float room_width;  /* px of the boxes around, as far as they say so: */
    float room_height; /* see lean.h */
    float off_left; /* px by which it and what it is in move: a little each, */
    float off_top;  /* it adds up */
    bool turned;    /* it is in what is turned, or in perspective */
    bool leans;     /* what is wider than its room begins left of it */
    bool rises;     /* what is higher begins above it */
    bool spreads;   /* it takes more room than what leans around it has */
    bool holds;     /* what is positioned in it goes by a box around */
    bool needs_ground; /* it is read on a box around, and not beside it */
    bool on_text;      /* that background is an inline element's */
    bool motley;       /* there are more backgrounds than `ground` has */
    bool absent;       /* it has no box, for certain, nor has what is inside */
    bool filled;       /* `fill` counts, not the colour; in a drawing, `ink` */
    bool sinks;        /* ... with all that comes on the page */
    bool drags;        /* what follows the element moves off the page, too */
    bool lifted;       /* it, or what it is in, stands elsewhere */
    bool drawn_up;     /* ... over what comes before it */
    bool spills;    /* in a box too small for it: others stand where it does */
    bool covers;    /* it may lie over text elsewhere */
    uint8_t colors; /* 1 or 2: the second, if a doubtful rule applies */
    uint8_t backgrounds;
    uint8_t grounds;
    struct color color[2];
    struct color background[CSS_GROUNDS]; /* opaque: what the text stands on */
    struct color ground[CSS_GROUNDS];     /* the page, and all boxes around */
    struct color fill;
    struct color ink;
};

/* The page: black on white, 16 px. */
void css_root(struct css_style *);

/* From the parent's style to that of the element with those declarations. */
void css_inherit(const struct cascade *, struct css_style *);

/* Is text with that style not seen? */
bool css_hides(const struct css_style *);

/* The same of text in an SVG drawing. */
bool css_hides_drawn(const struct css_style *);

#endif
