/* SPDX-License-Identifier: MIT */
#include "harm.h"

#include <string.h>

/* What an element does to the text around it: see cover.h. The rest of its
 * parent moves along with it; what it covers may stand before it, and is for
 * the next look at the page. */
void
harm_around(struct tree *t, uint16_t parent, const struct css_style *style)
{
    struct stack *s = &t->stack;
    if (style->covers && s->notes != NULL)
        notes_cover(s->notes);
    if (!style->drags || parent == STACK_NONE)
        return;
    bool turned = stack_node(s, parent)->state.leftward ||
                  (s->notes != NULL && s->notes->bidi) || t->fostering;
    /* The rest of the line goes, whatever inline elements it is in, or, through
     * margins that collapse, of the page. */
    struct stack_node *around = stack_node(s, parent);
    while ((!around->special || style->sinks) && around->parent != STACK_NONE) {
        if (around->own.reason == HTML_SHOWN)
            around->own.reason = SMAC_CSS_HIDDEN;
        around = stack_node(s, around->parent);
    }
    /* From right to left it is what stands before that goes, and what is moved
     * out of a table comes before it. */
    if (turned && s->notes != NULL)
        notes_host(s->notes, around->ordinal, SMAC_HTML_HIDDEN);
    if (around->own.reason != HTML_SHOWN)
        return;
    around->own.reason = SMAC_CSS_HIDDEN;
    stack_refresh(s, 0);
}

/* Nothing of the element is certain to be seen: neither what comes, nor, which
 * is for the next look at the page, what came. */
static void
lose(struct tree *t, struct stack_node *node, enum smac_reason reason)
{
    struct stack *s = &t->stack;
    if (node->own.reason != HTML_SHOWN)
        return;
    if (s->notes != NULL)
        notes_host(s->notes, node->ordinal, reason);
    node->own.reason = (int)reason;
    stack_refresh(s, 0);
}

/* What leans, or rises, and has more in it than its room holds: which part of
 * it is off the page nobody knows, and it may be the first. */
void
harm_room(struct tree *t, uint16_t id)
{
    struct stack *s = &t->stack;
    struct stack_node *around = NULL;
    for (; id != STACK_NONE; id = stack_node(s, id)->parent) {
        struct stack_node *node = stack_node(s, id);
        const struct css_style *css = &node->state.css;
        if (css->leans || css->rises || css->clips || node->own.shown_anew)
            around = node;
    }
    if (around != NULL)
        lose(t, around,
             around->own.shown_anew ? SMAC_HTML_ELEMENT : SMAC_CSS_HIDDEN);
}

/* What a column paints is behind its cells, and they collapse with it. */
static void
note_column(struct tree *t, const struct hidden_own *own)
{
    struct stack *s = &t->stack;
    const struct cascade_packed *css = &own->css;
    int table = stack_last(s, ELEMENT_TABLE);
    bool does = css->failed;
    for (unsigned i = 0; i < css->count; i++)
        does |= css->settings[i].slot == SLOT_BACKGROUND_COLOR ||
                css->settings[i].slot == SLOT_BACKGROUND_IMAGE ||
                css->settings[i].slot == SLOT_VISIBILITY;
    if (does && table >= 0)
        lose(t, stack_at(s, (unsigned)table), SMAC_CSS_HIDDEN);
}

/* What <animate> makes of an element, and when, nobody here computes. */
static void
note_animation(struct tree *t, const struct tag *tag, uint16_t parent)
{
    struct stack *s = &t->stack;
    const struct element_attributes *a = &tag->attributes;
    lose(t, stack_node(s, parent), SMAC_HTML_ELEMENT);
    if (s->notes != NULL && (element_has(a, ATTRIBUTE_HREF) ||
                             element_has(a, ATTRIBUTE_XLINK_HREF)))
        notes_cover(s->notes);
}

