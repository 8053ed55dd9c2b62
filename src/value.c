/* SPDX-License-Identifier: MIT */
#include "value.h"

static bool
read_one(const struct reading *r, const struct lexeme *word,
         enum cascade_slot slot)
{
    struct cascade_value value = {.kind = VALUE_HARMLESS};
    if (!lexeme_is_among(word, r->shown) && !reading_length(word, &value))
        return false;
    reading_put(r, slot, value);
    return true;
}

/* A length or one of the row's words. */
bool
value_size(const struct reading *r)
{
    return r->count == 1 && read_one(r, r->words, r->first);
}

/* Two lengths, for `first` and `last`. */
bool
value_pair(const struct reading *r)
{
    return r->count >= 1 && r->count <= 2 &&
           read_one(r, &r->words[0], r->first) &&
           read_one(r, &r->words[r->count - 1], r->last);
}

/* Top, right, bottom, left; the slots are left, right, top, bottom. */
bool
value_sides(const struct reading *r)
{
    if (r->count < 1 || r->count > 4)
        return false;
    const struct lexeme *top = &r->words[0];
    const struct lexeme *right = r->count > 1 ? &r->words[1] : top;
    const struct lexeme *bottom = r->count > 2 ? &r->words[2] : top;
    const struct lexeme *left = r->count > 3 ? &r->words[3] : right;
    return read_one(r, left, r->first) && read_one(r, right, r->first + 1) &&
           read_one(r, top, r->first + 2) && read_one(r, bottom, r->first + 3);
}

/* Of the padding above and that below, which is the third of three or four. */
static const struct lexeme *
higher(const struct lexeme *words, size_t count)
{
    struct cascade_value top, bottom;
    bool both = count > 2 && reading_length(&words[0], &top) &&
                reading_length(&words[2], &bottom);
    bool below = both && (bottom.kind == top.kind ? bottom.number > top.number
                                                  : bottom.number > 0);
    return below ? &words[2] : &words[0];
}

bool
value_padding(const struct reading *r)
{
    return r->count >= 1 && r->count <= 4 &&
           read_one(r, &r->words[r->count > 3 ? 3 : r->count > 1],
                    SLOT_PADDING_LEFT) &&
           (r->last == SLOT_PADDING_LEFT ||
            read_one(r, higher(r->words, r->count), SLOT_PADDING_TOP));
}

bool
value_line_height(const struct reading *r)
{
    if (r->count == 1 && r->words->kind == LEXEME_NUMBER) {
        reading_put(r, SLOT_LINE_HEIGHT,
                    (struct cascade_value){.kind = VALUE_EM,
                                           .number = (float)r->words->number});
        return true;
    }
    return value_size(r);
}

/* ---- fonts --------------------------------------------------------------- */

static const struct {
    const char *name;
    enum cascade_kind kind;
    float number;
} font_sizes[] = {
    {"xx-small", VALUE_PX, 9},      {"x-small", VALUE_PX, 10},
    {"small", VALUE_PX, 13},        {"medium", VALUE_PX, 16},
    {"large", VALUE_PX, 18},        {"x-large", VALUE_PX, 24},
    {"xx-large", VALUE_PX, 32},     {"xxx-large", VALUE_PX, 48},
    {"smaller", VALUE_EM, 0.8333f}, {"larger", VALUE_EM, 1.2f},
    {"math", VALUE_EM, 1},
};

static bool
read_font_size_word(const struct reading *r, const struct lexeme *word)
{
    struct cascade_value value = {.kind = VALUE_HARMLESS};
    for (size_t i = 0; i < sizeof font_sizes / sizeof *font_sizes; i++)
        if (word->kind == LEXEME_NAME && lexeme_is(word, font_sizes[i].name)) {
            value.kind = font_sizes[i].kind;
            value.number = font_sizes[i].number;
        }
    if (value.kind == VALUE_HARMLESS && !reading_length(word, &value))
        return false;
    reading_put(r, SLOT_FONT_SIZE, value);
    return true;
}

