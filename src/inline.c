/* SPDX-License-Identifier: MIT */
#include "inline.h"

#include <cmark-gfm/houdini.h>
#include <stdio.h>

#include "cursor.h"
#include "definition.h"
#include "dialect.h"
#include "footnote.h"
#include "link.h"
#include "prose.h"
#include "shadow.h"
#include "ticks.h"

static struct source_span
range_span(struct cursor *w, struct link_range range)
{
    return passage_span(w->p, range.from, range.to);
}

/* ---- text ---------------------------------------------------------------- */

/* The reader sees a small number in place of the label. A label that is that
 * number is shown, any other is not. */
static void
take_footnote(struct cursor *w, const struct mark *mark)
{
    char number[16];
    if (w->images > 0) {
        w->at = mark->to;
        return;
    }
    unsigned count = footnote_refer(w->m, mark->footnote);
    int length = snprintf(number, sizeof number, "[%u]", count);
    cursor_characters(w, number, (size_t)length, mark->from, mark->to);
    struct source_span label = passage_span(w->p, mark->from + 2, mark->to - 1);
    const uint8_t *text = w->m->source->clean + label.from;
    if (label.to - label.from != (size_t)length - 2 ||
        memcmp(text, number + 1, (size_t)length - 2) != 0)
        cursor_drop(w, label, SMAC_FOOTNOTE_LABEL);
    w->at = mark->to;
}

/* Text that is a pointer into the content. */
static void
take_own_text(struct cursor *w, uint32_t from, uint32_t length)
{
    if (from == w->at + 1 && cursor_sees(w, '\\'))
        cursor_take_syntax(w, 1);
    /* What is left of a run of delimiters still points to the run's start. */
    cursor_expect(w, from <= w->at && length <= w->n - w->at &&
                         w->c[from] == w->c[w->at]);
    const struct mark *mark =
        w->c[w->at] == MARK_BYTE ? shadow_mark(w->m, w->at) : NULL;
    if (mark != NULL && mark->kind == MARK_FOOTNOTE &&
        mark->to == w->at + length) {
        take_footnote(w, mark);
        return;
    }
    bool address = mark != NULL && mark->kind == MARK_AUTOLINK &&
                   w->m->anchors && w->images == 0;
    if (address)
        w->events->open(w->events->user, ELEMENT_A, 0);
    cursor_text(w, w->at, w->at + length);
    if (address)
        w->events->close(w->events->user, ELEMENT_A);
    w->at += length;
}

/* A character reference at the cursor. cmark decoded it once already; asking
 * again tells how long it is. */
static void
take_reference(struct cursor *w)
{
    cmark_strbuf decoded;
    cmark_strbuf_init(w->m->parser->mem, &decoded, 0);
    uint32_t from = w->at + 1;
    bufsize_t length =
        houdini_unescape_ent(&decoded, w->c + from, (bufsize_t)(w->n - from));
    cursor_expect(w, length > 0);
    cursor_characters(w, decoded.ptr, (size_t)decoded.size, w->at,
                      from + (uint32_t)length);
    w->at = from + (uint32_t)length;
}

static bool
at_reference(const struct cursor *w)
{
    cmark_strbuf decoded;
    cmark_strbuf_init(w->m->parser->mem, &decoded, 0);
    return cursor_sees(w, '&') &&
           houdini_unescape_ent(&decoded, w->c + w->at + 1,
                                (bufsize_t)(w->n - w->at - 1)) > 0;
}

/* Is this the address between the brackets of <address>? */
static bool
is_address(const struct cursor *w, const cmark_node *x)
{
    return x->parent != NULL && x->parent->type == CMARK_NODE_LINK &&
           x->prev == NULL && w->at > 0 && w->c[w->at - 1] == '<';
}

/* An address in which cmark decoded character references, if it has any. */
static void
take_address(struct cursor *w)
{
    while (w->at < w->n && w->c[w->at] != '>') {
        uint32_t from = w->at;
        while (w->at < w->n && w->c[w->at] != '>' && !at_reference(w))
            w->at++;
        cursor_text(w, from, w->at);
        if (cursor_sees(w, '&'))
            take_reference(w);
    }
    cursor_expect(w, cursor_sees(w, '>'));
}

