/* SPDX-License-Identifier: MIT */
#include "newer.h"

#include <ctype.h>
#include <strings.h>

/* Of the same length: the name behind "<", and what cmark is told. That does
 * not end in blanks: cmark would trim a heading's
 * (corpus/visible/textarea-that-ends-a-heading.md). */
static const struct {
    const char *tag;
    const char *known;
} tags[] = {
    {"<source", "<center"},
    {"<textarea", "<script>x"},
    {"</textarea>", "</script>xx"},
};

/* Length of the tag that the text begins with, 0 if it is none of ours. */
static size_t
find_tag(const uint8_t *text, size_t length, const char **known)
{
    if (length < 2 || memchr("sStT/", text[1], 5) == NULL)
        return 0;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        size_t n = strlen(tags[i].tag);
        if (length < n || strncasecmp((const char *)text, tags[i].tag, n) != 0)
            continue;
        uint8_t next = length > n ? text[n] : ' ';
        if (tags[i].tag[n - 1] != '>' && memchr(" \t/>", next, 4) == NULL)
            return 0;
        *known = tags[i].known;
        return n;
    }
    return 0;
}

const uint8_t *
newer_line(struct markdown *m, const uint8_t *line, size_t length)
{
    uint8_t *copy = NULL;
    size_t at = 0;
    while (at < length) {
        const uint8_t *tag = memchr(line + at, '<', length - at);
        const char *known;
        if (tag == NULL)
            break;
        at = (size_t)(tag - line);
        size_t n = find_tag(tag, length - at, &known);
        char declaration[] = "<!X";
        if (n == 0 && length - at > 2 && tag[1] == '!' && islower(tag[2])) {
            declaration[2] = (char)toupper(tag[2]);
            known = declaration;
            n = 3;
        }
        if (n > 0 && copy == NULL)
            copy = memcpy(parse_get(m, length), line, length);
        if (n > 0)
            memcpy(copy + at, known, n);
        at += n > 0 ? n : 1;
    }
    m->line_renamed = copy != NULL;
    m->renamed |= m->line_renamed;
    return copy == NULL ? line : copy;
}

static void
restore_segment(const struct passage *p, const struct segment *s,
                const uint8_t *source)
{
    uint32_t from = s->content < p->base ? p->base : s->content;
    uint32_t to = s->content + s->length;
    if (to - p->base > p->size)
        to = p->base + p->size;
    for (uint32_t i = from; i < to; i++) {
        uint8_t *c = &p->content[i - p->base];
        if (*c != '\n')
            *c = source[s->source + (i - s->content)];
    }
}

void
newer_restore(const struct markdown *m, const struct passage *p)
{
    for (size_t i = 0; i < p->segment_count; i++) {
        const struct segment *s = &p->segments[i];
        if (s->renamed && !s->made && s->content + s->length > p->base)
            restore_segment(p, s, m->source->clean);
    }
}
