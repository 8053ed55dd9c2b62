/* SPDX-License-Identifier: MIT */
#include "shadow.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "autolink.h"
#include "footnote.h"
#include "link.h"
#include "pointed.h"
#include "ticks.h"

/* For each link cmark walks all earlier emphasis marks and image openers of
 * the paragraph. The product may not pass this many steps, and so many a
 * byte: 1 MB of badges stays far below. */
#define STEPS_FREE   100000u
#define STEPS_A_BYTE 100u

struct shadow {
    struct markdown *m;
    uint8_t *c;
    uint32_t size;
    uint32_t plain_from; /* autolinks start behind this */
    uint64_t links;
    uint64_t delimiters;
    uint64_t images;
    uint64_t brackets; /* that are open: within these cmark sees no autolinks */
    /* Of the innermost 64 of them, the lowest bit first: does an image begin
     * there, and may a link have ended in it? That one begins no other. */
    uint64_t of_image, holds_link;
    uint32_t image_at; /* the bracket of the last "![" */
    /* The last place where each construct can end, found when first needed. */
    uint32_t last_instruction, last_cdata, last_pointed, last_comment;
    bool sought;
    struct ticks *ticks;
};

/* Bytes at which shadow_cast has something to do; the content's end is one. */
static const uint8_t interesting[256] = {
    ['\0'] = 1, ['\\'] = 1, ['<'] = 1, ['['] = 1, [']'] = 1,
    ['*'] = 1,  ['`'] = 1,  ['&'] = 1, ['_'] = 1, ['~'] = 1,
    ['!'] = 1,  [':'] = 1,  ['w'] = 1,
};

/* cmark's scanners ignore the case of letters. */
static bool
starts(const struct shadow *s, uint32_t at, const char *text)
{
    size_t n = strlen(text);
    return s->size - at >= n &&
           strncasecmp((const char *)s->c + at, text, n) == 0;
}

/* Where each construct's last terminator begins, 0 if there is none: one
 * backward pass, for a scan per opener is quadratic (a<? a<? a<? ...). */
static void
seek_terminators(struct shadow *s)
{
    s->sought = true;
    for (uint32_t i = s->size; i-- > 0;) {
        if (s->c[i] != '>')
            continue;
        if (s->last_pointed == 0)
            s->last_pointed = i;
        if (s->last_instruction == 0 && i >= 1 && s->c[i - 1] == '?')
            s->last_instruction = i - 1;
        if (s->last_cdata == 0 && i >= 2 && memcmp(s->c + i - 2, "]]", 2) == 0)
            s->last_cdata = i - 2;
        if (s->last_comment == 0 && i >= 2 &&
            memcmp(s->c + i - 2, "--", 2) == 0)
            s->last_comment = i - 2;
    }
}

static void
accept_as_tag(struct shadow *s, uint32_t at, uint32_t end)
{
    memset(s->c + at, ' ', end - at);
    memcpy(s->c + at, "<a", 2);
    memcpy(s->c + end - 2, "/>", 2);
}

/* A comment by CommonMark 0.31, 6.6, that cmark-gfm 0.29 takes for text when
 * it has dashes inside or ends at once: give it a form that it accepts. */
static uint32_t
accept_comment(struct shadow *s, uint32_t at)
{
    uint32_t from = at + 4;
    if (s->last_comment < at + 2)
        return from;
    uint32_t end = pointed_comment(s->c, s->size, at);
    if (end < from + 3) {
        accept_as_tag(s, at, end); /* it ends at once */
        return end;
    }
    for (uint32_t i = from; i < end - 3; i++) {
        if (s->c[i] == '-')
            s->c[i] = 1; /* stands in a tag where a dash can, or nowhere */
    }
    return end;
}

static bool
is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A declaration by CommonMark 0.31, 6.6: from a letter to ">". cmark-gfm wants
 * capitals and a blank, so it is given a tag. */
static uint32_t
accept_declaration(struct shadow *s, uint32_t at)
{
    if (s->last_pointed < at + 2) {
        s->c[at + 2] = '0';
        return at + 1;
    }
    const uint8_t *close = memchr(s->c + at, '>', s->size - at);
    uint32_t end = (uint32_t)(close - s->c) + 1;
    accept_as_tag(s, at, end);
    return end;
}

/* What looks like a comment in an address or a tag is none. */
static uint32_t
pass_pointed(const struct shadow *s, uint32_t at)
{
    uint32_t end = pointed_address(s->c, s->size, at);
    if (end == 0)
        end = pointed_tag(s->c, s->size, at);
    return end == 0 ? at + 1 : end;
}

