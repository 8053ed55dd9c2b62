/* SPDX-License-Identifier: MIT */
#include "css.h"

#include "computed.h"
#include "cover.h"
#include "ground.h"
#include "lean.h"
#include "room.h"

/* Where seen ends. A page cuts off what is left of it or above. */
enum {
    FAR_BELOW = 500,  /* px from the window's lower edge upwards */
    FAR_AFTER = 1000, /* px to the right or below */
    TENTH = 10,
};
#define OPACITY_LEAST 0.05f
#define SCALE_LEAST   0.001f
/* em of a line: one that is lower or higher moves its text out of a box that
 * cuts off. */
#define LINE_UP    12 /* px */
#define LINE_LEAST 0.5f
#define LINE_MOST  2.5f

/* Most declarations are about one thing: what the others say is asked only
 * where they say something. */
#define SLOT_BIT(slot) ((uint64_t)1 << (slot))
#define SLOTS_FROM_TO(first, last)                                             \
    ((SLOT_BIT(last) << 1) - SLOT_BIT(first)) /* not for the last slot */

enum { FIRST_VEIL = SLOT_TEXT_INDENT, LAST_VEIL = SLOT_TEXT_SECURITY };
static const uint64_t veil_slots =
    SLOTS_FROM_TO(FIRST_VEIL, LAST_VEIL) | SLOT_BIT(SLOT_VISIBILITY) |
    SLOT_BIT(SLOT_LINE_HEIGHT) | SLOT_BIT(SLOT_ANCHOR);
static const uint64_t paint_slots =
    SLOTS_FROM_TO(SLOT_COLOR, SLOT_BACKGROUND_IMAGE);
static const uint64_t place_slots =
    SLOTS_FROM_TO(SLOT_POSITION, SLOT_MARGIN_BOTTOM) |
    SLOTS_FROM_TO(SLOT_TRANSFORM, SLOT_OFFSET) | SLOT_BIT(SLOT_Z_INDEX);
static const uint64_t move_slots =
    SLOTS_FROM_TO(SLOT_LEFT, SLOT_MARGIN_BOTTOM) | SLOT_BIT(SLOT_Z_INDEX);
static const uint64_t over_slots =
    SLOT_BIT(SLOT_OUTLINE) | SLOT_BIT(SLOT_BORDER) |
    SLOT_BIT(SLOT_PADDING_TOP) | SLOT_BIT(SLOT_MARGIN_LEFT) |
    SLOT_BIT(SLOT_MARGIN_RIGHT) | SLOT_BIT(SLOT_MARGIN_TOP) |
    SLOT_BIT(SLOT_MARGIN_BOTTOM);
static const uint64_t box_slots = SLOTS_FROM_TO(SLOT_OVERFLOW_X, SLOT_CONTAIN);
static const uint64_t room_slots = SLOTS_FROM_TO(SLOT_WIDTH, SLOT_COLUMNS);
static const uint64_t lean_slots =
    SLOTS_FROM_TO(SLOT_POSITION, SLOT_BOTTOM) |
    SLOTS_FROM_TO(SLOT_WIDTH, SLOT_COLUMNS) |
    SLOTS_FROM_TO(SLOT_TRANSFORM, SLOT_SCALE) | SLOT_BIT(SLOT_ALIGN) |
    SLOTS_FROM_TO(SLOT_MARGIN_LEFT, SLOT_WORD_SPACING) |
    SLOTS_FROM_TO(SLOT_TRANSLATE, SLOT_PERSPECTIVE) | SLOT_BIT(SLOT_BORDER) |
    SLOT_BIT(SLOT_CONTAIN) | SLOT_BIT(SLOT_FILTER);

