/* SPDX-License-Identifier: MIT */
#include "property.h"

#include <string.h>

struct row;

struct reading {
    const struct row *row;
    const struct lexeme *words;
    size_t count;
    struct css_cascade *cascade;
    uint64_t weight;
    bool doubtful;
};

/* Sets the row's slots; false if the value is not understood. */
typedef bool reader(const struct reading *);

struct row {
    const char *name;
    reader *read;
    enum css_slot first;
    enum css_slot last;
    const char *words; /* that show, separated and enclosed by blanks */
};

static void
put(const struct reading *r, enum css_slot slot, struct css_value value)
{
    css_set(r->cascade, slot, value, r->weight, r->doubtful);
}

static void
put_kind(const struct reading *r, enum css_slot slot, enum css_kind kind)
{
    put(r, slot, (struct css_value){.kind = kind});
}

static void
put_number(const struct reading *r, enum css_slot slot, double number)
{
    put(r, slot, (struct css_value){.kind = CSS_NUMBER, .number = (float)number});
}

/* Is the lexeme a name among those words? */
static bool
is_among(const struct lexeme *word, const char *words)
{
    if (word->kind != LEXEME_NAME || word->cut || words == NULL)
        return false;
    while (*words != '\0') {
        const char *end = strchrnul(words, ' ');
        char one[LEXEME_TEXT_MAX + 1];
        size_t length = (size_t)(end - words);
        if (length == word->length) {
            memcpy(one, words, length);
            one[length] = '\0';
            if (lexeme_is(word, one))
                return true;
        }
        words = *end == ' ' ? end + 1 : end;
    }
    return false;
}

/* The one past the bracket that closes words[at], a function or bracket. */
static size_t
after_bracket(const struct reading *r, size_t at)
{
    size_t depth = 0;
    for (; at < r->count; at++) {
        enum lexeme_kind kind = r->words[at].kind;
        if (kind == LEXEME_FUNCTION || kind == LEXEME_OPEN)
            depth++;
        else if (kind == LEXEME_CLOSE && --depth == 0)
            return at + 1;
    }
    return at;
}

static bool
is_number(const struct lexeme *word)
{
    return word->kind == LEXEME_NUMBER || word->kind == LEXEME_PERCENT;
}

static double
ratio(const struct lexeme *word)
{
    return word->kind == LEXEME_PERCENT ? word->number / 100 : word->number;
}

/* ---- lengths ------------------------------------------------------------- */

/* For a window of 1280 by 720 px. A name that ends in one of the window's
 * units counts as it: svw, cqmin. */
static const struct unit {
    const char *name;
    enum css_kind kind;
    double factor;
} units[] = {
    {"px", CSS_PX, 1},        {"pt", CSS_PX, 4.0 / 3}, {"pc", CSS_PX, 16},
    {"in", CSS_PX, 96},       {"cm", CSS_PX, 37.8},    {"mm", CSS_PX, 3.78},
    {"q", CSS_PX, 0.945},     {"em", CSS_EM, 1},       {"rem", CSS_REM, 1},
    {"ex", CSS_EM, 0.5},      {"ch", CSS_EM, 0.5},     {"ic", CSS_EM, 1},
    {"cap", CSS_EM, 0.7},     {"lh", CSS_EM, 1.2},     {"rlh", CSS_REM, 1.2},
    {"rex", CSS_REM, 0.5},    {"rch", CSS_REM, 0.5},   {"vw", CSS_PX, 12.8},
    {"vh", CSS_PX, 7.2},      {"vi", CSS_PX, 12.8},    {"vb", CSS_PX, 7.2},
    {"vmin", CSS_PX, 7.2},    {"vmax", CSS_PX, 12.8},  {"svw", CSS_PX, 12.8},
    {"svh", CSS_PX, 7.2},     {"lvw", CSS_PX, 12.8},   {"lvh", CSS_PX, 7.2},
    {"dvw", CSS_PX, 12.8},    {"dvh", CSS_PX, 7.2},    {"cqw", CSS_PX, 12.8},
    {"cqh", CSS_PX, 7.2},
};

static bool
read_length(const struct lexeme *word, struct css_value *value)
{
    if (word->kind == LEXEME_NUMBER || word->kind == LEXEME_PERCENT) {
        value->kind = word->kind == LEXEME_NUMBER ? CSS_PX : CSS_PERCENT;
        value->number = (float)word->number;
        /* Without a unit only 0 is a length, save where renderers in quirks
         * mode take px. */
        return true;
    }
    for (size_t i = 0;
         word->kind == LEXEME_DIMENSION && i < sizeof units / sizeof *units;
         i++)
        if (lexeme_is(word, units[i].name)) {
            value->kind = units[i].kind;
            value->number = (float)(word->number * units[i].factor);
            return true;
        }
    return false;
}

static bool
read_one(const struct reading *r, const struct lexeme *word, enum css_slot slot)
{
    struct css_value value = {.kind = CSS_HARMLESS};
    if (!is_among(word, r->row->words) && !read_length(word, &value))
        return false;
    put(r, slot, value);
    return true;
}

