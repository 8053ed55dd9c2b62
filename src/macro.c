/* SPDX-License-Identifier: MIT */
#include "macro.h"

#include <string.h>

struct reading {
    struct tex *tex;
    const uint8_t *s;
    size_t n;
    size_t at;
};

static bool
is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
skip_blanks(struct reading *r)
{
    while (r->at < r->n && memchr(" \t\r\n", r->s[r->at], 4) != NULL)
        r->at++;
}

static bool
sees(struct reading *r, uint8_t byte)
{
    skip_blanks(r);
    return r->at < r->n && r->s[r->at] == byte;
}

/* Moves behind the group at the cursor, or to the end if it has none. */
static void
skip_group(struct reading *r, uint8_t opener, uint8_t closer)
{
    size_t depth = 0;
    for (; r->at < r->n; r->at++) {
        uint8_t c = r->s[r->at];
        if (c == '\\')
            r->at += r->at + 1 < r->n;
        else if (c == opener)
            depth++;
        else if (c == closer && --depth == 0) {
            r->at++;
            return;
        }
    }
}

/* "\name" or "{\name}". */
static void
read_name(struct reading *r, struct tex_macro *macro)
{
    bool braced = sees(r, '{');
    r->at += braced;
    if (!sees(r, '\\'))
        return;
    size_t from = ++r->at;
    while (r->at < r->n && is_letter(r->s[r->at]))
        r->at++;
    if (r->at == from && r->at < r->n)
        r->at++;
    size_t length = r->at - from;
    if (length <= TEX_NAME_MAX) {
        memcpy(macro->name, r->s + from, length);
        macro->length = (uint8_t)length;
    }
    if (braced && sees(r, '}'))
        r->at++;
}

/* "[2]" or, of \def, "#1#2". */
static unsigned
read_parameters(struct reading *r, enum command_kind kind)
{
    unsigned count = 0;
    if (kind == COMMAND_DEF) {
        for (; r->at < r->n && r->s[r->at] != '{'; r->at++)
            count += r->s[r->at] == '#';
        return count;
    }
    if (!sees(r, '['))
        return 0;
    if (r->at + 1 < r->n && r->s[r->at + 1] >= '0' && r->s[r->at + 1] <= '9')
        count = (unsigned)(r->s[r->at + 1] - '0');
    skip_group(r, '[', ']');
    if (sees(r, '['))
        skip_group(r, '[', ']');
    return count;
}

struct tex_macro *
macro_find(struct tex *tex, const uint8_t *name, size_t length)
{
    for (unsigned i = tex->count; i-- > 0;) {
        struct tex_macro *m = &tex->macros[i];
        if (m->length == length && memcmp(m->name, name, length) == 0)
            return m;
    }
    return NULL;
}

bool
macro_can_hide(struct tex *tex, const uint8_t *name, size_t length)
{
    static const char harmless[] = {ARGUMENT_SHOWN,       ARGUMENT_TEXT,
                                    ARGUMENT_STAR,        ARGUMENT_EM,
                                    ARGUMENT_ENVIRONMENT, '\0'};
    const char *arguments;
    const struct tex_macro *macro = macro_find(tex, name, length);
    const struct command *command = command_find(name, length);
    if (macro != NULL && macro->hides)
        return true;
    if (macro != NULL)
        arguments = macro->arguments;
    else if (command != NULL && command->kind != COMMAND_PLAIN)
        return true;
    else
        arguments = command == NULL ? "" : command->arguments;
    return strspn(arguments, harmless) != strlen(arguments);
}

/* Does a body of so many parameters draw less than what it is given? */
static bool
body_hides(const struct reading *r, size_t from, size_t to, unsigned parameters)
{
    unsigned seen = 0;
    for (size_t i = from; i < to; i++) {
        if (r->s[i] == '%')
            return true;
        if (r->s[i] == '#' && i + 1 < to && r->s[i + 1] >= '1' &&
            r->s[i + 1] <= '9')
            seen |= 1u << (r->s[i + 1] - '1');
        if (r->s[i] != '\\')
            continue;
        size_t end = i + 1;
        while (end < to && is_letter(r->s[end]))
            end++;
        if (macro_can_hide(r->tex, r->s + i + 1, end - i - 1))
            return true;
        i = end > i + 1 ? end - 1 : i + 1;
    }
    unsigned all = parameters > 9 ? ~0u : (1u << parameters) - 1;
    return (seen & all) != all;
}

static void
read_let(struct reading *r, struct tex_macro *macro)
{
    if (sees(r, '='))
        r->at++;
    skip_blanks(r);
    if (!sees(r, '\\')) {
        r->at += r->at < r->n;
        return;
    }
    size_t from = ++r->at;
    while (r->at < r->n && is_letter(r->s[r->at]))
        r->at++;
    const struct tex_macro *old = macro_find(r->tex, r->s + from, r->at - from);
    const struct command *c = command_find(r->s + from, r->at - from);
    if (old != NULL) {
        macro->hides = old->hides;
        macro->arguments = old->arguments;
    } else if (c != NULL) {
        macro->hides = c->kind != COMMAND_PLAIN;
        macro->arguments = c->arguments;
    }
}

size_t
macro_read(struct tex *tex, const uint8_t *s, size_t n, size_t at,
           enum command_kind kind)
{
    struct reading r = {tex, s, n, at};
    struct tex_macro macro = {.arguments = ""};
    if (sees(&r, '*'))
        r.at++;
    read_name(&r, &macro);
    if (kind == COMMAND_LET) {
        read_let(&r, &macro);
    } else {
        unsigned parameters = read_parameters(&r, kind);
        if (sees(&r, '{')) {
            macro.body = r.at + 1;
            skip_group(&r, '{', '}');
            macro.body_end =
                r.at > macro.body && s[r.at - 1] == '}' ? r.at - 1 : r.at;
        }
        macro.hides = body_hides(&r, macro.body, macro.body_end, parameters);
    }
    if (tex->count == TEX_MACROS_MAX || macro.length == 0)
        tex->overflow = true;
    else
        tex->macros[tex->count++] = macro;
    return r.at;
}
