/* SPDX-License-Identifier: MIT */
#include "signs.h"

#include <ctype.h>
#include <string.h>

#include "doubt.h"
#include "hidden.h"
#include "pointed.h"
#include "ticks.h"

enum {
    SMALL_FEW = 3, /* tags that shrink: too few for a nest nobody can read */
    NAME_MAX_LENGTH = 16, /* longer names are in no table */
};

struct look {
    struct signs signs;
    struct doubt doubt;
    unsigned small;
    bool tables;
    bool heights;
    bool in_details; /* <details> was the last tag */

    const uint8_t *text;
    uint32_t size;
    struct ticks ticks;
};

/* What parsers and renderers read in many ways asks for every opinion. */
static void
suspect_all(struct look *l)
{
    l->signs.page = true;
    l->signs.github = true;
    l->doubt.raised = true;
}

/* Copies a name in lower case; its length, which may be more than is kept. */
static size_t
read_name(const uint8_t *at, char *name)
{
    size_t n = 0;
    for (; isalnum(at[n]) || at[n] == '-' || at[n] == '_' || at[n] == ':'; n++)
        if (n < NAME_MAX_LENGTH)
            name[n] = (char)tolower(at[n]);
    return n;
}

/* <table align=right>, or what a reference may make of the value. */
static bool
is_right(const uint8_t *at, const uint8_t *end)
{
    while (at < end && (isspace(*at) || strchr("='\"", *at) != NULL))
        at++;
    return at < end && (tolower(*at) == 'r' || *at == '&');
}

static void
note_attributes(struct look *l, enum element e, const uint8_t *at,
                const uint8_t *end)
{
    char name[NAME_MAX_LENGTH];
    while (at < end) {
        size_t n = read_name(at, name);
        if (n > 0 && n <= sizeof name) {
            doubt_attribute(&l->doubt, name, n);
            enum attribute a = element_attribute_find(name, n);
            l->signs.page |= a == ATTRIBUTE_STYLE || a == ATTRIBUTE_POPOVER;
            l->signs.page |= a == ATTRIBUTE_ALIGN && e == ELEMENT_TABLE &&
                             is_right(at + n, end);
            l->heights |= a == ATTRIBUTE_HEIGHT;
        }
        at += n > 0 ? n : 1;
        uint8_t quote = at < end ? *at : 0;
        if (quote != '"' && quote != '\'')
            continue;
        const uint8_t *close = memchr(at + 1, quote, (size_t)(end - at - 1));
        at = close == NULL ? end : close + 1;
    }
}

/* Answers where the tag ends. */
static uint32_t
note_tag(struct look *l, uint32_t at)
{
    char name[NAME_MAX_LENGTH];
    bool closing = l->text[at + 1] == '/';
    const uint8_t *start = l->text + at + 1 + closing;
    size_t n = read_name(start, name);
    enum element e = element_find(name, n < sizeof name ? n : sizeof name);
    unsigned flags = element_info(e)->flags;
    l->tables |= e == ELEMENT_TABLE;
    if (hidden_shrinks(e))
        l->small++;
    l->signs.sheet |= e == ELEMENT_STYLE || e == ELEMENT_LINK ||
                      e == ELEMENT_BODY || e == ELEMENT_HTML ||
                      e == ELEMENT_TEMPLATE;
    l->signs.page |= l->signs.sheet || e == ELEMENT_SVG || e == ELEMENT_COL ||
                     e == ELEMENT_COLGROUP || e == ELEMENT_BUTTON ||
                     e == ELEMENT_LEGEND || (flags & ELEMENT_ANIMATES);
    l->signs.github |= (flags & (ELEMENT_IS_FILTERED | ELEMENT_IS_DROPPED)) ||
                       e == ELEMENT_PICTURE ||
                       (e == ELEMENT_SUMMARY && !closing && !l->in_details);
    l->in_details = e == ELEMENT_DETAILS && !closing;
    uint32_t end = pointed_tag(l->text, l->size, at);
    uint32_t address = pointed_address(l->text, l->size, at);
    if (end == 0 && address == 0)
        suspect_all(l);
    if (closing)
        doubt_end(&l->doubt, e);
    else
        doubt_start(&l->doubt, e);
    if (end > 0)
        note_attributes(l, e, start + n, l->text + end);
    return end > 0 ? end : address > 0 ? address : at + 1;
}

