/* SPDX-License-Identifier: MIT */
#include "inline.h"

#include <cmark-gfm/houdini.h>
#include <stdio.h>
#include <strings.h>

#include "definition.h"
#include "dialect.h"
#include "footnote.h"
#include "link.h"
#include "pointed.h"
#include "prose.h"
#include "shadow.h"
#include "ticks.h"

struct walk {
    struct markdown *m;
    const struct markdown_events *events;
    struct passage *p;
    const uint8_t *c; /* the shadow */
    uint32_t n;
    uint32_t at;
    unsigned images; /* open ones: their content is alternative text */
    uint32_t alt;    /* where that of the outermost one began */
    uint32_t comment; /* the end of one that cmark took for text */
    bool commentless; /* no comment ends behind the cursor */
    uint32_t concealed; /* the end of what is, or 0 */
};

static void
expect(const struct walk *w, bool holds)
{
    if (!holds)
        parse_fail(w->m, SMAC_INTERNAL, "an inline's place was lost");
}

/* cmark_isspace: what cmark trims. */
static bool
is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
sees(const struct walk *w, uint8_t byte)
{
    return w->at < w->n && w->c[w->at] == byte;
}

/* ---- telling ------------------------------------------------------------- */

static void
tell_text_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct walk *w = user;
    (void)offset;
    if (w->at < w->comment)
        w->events->drop(w->events->user, source, source + length,
                        SMAC_HTML_COMMENT);
    else
        w->events->text(w->events->user, source, source + length);
}

static void
tell_text(struct walk *w, uint32_t from, uint32_t to)
{
    if (w->images == 0)
        passage_pieces(w->p, from, to, tell_text_piece, w);
}

static void
tell_drop(struct walk *w, struct source_span span, enum smac_reason reason)
{
    if (w->images == 0 && span.from < span.to)
        w->events->drop(w->events->user, span.from, span.to, reason);
}

static void
tell_characters(struct walk *w, const void *bytes, size_t length,
                uint32_t from, uint32_t to)
{
    if (w->images > 0)
        return;
    struct source_span span = passage_span(w->p, from, to);
    if (from < w->comment) {
        tell_drop(w, span, SMAC_HTML_COMMENT);
        return;
    }
    w->events->characters(w->events->user, bytes, length, span.from, span.to);
}

static void
tell_syntax_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct walk *w = user;
    (void)offset;
    w->events->syntax(w->events->user, source, source + length);
}

/* Moves over `length` bytes that draw nothing themselves. */
static void
take_syntax(struct walk *w, uint32_t length)
{
    expect(w, length <= w->n - w->at);
    if (w->images == 0)
        passage_pieces(w->p, w->at, w->at + length, tell_syntax_piece, w);
    w->at += length;
}

static struct source_span
range_span(struct walk *w, struct link_range range)
{
    return passage_span(w->p, range.from, range.to);
}

/* ---- text ------------------------------------------------------------------ */

/* The reader sees a small number in place of the label. A label that is that
 * number is shown, any other is not. */
static void
take_footnote(struct walk *w, const struct mark *mark)
{
    char number[16];
    if (w->images > 0) {
        w->at = mark->to;
        return;
    }
    unsigned count = footnote_refer(w->m, mark->footnote);
    int length = snprintf(number, sizeof number, "[%u]", count);
    tell_characters(w, number, (size_t)length, mark->from, mark->to);
    struct source_span label =
        passage_span(w->p, mark->from + 2, mark->to - 1);
    const uint8_t *text = w->m->source->clean + label.from;
    if (label.to - label.from != (size_t)length - 2 ||
        memcmp(text, number + 1, (size_t)length - 2) != 0)
        tell_drop(w, label, SMAC_FOOTNOTE_LABEL);
    w->at = mark->to;
}

/* Text that is a pointer into the content. */
static void
take_own_text(struct walk *w, uint32_t from, uint32_t length)
{
    if (from == w->at + 1 && sees(w, '\\'))
        take_syntax(w, 1);
    /* What is left of a run of delimiters still points to the run's start. */
    expect(w, from <= w->at && length <= w->n - w->at &&
                  w->c[from] == w->c[w->at]);
    const struct mark *mark = w->c[w->at] == MARK_BYTE
                                  ? shadow_mark(w->m, w->at)
                                  : NULL;
    if (mark != NULL && mark->kind == MARK_FOOTNOTE && mark->to == w->at + length) {
        take_footnote(w, mark);
        return;
    }
    bool address = mark != NULL && mark->kind == MARK_AUTOLINK &&
                   w->m->anchors && w->images == 0;
    if (address)
        w->events->open(w->events->user, ELEMENT_A, 0);
    tell_text(w, w->at, w->at + length);
    if (address)
        w->events->close(w->events->user, ELEMENT_A);
    w->at += length;
}

