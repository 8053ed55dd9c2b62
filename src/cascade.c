/* SPDX-License-Identifier: MIT */
#include "cascade.h"

#include <stdio.h>
#include <string.h>

#include "property.h"

/* To the one that hides more; where that is not plain, to one that hides. */
static void
worsen(struct cascade_value *a, const struct cascade_value *b)
{
    if (a->kind == VALUE_NOTHING || a->kind == VALUE_HARMLESS)
        *a = *b;
    else if (b->kind == VALUE_NOTHING || b->kind == VALUE_HARMLESS)
        return;
    else if (a->kind != b->kind ||
             memcmp(&a->color, &b->color, sizeof a->color) != 0)
        *a = (struct cascade_value){.kind = VALUE_HIDING};
    else if (!(a->number < b->number))
        a->number = b->number;
}

#define SLOT_BIT(slot) ((uint64_t)1 << (slot))

/* Of several properties. */
static const uint64_t shared_slots =
    SLOT_BIT(SLOT_ALIGN) | SLOT_BIT(SLOT_ANCHOR) | SLOT_BIT(SLOT_ODD) |
    SLOT_BIT(SLOT_BORDER) | SLOT_BIT(SLOT_OUTLINE) | SLOT_BIT(SLOT_TRACKS) |
    SLOT_BIT(SLOT_COLUMNS) | SLOT_BIT(SLOT_CLAMP) | SLOT_BIT(SLOT_MASK);

void
cascade_set(struct cascade *c, enum cascade_slot slot,
            struct cascade_value value, uint64_t weight, bool doubtful)
{
    struct cascade_entry *e = &c->slots[slot];
    c->is_empty = false;
    if (cascade_entry(c, slot) == NULL)
        *e = (struct cascade_entry){.weight = 0};
    c->set |= (uint64_t)1 << slot;
    if (doubtful || (shared_slots >> slot & 1)) {
        worsen(&e->doubtful, &value);
        if (weight > e->doubtful_weight)
            e->doubtful_weight = weight;
    } else if (weight >= e->weight) {
        e->weight = weight;
        e->sure = value;
    }
}

_Static_assert(SLOTS <= 64, "a bit a slot");

/* The slots stay as they are: see `set`. */
static void
clear(struct cascade *c)
{
    c->set = 0;
    c->element = ELEMENT_UNKNOWN;
    c->is_text = c->is_picture = c->failed = false;
    c->is_empty = true;
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
        if (word.kind == LEXEME_END ||
            (word.kind == LEXEME_SEMICOLON && l->depth == depth))
            return count;
        if (count < room)
            words[count] = word;
        count++;
    }
}

static bool
is_important(const struct lexeme *words, size_t count)
{
    return count >= 2 && words[count - 1].kind == LEXEME_NAME &&
           lexeme_is(&words[count - 1], "important") &&
           words[count - 2].kind == LEXEME_MARK && words[count - 2].mark == '!';
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
        if (word.kind == LEXEME_END ||
            (l->depth <= depth && (closes || word.kind == LEXEME_SEMICOLON)))
            return;
        lexeme_next(l, &word);
    }
}

void
cascade_declare(struct cascade *c, const uint8_t *bytes, size_t length,
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
                         important ? weight | CASCADE_IMPORTANT : weight,
                         doubtful);
    }
    if (l.too_deep) {
        c->failed = true;
        c->is_empty = false;
    }
}

/* ---- what HTML says ------------------------------------------------------ */

/* What a browser's own sheet says that can show, or hide: of an element up to
 * HINTS_MAX settings, behind which VALUE_NOTHING is. */
enum { HINTS_MAX = 2 };