static uint32_t
note_pointed(struct look *l, uint32_t at)
{
    uint8_t next = l->text[at + 1];
    uint8_t first = next == '/' ? l->text[at + 2] : next;
    if (isalpha(first))
        return note_tag(l, at);
    if (next != '!' && next != '?' && next != '/')
        return at + 1;
    uint32_t end = pointed_plain_comment(l->text, l->size, at);
    if (end == 0)
        suspect_all(l);
    return end > 0 ? end : at + 1;
}

/* May the backtick at `at` be one of a bare address? */
static bool
is_in_address(const uint8_t *text, size_t at)
{
    size_t from = at;
    while (from > 0 && !isspace(text[from - 1]) && text[from - 1] != '`')
        from--;
    const uint8_t *word = text + from;
    size_t n = at - from;
    return memchr(word, ':', n) != NULL || memmem(word, n, "www.", 4) != NULL;
}

/* Where a backtick may be part of a link's address, title or label, or of a
 * footnote's label, it is not certain what is a code span
 * (corpus/ambiguous-html/behind-a-backtick-in-a-bare-address.md). */
static bool
has_doubtful_ticks(const uint8_t *text, size_t size)
{
    static const uint8_t meaningful[256] = {
        ['('] = 1, [')'] = 1, ['['] = 1,  [']'] = 1, ['^'] = 1,
        ['`'] = 1, ['"'] = 1, ['\''] = 1, ['<'] = 1, ['\\'] = 1,
    };
    bool tail = false;
    for (size_t i = 1; i < size; i++) {
        if (!meaningful[text[i]])
            continue;
        uint8_t last = text[i - 1];
        if (last == ']' ? text[i] == '(' || text[i] == '['
                        : last == '[' && text[i] == '^')
            tail = true;
        else if (tail && strchr(")]^[", text[i]) == NULL)
            return true;
        else if (text[i] == ')' || text[i] == ']')
            tail = false;
        else if (text[i] == '`' && is_in_address(text, i))
            return true;
    }
    return false;
}

/* U+202A to U+202E and U+2066 to U+2069 turn text around; a reference could be
 * to one of them. */
static bool
has_bidi(const uint8_t *text, size_t size)
{
    const uint8_t *end = text + size;
    for (const uint8_t *c = text;
         (c = memchr(c, 0xE2, (size_t)(end - c))) != NULL; c++) {
        if (end - c >= 2 && c[1] == 0x81)
            return true;
        if (end - c >= 3 && c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE)
            return true;
    }
    for (const uint8_t *c = text;
         (c = memchr(c, '&', (size_t)(end - c))) != NULL; c++) {
        if (c[1] == '#')
            return true;
    }
    return false;
}

/* Is there what could keep a bracket from opening a tag? */
static bool
may_skip(const uint8_t *text, size_t size)
{
    return memchr(text, '`', size) != NULL || memchr(text, '\\', size) != NULL;
}

static void
look_beside_code(struct look *l)
{
    ticks_reset(&l->ticks);
    for (uint32_t at = 0; at < l->size;) {
        uint8_t c = l->text[at];
        if (c == '`')
            at = ticks_pass(&l->ticks, l->text, l->size, at);
        else if (c == '\\')
            at += 2;
        else
            at = c == '<' ? note_pointed(l, at) : at + 1;
    }
}

static void
look_everywhere(struct look *l)
{
    const uint8_t *next;
    for (uint32_t at = 0; at < l->size; at = note_pointed(l, at)) {
        next = memchr(l->text + at, '<', l->size - at);
        if (next == NULL)
            return;
        at = (uint32_t)(next - l->text);
    }
}

static void
look_at(void *user, const uint8_t *text, size_t size, bool inlines)
{
    struct look *l = user;
    l->signs.bidi = l->signs.bidi || has_bidi(text, size);
    if (memchr(text, '<', size) == NULL)
        return;
    l->text = text;
    l->size = (uint32_t)size;
    if (inlines && may_skip(text, size) && !has_doubtful_ticks(text, size))
        look_beside_code(l);
    else
        look_everywhere(l);
}

enum smac_status
signs_parse(struct markdown *m, const struct source *source, size_t start,
            size_t max_memory, unsigned max_depth, struct signs *signs)
{
    struct look l = {.tables = false};
    const struct markdown_listener listener = {&l, look_at};
    doubt_reset(&l.doubt, HTML_VIEW_BROWSER);
    enum smac_status status =
        markdown_parse(m, source, start, max_memory, max_depth, &listener);
    l.signs.github |=
        l.small > SMALL_FEW || (l.tables && (l.heights || l.small > 0));
    l.signs.bidi &= l.signs.page; /* nobody else asks */
    l.signs.doubt = l.doubt.raised;
    *signs = l.signs;
    return status;
}
