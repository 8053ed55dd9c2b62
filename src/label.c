/* SPDX-License-Identifier: MIT */
#include "label.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct look {
    const uint8_t *text;
    size_t length;
    bool *hidden;
    size_t quote; /* the next quotation mark: looked for once, if it is far */
    bool quoted;  /* between two of them */
};

static void
hide(struct look *l, size_t from, size_t to)
{
    memset(l->hidden + from, true, to - from);
}

static bool
starts(const struct look *l, size_t at, const char *with)
{
    size_t n = strlen(with);
    return l->length - at >= n && memcmp(l->text + at, with, n) == 0;
}

/* Where the byte is next, or the end. */
static size_t
find(const struct look *l, size_t at, uint8_t byte)
{
    const uint8_t *found = memchr(l->text + at, byte, l->length - at);
    return found == NULL ? l->length : (size_t)(found - l->text);
}

/* `at` never goes back. */
static size_t
find_quote(struct look *l, size_t at)
{
    if (l->quote < at)
        l->quote = find(l, at, '"');
    return l->quote;
}

static bool
is_among(const uint8_t *name, size_t length, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strlen(*names) == length &&
            strncasecmp((const char *)name, *names, length) == 0)
            return true;
    return false;
}

/* ---- HTML -------------------------------------------------------------------- */

/* What these hold is drawn. */
static const char *const plain[] = {
    "a",    "b",   "big",  "blockquote", "br",     "center", "cite",  "code",
    "dd",   "del", "div",  "dl",         "dt",     "em",     "h1",    "h2",
    "h3",   "h4",  "h5",   "h6",         "hr",     "i",      "img",   "ins",
    "kbd",  "li",  "mark", "ol",         "p",      "pre",    "q",     "s",
    "samp", "sub", "sup",  "span",       "strong", "table",  "tbody", "td",
    "th",   "tr",  "tt",   "u",          "ul",     "var",    NULL,
};

/* And these attributes change nothing about that. */
static const char *const harmless[] = {
    "align", "alt",    "border", "height", "href", "rel",
    "src",   "target", "title",  "width",  NULL,
};

/* Behind an attribute's value, if it has one. */
static size_t
skip_value(const struct look *l, size_t at, size_t end)
{
    while (at < end && isspace(l->text[at]))
        at++;
    if (at == end || l->text[at] != '=')
        return at;
    for (at++; at < end && isspace(l->text[at]);)
        at++;
    uint8_t quote = at < end ? l->text[at] : 0;
    if (quote == '"' || quote == '\'') {
        size_t close = find(l, at + 1, quote);
        return close < end ? close + 1 : end;
    }
    while (at < end && !isspace(l->text[at]))
        at++;
    return at;
}

/* Can one of the attributes hide? */
static bool
attributes_hide(const struct look *l, size_t at, size_t end)
{
    while (at < end) {
        if (isspace(l->text[at]) || l->text[at] == '/') {
            at++;
            continue;
        }
        size_t from = at;
        while (at < end && !isspace(l->text[at]) && l->text[at] != '=')
            at++;
        if (!is_among(l->text + from, at - from, harmless))
            return true;
        at = skip_value(l, at, end);
    }
    return false;
}

/* The ">" that ends the tag: one in quotes does not. */
static size_t
tag_end(const struct look *l, size_t at)
{
    while (at < l->length && l->text[at] != '>') {
        uint8_t c = l->text[at];
        size_t close = c == '\'' ? find(l, at + 1, c) : l->length;
        at = close < l->length ? close + 1 : at + 1;
    }
    return at;
}

/* What may hide takes along all that its label has left: to the quotation mark
 * that ends it, or to the end of the line, and of a label that begins there. */
static size_t
take_label(struct look *l, size_t at, size_t end)
{
    size_t stop = end;
    while (stop < l->length && l->text[stop] != (l->quoted ? '"' : '\n'))
        stop++;
    if (!l->quoted) {
        for (size_t i = end; i < stop; i++)
            l->quoted ^= l->text[i] == '"';
        while (l->quoted && stop < l->length && l->text[stop] != '"')
            stop++;
    }
    hide(l, at, stop);
    return stop;
}