static const struct {
    enum cascade_slot slot;
    struct cascade_value value;
} browser[ELEMENT_COUNT][HINTS_MAX] = {
    [ELEMENT_H1] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 2}}},
    [ELEMENT_H2] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 1.5f}}},
    [ELEMENT_H5] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.83f}}},
    [ELEMENT_H6] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.67f}}},
    [ELEMENT_BIG] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 1.2f}}},
    [ELEMENT_SMALL] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.8333f}}},
    [ELEMENT_SUB] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.8333f}}},
    [ELEMENT_SUP] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.8333f}}},
    [ELEMENT_RT] = {{SLOT_FONT_SIZE, {.kind = VALUE_EM, .number = 0.5f}}},
    [ELEMENT_BUTTON] = {{SLOT_FONT_SIZE, {.kind = VALUE_PX, .number = 13.33f}}},
    [ELEMENT_SELECT] = {{SLOT_FONT_SIZE, {.kind = VALUE_PX, .number = 13.33f}}},
    [ELEMENT_MARK] = {{SLOT_COLOR,
                       {.kind = VALUE_SOLID, .color = {0, 0, 0, 255}}},
                      {SLOT_BACKGROUND_COLOR,
                       {.kind = VALUE_SOLID, .color = {255, 255, 0, 255}}}},
    [ELEMENT_PRE] = {{SLOT_WHITE_SPACE, {.kind = VALUE_HIDING}}},
    [ELEMENT_TEXTAREA] = {{SLOT_FONT_SIZE,
                           {.kind = VALUE_PX, .number = 13.33f}},
                          {SLOT_OVERFLOW_Y,
                           {.kind = VALUE_NUMBER, .number = OVERFLOW_CUTS}}},
};

/* Elements whose box is no box for sizes, overflow and transforms, unless
 * something makes it one. */
static const bool inline_elements[ELEMENT_COUNT] = {
    [ELEMENT_A] = true,     [ELEMENT_ABBR] = true,   [ELEMENT_B] = true,
    [ELEMENT_BIG] = true,   [ELEMENT_CITE] = true,   [ELEMENT_CODE] = true,
    [ELEMENT_DEL] = true,   [ELEMENT_DFN] = true,    [ELEMENT_EM] = true,
    [ELEMENT_FONT] = true,  [ELEMENT_I] = true,      [ELEMENT_INS] = true,
    [ELEMENT_KBD] = true,   [ELEMENT_MARK] = true,   [ELEMENT_Q] = true,
    [ELEMENT_S] = true,     [ELEMENT_SAMP] = true,   [ELEMENT_SMALL] = true,
    [ELEMENT_SPAN] = true,  [ELEMENT_STRIKE] = true, [ELEMENT_STRONG] = true,
    [ELEMENT_SUB] = true,   [ELEMENT_SUP] = true,    [ELEMENT_TIME] = true,
    [ELEMENT_TT] = true,    [ELEMENT_U] = true,      [ELEMENT_VAR] = true,
    [ELEMENT_LABEL] = true,
};

/* Elements that paint, whatever their style is. */
static const bool pictures[ELEMENT_COUNT] = {
    [ELEMENT_IMG] = true,    [ELEMENT_IMAGE] = true,    [ELEMENT_VIDEO] = true,
    [ELEMENT_CANVAS] = true, [ELEMENT_IFRAME] = true,   [ELEMENT_OBJECT] = true,
    [ELEMENT_EMBED] = true,  [ELEMENT_INPUT] = true,    [ELEMENT_BUTTON] = true,
    [ELEMENT_SELECT] = true, [ELEMENT_TEXTAREA] = true, [ELEMENT_HR] = true,
};

bool
cascade_is_picture(enum element e)
{
    return pictures[e];
}

/* Where the attributes bgcolor and background count. */
static const enum element painted[] = {
    ELEMENT_BODY, ELEMENT_TABLE, ELEMENT_THEAD, ELEMENT_TBODY, ELEMENT_TFOOT,
    ELEMENT_TR,   ELEMENT_TD,    ELEMENT_TH,    ELEMENT_COL,   ELEMENT_COLGROUP,
};

static void
put_legacy_color(struct cascade *c, const struct element_value *value,
                 enum cascade_slot slot)
{
    struct cascade_value color = {.kind = VALUE_SOLID};
    if (value != NULL &&
        color_read_legacy(value->bytes, value->length, &color.color))
        cascade_set(c, slot, color, CASCADE_HINT, false);
}

/* <font size>: a step of seven, or so many steps from the third. */
static void
put_font_step(struct cascade *c, const struct element_attributes *a)
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
    struct cascade_value size = {.kind = VALUE_PX, .number = sizes[step - 1]};
    cascade_set(c, SLOT_FONT_SIZE, size, CASCADE_HINT, false);
}