static void
take_text(struct cursor *w, const cmark_node *x)
{
    const cmark_chunk *text = &x->as.literal;
    if (text->len == 0)
        return;
    uintptr_t start = (uintptr_t)w->c;
    uintptr_t data = (uintptr_t)text->data;
    uint32_t length = (uint32_t)text->len;
    if (data >= start && data < start + w->n) {
        take_own_text(w, (uint32_t)(data - start), length);
    } else if (text->alloc && is_address(w, x)) {
        take_address(w);
    } else if (text->alloc) {
        take_reference(w);
    } else {
        cursor_meet_comment(w);
        /* a constant of cmark's for "[", "![", "]", "!", "&", "<", "\\" */
        cursor_expect(w, length <= w->n - w->at &&
                             memcmp(w->c + w->at, text->data, length) == 0);
        cursor_text(w, w->at, w->at + length);
        w->at += length;
    }
}

/* ---- code ---------------------------------------------------------------- */

static bool
is_blank_or_end(uint8_t c)
{
    return c == ' ' || c == '\n';
}

/* CommonMark 6.1: one blank at each end goes, if there is more than blanks. */
static bool
code_is_padded(const struct cursor *w, uint32_t from, uint32_t to)
{
    if (to - from < 2 || !is_blank_or_end(w->c[from]) ||
        !is_blank_or_end(w->c[to - 1]))
        return false;
    for (uint32_t i = from; i < to; i++) {
        if (!is_blank_or_end(w->c[i]))
            return true;
    }
    return false;
}

static void
take_code(struct cursor *w)
{
    cursor_expect(w, cursor_sees(w, '`'));
    uint32_t ticks = ticks_count(w->c, w->n, w->at);
    uint32_t close = ticks_find(w->c, w->n, w->at + ticks, ticks);
    cursor_expect(w, close < w->n);
    bool padded = code_is_padded(w, w->at + ticks, close);
    cursor_take_syntax(w, ticks + padded);
    uint32_t to = close - padded;
    if (w->images == 0)
        w->events->open(w->events->user, ELEMENT_CODE, 0);
    while (w->at < to) {
        const uint8_t *newline = memchr(w->c + w->at, '\n', to - w->at);
        uint32_t end = newline == NULL ? to : (uint32_t)(newline - w->c);
        cursor_text(w, w->at, end);
        if (newline != NULL)
            cursor_characters(w, " ", 1, end, end + 1);
        w->at = end + (newline != NULL);
    }
    if (w->images == 0)
        w->events->close(w->events->user, ELEMENT_CODE);
    cursor_take_syntax(w, ticks + padded);
}

/* ---- raw HTML ------------------------------------------------------------ */

static void
take_html(struct cursor *w, const cmark_node *x)
{
    uint32_t length = (uint32_t)x->as.literal.len;
    cursor_expect(w,
                  x->as.literal.data == w->c + w->at && length <= w->n - w->at);
    cursor_take_html(w, length);
}

/* ---- links --------------------------------------------------------------- */

static void
take_reference_tail(struct cursor *w, struct definition *d,
                    struct markdown_link *link)
{
    uint32_t end = w->at;
    d->used = true;
    link->reference = true;
    link->destination = d->destination;
    link->title = d->title;
    if (!link_label(w->c, w->n, w->at, &end))
        return; /* a shortcut: [label] */
    struct link_range label = {w->at + 1, end - 1};
    cursor_take_syntax(w, end - w->at);
    if (label.from < label.to)
        cursor_drop(w, range_span(w, label), SMAC_LINK_LABEL);
}

/* From the bracket behind the text to the link's end. */
static void
take_tail(struct cursor *w, const cmark_node *x, struct markdown_link *link)
{
    *link = (struct markdown_link){0};
    cursor_expect(w, cursor_sees(w, ']'));
    cursor_take_syntax(w, 1);
    struct definition *d = definition_of(w->m, &x->as.link.url);
    if (d != NULL) {
        take_reference_tail(w, d, link);
        return;
    }
    struct link_parts parts;
    cursor_expect(w, link_tail(w->c, w->n, w->at, &parts));
    cursor_take_syntax(w, parts.end - w->at);
    link->destination = range_span(w, parts.destination);
    link->title = range_span(w, parts.title);
    cursor_drop(w, link->destination, SMAC_LINK_DESTINATION);
    cursor_drop(w, link->title, SMAC_LINK_TITLE);
}

