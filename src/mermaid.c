/* SPDX-License-Identifier: MIT */
#include "mermaid.h"

#include <string.h>
#include <strings.h>

#include "label.h"
#include "tint.h"

enum { COLOR_MAX = 64 }; /* bytes of a colour's name or numbers */

/* Kinds of diagrams, by their first word. */
enum kind {
    FLOW = 1 << 0,
    SEQUENCE = 1 << 1,
    CLASS = 1 << 2,
    STATE = 1 << 3,
    ENTITY = 1 << 4,
    GANTT = 1 << 5,
    BLOCK = 1 << 6,
    C4 = 1 << 7,
    LINES = 1 << 8, /* journey, timeline: `#` begins a comment there, too */
    OTHER = 1 << 9,
    ANY = (1 << 10) - 1,
};

static const struct {
    const char *word; /* how the first word begins */
    enum kind kind;
} kinds[] = {
    {"graph", FLOW},
    {"flowchart", FLOW},
    {"sequenceDiagram", SEQUENCE},
    {"classDiagram", CLASS},
    {"stateDiagram", STATE},
    {"erDiagram", ENTITY},
    {"gantt", GANTT},
    {"block", BLOCK},
    {"requirement", ENTITY},
    {"C4", C4},
    {"journey", LINES},
    {"timeline", LINES},
};

/* Statements that draw no text, by their first word. `class` names a class in
 * a class diagram, where that is drawn. */
static const struct {
    const char *word;
    unsigned kinds;
} silent[] = {
    {"accTitle", ANY},
    {"accDescr", ANY},
    {"click", FLOW | CLASS | STATE | GANTT},
    {"href", FLOW | CLASS},
    {"link", CLASS | SEQUENCE},
    {"links", SEQUENCE},
    {"properties", SEQUENCE},
    {"details", SEQUENCE},
    {"callback", CLASS},
    {"style", FLOW | CLASS | STATE | ENTITY | BLOCK},
    {"classDef", FLOW | CLASS | STATE | ENTITY | BLOCK},
    {"class", FLOW | STATE | ENTITY | BLOCK},
    {"cssClass", CLASS},
    {"linkStyle", FLOW},
    {"dateFormat", GANTT},
    {"axisFormat", GANTT},
    {"tickInterval", GANTT},
    {"excludes", GANTT},
    {"includes", GANTT},
    {"todayMarker", GANTT},
    {"weekday", GANTT},
    {"weekend", GANTT},
    {"UpdateElementStyle", C4},
    {"UpdateRelStyle", C4},
    {"UpdateLayoutConfig", C4},
    {"UpdateBoundaryStyle", C4},
};

struct source {
    const uint8_t *text;
    size_t length;
    bool *hidden;
    unsigned kind;  /* 0 until its word is met */
    bool body;      /* of a class or an entity: its lines are all shown */
    bool invisible; /* a style keeps labels from being seen */
};

