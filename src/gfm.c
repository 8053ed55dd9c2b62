/* SPDX-License-Identifier: MIT */
#include "gfm.h"

#include "alert.h"
#include "block.h"
#include "dollar.h"
#include "escape.h"
#include "lanes.h"
#include "style.h"

struct gfm {
    struct buffer *out;
    const uint8_t *bytes;
    size_t length;
    size_t i;
    enum gfm_place place;
    const struct margin *margin;
    bool first;          /* nothing precedes the leaf */
    size_t line;         /* index at which the current line starts */
    size_t bracket;      /* index of a `]` whose `[` was found to be harmless */
    size_t address;      /* the end of the address that was last looked at, */
    bool address_breaks; /* and whether something in it must be escaped */
    bool strikes;        /* `~` could act in this leaf ... */
    bool strikes_known;  /* ... which is found out at the first one */
    bool dollars;        /* the same for `$` */
    bool dollars_known;
};

/* Bytes that need a look: those that could act inside a line, and marks and
 * blanks, which are all the bytes up to 0x20. */
static const bool care[256] = {
    [0x00] = true, [0x01] = true, [0x02] = true, [0x03] = true, [0x04] = true,
    [0x05] = true, [0x06] = true, [0x07] = true, [0x08] = true, [0x09] = true,
    [0x0a] = true, [0x0b] = true, [0x0c] = true, [0x0d] = true, [0x0e] = true,
    [0x0f] = true, [0x10] = true, [0x11] = true, [0x12] = true, [0x13] = true,
    [0x14] = true, [0x15] = true, [0x16] = true, [0x17] = true, [0x18] = true,
    [0x19] = true, [0x1a] = true, [0x1b] = true, [0x1c] = true, [0x1d] = true,
    [0x1e] = true, [0x1f] = true, [' '] = true,  ['\\'] = true, ['`'] = true,
    ['*'] = true,  ['_'] = true,  ['['] = true,  [']'] = true,  ['<'] = true,
    ['&'] = true,  ['~'] = true,  [':'] = true,  ['w'] = true,  ['!'] = true,
    ['|'] = true,  ['#'] = true,  ['$'] = true,
};

static void
put_escaped(struct gfm *g)
{
    buffer_putc(g->out, '\\');
    buffer_putc(g->out, g->bytes[g->i++]);
}

static void
put_plainly(struct gfm *g)
{
    buffer_putc(g->out, g->bytes[g->i++]);
}

static void
put_either(struct gfm *g, bool escaped)
{
    if (escaped)
        put_escaped(g);
    else
        put_plainly(g);
}

/* ---- lines ------------------------------------------------------------------- */

static void
begin_line(struct gfm *g)
{
    g->line = g->i;
    size_t n = escape_line(g->bytes + g->i, g->i == 0, g->first && g->i == 0);
    if (n == ESCAPE_NONE)
        return;
    buffer_put(g->out, g->bytes + g->i, n);
    g->i += n;
    put_escaped(g);
}

/* A task's box, which escaping would lose. */
static void
put_task(struct gfm *g)
{
    size_t n = escape_find_task(g->bytes);
    if (n == 0)
        return;
    buffer_put(g->out, g->bytes, 3);
    buffer_putc(g->out, ' ');
    g->i = n;
    begin_line(g);
}

/* A run of blanks and breaks. */
static void
put_gap(struct gfm *g)
{
    bool line = false, hard = false;
    /* an address would take the backslash of a hard break */
    bool address = g->i == g->address && !g->address_breaks;
    for (; mark_is_gap(g->bytes[g->i]); g->i++) {
        line = line || g->bytes[g->i] == '\n';
        hard = hard || g->bytes[g->i] == MARK_BREAK;
    }
    if (g->i == g->length)
        return;
    if ((!line && !hard) || g->place >= GFM_HEADING) {
        buffer_putc(g->out, ' ');
        return;
    }
    if (hard)
        buffer_puts(g->out, address ? " \\" : "\\");
    margin_break(g->margin, g->out);
    begin_line(g);
}

/* ---- what depends on the leaf ------------------------------------------------- */

/* One `~` alone strikes nothing. */
static bool
tilde_acts(struct gfm *g, size_t i)
{
    if (g->strikes_known)
        return g->strikes;
    const uint8_t *b = g->bytes;
    while (b[i] == '~')
        i++;
    g->strikes_known = true;
    g->strikes = memchr(b + i, '~', g->length - i) != NULL ||
                 memchr(b, MARK_STRIKE_ON, g->length) != NULL;
    return g->strikes;
}

