/* SPDX-License-Identifier: MIT */
#include "css.h"

#include <string.h>

#include "property.h"

/* Where seen ends. */
enum {
    NEAR = 32,       /* a difference from the background, of 255 */
    FAR = 100,       /* px to the left of its place, or above it */
    FAR_AFTER = 1000,
    FULL = 100,      /* per cent */
    LINES = 100,     /* px: lower boxes cut off lines */
    LETTERS = 20,    /* px: narrower boxes cut off words */
};
#define FONT_LEAST 3.0f /* px */
#define OPACITY_LEAST 0.05f
#define SCALE_LEAST 0.001f

void
css_root(struct css_style *s)
{
    *s = (struct css_style){
        .font = 16,
        .root = 16,
        .scale = 1,
        .opacity = 1,
        .colors = 1,
        .backgrounds = 1,
        .color = {COLOR_BLACK},
        .background = {COLOR_WHITE},
    };
}

/* ---- collecting ---------------------------------------------------------- */

/* The one that hides more; where that is not plain, one that hides. */
static struct css_value
worse(struct css_value a, struct css_value b)
{
    if (a.kind == CSS_NOTHING || a.kind == CSS_HARMLESS)
        return b;
    if (b.kind == CSS_NOTHING || b.kind == CSS_HARMLESS)
        return a;
    bool same = memcmp(&a.color, &b.color, sizeof a.color) == 0;
    if (a.kind != b.kind || !same)
        return (struct css_value){.kind = CSS_HIDING};
    return a.number < b.number ? a : b;
}

void
css_set(struct css_cascade *c, enum css_slot slot, struct css_value value,
        uint64_t weight, bool doubtful)
{
    c->is_empty = false;
    if (doubtful) {
        c->slots[slot].doubtful = worse(c->slots[slot].doubtful, value);
        if (weight > c->slots[slot].doubtful_weight)
            c->slots[slot].doubtful_weight = weight;
    } else if (weight >= c->slots[slot].weight) {
        c->slots[slot].weight = weight;
        c->slots[slot].sure = value;
    }
}

/* Reads on to the semicolon that ends a declaration, or to the end; the
 * answer is how many lexemes there are, of which `words` gets the first. */
static size_t
read_value(struct lexer *l, struct lexeme *words, size_t room)
{
    struct lexeme word;
    unsigned depth = l->depth;
    size_t count = 0;
    for (;;) {
        lexeme_next(l, &word);
        if (word.kind == LEXEME_END
            || (word.kind == LEXEME_SEMICOLON && l->depth == depth))
            return count;
        if (count < room)
            words[count] = word;
        count++;
    }
}

static bool
is_important(const struct lexeme *words, size_t count)
{
    return count >= 2 && words[count - 1].kind == LEXEME_NAME
        && lexeme_is(&words[count - 1], "important")
        && words[count - 2].kind == LEXEME_MARK && words[count - 2].mark == '!';
}

/* Skips a statement that is no declaration. Browsers differ about where one
 * with braces ends (CSS Nesting): *doubtful then for what follows. */
static void
skip_statement(struct lexer *l, const struct lexeme *first, bool *doubtful)
{
    struct lexeme word = *first;
    unsigned depth = l->depth;
    if (word.kind == LEXEME_OPEN || word.kind == LEXEME_FUNCTION)
        depth--;
    for (;;) {
        bool closes = word.kind == LEXEME_CLOSE && word.mark == '}';
        if (closes)
            *doubtful = true;
        if (word.kind == LEXEME_END
            || (l->depth <= depth
                && (closes || word.kind == LEXEME_SEMICOLON)))
            return;
        lexeme_next(l, &word);
    }
}

void
css_declare(struct css_cascade *c, const uint8_t *bytes, size_t length,
            uint64_t weight, bool doubtful)
{
    struct lexeme words[PROPERTY_WORDS_MAX + 2];
    struct lexeme name;
    struct lexeme colon;
    struct lexer l;
    lexeme_init(&l, bytes, length);
    for (;;) {
        lexeme_next(&l, &name);
        if (name.kind == LEXEME_END)
            break;
        if (name.kind == LEXEME_SEMICOLON)
            continue;
        if (name.kind != LEXEME_NAME) {
            skip_statement(&l, &name, &doubtful);
            continue;
        }
        lexeme_next(&l, &colon);
        if (colon.kind != LEXEME_COLON) {
            skip_statement(&l, &colon, &doubtful);
            continue;
        }
        size_t room = sizeof words / sizeof *words;
        size_t count = read_value(&l, words, room);
        bool important = count <= room && is_important(words, count);
        property_declare(&name, words, important ? count - 2 : count, c,
                         important ? weight | CSS_IMPORTANT : weight, doubtful);
    }
    if (l.too_deep) {
        c->failed = true;
        c->is_empty = false;
    }
}

