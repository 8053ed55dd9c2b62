/* SPDX-License-Identifier: MIT */
#include "prose.h"

#include <cmark-gfm/houdini.h>
#include <stdlib.h>
#include <strings.h>

#include "formula.h"

/* Characters from `at` on: the source's own from `from` on, or such as stand
 * for [from, to) together. */
struct prose_run {
    size_t at;
    size_t from;
    size_t to;
    bool own;
};

static struct prose *
prose_of(void *user)
{
    return &((struct markdown *)user)->prose;
}

void
prose_begin(struct markdown *m)
{
    buffer_clear(&m->prose.text);
    buffer_clear(&m->prose.flags);
    buffer_clear(&m->prose.runs);
    m->prose.pending = 0;
    m->prose.code = false;
}

void
prose_forget(struct markdown *m)
{
    if (m->veils.size > 0)
        m->events->veil(m->events->user, NULL, 0, SMAC_MATH_HIDDEN);
    buffer_clear(&m->veils);
}

static void
put(struct prose *p, const void *bytes, size_t length, unsigned flags,
    struct prose_run run)
{
    if (length == 0)
        return;
    run.at = p->text.size;
    buffer_put(&p->runs, &run, sizeof run);
    buffer_put(&p->text, bytes, length);
    flags |= p->code ? FORMULA_CODE : 0;
    for (size_t i = 0; i < length; i++)
        buffer_putc(&p->flags, (uint8_t)(flags | (i == 0 ? p->pending : 0)));
    p->pending = 0;
}

/* ---- markdown's events ---------------------------------------------------- */

static void
put_edge(void *user)
{
    prose_of(user)->pending |= FORMULA_EDGE;
}

static void
on_open(void *user, enum element e, unsigned argument)
{
    (void)argument;
    put_edge(user);
    prose_of(user)->code |= e == ELEMENT_CODE;
}

static void
on_close(void *user, enum element e)
{
    put_edge(user);
    prose_of(user)->code &= e != ELEMENT_CODE;
}

static void
on_text(void *user, size_t from, size_t to)
{
    const struct markdown *m = user;
    put(prose_of(user), m->source->clean + from, to - from, 0,
        (struct prose_run){.from = from, .to = to, .own = true});
}

static void
on_characters(void *user, const char *bytes, size_t length, size_t from,
              size_t to)
{
    put(prose_of(user), bytes, length, FORMULA_ENTITY,
        (struct prose_run){.from = from, .to = to});
}

static void
on_break(void *user, size_t from, size_t to)
{
    put(prose_of(user), "\n", 1, 0, (struct prose_run){.from = from, .to = to});
}

/* The backslash of an escape. */
static void
on_syntax(void *user, size_t from, size_t to)
{
    const struct markdown *m = user;
    if (to - from == 1 && m->source->clean[from] == '\\')
        prose_of(user)->pending |= FORMULA_ESCAPED;
}

static void
on_link_close(void *user, const struct markdown_link *link)
{
    (void)link;
    put_edge(user);
}

static void
on_image(void *user, const struct markdown_link *link, struct source_span alt)
{
    (void)alt;
    on_link_close(user, link);
}

/* In what raw HTML says is code there are no formulas. */
static void
meet_tag(struct prose *p, const uint8_t *tag, size_t length)
{
    static const char *const names[] = {"code", "pre", "kbd", "samp", "tt"};
    size_t from = length > 1 && tag[1] == '/' ? 2 : 1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (length - from > n &&
            strncasecmp((const char *)tag + from, names[i], n) == 0 &&
            memchr(" \t\n/>", tag[from + n], 5) != NULL)
            p->code = from == 1;
    }
}

static void
on_html(void *user, const uint8_t *bytes, size_t length, size_t from)
{
    if (length >= 3 && strncasecmp((const char *)bytes, "<br", 3) == 0)
        on_break(user, from, from + length);
    put_edge(user);
    if (length > 1)
        meet_tag(prose_of(user), bytes, length);
}

static void
on_drop(void *user, size_t from, size_t to, enum smac_reason reason)
{
    (void)user;
    (void)from;
    (void)to;
    (void)reason;
}

struct markdown_events
prose_events(struct markdown *m)
{
    return (struct markdown_events){
        .user = m,
        .open = on_open,
        .close = on_close,
        .text = on_text,
        .characters = on_characters,
        .soft_break = on_break,
        .hard_break = on_break,
        .link_open = put_edge,
        .link_close = on_link_close,
        .image = on_image,
        .html = on_html,
        .drop = on_drop,
        .syntax = on_syntax,
    };
}