bool
value_font_size(const struct reading *r)
{
    return r->count == 1 && read_font_size_word(r, r->words);
}

/* [style weight stretch] size[/line-height] family, or a system font. The
 * weight is a number, so the size is the last one before the family. */
bool
value_font(const struct reading *r)
{
    static const char systems[] = " caption icon menu message-box small-caption"
                                  " status-bar ";
    static const char starts[] = " normal italic oblique small-caps bold bolder"
                                 " lighter condensed expanded semi-condensed"
                                 " semi-expanded ";
    if (r->count == 1 && lexeme_is_among(r->words, systems)) {
        reading_put_kind(r, SLOT_FONT_SIZE, VALUE_HARMLESS);
        reading_put_kind(r, SLOT_LINE_HEIGHT, VALUE_HARMLESS);
        return true;
    }
    size_t i = 0;
    while (i < r->count &&
           (lexeme_is_among(&r->words[i], starts) ||
            (r->words[i].kind == LEXEME_NUMBER && r->words[i].number >= 1)))
        i++;
    if (i == r->count || !read_font_size_word(r, &r->words[i]))
        return false;
    reading_put_kind(r, SLOT_LINE_HEIGHT, VALUE_HARMLESS);
    if (i + 2 < r->count && r->words[i + 1].mark == '/') {
        struct reading line = *r;
        line.words = &r->words[i + 2];
        line.count = 1;
        return value_line_height(&line) ||
               lexeme_is_among(line.words, " normal ");
    }
    return true;
}

/* ---- words --------------------------------------------------------------- */

/* All words are harmless ones. */
bool
value_words(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!lexeme_is_among(&r->words[i], r->shown))
            return false;
    reading_put_kind(r, r->first, VALUE_HARMLESS);
    return r->count > 0;
}

bool
value_display(const struct reading *r)
{
    int number = DISPLAY_BLOCK;
    if (r->count == 1 && lexeme_is_among(r->words, " none ")) {
        reading_put_number(r, SLOT_DISPLAY, DISPLAY_NONE);
        return true;
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        if (!lexeme_is_among(word, r->shown))
            return false;
        if (lexeme_is_among(word,
                            " flex inline-flex grid inline-grid -webkit-box"
                            " -webkit-flex -webkit-inline-box "))
            number = DISPLAY_FLEX;
        else if (lexeme_is_among(word, " inline ruby ruby-text ") &&
                 r->count == 1)
            number = DISPLAY_INLINE;
        else if (lexeme_is_among(word, " contents "))
            number = DISPLAY_CONTENTS;
    }
    reading_put_number(r, SLOT_DISPLAY, number);
    return r->count > 0;
}

bool
value_float(const struct reading *r)
{
    static const char sides[] = " left right inline-start inline-end ";
    if (r->count != 1 || !lexeme_is_among(r->words, sides))
        return value_words(r);
    reading_put_number(r, SLOT_FLOAT,
                       lexeme_is_among(r->words, " right inline-end ")
                           ? FLOAT_RIGHT
                           : FLOAT_SIDE);
    return true;
}

bool
value_position(const struct reading *r)
{
    if (r->count != 1 || r->words->kind != LEXEME_NAME)
        return false;
    int number = lexeme_is_among(r->words, " static ") ? POSITION_STATIC
                 : lexeme_is_among(r->words, " relative sticky -webkit-sticky ")
                     ? POSITION_RELATIVE
                 : lexeme_is_among(r->words, " absolute ") ? POSITION_ABSOLUTE
                                                           : POSITION_FIXED;
    reading_put_number(r, SLOT_POSITION, number);
    return true;
}

static int
overflow_of(const struct lexeme *word)
{
    if (lexeme_is_among(word, " visible "))
        return OVERFLOW_FLOWS;
    return lexeme_is_among(word, " auto scroll overlay ") ? OVERFLOW_SCROLLS
                                                          : OVERFLOW_CUTS;
}