/* ---- what HTML says ------------------------------------------------------ */

/* What a browser's own sheet says that can show, or hide. */
static const struct {
    enum element element;
    enum css_slot slot;
    struct css_value value;
} browser[] = {
    {ELEMENT_H1, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 2}},
    {ELEMENT_H2, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 1.5f}},
    {ELEMENT_BIG, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 1.2f}},
    {ELEMENT_SMALL, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 0.8333f}},
    {ELEMENT_SUB, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 0.8333f}},
    {ELEMENT_SUP, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 0.8333f}},
    {ELEMENT_RT, CSS_FONT_SIZE, {.kind = CSS_EM, .number = 0.5f}},
    {ELEMENT_MARK, CSS_COLOR, {.kind = CSS_SOLID, .color = {0, 0, 0, 255}}},
    {ELEMENT_MARK,
     CSS_BACKGROUND_COLOR,
     {.kind = CSS_SOLID, .color = {255, 255, 0, 255}}},
    {ELEMENT_PRE, CSS_WHITE_SPACE, {.kind = CSS_HIDING}},
};

/* Elements whose box is no box for sizes, overflow and transforms, unless
 * something makes it one. */
static const enum element inline_elements[] = {
    ELEMENT_A,     ELEMENT_ABBR,   ELEMENT_B,      ELEMENT_BIG,  ELEMENT_CITE,
    ELEMENT_CODE,  ELEMENT_DEL,    ELEMENT_DFN,    ELEMENT_EM,   ELEMENT_FONT,
    ELEMENT_I,     ELEMENT_INS,    ELEMENT_KBD,    ELEMENT_MARK, ELEMENT_Q,
    ELEMENT_S,     ELEMENT_SAMP,   ELEMENT_SMALL,  ELEMENT_SPAN, ELEMENT_STRIKE,
    ELEMENT_STRONG, ELEMENT_SUB,   ELEMENT_SUP,    ELEMENT_TIME, ELEMENT_TT,
    ELEMENT_U,     ELEMENT_VAR,    ELEMENT_LABEL,
};

static void
put_legacy_color(struct css_cascade *c, const struct element_value *value,
                 enum css_slot slot)
{
    struct css_value color = {.kind = CSS_SOLID};
    if (value != NULL
        && color_read_legacy(value->bytes, value->length, &color.color))
        css_set(c, slot, color, CSS_HINT, false);
}

/* <font size>: a step of seven, or so many steps from the third. */
static void
put_font_step(struct css_cascade *c, const struct element_attributes *a)
{
    static const float sizes[] = {10, 13, 16, 18, 24, 32, 48};
    const struct element_value *value = element_value(a, ATTRIBUTE_SIZE);
    int step;
    if (value == NULL || !element_number(a, ATTRIBUTE_SIZE, &step))
        return;
    const uint8_t *sign = value->bytes;
    while (*sign == ' ' || (*sign >= '\t' && *sign <= '\r'))
        sign++;
    if (*sign == '+' || *sign == '-')
        step += 3;
    step = step < 1 ? 1 : step > 7 ? 7 : step;
    struct css_value size = {.kind = CSS_PX, .number = sizes[step - 1]};
    css_set(c, CSS_FONT_SIZE, size, CSS_HINT, false);
}

static void
put_hints(struct css_cascade *c, const struct element_attributes *a)
{
    if (c->element == ELEMENT_FONT) {
        put_legacy_color(c, element_value(a, ATTRIBUTE_COLOR), CSS_COLOR);
        put_font_step(c, a);
    }
    if (c->element == ELEMENT_BODY) {
        enum attribute text = element_attribute_find("text", 4);
        put_legacy_color(c, element_value(a, text), CSS_COLOR);
    }
    if (element_info(c->element)->box != TEXT_NONE
        || (element_info(c->element)->flags & ELEMENT_IS_MODAL))
        put_legacy_color(c, element_value(a, ATTRIBUTE_BGCOLOR),
                         CSS_BACKGROUND_COLOR);
    struct css_value link = {.kind = CSS_SOLID, .color = {0, 0, 238, 255}};
    if (c->element == ELEMENT_A && element_has(a, ATTRIBUTE_HREF))
        css_set(c, CSS_COLOR, link, CSS_HINT, false);
}