/* "<" at `at`. */
static size_t
take_tag(struct look *l, size_t at)
{
    size_t name = at + 1 + starts(l, at, "</");
    size_t from = name;
    while (from < l->length && isalnum(l->text[from]))
        from++;
    bool comment = starts(l, at, "<!") || starts(l, at, "<?");
    if (from == name && !comment)
        return at + 1;
    size_t end = tag_end(l, from);
    if (comment || !is_among(l->text + name, from - name, plain) ||
        attributes_hide(l, from, end))
        return take_label(l, at, end);
    while (from < end && (isspace(l->text[from]) || l->text[from] == '/'))
        from++;
    hide(l, from, end);
    return end;
}

/* Behind <<interface>>; `at` if what stands there could be a tag. */
static size_t
skip_note(const struct look *l, size_t at)
{
    size_t from = at + 2, end = from;
    if (l->quoted || !starts(l, at, "<<"))
        return at;
    while (end < l->length && isalnum(l->text[end]))
        end++;
    if (is_among(l->text + from, end - from, plain))
        return at;
    while (end < l->length && (isalnum(l->text[end]) || l->text[end] == ' ' ||
                               l->text[end] == '_' || l->text[end] == '-'))
        end++;
    return starts(l, end, ">>") ? end + 2 : at;
}

/* A quotation mark in a comment is none. */
static void
mark_tags(struct look *l, bool has_notes)
{
    l->quoted = false;
    for (size_t at = 0; at < l->length;) {
        size_t behind = has_notes ? skip_note(l, at) : at;
        if (behind > at) {
            at = behind;
        } else if (l->text[at] == '<') {
            at = take_tag(l, at);
        } else {
            l->quoted ^= l->text[at] == '"' && !l->hidden[at];
            at++;
        }
    }
}

/* ---- classes and nodes ------------------------------------------------------------ */

static size_t
take_class(struct look *l, size_t at)
{
    size_t end = at + 3;
    while (end < l->length && (isalnum(l->text[end]) || l->text[end] == '_' ||
                               l->text[end] == '-' || l->text[end] >= 0x80))
        end++;
    hide(l, at, end);
    return end;
}

/* From "@{" on: of all that is said of a node only its label is drawn. */
static size_t
take_node(struct look *l, size_t at)
{
    size_t from = at;
    size_t brace = at; /* the next one, as far as it was looked for */
    for (at += 2; at < l->length && l->text[at] != '}';) {
        if (starts(l, at, "label:")) {
            size_t open = find_quote(l, at);
            size_t close = open < l->length ? find(l, open + 1, '"') : open;
            if (brace < at)
                brace = find(l, at, '}');
            if (brace < open || close == l->length)
                break;
            hide(l, from, open);
            from = at = close + 1;
        } else if (l->text[at] == '"') {
            size_t close = find(l, at + 1, '"');
            at = close < l->length ? close + 1 : close;
        } else {
            at++;
        }
    }
    brace = find(l, at, '}');
    size_t end = brace < l->length ? brace + 1 : brace;
    hide(l, from, end);
    return end;
}

/* In quotation marks and brackets is a label. */
static void
mark_names(struct look *l, unsigned kinds)
{
    bool quoted = false;
    size_t depth = 0;
    for (size_t at = 0; at < l->length;) {
        uint8_t c = l->text[at];
        quoted ^= c == '"';
        depth += !quoted && c == '[';
        depth -= !quoted && c == ']' && depth > 0;
        if (c == '\n' && !quoted)
            depth = 0;
        bool outside = !quoted && depth == 0;
        if (outside && (kinds & LABEL_CLASSES) && starts(l, at, ":::"))
            at = take_class(l, at);
        else if (outside && (kinds & LABEL_NODES) && starts(l, at, "@{"))
            at = take_node(l, at);
        else
            at++;
    }
}

void
label_mark(const uint8_t *text, size_t length, unsigned kinds, bool *hidden)
{
    struct look l = {.text = text, .length = length, .hidden = hidden};
    l.quote = find(&l, 0, '"');
    if (kinds & (LABEL_CLASSES | LABEL_NODES))
        mark_names(&l, kinds);
    if (kinds & LABEL_HTML)
        mark_tags(&l, kinds & LABEL_NOTES);
}