void
css_root(struct css_style *s)
{
    *s = (struct css_style){
        .font = 16,
        .em = 16,
        .root = 16,
        .scale = 1,
        .opacity = 1,
        .cut_width = CSS_UNCUT,
        .cut_height = CSS_UNCUT,
        .room_width = CSS_UNCUT,
        .room_height = CSS_UNCUT,
        .colors = 1,
        .backgrounds = 1,
        .grounds = 1,
        .color = {COLOR_BLACK},
        .background = {COLOR_WHITE},
        .ground = {COLOR_WHITE},
        .ink = COLOR_BLACK,
    };
}

/* Sets, clears or keeps a veil. */
static void
draw_veil(const struct cascade *c, enum cascade_slot slot, enum css_veil veil,
          struct css_style *s, bool hides)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    /* A rule that is not certain leaves what was inherited possible. */
    bool inherits = !cascade_is_sure(c, slot);
    for (unsigned i = 0; i < n; i++) {
        hides |= v[i].kind == VALUE_HIDING;
        inherits |= v[i].kind == VALUE_INHERIT;
    }
    hides |= inherits && (s->veils & veil);
    s->veils = (uint16_t)(hides ? s->veils | veil : s->veils & ~veil);
}

static void
compute_font(const struct cascade *c, struct css_style *s)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, SLOT_FONT_SIZE, v);
    float size = s->font;
    float most = s->em;
    for (unsigned i = 0; i < n; i++) {
        float one = v[i].kind == VALUE_HIDING    ? 0
                    : v[i].kind == VALUE_INHERIT ? s->font
                    : computed_is_length(v[i])   ? computed_px(v[i], s, s->font)
                                                 : 16;
        bool sure = n == 1 && cascade_is_sure(c, SLOT_FONT_SIZE);
        if ((i == 0 && cascade_is_sure(c, SLOT_FONT_SIZE)) || one < size)
            size = one;
        if ((sure && v[i].kind != VALUE_HIDING) || one > most)
            most = one;
    }
    s->em = most < 1e6f ? most : 1e6f;
    s->font = size < 0 ? s->font : size < 1e6f ? size : 1e6f;
    if (c->element == ELEMENT_HTML)
        s->root = s->font;
}

static void
compute_veils(const struct cascade *c, struct css_style *s)
{
    float em = s->font;
    draw_veil(c, SLOT_VISIBILITY, CSS_INVISIBLE, s, false);
    draw_veil(c, SLOT_TEXT_SECURITY, CSS_MASKED, s, false);
    draw_veil(c, SLOT_WHITE_SPACE, CSS_UNBROKEN, s, false);
    draw_veil(c, SLOT_LETTER_SPACING, CSS_SPACED, s,
              computed_beyond(c, SLOT_LETTER_SPACING, s, -0.25f * em, 10 * em));
    draw_veil(c, SLOT_WORD_SPACING, CSS_SPREAD, s,
              computed_beyond(c, SLOT_WORD_SPACING, s, -em, 40 * em));
    draw_veil(c, SLOT_TEXT_INDENT, CSS_INDENTED, s,
              computed_beyond(c, SLOT_TEXT_INDENT, s, -CSS_FAR, FAR_AFTER));
    draw_veil(c, SLOT_ANCHOR, CSS_ANCHORED, s,
              computed_beyond(c, SLOT_LETTER_SPACING, s, -1, 1) ||
                  computed_beyond(c, SLOT_WORD_SPACING, s, -1, 1));
    struct cascade_value v[2];
    unsigned n = cascade_values(c, SLOT_LINE_HEIGHT, v);
    bool low = false;
    bool flat = false;
    for (unsigned i = 0; i < n; i++) {
        if (!computed_is_length(v[i]))
            continue;
        low |= computed_px(v[i], s, em) < LINE_LEAST * em;
        flat |= computed_px(v[i], s, em) > LINE_MOST * em;
    }
    flat |= low;
    draw_veil(c, SLOT_LINE_HEIGHT, CSS_FLAT, s, flat);
    if (!flat || !c->is_text)
        draw_veil(c, SLOT_LINE_HEIGHT, CSS_OVERLAID, s, low);
}