void
css_begin(struct css_cascade *c, enum element element, enum element_space space,
          const struct element_attributes *a)
{
    memset(c, 0, sizeof *c);
    c->is_empty = true;
    c->element = space == SPACE_HTML ? element : ELEMENT_UNKNOWN;
    c->is_text = space == SPACE_HTML && element == ELEMENT_UNKNOWN;
    for (size_t i = 0; i < sizeof inline_elements / sizeof *inline_elements;
         i++)
        c->is_text |= c->element == inline_elements[i];
    for (size_t i = 0; i < sizeof browser / sizeof *browser; i++)
        if (c->element == browser[i].element)
            css_set(c, browser[i].slot, browser[i].value, CSS_HINT, false);
    if (a == NULL)
        return;
    if (space == SPACE_HTML)
        put_hints(c, a);
    const struct element_value *style = element_value(a, ATTRIBUTE_STYLE);
    if (style != NULL)
        css_declare(c, style->bytes, style->length, CSS_INLINE, false);
}

/* ---- computing ----------------------------------------------------------- */

/* The values that a slot may have: two where a doubtful rule does not lose to
 * an attribute or to what is important. */
static unsigned
values_of(const struct css_cascade *c, enum css_slot slot,
          struct css_value values[2])
{
    unsigned n = 0;
    if (c->slots[slot].sure.kind != CSS_NOTHING)
        values[n++] = c->slots[slot].sure;
    if (c->slots[slot].doubtful.kind != CSS_NOTHING
        && c->slots[slot].doubtful_weight >> 61
            >= c->slots[slot].weight >> 61)
        values[n++] = c->slots[slot].doubtful;
    return n;
}

/* The length in px; for CSS_PERCENT, of `whole`. */
static float
to_px(struct css_value v, const struct css_style *s, float whole)
{
    if (v.kind == CSS_EM)
        return v.number * s->font;
    if (v.kind == CSS_REM)
        return v.number * s->root;
    return v.kind == CSS_PERCENT ? v.number / 100 * whole : v.number;
}

static bool
is_length(struct css_value v)
{
    return v.kind == CSS_PX || v.kind == CSS_EM || v.kind == CSS_REM
        || v.kind == CSS_PERCENT;
}

/* May the slot's value be one that hides by itself? */
static bool
is_hiding(const struct css_cascade *c, enum css_slot slot)
{
    struct css_value v[2];
    unsigned n = values_of(c, slot, v);
    for (unsigned i = 0; i < n; i++)
        if (v[i].kind == CSS_HIDING
            || (v[i].kind == CSS_INHERIT && slot != CSS_DISPLAY
                && slot != CSS_FLOAT))
            return true;
    return false;
}

/* The least that a slot with words or factors may have. */
static float
least(const struct css_cascade *c, enum css_slot slot, float missing,
      float unknown)
{
    struct css_value v[2];
    unsigned n = values_of(c, slot, v);
    float answer = missing;
    for (unsigned i = 0; i < n; i++) {
        float number = v[i].kind == CSS_NUMBER ? v[i].number
            : v[i].kind == CSS_HIDING || v[i].kind == CSS_INHERIT ? unknown
                                                                  : missing;
        if (i == 0 || number < answer)
            answer = number;
    }
    return answer;
}

/* Is a length at most `low` px, at least `high` px, or a whole box or more? */
static bool
is_beyond(const struct css_cascade *c, enum css_slot slot,
          const struct css_style *s, float low, float high)
{
    struct css_value v[2];
    unsigned n = values_of(c, slot, v);
    for (unsigned i = 0; i < n; i++) {
        if (!is_length(v[i]))
            continue;
        float px = to_px(v[i], s, 0);
        if (v[i].kind == CSS_PERCENT ? v[i].number <= -FULL
                    || (v[i].number >= FULL && high < 1e9f)
                                     : px <= low || px >= high)
            return true;
    }
    return is_hiding(c, slot);
}