/* One word, or one a direction. */
bool
value_overflow(const struct reading *r)
{
    if (r->count < 1 || r->count > 2)
        return false;
    reading_put_number(r, r->first, overflow_of(&r->words[0]));
    reading_put_number(r, r->last, overflow_of(&r->words[r->count - 1]));
    return true;
}

/* nowrap or pre, alone or with other words. */
bool
value_white_space(const struct reading *r)
{
    bool unbroken = false;
    for (size_t i = 0; i < r->count; i++)
        unbroken |= !lexeme_is_among(&r->words[i], r->shown);
    reading_put_kind(r, SLOT_WHITE_SPACE,
                     unbroken ? VALUE_HIDING : VALUE_HARMLESS);
    return true;
}

bool
value_opacity(const struct reading *r)
{
    if (r->count != 1 || !lexeme_is_number(r->words))
        return false;
    double n = lexeme_ratio(r->words);
    reading_put_number(r, SLOT_OPACITY, n < 0 ? 0 : n > 1 ? 1 : n);
    return true;
}

bool
value_zoom(const struct reading *r)
{
    if (r->count == 1 && lexeme_is_number(r->words))
        reading_put_number(r, SLOT_ZOOM, lexeme_ratio(r->words));
    else
        return value_words(r);
    return true;
}

bool
value_z_index(const struct reading *r)
{
    if (r->count != 1 || r->words->kind != LEXEME_NUMBER)
        return value_words(r);
    reading_put_kind(r, SLOT_Z_INDEX,
                     r->words->number < 0 ? VALUE_HIDING : VALUE_HARMLESS);
    return true;
}

/* flex: an item that has no size and does not grow. */
bool
value_flex(const struct reading *r)
{
    bool grows = r->count == 1 && lexeme_is_among(r->words, r->shown);
    if (r->count > 0 && r->words->kind == LEXEME_NUMBER)
        grows = r->words->number > 0;
    reading_put_kind(r, SLOT_FLEX, grows ? VALUE_HARMLESS : VALUE_HIDING);
    return true;
}

/* Rows and columns of a grid: none of them 0. */
bool
value_tracks(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if ((lexeme_is_number(&r->words[i]) ||
             r->words[i].kind == LEXEME_DIMENSION) &&
            r->words[i].number < 0.1)
            return false;
    reading_put_number(r, r->first, 1);
    return true;
}

/* Columns too narrow for a word, or so many that they are. */
bool
value_columns(const struct reading *r)
{
    enum { MANY = 12, NARROW = 40 /* px */ };
    bool narrow = false;
    for (size_t i = 0; i < r->count; i++) {
        struct cascade_value v;
        const struct lexeme *word = &r->words[i];
        if (word->kind == LEXEME_NUMBER)
            narrow |= word->number > MANY;
        else if (reading_length(word, &v))
            narrow |= v.number * (v.kind == VALUE_PX ? 1 : 16) < NARROW;
        else if (!lexeme_is_among(word, r->shown))
            return false;
    }
    if (narrow)
        reading_put_kind(r, r->first, VALUE_HIDING);
    else
        reading_put_number(r, r->first, 1);
    return true;
}

/* Strings and counters do nothing on an element, pictures replace it. */
bool
value_content(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind == LEXEME_URL ||
            r->words[i].kind == LEXEME_FUNCTION)
            return false;
    reading_put_kind(r, r->first, VALUE_HARMLESS);
    return true;
}

bool
value_contain(const struct reading *r)
{
    bool sized = false;
    bool painted = false;
    for (size_t i = 0; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        sized |= lexeme_is_among(word, " size inline-size strict ");
        /* What flows over a contained layout is not scrolled to. */
        painted |= lexeme_is_among(word, " paint content strict layout ");
        if (!lexeme_is_among(word, r->shown))
            return false;
    }
    if (sized && painted)
        reading_put_kind(r, SLOT_CONTAIN, VALUE_HIDING);
    else if (sized || painted)
        reading_put_number(r, SLOT_CONTAIN,
                           painted ? CONTAIN_PAINT : CONTAIN_SIZE);
    else
        reading_put_kind(r, SLOT_CONTAIN, VALUE_HARMLESS);
    return true;
}

