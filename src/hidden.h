/* SPDX-License-Identifier: MIT */
/* What hides: by element, by attribute, by place.
 *
 * An element's own part is judged once, when its start tag comes; what holds
 * inside it follows from that and from its parent, and is computed again if
 * the parser moves the element (the adoption agency does). CSS fits the same
 * two steps: what the element declares, and what it inherits. */
#ifndef SMAC_HIDDEN_H
#define SMAC_HIDDEN_H

#include "cascade.h"
#include "css.h"
#include "element.h"
#include "html.h"
#include "sheet.h"

struct hidden_rules {
    enum html_view view;
    enum smac_details details;
    struct sheet *sheet; /* of the whole page; NULL: none */
};

/* `x` or `y` of what is placed, if it is not given. */
enum { HIDDEN_UNPLACED = -1000000000 };

/* What is drawn of an SVG drawing. */
struct hidden_canvas {
    int left;
    int top;
    int right;
    int bottom;
};

/* What an element says by itself. */
struct hidden_own {
    int reason;      /* HTML_SHOWN, or why its content is not drawn */
    bool collapsed;  /* <details> without open: all but its first <summary> */
    bool summary;    /* it is that <summary>: set by who knows its parent */
    bool monospaced; /* in a browser: a smaller font */
    bool flat;       /* GitHub: a table in it may have no room */
    bool is_table;
    bool is_span;  /* an SVG <tspan> */
    bool leftward; /* its text goes from right to left */
    bool leans;    /* what is wider than the page begins left of it */
    bool unbroken; /* its lines do not wrap */
    bool wide;     /* by its attributes as wide as a page */
    float height;  /* px, as its attribute says */
    bool is_row;   /* of a table: its cells stand side by side */
    bool is_cell;
    bool is_beside;  /* outside of its parent's background */
    bool is_formula; /* MathML: does not wrap, nor scroll to the rest */
    bool wordless;   /* MathML: draws no text but its elements' */
    float script;    /* MathML: a factor of the size of what is in it, or 0 */
    bool pictures;   /* <picture> on GitHub: draws images, but no text */
    bool outlined;   /* SVG: draws only what stands in a <text> */
    bool scaled;     /* an <svg> with coordinates of its own */
    bool lettered;   /* an SVG <text> */
    bool linked;     /* an SVG <a>, which draws no other one */
    bool shown_anew; /* HTML in SVG: draws text again */
    bool placed;     /* an SVG element that says where its text is */
    bool is_block;   /* in HTML: it stands on lines of its own */
    int x;
    int y;
    float shrinks;               /* a factor of the font's size, on GitHub */
    struct hidden_canvas canvas; /* of an <svg>, of HTML in it */
    struct cascade_packed css;   /* what it declares; the last, see below */
};

/* What holds inside an element. */
struct hidden_state {
    int verdict; /* for elements: HTML_SHOWN or the outermost reason */
    int text;    /* for characters */
    int summary; /* verdict for the first <summary> */
    bool flat;
    bool lettered;
    bool linked;
    bool framed; /* HTML in a drawing: in a box that cuts off */
    bool leftward;
    bool unbroken;
    bool in_row; /* in a box that stands beside others */
    bool monospaced;
    float scale; /* what elements around shrink the text to */
    bool pictures;
    bool outlined;
    bool outside; /* of the SVG drawing */
    bool veiled;  /* css_hides(&css) */
    struct hidden_canvas canvas;
    struct css_style css;
};

struct hidden_subject {
    enum element element;
    enum element_space space;
    const char *name; /* in lower case; NULL: too long to be kept */
    size_t length;
    const struct element_attributes *attributes; /* NULL: not the author's */
};

/* Do its attributes make it as wide as a page? */
bool hidden_is_wide(const struct element_attributes *);

void hidden_judge(const struct hidden_rules *, const struct hidden_subject *,
                  struct hidden_own *);

/* Spares the room for declarations that are not there. */
void hidden_copy(struct hidden_own *to, const struct hidden_own *from);

/* May the element, nested in itself, be too small to read on GitHub? */
bool hidden_shrinks(enum element);

/* Inside an element with that own part whose parent is `parent`; NULL for the
 * root. */
void hidden_inherit(const struct hidden_rules *, const struct hidden_own *,
                    const struct hidden_state *parent, struct hidden_state *);

#endif
