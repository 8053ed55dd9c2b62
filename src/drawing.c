/* SPDX-License-Identifier: MIT */
#include "drawing.h"

#include <ctype.h>
#include <string.h>

/* As high as a letter is at a browser's own font size; half of it is read. */
enum { LETTER = 12, LINE = 20, PAGE = 900, UNBOUNDED = 500000000 };

static int
extent(const struct element_attributes *a, enum attribute attribute,
       int without)
{
    const struct element_value *value = element_value(a, attribute);
    int number;
    if (value == NULL || !element_number(a, attribute, &number))
        return without;
    if (memchr(value->bytes, '%', value->length) == NULL)
        return number;
    /* Of a page; of a height that nothing says it is none. */
    return attribute == ATTRIBUTE_WIDTH ? number * (PAGE / 100) : without;
}

static size_t
skip(const struct element_value *v, size_t at, const char *bytes)
{
    while (at < v->length && v->bytes[at] != 0 &&
           strchr(bytes, v->bytes[at]) != NULL)
        at++;
    return at;
}

/* Is it one number, in px? */
static bool
is_plain(const struct element_value *v)
{
    size_t at = skip(v, 0, " \t\n");
    at = skip(v, at, "+-");
    at = skip(v, at, "0123456789");
    if (at < v->length && v->bytes[at] == '.')
        at = skip(v, at + 1, "0123456789");
    if (v->length - at >= 2 && memcmp(v->bytes + at, "px", 2) == 0)
        at += 2;
    return skip(v, at, " \t\n") == v->length;
}

/* Where an element says it stands on an axis. A list places letter by letter,
 * and units are not computed: such an element counts as if it drew nothing. */
static bool
read_place(const struct element_attributes *a, enum attribute axis,
           struct hidden_own *own, int *place)
{
    const struct element_value *value = element_value(a, axis);
    if (value == NULL || value->length == 0)
        return false;
    if (!is_plain(value) && own->reason == HTML_SHOWN)
        own->reason = SMAC_HTML_ELEMENT;
    return element_number(a, axis, place);
}

/* Reads the integers of a list, without their fractions. */
static unsigned
read_integers(const struct element_value *value, int *numbers, unsigned most)
{
    unsigned count = 0;
    size_t i = 0;
    while (i < value->length && count < most) {
        bool minus = value->bytes[i] == '-';
        size_t first = i += minus;
        int n = 0;
        for (; i < value->length && isdigit(value->bytes[i]); i++)
            n = n > UNBOUNDED / 100 ? n : n * 10 + (value->bytes[i] - '0');
        if (i > first)
            numbers[count++] = minus ? -n : n;
        if (i > first && i < value->length && value->bytes[i] == '.')
            for (i++; i < value->length && isdigit(value->bytes[i]);)
                i++;
        else if (i == first && !minus)
            i++;
    }
    return count;
}

/* The size in px that CSS gives, if it is small; else UNBOUNDED. */
static int
styled_extent(const struct cascade_packed *css, enum cascade_slot size,
              enum cascade_slot most)
{
    enum { EM = 16, TENTH = 10 };
    int least = UNBOUNDED;
    for (unsigned i = 0; i < css->count; i++) {
        if (css->settings[i].slot != size && css->settings[i].slot != most)
            continue;
        enum cascade_kind kind = (enum cascade_kind)css->settings[i].kind;
        float n = css->settings[i].number;
        float px =
            kind == VALUE_PX                        ? n
            : kind == VALUE_EM || kind == VALUE_REM ? n * EM
            : kind == VALUE_HIDING || (kind == VALUE_PERCENT && n < TENTH)
                ? 0
                : (float)UNBOUNDED;
        if (px < (float)least)
            least = (int)px;
    }
    return least;
}

/* What CSS leaves of a drawing: shrunk, if it has coordinates of its own. */
static void
style_canvas(struct hidden_own *own)
{
    enum { SMALLEST = 4 };
    struct hidden_canvas *c = &own->canvas;
    int width = styled_extent(&own->css, SLOT_WIDTH, SLOT_MAX_WIDTH);
    int height = styled_extent(&own->css, SLOT_HEIGHT, SLOT_MAX_HEIGHT);
    if (!own->scaled) {
        c->right = width < c->right ? width : c->right;
        c->bottom = height < c->bottom ? height : c->bottom;
    } else if (width < (c->right - c->left) / SMALLEST ||
               height < (c->bottom - c->top) / SMALLEST) {
        c->right = c->left;
    }
}

/* The four numbers of a viewBox are the drawing's own coordinates. One that
 * cannot be read hides nothing. */
static struct hidden_canvas
canvas_of(const struct element_attributes *a)
{
    struct hidden_canvas all = {-UNBOUNDED, -UNBOUNDED, UNBOUNDED, UNBOUNDED};
    if (a == NULL)
        return all;
    const struct element_value *value = element_value(a, ATTRIBUTE_VIEWBOX);
    if (value == NULL)
        return (struct hidden_canvas){0, 0, extent(a, ATTRIBUTE_WIDTH, 300),
                                      extent(a, ATTRIBUTE_HEIGHT, 150)};
    int box[4];
    if (read_integers(value, box, 4) < 4 ||
        memchr(value->bytes, 'e', value->length) != NULL)
        return all;
    return (struct hidden_canvas){box[0], box[1], box[0] + box[2] + 1,
                                  box[1] + box[3] + 1};
}

