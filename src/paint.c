/* SPDX-License-Identifier: MIT */
#include "paint.h"

#include "color.h"

enum {
    WIDE = 12,   /* px of a border, outline or shadow that cover a line */
    INSIDE = 2,  /* px by which an outline may reach into its box */
    THICK = 5,   /* px of a line that letters are read through */
    EM = 16,     /* px */
    FAINT = 128, /* an alpha: letters are read through it */
};

/* In px, for fonts of the usual size. */
static float
px_of(struct cascade_value v)
{
    return v.kind == VALUE_PX        ? v.number
           : v.kind == VALUE_PERCENT ? v.number * EM / 100
                                     : v.number * EM;
}

static float
without_sign(float px)
{
    return px < 0 ? -px : px;
}

/* One border, outline or shadow: up to a comma. */
struct layer {
    float lengths[4]; /* px, with their signs */
    unsigned count;
    bool inset;
    bool faint;
};

/* Reads from words[*at] on; false if it is not understood. */
static bool
next_layer(const struct reading *r, size_t *at, struct layer *layer)
{
    *layer = (struct layer){.count = 0};
    while (*at < r->count) {
        const struct lexeme *word = &r->words[*at];
        struct cascade_value v;
        struct color color;
        size_t used = 1;
        if (word->kind == LEXEME_COMMA) {
            ++*at;
            return true;
        }
        if (reading_length(word, &v)) {
            if (layer->count < 4)
                layer->lengths[layer->count++] = px_of(v);
        } else if (color_read(word, r->count - *at, &used, &color) ==
                   COLOR_READ) {
            layer->faint = color.alpha < FAINT;
        } else if (word->kind == LEXEME_FUNCTION) {
            return false;
        } else {
            layer->inset |= lexeme_is(word, "inset");
        }
        *at += used;
    }
    return true;
}

/* Is any of the lengths so many px, on either side of 0? */
static bool
reaches(const struct layer *layer, float px)
{
    for (unsigned i = 0; i < layer->count; i++)
        if (without_sign(layer->lengths[i]) >= px)
            return true;
    return false;
}

static bool
put_frame(const struct reading *r, bool hides)
{
    reading_put_kind(r, r->first, hides ? VALUE_HIDING : VALUE_HARMLESS);
    return true;
}

bool
paint_frame(const struct reading *r)
{
    struct layer layer;
    bool wide = false;
    for (size_t at = 0; at < r->count;) {
        if (!next_layer(r, &at, &layer))
            return false;
        wide |= reaches(&layer, WIDE);
    }
    return put_frame(r, wide);
}

/* An outline is painted over the text, and one that reaches inwards over the
 * element's own. */
bool
paint_outline(const struct reading *r)
{
    struct layer layer;
    size_t at = 0;
    if (!next_layer(r, &at, &layer) || at < r->count)
        return false;
    bool inside = layer.count > 0 && layer.lengths[0] < -INSIDE;
    return put_frame(r, inside || reaches(&layer, WIDE));
}

/* How far it reaches beyond what throws it; what is blurred counts as if it
 * were not. */
static float
reach(const struct layer *layer)
{
    float x = layer->count > 0 ? without_sign(layer->lengths[0]) : 0;
    float y = layer->count > 1 ? without_sign(layer->lengths[1]) : 0;
    float spread = layer->count > 3 ? layer->lengths[3] : 0;
    return (x > y ? x : y) + spread;
}

/* A shadow is behind the text of its own block, and over what stands before an
 * inline element. One that falls inwards is as good as a background. */
bool
paint_shadow(const struct reading *r)
{
    struct layer layer;
    bool wide = false;
    for (size_t at = 0; at < r->count;) {
        if (!next_layer(r, &at, &layer))
            return false;
        wide |= reaches(&layer, WIDE);
        if (layer.faint || reach(&layer) < WIDE)
            continue;
        reading_put_kind(r, layer.inset ? SLOT_BACKGROUND_IMAGE : SLOT_OUTLINE,
                         VALUE_HIDING);
    }
    return put_frame(r, wide);
}

/* The letters' own, which may be blocks. */
bool
paint_letters_shadow(const struct reading *r)
{
    struct layer layer;
    for (size_t at = 0; at < r->count;) {
        if (!next_layer(r, &at, &layer))
            return false;
        if (!layer.faint && reach(&layer) >= WIDE)
            return false;
    }
    return true;
}

/* [slice [fill]] [/ width [/ outset]] and a picture, which is behind the text
 * and, with an outset, anywhere. */
bool
paint_border_image(const struct reading *r)
{
    unsigned slashes = 0;
    if (r->count == 1 && lexeme_is_among(r->words, r->shown))
        return true;
    for (size_t i = 0; i < r->count; i++)
        slashes += r->words[i].mark == '/';
    if (slashes > 1)
        reading_put_kind(r, SLOT_OUTLINE, VALUE_HIDING);
    reading_put_kind(r, SLOT_BACKGROUND_IMAGE, VALUE_HIDING);
    return true;
}

bool
paint_decoration(const struct reading *r)
{
    struct layer layer;
    size_t at = 0;
    return next_layer(r, &at, &layer) && at == r->count &&
           !reaches(&layer, THICK);
}