static void
compute_color(const struct cascade *c, struct css_style *s)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, SLOT_COLOR, v);
    const struct css_style parent = *s;
    if (n > 0)
        s->veils &= (uint16_t)~CSS_UNSURE_COLOR;
    for (unsigned i = 0; i < n; i++) {
        bool inherits =
            v[i].kind == VALUE_INHERIT || v[i].kind == VALUE_CURRENT;
        if (v[i].kind == VALUE_HIDING || (inherits && parent.colors > 1) ||
            (inherits && (parent.veils & CSS_UNSURE_COLOR)))
            s->veils |= CSS_UNSURE_COLOR;
        s->color[i] = inherits                   ? parent.color[0]
                      : v[i].kind == VALUE_SOLID ? v[i].color
                                                 : COLOR_BLACK;
        s->colors = (uint8_t)(i + 1);
    }
    /* A rule that is not certain leaves what was inherited possible. */
    if (n == 1 && !cascade_is_sure(c, SLOT_COLOR)) {
        s->color[1] = parent.color[0];
        s->colors = 2;
        if (parent.colors > 1)
            s->veils |= CSS_UNSURE_COLOR;
        s->veils |= parent.veils & CSS_UNSURE_COLOR;
    }
}

/* Of text, or of a drawing's text; true if it is a colour of its own. */
static bool
compute_fill(const struct cascade *c, enum cascade_slot slot,
             enum css_veil veil, bool filled, struct color *fill,
             struct css_style *s)
{
    struct cascade_value v[2];
    unsigned n = cascade_values(c, slot, v);
    if (n == 0)
        return filled;
    bool unsure = (s->veils & veil) != 0;
    s->veils &= (uint16_t)~veil;
    const struct cascade_entry *e = cascade_entry(c, slot);
    if (e->doubtful.kind != VALUE_NOTHING || v[0].kind == VALUE_HIDING ||
        (v[0].kind == VALUE_INHERIT && unsure))
        s->veils = (uint16_t)(s->veils | veil);
    if (v[0].kind == VALUE_SOLID)
        *fill = v[0].color;
    return v[0].kind == VALUE_INHERIT ? filled : v[0].kind == VALUE_SOLID;
}

/* A drawing is black at first, whatever the text around it is. */
static void
compute_fills(const struct cascade *c, struct css_style *s)
{
    struct cascade_value v[2];
    s->filled =
        compute_fill(c, SLOT_FILL, CSS_UNSURE_FILL, s->filled, &s->fill, s);
    if (compute_fill(c, SLOT_INK, CSS_UNSURE_INK, true, &s->ink, s))
        return;
    bool initial =
        cascade_values(c, SLOT_INK, v) > 0 && v[0].kind == VALUE_INITIAL;
    s->ink = initial ? COLOR_BLACK : s->color[0];
    if (!initial && (s->colors > 1 || (s->veils & CSS_UNSURE_COLOR)))
        s->veils |= CSS_UNSURE_INK;
}

static bool
is_moved_away(const struct cascade *c, const struct css_style *s,
              float position, bool is_box)
{
    static const enum cascade_slot margins[] = {
        SLOT_MARGIN_LEFT, SLOT_MARGIN_RIGHT, SLOT_MARGIN_TOP,
        SLOT_MARGIN_BOTTOM};
    for (unsigned i = 0; i < (is_box ? 4 : 2); i++)
        if (computed_beyond(c, margins[i], s, i < 2 ? -CSS_FAR : -CSS_FAR_UP,
                            i == 0 ? FAR_AFTER : 1e9f))
            return true;
    if (position >= POSITION_STATIC)
        return false;
    return computed_beyond(c, SLOT_LEFT, s, -CSS_FAR, FAR_AFTER) ||
           computed_beyond(c, SLOT_RIGHT, s, -CSS_FAR, FAR_AFTER) ||
           computed_beyond(c, SLOT_TOP, s, -CSS_FAR_UP, 20 * FAR_AFTER) ||
           computed_beyond(c, SLOT_BOTTOM, s, -CSS_FAR, FAR_BELOW) ||
           computed_hides(c, SLOT_Z_INDEX);
}