/* Void elements have no state of their own, but a style can do harm. */
void
harm_void(struct tree *t, const struct tag *tag, uint16_t parent)
{
    struct stack *s = &t->stack;
    const struct hidden_subject subject = tree_subject(tag, SPACE_HTML);
    bool styled =
        s->rules->sheet != NULL || tag->element == ELEMENT_COL ||
        (!tag->made && element_has(&tag->attributes, ATTRIBUTE_STYLE));
    if (stack_node(s, parent)->state.css.leans && !tag->made &&
        hidden_is_wide(&tag->attributes))
        harm_room(t, parent);
    if (t->spilt && s->notes != NULL && cascade_is_picture(tag->element))
        notes_cover(s->notes);
    if (!styled || s->rules->view != HTML_VIEW_BROWSER)
        return;
    struct hidden_own own;
    struct hidden_state state;
    hidden_judge(s->rules, &subject, &own);
    harm_by_kind(t, tag, SPACE_HTML, &own, parent);
    hidden_inherit(s->rules, &own, &stack_node(s, parent)->state, &state);
    harm_around(t, parent, &state.css);
    if (state.css.spreads)
        harm_room(t, parent);
}

/* Does it paint in SVG, and is no text? */
static bool
is_shape(const struct tag *tag)
{
    static const char *const names[] = {
        "circle", "ellipse",  "foreignobject", "image", "line",
        "path",   "polyline", "polygon",       "rect",  "use",
    };
    const struct hidden_subject subject = tree_subject(tag, SPACE_SVG);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (subject.name != NULL && subject.length == strlen(names[i]) &&
            memcmp(subject.name, names[i], subject.length) == 0)
            return true;
    return false;
}

void
harm_drawing(struct tree *t, uint16_t id)
{
    struct stack *s = &t->stack;
    struct stack_node *drawing = NULL;
    for (; id != STACK_NONE; id = stack_node(s, id)->parent)
        if (stack_node(s, id)->own.outlined)
            drawing = stack_node(s, id);
    if (drawing != NULL)
        lose(t, drawing, SMAC_HTML_ELEMENT);
}

/* U+2580 to U+259F. */
static bool
has_blocks(const uint8_t *text, size_t length)
{
    const uint8_t *end = text + length;
    for (const uint8_t *c = text;
         (c = memchr(c, 0xE2, (size_t)(end - c))) != NULL; c++)
        if (end - c >= 3 && c[1] == 0x96 && c[2] <= 0x9F)
            return true;
    return false;
}

void
harm_letters(struct tree *t, const struct hidden_state *s, const uint8_t *text,
             size_t length)
{
    enum { LARGE = 40 }; /* px: of such letters a full stop is a block */
    const struct css_style *css = &s->css;
    t->spilt |= css->spills && s->text == HTML_SHOWN;
    if (!s->veiled || s->lettered || css->absent || t->stack.notes == NULL)
        return;
    bool large = css->font * css->scale >= LARGE;
    bool over = css->lifted || css->drawn_up || t->spilt;
    if ((large && over) || has_blocks(text, length))
        notes_cover(t->stack.notes);
}

/* What a shape is behind of, or in front of, nobody here computes: the
 * drawing's text counts as unseen. HTML is over the text that came before. */
static void
note_shape(struct tree *t, const struct tag *tag, uint16_t parent)
{
    const struct hidden_state *around = &stack_node(&t->stack, parent)->state;
    if (around->verdict == HTML_SHOWN && !around->lettered &&
        (tag->element != ELEMENT_FOREIGNOBJECT || t->lettered))
        harm_drawing(t, parent);
}

void
harm_by_kind(struct tree *t, const struct tag *tag, enum element_space space,
             const struct hidden_own *own, uint16_t parent)
{
    enum element e = tag->element;
    if (t->spilt && t->stack.notes != NULL &&
        (space == SPACE_SVG || cascade_is_picture(e)))
        notes_cover(t->stack.notes);
    if (space == SPACE_HTML && (e == ELEMENT_COL || e == ELEMENT_COLGROUP))
        note_column(t, own);
    else if (space == SPACE_SVG && (element_info(e)->flags & ELEMENT_ANIMATES))
        note_animation(t, tag, parent);
    else if (space == SPACE_SVG && is_shape(tag))
        note_shape(t, tag, parent);
}
