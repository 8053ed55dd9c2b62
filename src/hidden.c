/* SPDX-License-Identifier: MIT */
#include "hidden.h"

#include <string.h>

#include "drawing.h"
#include "ground.h"

/* GitHub draws text at 16 px, and what is under 4 px nobody reads. In the
 * browser's view CSS says how large a font is. */
static const float shrunk_away = 0.25f;

/* What GitHub's style sheet makes of the size, nested again and again. */
static const struct {
    enum element element;
    float factor;
} shrinking[] = {
    {ELEMENT_SUB, 0.75f},  {ELEMENT_SUP, 0.75f}, {ELEMENT_SMALL, 0.9f},
    {ELEMENT_CODE, 0.85f}, {ELEMENT_TT, 0.85f},  {ELEMENT_SAMP, 0.85f},
    {ELEMENT_KBD, 0.68f},  {ELEMENT_H5, 0.87f},  {ELEMENT_H6, 0.85f},
    {ELEMENT_PRE, 0.85f},
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
    /* Without data an <object> draws its content, unless it is an image's. */
    {ELEMENT_OBJECT, WITH, ATTRIBUTE_DATA, SMAC_HTML_ELEMENT},
    {ELEMENT_OBJECT, WITH, ATTRIBUTE_TYPE, SMAC_HTML_ELEMENT},
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
    if (flags & (ELEMENT_IS_DROPPED | ELEMENT_IS_FILTERED))
        return SMAC_HTML_ELEMENT;
    if (space != SPACE_HTML)
        return HTML_SHOWN;
    /* Tables are blocks that scroll there, and `height` passes the sanitizer. */
    if (element == ELEMENT_TABLE && attributes != NULL &&
        element_number(attributes, ATTRIBUTE_HEIGHT, &height) && height < ROW)
        return SMAC_CSS_HIDDEN;
    return HTML_SHOWN;
}

/* A <legend> and a table that floats are as wide as what is in them, and this
 * moves them; a button has its text in the middle. */
static bool
leans(enum element e, const struct element_attributes *a)
{
    if (e == ELEMENT_BUTTON)
        return true;
    if (a == NULL || (e != ELEMENT_LEGEND && e != ELEMENT_TABLE))
        return false;
    return element_value_is(a, ATTRIBUTE_ALIGN, "right") ||
           (e == ELEMENT_LEGEND &&
            element_value_is(a, ATTRIBUTE_ALIGN, "center"));
}

/* `styled`: its style says whether, and is asked. */
static bool
is_unbroken(enum element e, const struct element_attributes *a, bool styled)
{
    if (a != NULL && element_has(a, ATTRIBUTE_NOWRAP))
        return true;
    return e == ELEMENT_NOBR || e == ELEMENT_XMP || e == ELEMENT_LISTING ||
           e == ELEMENT_PLAINTEXT || (e == ELEMENT_PRE && !styled);
}

/* px, and letters of a form's field. */
bool
hidden_is_wide(const struct element_attributes *a)
{
    enum { WIDE = 800, LONG = 60 };
    int n;
    return a != NULL &&
           ((element_number(a, ATTRIBUTE_WIDTH, &n) && n >= WIDE) ||
            (element_number(a, ATTRIBUTE_COLS, &n) && n >= LONG) ||
            (element_number(a, ATTRIBUTE_SIZE, &n) && n >= LONG));
}

