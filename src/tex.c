/* SPDX-License-Identifier: MIT */
#include "tex.h"

#include <string.h>

#include "command.h"
#include "macro.h"
#include "scale.h"
#include "tint.h"

enum {
    DEPTH_MAX = 100,  /* open groups; what is nested deeper counts as hidden */
    CAPTURE_MAX = 200 /* bytes of a colour, a distance, a name */
};

/* Formulas stand in a column that is about 55 em wide. What is shifted by
 * more in all is off its edge, or may be. */
#define SHIFT_MOST 40.0

/* Em: rules that are higher, and in all wider, can be laid over words. */
#define RULE_HEIGHT_MOST 0.3
#define RULE_WIDTH_MOST  1.5

struct group {
    uint8_t closer; /* '}' or ']' */
    uint8_t kind;   /* enum command_argument, 0 for a group of its own */
    bool hidden;
    bool text; /* in \text{}: no comments, but for those in $...$ */
    bool verbatim;
    bool loose;       /* the colour that it sets may last beyond it */
    const char *rest; /* what the command takes after this */
    size_t from;
    struct color ink;
    struct color ground;
};

struct scan {
    struct tex *tex;
    const uint8_t *s;
    size_t n;
    size_t at;
    bool *hidden;
    bool display;
    bool lost;  /* everything from here on is hidden */
    bool loose; /* a group here would be an unknown command's: \pmod{...} sets
                   what it is given without braces, as any macro may */
    struct group groups[DEPTH_MAX + 1]; /* [0] is the formula */
    unsigned depth;
    const char *wants;  /* arguments of the command at hand */
    struct color color; /* that it was given */
    bool conceals;      /* the box that it was given */
    size_t model;       /* where the colour's model stands */
    size_t model_length;
    double shift;
    double rule;    /* the width of the rule at hand */
    double painted; /* and of all that are high */
};

static struct group *
top(struct scan *x)
{
    return &x->groups[x->depth];
}

static void
hide(struct scan *x, size_t from, size_t to)
{
    memset(x->hidden + from, true, to - from);
}

