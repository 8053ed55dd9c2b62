/* SPDX-License-Identifier: MIT */
#include "hidden.h"

/* A browser draws text at 16 px; GitHub's style sheet shrinks each <sub> and
 * <sup> to 75 %, a browser's own to 83 %: from here on it is under 4 px. */
static const unsigned shrunk_away[] = {
    [HTML_VIEW_BROWSER] = 10,
    [HTML_VIEW_GITHUB] = 5,
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
    if (attributes == NULL)
        return HTML_SHOWN;
    for (size_t i = 0; i < sizeof browser_rules / sizeof *browser_rules; i++) {
        const struct rule *rule = &browser_rules[i];
        if (rule->element != ELEMENT_UNKNOWN
            && (rule->element != element || space != SPACE_HTML))
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
judge_on_github(enum element element, enum element_space space)
{
    unsigned flags = element_info(element)->flags;
    if (space == SPACE_HTML
        && (flags & (ELEMENT_IS_DROPPED | ELEMENT_IS_FILTERED)))
        return SMAC_HTML_ELEMENT;
    return HTML_SHOWN;
}

void
hidden_judge(const struct hidden_rules *rules, enum element element,
             enum element_space space,
             const struct element_attributes *attributes,
             struct hidden_own *own)
{
    bool github = rules->view == HTML_VIEW_GITHUB;
    *own = (struct hidden_own){
        .reason = github ? judge_on_github(element, space)
                         : judge_in_browser(element, space, attributes),
    };
    if (space == SPACE_SVG && !github) {
        own->outlined = element == ELEMENT_SVG;
        own->lettered = element == ELEMENT_TEXT;
        own->shown_anew = element == ELEMENT_FOREIGNOBJECT;
    }
    if (space != SPACE_HTML)
        return;
    own->shrinks = (element_info(element)->flags & ELEMENT_IS_SMALL) != 0;
    own->pictures = github && element == ELEMENT_PICTURE;
    own->collapsed = element == ELEMENT_DETAILS
        && rules->details != SMAC_DETAILS_EXPAND
        && (attributes == NULL || !element_has(attributes, ATTRIBUTE_OPEN));
}

void
hidden_inherit(const struct hidden_rules *rules, const struct hidden_own *own,
               const struct hidden_state *parent, struct hidden_state *state)
{
    static const struct hidden_state page = {
        .verdict = HTML_SHOWN, .text = HTML_SHOWN, .summary = HTML_SHOWN};
    if (parent == NULL)
        parent = &page;
    int verdict = own->summary ? parent->summary : parent->verdict;
    if (verdict == HTML_SHOWN)
        verdict = own->reason;
    bool outlined = (parent->outlined || own->outlined) && !own->lettered
        && !own->shown_anew;
    struct hidden_state s = {
        .verdict = verdict,
        .shrunk = parent->shrunk + own->shrinks,
        .pictures = parent->pictures || own->pictures,
        .outlined = outlined,
    };
    if (own->collapsed && verdict == HTML_SHOWN)
        s.verdict = SMAC_DETAILS_COLLAPSED;
    bool drop = rules->details == SMAC_DETAILS_DROP;
    s.summary = own->collapsed && !drop ? verdict : s.verdict;
    s.text = s.verdict;
    if (s.text == HTML_SHOWN && (s.pictures || s.outlined))
        s.text = SMAC_HTML_ELEMENT;
    if (s.text == HTML_SHOWN && s.shrunk >= shrunk_away[rules->view])
        s.text = SMAC_CSS_HIDDEN;
    *state = s;
}