static bool
dollar_acts_here(struct gfm *g)
{
    if (!g->dollars_known)
        g->dollars = dollar_acts(g->out, g->bytes, g->length, g->place);
    g->dollars_known = true;
    return g->dollars;
}

/* A GFM parser takes an address up to the next blank as it is, backslashes
 * included: if anything in it must be escaped, it must not become a link.
 * Closing markers at its very end are not part of it. */
static bool
address_breaks_at(struct gfm *g, size_t i)
{
    const uint8_t *b = g->bytes;
    switch (b[i]) {
    case '*':
    case '`':
    case '[':
    case ']':
    case '\\':
    case '<':
        return true;
    case '|':
        return g->place == GFM_CELL;
    case '_':
        return escape_underscore(b + i, b + g->line);
    case '&':
        return escape_ampersand(b + i);
    case '~':
        return tilde_acts(g, i);
    case '$':
        return dollar_acts_here(g);
    case MARK_EMPHASIS_OFF:
    case MARK_STRONG_OFF:
    case MARK_STRIKE_OFF:
        return !escape_is_gap_or_end(b[i + 1]) &&
               b[i + 1] != MARK_EMPHASIS_OFF && b[i + 1] != MARK_STRONG_OFF &&
               b[i + 1] != MARK_STRIKE_OFF;
    default:
        return b[i] < ' ';
    }
}

static bool
address_breaks(struct gfm *g)
{
    if (g->i < g->address)
        return g->address_breaks;
    bool breaks = false;
    size_t i = g->i;
    for (; !escape_is_gap_or_end(g->bytes[i]); i++)
        breaks = breaks || address_breaks_at(g, i);
    g->address = i;
    g->address_breaks = breaks;
    return breaks;
}

static bool
colon_acts(struct gfm *g)
{
    const uint8_t *at = g->bytes + g->i;
    return at[1] == '/' && at[2] == '/' && g->i > 0 &&
           escape_is_letter(at[-1]) && address_breaks(g);
}

/* At the last `w` of `www.`. */
static bool
dot_acts(struct gfm *g)
{
    const uint8_t *at = g->bytes + g->i;
    return at[1] == '.' && g->i >= 2 && at[-1] == 'w' && at[-2] == 'w' &&
           (g->i == 2 || !escape_is_alphanumeric(at[-3])) && address_breaks(g);
}

/* ---- what is not characters ------------------------------------------------ */

/* A code span: fences longer than any run inside, and blanks where the first
 * or last character is a backtick or where a parser would strip them. In a
 * cell `|` is escaped even there. */
