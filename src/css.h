/* SPDX-License-Identifier: MIT */
/* What CSS makes of an element: is its text seen?
 *
 * A cascade collects an element's declarations, in any order, and css_end
 * makes of them and of the parent's style the element's own:
 *
 *     struct css_cascade c;
 *     css_begin(&c, element, space, attributes);
 *     sheet_apply(sheet, ..., &c);               <style>, see sheet.h
 *     css_end(&c, &style);                       the parent's in, its own out
 *
 * Where CSS cannot be computed without a browser, the answer is the one that
 * hides: a value that is not understood, in a property that can hide, hides.
 * Nothing allocates; linear in the declarations. */
#ifndef SMAC_CSS_H
#define SMAC_CSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "color.h"
#include "element.h"

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
};

/* Inherited by value, and complete: css_hides looks at nothing else. */
struct css_style {
    float font;    /* its size in px */
    float root;    /* that of the root element */
    float scale;   /* transforms and zoom of all elements around */
    float opacity; /* the product of theirs */
    uint16_t veils;
    bool gone;    /* no child can undo it */
    bool clips;   /* something around cuts off what flows over */
    bool is_flex; /* its children are boxes, whatever they are */
    bool filled;  /* `fill` counts, not the colour */
    uint8_t colors;      /* 1 or 2: the second, if a doubtful rule applies */
    uint8_t backgrounds;
    struct color color[2];
    struct color background[2]; /* opaque: what the text stands on */
    struct color fill;
};

/* ---- the cascade --------------------------------------------------------- */

enum css_slot {
    CSS_DISPLAY,
    CSS_VISIBILITY,
    CSS_OPACITY,
    CSS_FONT_SIZE,
    CSS_LINE_HEIGHT,
    CSS_COLOR,
    CSS_FILL,
    CSS_BACKGROUND_COLOR,
    CSS_BACKGROUND_IMAGE,
    CSS_POSITION,
    CSS_FLOAT,
    CSS_LEFT,
    CSS_RIGHT,
    CSS_TOP,
    CSS_BOTTOM,
    CSS_MARGIN_LEFT,
    CSS_MARGIN_RIGHT,
    CSS_MARGIN_TOP,
    CSS_MARGIN_BOTTOM,
    CSS_PADDING_LEFT,
    CSS_TEXT_INDENT,
    CSS_LETTER_SPACING,
    CSS_WORD_SPACING,
    CSS_WHITE_SPACE,
    CSS_TEXT_SECURITY,
    CSS_WIDTH,
    CSS_HEIGHT,
    CSS_MAX_WIDTH,
    CSS_MAX_HEIGHT,
    CSS_FLEX,
    CSS_TRACKS,
    CSS_OVERFLOW_X,
    CSS_OVERFLOW_Y,
    CSS_CLIP,
    CSS_CLIP_PATH,
    CSS_TRANSFORM,
    CSS_TRANSFORM_ORIGIN,
    CSS_ROTATE,
    CSS_SCALE,
    CSS_TRANSLATE,
    CSS_PERSPECTIVE,
    CSS_BACKFACE,
    CSS_OFFSET,
    CSS_ZOOM,
    CSS_FILTER,
    CSS_BLEND,
    CSS_MASK,
    CSS_CONTENT_VISIBILITY,
    CSS_CONTAIN,
    CSS_CONTENT,
    CSS_ANIMATION,
    CSS_Z_INDEX,
    CSS_SLOTS
};

enum css_kind {
    CSS_NOTHING,  /* nothing was declared */
    CSS_HARMLESS, /* auto, none, normal */
    CSS_INITIAL,
    CSS_INHERIT,
    CSS_CURRENT,  /* currentColor */
    CSS_SOLID,    /* `color` */
    CSS_NUMBER,
    CSS_PERCENT,
    CSS_PX,
    CSS_EM,
    CSS_REM,
    CSS_HIDING,
};

/* Numbers for words. Of two, the smaller one hides more. */
enum { CSS_IS_FLEX, CSS_IS_BLOCK, CSS_IS_CONTENTS, CSS_IS_INLINE }; /* display */
enum { CSS_CUTS, CSS_SCROLLS, CSS_FLOWS };                          /* overflow */
enum { CSS_IS_ABSOLUTE, CSS_IS_RELATIVE, CSS_IS_STATIC };           /* position */

struct css_value {
    enum css_kind kind;
    struct color color;
    float number;
};

/* Weights: the higher one wins; of equal ones the later. */
#define CSS_HINT 0           /* presentational attributes, the browser */
#define CSS_RULE (1ULL << 8) /* times 1 + a rule's specificity and place */
#define CSS_INLINE (1ULL << 61)
#define CSS_IMPORTANT (1ULL << 62)

struct css_cascade {
    struct {
        uint64_t weight;
        struct css_value sure;
        /* The worst of the declarations in rules that perhaps apply, and the
         * highest of their weights. */
        uint64_t doubtful_weight;
        struct css_value doubtful;
    } slots[CSS_SLOTS];
    enum element element;
    bool is_text; /* an inline element: a box only if something makes it one */
    bool is_empty;
    bool failed; /* not to be understood at all */
};

/* The page: black on white, 16 px. */
void css_root(struct css_style *);

/* Attributes may be NULL. Their values need to live no longer than the call:
 * presentational ones and `style` are read here. */
void css_begin(struct css_cascade *, enum element, enum element_space,
               const struct element_attributes *);

/* Declarations as they stand in a `style` attribute or between a rule's
 * braces. Of a doubtful rule nothing counts that shows. */
void css_declare(struct css_cascade *, const uint8_t *bytes, size_t length,
                 uint64_t weight, bool doubtful);

void css_set(struct css_cascade *, enum css_slot, struct css_value,
             uint64_t weight, bool doubtful);

void css_end(const struct css_cascade *, struct css_style *);

/* Is text with that style not seen? */
bool css_hides(const struct css_style *);

#endif