static void
leave_link(struct cursor *w, const cmark_node *x)
{
    struct markdown_link link = {0};
    if (cursor_sees(w, '>'))
        cursor_take_syntax(w, 1); /* <https://...>: the address is the text */
    else
        take_tail(w, x, &link);
    if (w->images == 0)
        w->events->link_close(w->events->user, &link);
}

static void
leave_image(struct cursor *w, const cmark_node *x)
{
    struct markdown_link link;
    struct source_span alt = passage_span(w->p, w->alt, w->at);
    w->images--;
    if (w->images == 0 && w->alt < w->at)
        cursor_drop(w, alt, SMAC_IMAGE_ALT);
    take_tail(w, x, &link);
    if (w->images == 0)
        w->events->image(w->events->user, &link, alt);
}

/* ---- the walk ------------------------------------------------------------ */

/* Opens or closes an element, whose delimiters have `length` bytes. */
static void
take_delimiters(struct cursor *w, const cmark_node *x, bool opens)
{
    bool strike = x->type == (uint16_t)dialect_get()->strike;
    enum element e = strike                         ? ELEMENT_DEL
                     : x->type == CMARK_NODE_STRONG ? ELEMENT_STRONG
                                                    : ELEMENT_EM;
    uint32_t length = strike ? (uint32_t)x->as.literal.len
                      : x->type == CMARK_NODE_STRONG ? 2
                                                     : 1;
    cursor_expect(w, cursor_sees(w, '*') || cursor_sees(w, '_') ||
                         cursor_sees(w, '~'));
    if (w->images == 0 && !opens)
        w->events->close(w->events->user, e);
    cursor_take_syntax(w, length);
    if (w->images == 0 && opens)
        w->events->open(w->events->user, e, 0);
}

static void
enter(struct cursor *w, const cmark_node *x)
{
    switch (x->type) {
    case CMARK_NODE_TEXT:
        take_text(w, x);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        cursor_take_break(w, x->type == CMARK_NODE_LINEBREAK);
        break;
    case CMARK_NODE_CODE:
        take_code(w);
        break;
    case CMARK_NODE_HTML_INLINE:
        take_html(w, x);
        break;
    case CMARK_NODE_LINK:
        cursor_expect(w, cursor_sees(w, '<') || cursor_sees(w, '['));
        if (w->images == 0)
            w->events->link_open(w->events->user);
        cursor_take_syntax(w, 1);
        break;
    case CMARK_NODE_IMAGE:
        cursor_expect(w, cursor_sees(w, '!'));
        cursor_take_syntax(w, 2);
        if (w->images++ == 0)
            w->alt = w->at;
        break;
    default:
        cursor_expect(w, x->type == CMARK_NODE_EMPH ||
                             x->type == CMARK_NODE_STRONG ||
                             x->type == (uint16_t)dialect_get()->strike);
        take_delimiters(w, x, true);
    }
}

static bool
is_container(const cmark_node *x)
{
    return x->type == CMARK_NODE_LINK || x->type == CMARK_NODE_IMAGE ||
           x->type == CMARK_NODE_EMPH || x->type == CMARK_NODE_STRONG ||
           x->type == (uint16_t)dialect_get()->strike;
}

static void
leave(struct cursor *w, const cmark_node *x)
{
    if (x->type == CMARK_NODE_TEXT || !is_container(x)) /* most are text */
        return;
    if (x->type == CMARK_NODE_LINK)
        leave_link(w, x);
    else if (x->type == CMARK_NODE_IMAGE)
        leave_image(w, x);
    else
        take_delimiters(w, x, false);
}

/* What is concealed ends where a line does, and so between two nodes, unless
 * it is in code; then at that code's end. */
static void
reveal(struct cursor *w)
{
    if (w->concealed == 0 || w->at < w->concealed)
        return;
    w->concealed = 0;
    w->events->reveal(w->events->user);
}

