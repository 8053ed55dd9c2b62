/* SPDX-License-Identifier: MIT */
/* The HTML elements and attributes that smac knows, a row each.
 *
 * A new element or attribute is one row, in its place: rows are sorted by
 * name, byte by byte, because the look-up halves the table (a test checks the
 * order). SVG and MathML names are in the same table, in lower case as the
 * tokenizer makes them; a name means the same row in every namespace. */
#ifndef SMAC_ELEMENT_H
#define SMAC_ELEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* What a start tag does "in body" (HTML Standard 13.2.6.4.7). */
enum element_start {
    START_ORDINARY,
    START_IGNORED, /* <tr> outside a table */
    START_ROOT,    /* <html>, <body>: their attributes join the open one */
    START_META,    /* inserted and popped; no formatting reopens for it */
    START_VOID,    /* the same, and formatting reopens */
    START_BLOCK,   /* closes a paragraph */
    START_HEADING,
    START_PRE,
    START_FORM,
    START_LI,
    START_DD,
    START_BUTTON,
    START_A,
    START_FORMATTING,
    START_NOBR,
    START_OBJECT,
    START_TABLE,
    START_HR,
    START_INPUT,
    START_TITLE,    /* RCDATA */
    START_TEXTAREA, /* RCDATA */
    START_RAW,      /* raw text */
    START_NOSCRIPT, /* raw text where scripts run */
    START_XMP,      /* raw text, closes a paragraph */
    START_SCRIPT,
    START_PLAINTEXT,
    START_TEMPLATE,
    START_SELECT,
    START_OPTION,
    START_OPTGROUP,
    START_RUBY_BASE, /* rb, rtc */
    START_RUBY_TEXT, /* rt, rp */
    START_SVG,
    START_MATH,
};

/* What an end tag does "in body". */
enum element_end {
    END_ORDINARY, /* closes the innermost one above any special element */
    END_IGNORED,
    END_BLOCK, /* closes the innermost one in scope */
    END_FORM,
    END_P,
    END_LI,
    END_HEADING,
    END_FORMATTING, /* the adoption agency */
    END_OBJECT,
    END_TEMPLATE,
    END_BR,
};

enum element_flag {
    ELEMENT_IS_VOID = 1 << 0, /* has no content and no end tag */
    ELEMENT_IS_SPECIAL = 1 << 1,
    ELEMENT_IS_SCOPE = 1 << 2,      /* no end tag reaches over it */
    ELEMENT_IS_IMPLIED = 1 << 3,    /* its end tag may be left out */
    ELEMENT_IS_MODAL = 1 << 4,      /* decides the insertion mode */
    ELEMENT_BREAKS_OUT = 1 << 5,    /* of SVG and MathML */
    ELEMENT_IS_SVG_POINT = 1 << 6,  /* in SVG, HTML starts again in it */
    ELEMENT_IS_MATH_POINT = 1 << 7, /* the same in MathML */
    ELEMENT_HIDES = 1 << 8,         /* a browser does not draw its content */
    ELEMENT_HIDES_IN_SVG = 1 << 9,
    ELEMENT_HIDES_IN_MATH = 1 << 10,
    ELEMENT_IS_FILTERED = 1 << 11, /* GFM 6.11: its `<` becomes `&lt;` */
    ELEMENT_IS_DROPPED = 1 << 12,  /* GitHub does not show its content */
    ELEMENT_ANIMATES = 1 << 13,    /* in SVG: what it is in, or points to */
};