/* A popover that is displayed all the same lies over the page's middle. */
static void
put_popover(struct cascade *c, const struct element_attributes *a)
{
    bool displayed =
        c->element == ELEMENT_MARQUEE ||
        (c->element == ELEMENT_DIALOG && element_has(a, ATTRIBUTE_OPEN));
    static const struct cascade_value none = {.kind = VALUE_NUMBER,
                                              .number = DISPLAY_NONE},
                                      fixed = {.kind = VALUE_NUMBER,
                                               .number = POSITION_FIXED},
                                      white = {.kind = VALUE_SOLID,
                                               .color = {255, 255, 255, 255}};
    if (!displayed)
        cascade_set(c, SLOT_DISPLAY, none, CASCADE_HINT, false);
    cascade_set(c, SLOT_POSITION, fixed, CASCADE_HINT, false);
    cascade_set(c, SLOT_BACKGROUND_COLOR, white, CASCADE_HINT, false);
}

/* A dialog that is open lies over what follows it, in the canvas's colour; one
 * as browsers place it, over little (corpus/visible/dialog-that-is-open.md). */
static void
put_dialog(struct cascade *c, const struct element_attributes *a)
{
    struct cascade_value position = {.kind = VALUE_NUMBER,
                                     .number = POSITION_RELATIVE};
    struct cascade_value white = {.kind = VALUE_SOLID,
                                  .color = {255, 255, 255, 255}};
    if (element_has(a, ATTRIBUTE_STYLE))
        position.number = POSITION_ABSOLUTE;
    cascade_set(c, SLOT_POSITION, position, CASCADE_HINT, false);
    cascade_set(c, SLOT_BACKGROUND_COLOR, white, CASCADE_HINT, false);
}

static void
put_hints(struct cascade *c, const struct element_attributes *a)
{
    if (element_has(a, ATTRIBUTE_POPOVER))
        put_popover(c, a);
    else if (c->element == ELEMENT_DIALOG && element_has(a, ATTRIBUTE_OPEN))
        put_dialog(c, a);
    if (c->element == ELEMENT_FONT) {
        put_legacy_color(c, element_value(a, ATTRIBUTE_COLOR), SLOT_COLOR);
        put_font_step(c, a);
    }
    int width;
    if (c->element == ELEMENT_TABLE &&
        element_number(a, ATTRIBUTE_WIDTH, &width))
        cascade_set(
            c, SLOT_WIDTH,
            (struct cascade_value){.kind = VALUE_PX, .number = (float)width},
            CASCADE_HINT, false);
    if (c->element == ELEMENT_BODY)
        put_legacy_color(c, element_value(a, ATTRIBUTE_TEXT), SLOT_COLOR);
    for (size_t i = 0; i < sizeof painted / sizeof *painted; i++) {
        if (c->element != painted[i])
            continue;
        put_legacy_color(c, element_value(a, ATTRIBUTE_BGCOLOR),
                         SLOT_BACKGROUND_COLOR);
        if (element_has(a, ATTRIBUTE_BACKGROUND))
            cascade_set(c, SLOT_BACKGROUND_IMAGE,
                        (struct cascade_value){.kind = VALUE_HIDING},
                        CASCADE_HINT, false);
    }
    struct cascade_value link = {.kind = VALUE_SOLID,
                                 .color = {0, 0, 238, 255}};
    if (c->element == ELEMENT_A && element_has(a, ATTRIBUTE_HREF))
        cascade_set(c, SLOT_COLOR, link, CASCADE_HINT, false);
}

/* SVG's own attributes are declarations (SVG 2, 6.6). */
static void
put_drawing_hints(struct cascade *c, const struct element_attributes *a)
{
    static const struct {
        enum attribute attribute;
        const char *format;
    } hints[] = {
        {ATTRIBUTE_COLOR, "color:%.*s"},
        {ATTRIBUTE_FILL, "fill:%.*s"},
        {ATTRIBUTE_FONT_SIZE, "font-size:%.*s"},
        {ATTRIBUTE_OPACITY, "opacity:%.*s"},
        {ATTRIBUTE_VISIBILITY, "visibility:%.*s"},
        {ATTRIBUTE_DISPLAY, "display:%.*s"},
    };
    for (size_t i = 0; a != NULL && i < sizeof hints / sizeof *hints; i++) {
        const struct element_value *value =
            element_value(a, hints[i].attribute);
        char text[80];
        if (value == NULL)
            continue;
        int length = snprintf(text, sizeof text, hints[i].format,
                              value->length < 60 ? (int)value->length : 60,
                              (const char *)value->bytes);
        cascade_declare(c, (const uint8_t *)text, (size_t)length, CASCADE_HINT,
                        false);
        c->failed |= value->length >= 60;
    }
}