/* A length or one of the row's words. */
static bool
read_size(const struct reading *r)
{
    return r->count == 1 && read_one(r, r->words, r->row->first);
}

/* Two lengths, for `first` and `last`. */
static bool
read_pair(const struct reading *r)
{
    return r->count >= 1 && r->count <= 2
        && read_one(r, &r->words[0], r->row->first)
        && read_one(r, &r->words[r->count - 1], r->row->last);
}

/* Top, right, bottom, left; the slots are left, right, top, bottom. */
static bool
read_sides(const struct reading *r)
{
    if (r->count < 1 || r->count > 4)
        return false;
    const struct lexeme *top = &r->words[0];
    const struct lexeme *right = r->count > 1 ? &r->words[1] : top;
    const struct lexeme *bottom = r->count > 2 ? &r->words[2] : top;
    const struct lexeme *left = r->count > 3 ? &r->words[3] : right;
    return read_one(r, left, r->row->first)
        && read_one(r, right, r->row->first + 1)
        && read_one(r, top, r->row->first + 2)
        && read_one(r, bottom, r->row->first + 3);
}

static bool
read_padding(const struct reading *r)
{
    return r->count >= 1 && r->count <= 4
        && read_one(r, &r->words[r->count > 3 ? 3 : r->count > 1],
                    CSS_PADDING_LEFT);
}

static bool
read_line_height(const struct reading *r)
{
    if (r->count == 1 && r->words->kind == LEXEME_NUMBER) {
        put(r, CSS_LINE_HEIGHT,
            (struct css_value){.kind = CSS_EM,
                               .number = (float)r->words->number});
        return true;
    }
    return read_size(r);
}

/* ---- fonts --------------------------------------------------------------- */

static const struct {
    const char *name;
    enum css_kind kind;
    float number;
} font_sizes[] = {
    {"xx-small", CSS_PX, 9},    {"x-small", CSS_PX, 10},
    {"small", CSS_PX, 13},      {"medium", CSS_PX, 16},
    {"large", CSS_PX, 18},      {"x-large", CSS_PX, 24},
    {"xx-large", CSS_PX, 32},   {"xxx-large", CSS_PX, 48},
    {"smaller", CSS_EM, 0.8333f}, {"larger", CSS_EM, 1.2f},
    {"math", CSS_EM, 1},
};

static bool
read_font_size_word(const struct reading *r, const struct lexeme *word)
{
    struct css_value value = {.kind = CSS_HARMLESS};
    for (size_t i = 0; i < sizeof font_sizes / sizeof *font_sizes; i++)
        if (word->kind == LEXEME_NAME && lexeme_is(word, font_sizes[i].name)) {
            value.kind = font_sizes[i].kind;
            value.number = font_sizes[i].number;
        }
    if (value.kind == CSS_HARMLESS && !read_length(word, &value))
        return false;
    put(r, CSS_FONT_SIZE, value);
    return true;
}

static bool
read_font_size(const struct reading *r)
{
    return r->count == 1 && read_font_size_word(r, r->words);
}

/* [style weight stretch] size[/line-height] family, or a system font. The
 * weight is a number, so the size is the last one before the family. */
static bool
read_font(const struct reading *r)
{
    static const char systems[] = " caption icon menu message-box small-caption"
                                  " status-bar ";
    static const char starts[] = " normal italic oblique small-caps bold bolder"
                                 " lighter condensed expanded semi-condensed"
                                 " semi-expanded ";
    if (r->count == 1 && is_among(r->words, systems)) {
        put_kind(r, CSS_FONT_SIZE, CSS_HARMLESS);
        put_kind(r, CSS_LINE_HEIGHT, CSS_HARMLESS);
        return true;
    }
    size_t i = 0;
    while (i < r->count
           && (is_among(&r->words[i], starts)
               || (r->words[i].kind == LEXEME_NUMBER && r->words[i].number >= 1)))
        i++;
    if (i == r->count || !read_font_size_word(r, &r->words[i]))
        return false;
    put_kind(r, CSS_LINE_HEIGHT, CSS_HARMLESS);
    if (i + 2 < r->count && r->words[i + 1].mark == '/') {
        struct reading line = *r;
        line.words = &r->words[i + 2];
        line.count = 1;
        return read_line_height(&line) || is_among(line.words, " normal ");
    }
    return true;
}

/* ---- words --------------------------------------------------------------- */

/* All words are harmless ones. */
static bool
read_words(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!is_among(&r->words[i], r->row->words))
            return false;
    put_kind(r, r->row->first, CSS_HARMLESS);
    return r->count > 0;
}

static bool
read_display(const struct reading *r)
{
    int number = CSS_IS_BLOCK;
    for (size_t i = 0; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        if (!is_among(word, r->row->words))
            return false;
        if (is_among(word, " flex inline-flex grid inline-grid -webkit-box"
                           " -webkit-flex -webkit-inline-box "))
            number = CSS_IS_FLEX;
        else if (is_among(word, " inline ruby ruby-text ") && r->count == 1)
            number = CSS_IS_INLINE;
        else if (is_among(word, " contents "))
            number = CSS_IS_CONTENTS;
    }
    put_number(r, CSS_DISPLAY, number);
    return r->count > 0;
}