static void
hide(struct source *s, size_t from, size_t to)
{
    memset(s->hidden + from, true, to - from);
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

static bool
is_word(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

static bool
starts(const struct source *s, size_t at, const char *with)
{
    size_t n = strlen(with);
    return s->length - at >= n && memcmp(s->text + at, with, n) == 0;
}

static size_t
skip_blanks(const struct source *s, size_t at, size_t to)
{
    while (at < to && is_blank(s->text[at]))
        at++;
    return at;
}

static size_t
line_end(const struct source *s, size_t at)
{
    const uint8_t *end = memchr(s->text + at, '\n', s->length - at);
    return end == NULL ? s->length : (size_t)(end - s->text);
}

/* A whole line with its end. */
static void
hide_line(struct source *s, size_t from, size_t end)
{
    hide(s, from, end < s->length ? end + 1 : end);
}

/* ---- styles ----------------------------------------------------------------- */

struct declaration {
    const uint8_t *name;
    size_t name_length;
    const uint8_t *value;
    size_t value_length;
};

static bool
is_name(const struct declaration *d, const char *name)
{
    return strlen(name) == d->name_length &&
           strncasecmp((const char *)d->name, name, d->name_length) == 0;
}

/* `name:value`, the value up to a comma or semicolon outside parentheses. */
static size_t
read_declaration(const uint8_t *text, size_t at, size_t to,
                 struct declaration *d)
{
    size_t colon = at, end, depth = 0;
    while (colon < to && text[colon] != ':')
        colon++;
    for (end = colon; end < to; end++) {
        depth += text[end] == '(';
        depth -= text[end] == ')' && depth > 0;
        if (depth == 0 && (text[end] == ',' || text[end] == ';'))
            break;
    }
    size_t name = colon;
    while (name > at && (is_word(text[name - 1]) || text[name - 1] == '-'))
        name--;
    size_t value = colon < to ? colon + 1 : to;
    while (value < end && is_blank(text[value]))
        value++;
    *d = (struct declaration){text + name, colon - name, text + value,
                              end - value};
    return end < to ? end + 1 : to;
}

/* Is what the declaration leaves of a label too little to be read? */
static bool
is_zero(const struct declaration *d)
{
    for (size_t i = 0; i < d->value_length; i++) {
        uint8_t c = d->value[i];
        if (c >= '1' && c <= '9')
            return i > 0 && d->value[0] == '0' && d->value[1] == '.' &&
                   d->value[2] == '0';
    }
    return d->value_length > 0 && d->value[0] >= '.' && d->value[0] <= '9';
}

/* Does a list of declarations make a label unreadable? A node is light and its
 * label dark unless they say otherwise. */
static bool
style_hides(const uint8_t *text, size_t from, size_t to)
{
    struct color ink = {0x33, 0x33, 0x33, 255};
    struct color ground = {0xEC, 0xEC, 0xFF, 255};
    while (from < to) {
        struct declaration d;
        struct color color;
        from = read_declaration(text, from, to, &d);
        bool read = tint_read(NULL, 0, d.value, d.value_length, &color);
        if (is_name(&d, "color") && read)
            ink = color;
        else if ((is_name(&d, "fill") || is_name(&d, "background") ||
                  is_name(&d, "background-color")) &&
                 read)
            ground = color;
        else if (is_name(&d, "display") || is_name(&d, "visibility") ||
                 is_name(&d, "transform") || is_name(&d, "clip-path") ||
                 is_name(&d, "filter") || is_name(&d, "mask"))
            return true;
        else if ((is_name(&d, "opacity") || is_name(&d, "fill-opacity") ||
                  is_name(&d, "font-size")) &&
                 is_zero(&d))
            return true;
    }
    return tint_is_lost(ink, color_blend(ground, COLOR_WHITE));
}

/* Does a directive or a configuration colour text like the page? */
static bool
theme_hides(const uint8_t *text, size_t from, size_t to)
{
    static const char key[] = "textcolor";
    for (size_t i = from; i + sizeof key - 1 < to; i++) {
        if ((text[i] | 0x20) != 't')
            continue;
        if (strncasecmp((const char *)text + i, "themecss", 8) == 0)
            return true;
        if (strncasecmp((const char *)text + i, key, sizeof key - 1) != 0)
            continue;
        size_t at = i + sizeof key - 1, end;
        while (at < to && memchr(" \t'\":", text[at], 5) != NULL)
            at++;
        for (end = at; end < to && end - at < COLOR_MAX &&
                       memchr("'\",}\n", text[end], 5) == NULL;)
            end++;
        struct color color;
        if (tint_read(NULL, 0, text + at, end - at, &color) &&
            tint_is_lost(color, COLOR_WHITE))
            return true;
    }
    return false;
}

/* ---- front matter -------------------------------------------------------------- */

/* Where a comment begins behind a title that is not in quotes, or `to`. */
static size_t
find_yaml_comment(const struct source *s, size_t at, size_t to)
{
    uint8_t quote = 0;
    for (size_t i = at; i < to; i++) {
        uint8_t c = s->text[i];
        if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && is_blank(s->text[i - 1]))
            quote = c;
        else if (c == '#' && is_blank(s->text[i - 1]))
            return i;
    }
    return to;
}

/* Where the diagram begins behind `---` ... `---`; the title is drawn. */
static size_t
take_front_matter(struct source *s)
{
    size_t from = 0;
    while (from < s->length &&
           (is_blank(s->text[from]) || s->text[from] == '\n'))
        from++;
    if (!starts(s, from, "---") ||
        skip_blanks(s, from + 3, s->length) != line_end(s, from))
        return 0;
    size_t body = line_end(s, from), at = body;
    bool titled = false;
    while (at < s->length) {
        size_t begin = skip_blanks(s, ++at, s->length);
        size_t end = line_end(s, begin);
        if (starts(s, begin, "---"))
            break;
        size_t comment = find_yaml_comment(s, begin, end);
        if (titled || !starts(s, begin, "title:"))
            hide_line(s, at, end);
        else if (comment < end)
            hide(s, comment, end);
        titled |= starts(s, begin, "title:");
        at = end;
    }
    s->invisible |= theme_hides(s->text, body, at);
    return at < s->length ? line_end(s, at) : s->length;
}

/* ---- statements ------------------------------------------------------------------ */

static void
find_kind(struct source *s, size_t at)
{
    s->kind = OTHER;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (starts(s, at, kinds[i].word))
            s->kind = kinds[i].kind;
    }
}