/* ---- raw HTML ---------------------------------------------------------------- */

/* Where the tag or comment at `at` ends, or `at` if there is none. A rough
 * answer: the tokenizer that judges HTML works over the whole page, this one
 * only says where GitHub could see a formula. */
static size_t
skip_tag(const uint8_t *text, size_t at, size_t to)
{
    uint8_t next = at + 1 < to ? text[at + 1] : ' ';
    uint8_t quote = 0;
    if (!(next == '/' || next == '!' || next == '?' ||
          ((next | 0x20) >= 'a' && (next | 0x20) <= 'z')))
        return at;
    for (size_t i = at + 1; i < to; i++) {
        if (quote != 0)
            quote = text[i] == quote ? 0 : quote;
        else if (text[i] == '>')
            return i + 1;
        else if (text[i - 1] == '=' && (text[i] == '"' || text[i] == '\''))
            quote = text[i];
    }
    return to;
}

static size_t
put_reference(struct markdown *m, size_t at, size_t to)
{
    cmark_strbuf decoded;
    struct memory_mark mark = memory_mark(&m->memory);
    cmark_strbuf_init(m->parser->mem, &decoded, 0);
    bufsize_t length = houdini_unescape_ent(&decoded, m->source->clean + at + 1,
                                            (bufsize_t)(to - at - 1));
    size_t end = at + 1 + (size_t)length;
    if (length > 0)
        on_characters(m, (const char *)decoded.ptr, (size_t)decoded.size, at,
                      end);
    else
        on_text(m, at, end);
    memory_rewind(&m->memory, mark);
    return end;
}

void
prose_html(struct markdown *m, size_t from, size_t to, bool tags)
{
    const uint8_t *text = m->source->clean;
    while (from < to) {
        size_t at = from;
        while (at < to && text[at] != '<' && text[at] != '&')
            at++;
        on_text(m, from, at);
        if (at == to)
            return;
        if (text[at] == '&') {
            from = put_reference(m, at, to);
            continue;
        }
        from = tags ? skip_tag(text, at, to) : at;
        put_edge(m);
        meet_tag(&m->prose, text + at, to - at);
        if (from == at)
            on_text(m, at, ++from);
    }
}

/* ---- what is hidden ------------------------------------------------------------ */

static void
add_veil(struct markdown *m, size_t from, size_t to)
{
    struct source_span veil = {from, to};
    buffer_put(&m->veils, &veil, sizeof veil);
}

static void
veil_run(struct markdown *m, const struct prose_run *run, size_t end)
{
    const bool *hidden = (const bool *)m->hidden.data;
    size_t at = run->at;
    while (at < end) {
        size_t from = at;
        while (at < end && hidden[at] == hidden[from])
            at++;
        if (hidden[from] && !run->own)
            add_veil(m, run->from, run->to);
        else if (hidden[from])
            add_veil(m, run->from + (from - run->at),
                     run->from + (at - run->at));
    }
}

void
prose_read(struct markdown *m)
{
    struct prose *p = &m->prose;
    parse_check(m, &p->text);
    parse_check(m, &p->flags);
    parse_check(m, &p->runs);
    if (p->text.size == 0 || !formula_is_possible(p->text.data, p->text.size))
        return;
    buffer_clear(&m->hidden);
    if (!buffer_reserve(&m->hidden, p->text.size))
        parse_fail(m, SMAC_NO_MEMORY, "out of memory");
    memset(m->hidden.data, 0, p->text.size);
    formula_mark(&m->tex, p->text.data, p->flags.data, p->text.size,
                 (bool *)m->hidden.data);
    const struct prose_run *runs = (const void *)p->runs.data;
    size_t count = p->runs.size / sizeof *runs;
    for (size_t i = 0; i < count; i++)
        veil_run(m, &runs[i], i + 1 < count ? runs[i + 1].at : p->text.size);
    parse_check(m, &m->veils);
}

static int
compare(const void *left, const void *right)
{
    const struct source_span *a = left, *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

void
prose_veil(struct markdown *m)
{
    struct source_span *veils = (struct source_span *)(void *)m->veils.data;
    size_t count = m->veils.size / sizeof *veils;
    if (count == 0)
        return;
    qsort(veils, count, sizeof *veils, compare);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        struct source_span *last = &veils[kept - 1];
        if (veils[i].from > last->to)
            veils[kept++] = veils[i];
        else if (veils[i].to > last->to)
            last->to = veils[i].to;
    }
    m->events->veil(m->events->user, veils, kept, SMAC_MATH_HIDDEN);
}
