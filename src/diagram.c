/* SPDX-License-Identifier: MIT */
#include "diagram.h"

#include <string.h>
#include <strings.h>

#include "mermaid.h"

static const struct {
    const char *word;
    enum diagram kind;
} words[] = {
    {"math", DIAGRAM_MATH},   {"mermaid", DIAGRAM_MERMAID},
    {"geojson", DIAGRAM_MAP}, {"topojson", DIAGRAM_MAP},
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

/* ---- maps --------------------------------------------------------------- */

/* Strings that shape a map. Any other is shown on a click at most, names of
 * properties among them, and none is drawn. */
static const char *const map_words[] = {
    "FeatureCollection",
    "Feature",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
    "Topology",
    "type",
    "features",
    "geometry",
    "geometries",
    "coordinates",
    "properties",
    "bbox",
    "objects",
    "arcs",
    "transform",
    "scale",
    "translate",
};

static bool
is_map_word(const uint8_t *text, size_t length)
{
    for (size_t i = 0; i < sizeof map_words / sizeof map_words[0]; i++) {
        if (strlen(map_words[i]) == length &&
            memcmp(map_words[i], text, length) == 0)
            return true;
    }
    return false;
}

static void
mark_map(const uint8_t *text, size_t length, bool *hidden)
{
    size_t at = 0;
    while (at < length) {
        if (text[at++] != '"')
            continue;
        size_t from = at;
        while (at < length && text[at] != '"')
            at += text[at] == '\\' && at + 1 < length ? 2 : 1;
        if (!is_map_word(text + from, at - from))
            memset(hidden + from, true, at - from);
        at += at < length;
    }
}

/* ---- solids --------------------------------------------------------------- */

static bool
is_solid_word(const uint8_t *text, size_t length)
{
    static const char *const solid_words[] = {
        "solid", "endsolid", "facet",   "endfacet", "normal",
        "outer", "loop",     "endloop", "vertex",
    };
    for (size_t i = 0; i < sizeof solid_words / sizeof solid_words[0]; i++) {
        if (strlen(solid_words[i]) == length &&
            strncasecmp(solid_words[i], (const char *)text, length) == 0)
            return true;
    }
    for (size_t i = 0; i < length; i++) {
        if (memchr("0123456789+-.eE", text[i], 15) == NULL)
            return false;
    }
    return true;
}

static bool
is_gap(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* A solid has a name, and what is no corner is skipped. Side by side, hidden
 * words are one finding. */
static void
mark_solid(const uint8_t *text, size_t length, bool *hidden)
{
    size_t at = 0, last = 0; /* the end of the last hidden word */
    while (at < length) {
        if (is_gap(text[at])) {
            last = text[at] == '\n' ? 0 : last;
            at++;
            continue;
        }
        size_t from = at;
        while (at < length && !is_gap(text[at]))
            at++;
        if (is_solid_word(text + from, at - from)) {
            last = 0;
            continue;
        }
        from = last > 0 ? last : from;
        memset(hidden + from, true, at - from);
        last = at;
    }
}

void
diagram_mark(enum diagram kind, const uint8_t *text, size_t length,
             bool *hidden)
{
    switch (kind) {
    case DIAGRAM_MERMAID:
        mermaid_mark(text, length, hidden);
        break;
    case DIAGRAM_MAP:
        mark_map(text, length, hidden);
        break;
    case DIAGRAM_STL:
        mark_solid(text, length, hidden);
        break;
    case DIAGRAM_NONE:
    case DIAGRAM_MATH:
        break;
    }
}
