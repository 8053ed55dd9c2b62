/* SPDX-License-Identifier: MIT */
#include "hidden.h"

#include <ctype.h>
#include <string.h>

/* GitHub draws text at 16 px, and what is under 4 px nobody reads. In the
 * browser's view CSS says how large a font is. */
static const float shrunk_away = 0.25f;

/* What GitHub's style sheet makes of the size, nested again and again. */
static const struct {
    enum element element;
    float factor;
} shrinking[] = {
    {ELEMENT_SUB, 0.75f},  {ELEMENT_SUP, 0.75f},  {ELEMENT_SMALL, 0.9f},
    {ELEMENT_CODE, 0.85f}, {ELEMENT_TT, 0.85f},   {ELEMENT_SAMP, 0.85f},
    {ELEMENT_KBD, 0.68f},  {ELEMENT_H5, 0.87f},   {ELEMENT_H6, 0.85f},  {ELEMENT_PRE, 0.85f},
};

enum when { WITH, WITHOUT };

/* Elements that hide only with, or only without, an attribute. */
struct rule {
    enum element element; /* ELEMENT_UNKNOWN: any */
    enum when when;
    enum attribute attribute;
    enum smac_reason reason;
};

static const struct rule browser_rules[] = {
    /* Any value hides: hidden="false", hidden="until-found". In SVG and
     * MathML the attribute means nothing, but renderers differ. */
    {ELEMENT_UNKNOWN, WITH, ATTRIBUTE_HIDDEN, SMAC_HTML_HIDDEN},
    {ELEMENT_UNKNOWN, WITH, ATTRIBUTE_POPOVER, SMAC_HTML_HIDDEN},
    /* In an element with a shadow tree of the browser's, such as <marquee>. */
    {ELEMENT_UNKNOWN, WITH, ATTRIBUTE_SLOT, SMAC_HTML_HIDDEN},
    /* Links in the colour of the page. */
    {ELEMENT_BODY, WITH, ATTRIBUTE_LINK, SMAC_CSS_HIDDEN},
    {ELEMENT_DIALOG, WITHOUT, ATTRIBUTE_OPEN, SMAC_HTML_HIDDEN},
    /* Without data an <object> draws its content. */
    {ELEMENT_OBJECT, WITH, ATTRIBUTE_DATA, SMAC_HTML_ELEMENT},
};

static int
judge_in_browser(enum element element, enum element_space space,
                 const struct element_attributes *attributes)
{
    static const unsigned hides[] = {
        [SPACE_HTML] = ELEMENT_HIDES,
        [SPACE_SVG] = ELEMENT_HIDES_IN_SVG,
        [SPACE_MATH] = ELEMENT_HIDES_IN_MATH,
    };
    if (element_info(element)->flags & hides[space])
        return SMAC_HTML_ELEMENT;
    /* Outside of a <select>, too, what it draws is a shadow tree's affair. */
    if (element == ELEMENT_OPTION && space == SPACE_HTML)
        return SMAC_HTML_ELEMENT;
    if (attributes == NULL)
        return HTML_SHOWN;
    for (size_t i = 0; i < sizeof browser_rules / sizeof *browser_rules; i++) {
        const struct rule *rule = &browser_rules[i];
        if (rule->element != ELEMENT_UNKNOWN &&
            (rule->element != element || space != SPACE_HTML))
            continue;
        if (element_has(attributes, rule->attribute) == (rule->when == WITH))
            return (int)rule->reason;
    }
    return HTML_SHOWN;
}

/* Raw text is not filtered when its tag is spelled so that cmark-gfm's
 * tagfilter misses it (<script/x>). What the sanitizer then makes of it
 * differs from element to element: none of it counts as seen. */
