/* SPDX-License-Identifier: MIT */
#include "lexeme.h"

#include <string.h>

static int
peek(const struct lexer *l, size_t ahead)
{
    size_t left = l->length - l->at;
    return ahead < left ? l->bytes[l->at + ahead] : -1;
}

static bool
is_blank(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

static bool
is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static int
hex_value(int c)
{
    if (is_digit(c))
        return c - '0';
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* NUL is U+FFFD to CSS, and so part of a name. */
static bool
starts_name(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c >= 0x80 || c == 0;
}

static bool
is_newline(int c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static bool
is_escape(const struct lexer *l, size_t ahead)
{
    if (peek(l, ahead) != '\\')
        return false;
    int next = peek(l, ahead + 1);
    return next >= 0 && !is_newline(next);
}

static bool
is_name_start(const struct lexer *l, size_t ahead)
{
    int c = peek(l, ahead);
    if (c == '-')
        return peek(l, ahead + 1) == '-' || starts_name(peek(l, ahead + 1)) ||
               is_escape(l, ahead + 1);
    return starts_name(c) || is_escape(l, ahead);
}

static bool
is_number_start(const struct lexer *l)
{
    int c = peek(l, 0);
    size_t i = c == '+' || c == '-' ? 1 : 0;
    return is_digit(peek(l, i)) ||
           (peek(l, i) == '.' && is_digit(peek(l, i + 1)));
}

static void
put(struct lexeme *x, unsigned byte)
{
    if (x->length < LEXEME_TEXT_MAX)
        x->text[x->length++] = (char)byte;
    else
        x->cut = true;
}

static void
put_code_point(struct lexeme *x, unsigned c)
{
    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = 0xfffd;
    if (c < 0x80) {
        put(x, c);
        return;
    }
    if (c < 0x800) {
        put(x, 0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(x, 0xe0 | c >> 12);
        } else {
            put(x, 0xf0 | c >> 18);
            put(x, 0x80 | (c >> 12 & 0x3f));
        }
        put(x, 0x80 | (c >> 6 & 0x3f));
    }
    put(x, 0x80 | (c & 0x3f));
}

/* At the backslash of an escape. */
static void
read_escape(struct lexer *l, struct lexeme *x)
{
    l->at++;
    if (hex_value(peek(l, 0)) < 0) {
        put(x, (unsigned)peek(l, 0));
        l->at++;
        return;
    }
    unsigned c = 0;
    for (int i = 0; i < 6 && hex_value(peek(l, 0)) >= 0; i++)
        c = c * 16 + (unsigned)hex_value(l->bytes[l->at++]);
    if (peek(l, 0) == '\r' && peek(l, 1) == '\n')
        l->at++;
    if (is_blank(peek(l, 0)))
        l->at++;
    put_code_point(x, c);
}

static void
read_name(struct lexer *l, struct lexeme *x)
{
    for (;;) {
        int c = peek(l, 0);
        if (c == 0) {
            put_code_point(x, 0xfffd);
            l->at++;
        } else if (starts_name(c) || is_digit(c) || c == '-') {
            put(x, (unsigned)c);
            l->at++;
        } else if (is_escape(l, 0)) {
            read_escape(l, x);
        } else {
            return;
        }
    }
}

static void
read_string(struct lexer *l, struct lexeme *x)
{
    int quote = l->bytes[l->at++];
    x->kind = LEXEME_STRING;
    for (;;) {
        int c = peek(l, 0);
        if (c < 0 || is_newline(c))
            return;
        if (is_escape(l, 0)) {
            read_escape(l, x);
        } else if (c == '\\') {
            l->at += peek(l, 1) < 0 ? 1 : 2;
        } else {
            l->at++;
            if (c == quote)
                return;
            put(x, (unsigned)c);
        }
    }
}

static double
read_digits(struct lexer *l, double number, double weight)
{
    for (; is_digit(peek(l, 0)); l->at++) {
        int digit = l->bytes[l->at] - '0';
        if (weight >= 1) {
            if (number < 1e15)
                number = number * 10 + digit;
        } else {
            number += digit * weight;
            weight /= 10;
        }
    }
    return number;
}

static bool
is_exponent(const struct lexer *l)
{
    int c = peek(l, 0);
    int sign = peek(l, 1);
    return (c == 'e' || c == 'E') &&
           (is_digit(sign) ||
            ((sign == '+' || sign == '-') && is_digit(peek(l, 2))));
}

/* Not strtod, which depends on the locale. */
static void
read_number(struct lexer *l, struct lexeme *x)
{
    int sign = peek(l, 0);
    x->has_sign = sign == '+' || sign == '-';
    l->at += x->has_sign;
    double n = read_digits(l, 0, 1);
    if (peek(l, 0) == '.' && is_digit(peek(l, 1))) {
        l->at++;
        n = read_digits(l, n, 0.1);
    }
    if (is_exponent(l)) {
        bool small = peek(l, 1) == '-';
        l->at += is_digit(peek(l, 1)) ? 1 : 2;
        double exponent = read_digits(l, 0, 1);
        for (; exponent > 0 && n > 1e-30 && n < 1e30; exponent--)
            n = small ? n / 10 : n * 10;
        if (small && exponent > 0)
            n = 0;
    }
    x->number = sign == '-' ? -n : n;
    x->kind = LEXEME_NUMBER;
    if (peek(l, 0) == '%') {
        l->at++;
        x->kind = LEXEME_PERCENT;
    } else if (is_name_start(l, 0)) {
        read_name(l, x);
        x->kind = LEXEME_DIMENSION;
    }
}

/* Unquoted, up to its bracket: nothing in it is a comment or an end. */
static void
read_url(struct lexer *l, struct lexeme *x)
{
    x->kind = LEXEME_URL;
    x->length = 0;
    while (l->at < l->length) {
        int c = l->bytes[l->at];
        if (is_escape(l, 0)) {
            read_escape(l, x);
            continue;
        }
        l->at++;
        if (c == ')')
            return;
        put(x, (unsigned)c);
    }
}

static void
open_bracket(struct lexer *l, char closing)
{
    if (l->depth == LEXEME_DEPTH_MAX) {
        l->too_deep = true;
        l->at = l->length;
        return;
    }
    l->closing[l->depth++] = closing;
}

static void
read_name_like(struct lexer *l, struct lexeme *x)
{
    read_name(l, x);
    x->kind = LEXEME_NAME;
    if (peek(l, 0) != '(')
        return;
    l->at++;
    if (lexeme_is(x, "url")) {
        size_t blanks = 0;
        while (is_blank(peek(l, blanks)))
            blanks++;
        int c = peek(l, blanks);
        if (c != '"' && c != '\'') {
            read_url(l, x);
            return;
        }
    }
    x->kind = LEXEME_FUNCTION;
    open_bracket(l, ')');
}

static void
skip_blanks(struct lexer *l, struct lexeme *x)
{
    for (;;) {
        if (is_blank(peek(l, 0))) {
            l->at++;
        } else if (peek(l, 0) == '/' && peek(l, 1) == '*') {
            l->at += 2;
            while (l->at < l->length &&
                   (peek(l, 0) != '*' || peek(l, 1) != '/'))
                l->at++;
            l->at += l->at < l->length ? 2 : 0;
        } else {
            return;
        }
        x->spaced = true;
    }
}

static bool
read_sgml(struct lexer *l, struct lexeme *x)
{
    bool opens = peek(l, 0) == '<' && peek(l, 1) == '!' && peek(l, 2) == '-' &&
                 peek(l, 3) == '-';
    bool closes = peek(l, 0) == '-' && peek(l, 1) == '-' && peek(l, 2) == '>';
    if (!opens && !closes)
        return false;
    l->at += opens ? 4 : 3;
    x->kind = LEXEME_SGML;
    return true;
}

static void
read_mark(struct lexer *l, struct lexeme *x)
{
    char c = (char)l->bytes[l->at++];
    x->mark = c;
    x->kind = LEXEME_MARK;
    switch (c) {
    case '(':
    case '[':
    case '{':
        x->kind = LEXEME_OPEN;
        open_bracket(l, c == '(' ? ')' : c == '[' ? ']' : '}');
        break;
    case ')':
    case ']':
    case '}':
        x->kind = LEXEME_CLOSE;
        if (l->depth > 0 && l->closing[l->depth - 1] == c)
            l->depth--;
        break;
    case ':':
        x->kind = LEXEME_COLON;
        break;
    case ';':
        x->kind = LEXEME_SEMICOLON;
        break;
    case ',':
        x->kind = LEXEME_COMMA;
        break;
    default:
        break;
    }
}

void
lexeme_init(struct lexer *l, const uint8_t *bytes, size_t length)
{
    *l = (struct lexer){.bytes = bytes, .length = length};
}

void
lexeme_next(struct lexer *l, struct lexeme *x)
{
    x->spaced = x->cut = x->has_sign = false;
    x->length = 0;
    x->mark = 0;
    x->number = 0;
    skip_blanks(l, x);
    x->from = l->at;
    int c = peek(l, 0);
    if (c < 0) {
        x->kind = LEXEME_END;
    } else if (is_number_start(l)) {
        read_number(l, x);
    } else if (read_sgml(l, x)) {
        return;
    } else if (is_name_start(l, 0)) {
        read_name_like(l, x);
    } else if (c == '"' || c == '\'') {
        read_string(l, x);
    } else if (c == '@' && is_name_start(l, 1)) {
        l->at++;
        read_name(l, x);
        x->kind = LEXEME_AT;
    } else if (c == '#') {
        read_mark(l, x);
        read_name(l, x);
        if (x->length > 0)
            x->kind = LEXEME_HASH;
    } else {
        read_mark(l, x);
    }
}

bool
lexeme_is(const struct lexeme *x, const char *word)
{
    if (x->cut)
        return false;
    for (size_t i = 0; i < x->length; i++) {
        char c = x->text[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (word[i] == '\0' || word[i] != c)
            return false;
    }
    return word[x->length] == '\0';
}

bool
lexeme_degrees(const struct lexeme *x, double *degrees)
{
    static const struct {
        const char *unit;
        double degrees;
    } units[] = {
        {"deg", 1}, {"grad", 0.9}, {"rad", 57.29577951308232}, {"turn", 360}};
    double angle = x->number;
    if (x->kind == LEXEME_DIMENSION) {
        size_t i = 0;
        size_t count = sizeof units / sizeof *units;
        while (i < count && !lexeme_is(x, units[i].unit))
            i++;
        if (i == count)
            return false;
        angle *= units[i].degrees;
    } else if (x->kind != LEXEME_NUMBER) {
        return false;
    }
    if (!(angle > -1e9 && angle < 1e9))
        return false;
    angle -= 360.0 * (double)(long long)(angle / 360);
    *degrees = angle < 0 ? angle + 360 : angle;
    return true;
}

bool
lexeme_is_among(const struct lexeme *x, const char *words)
{
    if (x->kind != LEXEME_NAME || x->cut || words == NULL)
        return false;
    while (*words != '\0') {
        const char *end = strchrnul(words, ' ');
        char one[LEXEME_TEXT_MAX + 1];
        size_t length = (size_t)(end - words);
        if (length == x->length) {
            memcpy(one, words, length);
            one[length] = '\0';
            if (lexeme_is(x, one))
                return true;
        }
        words = *end == ' ' ? end + 1 : end;
    }
    return false;
}

bool
lexeme_is_number(const struct lexeme *x)
{
    return x->kind == LEXEME_NUMBER || x->kind == LEXEME_PERCENT;
}

double
lexeme_ratio(const struct lexeme *x)
{
    return x->kind == LEXEME_PERCENT ? x->number / 100 : x->number;
}
