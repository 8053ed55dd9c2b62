/* SPDX-License-Identifier: MIT */
#include "effect.h"

#include "value.h"

/* The k-th argument of the function at words[at]; NULL if it has none or if it
 * is not one lexeme. */
static const struct lexeme *
argument(const struct reading *r, size_t at, unsigned k)
{
    unsigned n = 0;
    for (size_t i = at + 1; i < r->count; i++) {
        const struct lexeme *word = &r->words[i];
        if (word->kind == LEXEME_CLOSE || word->kind == LEXEME_FUNCTION ||
            word->kind == LEXEME_OPEN)
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
    size_t end = reading_after(r, at);
    for (size_t i = at + 1; i < end; i++)
        if (r->words[i].kind == LEXEME_FUNCTION ||
            r->words[i].kind == LEXEME_OPEN)
            return false;
    return true;
}

static double
number_at(const struct reading *r, size_t at, unsigned k, double missing)
{
    const struct lexeme *word = argument(r, at, k);
    return word != NULL && lexeme_is_number(word) ? lexeme_ratio(word)
                                                  : missing;
}

enum {
    FAR = 24, /* px to the left or above: short words are off the page */
    FAR_AFTER = 1000, /* to the right or below */
    FULL = 100,       /* per cent */
    TILTED = 20,      /* degrees: from here a line's start leaves the page */
};

/* From its middle on a box grows to the left, too. */
#define GROWN 1.05

/* Does moving by that length take it off the page? */
static bool
is_far(const struct cascade_value *v)
{
    double n = v->number;
    if (v->kind == VALUE_PERCENT)
        return n <= -FULL || n >= FULL;
    if (v->kind != VALUE_PX)
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
    double grown; /* the product of what enlarges */
    double spin;  /* degrees in the plane of the page */
    struct cascade_value x;
    struct cascade_value y;
    double shift; /* the least translation in per cent */
    bool flipped;
    bool gone;
    bool has_depth; /* a perspective comes before */
};

static const struct motion still = {
    .scale = 1, .grown = 1, .x.kind = VALUE_PX, .y.kind = VALUE_PX};

/* Translations add up, and an earlier scale() enlarges them. */
static void
move_by(struct motion *m, struct cascade_value *axis, const struct lexeme *word)
{
    struct cascade_value v;
    if (word == NULL || !reading_length(word, &v)) {
        m->gone = true;
        return;
    }
    m->gone |= is_far(&v);
    if (v.kind == VALUE_PERCENT) {
        m->shift += v.number < 0 ? v.number * m->grown : 0;
        return;
    }
    double px = v.number * m->grown * (v.kind == VALUE_PX ? 1 : 16);
    axis->number += (float)px;
    m->gone |= is_far(axis);
}

static void
spin_by(struct motion *m, const struct lexeme *angle)
{
    double degrees = 0;
    if (angle == NULL || !lexeme_degrees(angle, &degrees))
        m->gone = true;
    m->spin += degrees;
}

static void
scale_by(struct motion *m, double x, double y)
{
    x = magnitude(x);
    y = magnitude(y);
    m->scale *= x < y ? x : y;
    double most = x > y ? x : y;
    m->grown *= most > 1 ? most : 1;
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
    struct motion turned = still;
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
    move_by(m, &m->x, argument(r, at, 4));
    move_by(m, &m->y, argument(r, at, 5));
    scale_by(m, area, area < 1 ? area : 1);
}

static void
apply_translate(const struct reading *r, size_t at, struct motion *m)
{
    move_by(m, &m->x, argument(r, at, 0));
    if (argument(r, at, 1) != NULL)
        move_by(m, &m->y, argument(r, at, 1));
    m->gone |= argument(r, at, 2) != NULL && m->has_depth;
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
    else if (lexeme_is(f, "skew") || lexeme_is(f, "skewx") ||
             lexeme_is(f, "skewy"))
        skew_by(m, first);
    else if (lexeme_is(f, "rotate") || lexeme_is(f, "rotatez"))
        spin_by(m, first);
    else if (lexeme_is(f, "translatex"))
        move_by(m, &m->x, first);
    else if (lexeme_is(f, "translatey"))
        move_by(m, &m->y, first);
    else if (lexeme_is(f, "translate") || lexeme_is(f, "translate3d"))
        apply_translate(r, at, m);
    else if (lexeme_is(f, "matrix"))
        apply_matrix(r, at, m);
    else if (lexeme_is(f, "perspective"))
        m->has_depth = true;
    else if (lexeme_is(f, "translatez"))
        m->gone |= m->has_depth;
    else if (!lexeme_is(f, "scalez"))
        m->gone = true;
}

static bool
is_tilted(const struct motion *m)
{
    double degrees = m->spin - 180.0 * (double)(long long)(m->spin / 180);
    return degrees > TILTED && degrees < 180 - TILTED;
}

/* Its least translation: in per cent of its own size, or in px. */
static struct cascade_value
shift_of(const struct motion *m)
{
    float px = m->x.number < m->y.number ? m->x.number : m->y.number;
    if (m->shift < 0 || px >= 0)
        return (struct cascade_value){.kind = VALUE_PERCENT,
                                      .number = (float)m->shift};
    return (struct cascade_value){.kind = VALUE_PX, .number = px};
}

static void
put_motion(const struct reading *r, const struct motion *m)
{
    if (r->last != r->first)
        reading_put(r, r->last, shift_of(m));
    if (m->gone || is_tilted(m) || m->grown > GROWN)
        reading_put_kind(r, r->first, VALUE_HIDING);
    else /* the sign tells that it shows its back */
        reading_put_number(r, r->first, m->flipped ? -m->scale : m->scale);
}

bool
effect_transform(const struct reading *r)
{
    struct motion m = still;
    if (r->count == 1 && lexeme_is_among(r->words, r->shown)) {
        put_motion(r, &m);
        return true;
    }
    for (size_t i = 0; i < r->count; i = reading_after(r, i)) {
        if (r->words[i].kind != LEXEME_FUNCTION || !is_plain_call(r, i))
            return false;
        apply_function(r, i, &m);
    }
    put_motion(r, &m);
    return true;
}

/* The properties scale, translate and rotate: as the functions, without. */
bool
effect_scale(const struct reading *r)
{
    if (r->count > 0 && lexeme_is_among(r->words, r->shown))
        return value_words(r);
    struct motion m = still;
    for (size_t i = 0; i < r->count; i++)
        if (!lexeme_is_number(&r->words[i]))
            return false;
    if (r->count == 0)
        return false;
    double x = lexeme_ratio(&r->words[0]);
    double y = lexeme_ratio(&r->words[r->count > 1]);
    scale_by(&m, x, y);
    m.flipped = x < 0 || y < 0;
    put_motion(r, &m);
    return true;
}

bool
effect_translate(const struct reading *r)
{
    if (r->count > 0 && lexeme_is_among(r->words, r->shown))
        return value_words(r);
    struct motion m = still;
    if (r->count < 1 || r->count > 3)
        return false;
    move_by(&m, &m.x, &r->words[0]);
    if (r->count > 1)
        move_by(&m, &m.y, &r->words[1]);
    if (r->count > 2) /* towards the reader, perhaps beyond */
        return false;
    reading_put(r, r->first, shift_of(&m));
    return !m.gone;
}

/* The middle: around any other point a turn or a scale moves. */
bool
effect_origin(const struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct cascade_value v;
        if (lexeme_is_among(&r->words[i], r->shown))
            continue;
        bool known = reading_length(&r->words[i], &v);
        if (!known || v.kind != VALUE_PERCENT || v.number < 50 || v.number > 50)
            return false;
    }
    reading_put_kind(r, r->first, VALUE_HARMLESS);
    return true;
}