static void
put_code(struct gfm *g)
{
    const uint8_t *from = g->bytes + ++g->i;
    size_t n = 0, longest = 0, run = 0;
    for (; from[n] != MARK_CODE_OFF; n++) {
        run = from[n] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    bool pad = from[0] == '`' || from[n - 1] == '`' ||
               (from[0] == ' ' && from[n - 1] == ' ');
    for (size_t i = 0; i <= longest; i++)
        buffer_putc(g->out, '`');
    if (pad)
        buffer_putc(g->out, ' ');
    for (size_t i = 0; i < n; i++) {
        if (from[i] == '|' && g->place == GFM_CELL)
            buffer_putc(g->out, '\\');
        buffer_putc(g->out, from[i]);
    }
    if (pad)
        buffer_putc(g->out, ' ');
    for (size_t i = 0; i <= longest; i++)
        buffer_putc(g->out, '`');
    g->i += n + 1;
}

static void
put_raw(struct gfm *g)
{
    for (g->i++; g->bytes[g->i] != MARK_COOKED; g->i++) {
        if (g->bytes[g->i] == '|' && g->place == GFM_CELL)
            buffer_putc(g->out, '\\');
        buffer_putc(g->out, g->bytes[g->i]);
    }
    g->i++;
}

static void
put_mark(struct gfm *g)
{
    switch (g->bytes[g->i]) {
    case MARK_CODE_ON:
        put_code(g);
        return;
    case MARK_RAW:
        put_raw(g);
        return;
    case MARK_EMPHASIS_ON:
    case MARK_EMPHASIS_OFF:
        buffer_putc(g->out, '*');
        break;
    case MARK_STRONG_ON:
    case MARK_STRONG_OFF:
        buffer_puts(g->out, "**");
        break;
    case MARK_STRIKE_ON:
    case MARK_STRIKE_OFF:
        buffer_puts(g->out, "~~");
        break;
    default:
        break;
    }
    g->i++;
}

/* An alert's marker would become a title; one that is meant is written raw. */
static bool
is_alert(const struct gfm *g)
{
    const struct alert *alert = alert_find(g->bytes, g->length);
    if (alert == NULL || g->i > 0 || g->place >= GFM_HEADING)
        return false;
    const uint8_t *at = g->bytes + strlen(alert->marker);
    while (*at == ' ' || *at == '\t')
        at++;
    return *at == '\n' || *at == MARK_BREAK || *at == MARK_END;
}

static void
put_bracket(struct gfm *g)
{
    size_t n = is_alert(g) ? 0 : escape_find_bracket(g->bytes + g->i);
    if (n != 0)
        g->bracket = g->i + n;
    put_either(g, n == 0);
}

static void
put_w(struct gfm *g)
{
    bool acts = dot_acts(g);
    put_plainly(g);
    if (acts)
        put_escaped(g);
}

static void
put_special(struct gfm *g)
{
    const uint8_t *at = g->bytes + g->i, *line = g->bytes + g->line;
    switch (*at) {
    case '\\':
        put_either(g, escape_backslash(at));
        break;
    case '`':
        put_escaped(g);
        break;
    case '*':
        put_either(g, escape_star(at, line));
        break;
    case '_':
        put_either(g, escape_underscore(at, line));
        break;
    case '[':
        put_bracket(g);
        break;
    case ']':
        put_either(g, g->i != g->bracket);
        break;
    case '<':
        put_either(g, escape_less_than(at));
        break;
    case '&':
        put_either(g, escape_ampersand(at));
        break;
    case '~':
        put_either(g, tilde_acts(g, g->i));
        break;
    case '$':
        put_either(g, dollar_acts_here(g));
        break;
    case ':':
        put_either(g, colon_acts(g));
        break;
    case 'w':
        put_w(g);
        break;
    case '!':
        put_either(g, escape_exclamation(at));
        break;
    case '|':
        put_either(g, g->place == GFM_CELL);
        break;
    case '#':
        put_either(g, g->place == GFM_HEADING && escape_hash(at, line));
        break;
    case ' ':
    case '\t':
    case '\n':
    case MARK_BREAK:
        put_gap(g);
        break;
    default:
        put_mark(g);
    }
}

static bool
needs_care(const uint8_t *at)
{
    return care[*at] && !(*at == ' ' && at[1] > ' ') &&
           !(*at == 'w' && at[1] != '.');
}

/* The end of the run at i that is copied as it is. Sixteen bytes at a time are
 * passed up to the first that is no letter, no digit, no blank that stands
 * alone and none of the more frequent marks of punctuation. */
static size_t
find_run_end(const uint8_t *bytes, size_t i, size_t length)
{
    while (length - i >= LANES) {
        lanes here = lanes_load(bytes + i);
        lanes next = lanes_load(bytes + i + 1);
        lanes plain =
            (lanes_within(here | lanes_all(0x20), 'a', 'z') &
             ~(lanes_within(here, 'w', 'w') & lanes_within(next, '.', '.'))) |
            (lanes_within(here, ' ', ' ') & lanes_within(next, '!', 0xff)) |
            lanes_within(here, '+', '9') | /* + , - . / 0 to 9 */
            lanes_within(here, '\'', ')') | lanes_within(here, 0x80, 0xff);
        unsigned first = lanes_first(~plain);
        i += first;
        if (first == LANES)
            continue;
        if (needs_care(bytes + i))
            return i;
        i++;
    }
    while (!needs_care(bytes + i))
        i++;
    return i;
}

void
gfm_write(struct buffer *out, const uint8_t *bytes, size_t length,
          enum gfm_place place, const struct margin *margin)
{
    while (mark_is_gap(*bytes)) {
        bytes++;
        length--;
    }
    struct gfm g = {.out = out,
                    .bytes = bytes,
                    .length = length,
                    .place = place,
                    .margin = margin,
                    .first = out->size == 0,
                    .bracket = length};
    if (place == GFM_ITEM)
        put_task(&g);
    if (place < GFM_HEADING && g.i == 0)
        begin_line(&g);
    while (g.i < length) {
        size_t end = find_run_end(bytes, g.i, length);
        buffer_put(out, bytes + g.i, end - g.i);
        g.i = end;
        if (end < length)
            put_special(&g);
    }
}
