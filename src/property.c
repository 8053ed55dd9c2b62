/* SPDX-License-Identifier: MIT */
#include "property.h"

#include <string.h>

#include "effect.h"
#include "paint.h"
#include "value.h"

struct row {
    const char *name;
    reader *read;
    enum cascade_slot first;
    enum cascade_slot last;
    const char *words; /* that show, separated by blanks */
};

#define BOXES                                                                  \
    " border-box padding-box content-box margin-box fill-box "                 \
    "stroke-box view-box "
#define SIZES                                                                  \
    " auto none min-content max-content fit-content stretch "                  \
    "-webkit-fill-available -moz-available "

/* Where a box that is too small leaves what it holds at its upper left corner.
 * What is left over is not shared out, and falls back to that. */
#define STARTS                                                                 \
    " normal auto stretch start flex-start self-start left baseline first "    \
    "legacy safe justify space-between space-around space-evenly "

/* In the order of enum cascade_slot. */
static const struct row rows[] = {
    {"all", value_words, SLOT_DISPLAY, SLOTS - 1, ""},
    {"display", value_display, SLOT_DISPLAY, SLOT_DISPLAY,
     " block inline inline-block flow flow-root list-item contents flex grid "
     "inline-flex inline-grid table inline-table table-row table-row-group "
     "table-header-group table-footer-group table-cell table-caption ruby "
     "run-in -webkit-box -webkit-flex -webkit-inline-box math "},
    {"visibility", value_words, SLOT_VISIBILITY, SLOT_VISIBILITY, " visible "},
    {"opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"-webkit-opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"font-size", value_font_size, SLOT_FONT_SIZE, SLOT_FONT_SIZE, ""},
    {"font", value_font, SLOT_FONT_SIZE, SLOT_LINE_HEIGHT, ""},
    {"line-height", value_line_height, SLOT_LINE_HEIGHT, SLOT_LINE_HEIGHT,
     " normal "},
    {"color", value_color, SLOT_COLOR, SLOT_COLOR, ""},
    {"fill", value_color, SLOT_INK, SLOT_INK, ""},
    {"-webkit-text-fill-color", value_color, SLOT_FILL, SLOT_FILL, ""},
    {"-webkit-text-stroke", value_stroke, SLOT_ODD, SLOT_ODD, ""},
    {"-webkit-text-stroke-width", value_stroke, SLOT_ODD, SLOT_ODD, ""},
    {"background-color", value_color, SLOT_BACKGROUND_COLOR,
     SLOT_BACKGROUND_COLOR, ""},
    {"background-image", value_words, SLOT_BACKGROUND_IMAGE,
     SLOT_BACKGROUND_IMAGE, " none "},
    {"background", value_background, SLOT_BACKGROUND_COLOR,
     SLOT_BACKGROUND_IMAGE,
     " none left right top bottom center repeat no-repeat repeat-x repeat-y "
     "space round scroll fixed local cover contain auto" BOXES},
    {"background-clip", value_words, SLOT_ODD, SLOT_ODD, BOXES},
    {"-webkit-background-clip", value_words, SLOT_ODD, SLOT_ODD, BOXES},
    {"position", value_position, SLOT_POSITION, SLOT_POSITION, ""},
    {"float", value_float, SLOT_FLOAT, SLOT_FLOAT, " none "},
    {"left", value_size, SLOT_LEFT, SLOT_LEFT, SIZES},
    {"right", value_size, SLOT_RIGHT, SLOT_RIGHT, SIZES},
    {"top", value_size, SLOT_TOP, SLOT_TOP, SIZES},
    {"bottom", value_size, SLOT_BOTTOM, SLOT_BOTTOM, SIZES},
    {"inset", value_sides, SLOT_LEFT, SLOT_BOTTOM, SIZES},
    {"margin-left", value_size, SLOT_MARGIN_LEFT, SLOT_MARGIN_LEFT, SIZES},
    {"margin-right", value_size, SLOT_MARGIN_RIGHT, SLOT_MARGIN_RIGHT, SIZES},
    {"margin-top", value_size, SLOT_MARGIN_TOP, SLOT_MARGIN_TOP, SIZES},
    {"margin-bottom", value_size, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_BOTTOM,
     SIZES},
    {"margin", value_sides, SLOT_MARGIN_LEFT, SLOT_MARGIN_BOTTOM, SIZES},
    {"padding", value_padding, SLOT_PADDING_LEFT, SLOT_PADDING_TOP, ""},
    {"padding-left", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT, ""},
    {"padding-top", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"text-indent", value_size, SLOT_TEXT_INDENT, SLOT_TEXT_INDENT, ""},
    {"letter-spacing", value_size, SLOT_LETTER_SPACING, SLOT_LETTER_SPACING,
     " normal "},
    {"word-spacing", value_size, SLOT_WORD_SPACING, SLOT_WORD_SPACING,
     " normal "},
    {"white-space", value_white_space, SLOT_WHITE_SPACE, SLOT_WHITE_SPACE,
     " normal pre-wrap pre-line break-spaces collapse wrap preserve "},
    {"text-wrap", value_white_space, SLOT_WHITE_SPACE, SLOT_WHITE_SPACE,
     " wrap balance pretty stable auto "},
    {"text-wrap-mode", value_white_space, SLOT_WHITE_SPACE, SLOT_WHITE_SPACE,
     " wrap "},
    {"-webkit-text-security", value_words, SLOT_TEXT_SECURITY,
     SLOT_TEXT_SECURITY, " none "},
    {"width", value_size, SLOT_WIDTH, SLOT_WIDTH, SIZES},
    {"height", value_size, SLOT_HEIGHT, SLOT_HEIGHT, SIZES},
    {"max-width", value_size, SLOT_MAX_WIDTH, SLOT_MAX_WIDTH, SIZES},
    {"max-height", value_size, SLOT_MAX_HEIGHT, SLOT_MAX_HEIGHT, SIZES},
    {"min-width", value_size, SLOT_MIN_WIDTH, SLOT_MIN_WIDTH, SIZES},
    {"flex", value_flex, SLOT_FLEX, SLOT_FLEX, " none auto "},
    {"flex-basis", value_tracks, SLOT_FLEX, SLOT_FLEX, ""},
    {"aspect-ratio", value_words, SLOT_RATIO, SLOT_RATIO, " auto "},
    {"writing-mode", value_writing, SLOT_WRITING, SLOT_WRITING,
     " horizontal-tb "},
    {"direction", value_words, SLOT_DIRECTION, SLOT_DIRECTION, " ltr "},
    {"math-depth", value_words, SLOT_ODD, SLOT_ODD, ""},
    {"font-size-adjust", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"grid", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"grid-template", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"grid-template-rows", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"grid-template-columns", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"grid-auto-rows", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"grid-auto-columns", value_tracks, SLOT_TRACKS, SLOT_TRACKS, ""},
    {"columns", value_columns, SLOT_COLUMNS, SLOT_COLUMNS, " auto "},
    {"column-width", value_columns, SLOT_COLUMNS, SLOT_COLUMNS, " auto "},
    {"column-count", value_columns, SLOT_COLUMNS, SLOT_COLUMNS, " auto "},
    {"-webkit-line-clamp", value_words, SLOT_CLAMP, SLOT_CLAMP, " none "},
    {"line-clamp", value_words, SLOT_CLAMP, SLOT_CLAMP, " none "},
    {"max-lines", value_words, SLOT_CLAMP, SLOT_CLAMP, " none "},
    {"justify-content", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"justify-items", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"justify-self", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"align-content", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"align-items", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"align-self", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"place-content", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"place-items", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"place-self", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"flex-direction", value_words, SLOT_ALIGN, SLOT_ALIGN, " row column "},
    {"flex-wrap", value_words, SLOT_ALIGN, SLOT_ALIGN, " wrap nowrap "},
    {"flex-flow", value_words, SLOT_ALIGN, SLOT_ALIGN,
     " row column wrap nowrap "},
    {"-webkit-box-align", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"-webkit-box-pack", value_words, SLOT_ALIGN, SLOT_ALIGN, STARTS},
    {"-webkit-box-direction", value_words, SLOT_ALIGN, SLOT_ALIGN, " normal "},
    {"text-anchor", value_words, SLOT_ANCHOR, SLOT_ANCHOR, " start "},
    {"dominant-baseline", value_words, SLOT_ANCHOR, SLOT_ANCHOR,
     " auto alphabetic "},
    {"alignment-baseline", value_words, SLOT_ANCHOR, SLOT_ANCHOR,
     " auto baseline alphabetic "},
    {"baseline-shift", value_words, SLOT_ANCHOR, SLOT_ANCHOR, " baseline "},
    {"vertical-align", value_words, SLOT_ANCHOR, SLOT_ANCHOR, " baseline "},
    {"tab-size", value_words, SLOT_ANCHOR, SLOT_ANCHOR, ""},
    {"overflow", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_Y, ""},
    {"overflow-x", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_X, ""},
    {"overflow-y", value_overflow, SLOT_OVERFLOW_Y, SLOT_OVERFLOW_Y, ""},
    {"clip", value_clip, SLOT_CLIP, SLOT_CLIP, ""},
    {"clip-path", effect_clip_path, SLOT_CLIP_PATH, SLOT_CLIP_PATH,
     " none" BOXES},
    {"-webkit-clip-path", effect_clip_path, SLOT_CLIP_PATH, SLOT_CLIP_PATH,
     " none" BOXES},
    {"transform", effect_transform, SLOT_TRANSFORM, SLOT_SHIFT, " none "},
    {"-webkit-transform", effect_transform, SLOT_TRANSFORM, SLOT_SHIFT,
     " none "},
    {"transform-origin", effect_origin, SLOT_TRANSFORM_ORIGIN,
     SLOT_TRANSFORM_ORIGIN, " center "},
    {"rotate", effect_rotate, SLOT_ROTATE, SLOT_ROTATE, " none "},
    {"scale", effect_scale, SLOT_SCALE, SLOT_SCALE, " none "},
    {"translate", effect_translate, SLOT_TRANSLATE, SLOT_TRANSLATE, " none "},
    {"perspective", effect_perspective, SLOT_PERSPECTIVE, SLOT_PERSPECTIVE,
     " none "},
    {"backface-visibility", value_words, SLOT_BACKFACE, SLOT_BACKFACE,
     " visible "},
    {"-webkit-backface-visibility", value_words, SLOT_BACKFACE, SLOT_BACKFACE,
     " visible "},
    {"offset", value_words, SLOT_OFFSET, SLOT_OFFSET, " none auto normal "},
    {"offset-path", value_words, SLOT_OFFSET, SLOT_OFFSET, " none "},
    {"zoom", value_zoom, SLOT_ZOOM, SLOT_ZOOM, " normal reset "},
    {"filter", effect_filter, SLOT_FILTER, SLOT_FILTER, " none "},
    {"-webkit-filter", effect_filter, SLOT_FILTER, SLOT_FILTER, " none "},
    {"mix-blend-mode", value_words, SLOT_BLEND, SLOT_BLEND, " normal "},
    {"mask", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"mask-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"mask-border", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask-box-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"content-visibility", value_words, SLOT_CONTENT_VISIBILITY,
     SLOT_CONTENT_VISIBILITY, " visible "},
    {"will-change", value_will_change, SLOT_CONTAIN, SLOT_CONTAIN, ""},
    {"container-type", value_contain, SLOT_CONTAIN, SLOT_CONTAIN,
     " normal size inline-size scroll-state "},
    {"contain", value_contain, SLOT_CONTAIN, SLOT_CONTAIN,
     " none strict content size inline-size layout style paint "},
    {"content", value_content, SLOT_ODD, SLOT_ODD, ""},
    {"animation", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"animation-name", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"-webkit-animation", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"-webkit-animation-name", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"color-scheme", value_words, SLOT_ODD, SLOT_ODD, " normal light only "},
    {"z-index", value_z_index, SLOT_Z_INDEX, SLOT_Z_INDEX, " auto "},
    {"border", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-width", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-top", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-bottom", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-left", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-right", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-top-width", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-bottom-width", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-left-width", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-right-width", paint_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"outline", paint_outline, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"outline-width", paint_outline, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"outline-offset", paint_outline, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"backdrop-filter", value_words, SLOT_BORDER, SLOT_BORDER, " none "},
    {"-webkit-backdrop-filter", value_words, SLOT_BORDER, SLOT_BORDER,
     " none "},
    {"position-area", value_words, SLOT_ODD, SLOT_ODD, " none "},
    {"box-shadow", paint_shadow, SLOT_BORDER, SLOT_BORDER, ""},
    {"-webkit-box-shadow", paint_shadow, SLOT_BORDER, SLOT_BORDER, ""},
};

/* What they set may be another slot: in vertical lines that of the other axis,
 * and padding has one for two sides. They can hide, but not show. */
static const struct row doubtful_rows[] = {
    {"border-image", paint_border_image, SLOT_BACKGROUND_IMAGE,
     SLOT_BACKGROUND_IMAGE, " none "},
    {"-webkit-border-image", paint_border_image, SLOT_BACKGROUND_IMAGE,
     SLOT_BACKGROUND_IMAGE, " none "},
    {"border-image-source", paint_border_image, SLOT_BACKGROUND_IMAGE,
     SLOT_BACKGROUND_IMAGE, " none "},
    {"border-image-outset", paint_outline, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"text-shadow", paint_letters_shadow, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"text-decoration", paint_decoration, SLOT_ODD, SLOT_ODD, ""},
    {"-webkit-text-decoration", paint_decoration, SLOT_ODD, SLOT_ODD, ""},
    {"text-decoration-thickness", paint_decoration, SLOT_ODD, SLOT_ODD, ""},
    {"shape-outside", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " none "},
    {"grid-area", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " auto "},
    {"grid-row", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " auto "},
    {"grid-row-start", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " auto "},
    {"grid-column", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " auto "},
    {"grid-column-start", value_words, SLOT_OUTLINE, SLOT_OUTLINE, " auto "},
    {"table-layout", value_words, SLOT_TRACKS, SLOT_TRACKS, " auto "},
    {"padding-bottom", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"padding-right", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT, ""},
    {"fill-opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"inset-inline", value_pair, SLOT_LEFT, SLOT_RIGHT, SIZES},
    {"inset-block", value_pair, SLOT_TOP, SLOT_BOTTOM, SIZES},
    {"inset-inline-start", value_size, SLOT_LEFT, SLOT_LEFT, SIZES},
    {"inset-inline-end", value_size, SLOT_RIGHT, SLOT_RIGHT, SIZES},
    {"inset-block-start", value_size, SLOT_TOP, SLOT_TOP, SIZES},
    {"inset-block-end", value_size, SLOT_BOTTOM, SLOT_BOTTOM, SIZES},
    {"margin-inline", value_pair, SLOT_MARGIN_LEFT, SLOT_MARGIN_RIGHT, SIZES},
    {"margin-block", value_pair, SLOT_MARGIN_TOP, SLOT_MARGIN_BOTTOM, SIZES},
    {"margin-inline-start", value_size, SLOT_MARGIN_LEFT, SLOT_MARGIN_LEFT,
     SIZES},
    {"margin-inline-end", value_size, SLOT_MARGIN_RIGHT, SLOT_MARGIN_RIGHT,
     SIZES},
    {"margin-block-start", value_size, SLOT_MARGIN_TOP, SLOT_MARGIN_TOP, SIZES},
    {"margin-block-end", value_size, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_BOTTOM,
     SIZES},
    {"padding-inline", value_padding, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT, ""},
    {"padding-inline-end", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT,
     ""},
    {"padding-inline-start", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT,
     ""},
    {"padding-block", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"padding-block-start", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"inline-size", value_size, SLOT_WIDTH, SLOT_WIDTH, SIZES},
    {"block-size", value_size, SLOT_HEIGHT, SLOT_HEIGHT, SIZES},
    {"max-inline-size", value_size, SLOT_MAX_WIDTH, SLOT_MAX_WIDTH, SIZES},
    {"max-block-size", value_size, SLOT_MAX_HEIGHT, SLOT_MAX_HEIGHT, SIZES},
    {"min-inline-size", value_size, SLOT_MIN_WIDTH, SLOT_MIN_WIDTH, SIZES},
    {"-webkit-logical-width", value_size, SLOT_WIDTH, SLOT_WIDTH, SIZES},
    {"-webkit-logical-height", value_size, SLOT_HEIGHT, SLOT_HEIGHT, SIZES},
    {"-webkit-max-logical-width", value_size, SLOT_MAX_WIDTH, SLOT_MAX_WIDTH,
     SIZES},
    {"-webkit-max-logical-height", value_size, SLOT_MAX_HEIGHT, SLOT_MAX_HEIGHT,
     SIZES},
    {"-webkit-margin-start", value_size, SLOT_MARGIN_LEFT, SLOT_MARGIN_LEFT,
     SIZES},
    {"-webkit-margin-end", value_size, SLOT_MARGIN_RIGHT, SLOT_MARGIN_RIGHT,
     SIZES},
    {"-webkit-margin-before", value_size, SLOT_MARGIN_TOP, SLOT_MARGIN_TOP,
     SIZES},
    {"-webkit-margin-after", value_size, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_BOTTOM,
     SIZES},
    {"-webkit-padding-start", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT,
     ""},
    {"-webkit-padding-before", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP,
     ""},
    {"overflow-inline", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_X, ""},
    {"overflow-block", value_overflow, SLOT_OVERFLOW_Y, SLOT_OVERFLOW_Y, ""},
};

static bool
is_inherited(enum cascade_slot slot)
{
    static const bool inherited[SLOTS] = {
        [SLOT_VISIBILITY] = true,    [SLOT_FONT_SIZE] = true,
        [SLOT_LINE_HEIGHT] = true,   [SLOT_COLOR] = true,
        [SLOT_FILL] = true,          [SLOT_INK] = true,
        [SLOT_TEXT_INDENT] = true,   [SLOT_LETTER_SPACING] = true,
        [SLOT_WORD_SPACING] = true,  [SLOT_WHITE_SPACE] = true,
        [SLOT_TEXT_SECURITY] = true,
    };
    return inherited[slot];
}

/* inherit, initial and the like, which every property takes. What another
 * sheet or the browser says is not known here, but a browser says nothing that
 * hides about the elements that are not hidden anyway. */
static bool
read_common(const struct reading *r)
{
    if (r->count != 1)
        return false;
    bool inherits = lexeme_is_among(r->words, " inherit ");
    bool unset = lexeme_is_among(r->words, " unset revert ");
    if (!inherits && !unset && !lexeme_is_among(r->words, " initial "))
        return false;
    for (unsigned i = r->first; i <= (unsigned)r->last; i++) {
        enum cascade_slot slot = (enum cascade_slot)i;
        bool from_parent = inherits || (unset && is_inherited(slot));
        reading_put_kind(r, slot, from_parent ? VALUE_INHERIT : VALUE_INITIAL);
    }
    return true;
}

static const struct row *
find_row(const struct row *table, size_t count, const struct lexeme *name)
{
    for (size_t i = 0; i < count; i++)
        if (lexeme_is(name, table[i].name))
            return &table[i];
    return NULL;
}

/* -webkit-flex-flow, which some take for flex-flow. */
static bool
skip_prefix(struct lexeme *name)
{
    const char *dash =
        name->length < 2 || name->text[0] != '-' || name->text[1] == '-'
            ? NULL
            : memchr(name->text + 1, '-', name->length - 1u);
    if (dash == NULL)
        return false;
    size_t n = (size_t)(dash + 1 - name->text);
    name->length = (uint8_t)(name->length - n);
    memmove(name->text, dash + 1, name->length);
    return true;
}

static const struct row *
choose_row(const struct lexeme *name, bool *doubtful)
{
    const struct row *row = find_row(rows, sizeof rows / sizeof *rows, name);
    struct lexeme plain = *name;
    if (row != NULL)
        return row;
    *doubtful = true;
    row = find_row(doubtful_rows, sizeof doubtful_rows / sizeof *doubtful_rows,
                   name);
    if (row == NULL && skip_prefix(&plain))
        row = find_row(rows, sizeof rows / sizeof *rows, &plain);
    return row;
}

void
property_declare(const struct lexeme *name, const struct lexeme *words,
                 size_t count, struct cascade *cascade, uint64_t weight,
                 bool doubtful)
{
    const struct row *row = choose_row(name, &doubtful);
    if (row == NULL || count == 0)
        return;
    struct reading r = {.words = words,
                        .count = count,
                        .shown = row->words,
                        .first = row->first,
                        .last = row->last,
                        .cascade = cascade,
                        .weight = weight,
                        .doubtful = doubtful};
    if (count > PROPERTY_WORDS_MAX || (!read_common(&r) && !row->read(&r)))
        reading_put_kind(&r, row->first, VALUE_HIDING);
}