static bool
read_position(const struct reading *r)
{
    if (r->count != 1 || r->words->kind != LEXEME_NAME)
        return false;
    int number = is_among(r->words, " static ") ? CSS_IS_STATIC
        : is_among(r->words, " relative sticky -webkit-sticky ")
        ? CSS_IS_RELATIVE
        : CSS_IS_ABSOLUTE;
    put_number(r, CSS_POSITION, number);
    return true;
}

static int
overflow_of(const struct lexeme *word)
{
    if (is_among(word, " visible "))
        return CSS_FLOWS;
    return is_among(word, " auto scroll overlay ") ? CSS_SCROLLS : CSS_CUTS;
}

/* One word, or one a direction. */
static bool
read_overflow(const struct reading *r)
{
    if (r->count < 1 || r->count > 2)
        return false;
    put_number(r, r->row->first, overflow_of(&r->words[0]));
    put_number(r, r->row->last, overflow_of(&r->words[r->count - 1]));
    return true;
}

/* nowrap or pre, alone or with other words. */
static bool
read_white_space(const struct reading *r)
{
    bool unbroken = false;
    for (size_t i = 0; i < r->count; i++)
        unbroken |= !is_among(&r->words[i], r->row->words);
    put_kind(r, CSS_WHITE_SPACE, unbroken ? CSS_HIDING : CSS_HARMLESS);
    return true;
}

static bool
read_opacity(const struct reading *r)
{
    if (r->count != 1 || !is_number(r->words))
        return false;
    double n = ratio(r->words);
    put_number(r, CSS_OPACITY, n < 0 ? 0 : n > 1 ? 1 : n);
    return true;
}

static bool
read_zoom(const struct reading *r)
{
    if (r->count == 1 && is_number(r->words))
        put_number(r, CSS_ZOOM, ratio(r->words));
    else
        return read_words(r);
    return true;
}

static bool
read_z_index(const struct reading *r)
{
    if (r->count != 1 || r->words->kind != LEXEME_NUMBER)
        return read_words(r);
    put_kind(r, CSS_Z_INDEX, r->words->number < 0 ? CSS_HIDING : CSS_HARMLESS);
    return true;
}

/* flex: an item that has no size and does not grow. */
static bool
read_flex(const struct reading *r)
{
    bool grows = r->count == 1 && is_among(r->words, r->row->words);
    if (r->count > 0 && r->words->kind == LEXEME_NUMBER)
        grows = r->words->number > 0;
    put_kind(r, CSS_FLEX, grows ? CSS_HARMLESS : CSS_HIDING);
    return true;
}

/* Rows and columns of a grid: none of them 0. */
static bool
read_tracks(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if ((is_number(&r->words[i]) || r->words[i].kind == LEXEME_DIMENSION)
            && r->words[i].number < 0.1)
            return false;
    put_kind(r, r->row->first, CSS_HARMLESS);
    return true;
}

/* Strings and counters do nothing on an element, pictures replace it. */
static bool
read_content(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind == LEXEME_URL
            || r->words[i].kind == LEXEME_FUNCTION)
            return false;
    put_kind(r, CSS_CONTENT, CSS_HARMLESS);
    return true;
}

static bool
read_contain(const struct reading *r)
{
    bool sized = false;
    bool painted = false;
    for (size_t i = 0; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        sized |= is_among(word, " size inline-size strict ");
        painted |= is_among(word, " paint content strict ");
        if (!is_among(word, r->row->words))
            return false;
    }
    put_kind(r, CSS_CONTAIN, sized && painted ? CSS_HIDING : CSS_HARMLESS);
    return true;
}

/* rect() cuts something off, and nobody writes it to cut off nothing. */
static bool
read_clip(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind != LEXEME_COMMA && r->words[i].kind != LEXEME_CLOSE
            && !(r->words[i].kind == LEXEME_FUNCTION
                 && lexeme_is(&r->words[i], "rect"))
            && !is_among(&r->words[i], " auto "))
            return false;
    put_kind(r, CSS_CLIP, CSS_HARMLESS);
    return true;
}

/* ---- colours ------------------------------------------------------------- */

static bool
put_color(const struct reading *r, enum css_slot slot,
          const struct lexeme *words, size_t count, size_t *used)
{
    struct css_value value = {.kind = CSS_SOLID};
    switch (color_read(words, count, used, &value.color)) {
    case COLOR_CURRENT:
        value.kind = CSS_CURRENT;
        break;
    case COLOR_OTHER:
        return false;
    case COLOR_READ:
        break;
    }
    put(r, slot, value);
    return true;
}

static bool
read_color(const struct reading *r)
{
    size_t used = 0;
    return r->count > 0
        && put_color(r, r->row->first, r->words, r->count, &used)
        && used == r->count;
}

