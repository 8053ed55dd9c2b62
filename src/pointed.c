/* SPDX-License-Identifier: MIT */
#include "pointed.h"

#include <ctype.h>
#include <string.h>

struct scan {
    const uint8_t *c;
    uint32_t size;
    uint32_t at;
};

/* 0 at the end: the content has none. */
static uint8_t
peek(const struct scan *s)
{
    return s->at < s->size ? s->c[s->at] : 0;
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
skip_blanks(struct scan *s)
{
    uint32_t from = s->at;
    while (is_blank(peek(s)))
        s->at++;
    return s->at > from;
}

static void
skip_attribute_name(struct scan *s)
{
    uint8_t c = peek(s);
    while (isalnum(c) || c == '-' || c == '_' || c == ':' || c == '.') {
        s->at++;
        c = peek(s);
    }
}

static bool
skip_value(struct scan *s)
{
    uint8_t quote = peek(s);
    if (quote == '"' || quote == '\'') {
        s->at++;
        const uint8_t *end = memchr(s->c + s->at, quote, s->size - s->at);
        if (end == NULL)
            return false;
        s->at = (uint32_t)(end - s->c) + 1;
        return true;
    }
    uint32_t from = s->at;
    while (peek(s) != 0 && strchr(" \t\r\n\v\f\"'=<>`", peek(s)) == NULL)
        s->at++;
    return s->at > from;
}

/* Blanks and an attribute; or the blanks alone, and false. */
static bool
skip_attribute(struct scan *s, bool *broken)
{
    if (!skip_blanks(s) ||
        (!isalpha(peek(s)) && peek(s) != '_' && peek(s) != ':'))
        return false;
    skip_attribute_name(s);
    struct scan behind = *s;
    skip_blanks(s);
    if (peek(s) != '=') {
        *s = behind;
        return true;
    }
    s->at++;
    skip_blanks(s);
    *broken = !skip_value(s);
    return !*broken;
}

uint32_t
pointed_tag(const uint8_t *c, uint32_t size, uint32_t at)
{
    struct scan s = {c, size, at + 1};
    bool closing = peek(&s) == '/';
    bool broken = false;
    s.at += closing;
    if (!isalpha(peek(&s)))
        return 0;
    while (isalnum(peek(&s)) || peek(&s) == '-')
        s.at++;
    if (closing) {
        skip_blanks(&s);
    } else {
        while (skip_attribute(&s, &broken))
            continue;
        if (peek(&s) == '/')
            s.at++;
    }
    return !broken && peek(&s) == '>' ? s.at + 1 : 0;
}

uint32_t
pointed_address(const uint8_t *c, uint32_t size, uint32_t at)
{
    struct scan s = {c, size, at + 1};
    bool address = false;
    uint8_t first = peek(&s);
    if (!isalnum(first) &&
        (first == 0 || strchr(".!#$%&'*+/=?^_`{|}~-", first) == NULL))
        return 0;
    for (; peek(&s) > ' ' && peek(&s) != '<' && peek(&s) != '>'; s.at++)
        address |= peek(&s) == ':' || peek(&s) == '@';
    return address && peek(&s) == '>' ? s.at + 1 : 0;
}

bool
pointed_opens_comment(const uint8_t *c, uint32_t size, uint32_t at)
{
    return size - at >= 4 && memcmp(c + at, "<!--", 4) == 0;
}

uint32_t
pointed_comment(const uint8_t *c, uint32_t size, uint32_t at)
{
    uint32_t from = at + 4;
    if (from < size && c[from] == '>')
        return from + 1;
    if (from + 1 < size && c[from] == '-' && c[from + 1] == '>')
        return from + 2;
    const uint8_t *end = memmem(c + from, size - from, "-->", 3);
    return end == NULL ? 0 : (uint32_t)(end - c) + 3;
}

uint32_t
pointed_plain_comment(const uint8_t *c, uint32_t size, uint32_t at)
{
    uint32_t from = at + 4;
    if (!pointed_opens_comment(c, size, at) || from == size || c[from] == '>' ||
        c[from] == '-')
        return 0;
    const uint8_t *dashes = memmem(c + from, size - from, "--", 2);
    bool ends = dashes != NULL && dashes + 2 < c + size && dashes[2] == '>';
    return ends ? (uint32_t)(dashes - c) + 3 : 0;
}
