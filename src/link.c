/* SPDX-License-Identifier: MIT */
#include "link.h"

#include <string.h>

/* CommonMark 0.31, 4.7: "at most 999 characters"; cmark-gfm stops here. */
#define MAX_LABEL 1000

/* Unbalanced parentheses in a destination: cmark-gfm's bound. */
#define MAX_PARENTHESES 32

/* cmark_isspace. */
static bool
is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What cmark's scanners take for a space in the tail of a link. */
static bool
is_tail_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_punctuation(uint8_t c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
           (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static uint32_t
skip_spaces(const uint8_t *s, uint32_t n, uint32_t i)
{
    while (i < n && is_tail_space(s[i]))
        i++;
    return i;
}

static uint32_t
skip_blanks(const uint8_t *s, uint32_t n, uint32_t i)
{
    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    return i;
}

/* Blanks with at most one line end among them. */
static uint32_t
skip_one_line_end(const uint8_t *s, uint32_t n, uint32_t i)
{
    i = skip_blanks(s, n, i);
    if (i < n && s[i] == '\n')
        i = skip_blanks(s, n, i + 1);
    return i;
}

bool
link_label(const uint8_t *s, uint32_t n, uint32_t at, uint32_t *end)
{
    if (at >= n || s[at] != '[')
        return false;
    uint32_t i = at + 1;
    uint32_t length = 0;
    while (i < n && s[i] != '[' && s[i] != ']') {
        uint32_t step =
            s[i] == '\\' && i + 1 < n && is_punctuation(s[i + 1]) ? 2 : 1;
        i += step;
        length += step;
        if (length > MAX_LABEL)
            return false;
    }
    if (i >= n || s[i] != ']')
        return false;
    *end = i + 1;
    return true;
}

static bool
pointed_destination(const uint8_t *s, uint32_t n, uint32_t i,
                    struct link_range *range, uint32_t *end)
{
    uint32_t from = i + 1;
    for (i = from; i < n; i++) {
        if (s[i] == '>') {
            *range = (struct link_range){from, i};
            *end = i + 1;
            return true;
        }
        if (s[i] == '\\' && i + 1 < n)
            i++;
        else if (s[i] == '\n' || s[i] == '<')
            return false;
    }
    return false;
}

/* Bytes that matter to a bare destination. */
static const uint8_t destination_stops[256] = {
    [' '] = 1,  ['\t'] = 1, ['\n'] = 1, ['\r'] = 1,
    ['\\'] = 1, ['('] = 1,  [')'] = 1,
};

static bool
bare_destination(const uint8_t *s, uint32_t n, uint32_t from,
                 struct link_range *range, uint32_t *end)
{
    unsigned open = 0;
    uint32_t i = from;
    for (; i < n; i++) {
        if (!destination_stops[s[i]])
            continue;
        if (is_space(s[i]))
            break;
        if (s[i] == '\\' && i + 1 < n && is_punctuation(s[i + 1])) {
            i++;
        } else if (s[i] == '(') {
            if (++open > MAX_PARENTHESES)
                return false;
        } else if (s[i] == ')') {
            if (open == 0)
                break;
            open--;
        }
    }
    if (i > n)
        i = n;
    if (i == from && i < n && is_space(s[i]))
        return false;
    *range = (struct link_range){from, i};
    *end = i;
    return i < n;
}

static bool
destination(const uint8_t *s, uint32_t n, uint32_t i, struct link_range *range,
            uint32_t *end)
{
    if (i < n && s[i] == '<')
        return pointed_destination(s, n, i, range, end);
    return bare_destination(s, n, i, range, end);
}

/* cmark's scanner takes the longest title: a quote behind a backslash may end
 * it but need not. */
static bool
title(const uint8_t *s, uint32_t n, uint32_t at, struct link_range *range,
      uint32_t *end)
{
    if (at >= n || (s[at] != '"' && s[at] != '\'' && s[at] != '('))
        return false;
    uint8_t close = s[at] == '(' ? ')' : s[at];
    uint32_t last = 0;
    for (uint32_t i = at + 1; i < n; i++) {
        bool escaped = i > at + 1 && s[i - 1] == '\\';
        if (s[i] == close) {
            last = i;
            if (!escaped)
                break;
        } else if (close == ')' && s[i] == '(' && !escaped) {
            break;
        }
    }
    if (last == 0)
        return false;
    *range = (struct link_range){at + 1, last};
    *end = last + 1;
    return true;
}

bool
link_tail(const uint8_t *s, uint32_t n, uint32_t at, struct link_parts *parts)
{
    *parts = (struct link_parts){0};
    if (at >= n || s[at] != '(')
        return false;
    uint32_t i = skip_spaces(s, n, at + 1);
    if (!destination(s, n, i, &parts->destination, &i))
        return false;
    uint32_t behind = skip_spaces(s, n, i);
    parts->title = (struct link_range){behind, behind};
    if (behind > i && title(s, n, behind, &parts->title, &i))
        behind = skip_spaces(s, n, i);
    if (behind >= n || s[behind] != ')')
        return false;
    parts->end = behind + 1;
    return true;
}

/* Blanks up to and with the line end; false if anything else is there. */
static bool
line_ends(const uint8_t *s, uint32_t n, uint32_t i, uint32_t *end)
{
    i = skip_blanks(s, n, i);
    if (i < n && s[i] != '\n')
        return false;
    *end = i < n ? i + 1 : n;
    return true;
}

bool
link_definition(const uint8_t *s, uint32_t n, uint32_t at,
                struct link_parts *parts)
{
    uint32_t i;
    *parts = (struct link_parts){0};
    if (!link_label(s, n, at, &i) || i >= n || s[i] != ':')
        return false;
    parts->label = (struct link_range){at + 1, i - 1};
    uint32_t blank = at + 1;
    while (blank < i - 1 && is_space(s[blank]))
        blank++;
    if (blank == i - 1)
        return false; /* a label has a character that is not blank */
    i = skip_one_line_end(s, n, i + 1);
    if (!destination(s, n, i, &parts->destination, &i))
        return false;
    parts->title = (struct link_range){i, i};
    uint32_t behind = skip_one_line_end(s, n, i);
    struct link_range found;
    if (behind > i && title(s, n, behind, &found, &behind) &&
        line_ends(s, n, behind, &parts->end)) {
        parts->title = found;
        return true;
    }
    return line_ends(s, n, i, &parts->end);
}

/* The destinations that only a comment uses: #, <>, <#>. */
static bool
comment_destination(const uint8_t *s, uint32_t n, uint32_t *i)
{
    static const char *const forms[] = {"<>", "<#>", "#"};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        uint32_t length = (uint32_t)strlen(forms[k]);
        if (n - *i > length && memcmp(s + *i, forms[k], length) == 0) {
            *i += length;
            return true;
        }
    }
    return false;
}

bool
link_lookalike(const uint8_t *s, uint32_t n, uint32_t at, uint32_t *end)
{
    uint32_t i;
    if (!link_label(s, n, at, &i) || i >= n || s[i] != ':')
        return false;
    i = skip_one_line_end(s, n, i + 1);
    if (i >= n || !comment_destination(s, n, &i))
        return false;
    uint32_t open = skip_one_line_end(s, n, i);
    if (open == i || open >= n)
        return false;
    uint8_t close = s[open] == '(' ? ')' : s[open];
    if (close != ')' && close != '"' && close != '\'')
        return false;
    for (i = open + 1; i < n; i++) {
        const uint8_t *newline = memchr(s + i, '\n', n - i);
        uint32_t line_end = newline == NULL ? n : (uint32_t)(newline - s);
        uint32_t last = line_end;
        while (last > i && is_space(s[last - 1]))
            last--;
        if (last > i && s[last - 1] == close) {
            *end = newline == NULL ? n : line_end + 1;
            return true;
        }
        i = line_end;
    }
    return false;
}