static bool
is_silent(const struct source *s, size_t at, size_t to)
{
    size_t end = at;
    while (end < to && is_word(s->text[end]))
        end++;
    if (s->body ||
        (end < to && !is_blank(s->text[end]) && s->text[end] != ':' &&
         s->text[end] != '{' && s->text[end] != '('))
        return false;
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        if ((silent[i].kinds & s->kind) && strlen(silent[i].word) == end - at &&
            memcmp(silent[i].word, s->text + at, end - at) == 0)
            return true;
    }
    return false;
}

/* accDescr { ... } goes over lines. */
static size_t
silent_end(const struct source *s, size_t at, size_t end)
{
    if (!starts(s, at, "accDescr"))
        return end;
    size_t brace = at + 8;
    while (brace < s->length &&
           (is_blank(s->text[brace]) || s->text[brace] == '\n'))
        brace++;
    if (brace == s->length || s->text[brace] != '{')
        return end;
    const uint8_t *close = memchr(s->text + brace, '}', s->length - brace);
    return close == NULL ? s->length : (size_t)(close - s->text) + 1;
}

/* `#` begins a comment unless it is an entity: #35; */
static bool
is_hash_comment(const struct source *s, size_t at, size_t to, bool first)
{
    if (s->text[at] != '#' || !(s->kind & (SEQUENCE | STATE | GANTT | LINES)) ||
        !(first || s->kind == SEQUENCE))
        return false;
    size_t end = at + 1;
    while (end < to && is_word(s->text[end]))
        end++;
    return end == at + 1 || end == to || s->text[end] != ';';
}

/* What ends the statement that begins at `at`: a semicolon, a comment, the
 * line. Where labels have quotes or brackets, those hold all of them. */
static size_t
statement_end(const struct source *s, size_t at, size_t to)
{
    bool quoted = false;
    size_t depth = 0;
    for (size_t i = at; i < to; i++) {
        uint8_t c = s->text[i];
        if (c == '"' && !(s->kind & (SEQUENCE | GANTT | LINES)))
            quoted = !quoted;
        if (quoted)
            continue;
        if (s->kind == FLOW)
            depth += c == '[' || c == '(' || c == '{';
        if ((c == ']' || c == ')' || c == '}') && depth > 0)
            depth--;
        if (depth > 0)
            continue;
        if (c == ';' && s->kind != OTHER)
            return i;
        if ((starts(s, i, "%%") && i > at && is_blank(s->text[i - 1])) ||
            is_hash_comment(s, i, to, i == at))
            return i;
    }
    return to;
}