/* Is that side put 30 to 70 per cent into its container? */
static bool
is_centred(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value v[2];
    return cascade_is_sure(c, slot) && cascade_values(c, slot, v) == 1 &&
           v[0].kind == VALUE_PERCENT && v[0].number >= 30 && v[0].number <= 70;
}

/* Is it moved back by part of its own size, and not to be centred? */
static bool
is_shifted_away(const struct cascade *c, enum cascade_slot slot)
{
    struct cascade_value shift[2];
    unsigned n = cascade_values(c, slot, shift);
    bool moves = false;
    for (unsigned i = 0; i < n; i++)
        moves |= shift[i].kind == VALUE_PERCENT && shift[i].number < -TENTH;
    if (!moves || computed_least(c, SLOT_POSITION, POSITION_STATIC,
                                 POSITION_STATIC) >= POSITION_STATIC)
        return moves;
    return !is_centred(c, SLOT_LEFT) && !is_centred(c, SLOT_TOP);
}

/* Transforms and what else only boxes have. */
static void
compute_box(const struct cascade *c, struct css_style *s, bool cuts)
{
    static const enum cascade_slot factors[] = {SLOT_TRANSFORM, SLOT_ROTATE,
                                                SLOT_SCALE};
    bool moved = computed_hides(c, SLOT_TRANSLATE);
    bool flipped = false;
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        float factor = computed_least(c, factors[i], 1, 0);
        flipped ^= factor < 0;
        moved |= factor < 1 || factor > 1;
        s->scale *= factor < 0 ? -factor : factor;
    }
    s->gone |=
        is_shifted_away(c, SLOT_SHIFT) || is_shifted_away(c, SLOT_TRANSLATE);
    s->gone |= computed_hides(c, SLOT_TRANSLATE) ||
               computed_hides(c, SLOT_OFFSET) ||
               computed_hides(c, SLOT_CONTENT_VISIBILITY) ||
               computed_hides(c, SLOT_CONTAIN) ||
               computed_hides(c, SLOT_PERSPECTIVE) ||
               ((flipped || s->turned) && computed_hides(c, SLOT_BACKFACE)) ||
               (computed_hides(c, SLOT_TRANSFORM_ORIGIN) &&
                (moved || computed_is_set(c, SLOT_TRANSFORM) ||
                 computed_is_set(c, SLOT_ROTATE)));
    float x = computed_least(c, SLOT_OVERFLOW_X, OVERFLOW_FLOWS, OVERFLOW_CUTS);
    float y = computed_least(c, SLOT_OVERFLOW_Y, OVERFLOW_FLOWS, OVERFLOW_CUTS);
    float overflow = x < y ? x : y;
    float contain =
        computed_least(c, SLOT_CONTAIN, CONTAIN_NOTHING, CONTAIN_PAINT);
    if (contain <= CONTAIN_PAINT)
        overflow = OVERFLOW_CUTS;
    s->gone |= contain <= CONTAIN_SIZE && overflow < OVERFLOW_FLOWS &&
               contain > CONTAIN_PAINT;
    /* One line has room where the ground is as high as it. */
    bool spills = cuts && overflow > OVERFLOW_SCROLLS;
    s->gone |= room_is_too_small(c, s, spills ? OVERFLOW_SCROLLS : overflow);
    if (cuts)
        overflow = OVERFLOW_CUTS;
    s->clips |= overflow < OVERFLOW_SCROLLS;
    if (overflow < OVERFLOW_SCROLLS)
        room_cut(c, s);
    /* A page that does not scroll ends with its window (CSS Overflow 3, 3.4). */
    if (overflow < OVERFLOW_SCROLLS &&
        (c->element == ELEMENT_HTML || c->element == ELEMENT_BODY))
        lean_cut(s);
}

