/* SPDX-License-Identifier: MIT */
#include "tint.h"

#include <string.h>

/* Words of a colour: rgba(255 255 255 / 50%) has eight. */
enum { WORDS_MAX = 24 };

/* Of 255, as for CSS: colours that differ by no more look the same. */
enum { NEAR = 32 };

static bool
read_css(const uint8_t *text, size_t length, struct color *color)
{
    struct lexeme words[WORDS_MAX];
    struct lexer lexer;
    size_t count = 0;
    lexeme_init(&lexer, text, length);
    for (;;) {
        struct lexeme word;
        lexeme_next(&lexer, &word);
        if (word.kind == LEXEME_END)
            break;
        if (count == WORDS_MAX)
            return false;
        words[count++] = word;
    }
    size_t used = 0;
    return count > 0 && color_read(words, count, &used, color) == COLOR_READ &&
           used == count;
}

/* `count` numbers with commas between, each of [0, most]. */
static bool
read_numbers(const uint8_t *text, size_t length, double most, size_t count,
             uint8_t *channels)
{
    struct lexer lexer;
    struct lexeme word;
    lexeme_init(&lexer, text, length);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            lexeme_next(&lexer, &word);
            if (word.kind != LEXEME_COMMA)
                return false;
        }
        lexeme_next(&lexer, &word);
        if (word.kind != LEXEME_NUMBER || word.number < 0 || word.number > most)
            return false;
        channels[i] = (uint8_t)(word.number / most * 255);
    }
    lexeme_next(&lexer, &word);
    return word.kind == LEXEME_END;
}

static bool
is_model(const uint8_t *model, size_t length, const char *name)
{
    return strlen(name) == length && memcmp(model, name, length) == 0;
}

/* MathJax 3 knows rgb, RGB, gray and named, 4 has HTML besides. */
bool
tint_read(const uint8_t *model, size_t model_length, const uint8_t *text,
          size_t length, struct color *color)
{
    uint8_t channels[3];
    char hash[8] = "#";
    if (model_length == 0 || is_model(model, model_length, "named"))
        return read_css(text, length, color);
    if (is_model(model, model_length, "gray")) {
        if (!read_numbers(text, length, 1, 1, channels))
            return false;
        channels[1] = channels[2] = channels[0];
    } else if (is_model(model, model_length, "HTML")) {
        if (length != 6)
            return false;
        memcpy(hash + 1, text, 6);
        return read_css((const uint8_t *)hash, 7, color);
    } else if (!read_numbers(text, length,
                             is_model(model, model_length, "RGB") ? 255 : 1, 3,
                             channels)) {
        return false;
    }
    *color = (struct color){channels[0], channels[1], channels[2], 255};
    return true;
}

bool
tint_is_lost(struct color on, struct color ground)
{
    struct color below = color_blend(ground, COLOR_WHITE);
    return color_distance(color_blend(on, below), below) <= NEAR;
}
