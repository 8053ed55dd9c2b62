/* SPDX-License-Identifier: MIT */
/* An element's CSS declarations, each in the slot of what it sets.
 *
 * They come in any order: of two for one slot the heavier counts, or the later
 * of equals, as the cascade has it. A rule that perhaps applies is doubtful:
 * what it sets is kept beside the rest, so that it can hide but never show. */
#ifndef SMAC_CASCADE_H
#define SMAC_CASCADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "color.h"
#include "element.h"

enum cascade_slot {
    SLOT_DISPLAY,
    SLOT_VISIBILITY,
    SLOT_OPACITY,
    SLOT_FONT_SIZE,
    SLOT_LINE_HEIGHT,
    SLOT_COLOR,
    SLOT_FILL, /* of text */
    SLOT_INK,  /* of a drawing's text */
    SLOT_BACKGROUND_COLOR,
    SLOT_BACKGROUND_IMAGE,
    SLOT_POSITION,
    SLOT_FLOAT,
    SLOT_LEFT,
    SLOT_RIGHT,
    SLOT_TOP,
    SLOT_BOTTOM,
    SLOT_MARGIN_LEFT,
    SLOT_MARGIN_RIGHT,
    SLOT_MARGIN_TOP,
    SLOT_MARGIN_BOTTOM,
    SLOT_PADDING_LEFT,
    SLOT_PADDING_TOP,
    SLOT_TEXT_INDENT,
    SLOT_LETTER_SPACING,
    SLOT_WORD_SPACING,
    SLOT_WHITE_SPACE,
    SLOT_TEXT_SECURITY,
    SLOT_WIDTH,
    SLOT_HEIGHT,
    SLOT_MAX_WIDTH,
    SLOT_MAX_HEIGHT,
    SLOT_MIN_WIDTH,
    SLOT_FLEX,
    SLOT_TRACKS,
    SLOT_COLUMNS,
    SLOT_CLAMP,
    SLOT_OVERFLOW_X,
    SLOT_OVERFLOW_Y,
    SLOT_CLIP,
    SLOT_CLIP_PATH,
    SLOT_TRANSFORM,
    SLOT_SHIFT, /* of a transform: its least translation in per cent */
    SLOT_TRANSFORM_ORIGIN,
    SLOT_ROTATE,
    SLOT_SCALE,
    SLOT_TRANSLATE,
    SLOT_PERSPECTIVE,
    SLOT_BACKFACE,
    SLOT_OFFSET,
    SLOT_ZOOM,
    SLOT_FILTER,
    SLOT_BLEND,
    SLOT_MASK,
    SLOT_CONTENT_VISIBILITY,
    SLOT_CONTAIN,
    SLOT_Z_INDEX,
    SLOT_RATIO,
    SLOT_WRITING,
    SLOT_DIRECTION,
    SLOT_ALIGN,  /* shared: what moves a box that has no room */
    SLOT_ANCHOR, /* shared: what moves a drawing's text */
    SLOT_ODD,    /* shared: what hides by itself and nothing else */
    SLOT_BORDER,
    SLOT_OUTLINE,
    SLOTS
};

enum cascade_kind {
    VALUE_NOTHING,  /* nothing was declared */
    VALUE_HARMLESS, /* auto, none, normal */
    VALUE_INITIAL,
    VALUE_INHERIT,
    VALUE_CURRENT, /* currentColor */
    VALUE_SOLID,   /* `color` */
    VALUE_NUMBER,
    VALUE_PERCENT,
    VALUE_PX,
    VALUE_EM,
    VALUE_REM,
    VALUE_HIDING,
};

/* Numbers that stand for words. Of two, the smaller one hides more. */
enum {
    DISPLAY_NONE = -1,
    DISPLAY_FLEX,
    DISPLAY_BLOCK,
    DISPLAY_CONTENTS,
    DISPLAY_INLINE
};
enum { OVERFLOW_CUTS, OVERFLOW_SCROLLS, OVERFLOW_FLOWS };
enum { CONTAIN_PAINT, CONTAIN_SIZE, CONTAIN_NOTHING };
enum {
    POSITION_FIXED = -1,
    POSITION_ABSOLUTE,
    POSITION_RELATIVE,
    POSITION_STATIC
};
enum { FLOAT_RIGHT = -1, FLOAT_SIDE };

struct cascade_value {
    enum cascade_kind kind;
    struct color color;
    float number;
};

/* Weights: the higher one wins; of equal ones the later. */
#define CASCADE_HINT      0 /* presentational attributes, the browser */
#define CASCADE_RULE      (1ULL << 8) /* times specificity and place */
#define CASCADE_INLINE    (1ULL << 61)
#define CASCADE_IMPORTANT (1ULL << 62)

struct cascade_entry {
    uint64_t weight;
    struct cascade_value sure;
    /* The worst of the declarations in rules that perhaps apply, and the
     * highest of their weights. */
    uint64_t doubtful_weight;
    struct cascade_value doubtful;
};

struct cascade {
    struct cascade_entry slots[SLOTS];
    uint64_t set; /* a bit a slot; what has none is not initialised */
    enum element element;
    bool is_text; /* an inline element: a box only if something makes it one */
    bool is_picture; /* an <img> and the like, which paints by itself */
    bool is_empty;
    bool failed; /* not to be understood at all */
};

/* Attributes may be NULL. Their values need to live no longer than the call:
 * presentational ones and `style` are read here. */
void cascade_begin(struct cascade *, enum element, enum element_space,
                   const struct element_attributes *);

/* Declarations as they stand in a `style` attribute or between a rule's
 * braces. Linear. */
void cascade_declare(struct cascade *, const uint8_t *bytes, size_t length,
                     uint64_t weight, bool doubtful);

/* In a slot that several properties set no value takes another one back. */
void cascade_set(struct cascade *, enum cascade_slot, struct cascade_value,
                 uint64_t weight, bool doubtful);

/* The same, smaller, for who keeps many: what css_inherit needs. */
struct cascade_packed {
    uint16_t element;
    uint8_t count;
    bool is_text;
    bool is_picture;
    bool failed; /* also where there are more settings than room */
    struct {
        uint8_t slot;
        uint8_t kind;
        bool doubtful;
        struct color color;
        float number;
    } settings[16];
};

void cascade_pack(const struct cascade *, struct cascade_packed *);
void cascade_unpack(const struct cascade_packed *, struct cascade *);

/* Does it paint, whatever its style is? In HTML. */
bool cascade_is_picture(enum element);

/* NULL if nothing was declared. */
static inline const struct cascade_entry *
cascade_entry(const struct cascade *c, enum cascade_slot slot)
{
    return c->set >> slot & 1 ? &c->slots[slot] : NULL;
}

/* Was it declared for certain? */
static inline bool
cascade_is_sure(const struct cascade *c, enum cascade_slot slot)
{
    const struct cascade_entry *e = cascade_entry(c, slot);
    return e != NULL && e->sure.kind != VALUE_NOTHING;
}

/* The values that a slot may have, none to two: a doubtful one does not count
 * where it loses to an attribute or to what is important. */
unsigned cascade_values(const struct cascade *, enum cascade_slot,
                        struct cascade_value values[2]);

#endif