/* A picture may be anything, so that text on it may be unseen. */
static bool
read_background(const struct reading *r)
{
    struct css_value color = {.kind = CSS_SOLID, .color = COLOR_CLEAR};
    enum css_kind picture = CSS_HARMLESS;
    for (size_t i = 0; i < r->count;) {
        const struct lexeme *word = &r->words[i];
        size_t used = 1;
        struct css_value length;
        struct color found;
        enum color_answer answer =
            color_read(word, r->count - i, &used, &found);
        if (answer == COLOR_CURRENT)
            color.kind = CSS_CURRENT;
        else if (answer == COLOR_READ)
            color.color = found;
        else if (!is_among(word, r->row->words) && word->kind != LEXEME_COMMA
                 && word->mark != '/' && !read_length(word, &length))
            picture = CSS_HIDING;
        i += answer == COLOR_OTHER ? 1 : used;
    }
    put(r, CSS_BACKGROUND_COLOR, color);
    put_kind(r, CSS_BACKGROUND_IMAGE, picture);
    return true;
}

/* ---- functions ----------------------------------------------------------- */

/* The k-th argument of the function at words[at]; NULL if it has none or if it
 * is not one lexeme. */
static const struct lexeme *
argument(const struct reading *r, size_t at, unsigned k)
{
    unsigned n = 0;
    for (size_t i = at + 1; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        if (word->kind == LEXEME_CLOSE || word->kind == LEXEME_FUNCTION
            || word->kind == LEXEME_OPEN)
            return NULL;
        if (word->kind == LEXEME_COMMA)
            continue;
        if (n == k)
            return word;
        n++;
    }
    return NULL;
}

/* Are its arguments without functions, calc() for one? */
static bool
is_plain_call(const struct reading *r, size_t at)
{
    size_t end = after_bracket(r, at);
    for (size_t i = at + 1; i < end; i++)
        if (r->words[i].kind == LEXEME_FUNCTION
            || r->words[i].kind == LEXEME_OPEN)
            return false;
    return true;
}

static double
number_at(const struct reading *r, size_t at, unsigned k, double missing)
{
    const struct lexeme *word = argument(r, at, k);
    return word != NULL && is_number(word) ? ratio(word) : missing;
}

enum {
    FAR = 100,        /* px to the left of or above its place: off the page */
    FAR_AFTER = 1000, /* to the right or below */
    FULL = 100,       /* per cent */
};

/* Does moving by that length take it off the page? */
static bool
is_far(const struct lexeme *word)
{
    struct css_value v;
    if (word == NULL || !read_length(word, &v))
        return true;
    double n = v.number;
    if (v.kind == CSS_PERCENT)
        return n <= -FULL || n >= FULL;
    if (v.kind != CSS_PX)
        n *= 16;
    return n <= -FAR || n >= FAR_AFTER;
}

static double
magnitude(double n)
{
    return n < 0 ? -n : n;
}

struct motion {
    double scale;
    bool flipped;
    bool gone;
    bool has_depth; /* a perspective comes before */
};

static void
scale_by(struct motion *m, double x, double y)
{
    x = magnitude(x);
    y = magnitude(y);
    m->scale *= x < y ? x : y;
}

/* A turn out of the page. */
static void
turn_by(struct motion *m, const struct lexeme *angle)
{
    double degrees = 0;
    if (angle == NULL || !lexeme_degrees(angle, &degrees)) {
        m->gone = true;
        return;
    }
    double off = degrees > 180 ? 360 - degrees : degrees;
    if (off > 85 && off < 95)
        m->gone = true;
    else if (off >= 95)
        m->flipped = !m->flipped;
}

/* sin/cos of a skew near 90 degrees grows without bound. */
static void
skew_by(struct motion *m, const struct lexeme *angle)
{
    struct motion turned = {.scale = 1};
    turn_by(&turned, angle);
    m->gone |= turned.gone;
}

static void
apply_matrix(const struct reading *r, size_t at, struct motion *m)
{
    double a = number_at(r, at, 0, 0);
    double b = number_at(r, at, 1, 0);
    double c = number_at(r, at, 2, 0);
    double d = number_at(r, at, 3, 0);
    double area = magnitude(a * d - b * c);
    m->gone |= is_far(argument(r, at, 4)) || is_far(argument(r, at, 5));
    scale_by(m, area, area < 1 ? area : 1);
}

static void
apply_function(const struct reading *r, size_t at, struct motion *m)
{
    const struct lexeme *f = &r->words[at];
    const struct lexeme *first = argument(r, at, 0);
    double one = number_at(r, at, 0, 0);
    if (lexeme_is(f, "scale") || lexeme_is(f, "scale3d"))
        scale_by(m, one, number_at(r, at, 1, one));
    else if (lexeme_is(f, "scalex") || lexeme_is(f, "scaley"))
        scale_by(m, one, 1);
    else if (lexeme_is(f, "rotatex") || lexeme_is(f, "rotatey"))
        turn_by(m, first);
    else if (lexeme_is(f, "skew") || lexeme_is(f, "skewx")
             || lexeme_is(f, "skewy"))
        skew_by(m, first);
    else if (lexeme_is(f, "translatex") || lexeme_is(f, "translatey"))
        m->gone |= is_far(first);
    else if (lexeme_is(f, "translate"))
        m->gone |= is_far(first)
            || (argument(r, at, 1) != NULL && is_far(argument(r, at, 1)));
    else if (lexeme_is(f, "translate3d"))
        m->gone |= is_far(first) || is_far(argument(r, at, 1)) || m->has_depth;
    else if (lexeme_is(f, "matrix"))
        apply_matrix(r, at, m);
    else if (lexeme_is(f, "perspective"))
        m->has_depth = true;
    else if (lexeme_is(f, "translatez"))
        m->gone |= m->has_depth;
    else if (!lexeme_is(f, "rotate") && !lexeme_is(f, "rotatez")
             && !lexeme_is(f, "scalez"))
        m->gone = true;
}