bool
effect_rotate(const struct reading *r)
{
    if (r->count == 1 && lexeme_is_among(r->words, r->shown))
        return value_words(r);
    struct motion m = still;
    bool flat = r->count == 1 || lexeme_is_among(&r->words[0], " z ") ||
                (r->count == 2 && lexeme_is_among(&r->words[1], " z "));
    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].kind == LEXEME_DIMENSION)
            (flat ? spin_by : turn_by)(&m, &r->words[i]);
        else if (flat && !lexeme_is_among(&r->words[i], " z "))
            return false;
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
    {"opacity", 0.2, 1e9, 1},      {"blur", 0, 1.5, 0},
    {"brightness", 0.7, 1.3, 1},   {"contrast", 0.7, 3, 1},
    {"invert", 0, 0.1, 1},         {"grayscale", 0, 1e9, 1},
    {"sepia", 0, 0.5, 1},          {"saturate", 0, 3, 1},
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
        else if (word != NULL && lexeme_is_number(word))
            n = lexeme_ratio(word);
        else if (word != NULL)
            n = 0;
        if (n != 0 && !is_plain_call(r, at))
            return false;
        return n >= filters[i].from && n <= filters[i].to;
    }
    return false;
}

bool
effect_filter(const struct reading *r)
{
    if (r->count == 1 && lexeme_is_among(r->words, r->shown))
        return value_words(r);
    double left = 1; /* what opacity() leaves: nested, it is less and less */
    for (size_t i = 0; i < r->count; i = reading_after(r, i)) {
        if (r->words[i].kind != LEXEME_FUNCTION || !is_mild(r, i))
            return false;
        if (lexeme_is(&r->words[i], "opacity"))
            left *= number_at(r, i, 0, 1);
    }
    reading_put_number(r, r->first, left < 1 ? left : 1);
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
        if (word == NULL || lexeme_is_among(word, " round "))
            break;
        struct cascade_value v;
        if (!reading_length(word, &v))
            return false;
        /* As though the box were a line of 20 px. */
        double share = v.number * (v.kind == VALUE_PERCENT ? 1
                                   : v.kind == VALUE_PX    ? 5
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

/* Leaves circle() or ellipse() most of the text? In a wide box it begins where a
 * circle of half its size does not reach. */
static bool
is_wide_circle(const struct reading *r, size_t at)
{
    bool sized = false;
    for (unsigned n = 0; n < 8; n++) {
        const struct lexeme *word = argument(r, at, n);
        if (word == NULL)
            return sized;
        struct cascade_value v;
        if (lexeme_is_among(word, " at center closest-side farthest-side "))
            continue;
        if (!reading_length(word, &v) || v.kind != VALUE_PERCENT ||
            v.number < 75 || v.number > 100)
            return false;
        sized = true;
    }
    return false;
}

/* A shape cuts off what flows over, too. A box by itself cuts off parts of what
 * is no box. */
bool
effect_clip_path(const struct reading *r)
{
    if (r->count == 1 && lexeme_is_among(r->words, " none ")) {
        reading_put_kind(r, r->first, VALUE_HARMLESS);
        return true;
    }
    cascade_set(
        r->cascade, SLOT_CONTAIN,
        (struct cascade_value){.kind = VALUE_NUMBER, .number = CONTAIN_PAINT},
        r->weight, true);
    for (size_t i = 0; i < r->count; i = reading_after(r, i)) {
        const struct lexeme *word = &r->words[i];
        if (word->kind != LEXEME_FUNCTION) {
            if (!lexeme_is_among(word, r->shown))
                return false;
            i++;
            if (i == r->count)
                return r->count > 1;
            word = &r->words[i];
            if (word->kind != LEXEME_FUNCTION)
                return false;
        }
        bool wide = !is_plain_call(r, i)       ? false
                    : lexeme_is(word, "inset") ? is_wide_inset(r, i)
                    : lexeme_is(word, "circle") || lexeme_is(word, "ellipse")
                        ? is_wide_circle(r, i)
                        : false;
        if (!wide)
            return false;
    }
    reading_put_kind(r, r->first, VALUE_HARMLESS);
    return true;
}

bool
effect_perspective(const struct reading *r)
{
    struct cascade_value v = {.kind = VALUE_HARMLESS};
    if (r->count != 1 || (!lexeme_is_among(r->words, r->shown) &&
                          (!reading_length(r->words, &v) || v.number < FAR)))
        return false;
    if (v.kind == VALUE_HARMLESS)
        reading_put_kind(r, SLOT_PERSPECTIVE, VALUE_HARMLESS);
    else
        reading_put_number(r, SLOT_PERSPECTIVE, 1);
    return true;
}
