/* SPDX-License-Identifier: MIT */
#include "diagram.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *word;
    enum diagram kind;
} words[] = {
    {"math", DIAGRAM_MATH},     {"mermaid", DIAGRAM_MERMAID},
    {"geojson", DIAGRAM_MAP},   {"topojson", DIAGRAM_MAP},
    {"stl", DIAGRAM_STL},
};

enum diagram
diagram_find(const uint8_t *info, size_t length)
{
    size_t n = 0;
    while (n < length && info[n] != ' ' && info[n] != '\t')
        n++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].word) == n &&
            strncasecmp((const char *)info, words[i].word, n) == 0)
            return words[i].kind;
    }
    return DIAGRAM_NONE;
}

void
diagram_mark(enum diagram kind, const uint8_t *text, size_t length,
             bool *hidden)
{
    (void)kind;
    (void)text;
    (void)length;
    (void)hidden;
}
