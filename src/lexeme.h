/* SPDX-License-Identifier: MIT */
/* The tokens of CSS (CSS Syntax 3, section 4), without comments and blanks.
 *
 * `dis\70lay` and a name that a comment or capitals disguise come out like the
 * plain one. Reading never fails and always advances: linear. */
#ifndef SMAC_LEXEME_H
#define SMAC_LEXEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lexeme_kind {
    LEXEME_END,
    LEXEME_NAME,
    LEXEME_FUNCTION, /* name and "(" */
    LEXEME_AT,       /* "@" and name */
    LEXEME_HASH,     /* "#" and name */
    LEXEME_STRING,
    LEXEME_URL, /* url(without quotes), or a broken one */
    LEXEME_NUMBER,
    LEXEME_PERCENT,
    LEXEME_DIMENSION, /* `text` is the unit */
    LEXEME_OPEN,      /* "(", "[" or "{": `mark` */
    LEXEME_CLOSE,
    LEXEME_COLON,
    LEXEME_SEMICOLON,
    LEXEME_COMMA,
    LEXEME_SGML, /* "<!--" or "-->" */
    LEXEME_MARK, /* any other character: `mark` */
};

enum {
    /* Of a longer name only the start is kept, and it equals no other. */
    LEXEME_TEXT_MAX = 40,
    /* Brackets nested deeper are as many as the rest of the text. */
    LEXEME_DEPTH_MAX = 32,
};

struct lexeme {
    enum lexeme_kind kind;
    bool spaced;   /* a blank or a comment stands before it */
    bool cut;      /* `text` is not all of the name */
    bool has_sign; /* of a number */
    uint8_t length;
    char mark;
    char text[LEXEME_TEXT_MAX]; /* escapes resolved, case kept */
    double number;
    size_t from; /* offset of its first byte */
};

struct lexer {
    const uint8_t *bytes;
    size_t length;
    size_t at;
    /* The closing brackets that are awaited, innermost last. */
    char closing[LEXEME_DEPTH_MAX];
    unsigned depth;
    bool too_deep;
};

void lexeme_init(struct lexer *, const uint8_t *bytes, size_t length);

/* Tracks brackets: depth is as after the lexeme. A closing bracket that
 * closes nothing here is a LEXEME_CLOSE that leaves the depth as it was. */
void lexeme_next(struct lexer *, struct lexeme *);

/* Is its text that word, which is in lower case? Whatever its kind is. */
bool lexeme_is(const struct lexeme *, const char *word);

/* The angle in degrees, in [0, 360): a plain number counts as degrees. False
 * for what is no angle. */
bool lexeme_degrees(const struct lexeme *, double *degrees);

/* Is it a name that is among those words, which blanks separate? */
bool lexeme_is_among(const struct lexeme *, const char *words);

/* Is it a number or a percentage? And how much of 1 is that? */
bool lexeme_is_number(const struct lexeme *);
double lexeme_ratio(const struct lexeme *);

#endif