/* `class X {` and `X {` begin a body, `}` ends it; `A ||--o{ B` does not. */
static void
track_body(struct source *s, size_t at, size_t end)
{
    if (!(s->kind & (CLASS | ENTITY)))
        return;
    if (at < end && s->text[at] == '}')
        s->body = false;
    while (end > at && is_blank(s->text[end - 1]))
        end--;
    if (end > at && s->text[end - 1] == '{')
        s->body = true;
}

/* Does a statement of this word carry a style? */
static bool
is_style(const struct source *s, size_t at)
{
    return starts(s, at, "style") || starts(s, at, "classDef") ||
           starts(s, at, "linkStyle");
}

/* Hides the statement at `at`, which draws nothing; past it and its end. */
static size_t
take_silent(struct source *s, size_t line, size_t at, size_t end)
{
    size_t stop = statement_end(s, at, end);
    if (is_style(s, at))
        s->invisible |= style_hides(s->text, at, stop);
    stop = silent_end(s, at, stop);
    size_t next = stop + (stop < s->length && s->text[stop] == ';');
    size_t rest = skip_blanks(s, next, s->length);
    bool alone = skip_blanks(s, line, at) == at &&
                 (rest == s->length || s->text[rest] == '\n');
    if (!alone) {
        hide(s, at, stop);
        return next;
    }
    hide_line(s, line, rest);
    return rest;
}

/* A comment behind a statement, with the blanks between. */
static void
take_rest(struct source *s, size_t line, size_t at, size_t end)
{
    while (at > line && is_blank(s->text[at - 1]))
        at--;
    if (at == line)
        hide_line(s, line, end);
    else
        hide(s, at, end);
}

static size_t
take_line(struct source *s, size_t at)
{
    size_t line = at, end = line_end(s, at);
    while ((at = skip_blanks(s, at, end)) < end) {
        if (starts(s, at, "%%") || is_hash_comment(s, at, end, true)) {
            take_rest(s, line, at, end);
            break;
        }
        if (s->kind == 0)
            find_kind(s, at);
        track_body(s, at, end);
        if (is_silent(s, at, end)) {
            at = take_silent(s, line, at, end);
            end = line_end(s, at);
        } else {
            at = statement_end(s, at, end);
            at += at < end && s->text[at] == ';';
        }
    }
    return end;
}

/* ---- comments and directives --------------------------------------------------- */

/* %%{ ... }%%, wherever it stands; past it. */
static size_t
take_directive(struct source *s, size_t at)
{
    const uint8_t *close = memmem(s->text + at, s->length - at, "}%%", 3);
    size_t end = close == NULL ? s->length : (size_t)(close - s->text) + 3;
    s->invisible |= theme_hides(s->text, at, end);
    hide(s, at, end);
    return end;
}

/* As mermaid 11 draws them: sequences and plans have no HTML in their text. */
static unsigned
label_kinds(unsigned kind)
{
    unsigned labelled = FLOW | CLASS | STATE | ENTITY | BLOCK | C4 | OTHER;
    return (kind & labelled ? LABEL_HTML : 0) |
           (kind & (FLOW | CLASS | STATE | ENTITY | BLOCK) ? LABEL_CLASSES
                                                           : 0) |
           (kind & FLOW ? LABEL_NODES : 0) |
           (kind & (CLASS | STATE) ? LABEL_NOTES : 0);
}

void
mermaid_mark(const uint8_t *text, size_t length, bool *hidden)
{
    struct source s = {.text = text, .length = length, .hidden = hidden};
    size_t at = take_front_matter(&s);
    while (at < length) {
        size_t begin = skip_blanks(&s, at, length);
        if (begin < length && text[begin] == '\n') {
            at = begin + 1;
        } else if (starts(&s, begin, "%%{")) {
            at = take_directive(&s, begin);
            if (at < length && text[at] == '\n')
                hide(&s, at, at + 1);
        } else if (starts(&s, begin, "%%")) {
            size_t end = line_end(&s, begin);
            hide_line(&s, at, end);
            at = end;
        } else {
            at = take_line(&s, at);
        }
    }
    label_mark(text, length, label_kinds(s.kind), hidden);
    if (s.invisible)
        hide(&s, 0, length);
}