/* How it stands among what is around it. */
static void
judge_place(enum element e, const struct element_attributes *a, bool styled,
            struct hidden_own *own)
{
    enum text_box box = element_info(e)->box;
    own->leans = leans(e, a);
    own->unbroken = is_unbroken(e, a, styled);
    int height;
    own->wide = hidden_is_wide(a);
    if (a != NULL && element_number(a, ATTRIBUTE_HEIGHT, &height))
        own->height = (float)height;
    own->is_cell = box == TEXT_CELL || box == TEXT_HEADER_CELL;
    own->is_row = e == ELEMENT_TR || e == ELEMENT_TABLE;
    own->is_beside = e == ELEMENT_CAPTION;
    own->is_block = text_is_block(box) && !own->is_cell;
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

static void
judge_style(struct sheet *sheet, const struct hidden_subject *subject,
            struct cascade_packed *css)
{
    struct precedents *precedents =
        sheet != NULL ? sheet_precedents(sheet) : NULL;
    struct cascade cascade;
    if (precedents != NULL &&
        precedents_recall(precedents, subject->element, subject->space,
                          subject->attributes, css))
        return;
    cascade_begin(&cascade, subject->element, subject->space,
                  subject->attributes);
    if (sheet != NULL)
        sheet_apply(sheet, subject->name, subject->length, subject->attributes,
                    &cascade);
    cascade_pack(&cascade, css);
    if (precedents != NULL)
        precedents_keep(precedents, subject->element, subject->space,
                        subject->attributes, css);
}

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
    if (!github && (attributes != NULL || styled || sized))
        judge_style(styled ? rules->sheet : NULL, subject, &own->css);
    if (!github && space == SPACE_HTML)
        judge_place(element, attributes, attributes != NULL || styled, own);
    own->wide |= element == ELEMENT_SVG && hidden_is_wide(attributes);
    if (space == SPACE_SVG && !github)
        drawing_judge(subject, own);
    /* MathML draws the text of tokens: <mi>, <mtext>, .... */
    own->wordless = space == SPACE_MATH && !github &&
                    !(element_info(element)->flags & ELEMENT_IS_MATH_POINT);
    own->is_formula = space == SPACE_MATH && !github;
    own->script = space == SPACE_MATH && !github ? script_of(subject) : 0;
    own->shrinks = github ? shrink_on_github(element) : 1;
    own->flat = github && (element == ELEMENT_SUB || element == ELEMENT_SUP ||
                           element == ELEMENT_PRE);
    own->monospaced = !github && space == SPACE_HTML && is_monospaced(element);
    if (space != SPACE_HTML && !github && attributes != NULL &&
        attributes->others && own->reason == HTML_SHOWN)
        own->reason = SMAC_HTML_ELEMENT;
    /* From right to left a drawing's text goes off its left edge. */
    own->leftward = attributes != NULL &&
                    element_has(attributes, ATTRIBUTE_DIR) &&
                    !element_value_is(attributes, ATTRIBUTE_DIR, "ltr");
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
    state->css.spreads = false;
    state->veiled = parent->veiled;
    if (rules->view != HTML_VIEW_BROWSER)
        return;
    bool left = own->is_beside || (own->is_block && state->css.on_text);
    bool declared = own->css.count > 0 || own->css.failed;
    if (left)
        ground_leave(&state->css);
    if (declared && rules->sheet != NULL) {
        precedents_inherit(sheet_precedents(rules->sheet), &own->css,
                           &state->css);
    } else if (declared) {
        struct cascade cascade;
        cascade_unpack(&own->css, &cascade);
        css_inherit(&cascade, &state->css);
    }
    if (left || declared || own->lettered)
        state->veiled = state->lettered ? css_hides_drawn(&state->css)
                                        : css_hides(&state->css);
}

/* What of the parent and of the element itself goes on inside. */
static struct hidden_state
state_inside(const struct hidden_own *own, const struct hidden_state *parent)
{
    return (struct hidden_state){
        .scale = parent->scale * own->shrinks,
        .flat = parent->flat || own->flat,
        .lettered = parent->lettered || own->lettered,
        .linked = own->linked || (parent->linked && !own->outlined),
        .leftward = parent->leftward || own->leftward,
        .monospaced = parent->monospaced || own->monospaced,
        .unbroken = parent->unbroken || own->unbroken,
        .in_row = parent->in_row || own->is_cell || parent->css.is_flex,
        .pictures = parent->pictures || own->pictures,
        .outlined = (parent->outlined || own->outlined) && !own->lettered &&
                    !own->shown_anew,
        .outside = parent->outside,
        .canvas = own->outlined ? own->canvas : parent->canvas,
    };
}