static void
put_motion(const struct reading *r, const struct motion *m)
{
    if (m->gone)
        put_kind(r, r->row->first, CSS_HIDING);
    else /* the sign tells that it shows its back */
        put_number(r, r->row->first, m->flipped ? -m->scale : m->scale);
}

static bool
read_transform(const struct reading *r)
{
    struct motion m = {.scale = 1};
    if (r->count == 1 && is_among(r->words, r->row->words)) {
        put_kind(r, r->row->first, CSS_HARMLESS);
        return true;
    }
    for (size_t i = 0; i < r->count; i = after_bracket(r, i)) {
        if (r->words[i].kind != LEXEME_FUNCTION || !is_plain_call(r, i))
            return false;
        apply_function(r, i, &m);
    }
    put_motion(r, &m);
    return true;
}

/* The properties scale, translate and rotate: as the functions, without. */
static bool
read_scale(const struct reading *r)
{
    if (r->count > 0 && is_among(r->words, r->row->words))
        return read_words(r);
    struct motion m = {.scale = 1};
    for (size_t i = 0; i < r->count; i++)
        if (!is_number(&r->words[i]))
            return false;
    if (r->count == 0)
        return false;
    scale_by(&m, ratio(&r->words[0]), ratio(&r->words[r->count > 1]));
    put_motion(r, &m);
    return true;
}

static bool
read_translate(const struct reading *r)
{
    if (r->count > 0 && is_among(r->words, r->row->words))
        return read_words(r);
    for (size_t i = 0; i < r->count; i++)
        if (is_far(&r->words[i]))
            return false;
    put_kind(r, r->row->first, CSS_HARMLESS);
    return true;
}

/* Words, or lengths that are not far. */
static bool
read_origin(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!is_among(&r->words[i], r->row->words)
            && (is_far(&r->words[i]) && r->words[i].number != 100))
            return false;
    put_kind(r, r->row->first, CSS_HARMLESS);
    return true;
}

static bool
read_rotate(const struct reading *r)
{
    if (r->count == 1 && is_among(r->words, r->row->words))
        return read_words(r);
    struct motion m = {.scale = 1};
    bool flat = r->count == 1 || is_among(&r->words[0], " z ")
        || (r->count == 2 && is_among(&r->words[1], " z "));
    double degrees = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind == LEXEME_DIMENSION) {
            if (!flat)
                turn_by(&m, &r->words[i]);
            else if (!lexeme_degrees(&r->words[i], &degrees))
                return false;
        }
    put_motion(r, &m);
    return true;
}

/* Filters that leave text as it is, or nearly so; others can do anything. */
static const struct {
    const char *name;
    double from;
    double to;
    double missing;
} filters[] = {
    {"opacity", 0.2, 1e9, 1},    {"blur", 0, 1.5, 0},
    {"brightness", 0.7, 1.3, 1}, {"contrast", 0.7, 3, 1},
    {"invert", 0, 0.1, 1},       {"grayscale", 0, 1e9, 1},
    {"sepia", 0, 0.5, 1},        {"saturate", 0, 3, 1},
    {"drop-shadow", -1e9, 1e9, 0},
};

static bool
is_mild(const struct reading *r, size_t at)
{
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        if (!lexeme_is(&r->words[at], filters[i].name))
            continue;
        const struct lexeme *word = argument(r, at, 0);
        double n = filters[i].missing;
        if (word != NULL && word->kind == LEXEME_DIMENSION)
            n = word->number * (lexeme_is(word, "px") ? 1 : 16);
        else if (word != NULL && is_number(word))
            n = ratio(word);
        else if (word != NULL)
            n = 0;
        if (n != 0 && !is_plain_call(r, at))
            return false;
        return n >= filters[i].from && n <= filters[i].to;
    }
    return false;
}

static bool
read_filter(const struct reading *r)
{
    if (r->count == 1 && is_among(r->words, r->row->words))
        return read_words(r);
    for (size_t i = 0; i < r->count; i = after_bracket(r, i))
        if (r->words[i].kind != LEXEME_FUNCTION || !is_mild(r, i))
            return false;
    put_kind(r, r->row->first, CSS_HARMLESS);
    return true;
}