static void
put_browser_hints(struct cascade *c)
{
    for (unsigned i = 0; i < HINTS_MAX; i++) {
        enum cascade_slot slot = browser[c->element][i].slot;
        struct cascade_value value = browser[c->element][i].value;
        if (value.kind == VALUE_NOTHING)
            return;
        cascade_set(c, slot, value, CASCADE_HINT, false);
    }
}

void
cascade_begin(struct cascade *c, enum element element, enum element_space space,
              const struct element_attributes *a)
{
    clear(c);
    c->element = space == SPACE_HTML ? element : ELEMENT_UNKNOWN;
    c->is_text = space == SPACE_HTML && element == ELEMENT_UNKNOWN;
    c->is_text |= inline_elements[c->element];
    c->is_picture = space == SPACE_SVG && element == ELEMENT_SVG;
    c->is_picture |= pictures[c->element];
    put_browser_hints(c);
    if (space == SPACE_SVG)
        put_drawing_hints(c, a);
    if (a == NULL)
        return;
    if (space == SPACE_HTML)
        put_hints(c, a);
    const struct element_value *style = element_value(a, ATTRIBUTE_STYLE);
    if (style != NULL)
        cascade_declare(c, style->bytes, style->length, CASCADE_INLINE, false);
}

unsigned
cascade_values(const struct cascade *c, enum cascade_slot slot,
               struct cascade_value values[2])
{
    const struct cascade_entry *e = cascade_entry(c, slot);
    unsigned n = 0;
    if (e == NULL)
        return 0;
    if (e->sure.kind != VALUE_NOTHING)
        values[n++] = e->sure;
    if (e->doubtful.kind != VALUE_NOTHING &&
        e->doubtful_weight >> 61 >= e->weight >> 61)
        values[n++] = e->doubtful;
    return n;
}

/* Is the value what the slot has anyway? */
static bool
is_idle(enum cascade_slot slot, enum cascade_kind kind)
{
    static const enum cascade_slot counts[] = {
        SLOT_VISIBILITY,     SLOT_FONT_SIZE,    SLOT_LINE_HEIGHT,
        SLOT_COLOR,          SLOT_FILL,         SLOT_INK,
        SLOT_TEXT_INDENT,    SLOT_TOP,          SLOT_BOTTOM,
        SLOT_LETTER_SPACING, SLOT_WORD_SPACING, SLOT_WHITE_SPACE,
        SLOT_TEXT_SECURITY,  SLOT_DISPLAY};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] == slot)
            return false;
    return kind == VALUE_HARMLESS || kind == VALUE_INITIAL;
}

static void
pack_value(struct cascade_packed *p, enum cascade_slot slot,
           struct cascade_value value, bool doubtful)
{
    if (is_idle(slot, value.kind))
        return;
    if (p->count == sizeof p->settings / sizeof *p->settings) {
        p->failed = true;
        return;
    }
    p->settings[p->count].slot = (uint8_t)slot;
    p->settings[p->count].kind = (uint8_t)value.kind;
    p->settings[p->count].doubtful = doubtful;
    p->settings[p->count].color = value.color;
    p->settings[p->count].number = value.number;
    p->count++;
}

void
cascade_pack(const struct cascade *c, struct cascade_packed *p)
{
    p->element = (uint16_t)c->element;
    p->is_text = c->is_text;
    p->is_picture = c->is_picture;
    p->failed = c->failed;
    p->count = 0;
    for (uint64_t rest = c->set; rest != 0; rest &= rest - 1) {
        enum cascade_slot slot = (enum cascade_slot)__builtin_ctzll(rest);
        struct cascade_value values[2];
        unsigned n = cascade_values(c, slot, values);
        bool sure = cascade_is_sure(c, slot);
        for (unsigned k = 0; k < n; k++)
            pack_value(p, slot, values[k], k > 0 || !sure);
    }
}

void
cascade_unpack(const struct cascade_packed *p, struct cascade *c)
{
    clear(c);
    c->element = (enum element)p->element;
    c->is_text = p->is_text;
    c->is_picture = p->is_picture;
    c->failed = p->failed;
    c->is_empty = p->count == 0 && !p->failed;
    for (unsigned i = 0; i < p->count; i++) {
        struct cascade_value value = {
            .kind = (enum cascade_kind)p->settings[i].kind,
            .color = p->settings[i].color,
            .number = p->settings[i].number,
        };
        cascade_set(c, (enum cascade_slot)p->settings[i].slot, value, 0,
                    p->settings[i].doubtful);
    }
}