/* A character reference at the cursor. cmark decoded it once already; asking
 * again tells how long it is. */
static void
take_reference(struct walk *w)
{
    cmark_strbuf decoded;
    cmark_strbuf_init(w->m->parser->mem, &decoded, 0);
    uint32_t from = w->at + 1;
    bufsize_t length = houdini_unescape_ent(&decoded, w->c + from,
                                            (bufsize_t)(w->n - from));
    expect(w, length > 0);
    tell_characters(w, decoded.ptr, (size_t)decoded.size, w->at,
                    from + (uint32_t)length);
    w->at = from + (uint32_t)length;
}

static bool
at_reference(const struct walk *w)
{
    cmark_strbuf decoded;
    cmark_strbuf_init(w->m->parser->mem, &decoded, 0);
    return sees(w, '&') &&
           houdini_unescape_ent(&decoded, w->c + w->at + 1,
                                (bufsize_t)(w->n - w->at - 1)) > 0;
}

/* Is this the address between the brackets of <address>? */
static bool
is_address(const struct walk *w, const cmark_node *x)
{
    return x->parent != NULL && x->parent->type == CMARK_NODE_LINK &&
           x->prev == NULL && w->at > 0 && w->c[w->at - 1] == '<';
}

/* An address in which cmark decoded character references, if it has any. */
static void
take_address(struct walk *w)
{
    while (w->at < w->n && w->c[w->at] != '>') {
        uint32_t from = w->at;
        while (w->at < w->n && w->c[w->at] != '>' && !at_reference(w))
            w->at++;
        tell_text(w, from, w->at);
        if (sees(w, '&'))
            take_reference(w);
    }
    expect(w, sees(w, '>'));
}

/* As text, has what stands in the comment an effect on what comes behind it?
 * Tags have one that are not closed there, or do not end there. */
static bool
has_effects(const uint8_t *content, uint32_t size, uint32_t from, uint32_t end)
{
    int open = 0;
    for (uint32_t i = from + 1; i < end; i++) {
        /* a comment in it ends where it ends */
        if (content[i] != '<' || pointed_opens_comment(content, size, i))
            continue;
        uint32_t tag_end = pointed_tag(content, size, i);
        if (tag_end == 0 || tag_end > end || open < 0)
            return true;
        bool closing = content[i + 1] == '/';
        bool empty = strncasecmp((const char *)content + i, "<img", 4) == 0 ||
                     strncasecmp((const char *)content + i, "<br", 3) == 0;
        open += closing ? -1 : !empty;
        i = tag_end - 1;
    }
    return open != 0;
}

/* To cmark-gfm 0.29 a comment with dashes inside is text, in which tags, code
 * and links begin (corpus/ambiguous-html/tag-in-a-comment-with-dashes.md). */
static void
dispute(const struct walk *w, uint32_t end)
{
    const uint8_t *content = w->p->content;
    if (w->events->dispute == NULL ||
        pointed_plain_comment(content, w->n, w->at) == end)
        return;
    w->events->dispute(w->events->user, has_effects(content, w->n, w->at, end));
}

/* CommonMark 0.31, 6.6, ends a comment at the first "-->"; cmark-gfm 0.29 wants
 * no dashes inside, and what the shadow did to help it may have been too
 * little. What is inside is told, but as a comment. */
static void
meet_comment(struct walk *w)
{
    const uint8_t *content = w->p->content;
    if (w->at < w->comment || w->commentless ||
        !pointed_opens_comment(content, w->n, w->at))
        return;
    uint32_t end = pointed_comment(content, w->n, w->at);
    w->commentless = end == 0;
    if (end == 0)
        return;
    dispute(w, end);
    w->comment = end;
}

static void
take_text(struct walk *w, const cmark_node *x)
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
        meet_comment(w);
        /* a constant of cmark's for "[", "![", "]", "!", "&", "<", "\\" */
        expect(w, length <= w->n - w->at &&
                      memcmp(w->c + w->at, text->data, length) == 0);
        tell_text(w, w->at, w->at + length);
        w->at += length;
    }
}

static void
take_break(struct walk *w, bool hard)
{
    uint32_t i = w->at;
    while (i < w->n && w->c[i] != '\n' && is_space(w->c[i]))
        i++;
    bool backslash = hard && i < w->n && w->c[i] == '\\';
    i += backslash;
    expect(w, i < w->n && w->c[i] == '\n');
    i++;
    /* Behind a backslash cmark leaves the blanks to the next text. */
    while (!backslash && i < w->n && (w->c[i] == ' ' || w->c[i] == '\t'))
        i++;
    struct source_span span = passage_span(w->p, w->at, i);
    w->at = i;
    if (w->images > 0)
        return;
    if (hard)
        w->events->hard_break(w->events->user, span.from, span.to);
    else
        w->events->soft_break(w->events->user, span.from, span.to);
}