/* Leaves inset() more than a sliver? */
static bool
is_wide_inset(const struct reading *r, size_t at)
{
    double side[4] = {0, 0, 0, 0};
    unsigned n = 0;
    for (; n < 4; n++) {
        const struct lexeme *word = argument(r, at, n);
        if (word == NULL || is_among(word, " round "))
            break;
        struct css_value v;
        if (!read_length(word, &v))
            return false;
        /* As though the box were a line of 20 px. */
        double share = v.number * (v.kind == CSS_PERCENT ? 1
                                   : v.kind == CSS_PX    ? 5
                                                         : 80);
        side[n] = share;
    }
    if (n == 0)
        return false;
    double right = n > 1 ? side[1] : side[0];
    double bottom = n > 2 ? side[2] : side[0];
    double left = n > 3 ? side[3] : right;
    return side[0] + bottom < 50 && left + right < 50;
}

/* Leaves circle() or ellipse() most of the text? */
static bool
is_wide_circle(const struct reading *r, size_t at)
{
    for (unsigned n = 0; n < 8; n++) {
        const struct lexeme *word = argument(r, at, n);
        if (word == NULL)
            return true;
        struct css_value v;
        if (is_among(word, " at center closest-side farthest-side "))
            continue;
        if (!read_length(word, &v) || v.kind != CSS_PERCENT || v.number < 40
            || v.number > 100)
            return false;
    }
    return false;
}

static bool
read_clip_path(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i = after_bracket(r, i)) {
        const struct lexeme *word = &r->words[i];
        if (word->kind != LEXEME_FUNCTION) {
            if (!is_among(word, r->row->words))
                return false;
            i++;
            if (i == r->count)
                break;
            word = &r->words[i];
            if (word->kind != LEXEME_FUNCTION)
                return false;
        }
        bool wide = !is_plain_call(r, i) ? false
            : lexeme_is(word, "inset")  ? is_wide_inset(r, i)
            : lexeme_is(word, "circle") || lexeme_is(word, "ellipse")
            ? is_wide_circle(r, i)
            : false;
        if (!wide)
            return false;
    }
    put_kind(r, r->row->first, CSS_HARMLESS);
    return true;
}

static bool
read_perspective(const struct reading *r)
{
    struct css_value v = {.kind = CSS_HARMLESS};
    if (r->count != 1
        || (!is_among(r->words, r->row->words)
            && (!read_length(r->words, &v) || v.number < FAR)))
        return false;
    put_kind(r, CSS_PERSPECTIVE, CSS_HARMLESS);
    return true;
}

/* ---- the table ----------------------------------------------------------- */

#define BOXES " border-box padding-box content-box margin-box fill-box "        \
              "stroke-box view-box "
#define SIZES " auto none min-content max-content fit-content stretch "         \
              "-webkit-fill-available -moz-available "