/* Elements that are boxes even with display: inline. */
static bool
is_boxed(enum element e)
{
    return e == ELEMENT_BUTTON || e == ELEMENT_SELECT ||
           e == ELEMENT_TEXTAREA || e == ELEMENT_LEGEND;
}

/* `cuts`: what flows over is not seen. */
static void
compute_gone(const struct cascade *c, struct css_style *s, bool cuts)
{
    static const enum cascade_slot alone[] = {SLOT_DISPLAY, SLOT_CLIP_PATH,
                                              SLOT_FILTER,  SLOT_BLEND,
                                              SLOT_MASK,    SLOT_ODD};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (c->set & SLOT_BIT(alone[i]))
            s->gone |= computed_hides(c, alone[i]);
    float display = computed_least(
        c, SLOT_DISPLAY, c->is_text ? DISPLAY_INLINE : DISPLAY_BLOCK, 0);
    float position =
        computed_least(c, SLOT_POSITION, POSITION_STATIC, POSITION_ABSOLUTE);
    bool is_box = display <= DISPLAY_BLOCK || s->is_flex ||
                  is_boxed(c->element) || position <= POSITION_ABSOLUTE ||
                  computed_least(c, SLOT_FLOAT, 1, FLOAT_SIDE) <= FLOAT_SIDE ||
                  computed_hides(c, SLOT_WRITING);
    s->gone |= display <= DISPLAY_NONE;
    s->absent |= cover_is_absent(c);
    if (position <= POSITION_ABSOLUTE)
        s->gone |= computed_hides(c, SLOT_CLIP);
    if (c->set & move_slots)
        s->gone |= is_moved_away(c, s, position, is_box);
    s->opacity *= computed_least(c, SLOT_OPACITY, 1, 0) *
                  computed_least(c, SLOT_FILTER, 1, 1);
    s->scale *= computed_least(c, SLOT_ZOOM, 1, 0);
    if (c->set & lean_slots)
        lean_take(c, s, position);
    if (s->cut_width < CSS_UNCUT || s->cut_height < CSS_UNCUT)
        room_take(c, s);
    if (is_box && ((c->set & box_slots) || cuts))
        compute_box(c, s, cuts);
    if (is_box && (c->set & room_slots))
        room_give(c, s);
    s->gone |=
        s->opacity <= OPACITY_LEAST || !(s->scale > SCALE_LEAST) || c->failed;
    if (s->scale > 1e6f)
        s->scale = 1e6f;
    if (display < DISPLAY_CONTENTS || display > DISPLAY_CONTENTS)
        s->is_flex = display <= DISPLAY_FLEX;
}

/* Does what it holds move out of the boxes around, or may those be too small to
 * be behind it? */
static bool
leaves_ground(const struct cascade *c)
{
    static const enum cascade_slot moves[] = {
        SLOT_FLOAT,  SLOT_LEFT,      SLOT_RIGHT,  SLOT_TOP,
        SLOT_BOTTOM, SLOT_TRANSFORM, SLOT_ROTATE, SLOT_SCALE,
        SLOT_SHIFT,  SLOT_TRANSLATE, SLOT_OFFSET, SLOT_WRITING};
    if (computed_least(c, SLOT_POSITION, POSITION_STATIC, POSITION_ABSOLUTE) <=
        POSITION_ABSOLUTE)
        return true;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (computed_counts(c, moves[i]))
            return true;
    return false;
}

/* Answers whether text that flows over the box is not seen: it would be of the
 * colour of what is there. Tables grow with what is in them. */