static int
judge_on_github(enum element element, enum element_space space,
                const struct element_attributes *attributes)
{
    enum { ROW = 20 }; /* px */
    unsigned flags = element_info(element)->flags;
    int height;
    if (space != SPACE_HTML)
        return HTML_SHOWN;
    if (flags & (ELEMENT_IS_DROPPED | ELEMENT_IS_FILTERED))
        return SMAC_HTML_ELEMENT;
    /* Tables are blocks that scroll there, and `height` passes the sanitizer. */
    if (element == ELEMENT_TABLE && attributes != NULL &&
        element_number(attributes, ATTRIBUTE_HEIGHT, &height) && height < ROW)
        return SMAC_CSS_HIDDEN;
    return HTML_SHOWN;
}

/* Browsers take 13 px for 16 in a monospaced font, but once. */
static bool
is_monospaced(enum element e)
{
    return e == ELEMENT_CODE || e == ELEMENT_KBD || e == ELEMENT_PRE ||
           e == ELEMENT_SAMP || e == ELEMENT_TT || e == ELEMENT_XMP ||
           e == ELEMENT_LISTING || e == ELEMENT_PLAINTEXT;
}

static float
shrink_on_github(enum element element)
{
    for (size_t i = 0; i < sizeof shrinking / sizeof *shrinking; i++) {
        if (shrinking[i].element == element)
            return shrinking[i].factor;
    }
    return 1;
}

/* ---- SVG: <text x="5000"> is text that nobody sees ----------------------- */

/* As high as a letter is at a browser's own font size; half of it is read. */
enum { LETTER = 12, LINE = 20, UNBOUNDED = 500000000 };

