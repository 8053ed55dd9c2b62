/* SPDX-License-Identifier: MIT */
#include "gfm.h"

#include "block.h"
#include "lanes.h"
#include "style.h"

struct gfm {
    struct buffer *out;
    const uint8_t *bytes;
    size_t length;
    size_t i;
    enum gfm_place place;
    const struct margin *margin;
    bool first;   /* nothing precedes the leaf */
    size_t line;  /* index at which the current line starts */
    size_t bracket; /* index of a `]` whose `[` was found to be harmless */
    size_t address;      /* the end of the address that was last looked at, */
    bool address_breaks; /* and whether something in it must be escaped */
    bool strikes; /* `~` could act in this leaf ... */
    bool strikes_known; /* ... which is found out at the first one */
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
    ['|'] = true,  ['#'] = true,
};

static bool
is_alphanumeric(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool
is_letter(uint8_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Nothing but blanks can follow on this line. */
static bool
is_gap_or_end(uint8_t c)
{
    return mark_is_gap(c) || c == MARK_END;
}

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

/* ---- the start of a line --------------------------------------------------- */

/* The line consists of these characters and blanks, the first of them being
 * among them. */
static bool
line_is_made_of(const struct gfm *g, const char *characters)
{
    bool first = false;
    for (size_t i = g->i; i < g->length; i++) {
        uint8_t c = g->bytes[i];
        if (c == '\n' || c == MARK_BREAK)
            break;
        if (c != ' ' && c != '\t' &&
            memchr(characters, c, strlen(characters)) == NULL)
            return false;
        first = first || c == (uint8_t)characters[0];
    }
    return first;
}

/* `---` and `===` below a line of text make it a heading, `:-- | --:` makes
 * it a table's header; `- - -` is a rule. */
static bool
line_is_underline(const struct gfm *g)
{
    const uint8_t *line = g->bytes + g->i;
    if (*line == '=')
        return g->i > 0 && line_is_made_of(g, "=");
    return line_is_made_of(g, "-:|");
}

static size_t
count_digits(const struct gfm *g)
{
    size_t n = 0;
    while (n < 10 && is_digit(g->bytes[g->i + n]))
        n++;
    return n;
}

static bool
line_is_heading(const struct gfm *g)
{
    size_t n = 0;
    while (n < 7 && g->bytes[g->i + n] == '#')
        n++;
    return n <= 6 && is_gap_or_end(g->bytes[g->i + n]);
}

/* Escapes what would make a line of text begin another block. What could also
 * act inside a line is left to put_special. */
static void
begin_line(struct gfm *g)
{
    g->line = g->i;
    const uint8_t *line = g->bytes + g->i;
    switch (*line) {
    case '#':
        put_either(g, line_is_heading(g));
        break;
    case '>':
        put_escaped(g);
        break;
    case '+':
        /* `+++` above all else is TOML front matter */
        put_either(g, is_gap_or_end(line[1]) ||
                          (g->first && memcmp(line, "+++", 3) == 0));
        break;
    case '-':
        put_either(g, is_gap_or_end(line[1]) || line_is_underline(g));
        break;
    case '=':
    case ':':
    case '|':
        if (line_is_underline(g))
            put_escaped(g);
        break;
    case '~':
        if (line[1] == '~' && line[2] == '~')
            while (g->bytes[g->i] == '~')
                put_escaped(g);
        break;
    default:
        if (is_digit(*line)) {
            size_t n = count_digits(g);
            bool list = n < 10 && (line[n] == '.' || line[n] == ')') &&
                        is_gap_or_end(line[n + 1]);
            buffer_put(g->out, line, n);
            g->i += n;
            if (list)
                put_escaped(g);
        }
    }
}

/* cmark-gfm takes `[x]` for the tick of a task wherever it stands in the line.
 * In text it is escaped, in code it cannot be. */
static bool
line_has_tick(const struct gfm *g)
{
    const uint8_t *b = g->bytes;
    bool code = false;
    for (size_t i = 0; i + 2 < g->length; i++) {
        if (b[i] == '\n' || b[i] == MARK_BREAK)
            return false;
        if (b[i] == MARK_CODE_ON || b[i] == MARK_RAW)
            code = true;
        else if (b[i] == MARK_CODE_OFF || b[i] == MARK_COOKED)
            code = false;
        else if (code && b[i] == '[' && (b[i + 1] | 0x20) == 'x' &&
                 b[i + 2] == ']')
            return true;
    }
    return false;
}

/* `[ ] ` and `[x] ` at the start of an item are a task's box, which escaping
 * would lose. */
static void
put_task(struct gfm *g)
{
    const uint8_t *b = g->bytes;
    if (b[0] != '[' || (b[1] != ' ' && b[1] != 'x') || b[2] != ']' ||
        (b[1] == ' ' && line_has_tick(g)))
        return;
    size_t i = 3;
    while (b[i] == ' ' || b[i] == '\t')
        i++;
    if (i == 3 || is_gap_or_end(b[i]))
        return;
    buffer_put(g->out, b, 3);
    buffer_putc(g->out, ' ');
    g->i = i;
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

/* ---- inside a line --------------------------------------------------------- */

/* `2 * 3` cannot open emphasis; before a hard break, which is a backslash, it
 * could. */
static bool
is_between_gaps(const struct gfm *g)
{
    if (g->i == g->line || !mark_is_gap(g->bytes[g->i - 1]))
        return false;
    size_t from = g->i + 1, to = from;
    while (mark_is_gap(g->bytes[to]))
        to++;
    return to == g->length ||
           (to > from && memchr(g->bytes + from, MARK_BREAK, to - from) == NULL);
}

/* `a_b` cannot open emphasis. */
static bool
underscore_acts(const struct gfm *g, size_t i)
{
    const uint8_t *at = g->bytes + i;
    return i == 0 || style_class_of(at + 1) != STYLE_WORD ||
           style_class_before(at, g->bytes) != STYLE_WORD;
}

static bool
backslash_acts(uint8_t next)
{
    return next < 0x80 && !is_alphanumeric(next);
}

/* `&name;`, `&#1;`, `&#xA;`: whether the name is known does not matter. */
static bool
starts_reference(const uint8_t *at)
{
    size_t n = 1;
    if (at[1] == '#') {
        n = 2;
        if ((at[2] | 0x20) == 'x')
            n = 3;
    }
    size_t limit = n + 32;
    while (n < limit && is_alphanumeric(at[n]))
        n++;
    return n > 1 && at[n] == ';';
}

/* At `<`: a tag, a comment, a declaration, an address. The part before the @ of
 * a mail address may contain almost anything, markers included; raw bytes may
 * be anything. */
static bool
starts_markup(const uint8_t *at)
{
    uint8_t next = at[1];
    if (is_letter(next) || next == '/' || next == '!' || next == '?' ||
        next == MARK_RAW)
        return true;
    size_t n = 1;
    while (!is_gap_or_end(at[n]) && at[n] != '<' && at[n] != '@')
        n++;
    return n > 1 && at[n] == '@';
}

/* `[0]` and `[see below]` are harmless, for the output has no definitions.
 * `[a](`, `[a][`, `[a]:`, `[^a]`, `[!NOTE]` and `[x]` might not be. Returns
 * the index of the `]`, or 0. */
static size_t
find_harmless_bracket(const struct gfm *g)
{
    const uint8_t *b = g->bytes;
    size_t i = g->i + 1, visible = 0;
    while (visible < 40) {
        if (is_alphanumeric(b[i]) || b[i] == ',' || b[i] == '-')
            visible++;
        else if (!mark_is_gap(b[i]) || b[i] == MARK_BREAK)
            break;
        i++;
    }
    if (b[i] != ']' || visible == 0 || b[i + 1] == '(' || b[i + 1] == '[' ||
        b[i + 1] == ':' || b[i + 1] == MARK_RAW)
        return 0;
    if (visible == 1 && memchr(b + g->i, 'x', i - g->i) != NULL)
        return 0;
    if (visible == 1 && memchr(b + g->i, 'X', i - g->i) != NULL)
        return 0;
    return i;
}

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
        return false;
    case '_':
        return underscore_acts(g, i);
    case '&':
        return starts_reference(b + i);
    case '~':
        return tilde_acts(g, i);
    case MARK_EMPHASIS_OFF:
    case MARK_STRONG_OFF:
    case MARK_STRIKE_OFF:
        return !is_gap_or_end(b[i + 1]) && b[i + 1] != MARK_EMPHASIS_OFF &&
               b[i + 1] != MARK_STRONG_OFF && b[i + 1] != MARK_STRIKE_OFF;
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
    for (; !is_gap_or_end(g->bytes[i]); i++)
        breaks = breaks || address_breaks_at(g, i);
    g->address = i;
    g->address_breaks = breaks;
    return breaks;
}

static bool
colon_acts(struct gfm *g)
{
    const uint8_t *at = g->bytes + g->i;
    return at[1] == '/' && at[2] == '/' && g->i > 0 && is_letter(at[-1]) &&
           address_breaks(g);
}

/* At the last `w` of `www.`. */
static bool
dot_acts(struct gfm *g)
{
    const uint8_t *at = g->bytes + g->i;
    return at[1] == '.' && g->i >= 2 && at[-1] == 'w' && at[-2] == 'w' &&
           (g->i == 2 || !is_alphanumeric(at[-3])) && address_breaks(g);
}

/* `# C #` has a closing sequence, `# C#` has not. */
static bool
hash_acts(const struct gfm *g)
{
    if (g->place != GFM_HEADING ||
        (g->i > 0 && !mark_is_gap(g->bytes[g->i - 1])))
        return false;
    size_t i = g->i;
    while (g->bytes[i] == '#')
        i++;
    while (mark_is_gap(g->bytes[i]))
        i++;
    return i == g->length;
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

static void
put_bracket(struct gfm *g)
{
    size_t closing = find_harmless_bracket(g);
    if (closing != 0)
        g->bracket = closing;
    put_either(g, closing == 0);
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
    const uint8_t *at = g->bytes + g->i;
    switch (*at) {
    case '\\':
        put_either(g, backslash_acts(at[1]));
        break;
    case '`':
        put_escaped(g);
        break;
    case '*':
        put_either(g, !is_between_gaps(g));
        break;
    case '_':
        put_either(g, !is_between_gaps(g) && underscore_acts(g, g->i));
        break;
    case '[':
        put_bracket(g);
        break;
    case ']':
        put_either(g, g->i != g->bracket);
        break;
    case '<':
        put_either(g, starts_markup(at));
        break;
    case '&':
        put_either(g, starts_reference(at));
        break;
    case '~':
        put_either(g, tilde_acts(g, g->i));
        break;
    case ':':
        put_either(g, colon_acts(g));
        break;
    case 'w':
        put_w(g);
        break;
    case '!':
        put_either(g, at[1] == '[' || at[1] == MARK_RAW);
        break;
    case '|':
        put_either(g, g->place == GFM_CELL);
        break;
    case '#':
        put_either(g, hash_acts(g));
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

/* The end of the run at i that is copied as it is. Sixteen bytes at a time are
 * passed if they hold nothing but letters, digits, blanks that stand alone and
 * the more frequent marks of punctuation; `care` has the last word. */
static size_t
find_run_end(const uint8_t *bytes, size_t i, size_t length)
{
    for (; length - i >= LANES; i += LANES) {
        lanes here = lanes_load(bytes + i);
        lanes next = lanes_load(bytes + i + 1);
        lanes plain = (lanes_within(here | lanes_all(0x20), 'a', 26) &
                       ~(lanes_within(here, 'w', 1) &
                         lanes_within(next, '.', 1))) |
                      (lanes_within(here, ' ', 1) &
                       ~lanes_within(next, 0, '!')) |
                      (lanes_within(here, ':', 1) &
                       ~lanes_within(next, '/', 1)) |
                      lanes_within(here, '+', 15) | /* + , - . / 0 to 9 */
                      lanes_within(here, '\'', 3) | /* ' ( ) */
                      lanes_within(here, ';', 1) |
                      lanes_within(here, 0x80, 0x80);
        if (lanes_any(~plain))
            break;
    }
    while (!care[bytes[i]] || (bytes[i] == ' ' && bytes[i + 1] > ' ') ||
           (bytes[i] == 'w' && bytes[i + 1] != '.'))
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