/* A drawing of 5000 units on 500 px: 16 units are no letter any more. */
static bool
is_shrunk(const struct element_attributes *a)
{
    enum { LEAST = 4 };
    if (a == NULL)
        return false;
    const struct element_value *value = element_value(a, ATTRIBUTE_VIEWBOX);
    int box[4];
    int width = extent(a, ATTRIBUTE_WIDTH, PAGE);
    int height = extent(a, ATTRIBUTE_HEIGHT, UNBOUNDED);
    if (width <= 0 || height <= 0)
        return true;
    if (value == NULL || read_integers(value, box, 4) < 4)
        return false;
    width = width > PAGE ? PAGE : width;
    return width < box[2] / LEAST || height < box[3] / LEAST;
}

/* What holds text in a drawing; unknown elements are not drawn. */
static bool
is_drawn(const struct hidden_subject *subject)
{
    static const enum element drawn[] = {
        ELEMENT_SVG,  ELEMENT_A,     ELEMENT_FOREIGNOBJECT,
        ELEMENT_TEXT, ELEMENT_TSPAN,
    };
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        if (subject->element == drawn[i])
            return true;
    }
    return subject->length == 1 && subject->name != NULL &&
           subject->name[0] == 'g';
}

/* Does CSS move it, or take its box? */
static bool
is_moved(const struct cascade_packed *css)
{
    for (unsigned i = 0; i < css->count; i++) {
        enum cascade_slot slot = (enum cascade_slot)css->settings[i].slot;
        if (slot >= SLOT_TRANSFORM && slot <= SLOT_OFFSET)
            return true;
        if (slot == SLOT_DISPLAY &&
            css->settings[i].kind == (uint8_t)VALUE_NUMBER &&
            css->settings[i].number == (float)DISPLAY_CONTENTS)
            return true;
    }
    return false;
}

void
drawing_judge(const struct hidden_subject *subject, struct hidden_own *own)
{
    enum element element = subject->element;
    const struct element_attributes *a = subject->attributes;
    if (own->reason == HTML_SHOWN && !is_drawn(subject))
        own->reason = SMAC_HTML_ELEMENT;
    if (own->reason == HTML_SHOWN && is_moved(&own->css))
        own->reason = SMAC_CSS_HIDDEN;
    own->outlined = element == ELEMENT_SVG;
    own->scaled =
        own->outlined && a != NULL && element_has(a, ATTRIBUTE_VIEWBOX);
    own->lettered = element == ELEMENT_TEXT;
    own->linked = element == ELEMENT_A;
    own->is_span = element == ELEMENT_TSPAN;
    own->shown_anew = element == ELEMENT_FOREIGNOBJECT;
    if (own->outlined)
        own->canvas = canvas_of(a);
    if (own->outlined)
        style_canvas(own);
    if (own->outlined && is_shrunk(a) && own->reason == HTML_SHOWN)
        own->reason = SMAC_CSS_HIDDEN;
    /* It clips, and is of no size unless it says one. */
    int width = a == NULL ? 0 : extent(a, ATTRIBUTE_WIDTH, 0);
    int height = a == NULL ? 0 : extent(a, ATTRIBUTE_HEIGHT, 0);
    if (own->shown_anew && own->reason == HTML_SHOWN &&
        (width <= 0 || height < LINE))
        own->reason = SMAC_HTML_ELEMENT;
    if (own->shown_anew && own->reason == HTML_SHOWN)
        own->canvas =
            (struct hidden_canvas){0, 0, extent(a, ATTRIBUTE_X_AXIS, 0) + width,
                                   extent(a, ATTRIBUTE_Y_AXIS, 0) + height};
    if (a == NULL || (!own->outlined && !own->shown_anew &&
                      element != ELEMENT_TEXT && element != ELEMENT_TSPAN))
        return;
    bool x = read_place(a, ATTRIBUTE_X_AXIS, own, &own->x);
    bool y = read_place(a, ATTRIBUTE_Y_AXIS, own, &own->y);
    own->placed = x || y || own->lettered;
    /* <text> begins at 0, <tspan> goes on where it is. */
    own->x = x ? own->x : own->lettered ? 0 : HIDDEN_UNPLACED;
    own->y = y ? own->y : own->lettered ? 0 : HIDDEN_UNPLACED;
}

/* An axis that is not given says nothing. What stands left of the drawing may
 * reach into it; it is taken for hidden all the same. */
bool
drawing_leaves_out(const struct hidden_own *own,
                   const struct hidden_canvas *canvas)
{
    if (!own->placed)
        return false;
    bool x = own->x != HIDDEN_UNPLACED &&
             (own->x < canvas->left || own->x >= canvas->right);
    bool y =
        own->y != HIDDEN_UNPLACED && (own->y <= canvas->top + LETTER / 2 ||
                                      own->y >= canvas->bottom + LETTER / 2);
    return x || y;
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* A drawing in a drawing, and HTML in one, end where the outer one does. What a
 * viewBox makes of that is not computed: it counts as if it drew nothing. */
void
drawing_inherit(const struct hidden_own *own, const struct hidden_state *parent,
                struct hidden_state *s)
{
    const struct hidden_canvas *outer = &parent->canvas;
    bool inside = outer->left < outer->right;
    int x = own->placed && own->x != HIDDEN_UNPLACED ? own->x : 0;
    s->framed = parent->framed || own->shown_anew;
    if (own->shown_anew) {
        s->canvas.right = least(own->canvas.right, outer->right);
        s->canvas.bottom = least(own->canvas.bottom, outer->bottom);
    } else if (own->outlined && inside) {
        s->canvas.right = own->scaled
                              ? own->canvas.left
                              : least(own->canvas.right, outer->right - x);
    }
}