static int
extent(const struct element_attributes *a, enum attribute attribute,
       int without)
{
    const struct element_value *value = element_value(a, attribute);
    int number;
    if (value == NULL || !element_number(a, attribute, &number))
        return without;
    return memchr(value->bytes, '%', value->length) != NULL ? UNBOUNDED
                                                            : number;
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
        float px = kind == VALUE_PX                       ? n
                   : kind == VALUE_EM || kind == VALUE_REM ? n * EM
                   : kind == VALUE_HIDING ||
                           (kind == VALUE_PERCENT && n < TENTH)
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
    enum { PAGE = 900, LEAST = 4 };
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

static void
judge_in_svg(const struct hidden_subject *subject, struct hidden_own *own)
{
    enum element element = subject->element;
    const struct element_attributes *a = subject->attributes;
    if (own->reason == HTML_SHOWN && !is_drawn(subject))
        own->reason = SMAC_HTML_ELEMENT;
    own->outlined = element == ELEMENT_SVG;
    own->scaled = own->outlined && a != NULL && element_has(a, ATTRIBUTE_VIEWBOX);
    own->lettered = element == ELEMENT_TEXT;
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
        own->canvas = (struct hidden_canvas){
            0, 0, extent(a, ATTRIBUTE_X_AXIS, 0) + width,
            extent(a, ATTRIBUTE_Y_AXIS, 0) + height};
    if (a == NULL || (!own->outlined && !own->shown_anew &&
                      element != ELEMENT_TEXT && element != ELEMENT_TSPAN))
        return;
    bool x = element_number(a, ATTRIBUTE_X_AXIS, &own->x);
    bool y = element_number(a, ATTRIBUTE_Y_AXIS, &own->y);
    own->placed = x || y || own->lettered;
    /* <text> begins at 0, <tspan> goes on where it is. */
    own->x = x ? own->x : own->lettered ? 0 : HIDDEN_UNPLACED;
    own->y = y ? own->y : own->lettered ? 0 : HIDDEN_UNPLACED;
}

/* An axis that is not given says nothing. What stands left of the drawing may
 * reach into it; it is taken for hidden all the same. */
static bool
is_outside(const struct hidden_own *own, const struct hidden_canvas *canvas)
{
    if (!own->placed)
        return false;
    bool x = own->x != HIDDEN_UNPLACED &&
             (own->x < canvas->left || own->x >= canvas->right);
    bool y = own->y != HIDDEN_UNPLACED &&
             (own->y <= canvas->top || own->y >= canvas->bottom + LETTER / 2);
    return x || y;
}

/* ---- MathML -------------------------------------------------------------- */

/* Elements with children of a smaller size, by how much. Which children is not
 * computed. */
static float
script_of(const struct hidden_subject *subject)
{
    static const struct {
        const char *name;
        float factor;
    } scripts[] = {
        {"mfrac", 0.71f},   {"mmultiscripts", 0.71f}, {"mover", 0.71f},
        {"mroot", 0.5f},    {"msub", 0.71f},          {"msup", 0.71f},
        {"msubsup", 0.71f}, {"munder", 0.71f},        {"munderover", 0.71f},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (subject->name != NULL &&
            strlen(scripts[i].name) == subject->length &&
            memcmp(subject->name, scripts[i].name, subject->length) == 0)
            return scripts[i].factor;
    }
    return 0;
}

/* ---- the two steps ------------------------------------------------------- */

void
hidden_judge(const struct hidden_rules *rules,
             const struct hidden_subject *subject, struct hidden_own *own)
{
    enum element element = subject->element;
    enum element_space space = subject->space;
    const struct element_attributes *attributes = subject->attributes;
    bool styled = rules->sheet != NULL && !sheet_is_empty(rules->sheet);
    bool github = rules->view == HTML_VIEW_GITHUB;
    memset(own, 0, offsetof(struct hidden_own, css.settings));
    own->reason = github ? judge_on_github(element, space, attributes)
                         : judge_in_browser(element, space, attributes);
    /* The small headings, markdown's too, have a size of their own. */
    bool sized = element == ELEMENT_H5 || element == ELEMENT_H6;
    if (!github && (attributes != NULL || styled || sized)) {
        struct cascade cascade;
        cascade_begin(&cascade, element, space, attributes);
        if (styled)
            sheet_apply(rules->sheet, subject->name, subject->length,
                        attributes, &cascade);
        cascade_pack(&cascade, &own->css);
    }
    if (space == SPACE_SVG && !github)
        judge_in_svg(subject, own);
    /* MathML draws the text of tokens: <mi>, <mtext>, .... */
    own->wordless = space == SPACE_MATH && !github &&
                    !(element_info(element)->flags & ELEMENT_IS_MATH_POINT);
    own->script = space == SPACE_MATH && !github ? script_of(subject) : 0;
    own->shrinks = github ? shrink_on_github(element) : 1;
    own->flat = github && (element == ELEMENT_SUB || element == ELEMENT_SUP);
    own->monospaced = !github && space == SPACE_HTML && is_monospaced(element);
    if (space != SPACE_HTML && !github && attributes != NULL &&
        attributes->others && own->reason == HTML_SHOWN)
        own->reason = SMAC_HTML_ELEMENT;
    /* From right to left a drawing's text goes off its left edge. */
    own->leftward = attributes != NULL && element_has(attributes, ATTRIBUTE_DIR) &&
                    !element_value_is(attributes, ATTRIBUTE_DIR, "ltr");
    enum text_box box = element_info(element)->box;
    own->is_block = space == SPACE_HTML && text_is_block(box) &&
                    box != TEXT_CELL && box != TEXT_HEADER_CELL;
    if (space != SPACE_HTML)
        return;
    own->is_table = element == ELEMENT_TABLE;
    own->pictures = github && element == ELEMENT_PICTURE;
    own->collapsed =
        element == ELEMENT_DETAILS && rules->details != SMAC_DETAILS_EXPAND &&
        (attributes == NULL || !element_has(attributes, ATTRIBUTE_OPEN) ||
         element_has(attributes, ATTRIBUTE_NAME)); /* one of a group */
}

bool
hidden_shrinks(enum element element)
{
    return shrink_on_github(element) < 1;
}

void
hidden_copy(struct hidden_own *to, const struct hidden_own *from)
{
    memcpy(to, from,
           offsetof(struct hidden_own, css.settings) +
               from->css.count * sizeof from->css.settings[0]);
}

/* GitHub drops `style`; an element without declarations is as its parent. */
static void
inherit_css(const struct hidden_rules *rules, const struct hidden_own *own,
            const struct hidden_state *parent, struct hidden_state *state)
{
    state->css = parent->css;
    state->css.pushed = 0;
    state->veiled = parent->veiled;
    /* Text in a drawing is black at first, whatever the colour around is. */
    if (own->outlined && parent->canvas.left == parent->canvas.right) {
        state->css.filled = true;
        state->css.fill = COLOR_BLACK;
        state->veiled = css_hides(&state->css);
    }
    if (rules->view != HTML_VIEW_BROWSER ||
        (own->css.count == 0 && !own->css.failed))
        return;
    struct cascade cascade;
    cascade_unpack(&own->css, &cascade);
    css_inherit(&cascade, &state->css);
    state->veiled = css_hides(&state->css);
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* A drawing in a drawing, and HTML in one, end where the outer one does. What a
 * viewBox makes of that is not computed: it counts as if it drew nothing. */
static void
draw_in_drawing(const struct hidden_own *own, const struct hidden_state *parent,
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

void
hidden_inherit(const struct hidden_rules *rules, const struct hidden_own *own,
               const struct hidden_state *parent, struct hidden_state *state)
{
    struct hidden_state page = {
        .verdict = HTML_SHOWN, .text = HTML_SHOWN, .summary = HTML_SHOWN, .scale = 1};
    if (parent == NULL) {
        css_root(&page.css);
        parent = &page;
    }
    int verdict = own->summary ? parent->summary : parent->verdict;
    if (verdict == HTML_SHOWN)
        verdict = own->reason;
    bool outlined = (parent->outlined || own->outlined) && !own->lettered &&
                    !own->shown_anew;
    struct hidden_state s = {
        .verdict = verdict,
        .scale = parent->scale * own->shrinks,
        .flat = parent->flat || own->flat,
        .lettered = parent->lettered || own->lettered,
        .monospaced = parent->monospaced || own->monospaced,
        .pictures = parent->pictures || own->pictures,
        .outlined = outlined,
        .canvas = own->outlined ? own->canvas : parent->canvas,
    };
    inherit_css(rules, own, parent, &s);
    if (own->script > 0) {
        s.css.font *= own->script;
        s.veiled = css_hides(&s.css);
    }
    draw_in_drawing(own, parent, &s);
    s.leftward = parent->leftward || own->leftward || s.css.leftward;
    /* GitHub: no line height in <sub>, and a table cuts off what flows over. */
    bool cut = parent->flat && own->is_table;
    bool undrawn = (own->is_span && parent->outlined) ||
                   (own->lettered && parent->lettered);
    if (verdict == HTML_SHOWN && cut)
        s.verdict = verdict = SMAC_CSS_HIDDEN;
    /* Where a block stands in a small box, and with a style of its own, only a
     * browser knows. */
    undrawn |= parent->framed && (own->is_block || own->css.count > 0);
    if (verdict == HTML_SHOWN && undrawn)
        s.verdict = verdict = SMAC_HTML_ELEMENT;
    if (s.css.gone && verdict == HTML_SHOWN)
        s.verdict = verdict = SMAC_CSS_HIDDEN;
    /* A drawing in a drawing stands somewhere in the outer one. */
    const struct hidden_canvas *around =
        own->outlined ? &parent->canvas : &s.canvas;
    bool in_another = around->left < around->right;
    s.outside = parent->outside ||
                ((in_another || !own->outlined) && is_outside(own, around));
    if (own->collapsed && verdict == HTML_SHOWN)
        s.verdict = SMAC_DETAILS_COLLAPSED;
    bool drop = rules->details == SMAC_DETAILS_DROP;
    s.summary = own->collapsed && !drop ? verdict : s.verdict;
    s.text = s.verdict;
    if (s.text == HTML_SHOWN && (s.pictures || s.outlined || s.outside || own->wordless ||
                                (s.leftward && s.lettered)))
        s.text = SMAC_HTML_ELEMENT;
    bool small = s.monospaced && s.css.font * s.css.scale < CSS_MONOSPACED;
    if (s.text == HTML_SHOWN && (s.veiled || small || s.scale < shrunk_away))
        s.text = SMAC_CSS_HIDDEN;
    *state = s;
}