/* CommonMark 2.5: at most seven decimal digits, or six hexadecimal ones. cmark
 * takes one more of each. */
static uint32_t
handle_reference(struct shadow *s, uint32_t at)
{
    uint32_t i = at + 2;
    if (i >= s->size || s->c[at + 1] != '#')
        return at + 1;
    bool hex = (s->c[i] | 0x20) == 'x';
    i += hex;
    uint32_t from = i;
    while (i < s->size && (hex ? isxdigit(s->c[i]) : isdigit(s->c[i])))
        i++;
    if (i - from > (hex ? 6 : 7))
        s->c[at] = 1; /* text then, whatever it is */
    return i;
}

/* "<" at `at`: what cannot end is text; say so before cmark looks for it. */
static uint32_t
handle_pointed(struct shadow *s, uint32_t at)
{
    if (at + 1 >= s->size || (s->c[at + 1] != '?' && s->c[at + 1] != '!'))
        return pass_pointed(s, at);
    if (!s->sought)
        seek_terminators(s);
    if (s->c[at + 1] == '?') {
        if (s->last_instruction < at + 2)
            s->c[at + 1] = '=';
    } else if (pointed_opens_comment(s->c, s->size, at)) {
        return accept_comment(s, at);
    } else if (starts(s, at, "<![CDATA[")) {
        if (s->last_cdata < at + 9)
            s->c[at + 3] = 'x';
    } else if (at + 2 < s->size && is_letter(s->c[at + 2])) {
        return accept_declaration(s, at);
    }
    return at + 1;
}

static void
add_mark(struct shadow *s, uint32_t from, uint32_t to, enum mark_kind kind,
         uint32_t footnote)
{
    struct mark mark = {from, to, kind, footnote};
    buffer_put(&s->m->marks, &mark, sizeof mark);
    parse_check(s->m, &s->m->marks);
    s->c[from] = MARK_BYTE;
}

/* Where the label that begins at `from` ends, or 0. What begins in it and is
 * understood first, a code span or a tag, may reach beyond. */
static uint32_t
label_end(struct shadow *s, uint32_t from)
{
    enum { LONGEST = 1000 };
    uint32_t most = s->size - from < LONGEST ? s->size : from + LONGEST;
    uint32_t i = from;
    while (i < most && s->c[i] != ']') {
        uint32_t end = 0;
        if (s->c[i] == '[' || s->c[i] == '\n')
            return 0;
        if (s->c[i] == '`')
            end = ticks_pass(s->ticks, s->c, s->size, i);
        else if (s->c[i] == '<')
            end = pointed_tag(s->c, most, i);
        i = end > 0 ? end : i + (s->c[i] == '\\' ? 2 : 1);
    }
    return i < s->size && s->c[i] == ']' ? i : 0;
}

/* A definition whose line is indented too far for a footnote's may have one. */
static bool
has_label_with_caret(const cmark_map *references)
{
    size_t low = 0;
    size_t high = references->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (references->sorted[middle]->label[0] < '^')
            low = middle + 1;
        else
            high = middle;
    }
    return low < references->size && references->sorted[low]->label[0] == '^';
}

/* Does cmark find a definition for "[^text]" at `at`, or for the "[label]" that
 * follows it at `end`? (corpus/footnote-unused/label-that-is-a-link.md) */
static bool
is_reference_link(struct shadow *s, uint32_t at, uint32_t end)
{
    if (!link_label(s->c, s->size, end, &end) &&
        !has_label_with_caret(s->m->references))
        return false;
    if (s->m->references->size == 0)
        return false;
    struct memory_mark mark = memory_mark(&s->m->memory);
    cmark_node *x =
        cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, s->m->parser->mem);
    cmark_strbuf_put(&x->content, s->c + at, (bufsize_t)(end - at));
    cmark_parse_inlines(s->m->parser, x, s->m->references,
                        s->m->parser->options);
    bool found = x->first_child->type == CMARK_NODE_LINK;
    memory_rewind(&s->m->memory, mark);
    return found;
}

/* "[^label]" of a footnote that is defined, unless a link's tail follows:
 * behind it, or 0. */
static uint32_t
handle_footnote(struct shadow *s, uint32_t at)
{
    if (s->m->footnotes.size == 0 || at + 1 >= s->size || s->c[at + 1] != '^')
        return 0;
    uint32_t end = label_end(s, at + 2);
    if (end == 0)
        return 0;
    uint32_t index;
    struct link_parts tail;
    if (!footnote_find(s->m, s->c + at + 2, end - at - 2, &index) ||
        link_tail(s->c, s->size, end + 1, &tail) ||
        is_reference_link(s, at, end + 1))
        return 0;
    add_mark(s, at, end + 1, MARK_FOOTNOTE, index);
    return end + 1;
}

