/* SPDX-License-Identifier: MIT */
#include "signs.h"

#include <ctype.h>
#include <string.h>

#include "doubt.h"
#include "hidden.h"
#include "pointed.h"

enum {
    SMALL_FEW = 4, /* tags that shrink: too few for a nest nobody can read */
    NAME_MAX_LENGTH = 16, /* longer names are in no table */
};

struct look {
    const uint8_t *text;
    uint32_t size;
    struct signs signs;
    struct doubt doubt;
    unsigned small;
    bool tables;
    bool tags;
};

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

static void
note_attributes(struct look *l, const uint8_t *at, const uint8_t *end)
{
    char name[NAME_MAX_LENGTH];
    while (at < end && !l->doubt.raised) {
        size_t n = read_name(at, name);
        if (n > 0 && n <= sizeof name)
            doubt_attribute(&l->doubt, name, n);
        at += n > 0 ? n : 1;
        uint8_t quote = at < end ? *at : 0;
        if (quote != '"' && quote != '\'')
            continue;
        const uint8_t *close = memchr(at + 1, quote, (size_t)(end - at - 1));
        at = close == NULL ? end : close + 1;
    }
}

static void
note_tag(struct look *l, uint32_t at)
{
    char name[NAME_MAX_LENGTH];
    bool closing = l->text[at + 1] == '/';
    const uint8_t *start = l->text + at + 1 + closing;
    size_t n = read_name(start, name);
    enum element e = element_find(name, n < sizeof name ? n : sizeof name);
    unsigned flags = element_info(e)->flags;
    l->tags = true;
    l->tables |= e == ELEMENT_TABLE;
    if (hidden_shrinks(e))
        l->small++;
    l->signs.page |= e == ELEMENT_STYLE || e == ELEMENT_LINK ||
                     e == ELEMENT_BODY || e == ELEMENT_HTML ||
                     e == ELEMENT_TEMPLATE;
    l->signs.github |= (flags & (ELEMENT_IS_FILTERED | ELEMENT_IS_DROPPED)) ||
                       e == ELEMENT_PICTURE;
    if (l->doubt.raised)
        return;
    uint32_t end = pointed_tag(l->text, l->size, at);
    if (end == 0 && pointed_address(l->text, l->size, at) == 0)
        doubt_token(&l->doubt, true);
    if (closing)
        doubt_end(&l->doubt, e);
    else
        doubt_start(&l->doubt, e);
    if (end > 0)
        note_attributes(l, start + n, l->text + end);
}

/* A comment that all parsers end at the same place. */
static bool
is_plain_comment(const struct look *l, uint32_t at)
{
    const uint8_t *c = l->text + at;
    uint32_t left = l->size - at;
    if (left < 7 || memcmp(c, "<!--", 4) != 0 || c[4] == '>' || c[4] == '-')
        return false;
    const uint8_t *dashes = memmem(c + 4, left - 4, "--", 2);
    return dashes != NULL && dashes + 2 < l->text + l->size &&
           dashes[2] == '>';
}

static void
note_pointed(struct look *l, uint32_t at)
{
    uint8_t next = l->text[at + 1];
    uint8_t first = next == '/' ? l->text[at + 2] : next;
    if (isalpha(first))
        note_tag(l, at);
    else if (next == '!' || next == '?' || next == '/')
        doubt_token(&l->doubt, l->doubt.raised || !is_plain_comment(l, at));
}

/* `style` and an equals sign: an attribute's name cannot be written otherwise. */
static bool
has_style_attribute(const char *text)
{
    while ((text = strcasestr(text, "style")) != NULL) {
        text += strlen("style");
        if (text[strspn(text, " \t\n\f\r")] == '=')
            return true;
    }
    return false;
}

struct signs
signs_of(const struct source *source)
{
    struct look l = {.text = source->clean, .size = (uint32_t)source->size};
    const uint8_t *end = l.text + source->size; /* there is a zero */
    const uint8_t *at = l.text;
    doubt_reset(&l.doubt, HTML_VIEW_BROWSER);
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL)
        note_pointed(&l, (uint32_t)(at++ - l.text));
    const char *text = (const char *)source->clean;
    l.signs.page |= l.tags && has_style_attribute(text);
    l.signs.github |= l.small > SMALL_FEW ||
                      (l.tables && strcasestr(text, "height") != NULL);
    l.signs.doubt = l.doubt.raised;
    return l.signs;
}