/* X(identifier, name, START_, END_, flags without their prefix, TEXT_) */
#define ELEMENTS(X)                                                            \
    X(A, "a", A, FORMATTING, 0, NONE)                                          \
    X(ABBR, "abbr", ORDINARY, ORDINARY, 0, NONE)                               \
    X(ADDRESS, "address", BLOCK, BLOCK, SPECIAL, GROUP)                        \
    X(ANIMATE, "animate", ORDINARY, ORDINARY, ANIMATES, NONE)                  \
    X(ANIMATEMOTION, "animatemotion", ORDINARY, ORDINARY, ANIMATES, NONE)      \
    X(ANIMATETRANSFORM, "animatetransform", ORDINARY, ORDINARY, ANIMATES,      \
      NONE)                                                                    \
    X(ANNOTATION, "annotation", ORDINARY, ORDINARY, MATH_HIDES, NONE)          \
    X(ANNOTATION_XML, "annotation-xml", ORDINARY, ORDINARY, MATH_HIDES, NONE)  \
    X(APPLET, "applet", OBJECT, OBJECT, SPECIAL | SCOPE, NONE)                 \
    X(AREA, "area", VOID, ORDINARY, VOID | SPECIAL, NONE)                      \
    X(ARTICLE, "article", BLOCK, BLOCK, SPECIAL, GROUP)                        \
    X(ASIDE, "aside", BLOCK, BLOCK, SPECIAL, GROUP)                            \
    X(AUDIO, "audio", ORDINARY, ORDINARY, HIDES, NONE)                         \
    X(B, "b", FORMATTING, FORMATTING, BREAKOUT, STRONG)                        \
    X(BASE, "base", META, ORDINARY, VOID | SPECIAL, NONE)                      \
    X(BASEFONT, "basefont", META, ORDINARY, VOID | SPECIAL, NONE)              \
    X(BDI, "bdi", ORDINARY, ORDINARY, 0, NONE)                                 \
    X(BDO, "bdo", ORDINARY, ORDINARY, 0, NONE)                                 \
    X(BGSOUND, "bgsound", META, ORDINARY, VOID | SPECIAL, NONE)                \
    X(BIG, "big", FORMATTING, FORMATTING, BREAKOUT, NONE)                      \
    X(BLINK, "blink", ORDINARY, ORDINARY, 0, NONE)                             \
    X(BLOCKQUOTE, "blockquote", BLOCK, BLOCK, SPECIAL | BREAKOUT, QUOTE)       \
    X(BODY, "body", ROOT, IGNORED, SPECIAL | BREAKOUT, GROUP)                  \
    X(BR, "br", VOID, BR, VOID | SPECIAL | BREAKOUT, NONE)                     \
    X(BUTTON, "button", BUTTON, BLOCK, SPECIAL, NONE)                          \
    X(CANVAS, "canvas", ORDINARY, ORDINARY, HIDES, NONE)                       \
    X(CAPTION, "caption", IGNORED, ORDINARY, SPECIAL | SCOPE | MODAL, GROUP)   \
    X(CENTER, "center", BLOCK, BLOCK, SPECIAL | BREAKOUT, GROUP)               \
    X(CITE, "cite", ORDINARY, ORDINARY, 0, NONE)                               \
    X(CLIPPATH, "clippath", ORDINARY, ORDINARY, SVG_HIDES, NONE)               \
    X(CODE, "code", FORMATTING, FORMATTING, BREAKOUT, CODE)                    \
    X(COL, "col", IGNORED, ORDINARY, VOID | SPECIAL, NONE)                     \
    X(COLGROUP, "colgroup", IGNORED, ORDINARY, SPECIAL | MODAL, NONE)          \
    X(DATA, "data", ORDINARY, ORDINARY, 0, NONE)                               \
    X(DATALIST, "datalist", ORDINARY, ORDINARY, HIDES, NONE)                   \
    X(DD, "dd", DD, BLOCK, SPECIAL | IMPLIED | BREAKOUT, DEFINITION)           \
    X(DEFS, "defs", ORDINARY, ORDINARY, SVG_HIDES, NONE)                       \
    X(DEL, "del", ORDINARY, ORDINARY, 0, STRIKE)                               \
    X(DESC, "desc", ORDINARY, ORDINARY, SVG_POINT | SVG_HIDES, NONE)           \
    X(DETAILS, "details", BLOCK, BLOCK, SPECIAL, GROUP)                        \
    X(DFN, "dfn", ORDINARY, ORDINARY, 0, NONE)                                 \
    X(DIALOG, "dialog", BLOCK, BLOCK, 0, GROUP)                                \
    X(DIR, "dir", BLOCK, BLOCK, SPECIAL, BULLETS)                              \
    X(DIV, "div", BLOCK, BLOCK, SPECIAL | BREAKOUT, GROUP)                     \
    X(DL, "dl", BLOCK, BLOCK, SPECIAL | BREAKOUT, GROUP)                       \
    X(DT, "dt", DD, BLOCK, SPECIAL | IMPLIED | BREAKOUT, TERM)                 \
    X(EM, "em", FORMATTING, FORMATTING, BREAKOUT, EMPHASIS)                    \
    X(EMBED, "embed", VOID, ORDINARY, VOID | SPECIAL | BREAKOUT, NONE)         \
    X(FENCEDFRAME, "fencedframe", ORDINARY, ORDINARY, HIDES, NONE)             \
    X(FIELDSET, "fieldset", BLOCK, BLOCK, SPECIAL, GROUP)                      \
    X(FIGCAPTION, "figcaption", BLOCK, BLOCK, SPECIAL, GROUP)                  \
    X(FIGURE, "figure", BLOCK, BLOCK, SPECIAL, GROUP)                          \
    X(FILTER, "filter", ORDINARY, ORDINARY, SVG_HIDES, NONE)                   \
    X(FONT, "font", FORMATTING, FORMATTING, 0, NONE)                           \
    X(FOOTER, "footer", BLOCK, BLOCK, SPECIAL, GROUP)                          \
    X(FOREIGNOBJECT, "foreignobject", ORDINARY, ORDINARY, SVG_POINT, NONE)     \
    X(FORM, "form", FORM, FORM, SPECIAL, GROUP)                                \
    X(FRAME, "frame", IGNORED, ORDINARY, VOID | SPECIAL, NONE)                 \
    X(FRAMESET, "frameset", IGNORED, ORDINARY, SPECIAL, NONE)                  \
    X(GEOLOCATION, "geolocation", ORDINARY, ORDINARY, HIDES, NONE)             \
    X(H1, "h1", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(H2, "h2", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(H3, "h3", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(H4, "h4", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(H5, "h5", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(H6, "h6", HEADING, HEADING, SPECIAL | BREAKOUT, HEADING)                 \
    X(HEAD, "head", IGNORED, ORDINARY, SPECIAL | BREAKOUT, NONE)               \
    X(HEADER, "header", BLOCK, BLOCK, SPECIAL, GROUP)                          \
    X(HGROUP, "hgroup", BLOCK, BLOCK, SPECIAL, GROUP)                          \
    X(HR, "hr", HR, ORDINARY, VOID | SPECIAL | BREAKOUT, NONE)                 \
    X(HTML, "html", ROOT, IGNORED, SPECIAL | SCOPE, NONE)                      \
    X(I, "i", FORMATTING, FORMATTING, BREAKOUT, EMPHASIS)                      \
    X(IFRAME, "iframe", RAW, ORDINARY, SPECIAL | HIDES | FILTERED, NONE)       \
    X(IMAGE, "image", VOID, ORDINARY, 0, NONE)                                 \
    X(IMG, "img", VOID, ORDINARY, VOID | SPECIAL | BREAKOUT, NONE)             \
    X(INPUT, "input", INPUT, ORDINARY, VOID | SPECIAL, NONE)                   \
    X(INS, "ins", ORDINARY, ORDINARY, 0, NONE)                                 \
    X(KBD, "kbd", ORDINARY, ORDINARY, 0, CODE)                                 \
    X(KEYGEN, "keygen", VOID, ORDINARY, VOID | SPECIAL, NONE)                  \
    X(LABEL, "label", ORDINARY, ORDINARY, 0, NONE)                             \
    X(LEGEND, "legend", ORDINARY, ORDINARY, 0, GROUP)                          \
    X(LI, "li", LI, LI, SPECIAL | IMPLIED | BREAKOUT, ITEM)                    \
    X(LINEARGRADIENT, "lineargradient", ORDINARY, ORDINARY, SVG_HIDES, NONE)   \
    X(LINK, "link", META, ORDINARY, VOID | SPECIAL, NONE)                      \
    X(LISTING, "listing", PRE, BLOCK, SPECIAL | BREAKOUT, CODE_BLOCK)          \
    X(MACTION, "maction", ORDINARY, ORDINARY, MATH_HIDES, NONE)                \
    X(MAIN, "main", BLOCK, BLOCK, SPECIAL, GROUP)                              \
    X(MALIGNMARK, "malignmark", ORDINARY, ORDINARY, 0, NONE)                   \
    X(MAP, "map", ORDINARY, ORDINARY, 0, NONE)                                 \
    X(MARK, "mark", ORDINARY, ORDINARY, 0, NONE)                               \
    X(MARKER, "marker", ORDINARY, ORDINARY, SVG_HIDES, NONE)                   \
    X(MARQUEE, "marquee", OBJECT, OBJECT, SPECIAL | SCOPE, GROUP)              \
    X(MASK, "mask", ORDINARY, ORDINARY, SVG_HIDES, NONE)                       \
    X(MATH, "math", MATH, ORDINARY, 0, NONE)                                   \
    X(MENU, "menu", BLOCK, BLOCK, SPECIAL | BREAKOUT, BULLETS)                 \
    X(META, "meta", META, ORDINARY, VOID | SPECIAL | BREAKOUT, NONE)           \
    X(METADATA, "metadata", ORDINARY, ORDINARY, SVG_HIDES, NONE)               \
    X(METER, "meter", ORDINARY, ORDINARY, HIDES, NONE)                         \
    X(MGLYPH, "mglyph", ORDINARY, ORDINARY, 0, NONE)                           \
    X(MI, "mi", ORDINARY, ORDINARY, MATH_POINT, NONE)                          \
    X(MN, "mn", ORDINARY, ORDINARY, MATH_POINT, NONE)                          \
    X(MO, "mo", ORDINARY, ORDINARY, MATH_POINT, NONE)                          \
    X(MPHANTOM, "mphantom", ORDINARY, ORDINARY, MATH_HIDES, NONE)              \
    X(MS, "ms", ORDINARY, ORDINARY, MATH_POINT, NONE)                          \
    X(MTEXT, "mtext", ORDINARY, ORDINARY, MATH_POINT, NONE)                    \
    X(NAV, "nav", BLOCK, BLOCK, SPECIAL, GROUP)                                \
    X(NOBR, "nobr", NOBR, FORMATTING, BREAKOUT, NONE)                          \
    X(NOEMBED, "noembed", RAW, ORDINARY, SPECIAL | HIDES | FILTERED, NONE)     \
    X(NOFRAMES, "noframes", RAW, ORDINARY, SPECIAL | HIDES | FILTERED, NONE)   \
    X(NOSCRIPT, "noscript", NOSCRIPT, ORDINARY, SPECIAL | HIDES, NONE)         \
    X(OBJECT, "object", OBJECT, OBJECT, SPECIAL | SCOPE, NONE)                 \
    X(OL, "ol", BLOCK, BLOCK, SPECIAL | BREAKOUT, NUMBERS)                     \
    X(OPTGROUP, "optgroup", OPTGROUP, ORDINARY, IMPLIED, GROUP)                \
    X(OPTION, "option", OPTION, ORDINARY, IMPLIED, GROUP)                      \
    X(OUTPUT, "output", ORDINARY, ORDINARY, 0, NONE)                           \
    X(P, "p", BLOCK, P, SPECIAL | IMPLIED | BREAKOUT, PARAGRAPH)               \
    X(PARAM, "param", META, ORDINARY, VOID | SPECIAL, NONE)                    \
    X(PATTERN, "pattern", ORDINARY, ORDINARY, SVG_HIDES, NONE)                 \
    X(PICTURE, "picture", ORDINARY, ORDINARY, 0, NONE)                         \
    X(PLAINTEXT, "plaintext", PLAINTEXT, ORDINARY, SPECIAL | FILTERED,         \
      CODE_BLOCK)                                                              \
    X(PRE, "pre", PRE, BLOCK, SPECIAL | BREAKOUT, CODE_BLOCK)                  \
    X(PROGRESS, "progress", ORDINARY, ORDINARY, HIDES, NONE)                   \
    X(Q, "q", ORDINARY, ORDINARY, 0, NONE)                                     \
    X(RADIALGRADIENT, "radialgradient", ORDINARY, ORDINARY, SVG_HIDES, NONE)   \
    X(RB, "rb", RUBY_BASE, ORDINARY, IMPLIED, NONE)                            \
    X(RP, "rp", RUBY_TEXT, ORDINARY, IMPLIED | HIDES | DROPPED, NONE)          \
    X(RT, "rt", RUBY_TEXT, ORDINARY, IMPLIED, NONE)                            \
    X(RTC, "rtc", RUBY_BASE, ORDINARY, IMPLIED, NONE)                          \
    X(RUBY, "ruby", ORDINARY, ORDINARY, BREAKOUT, NONE)                        \
    X(S, "s", FORMATTING, FORMATTING, BREAKOUT, STRIKE)                        \
    X(SAMP, "samp", ORDINARY, ORDINARY, 0, CODE)                               \
    X(SCRIPT, "script", SCRIPT, ORDINARY,                                      \
      SPECIAL | HIDES | SVG_HIDES | FILTERED | DROPPED, NONE)                  \
    X(SEARCH, "search", BLOCK, BLOCK, SPECIAL, GROUP)                          \
    X(SECTION, "section", BLOCK, BLOCK, SPECIAL, GROUP)                        \
    X(SELECT, "select", SELECT, BLOCK, SPECIAL | SCOPE | MODAL | HIDES, NONE)  \
    X(SET, "set", ORDINARY, ORDINARY, ANIMATES, NONE)                          \
    X(SLOT, "slot", ORDINARY, ORDINARY, 0, NONE)                               \
    X(SMALL, "small", FORMATTING, FORMATTING, BREAKOUT, NONE)                  \
    X(SOURCE, "source", META, ORDINARY, VOID | SPECIAL, NONE)                  \
    X(SPAN, "span", ORDINARY, ORDINARY, BREAKOUT, NONE)                        \
    X(STRIKE, "strike", FORMATTING, FORMATTING, BREAKOUT, STRIKE)              \
    X(STRONG, "strong", FORMATTING, FORMATTING, BREAKOUT, STRONG)              \
    X(STYLE, "style", RAW, ORDINARY,                                           \
      SPECIAL | HIDES | SVG_HIDES | FILTERED | DROPPED, NONE)                  \
    X(SUB, "sub", ORDINARY, ORDINARY, BREAKOUT, NONE)                          \
    X(SUMMARY, "summary", BLOCK, BLOCK, SPECIAL, GROUP)                        \
    X(SUP, "sup", ORDINARY, ORDINARY, BREAKOUT, NONE)                          \
    X(SVG, "svg", SVG, ORDINARY, 0, NONE)                                      \
    X(SWITCH, "switch", ORDINARY, ORDINARY, SVG_HIDES, NONE)                   \
    X(SYMBOL, "symbol", ORDINARY, ORDINARY, SVG_HIDES, NONE)                   \
    X(TABLE, "table", TABLE, ORDINARY, SPECIAL | SCOPE | MODAL | BREAKOUT,     \
      TABLE)                                                                   \
    X(TBODY, "tbody", IGNORED, ORDINARY, SPECIAL | MODAL, NONE)                \
    X(TD, "td", IGNORED, ORDINARY, SPECIAL | SCOPE | MODAL, CELL)              \
    X(TEMPLATE, "template", TEMPLATE, TEMPLATE,                                \
      SPECIAL | SCOPE | MODAL | HIDES | DROPPED, NONE)                         \
    X(TEXT, "text", ORDINARY, ORDINARY, 0, NONE)                               \
    X(TEXTAREA, "textarea", TEXTAREA, ORDINARY, SPECIAL | FILTERED, GROUP)     \
    X(TEXTPATH, "textpath", ORDINARY, ORDINARY, SVG_HIDES, NONE)               \
    X(TFOOT, "tfoot", IGNORED, ORDINARY, SPECIAL | MODAL, NONE)                \
    X(TH, "th", IGNORED, ORDINARY, SPECIAL | SCOPE | MODAL, HEADER_CELL)       \
    X(THEAD, "thead", IGNORED, ORDINARY, SPECIAL | MODAL, NONE)                \
    X(TIME, "time", ORDINARY, ORDINARY, 0, NONE)                               \
    X(TITLE, "title", TITLE, ORDINARY,                                         \
      SPECIAL | HIDES | SVG_HIDES | SVG_POINT | FILTERED, NONE)                \
    X(TR, "tr", IGNORED, ORDINARY, SPECIAL | MODAL, ROW)                       \
    X(TRACK, "track", META, ORDINARY, VOID | SPECIAL, NONE)                    \
    X(TSPAN, "tspan", ORDINARY, ORDINARY, 0, NONE)                             \
    X(TT, "tt", FORMATTING, FORMATTING, BREAKOUT, CODE)                        \
    X(U, "u", FORMATTING, FORMATTING, BREAKOUT, NONE)                          \
    X(UL, "ul", BLOCK, BLOCK, SPECIAL | BREAKOUT, BULLETS)                     \
    X(VAR, "var", ORDINARY, ORDINARY, BREAKOUT, NONE)                          \
    X(VIDEO, "video", ORDINARY, ORDINARY, HIDES, NONE)                         \
    X(WBR, "wbr", VOID, ORDINARY, VOID | SPECIAL, NONE)                        \
    X(XMP, "xmp", XMP, ORDINARY, SPECIAL | FILTERED, CODE_BLOCK)

enum element {
    ELEMENT_UNKNOWN,
#define ELEMENT_ENUM(id, name, start, end, flags, box) ELEMENT_##id,
    ELEMENTS(ELEMENT_ENUM) ELEMENT_COUNT
#undef ELEMENT_ENUM
};

struct element_info {
    const char *name;
    size_t length;
    enum element_start start;
    enum element_end end;
    unsigned flags;    /* enum element_flag, or-ed */
    enum text_box box; /* how a page lays it out */
};

/* Never NULL; for ELEMENT_UNKNOWN, an inline element without a name. */
extern const struct element_info element_table[ELEMENT_COUNT];

static inline const struct element_info *
element_info(enum element element)
{
    return &element_table[element];
}

/* The element of that name, which is in lower case, or ELEMENT_UNKNOWN.
 * O(log elements). */
enum element element_find(const char *name, size_t length);

enum element_space { SPACE_HTML, SPACE_SVG, SPACE_MATH };

/* ---- attributes ---------------------------------------------------------- */

/* X(identifier, name, reason for which a value is discarded, 1 if the value is
 * kept for the layout, the parser or CSS). A name that is not here is the
 * author's own text, and is reported with its value. */
#define ATTRIBUTES(X)                                                          \
    X(ABBR, "abbr", HTML_ATTRIBUTE, 0)                                         \
    X(ACCEPT, "accept", HTML_ATTRIBUTE, 0)                                     \
    X(ACTION, "action", LINK_DESTINATION, 0)                                   \
    X(ALIGN, "align", HTML_ATTRIBUTE, 1)                                       \
    X(ALT, "alt", IMAGE_ALT, 1)                                                \
    X(ARCHIVE, "archive", LINK_DESTINATION, 0)                                 \
    X(AUTOPLAY, "autoplay", HTML_ATTRIBUTE, 0)                                 \
    X(BACKGROUND, "background", LINK_DESTINATION, 0)                           \
    X(BGCOLOR, "bgcolor", HTML_ATTRIBUTE, 1)                                   \
    X(BORDER, "border", HTML_ATTRIBUTE, 0)                                     \
    X(CELLPADDING, "cellpadding", HTML_ATTRIBUTE, 0)                           \
    X(CELLSPACING, "cellspacing", HTML_ATTRIBUTE, 0)                           \
    X(CHECKED, "checked", HTML_ATTRIBUTE, 0)                                   \
    X(CITE, "cite", LINK_DESTINATION, 0)                                       \
    X(CLASS, "class", HTML_ATTRIBUTE, 1)                                       \
    X(CLEAR, "clear", HTML_ATTRIBUTE, 0)                                       \
    X(CODEBASE, "codebase", LINK_DESTINATION, 0)                               \
    X(COLOR, "color", HTML_ATTRIBUTE, 1)                                       \
    X(COLS, "cols", HTML_ATTRIBUTE, 1)                                         \
    X(COLSPAN, "colspan", HTML_ATTRIBUTE, 0)                                   \
    X(CONTENT, "content", HTML_ATTRIBUTE, 0)                                   \
    X(CONTROLS, "controls", HTML_ATTRIBUTE, 0)                                 \
    X(CROSSORIGIN, "crossorigin", HTML_ATTRIBUTE, 0)                           \
    X(DATA, "data", LINK_DESTINATION, 0)                                       \
    X(DATETIME, "datetime", HTML_ATTRIBUTE, 0)                                 \
    X(DIR, "dir", HTML_ATTRIBUTE, 1)                                           \
    X(DISABLED, "disabled", HTML_ATTRIBUTE, 0)                                 \
    X(DISPLAY, "display", HTML_ATTRIBUTE, 1)                                   \
    X(DOWNLOAD, "download", HTML_ATTRIBUTE, 0)                                 \
    X(ENCODING, "encoding", HTML_ATTRIBUTE, 1)                                 \
    X(FACE, "face", HTML_ATTRIBUTE, 0)                                         \
    X(FILL, "fill", HTML_ATTRIBUTE, 1)                                         \
    X(FONT_FAMILY, "font-family", HTML_ATTRIBUTE, 0)                           \
    X(FONT_SIZE, "font-size", HTML_ATTRIBUTE, 1)                               \
    X(FOR, "for", HTML_ATTRIBUTE, 0)                                           \
    X(FRAME, "frame", HTML_ATTRIBUTE, 0)                                       \
    X(FRAMEBORDER, "frameborder", HTML_ATTRIBUTE, 0)                           \
    X(HEADERS, "headers", HTML_ATTRIBUTE, 0)                                   \
    X(HEIGHT, "height", HTML_ATTRIBUTE, 1)                                     \
    X(HIDDEN, "hidden", HTML_ATTRIBUTE, 0)                                     \
    X(HREF, "href", LINK_DESTINATION, 1)                                       \
    X(HREFLANG, "hreflang", HTML_ATTRIBUTE, 0)                                 \
    X(HSPACE, "hspace", HTML_ATTRIBUTE, 0)                                     \
    X(ID, "id", HTML_ATTRIBUTE, 1)                                             \
    X(ISMAP, "ismap", HTML_ATTRIBUTE, 0)                                       \
    X(ITEMPROP, "itemprop", HTML_ATTRIBUTE, 0)                                 \
    X(ITEMSCOPE, "itemscope", HTML_ATTRIBUTE, 0)                               \
    X(ITEMTYPE, "itemtype", HTML_ATTRIBUTE, 0)                                 \
    X(KIND, "kind", HTML_ATTRIBUTE, 0)                                         \
    X(LABEL, "label", HTML_ATTRIBUTE, 0)                                       \
    X(LANG, "lang", HTML_ATTRIBUTE, 0)                                         \
    X(LINK, "link", HTML_ATTRIBUTE, 1)                                         \
    X(LOADING, "loading", HTML_ATTRIBUTE, 0)                                   \
    X(LONGDESC, "longdesc", LINK_DESTINATION, 0)                               \
    X(LOOP, "loop", HTML_ATTRIBUTE, 0)                                         \
    X(MAXLENGTH, "maxlength", HTML_ATTRIBUTE, 0)                               \
    X(MEDIA, "media", HTML_ATTRIBUTE, 0)                                       \
    X(METHOD, "method", HTML_ATTRIBUTE, 0)                                     \
    X(MUTED, "muted", HTML_ATTRIBUTE, 0)                                       \
    X(NAME, "name", HTML_ATTRIBUTE, 0)                                         \
    X(NOSHADE, "noshade", HTML_ATTRIBUTE, 0)                                   \
    X(NOWRAP, "nowrap", HTML_ATTRIBUTE, 0)                                     \
    X(ONCLICK, "onclick", HTML_ATTRIBUTE, 0)                                   \
    X(OPACITY, "opacity", HTML_ATTRIBUTE, 1)                                   \
    X(OPEN, "open", HTML_ATTRIBUTE, 0)                                         \
    X(PLACEHOLDER, "placeholder", HTML_ATTRIBUTE, 0)                           \
    X(POPOVER, "popover", HTML_ATTRIBUTE, 0)                                   \
    X(POSTER, "poster", LINK_DESTINATION, 0)                                   \
    X(PRELOAD, "preload", HTML_ATTRIBUTE, 0)                                   \
    X(READONLY, "readonly", HTML_ATTRIBUTE, 0)                                 \
    X(REFERRERPOLICY, "referrerpolicy", HTML_ATTRIBUTE, 0)                     \
    X(REL, "rel", HTML_ATTRIBUTE, 1)                                           \
    X(REVERSED, "reversed", HTML_ATTRIBUTE, 0)                                 \
    X(ROLE, "role", HTML_ATTRIBUTE, 0)                                         \
    X(ROWS, "rows", HTML_ATTRIBUTE, 0)                                         \
    X(ROWSPAN, "rowspan", HTML_ATTRIBUTE, 0)                                   \
    X(RULES, "rules", HTML_ATTRIBUTE, 0)                                       \
    X(SCOPE, "scope", HTML_ATTRIBUTE, 0)                                       \
    X(SHADOWROOTMODE, "shadowrootmode", HTML_ATTRIBUTE, 0)                     \
    X(SHAPE, "shape", HTML_ATTRIBUTE, 0)                                       \
    X(SIZE, "size", HTML_ATTRIBUTE, 1)                                         \
    X(SIZES, "sizes", HTML_ATTRIBUTE, 0)                                       \
    X(SLOT, "slot", HTML_ATTRIBUTE, 0)                                         \
    X(SPAN, "span", HTML_ATTRIBUTE, 0)                                         \
    X(SRC, "src", LINK_DESTINATION, 1)                                         \
    X(SRCDOC, "srcdoc", HTML_ATTRIBUTE, 0)                                     \
    X(SRCLANG, "srclang", HTML_ATTRIBUTE, 0)                                   \
    X(SRCSET, "srcset", LINK_DESTINATION, 0)                                   \
    X(START, "start", HTML_ATTRIBUTE, 1)                                       \
    X(STYLE, "style", HTML_ATTRIBUTE, 1)                                       \
    X(SUMMARY, "summary", HTML_ATTRIBUTE, 0)                                   \
    X(TABINDEX, "tabindex", HTML_ATTRIBUTE, 0)                                 \
    X(TARGET, "target", HTML_ATTRIBUTE, 0)                                     \
    X(TEXT, "text", HTML_ATTRIBUTE, 1)                                         \
    X(TITLE, "title", LINK_TITLE, 1)                                           \
    X(TYPE, "type", HTML_ATTRIBUTE, 1)                                         \
    X(USEMAP, "usemap", LINK_DESTINATION, 0)                                   \
    X(VALIGN, "valign", HTML_ATTRIBUTE, 0)                                     \
    X(VALUE, "value", HTML_ATTRIBUTE, 1)                                       \
    X(VIEWBOX, "viewbox", HTML_ATTRIBUTE, 1)                                   \
    X(VISIBILITY, "visibility", HTML_ATTRIBUTE, 1)                             \
    X(VSPACE, "vspace", HTML_ATTRIBUTE, 0)                                     \
    X(WIDTH, "width", HTML_ATTRIBUTE, 1)                                       \
    X(X_AXIS, "x", HTML_ATTRIBUTE, 1)                                          \
    X(XLINK_HREF, "xlink:href", LINK_DESTINATION, 0)                           \
    X(XMLNS, "xmlns", HTML_ATTRIBUTE, 0)                                       \
    X(Y_AXIS, "y", HTML_ATTRIBUTE, 1)

enum attribute {
#define ATTRIBUTE_ENUM(id, name, reason, kept) ATTRIBUTE_##id,
    ATTRIBUTES(ATTRIBUTE_ENUM) ATTRIBUTE_COUNT,
#undef ATTRIBUTE_ENUM
    ATTRIBUTE_UNKNOWN = ATTRIBUTE_COUNT
};

struct attribute_info {
    const char *name;
    size_t length;
    enum smac_reason reason;
    bool kept;
};

const struct attribute_info *element_attribute_info(enum attribute);

/* The attribute of that name, in lower case, or ATTRIBUTE_UNKNOWN. */
enum attribute element_attribute_find(const char *name, size_t length);

/* Is it known not to change what is seen of the text in SVG and MathML? Asked
 * of names that are in no row. */
bool element_attribute_is_plain(const char *name, size_t length);

enum {
#define ATTRIBUTE_KEPT(id, name, reason, kept) +kept
    ELEMENT_KEPT_VALUES = 0 ATTRIBUTES(ATTRIBUTE_KEPT),
#undef ATTRIBUTE_KEPT
    ELEMENT_ATTRIBUTE_WORDS = (ATTRIBUTE_COUNT + 63) / 64,
};

/* A kept value: decoded, and where it stands in the source. [from, to) is
 * from the first byte to the last without the quotes; it is empty when the
 * value has no source, and holds foreign bytes (such as a quote's "> ") when
 * the value goes over several lines of markdown. */
struct element_value {
    enum attribute attribute;
    const uint8_t *bytes;
    size_t length;
    size_t from;
    size_t to;
};

/* What a start tag says. Of attributes that come twice the first counts. */
struct element_attributes {
    bool others; /* some that are in no table, and may draw it differently */
    uint64_t present[ELEMENT_ATTRIBUTE_WORDS];
    struct element_value values[ELEMENT_KEPT_VALUES];
    unsigned value_count;
};

static inline bool
element_has(const struct element_attributes *a, enum attribute attribute)
{
    return (a->present[attribute / 64] >> (attribute % 64) & 1) != 0;
}

/* NULL if the tag has no such attribute, or its value is not a kept one. */
const struct element_value *element_value(const struct element_attributes *,
                                          enum attribute);

/* Is the value that word? ASCII case does not matter. */
bool element_value_is(const struct element_attributes *, enum attribute,
                      const char *word);

/* The value as HTML reads an integer (2.3.4.1), kept within +-10^9. */
bool element_number(const struct element_attributes *, enum attribute, int *);

/* 'l', 'c' or 'r' by the attribute align, else 0. */
char element_alignment(const struct element_attributes *);

#endif