/* In the order of enum css_slot. */
static const struct row rows[] = {
    {"all", read_words, CSS_DISPLAY, CSS_SLOTS - 1, ""},
    {"display", read_display, CSS_DISPLAY, CSS_DISPLAY,
     " block inline inline-block flow flow-root list-item contents flex grid "
     "inline-flex inline-grid table inline-table table-row table-row-group "
     "table-header-group table-footer-group table-cell table-caption ruby "
     "ruby-text run-in -webkit-box -webkit-flex -webkit-inline-box math "},
    {"visibility", read_words, CSS_VISIBILITY, CSS_VISIBILITY, " visible "},
    {"opacity", read_opacity, CSS_OPACITY, CSS_OPACITY, ""},
    {"-webkit-opacity", read_opacity, CSS_OPACITY, CSS_OPACITY, ""},
    {"font-size", read_font_size, CSS_FONT_SIZE, CSS_FONT_SIZE, ""},
    {"font", read_font, CSS_FONT_SIZE, CSS_LINE_HEIGHT, ""},
    {"line-height", read_line_height, CSS_LINE_HEIGHT, CSS_LINE_HEIGHT,
     " normal "},
    {"color", read_color, CSS_COLOR, CSS_COLOR, ""},
    {"-webkit-text-fill-color", read_color, CSS_FILL, CSS_FILL, ""},
    {"background-color", read_color, CSS_BACKGROUND_COLOR, CSS_BACKGROUND_COLOR,
     ""},
    {"background-image", read_words, CSS_BACKGROUND_IMAGE, CSS_BACKGROUND_IMAGE,
     " none "},
    {"background", read_background, CSS_BACKGROUND_COLOR, CSS_BACKGROUND_IMAGE,
     " none left right top bottom center repeat no-repeat repeat-x repeat-y "
     "space round scroll fixed local cover contain auto text" BOXES},
    {"position", read_position, CSS_POSITION, CSS_POSITION, ""},
    {"float", read_words, CSS_FLOAT, CSS_FLOAT, " none "},
    {"left", read_size, CSS_LEFT, CSS_LEFT, SIZES},
    {"right", read_size, CSS_RIGHT, CSS_RIGHT, SIZES},
    {"top", read_size, CSS_TOP, CSS_TOP, SIZES},
    {"bottom", read_size, CSS_BOTTOM, CSS_BOTTOM, SIZES},
    {"inset", read_sides, CSS_LEFT, CSS_BOTTOM, SIZES},
    {"inset-inline", read_pair, CSS_LEFT, CSS_RIGHT, SIZES},
    {"inset-block", read_pair, CSS_TOP, CSS_BOTTOM, SIZES},
    {"inset-inline-start", read_size, CSS_LEFT, CSS_LEFT, SIZES},
    {"inset-inline-end", read_size, CSS_RIGHT, CSS_RIGHT, SIZES},
    {"inset-block-start", read_size, CSS_TOP, CSS_TOP, SIZES},
    {"inset-block-end", read_size, CSS_BOTTOM, CSS_BOTTOM, SIZES},
    {"margin-left", read_size, CSS_MARGIN_LEFT, CSS_MARGIN_LEFT, SIZES},
    {"margin-right", read_size, CSS_MARGIN_RIGHT, CSS_MARGIN_RIGHT, SIZES},
    {"margin-top", read_size, CSS_MARGIN_TOP, CSS_MARGIN_TOP, SIZES},
    {"margin-bottom", read_size, CSS_MARGIN_BOTTOM, CSS_MARGIN_BOTTOM, SIZES},
    {"margin", read_sides, CSS_MARGIN_LEFT, CSS_MARGIN_BOTTOM, SIZES},
    {"margin-inline", read_pair, CSS_MARGIN_LEFT, CSS_MARGIN_RIGHT, SIZES},
    {"margin-block", read_pair, CSS_MARGIN_TOP, CSS_MARGIN_BOTTOM, SIZES},
    {"margin-inline-start", read_size, CSS_MARGIN_LEFT, CSS_MARGIN_LEFT, SIZES},
    {"margin-inline-end", read_size, CSS_MARGIN_RIGHT, CSS_MARGIN_RIGHT, SIZES},
    {"margin-block-start", read_size, CSS_MARGIN_TOP, CSS_MARGIN_TOP, SIZES},
    {"margin-block-end", read_size, CSS_MARGIN_BOTTOM, CSS_MARGIN_BOTTOM,
     SIZES},
    {"padding", read_padding, CSS_PADDING_LEFT, CSS_PADDING_LEFT, ""},
    {"padding-left", read_size, CSS_PADDING_LEFT, CSS_PADDING_LEFT, ""},
    {"padding-inline", read_padding, CSS_PADDING_LEFT, CSS_PADDING_LEFT, ""},
    {"padding-inline-start", read_size, CSS_PADDING_LEFT, CSS_PADDING_LEFT, ""},
    {"text-indent", read_size, CSS_TEXT_INDENT, CSS_TEXT_INDENT, ""},
    {"letter-spacing", read_size, CSS_LETTER_SPACING, CSS_LETTER_SPACING,
     " normal "},
    {"word-spacing", read_size, CSS_WORD_SPACING, CSS_WORD_SPACING, " normal "},
    {"white-space", read_white_space, CSS_WHITE_SPACE, CSS_WHITE_SPACE,
     " normal pre-wrap pre-line break-spaces collapse wrap preserve "},
    {"text-wrap", read_white_space, CSS_WHITE_SPACE, CSS_WHITE_SPACE,
     " wrap balance pretty stable auto "},
    {"text-wrap-mode", read_white_space, CSS_WHITE_SPACE, CSS_WHITE_SPACE,
     " wrap "},
    {"-webkit-text-security", read_words, CSS_TEXT_SECURITY, CSS_TEXT_SECURITY,
     " none "},
    {"width", read_size, CSS_WIDTH, CSS_WIDTH, SIZES},
    {"height", read_size, CSS_HEIGHT, CSS_HEIGHT, SIZES},
    {"inline-size", read_size, CSS_WIDTH, CSS_WIDTH, SIZES},
    {"block-size", read_size, CSS_HEIGHT, CSS_HEIGHT, SIZES},
    {"max-width", read_size, CSS_MAX_WIDTH, CSS_MAX_WIDTH, SIZES},
    {"max-height", read_size, CSS_MAX_HEIGHT, CSS_MAX_HEIGHT, SIZES},
    {"max-inline-size", read_size, CSS_MAX_WIDTH, CSS_MAX_WIDTH, SIZES},
    {"max-block-size", read_size, CSS_MAX_HEIGHT, CSS_MAX_HEIGHT, SIZES},
    {"flex", read_flex, CSS_FLEX, CSS_FLEX, " none auto "},
    {"flex-basis", read_tracks, CSS_FLEX, CSS_FLEX, ""},
    {"grid", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"grid-template", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"grid-template-rows", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"grid-template-columns", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"grid-auto-rows", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"grid-auto-columns", read_tracks, CSS_TRACKS, CSS_TRACKS, ""},
    {"overflow", read_overflow, CSS_OVERFLOW_X, CSS_OVERFLOW_Y, ""},
    {"overflow-x", read_overflow, CSS_OVERFLOW_X, CSS_OVERFLOW_X, ""},
    {"overflow-y", read_overflow, CSS_OVERFLOW_Y, CSS_OVERFLOW_Y, ""},
    {"overflow-inline", read_overflow, CSS_OVERFLOW_X, CSS_OVERFLOW_X, ""},
    {"overflow-block", read_overflow, CSS_OVERFLOW_Y, CSS_OVERFLOW_Y, ""},
    {"clip", read_clip, CSS_CLIP, CSS_CLIP, ""},
    {"clip-path", read_clip_path, CSS_CLIP_PATH, CSS_CLIP_PATH, " none" BOXES},
    {"-webkit-clip-path", read_clip_path, CSS_CLIP_PATH, CSS_CLIP_PATH,
     " none" BOXES},
    {"transform", read_transform, CSS_TRANSFORM, CSS_TRANSFORM, " none "},
    {"-webkit-transform", read_transform, CSS_TRANSFORM, CSS_TRANSFORM,
     " none "},
    {"transform-origin", read_origin, CSS_TRANSFORM_ORIGIN,
     CSS_TRANSFORM_ORIGIN, " left right top bottom center "},
    {"rotate", read_rotate, CSS_ROTATE, CSS_ROTATE, " none "},
    {"scale", read_scale, CSS_SCALE, CSS_SCALE, " none "},
    {"translate", read_translate, CSS_TRANSLATE, CSS_TRANSLATE, " none "},
    {"perspective", read_perspective, CSS_PERSPECTIVE, CSS_PERSPECTIVE,
     " none "},
    {"backface-visibility", read_words, CSS_BACKFACE, CSS_BACKFACE,
     " visible "},
    {"-webkit-backface-visibility", read_words, CSS_BACKFACE, CSS_BACKFACE,
     " visible "},
    {"offset", read_words, CSS_OFFSET, CSS_OFFSET, " none auto normal "},
    {"offset-path", read_words, CSS_OFFSET, CSS_OFFSET, " none "},
    {"zoom", read_zoom, CSS_ZOOM, CSS_ZOOM, " normal reset "},
    {"filter", read_filter, CSS_FILTER, CSS_FILTER, " none "},
    {"-webkit-filter", read_filter, CSS_FILTER, CSS_FILTER, " none "},
    {"mix-blend-mode", read_words, CSS_BLEND, CSS_BLEND,
     " normal multiply darken "},
    {"mask", read_words, CSS_MASK, CSS_MASK, " none "},
    {"mask-image", read_words, CSS_MASK, CSS_MASK, " none "},
    {"mask-border", read_words, CSS_MASK, CSS_MASK, " none "},
    {"-webkit-mask", read_words, CSS_MASK, CSS_MASK, " none "},
    {"-webkit-mask-image", read_words, CSS_MASK, CSS_MASK, " none "},
    {"-webkit-mask-box-image", read_words, CSS_MASK, CSS_MASK, " none "},
    {"content-visibility", read_words, CSS_CONTENT_VISIBILITY,
     CSS_CONTENT_VISIBILITY, " visible auto "},
    {"contain", read_contain, CSS_CONTAIN, CSS_CONTAIN,
     " none strict content size inline-size layout style paint "},
    {"content", read_content, CSS_CONTENT, CSS_CONTENT, ""},
    {"animation", read_words, CSS_ANIMATION, CSS_ANIMATION, " none "},
    {"animation-name", read_words, CSS_ANIMATION, CSS_ANIMATION, " none "},
    {"-webkit-animation", read_words, CSS_ANIMATION, CSS_ANIMATION, " none "},
    {"-webkit-animation-name", read_words, CSS_ANIMATION, CSS_ANIMATION,
     " none "},
    {"z-index", read_z_index, CSS_Z_INDEX, CSS_Z_INDEX, " auto "},
};