/* Is a size below so many px? What is not known is 0. */
static bool
is_below(const struct css_cascade *c, enum css_slot slot,
         const struct css_style *s, float limit)
{
    struct css_value v[2];
    unsigned n = values_of(c, slot, v);
    for (unsigned i = 0; i < n; i++)
        if (is_length(v[i]) && to_px(v[i], s, 1280) < limit)
            return true;
    return is_hiding(c, slot);
}

/* Sets, clears or keeps a veil. */
static void
draw_veil(const struct css_cascade *c, enum css_slot slot, enum css_veil veil,
          struct css_style *s, bool hides)
{
    struct css_value v[2];
    unsigned n = values_of(c, slot, v);
    bool inherits = n == 0;
    for (unsigned i = 0; i < n; i++) {
        hides |= v[i].kind == CSS_HIDING;
        inherits |= v[i].kind == CSS_INHERIT;
    }
    hides |= inherits && (s->veils & veil);
    s->veils = (uint16_t)(hides ? s->veils | veil : s->veils & ~veil);
}

static void
compute_font(const struct css_cascade *c, struct css_style *s)
{
    struct css_value v[2];
    unsigned n = values_of(c, CSS_FONT_SIZE, v);
    float size = s->font;
    for (unsigned i = 0; i < n; i++) {
        float one = v[i].kind == CSS_HIDING ? 0
            : v[i].kind == CSS_INHERIT      ? s->font
            : is_length(v[i])               ? to_px(v[i], s, s->font)
                                            : 16;
        if (i == 0 || one < size)
            size = one;
    }
    s->font = size < 0 ? s->font : size < 1e6f ? size : 1e6f;
    if (c->element == ELEMENT_HTML)
        s->root = s->font;
}

static void
compute_veils(const struct css_cascade *c, struct css_style *s)
{
    float em = s->font;
    draw_veil(c, CSS_VISIBILITY, CSS_INVISIBLE, s, false);
    draw_veil(c, CSS_TEXT_SECURITY, CSS_MASKED, s, false);
    draw_veil(c, CSS_WHITE_SPACE, CSS_UNBROKEN, s, false);
    draw_veil(c, CSS_LETTER_SPACING, CSS_SPACED, s,
              is_beyond(c, CSS_LETTER_SPACING, s, -0.25f * em, 10 * em));
    draw_veil(c, CSS_WORD_SPACING, CSS_SPREAD, s,
              is_beyond(c, CSS_WORD_SPACING, s, -em, 40 * em));
    draw_veil(c, CSS_TEXT_INDENT, CSS_INDENTED, s,
              is_beyond(c, CSS_TEXT_INDENT, s, -FAR, FAR_AFTER));
    struct css_value v[2];
    unsigned n = values_of(c, CSS_LINE_HEIGHT, v);
    bool flat = false;
    for (unsigned i = 0; i < n; i++)
        flat |= is_length(v[i]) && to_px(v[i], s, em) < 0.5f * em;
    draw_veil(c, CSS_LINE_HEIGHT, CSS_FLAT, s, flat);
}

static void
compute_color(const struct css_cascade *c, struct css_style *s)
{
    struct css_value v[2];
    unsigned n = values_of(c, CSS_COLOR, v);
    const struct css_style parent = *s;
    if (n > 0)
        s->veils &= (uint16_t)~CSS_UNSURE_COLOR;
    for (unsigned i = 0; i < n; i++) {
        bool inherits = v[i].kind == CSS_INHERIT || v[i].kind == CSS_CURRENT;
        if (v[i].kind == CSS_HIDING || (inherits && parent.colors > 1)
            || (inherits && (parent.veils & CSS_UNSURE_COLOR)))
            s->veils |= CSS_UNSURE_COLOR;
        s->color[i] = inherits        ? parent.color[0]
            : v[i].kind == CSS_SOLID ? v[i].color
                                     : COLOR_BLACK;
        s->colors = (uint8_t)(i + 1);
    }
    /* A rule that is not certain leaves what was inherited possible. */
    if (n == 1 && c->slots[CSS_COLOR].sure.kind == CSS_NOTHING) {
        s->color[1] = parent.color[0];
        s->colors = 2;
        if (parent.colors > 1)
            s->veils |= CSS_UNSURE_COLOR;
        s->veils |= parent.veils & CSS_UNSURE_COLOR;
    }
}