/* ---- code ------------------------------------------------------------------ */

static bool
is_blank_or_end(uint8_t c)
{
    return c == ' ' || c == '\n';
}

/* CommonMark 6.1: one blank at each end goes, if there is more than blanks. */
static bool
code_is_padded(const struct walk *w, uint32_t from, uint32_t to)
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
take_code(struct walk *w)
{
    expect(w, sees(w, '`'));
    uint32_t ticks = ticks_count(w->c, w->n, w->at);
    uint32_t close = ticks_find(w->c, w->n, w->at + ticks, ticks);
    expect(w, close < w->n);
    bool padded = code_is_padded(w, w->at + ticks, close);
    take_syntax(w, ticks + padded);
    uint32_t to = close - padded;
    if (w->images == 0)
        w->events->open(w->events->user, ELEMENT_CODE, 0);
    while (w->at < to) {
        const uint8_t *newline = memchr(w->c + w->at, '\n', to - w->at);
        uint32_t end = newline == NULL ? to : (uint32_t)(newline - w->c);
        tell_text(w, w->at, end);
        if (newline != NULL)
            tell_characters(w, " ", 1, end, end + 1);
        w->at = end + (newline != NULL);
    }
    if (w->images == 0)
        w->events->close(w->events->user, ELEMENT_CODE);
    take_syntax(w, ticks + padded);
}

/* ---- raw HTML ---------------------------------------------------------------- */

static void
tell_html_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct walk *w = user;
    (void)offset;
    const struct source *s = w->m->source;
    if (w->at < w->comment) {
        w->events->drop(w->events->user, source, source + length,
                        SMAC_HTML_COMMENT);
        return;
    }
    bool carriage = s->clean[source + length - 1] == '\r';
    w->events->html(w->events->user, s->clean + source, length - carriage,
                    source);
    if (carriage)
        w->events->html(w->events->user, (const uint8_t *)"\n", 1,
                        source + length - 1);
}

static void
take_html(struct walk *w, const cmark_node *x)
{
    uint32_t length = (uint32_t)x->as.literal.len;
    expect(w, x->as.literal.data == w->c + w->at && length <= w->n - w->at);
    if (w->at >= w->comment &&
        pointed_opens_comment(w->p->content, w->n, w->at))
        dispute(w, w->at + length);
    if (w->images == 0)
        passage_pieces(w->p, w->at, w->at + length, tell_html_piece, w);
    w->at += length;
}

/* ---- links -------------------------------------------------------------------- */

static void
take_reference_tail(struct walk *w, struct definition *d,
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
    take_syntax(w, end - w->at);
    if (label.from < label.to)
        tell_drop(w, range_span(w, label), SMAC_LINK_LABEL);
}

/* From the bracket behind the text to the link's end. */
static void
take_tail(struct walk *w, const cmark_node *x, struct markdown_link *link)
{
    *link = (struct markdown_link){0};
    expect(w, sees(w, ']'));
    take_syntax(w, 1);
    struct definition *d = definition_of(w->m, &x->as.link.url);
    if (d != NULL) {
        take_reference_tail(w, d, link);
        return;
    }
    struct link_parts parts;
    expect(w, link_tail(w->c, w->n, w->at, &parts));
    take_syntax(w, parts.end - w->at);
    link->destination = range_span(w, parts.destination);
    link->title = range_span(w, parts.title);
    tell_drop(w, link->destination, SMAC_LINK_DESTINATION);
    tell_drop(w, link->title, SMAC_LINK_TITLE);
}

static void
leave_link(struct walk *w, const cmark_node *x)
{
    struct markdown_link link = {0};
    if (sees(w, '>'))
        take_syntax(w, 1); /* <https://...>: the address is the text */
    else
        take_tail(w, x, &link);
    if (w->images == 0)
        w->events->link_close(w->events->user, &link);
}

static void
leave_image(struct walk *w, const cmark_node *x)
{
    struct markdown_link link;
    struct source_span alt = passage_span(w->p, w->alt, w->at);
    w->images--;
    if (w->images == 0 && w->alt < w->at)
        tell_drop(w, alt, SMAC_IMAGE_ALT);
    take_tail(w, x, &link);
    if (w->images == 0)
        w->events->image(w->events->user, &link, alt);
}

/* ---- the walk ------------------------------------------------------------------ */

