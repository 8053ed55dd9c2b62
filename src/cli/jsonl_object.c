/* SPDX-License-Identifier: MIT */
#include "jsonl_object.h"

#include <stdint.h>
#include <string.h>

#include "printable.h"

/* What is left of the line. At the end a NUL is read, which no JSON has. */
struct scan {
    const char *line;
    size_t length;
    size_t at;
};

static char
peek(const struct scan *s)
{
    return s->at < s->length ? s->line[s->at] : '\0';
}

static bool
take(struct scan *s, char c)
{
    bool there = s->at < s->length && s->line[s->at] == c;
    s->at += there ? 1 : 0;
    return there;
}

static void
skip_blanks(struct scan *s)
{
    while (s->at < s->length && (peek(s) == ' ' || peek(s) == '\t' ||
                                 peek(s) == '\r' || peek(s) == '\n'))
        s->at++;
}

/* ---- what has no parts -------------------------------------------------- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
skip_digits(struct scan *s)
{
    size_t from = s->at;
    while (is_digit(peek(s)))
        s->at++;
    return s->at > from;
}

static bool
skip_number(struct scan *s)
{
    take(s, '-');
    if (!take(s, '0') && !skip_digits(s))
        return false;
    if (take(s, '.') && !skip_digits(s))
        return false;
    if (!take(s, 'e') && !take(s, 'E'))
        return true;
    if (!take(s, '+'))
        take(s, '-');
    return skip_digits(s);
}

static bool
skip_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (s->length - s->at >= length &&
            memcmp(s->line + s->at, words[i], length) == 0) {
            s->at += length;
            return true;
        }
    }
    return false;
}

/* At a backslash. */
static bool
skip_escape(struct scan *s)
{
    s->at++;
    char c = peek(s);
    if (c == '\0' || strchr("\"\\/bfnrtu", c) == NULL)
        return false;
    s->at++;
    for (int i = 0; c == 'u' && i < 4; i++, s->at++) {
        if (hex_value(peek(s)) < 0)
            return false;
    }
    return true;
}

/* Characters that stand for themselves, ASCII or not. */
static bool
skip_characters(struct scan *s)
{
    while (s->at < s->length) {
        uint32_t character;
        unsigned char c = (unsigned char)s->line[s->at];
        if (c == '"' || c == '\\')
            return true;
        if (c < 0x20)
            return false;
        size_t used = c < 0x80
                          ? 1
                          : printable_decode(s->line + s->at, s->length - s->at,
                                             &character);
        if (used == 0)
            return false;
        s->at += used;
    }
    return false;
}

static bool
skip_string(struct scan *s)
{
    if (!take(s, '"'))
        return false;
    while (skip_characters(s)) {
        if (take(s, '"'))
            return true;
        if (!skip_escape(s))
            return false;
    }
    return false;
}

/* ---- values ------------------------------------------------------------- */

/* A key and its colon; the key's span. */
static bool
skip_key(struct scan *s, struct jsonl_span *key)
{
    skip_blanks(s);
    key->from = s->at;
    if (!skip_string(s))
        return false;
    key->to = s->at;
    skip_blanks(s);
    return take(s, ':');
}

static bool
skip_scalar(struct scan *s)
{
    char c = peek(s);
    if (c == '"')
        return skip_string(s);
    return c == '-' || is_digit(c) ? skip_number(s) : skip_word(s);
}

/* What follows a value that has ended, in the brackets around it: false if
 * that is wrong. Another value follows unless depth is 0. */
static bool
go_on(struct scan *s, const char *open, size_t *depth)
{
    struct jsonl_span key;
    while (*depth > 0) {
        char bracket = open[*depth - 1];
        skip_blanks(s);
        if (take(s, ','))
            return bracket != '{' || skip_key(s, &key);
        if (!take(s, bracket == '{' ? '}' : ']'))
            return false;
        --*depth;
    }
    return true;
}

/* A value within `around` brackets. */
static enum jsonl_fault
skip_value(struct scan *s, size_t around)
{
    char open[JSONL_OBJECT_DEPTH];
    size_t depth = 0;
    do {
        skip_blanks(s);
        char c = peek(s);
        if (c == '{' || c == '[') {
            struct jsonl_span key;
            if (around + depth >= JSONL_OBJECT_DEPTH)
                return JSONL_TOO_DEEP;
            open[depth++] = c;
            s->at++;
            skip_blanks(s);
            if (peek(s) != (c == '{' ? '}' : ']')) {
                if (c == '{' && !skip_key(s, &key))
                    return JSONL_NOT_JSON;
                continue;
            }
            s->at++;
            depth--;
        } else if (!skip_scalar(s)) {
            return JSONL_NOT_JSON;
        }
        if (!go_on(s, open, &depth))
            return JSONL_NOT_JSON;
    } while (depth > 0);
    return JSONL_FINE;
}

/* ---- strings ------------------------------------------------------------ */