static void
compute_fill(const struct css_cascade *c, struct css_style *s)
{
    struct css_value v[2];
    unsigned n = values_of(c, CSS_FILL, v);
    if (n == 0)
        return;
    bool unsure = (s->veils & CSS_UNSURE_FILL) != 0;
    s->veils &= (uint16_t)~CSS_UNSURE_FILL;
    if (c->slots[CSS_FILL].doubtful.kind != CSS_NOTHING
        || v[0].kind == CSS_HIDING || (v[0].kind == CSS_INHERIT && unsure))
        s->veils |= CSS_UNSURE_FILL;
    if (v[0].kind == CSS_SOLID)
        s->fill = v[0].color;
    if (v[0].kind != CSS_INHERIT)
        s->filled = v[0].kind == CSS_SOLID;
}

static void
compute_background(const struct css_cascade *c, struct css_style *s)
{
    struct css_value v[2];
    unsigned n = values_of(c, CSS_BACKGROUND_COLOR, v);
    const struct css_style parent = *s;
    if (is_hiding(c, CSS_BACKGROUND_IMAGE))
        s->veils |= CSS_UNSURE_BACK;
    bool unsure = n > 1
        || (n == 1 && c->slots[CSS_BACKGROUND_COLOR].sure.kind == CSS_NOTHING);
    for (unsigned i = 0; i < n; i++) {
        struct color over = v[i].kind == CSS_SOLID ? v[i].color
            : v[i].kind == CSS_CURRENT             ? s->color[0]
                                                   : COLOR_CLEAR;
        if (v[i].kind == CSS_HIDING) {
            s->veils |= CSS_UNSURE_BACK;
            continue;
        }
        if (over.alpha == 255 && !unsure) {
            if (!is_hiding(c, CSS_BACKGROUND_IMAGE))
                s->veils &= (uint16_t)~CSS_UNSURE_BACK;
            s->background[0] = over;
            s->backgrounds = 1;
            return;
        }
        for (unsigned k = 0; k < parent.backgrounds && !unsure; k++)
            s->background[k] = color_blend(over, parent.background[k]);
        if (unsure)
            s->background[i] = color_blend(over, parent.background[0]);
    }
    if (!unsure)
        return;
    if (parent.backgrounds > 1)
        s->veils |= CSS_UNSURE_BACK;
    if (n == 1)
        s->background[1] = parent.background[0];
    s->backgrounds = 2;
}

/* Boxes that are too small for what they cut off. */
static bool
is_cut_off(const struct css_cascade *c, const struct css_style *s,
           float overflow)
{
    if (overflow >= CSS_FLOWS)
        return false;
    bool cuts = overflow < CSS_SCROLLS;
    float high = cuts ? LINES : LETTERS;
    if (is_below(c, CSS_HEIGHT, s, high) || is_below(c, CSS_MAX_HEIGHT, s, high)
        || is_below(c, CSS_WIDTH, s, LETTERS)
        || is_below(c, CSS_MAX_WIDTH, s, LETTERS))
        return true;
    if (!cuts)
        return false;
    /* One long line, which leaves the box at some word. */
    if ((s->veils & CSS_UNBROKEN)
        && (is_below(c, CSS_WIDTH, s, FAR_AFTER)
            || is_below(c, CSS_MAX_WIDTH, s, FAR_AFTER)))
        return true;
    return is_hiding(c, CSS_FLEX) || is_hiding(c, CSS_TRACKS)
        || is_beyond(c, CSS_PADDING_LEFT, s, -1, FAR_AFTER);
}

static bool
is_moved_away(const struct css_cascade *c, const struct css_style *s,
              float position, bool is_box)
{
    static const enum css_slot margins[] = {CSS_MARGIN_LEFT, CSS_MARGIN_RIGHT,
                                            CSS_MARGIN_TOP, CSS_MARGIN_BOTTOM};
    for (unsigned i = 0; i < (is_box ? 4 : 2); i++)
        if (is_beyond(c, margins[i], s, -FAR, i == 0 ? FAR_AFTER : 1e9f))
            return true;
    if (position >= CSS_IS_STATIC)
        return false;
    return is_beyond(c, CSS_LEFT, s, -FAR, FAR_AFTER)
        || is_beyond(c, CSS_RIGHT, s, -FAR, FAR_AFTER)
        || is_beyond(c, CSS_TOP, s, -FAR, 20 * FAR_AFTER)
        || is_beyond(c, CSS_BOTTOM, s, -FAR, FAR_AFTER)
        || is_hiding(c, CSS_Z_INDEX);
}