static void
walk_over(struct cursor *w, const cmark_node *root)
{
    const cmark_node *x = root->first_child;
    if (w->concealed > 0)
        w->events->conceal(w->events->user, SMAC_LINK_DEFINITION_LOOKALIKE);
    while (x != NULL) {
        reveal(w);
        enter(w, x);
        if (x->first_child != NULL) {
            x = x->first_child;
            continue;
        }
        leave(w, x);
        while (x->next == NULL && x->parent != root) {
            x = x->parent;
            leave(w, x);
        }
        x = x->next;
    }
    while (w->at < w->n && cursor_is_space(w->c[w->at]))
        w->at++;
    cursor_expect(w, w->at == w->n);
    reveal(w);
}

/* ---- without cmark ------------------------------------------------------- */

/* Bytes that begin an inline, or that cmark and we treat in a way of their
 * own; the second kind only where a bare address matters. */
enum { ALWAYS = 1, IN_ADDRESS = 2 };

static const uint8_t meaningful[256] = {
    ['\\'] = ALWAYS,      ['`'] = ALWAYS,     ['*'] = ALWAYS,
    ['_'] = ALWAYS,       ['['] = ALWAYS,     ['&'] = ALWAYS,
    ['<'] = ALWAYS,       ['~'] = ALWAYS,     ['$'] = ALWAYS,
    ['\r'] = ALWAYS,      ['\v'] = ALWAYS,    ['\f'] = ALWAYS,
    [MARK_BYTE] = ALWAYS, [':'] = IN_ADDRESS, ['w'] = IN_ADDRESS,
};

static bool
is_plain(const struct markdown *m, const struct passage *p)
{
    uint8_t wanted = m->anchors ? ALWAYS | IN_ADDRESS : ALWAYS;
    for (uint32_t i = 0; i < p->size; i++)
        if ((meaningful[p->content[i]] & wanted) != 0)
            return false;
    return true;
}

/* Lines of text: what cmark would make of them is known. */
static void
walk_plain(struct cursor *w)
{
    uint32_t end = w->n;
    while (end > 0 && cursor_is_space(w->c[end - 1]))
        end--;
    while (w->at < end) {
        const uint8_t *newline = memchr(w->c + w->at, '\n', end - w->at);
        uint32_t line_end = newline == NULL ? end : (uint32_t)(newline - w->c);
        uint32_t to = line_end;
        while (to > w->at && cursor_is_space(w->c[to - 1]))
            to--;
        cursor_text(w, w->at, to);
        w->at = to;
        if (newline != NULL)
            cursor_take_break(w, line_end >= 2 && w->c[line_end - 1] == ' ' &&
                                     w->c[line_end - 2] == ' ');
    }
}

/* ---- with cmark ---------------------------------------------------------- */

/* Its dollars, or what they are made of. */
static bool
may_have_formula(const struct passage *p)
{
    return memchr(p->content, '$', p->size) != NULL ||
           memchr(p->content, '&', p->size) != NULL;
}

/* Looks over what the leaf says before it is told. */
static void
veil_formulas(struct cursor w, const cmark_node *x)
{
    const struct markdown_events events = prose_events(w.m);
    prose_forget(w.m);
    prose_begin(w.m);
    w.events = &events;
    w.concealed = 0;
    walk_over(&w, x);
    prose_read(w.m);
    prose_veil(w.m);
}

void
inline_render(struct markdown *m, struct passage *p)
{
    if (is_plain(m, p)) {
        walk_plain(&(struct cursor){.m = m,
                                    .events = m->events,
                                    .p = p,
                                    .c = p->content,
                                    .n = p->size});
        return;
    }
    struct memory_mark mark = memory_mark(&m->memory);
    cmark_node *x =
        cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, m->parser->mem);
    /* The content itself stays, for the page may be rendered again. */
    uint8_t *shadow = parse_get(m, p->size + 1);
    memcpy(shadow, p->content, p->size);
    shadow_cast(m, shadow, p->size);
    x->content.ptr = shadow;
    x->content.size = (bufsize_t)p->size;
    cmark_parse_inlines(m->parser, x, m->references, m->parser->options);
    struct cursor w = {
        .m = m,
        .events = m->events,
        .p = p,
        .c = shadow,
        .n = p->size,
        .concealed = m->events->conceal != NULL ? p->concealed : 0,
    };
    if (m->events->drawn && !m->unseen && may_have_formula(p))
        veil_formulas(w, x);
    walk_over(&w, x);
    memory_rewind(&m->memory, mark);
}