static bool
is_inherited(enum css_slot slot)
{
    static const bool inherited[CSS_SLOTS] = {
        [CSS_VISIBILITY] = true,     [CSS_FONT_SIZE] = true,
        [CSS_LINE_HEIGHT] = true,    [CSS_COLOR] = true,
        [CSS_FILL] = true,           [CSS_TEXT_INDENT] = true,
        [CSS_LETTER_SPACING] = true, [CSS_WORD_SPACING] = true,
        [CSS_WHITE_SPACE] = true,    [CSS_TEXT_SECURITY] = true,
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
    bool inherits = is_among(r->words, " inherit ");
    bool unset = is_among(r->words, " unset revert ");
    if (!inherits && !unset && !is_among(r->words, " initial "))
        return false;
    for (unsigned i = r->row->first; i <= (unsigned)r->row->last; i++) {
        enum css_slot slot = (enum css_slot)i;
        bool from_parent = inherits || (unset && is_inherited(slot));
        put_kind(r, slot, from_parent ? CSS_INHERIT : CSS_INITIAL);
    }
    return true;
}

void
property_declare(const struct lexeme *name, const struct lexeme *words,
                 size_t count, struct css_cascade *cascade, uint64_t weight,
                 bool doubtful)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!lexeme_is(name, rows[i].name))
            continue;
        struct reading r = {.row = &rows[i],
                            .words = words,
                            .count = count,
                            .cascade = cascade,
                            .weight = weight,
                            .doubtful = doubtful};
        if (count == 0)
            return;
        if (count > PROPERTY_WORDS_MAX
            || (!read_common(&r) && !rows[i].read(&r)))
            put_kind(&r, rows[i].first, CSS_HIDING);
        return;
    }
}