/* sideways-lr runs upwards, and off the page. */
bool
value_writing(const struct reading *r)
{
    if (r->count == 1 && !lexeme_is_among(r->words, " vertical-rl vertical-lr "
                                                    "horizontal-tb lr lr-tb "))
        cascade_set(r->cascade, SLOT_ODD,
                    (struct cascade_value){.kind = VALUE_HIDING}, r->weight,
                    true);
    return value_words(r);
}

/* It may be what fixed boxes go by, and is nothing else. */
bool
value_will_change(const struct reading *r)
{
    cascade_set(
        r->cascade, SLOT_CONTAIN,
        (struct cascade_value){.kind = VALUE_NUMBER, .number = CONTAIN_NOTHING},
        r->weight, true);
    return true;
}

/* Outlines of letters, so thick that they are all that is seen. */
bool
value_stroke(const struct reading *r)
{
    enum { THICK = 2 }; /* px */
    bool thick = false;
    for (size_t i = 0; i < r->count; i++) {
        struct cascade_value v;
        bool length = reading_length(&r->words[i], &v);
        thick |= lexeme_is_among(&r->words[i], " medium thick ") ||
                 (length && v.number * (v.kind == VALUE_PX ? 1 : 16) >= THICK);
    }
    reading_put_kind(r, r->first, thick ? VALUE_HIDING : VALUE_HARMLESS);
    return true;
}

/* rect() cuts something off, and nobody writes it to cut off nothing. */
bool
value_clip(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind != LEXEME_COMMA &&
            r->words[i].kind != LEXEME_CLOSE &&
            !(r->words[i].kind == LEXEME_FUNCTION &&
              lexeme_is(&r->words[i], "rect")) &&
            !lexeme_is_among(&r->words[i], " auto "))
            return false;
    reading_put_kind(r, SLOT_CLIP, VALUE_HARMLESS);
    return true;
}

/* ---- colours ------------------------------------------------------------- */

static bool
put_color(const struct reading *r, enum cascade_slot slot,
          const struct lexeme *words, size_t count, size_t *used)
{
    struct cascade_value value = {.kind = VALUE_SOLID};
    switch (color_read(words, count, used, &value.color)) {
    case COLOR_CURRENT:
        value.kind = VALUE_CURRENT;
        break;
    case COLOR_OTHER:
        return false;
    case COLOR_READ:
        break;
    }
    reading_put(r, slot, value);
    return true;
}

bool
value_color(const struct reading *r)
{
    size_t used = 0;
    return r->count > 0 && put_color(r, r->first, r->words, r->count, &used) &&
           used == r->count;
}

/* A picture may be anything, so that text on it may be unseen. */
bool
value_background(const struct reading *r)
{
    struct cascade_value color = {.kind = VALUE_SOLID, .color = COLOR_CLEAR};
    enum cascade_kind picture = VALUE_HARMLESS;
    for (size_t i = 0; i < r->count;) {
        const struct lexeme *word = &r->words[i];
        size_t used = 1;
        struct cascade_value length;
        struct color found;
        enum color_answer answer =
            color_read(word, r->count - i, &used, &found);
        if (answer == COLOR_CURRENT)
            color.kind = VALUE_CURRENT;
        else if (answer == COLOR_READ)
            color.color = found;
        else if (!lexeme_is_among(word, r->shown) &&
                 word->kind != LEXEME_COMMA && word->mark != '/' &&
                 !reading_length(word, &length))
            picture = VALUE_HIDING;
        i += answer == COLOR_OTHER ? 1 : used;
    }
    reading_put(r, SLOT_BACKGROUND_COLOR, color);
    reading_put_kind(r, SLOT_BACKGROUND_IMAGE, picture);
    return true;
}