/* Moves over `length` bytes. */
static void
take(struct scan *x, size_t length)
{
    if (x->lost || top(x)->hidden)
        hide(x, x->at, x->at + length);
    x->at += length;
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t
name_length(const struct scan *x, size_t at)
{
    size_t i = at;
    while (i < x->n && is_letter(x->s[i]))
        i++;
    if (i == at && i < x->n)
        for (i++; i < x->n && (x->s[i] & 0xC0) == 0x80;)
            i++;
    return i - at;
}

/* ---- what an argument does ------------------------------------------------ */

static void
add_shift(struct scan *x, double em)
{
    x->shift += em < 0 ? -em : em;
    /* not <=: what is no number is lost, too */
    if (!(x->shift <= SHIFT_MOST))
        x->lost = true;
}

/* A rule's height (corpus/math-hidden/under-a-rule.md). */
static void
add_rule(struct scan *x, double height)
{
    if (height <= RULE_HEIGHT_MOST && height >= -RULE_HEIGHT_MOST)
        return;
    bool narrow = x->painted <= RULE_WIDTH_MOST;
    x->painted += x->rule < 0 ? -x->rule : x->rule;
    if (narrow && !(x->painted <= RULE_WIDTH_MOST)) {
        x->lost = true;
        hide(x, 0, x->at);
    }
}

static void
take_distance(struct scan *x, uint8_t kind, double em)
{
    if (kind == ARGUMENT_WIDTH)
        x->rule = em;
    if (kind == ARGUMENT_HEIGHT)
        add_rule(x, em);
    add_shift(x, em);
}

static void
read_color(struct scan *x, size_t from, size_t length)
{
    struct color color;
    if (length <= CAPTURE_MAX && tint_read(x->s + x->model, x->model_length,
                                           x->s + from, length, &color)) {
        x->color = color;
    } else {
        hide(x, from, from + length);
        x->color = x->tex->colors ? top(x)->ground : top(x)->ink;
        if (x->tex->colors)
            x->conceals = true;
    }
    x->model_length = 0;
}

/* [colour, padding, style]: what is not there leaves the box as it is. */
static void
read_box(struct scan *x, size_t from, size_t length)
{
    size_t at = from;
    while (at < from + length) {
        const uint8_t *comma = memchr(x->s + at, ',', from + length - at);
        size_t end = comma == NULL ? from + length : (size_t)(comma - x->s);
        struct color color;
        double em;
        while (at < end && is_blank(x->s[at]))
            at++;
        bool harmless = scale_read(x->s + at, end - at, &em) ||
                        (end - at > 7 && memcmp(x->s + at, "border:", 7) == 0 &&
                         memchr(x->s + at, ';', end - at) == NULL);
        if (tint_read(NULL, 0, x->s + at, end - at, &color))
            x->color = color;
        else if (!harmless)
            x->conceals = true;
        if (!harmless && x->conceals)
            hide(x, at, end);
        at = end + 1;
    }
}

/* [color=..., padding=...]: a colour may be the letters' or the box's. */
static void
read_attributes(struct scan *x, size_t from, size_t length)
{
    const struct group *g = top(x);
    for (size_t at = from, end; at < from + length; at = end + 1) {
        const uint8_t *comma = memchr(x->s + at, ',', from + length - at);
        end = comma == NULL ? from + length : (size_t)(comma - x->s);
        const uint8_t *is = memchr(x->s + at, '=', end - at);
        if (is == NULL)
            continue;
        size_t value = (size_t)(is - x->s) + 1;
        bool quoted =
            end - value > 2 && x->s[value] == '"' && x->s[end - 1] == '"';
        const uint8_t *text = x->s + value + quoted;
        size_t n = end - value - 2 * (size_t)quoted;
        struct color color;
        double em;
        if (scale_read(text, n, &em))
            continue;
        x->conceals |= !tint_read(NULL, 0, text, n, &color) ||
                       tint_is_lost(color, g->ground) ||
                       tint_is_lost(g->ink, color);
    }
    hide(x, from, from + length);
}

static void
read_columns(struct scan *x, size_t from, size_t length)
{
    static const char known[] = "clr|:@{}!*pmb0123456789., -";
    for (size_t i = from; i < from + length; i++) {
        if (memchr(known, x->s[i], sizeof known - 1) == NULL) {
            hide(x, from, from + length);
            return;
        }
    }
}

/* The argument s[from, from + length) has ended. */
static void
apply(struct scan *x, uint8_t kind, size_t from, size_t length)
{
    double em;
    switch (kind) {
    case ARGUMENT_OPTIONAL: /* \smash[b]: one letter is none to hide */
        if (length > 1)
            hide(x, from, from + length);
        break;
    case ARGUMENT_MODEL:
        x->model = from;
        x->model_length = length < CAPTURE_MAX ? length : 0;
        break;
    case ARGUMENT_BOX:
        read_box(x, from, length < CAPTURE_MAX ? length : 0);
        if (length >= CAPTURE_MAX)
            hide(x, from, from + length);
        break;
    case ARGUMENT_ATTRIBUTES:
        read_attributes(x, from, length);
        break;
    case ARGUMENT_COLOR:
        read_color(x, from, length);
        break;
    case ARGUMENT_DISTANCE:
    case ARGUMENT_WIDTH:
    case ARGUMENT_HEIGHT:
    case ARGUMENT_ROW:
        if (length < CAPTURE_MAX && scale_read(x->s + from, length, &em))
            take_distance(x, kind, em);
        else if (kind != ARGUMENT_ROW)
            hide(x, from, from + length);
        break;
    case ARGUMENT_COLUMNS:
        read_columns(x, from, length);
        break;
    case ARGUMENT_ENVIRONMENT:
        x->wants = command_environment(x->s + from, length);
        break;
    default:
        break;
    }
}

static bool
conceals(struct scan *x, uint8_t kind)
{
    const struct group *g = top(x);
    switch (kind) {
    case ARGUMENT_HIDDEN:
    case ARGUMENT_REST:
        return true;
    case ARGUMENT_TAG:
        return !x->display;
    case ARGUMENT_COLORED:
        return x->conceals || tint_is_lost(x->color, g->ground);
    case ARGUMENT_ON_COLOR:
    case ARGUMENT_IN_BOX:
        return x->conceals || tint_is_lost(g->ink, x->color);
    default:
        return false;
    }
}

/* ---- groups ---------------------------------------------------------------- */

static void
open_group(struct scan *x, uint8_t kind, const char *rest)
{
    const struct group *outer = top(x);
    uint8_t closer = x->s[x->at] == '[' ? ']' : '}';
    struct group g = *outer;
    take(x, 1);
    if (x->depth == DEPTH_MAX) {
        x->lost = true;
        return;
    }
    g.closer = closer;
    g.kind = kind;
    g.rest = rest;
    g.from = x->at;
    g.loose = kind == 0 && x->loose;
    g.hidden = outer->hidden || conceals(x, kind);
    g.text = outer->text || kind == ARGUMENT_TEXT || kind == ARGUMENT_ON_COLOR;
    g.verbatim = g.text;
    if (kind == ARGUMENT_COLORED)
        g.ink = x->color;
    if (kind == ARGUMENT_ON_COLOR || kind == ARGUMENT_IN_BOX)
        g.ground = x->color;
    x->groups[++x->depth] = g;
    x->wants = NULL;
}

/* Ends the innermost group; `closer` bytes at the cursor end it. */
static void
close_group(struct scan *x, size_t closer)
{
    struct group g = *top(x);
    size_t length = x->at - g.from;
    x->depth--;
    x->wants = g.rest;
    x->loose = g.loose;
    top(x)->hidden |= g.loose && g.hidden;
    take(x, closer);
    if (g.kind != 0)
        apply(x, g.kind, g.from, length);
}

/* An unclosed bracket ends with the group that it is in. */
static void
close_brace(struct scan *x)
{
    while (x->depth > 0 && top(x)->closer == ']')
        close_group(x, 0);
    if (x->depth > 0)
        close_group(x, 1);
    else
        take(x, 1);
}

/* ---- arguments --------------------------------------------------------------- */

/* What takes no characters. True if that was it. */
static bool
take_nothing(struct scan *x, uint8_t kind)
{
    struct group *g = top(x);
    if (kind == ARGUMENT_EM) {
        add_shift(x, 1);
        return true;
    }
    if (kind == ARGUMENT_LOST) {
        x->lost = true;
        return true;
    }
    if (kind == ARGUMENT_PAINT) {
        g->ink = x->color;
        g->hidden |= x->conceals || tint_is_lost(g->ink, g->ground);
        return true;
    }
    if (kind == ARGUMENT_FILL) {
        g->hidden |= x->conceals || tint_is_lost(g->ink, x->color);
        return true;
    }
    return false;
}

static bool
is_optional(uint8_t kind)
{
    return kind == ARGUMENT_OPTIONAL || kind == ARGUMENT_MODEL ||
           kind == ARGUMENT_BOX || kind == ARGUMENT_ATTRIBUTES ||
           kind == ARGUMENT_ROW;
}

/* An argument without braces: a character or a command. */
static void
take_single(struct scan *x, uint8_t kind)
{
    size_t from = x->at;
    size_t length = x->s[from] == '\\' ? 1 + name_length(x, from + 1) : 1;
    while (from + length < x->n && (x->s[from + length] & 0xC0) == 0x80)
        length++;
    if (conceals(x, kind))
        hide(x, from, from + length);
    take(x, length);
    apply(x, kind, from, length);
}

static bool
is_distance(uint8_t kind)
{
    return kind == ARGUMENT_DISTANCE || kind == ARGUMENT_WIDTH ||
           kind == ARGUMENT_HEIGHT;
}

/* MathJax reads any distance without braces, too. */
static void
take_bare_distance(struct scan *x, uint8_t kind)
{
    double em;
    size_t length = scale_prefix(x->s + x->at, x->n - x->at, &em);
    take(x, length);
    if (length > 0)
        take_distance(x, kind, em);
}

/* The next argument of the command at hand. */
static void
step_argument(struct scan *x)
{
    uint8_t kind = (uint8_t)*x->wants;
    if (take_nothing(x, kind)) {
        x->wants++;
        return;
    }
    while (x->at < x->n && is_blank(x->s[x->at]))
        take(x, 1);
    if (x->at == x->n)
        return;
    uint8_t c = x->s[x->at];
    if (kind == ARGUMENT_STAR) {
        take(x, c == '*');
        x->wants++;
    } else if (is_distance(kind) && c != '{') {
        take_bare_distance(x, kind);
        x->wants++;
    } else if (is_optional(kind) && c != '[') {
        x->wants++;
    } else if (is_optional(kind) || c == '{') {
        open_group(x, kind, x->wants + (kind != ARGUMENT_REST));
    } else if (kind == ARGUMENT_REST || c == '}' || c == '%') {
        x->wants = NULL;
    } else {
        const char *rest = x->wants + 1;
        x->wants = NULL;
        take_single(x, kind);
        if (x->wants == NULL)
            x->wants = rest;
    }
}

/* ---- tokens -------------------------------------------------------------------- */

static void
take_verbatim(struct scan *x)
{
    if (x->at < x->n && x->s[x->at] == '*')
        take(x, 1);
    if (x->at == x->n)
        return;
    const uint8_t *end =
        memchr(x->s + x->at + 1, x->s[x->at], x->n - x->at - 1);
    if (end != NULL)
        take(x, (size_t)(end - x->s) + 1 - x->at);
}

static void
take_definition(struct scan *x, enum command_kind kind)
{
    size_t end = macro_read(x->tex, x->s, x->n, x->at, kind);
    take(x, end - x->at);
    x->lost |= x->tex->overflow;
}

/* A body shows where the macro is used, if it shows. */
static void
hide_bodies(struct scan *x, unsigned first)
{
    for (unsigned i = first; i < x->tex->count; i++) {
        struct tex_macro *m = &x->tex->macros[i];
        if (!m->used || m->hides)
            hide(x, m->body, m->body_end);
        m->body = m->body_end = 0;
    }
}

static void
take_macro(struct scan *x, struct tex_macro *macro)
{
    macro->used |= !x->lost && !top(x)->hidden;
    top(x)->hidden |= macro->hides;
    x->wants = macro->arguments;
    x->loose = true;
}

static void
take_command(struct scan *x)
{
    const uint8_t *name = x->s + x->at + 1;
    size_t length = name_length(x, x->at + 1);
    take(x, 1 + length);
    x->conceals = false;
    x->color = top(x)->ground;
    struct tex_macro *macro = macro_find(x->tex, name, length);
    if (macro != NULL) {
        take_macro(x, macro);
        return;
    }
    const struct command *c = command_find(name, length);
    x->loose = c == NULL;
    if (c == NULL)
        return;
    x->wants = c->arguments;
    if (strcmp(c->name, "definecolor") == 0)
        x->tex->colors = true;
    if (c->kind == COMMAND_VERBATIM)
        take_verbatim(x);
    else if (c->kind != COMMAND_PLAIN)
        take_definition(x, c->kind);
}

/* MathJax ends a comment in an argument where the argument ends, any other
 * with the line. Here it is the line; but if the argument could have ended
 * before, and something behind it hides, nobody knows what is hidden. */
static bool
is_doubtful(struct scan *x, size_t from, size_t to)
{
    size_t braces = 0, brackets = 0;
    bool ended = false;
    for (size_t i = from; i < to; i++) {
        uint8_t c = x->s[i];
        braces += c == '{';
        brackets += c == '[';
        if (c == '}' && braces > 0)
            braces--;
        else if (c == ']' && brackets > 0)
            brackets--;
        else if (c == '}' || c == ']' || (c == '$' && top(x)->text))
            ended = true;
        if (c != '\\')
            continue;
        size_t length = name_length(x, i + 1);
        if (ended && macro_can_hide(x->tex, x->s + i + 1, length))
            return true;
        i += length;
    }
    return false;
}

/* With the blanks before it, and with the line's end if it is all there is on
 * the line. */
static void
take_comment(struct scan *x)
{
    size_t from = x->at;
    const uint8_t *end = memchr(x->s + from, '\n', x->n - from);
    size_t to = end == NULL ? x->n : (size_t)(end - x->s);
    x->lost |= is_doubtful(x, from, to);
    while (from > 0 && (x->s[from - 1] == ' ' || x->s[from - 1] == '\t'))
        from--;
    if (from > 0 && from < x->at && x->s[from - 1] == '\\')
        from++; /* the command for a blank */
    bool whole = from == 0 || x->s[from - 1] == '\n';
    hide(x, from, whole && end != NULL ? to + 1 : to);
    x->at = to;
}

static void
step_token(struct scan *x)
{
    uint8_t c = x->s[x->at];
    x->wants = NULL;
    x->loose = x->loose && (c == '{' || c == '}' || is_blank(c));
    if (c == '\\') {
        take_command(x);
    } else if (c == '%' && !top(x)->verbatim) {
        take_comment(x);
    } else if (c == '{') {
        open_group(x, 0, NULL);
    } else if (c == '}') {
        close_brace(x);
    } else if (c == ']' && top(x)->closer == ']') {
        close_group(x, 1);
    } else {
        if (c == '$' && top(x)->text)
            top(x)->verbatim = !top(x)->verbatim;
        take(x, 1);
    }
}

void
tex_mark(struct tex *tex, const uint8_t *text, size_t length, bool display,
         bool *hidden)
{
    struct scan x;
    unsigned macros = tex->count;
    x.tex = tex;
    x.s = text;
    x.n = length;
    x.at = 0;
    x.hidden = hidden;
    x.display = display;
    x.lost = tex->overflow;
    x.loose = false;
    x.depth = 0;
    x.wants = NULL;
    x.color = COLOR_WHITE;
    x.conceals = false;
    x.model = 0;
    x.model_length = 0;
    x.shift = 0;
    x.rule = 0;
    x.painted = 0;
    x.groups[0] = (struct group){.ink = COLOR_BLACK, .ground = COLOR_WHITE};
    while (x.at < length) {
        if (x.wants != NULL && *x.wants != '\0')
            step_argument(&x);
        else
            step_token(&x);
    }
    hide_bodies(&x, macros);
}
