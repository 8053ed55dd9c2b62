/* SPDX-License-Identifier: MIT */
#include "autolink.h"

#include <string.h>
#include <strings.h>

static bool
is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_host(uint8_t c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c >= 0x80 || c == '-';
}

/* The end of the domain at `i`, or i if it is none: no underscore in its last
 * two parts, and a dot unless it may be short. */
static uint32_t
domain_end(const uint8_t *s, uint32_t n, uint32_t i, bool may_be_short)
{
    uint32_t start = i;
    unsigned dots = 0, before = 0, last = 0;
    for (; i < n; i++) {
        if (s[i] == '_') {
            last++;
        } else if (s[i] == '.') {
            before = last;
            last = 0;
            dots++;
        } else if (!is_host(s[i])) {
            break;
        }
    }
    if (before > 0 || last > 0 || i == start || (dots == 0 && !may_be_short))
        return start;
    return i;
}

/* The semicolon at end - 1 closes something like a character reference:
 * where it begins, else end. */
static uint32_t
reference_start(const uint8_t *s, uint32_t from, uint32_t end)
{
    uint32_t i = end - 1;
    while (i > from && is_letter(s[i - 1]))
        i--;
    return i > from && i < end - 1 && s[i - 1] == '&' ? i - 1 : end;
}

/* GFM 6.9: trailing punctuation, closing parentheses beyond the opened ones
 * and a final character reference are not part of the link. */
static uint32_t
trim(const uint8_t *s, uint32_t from, uint32_t end)
{
    uint32_t opened = 0;
    uint32_t closed = 0;
    for (uint32_t i = from; i < end; i++) {
        opened += s[i] == '(';
        closed += s[i] == ')';
    }
    while (end > from) {
        uint8_t c = s[end - 1];
        if (c == ')' && closed > opened) {
            closed--;
            end--;
        } else if (c == ';') {
            uint32_t start = reference_start(s, from, end);
            end = start < end ? start : end - 1;
        } else if (strchr("?!.,:*_~'\"", c) != NULL && c != '\0') {
            end--;
        } else {
            break;
        }
    }
    return end;
}

static bool
has_scheme(const uint8_t *s, uint32_t at, uint32_t after, uint32_t *from)
{
    uint32_t i = at;
    while (i > after && is_letter(s[i - 1]) && at - i < 6)
        i--;
    *from = i;
    uint32_t length = at - i;
    const char *scheme = (const char *)s + i;
    return (length == 4 && strncasecmp(scheme, "http", 4) == 0) ||
           (length == 5 && strncasecmp(scheme, "https", 5) == 0) ||
           (length == 3 && strncasecmp(scheme, "ftp", 3) == 0);
}

bool
autolink_find(const uint8_t *s, uint32_t n, uint32_t at, uint32_t after,
              uint32_t *from, uint32_t *to)
{
    if (at < after)
        return false;
    uint32_t end;
    if (s[at] == ':') {
        if (n - at < 4 || s[at + 1] != '/' || s[at + 2] != '/' ||
            !has_scheme(s, at, after, from))
            return false;
        end = domain_end(s, n, at + 3, true);
        if (end == at + 3)
            return false;
    } else {
        bool bounded =
            at == 0 || is_space(s[at - 1]) || strchr("*_~(", s[at - 1]) != NULL;
        if (n - at < 5 || !bounded || memcmp(s + at, "www.", 4) != 0)
            return false;
        *from = at;
        end = domain_end(s, n, at, false);
        if (end == at)
            return false;
    }
    while (end < n && !is_space(s[end]) && s[end] != '<')
        end++;
    *to = trim(s, *from, end);
    return *to > at;
}

bool
autolink_is_plain(const uint8_t *s, size_t n)
{
    static const uint8_t meaningful[256] = {
        ['\0'] = 1, ['*'] = 1, ['_'] = 1, ['~'] = 1,  ['`'] = 1,
        ['['] = 1,  [']'] = 1, ['&'] = 1, ['\\'] = 1, ['!'] = 1,
    };
    for (size_t i = 0; i < n; i++) {
        if (meaningful[s[i]])
            return false;
    }
    return true;
}
