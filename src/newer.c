/* SPDX-License-Identifier: MIT */
#include "newer.h"

#include <ctype.h>
#include <strings.h>

/* Of the same length: the name behind "<", and what cmark is told. */
static const struct {
    const char *tag;
    const char *known;
} tags[] = {
    {"<source", "<center"},
    {"<textarea", "<script  "},
    {"</textarea>", "</script>  "},
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
    m->renamed |= copy != NULL;
    return copy == NULL ? line : copy;
}

struct restoring {
    const uint8_t *source;
    uint8_t *content;
};

static void
restore_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    const struct restoring *r = user;
    for (uint32_t i = 0; i < length; i++) {
        uint8_t *c = &r->content[offset + i];
        if (*c != '\n')
            *c = r->source[source + i];
    }
}

void
newer_restore(struct markdown *m, struct passage *p)
{
    struct restoring r = {m->source->clean, p->content};
    passage_pieces(p, 0, p->size, restore_piece, &r);
}