static bool
compute_ground(const struct cascade *c, struct css_style *s)
{
    static const uint64_t sizes = SLOT_BIT(SLOT_WIDTH) | SLOT_BIT(SLOT_HEIGHT) |
                                  SLOT_BIT(SLOT_MAX_WIDTH) |
                                  SLOT_BIT(SLOT_MAX_HEIGHT) |
                                  SLOT_BIT(SLOT_FLEX) | SLOT_BIT(SLOT_TRACKS);
    enum text_box box = element_info(c->element)->box;
    bool own = computed_is_set(c, SLOT_BACKGROUND_COLOR);
    bool sized = own && (c->set & sizes) && box != TEXT_CELL &&
                 box != TEXT_HEADER_CELL && box != TEXT_ROW;
    if (!own && s->grounds == 1 && !(c->set & SLOT_BIT(SLOT_BACKGROUND_IMAGE)))
        return false;
    if (leaves_ground(c))
        ground_leave(s);
    ground_lay(c, s);
    if (s->veils & CSS_INVISIBLE) /* nor is its background drawn */
        s->veils |= CSS_UNSURE_BACK;
    s->needs_ground = ground_is_needed(s);
    if (sized && !s->needs_ground)
        ground_leave(s);
    return sized && s->needs_ground;
}

/* Is the text of the colour of what is behind it? It could be blocks, and in
 * front of other text. */
static bool
is_unseen(const struct css_style *s)
{
    for (unsigned i = 0; i < (s->filled ? 1 : s->colors); i++)
        if (ground_swallows(s, s->filled ? s->fill : s->color[i]))
            return true;
    return false;
}

void
css_inherit(const struct cascade *c, struct css_style *s)
{
    s->drags = s->sinks = s->covers = s->spreads = false;
    s->pushed = 0;
    if (c->is_empty) {
        s->is_flex = false;
        return;
    }
    if (c->set & SLOT_BIT(SLOT_FONT_SIZE))
        compute_font(c, s);
    if (c->set & veil_slots)
        compute_veils(c, s);
    if (c->set & paint_slots) {
        compute_color(c, s);
        compute_fills(c, s);
    }
    bool was_flex = s->is_flex;
    compute_gone(c, s, compute_ground(c, s));
    bool upright = computed_hides(c, SLOT_WRITING);
    s->upright |= upright;
    /* Its lines may begin at the right, and leave a narrow box to the left. */
    s->gone |= upright && s->room_width < CSS_UNCUT;
    if (c->set & SLOT_BIT(SLOT_DIRECTION))
        s->leftward |= computed_hides(c, SLOT_DIRECTION);
    if (c->set & place_slots) {
        s->drags = cover_drags(c, s, was_flex);
        s->sinks = cover_sinks(c, s);
        s->lifted |= cover_is_lifted(c, s);
    }
    s->drawn_up |= cover_is_drawn_up(c, s, LINE_UP);
    if (cover_is_drawn_up(c, s, LINE_UP)) /* what is there may be dark */
        s->veils |= CSS_UNSURE_BACK;
    if (!s->absent && (s->lifted || (c->set & over_slots)))
        s->covers = cover_lies_over(c, s);
}

/* By how its text is hidden that is neither in a drawing nor outside of one. */
static bool
hides(const struct css_style *s, unsigned harmless)
{
    return s->gone || (s->veils & ~(harmless | CSS_UNBROKEN | CSS_FLAT)) != 0 ||
           ((s->veils & CSS_FLAT) && s->clips) ||
           s->font * s->scale < CSS_FONT_LEAST;
}

bool
css_hides(const struct css_style *s)
{
    unsigned harmless = CSS_UNSURE_INK;
    /* What is cut off below is not seen if it hangs below its line. */
    if (s->cut_height >= CSS_UNCUT)
        harmless |= CSS_ANCHORED;
    if (hides(s, harmless | (s->filled ? CSS_UNSURE_COLOR : 0)))
        return true;
    return is_unseen(s);
}

bool
css_hides_drawn(const struct css_style *s)
{
    return hides(s, CSS_UNSURE_COLOR | CSS_UNSURE_FILL) || s->upright ||
           ground_swallows(s, s->ink);
}