static uint32_t
open_bracket(struct shadow *s, uint32_t at)
{
    uint32_t end = handle_footnote(s, at);
    if (end > 0)
        return end;
    s->brackets++;
    s->of_image = s->of_image << 1 | (at > 0 && s->image_at == at);
    s->holds_link <<= 1;
    return at + 1;
}

/* Where it certainly ends a link or an image, cmark reads the tail at once:
 * in it stands no address whose end could be further on
 * (corpus/visible/footnote-behind-a-link.md). */
static uint32_t
close_bracket(struct shadow *s, uint32_t at)
{
    struct link_parts tail;
    s->links++;
    if (s->brackets == 0)
        return at + 1;
    bool is_image = s->of_image & 1;
    bool is_doubtful = !is_image && (s->holds_link & 1);
    s->brackets--;
    s->of_image >>= 1;
    s->holds_link = s->holds_link >> 1 | UINT64_C(1) << 63;
    bool has_tail = link_tail(s->c, s->size, at + 1, &tail);
    if (!is_image && (has_tail || s->m->references->size > 0))
        s->holds_link = UINT64_MAX;
    return has_tail && !is_doubtful ? tail.end : at + 1;
}

/* Past <https://...>, `from` being behind its bracket; 0 if it is none. */
static uint32_t
pointed_end(const struct shadow *s, uint32_t from)
{
    if (from == 0 || s->c[from - 1] != '<')
        return 0;
    uint32_t i = from;
    while (i < s->size && s->c[i] > ' ' && s->c[i] != '<' && s->c[i] != '>')
        i++;
    return i < s->size && s->c[i] == '>' ? i + 1 : 0;
}

static uint32_t
handle_autolink(struct shadow *s, uint32_t at)
{
    uint32_t from, to;
    if (s->brackets > 0)
        return at + 1;
    if (!autolink_find(s->c, s->size, at, s->plain_from, &from, &to))
        return at + 1;
    /* <https://...> and [https://...] are cmark's own to understand. */
    uint32_t end = pointed_end(s, from);
    if (end > 0) {
        s->plain_from = end;
        return end;
    }
    s->plain_from = to;
    if (from > 0 && s->c[from - 1] == '[')
        return at + 1;
    if (!s->m->anchors && autolink_is_plain(s->c + from, to - from))
        return at + 1;
    add_mark(s, from, to, MARK_AUTOLINK, 0);
    return to;
}

/* cmark-gfm takes "![^" for no image. */
static uint32_t
pass_bang(struct shadow *s, uint32_t at)
{
    if (at + 1 >= s->size || s->c[at + 1] != '[')
        return at + 1;
    s->images++;
    if (at + 2 < s->size && s->c[at + 2] != '^')
        s->image_at = at + 1;
    return at + 1;
}

static uint32_t
handle(struct shadow *s, uint32_t i)
{
    switch (s->c[i]) {
    case '\\':
        return i + 2;
    case '<':
        return handle_pointed(s, i);
    case '`':
        return ticks_pass(s->ticks, s->c, s->size, i);
    case '&':
        return handle_reference(s, i);
    case '[':
        return open_bracket(s, i);
    case ']':
        return close_bracket(s, i);
    case '!':
        return pass_bang(s, i);
    case ':': /* "://", "www." */
    case 'w':
        return i + 2 < s->size && s->c[i + 1] == (s->c[i] == ':' ? '/' : 'w')
                   ? handle_autolink(s, i)
                   : i + 1;
    default:
        s->delimiters += i == 0 || s->c[i - 1] != s->c[i];
        return i + 1;
    }
}

void
shadow_cast(struct markdown *m, uint8_t *content, uint32_t size)
{
    struct ticks ticks;
    struct shadow s = {.m = m, .c = content, .size = size, .ticks = &ticks};
    ticks_reset(&ticks);
    buffer_clear(&m->marks);
    uint32_t i = 0;
    while (i < size) {
        while (!interesting[content[i]])
            i++;
        if (i < size)
            i = handle(&s, i);
    }
    uint64_t budget = STEPS_FREE + (uint64_t)size * STEPS_A_BYTE;
    if (s.links * (s.delimiters + s.images) > budget)
        parse_fail(m, SMAC_TOO_COMPLEX,
                   "too many links beside emphasis marks in one paragraph");
}

const struct mark *
shadow_mark(const struct markdown *m, uint32_t from)
{
    const struct mark *marks = (const struct mark *)(void *)m->marks.data;
    size_t count = m->marks.size / sizeof *marks;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marks[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && marks[low].from == from ? &marks[low] : NULL;
}