/* Transforms and what else only boxes have. */
static void
compute_box(const struct css_cascade *c, struct css_style *s)
{
    static const enum css_slot factors[] = {CSS_TRANSFORM, CSS_ROTATE,
                                            CSS_SCALE};
    bool moved = is_hiding(c, CSS_TRANSLATE);
    bool flipped = false;
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        float factor = least(c, factors[i], 1, 0);
        flipped ^= factor < 0;
        moved |= factor < 1 || factor > 1;
        s->scale *= factor < 0 ? -factor : factor;
    }
    s->gone |= is_hiding(c, CSS_TRANSLATE) || is_hiding(c, CSS_OFFSET)
        || is_hiding(c, CSS_CONTENT_VISIBILITY) || is_hiding(c, CSS_CONTAIN)
        || is_hiding(c, CSS_PERSPECTIVE)
        || (flipped && is_hiding(c, CSS_BACKFACE))
        || (is_hiding(c, CSS_TRANSFORM_ORIGIN)
            && (moved || c->slots[CSS_TRANSFORM].sure.kind != CSS_NOTHING));
    float x = least(c, CSS_OVERFLOW_X, CSS_FLOWS, CSS_CUTS);
    float y = least(c, CSS_OVERFLOW_Y, CSS_FLOWS, CSS_CUTS);
    float overflow = x < y ? x : y;
    s->clips |= overflow < CSS_SCROLLS;
    s->gone |= is_cut_off(c, s, overflow);
}

static void
compute_gone(const struct css_cascade *c, struct css_style *s)
{
    static const enum css_slot alone[] = {CSS_DISPLAY, CSS_CLIP_PATH,
                                          CSS_FILTER,  CSS_BLEND,
                                          CSS_MASK,    CSS_CONTENT,
                                          CSS_ANIMATION};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        s->gone |= is_hiding(c, alone[i]);
    float display = least(c, CSS_DISPLAY,
                          c->is_text ? CSS_IS_INLINE : CSS_IS_BLOCK, 0);
    float position = least(c, CSS_POSITION, CSS_IS_STATIC, CSS_IS_ABSOLUTE);
    bool is_box = display <= CSS_IS_BLOCK || s->is_flex
        || position <= CSS_IS_ABSOLUTE || is_hiding(c, CSS_FLOAT);
    if (position <= CSS_IS_ABSOLUTE)
        s->gone |= is_hiding(c, CSS_CLIP);
    s->gone |= is_moved_away(c, s, position, is_box);
    s->opacity *= least(c, CSS_OPACITY, 1, 0);
    s->scale *= least(c, CSS_ZOOM, 1, 0);
    if (is_box)
        compute_box(c, s);
    s->gone |= s->opacity <= OPACITY_LEAST || !(s->scale > SCALE_LEAST)
        || c->failed;
    if (s->scale > 1e6f)
        s->scale = 1e6f;
    if (display < CSS_IS_CONTENTS || display > CSS_IS_CONTENTS)
        s->is_flex = display <= CSS_IS_FLEX;
}

void
css_end(const struct css_cascade *c, struct css_style *s)
{
    if (c->is_empty) {
        s->is_flex = false;
        return;
    }
    compute_font(c, s);
    compute_veils(c, s);
    compute_color(c, s);
    compute_fill(c, s);
    compute_background(c, s);
    compute_gone(c, s);
}

static bool
is_near(const struct css_style *s, struct color color)
{
    color.alpha = (uint8_t)((float)color.alpha * s->opacity);
    for (unsigned k = 0; k < s->backgrounds; k++)
        if (color_distance(color_blend(color, s->background[k]),
                           s->background[k])
            <= NEAR)
            return true;
    return false;
}

bool
css_hides(const struct css_style *s)
{
    const unsigned harmless = CSS_UNBROKEN | CSS_FLAT
        | (s->filled ? CSS_UNSURE_COLOR : 0);
    if (s->gone || (s->veils & ~harmless) != 0
        || ((s->veils & CSS_FLAT) && s->clips)
        || s->font * s->scale < FONT_LEAST)
        return true;
    if (s->filled)
        return is_near(s, s->fill);
    for (unsigned i = 0; i < s->colors; i++)
        if (is_near(s, s->color[i]))
            return true;
    return false;
}
