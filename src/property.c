/* SPDX-License-Identifier: MIT */
#include "property.h"

#include "effect.h"
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

/* In the order of enum cascade_slot. */
static const struct row rows[] = {
    {"all", value_words, SLOT_DISPLAY, SLOTS - 1, ""},
    {"display", value_display, SLOT_DISPLAY, SLOT_DISPLAY,
     " block inline inline-block flow flow-root list-item contents flex grid "
     "inline-flex inline-grid table inline-table table-row table-row-group "
     "table-header-group table-footer-group table-cell table-caption ruby "
     "ruby-text run-in -webkit-box -webkit-flex -webkit-inline-box math "},
    {"visibility", value_words, SLOT_VISIBILITY, SLOT_VISIBILITY, " visible "},
    {"opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"-webkit-opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"font-size", value_font_size, SLOT_FONT_SIZE, SLOT_FONT_SIZE, ""},
    {"font", value_font, SLOT_FONT_SIZE, SLOT_LINE_HEIGHT, ""},
    {"line-height", value_line_height, SLOT_LINE_HEIGHT, SLOT_LINE_HEIGHT,
     " normal "},
    {"color", value_color, SLOT_COLOR, SLOT_COLOR, ""},
    {"fill", value_color, SLOT_FILL, SLOT_FILL, ""},
    {"fill-opacity", value_opacity, SLOT_OPACITY, SLOT_OPACITY, ""},
    {"-webkit-text-fill-color", value_color, SLOT_FILL, SLOT_FILL, ""},
    {"background-color", value_color, SLOT_BACKGROUND_COLOR,
     SLOT_BACKGROUND_COLOR, ""},
    {"background-image", value_words, SLOT_BACKGROUND_IMAGE,
     SLOT_BACKGROUND_IMAGE, " none "},
    {"background", value_background, SLOT_BACKGROUND_COLOR,
     SLOT_BACKGROUND_IMAGE,
     " none left right top bottom center repeat no-repeat repeat-x repeat-y "
     "space round scroll fixed local cover contain auto text" BOXES},
    {"position", value_position, SLOT_POSITION, SLOT_POSITION, ""},
    {"float", value_float, SLOT_FLOAT, SLOT_FLOAT, " none "},
    {"left", value_size, SLOT_LEFT, SLOT_LEFT, SIZES},
    {"right", value_size, SLOT_RIGHT, SLOT_RIGHT, SIZES},
    {"top", value_size, SLOT_TOP, SLOT_TOP, SIZES},
    {"bottom", value_size, SLOT_BOTTOM, SLOT_BOTTOM, SIZES},
    {"inset", value_sides, SLOT_LEFT, SLOT_BOTTOM, SIZES},
    {"inset-inline", value_pair, SLOT_LEFT, SLOT_RIGHT, SIZES},
    {"inset-block", value_pair, SLOT_TOP, SLOT_BOTTOM, SIZES},
    {"inset-inline-start", value_size, SLOT_LEFT, SLOT_LEFT, SIZES},
    {"inset-inline-end", value_size, SLOT_RIGHT, SLOT_RIGHT, SIZES},
    {"inset-block-start", value_size, SLOT_TOP, SLOT_TOP, SIZES},
    {"inset-block-end", value_size, SLOT_BOTTOM, SLOT_BOTTOM, SIZES},
    {"margin-left", value_size, SLOT_MARGIN_LEFT, SLOT_MARGIN_LEFT, SIZES},
    {"margin-right", value_size, SLOT_MARGIN_RIGHT, SLOT_MARGIN_RIGHT, SIZES},
    {"margin-top", value_size, SLOT_MARGIN_TOP, SLOT_MARGIN_TOP, SIZES},
    {"margin-bottom", value_size, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_BOTTOM,
     SIZES},
    {"margin", value_sides, SLOT_MARGIN_LEFT, SLOT_MARGIN_BOTTOM, SIZES},
    {"margin-inline", value_pair, SLOT_MARGIN_LEFT, SLOT_MARGIN_RIGHT, SIZES},
    {"margin-block", value_pair, SLOT_MARGIN_TOP, SLOT_MARGIN_BOTTOM, SIZES},
    {"margin-inline-start", value_size, SLOT_MARGIN_LEFT, SLOT_MARGIN_LEFT,
     SIZES},
    {"margin-inline-end", value_size, SLOT_MARGIN_RIGHT, SLOT_MARGIN_RIGHT,
     SIZES},
    {"margin-block-start", value_size, SLOT_MARGIN_TOP, SLOT_MARGIN_TOP, SIZES},
    {"margin-block-end", value_size, SLOT_MARGIN_BOTTOM, SLOT_MARGIN_BOTTOM,
     SIZES},
    {"padding", value_padding, SLOT_PADDING_LEFT, SLOT_PADDING_TOP, ""},
    {"padding-left", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT, ""},
    {"padding-inline", value_padding, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT, ""},
    {"padding-inline-start", value_size, SLOT_PADDING_LEFT, SLOT_PADDING_LEFT,
     ""},
    {"padding-top", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"padding-block", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP, ""},
    {"padding-block-start", value_size, SLOT_PADDING_TOP, SLOT_PADDING_TOP,
     ""},
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
    {"inline-size", value_size, SLOT_WIDTH, SLOT_WIDTH, SIZES},
    {"block-size", value_size, SLOT_HEIGHT, SLOT_HEIGHT, SIZES},
    {"max-width", value_size, SLOT_MAX_WIDTH, SLOT_MAX_WIDTH, SIZES},
    {"max-height", value_size, SLOT_MAX_HEIGHT, SLOT_MAX_HEIGHT, SIZES},
    {"max-inline-size", value_size, SLOT_MAX_WIDTH, SLOT_MAX_WIDTH, SIZES},
    {"max-block-size", value_size, SLOT_MAX_HEIGHT, SLOT_MAX_HEIGHT, SIZES},
    {"flex", value_flex, SLOT_FLEX, SLOT_FLEX, " none auto "},
    {"flex-basis", value_tracks, SLOT_FLEX, SLOT_FLEX, ""},
    {"aspect-ratio", value_words, SLOT_RATIO, SLOT_RATIO, " auto "},
    {"writing-mode", value_words, SLOT_WRITING, SLOT_WRITING,
     " horizontal-tb "},
    {"direction", value_words, SLOT_DIRECTION, SLOT_DIRECTION, " ltr "},
    {"math-depth", value_words, SLOT_MATH_DEPTH, SLOT_MATH_DEPTH, ""},
    {"font-size-adjust", value_words, SLOT_FONT_ADJUST, SLOT_FONT_ADJUST,
     " none "},
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
    {"overflow", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_Y, ""},
    {"overflow-x", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_X, ""},
    {"overflow-y", value_overflow, SLOT_OVERFLOW_Y, SLOT_OVERFLOW_Y, ""},
    {"overflow-inline", value_overflow, SLOT_OVERFLOW_X, SLOT_OVERFLOW_X, ""},
    {"overflow-block", value_overflow, SLOT_OVERFLOW_Y, SLOT_OVERFLOW_Y, ""},
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
    {"mix-blend-mode", value_words, SLOT_BLEND, SLOT_BLEND,
     " normal multiply darken "},
    {"mask", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"mask-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"mask-border", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"-webkit-mask-box-image", value_words, SLOT_MASK, SLOT_MASK, " none "},
    {"content-visibility", value_words, SLOT_CONTENT_VISIBILITY,
     SLOT_CONTENT_VISIBILITY, " visible auto "},
    {"contain", value_contain, SLOT_CONTAIN, SLOT_CONTAIN,
     " none strict content size inline-size layout style paint "},
    {"content", value_content, SLOT_CONTENT, SLOT_CONTENT, ""},
    {"animation", value_words, SLOT_ANIMATION, SLOT_ANIMATION, " none "},
    {"animation-name", value_words, SLOT_ANIMATION, SLOT_ANIMATION, " none "},
    {"-webkit-animation", value_words, SLOT_ANIMATION, SLOT_ANIMATION,
     " none "},
    {"-webkit-animation-name", value_words, SLOT_ANIMATION, SLOT_ANIMATION,
     " none "},
    {"color-scheme", value_words, SLOT_SCHEME, SLOT_SCHEME,
     " normal light only "},
    {"z-index", value_z_index, SLOT_Z_INDEX, SLOT_Z_INDEX, " auto "},
    {"border", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-width", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-top", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-bottom", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-left", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-right", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-top-width", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-bottom-width", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-left-width", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"border-right-width", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"outline", value_frame, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"outline-width", value_frame, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"outline-offset", value_frame, SLOT_OUTLINE, SLOT_OUTLINE, ""},
    {"box-shadow", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
    {"-webkit-box-shadow", value_frame, SLOT_BORDER, SLOT_BORDER, ""},
};

static bool
is_inherited(enum cascade_slot slot)
{
    static const bool inherited[SLOTS] = {
        [SLOT_VISIBILITY] = true,     [SLOT_FONT_SIZE] = true,
        [SLOT_LINE_HEIGHT] = true,    [SLOT_COLOR] = true,
        [SLOT_FILL] = true,           [SLOT_TEXT_INDENT] = true,
        [SLOT_LETTER_SPACING] = true, [SLOT_WORD_SPACING] = true,
        [SLOT_WHITE_SPACE] = true,    [SLOT_TEXT_SECURITY] = true,
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

void
property_declare(const struct lexeme *name, const struct lexeme *words,
                 size_t count, struct cascade *cascade, uint64_t weight,
                 bool doubtful)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!lexeme_is(name, rows[i].name))
            continue;
        struct reading r = {.words = words,
                            .count = count,
                            .shown = rows[i].words,
                            .first = rows[i].first,
                            .last = rows[i].last,
                            .cascade = cascade,
                            .weight = weight,
                            .doubtful = doubtful};
        if (count == 0)
            return;
        if (count > PROPERTY_WORDS_MAX
            || (!read_common(&r) && !rows[i].read(&r)))
            reading_put_kind(&r, rows[i].first, VALUE_HIDING);
        return;
    }
}