/* The UTF-16 code unit behind `\u`. */
static uint32_t
unit_at(const char *digits)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++)
        unit = unit << 4 | (uint32_t)hex_value(digits[i]);
    return unit;
}

static size_t
put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    to[0] = (char)(lead[more] | c >> 6 * more);
    for (size_t i = 1; i <= more; i++)
        to[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3F));
    return more + 1;
}

/* What stands at a backslash; the source's length is added to *at. */
static size_t
decode_escape(const char *line, size_t *at, size_t end, char *to)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char *escape = line + *at;
    if (escape[1] != 'u') {
        *at += 2;
        to[0] = values[strchr(names, escape[1]) - names];
        return 1;
    }
    uint32_t c = unit_at(escape + 2);
    *at += 6;
    if (c >= 0xD800 && c < 0xDC00 && end - *at >= 6 && escape[6] == '\\' &&
        escape[7] == 'u') {
        uint32_t low = unit_at(escape + 8);
        if (low >= 0xDC00 && low < 0xE000) {
            *at += 6;
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    return put_utf8(to, c);
}

size_t
jsonl_object_decode(const char *line, struct jsonl_span span, char *to)
{
    size_t at = span.from + 1;
    size_t end = span.to - 1;
    size_t size = 0;
    while (at < end) {
        const char *escape = memchr(line + at, '\\', end - at);
        size_t plain = escape == NULL ? end - at : (size_t)(escape - line) - at;
        memcpy(to + size, line + at, plain);
        size += plain;
        at += plain;
        if (at < end)
            size += decode_escape(line, &at, end, to + size);
    }
    return size;
}

/* ---- members ------------------------------------------------------------ */

/* Is the key that name, however it is written? */
static bool
key_is(const char *line, struct jsonl_span key, const char *name)
{
    size_t at = key.from + 1;
    size_t end = key.to - 1;
    size_t length = strlen(name);
    char character[4];
    while (at < end && length > 0) {
        size_t n = 1;
        character[0] = line[at];
        if (line[at] == '\\')
            n = decode_escape(line, &at, end, character);
        else
            at++;
        if (n > length || memcmp(character, name, n) != 0)
            return false;
        name += n;
        length -= n;
    }
    return at == end && length == 0;
}

/* The fields that were seen: the best of them, and how often. */
struct choice {
    size_t best;
    size_t times;
};

static void
note_field(struct jsonl_object *o, struct choice *choice, const char *line,
           struct jsonl_span key, struct jsonl_span value,
           const char *const *fields)
{
    for (size_t i = 0; i <= choice->best && fields[i] != NULL; i++) {
        if (!key_is(line, key, fields[i]))
            continue;
        choice->times = i < choice->best ? 1 : choice->times + 1;
        choice->best = i;
        o->text = value;
    }
}

static enum jsonl_fault
judge_members(const struct jsonl_object *o, const struct choice *choice,
              size_t reports, const char *line)
{
    if (choice->times == 0)
        return JSONL_NO_FIELD;
    if (choice->times > 1 || reports > 1)
        return JSONL_AMBIGUOUS;
    return line[o->text.from] == '"' ? JSONL_FINE : JSONL_NOT_TEXT;
}

static enum jsonl_fault
read_members(struct jsonl_object *o, struct scan *s, const char *const *fields)
{
    struct choice choice = {.best = SIZE_MAX - 1};
    size_t reports = 0;
    bool more = true;
    while (more) {
        struct jsonl_span key;
        struct jsonl_span value;
        if (!skip_key(s, &key))
            return JSONL_NOT_JSON;
        skip_blanks(s);
        value.from = s->at;
        enum jsonl_fault fault = skip_value(s, 1);
        if (fault != JSONL_FINE)
            return fault;
        value.to = o->end = s->at;
        note_field(o, &choice, s->line, key, value, fields);
        if (key_is(s->line, key, "smac")) {
            o->report = value;
            reports++;
        }
        skip_blanks(s);
        more = take(s, ',');
    }
    if (!take(s, '}'))
        return JSONL_NOT_JSON;
    skip_blanks(s);
    if (s->at < s->length)
        return JSONL_NOT_JSON;
    return judge_members(o, &choice, reports, s->line);
}

enum jsonl_fault
jsonl_object_read(struct jsonl_object *o, const char *line, size_t length,
                  const char *const *fields)
{
    struct scan s = {line, length, 0};
    *o = (struct jsonl_object){.end = 0};
    skip_blanks(&s);
    if (peek(&s) != '{') {
        enum jsonl_fault fault = skip_value(&s, 0);
        skip_blanks(&s);
        if (fault == JSONL_FINE)
            fault = s.at < s.length ? JSONL_NOT_JSON : JSONL_NOT_AN_OBJECT;
        return fault;
    }
    s.at++;
    struct scan empty = s;
    skip_blanks(&empty);
    if (take(&empty, '}')) {
        skip_blanks(&empty);
        return empty.at < empty.length ? JSONL_NOT_JSON : JSONL_NO_FIELD;
    }
    return read_members(o, &s, fields);
}