/* What the element itself adds to the CSS inside. */
static void
shape(const struct hidden_own *own, struct hidden_state *state)
{
    struct css_style *css = &state->css;
    if (own->script > 0) {
        css->font *= own->script;
        state->veiled = css_hides(css);
    }
    if (own->is_formula) {
        state->unbroken = css->clips = true;
        if (css->cut_width > CSS_WINDOW)
            css->cut_width = CSS_WINDOW;
    }
    css->leans |= own->leans;
    css->spreads |= own->wide && css->leans;
    state->unbroken |= (css->veils & CSS_UNBROKEN) != 0;
    state->leftward |= css->leftward;
}

/* A drawing in a drawing stands somewhere in the outer one. */
static bool
stands_outside(const struct hidden_own *own, const struct hidden_state *parent,
               const struct hidden_state *state)
{
    const struct hidden_canvas *around =
        own->outlined ? &parent->canvas : &state->canvas;
    bool in_another = around->left < around->right;
    return (in_another || !own->outlined) && drawing_leaves_out(own, around);
}

/* Is it in a place where elements of its kind are not drawn? */
static bool
is_undrawn(const struct hidden_own *own, const struct hidden_state *parent)
{
    return (own->is_span && parent->outlined) ||
           (own->linked && parent->linked) ||
           ((own->lettered || own->shown_anew) && parent->lettered) ||
           /* Where a block stands in a small box, and with a style of its own,
            * only a browser knows. */
           (parent->framed && (own->is_block || own->css.count > 0));
}

static int
verdict_inside(const struct hidden_own *own, const struct hidden_state *parent,
               const struct css_style *css)
{
    int verdict = own->summary ? parent->summary : parent->verdict;
    if (verdict == HTML_SHOWN)
        verdict = own->reason;
    if (verdict != HTML_SHOWN)
        return verdict;
    /* GitHub: no line height in <sub>, and in <pre> the width that a float
     * leaves; and a table cuts off what flows over. */
    if (parent->flat && own->is_table)
        return SMAC_CSS_HIDDEN;
    if (is_undrawn(own, parent))
        return SMAC_HTML_ELEMENT;
    return css->gone ? SMAC_CSS_HIDDEN : HTML_SHOWN;
}

static int
verdict_on_text(const struct hidden_own *own, const struct hidden_state *state)
{
    if (state->verdict != HTML_SHOWN)
        return state->verdict;
    if (state->pictures || state->outlined || state->outside || own->wordless ||
        (state->leftward && state->lettered))
        return SMAC_HTML_ELEMENT;
    bool small = state->monospaced &&
                 state->css.font * state->css.scale < CSS_MONOSPACED;
    return state->veiled || small || state->scale < shrunk_away
               ? SMAC_CSS_HIDDEN
               : HTML_SHOWN;
}

void
hidden_inherit(const struct hidden_rules *rules, const struct hidden_own *own,
               const struct hidden_state *parent, struct hidden_state *state)
{
    struct hidden_state page = {.verdict = HTML_SHOWN,
                                .text = HTML_SHOWN,
                                .summary = HTML_SHOWN,
                                .scale = 1};
    if (parent == NULL) {
        css_root(&page.css);
        parent = &page;
    }
    struct hidden_state s = state_inside(own, parent);
    inherit_css(rules, own, parent, &s);
    shape(own, &s);
    drawing_inherit(own, parent, &s);
    s.outside |= stands_outside(own, parent, &s);
    int verdict = verdict_inside(own, parent, &s.css);
    bool collapsed = own->collapsed && verdict == HTML_SHOWN;
    s.verdict = collapsed ? SMAC_DETAILS_COLLAPSED : verdict;
    bool drop = rules->details == SMAC_DETAILS_DROP;
    s.summary = own->collapsed && !drop ? verdict : s.verdict;
    s.text = verdict_on_text(own, &s);
    *state = s;
}
