/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include <string.h>

#include "block.h"
#include "style.h"

bool
escape_is_letter(uint8_t byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool
is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

bool
escape_is_alphanumeric(uint8_t byte)
{
    return is_digit(byte) || escape_is_letter(byte);
}

bool
escape_is_gap_or_end(uint8_t byte)
{
    return mark_is_gap(byte) || byte == MARK_END;
}

/* ---- the start of a line ---------------------------------------------------- */

static bool
ends_line(uint8_t byte)
{
    return byte == '\n' || byte == MARK_BREAK || byte == MARK_END;
}

/* The line consists of these characters and blanks, the first of them being
 * among them. */
static bool
line_is_made_of(const uint8_t *at, const char *characters)
{
    bool first = false;
    for (; !ends_line(*at); at++) {
        if (*at != ' ' && *at != '\t' && strchr(characters, *at) == NULL)
            return false;
        first = first || *at == (uint8_t)characters[0];
    }
    return first;
}

/* `---` and `===` below a line of text make it a heading, `:-- | --:` makes
 * it a table's header; `- - -` is a rule. */
static bool
line_is_underline(const uint8_t *at, bool first)
{
    if (*at == '=')
        return !first && line_is_made_of(at, "=");
    return line_is_made_of(at, "-:|");
}

static bool
line_is_heading(const uint8_t *at)
{
    size_t n = 0;
    while (n < 7 && at[n] == '#')
        n++;
    return n <= 6 && escape_is_gap_or_end(at[n]);
}

/* `1.`, `23)`: the offset of the delimiter. */
static size_t
find_delimiter(const uint8_t *at)
{
    size_t n = 0;
    while (n < 10 && is_digit(at[n]))
        n++;
    bool item = n > 0 && n < 10 && (at[n] == '.' || at[n] == ')') &&
                escape_is_gap_or_end(at[n + 1]);
    return item ? n : ESCAPE_NONE;
}

size_t
escape_line(const uint8_t *at, bool first, bool top)
{
    bool acts = false;
    switch (*at) {
    case '#':
        acts = line_is_heading(at);
        break;
    case '>':
        acts = true;
        break;
    case '+':
        /* `+++` above all else is TOML front matter */
        acts = escape_is_gap_or_end(at[1]) ||
               (top && at[1] == '+' && at[2] == '+');
        break;
    case '-':
        acts = escape_is_gap_or_end(at[1]) || line_is_underline(at, first);
        break;
    case '=':
    case ':':
    case '|':
        acts = line_is_underline(at, first);
        break;
    case '~':
        acts = at[1] == '~' && at[2] == '~';
        break;
    default:
        return find_delimiter(at);
    }
    return acts ? 0 : ESCAPE_NONE;
}

/* ---- inside a line ---------------------------------------------------------- */

/* `2 * 3` opens nothing. Before a hard break, which is a backslash, it
 * could. */
static bool
is_between_gaps(const uint8_t *at, const uint8_t *line)
{
    if (at == line || !mark_is_gap(at[-1]))
        return false;
    const uint8_t *next = at + 1;
    bool hard = false;
    for (; mark_is_gap(*next); next++)
        hard = hard || *next == MARK_BREAK;
    return *next == MARK_END || (next > at + 1 && !hard);
}

bool
escape_star(const uint8_t *at, const uint8_t *line)
{
    return !is_between_gaps(at, line);
}

/* `a_b` opens nothing either. */
bool
escape_underscore(const uint8_t *at, const uint8_t *line)
{
    if (at > line && style_class_of(at + 1) == STYLE_WORD &&
        style_class_before(at, line) == STYLE_WORD)
        return false;
    return !is_between_gaps(at, line);
}

bool
escape_backslash(const uint8_t *at)
{
    return at[1] < 0x80 && !escape_is_alphanumeric(at[1]);
}

/* `&name;`, `&#1;`, `&#xA;`: whether the name is known does not matter. */
bool
escape_ampersand(const uint8_t *at)
{
    size_t n = 1;
    if (at[1] == '#')
        n = (at[2] | 0x20) == 'x' ? 3 : 2;
    size_t limit = n + 32;
    while (n < limit && escape_is_alphanumeric(at[n]))
        n++;
    return n > 1 && at[n] == ';';
}

/* A tag, a comment, a declaration, an address. The part before the @ of a mail
 * address may contain almost anything, markers included; so may raw bytes. */
bool
escape_less_than(const uint8_t *at)
{
    uint8_t next = at[1];
    if (escape_is_letter(next) || next == '/' || next == '!' || next == '?' ||
        next == MARK_RAW)
        return true;
    size_t n = 1;
    while (!escape_is_gap_or_end(at[n]) && at[n] != '<' && at[n] != '@')
        n++;
    return n > 1 && at[n] == '@';
}

/* Before what is, or may be, the start of a link. */
bool
escape_exclamation(const uint8_t *at)
{
    return at[1] == '[' || at[1] == MARK_RAW;
}

/* `# C #` has a closing sequence, `# C#` has not. */
bool
escape_hash(const uint8_t *at, const uint8_t *line)
{
    if (at > line && !mark_is_gap(at[-1]))
        return false;
    while (*at == '#')
        at++;
    while (mark_is_gap(*at))
        at++;
    return *at == MARK_END;
}

/* `int[]`, `[0]` and `[see below]` are harmless, for the output has no
 * definitions; `[!NOTE]` is what an alert starts with, and shown. `[a](`,
 * `[a][`, `[a]:`, `[^a]`, `[ ]` and `[x]` might not be. */
size_t
escape_find_bracket(const uint8_t *at)
{
    size_t n = 1, visible = 0;
    bool tick = false;
    for (; visible < 40; n++) {
        if (at[n] > ' ' && strchr("[]^\\`<", at[n]) == NULL)
            visible++;
        else if (!mark_is_gap(at[n]) || at[n] == MARK_BREAK)
            break;
        tick = tick || (at[n] | 0x20) == 'x';
    }
    if (at[n] != ']' || (visible == 0 && n > 1) || (visible == 1 && tick))
        return 0;
    uint8_t next = at[n + 1];
    bool link = next == '(' || next == '[' || next == ':' || next == MARK_RAW;
    return link ? 0 : n;
}

/* ---- tasks ------------------------------------------------------------------ */

/* cmark-gfm takes `[x]` for the tick of a task wherever it stands in the line.
 * In text it is escaped, in code it cannot be. */
static bool
line_has_tick(const uint8_t *at)
{
    bool code = false;
    for (; !ends_line(*at); at++) {
        if (*at == MARK_CODE_ON || *at == MARK_RAW)
            code = true;
        else if (*at == MARK_CODE_OFF || *at == MARK_COOKED)
            code = false;
        else if (code && *at == '[' && (at[1] | 0x20) == 'x' && at[2] == ']')
            return true;
    }
    return false;
}

size_t
escape_find_task(const uint8_t *at)
{
    if (at[0] != '[' || (at[1] != ' ' && at[1] != 'x') || at[2] != ']' ||
        (at[1] == ' ' && line_has_tick(at)))
        return 0;
    size_t n = 3;
    while (at[n] == ' ' || at[n] == '\t')
        n++;
    return n == 3 || escape_is_gap_or_end(at[n]) ? 0 : n;
}