/* Opens or closes an element, whose delimiters have `length` bytes. */
static void
take_delimiters(struct walk *w, const cmark_node *x, bool opens)
{
    bool strike = x->type == (uint16_t)dialect_get()->strike;
    enum element e = strike                         ? ELEMENT_DEL
                     : x->type == CMARK_NODE_STRONG ? ELEMENT_STRONG
                                                    : ELEMENT_EM;
    uint32_t length = strike ? (uint32_t)x->as.literal.len
                             : x->type == CMARK_NODE_STRONG ? 2 : 1;
    expect(w, sees(w, '*') || sees(w, '_') || sees(w, '~'));
    if (w->images == 0 && !opens)
        w->events->close(w->events->user, e);
    take_syntax(w, length);
    if (w->images == 0 && opens)
        w->events->open(w->events->user, e, 0);
}

static void
enter(struct walk *w, const cmark_node *x)
{
    if (x->type == (uint16_t)dialect_get()->strike) {
        take_delimiters(w, x, true);
        return;
    }
    switch (x->type) {
    case CMARK_NODE_TEXT:
        take_text(w, x);
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        take_break(w, x->type == CMARK_NODE_LINEBREAK);
        break;
    case CMARK_NODE_CODE:
        take_code(w);
        break;
    case CMARK_NODE_HTML_INLINE:
        take_html(w, x);
        break;
    case CMARK_NODE_LINK:
        expect(w, sees(w, '<') || sees(w, '['));
        if (w->images == 0)
            w->events->link_open(w->events->user);
        take_syntax(w, 1);
        break;
    case CMARK_NODE_IMAGE:
        expect(w, sees(w, '!'));
        take_syntax(w, 2);
        if (w->images++ == 0)
            w->alt = w->at;
        break;
    default:
        expect(w, x->type == CMARK_NODE_EMPH || x->type == CMARK_NODE_STRONG);
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
leave(struct walk *w, const cmark_node *x)
{
    if (!is_container(x))
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
reveal(struct walk *w)
{
    if (w->concealed == 0 || w->at < w->concealed)
        return;
    w->concealed = 0;
    w->events->reveal(w->events->user);
}

static void
walk_over(struct walk *w, const cmark_node *root)
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
    while (w->at < w->n && is_space(w->c[w->at]))
        w->at++;
    expect(w, w->at == w->n);
    reveal(w);
}

/* ---- without cmark --------------------------------------------------------- */

/* Bytes that begin an inline, or that cmark and we treat in a way of their
 * own; the second kind only where a bare address matters. */
enum { ALWAYS = 1, IN_ADDRESS = 2 };

static const uint8_t meaningful[256] = {
    ['\\'] = ALWAYS,    ['`'] = ALWAYS,      ['*'] = ALWAYS,  ['_'] = ALWAYS,
    ['['] = ALWAYS,     ['&'] = ALWAYS,      ['<'] = ALWAYS,  ['~'] = ALWAYS,
    ['$'] = ALWAYS,     ['\r'] = ALWAYS,     ['\v'] = ALWAYS, ['\f'] = ALWAYS,
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
walk_plain(struct walk *w)
{
    uint32_t end = w->n;
    while (end > 0 && is_space(w->c[end - 1]))
        end--;
    while (w->at < end) {
        const uint8_t *newline = memchr(w->c + w->at, '\n', end - w->at);
        uint32_t line_end = newline == NULL ? end : (uint32_t)(newline - w->c);
        uint32_t to = line_end;
        while (to > w->at && is_space(w->c[to - 1]))
            to--;
        tell_text(w, w->at, to);
        w->at = to;
        if (newline != NULL)
            take_break(w, line_end >= 2 && w->c[line_end - 1] == ' ' &&
                              w->c[line_end - 2] == ' ');
    }
}

/* ---- with cmark ------------------------------------------------------------ */

/* Its dollars, or what they are made of. */
static bool
may_have_formula(const struct passage *p)
{
    return memchr(p->content, '$', p->size) != NULL ||
           memchr(p->content, '&', p->size) != NULL;
}

/* Looks over what the leaf says before it is told. */
static void
veil_formulas(struct walk w, const cmark_node *x)
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
        walk_plain(&(struct walk){.m = m, .events = m->events, .p = p,
                                  .c = p->content, .n = p->size});
        return;
    }
    struct memory_mark mark = memory_mark(&m->memory);
    cmark_node *x = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH,
                                            m->parser->mem);
    /* The content itself stays, for the page may be rendered again. */
    uint8_t *shadow = parse_get(m, p->size + 1);
    memcpy(shadow, p->content, p->size);
    shadow_cast(m, shadow, p->size);
    x->content.ptr = shadow;
    x->content.size = (bufsize_t)p->size;
    cmark_parse_inlines(m->parser, x, m->references, m->parser->options);
    struct walk w = {
        .m = m, .events = m->events, .p = p, .c = shadow, .n = p->size,
        .concealed = m->events->conceal != NULL ? p->concealed : 0,
    };
    if (m->events->drawn && !m->unseen && may_have_formula(p))
        veil_formulas(w, x);
    walk_over(&w, x);
    memory_rewind(&m->memory, mark);
}
