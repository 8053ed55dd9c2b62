/* SPDX-License-Identifier: MIT */
#include "color.h"

#include <stdlib.h>
#include <string.h>

struct name {
    const char *name;
    uint32_t rgb;
};

/* CSS Color 4, section 6.1. Sorted: the look-up halves the table. */
static const struct name names[] = {
    {"aliceblue", 0xf0f8ff},
    {"antiquewhite", 0xfaebd7},
    {"aqua", 0x00ffff},
    {"aquamarine", 0x7fffd4},
    {"azure", 0xf0ffff},
    {"beige", 0xf5f5dc},
    {"bisque", 0xffe4c4},
    {"black", 0x000000},
    {"blanchedalmond", 0xffebcd},
    {"blue", 0x0000ff},
    {"blueviolet", 0x8a2be2},
    {"brown", 0xa52a2a},
    {"burlywood", 0xdeb887},
    {"cadetblue", 0x5f9ea0},
    {"chartreuse", 0x7fff00},
    {"chocolate", 0xd2691e},
    {"coral", 0xff7f50},
    {"cornflowerblue", 0x6495ed},
    {"cornsilk", 0xfff8dc},
    {"crimson", 0xdc143c},
    {"cyan", 0x00ffff},
    {"darkblue", 0x00008b},
    {"darkcyan", 0x008b8b},
    {"darkgoldenrod", 0xb8860b},
    {"darkgray", 0xa9a9a9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xa9a9a9},
    {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b},
    {"darkolivegreen", 0x556b2f},
    {"darkorange", 0xff8c00},
    {"darkorchid", 0x9932cc},
    {"darkred", 0x8b0000},
    {"darksalmon", 0xe9967a},
    {"darkseagreen", 0x8fbc8f},
    {"darkslateblue", 0x483d8b},
    {"darkslategray", 0x2f4f4f},
    {"darkslategrey", 0x2f4f4f},
    {"darkturquoise", 0x00ced1},
    {"darkviolet", 0x9400d3},
    {"deeppink", 0xff1493},
    {"deepskyblue", 0x00bfff},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1e90ff},
    {"firebrick", 0xb22222},
    {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22},
    {"fuchsia", 0xff00ff},
    {"gainsboro", 0xdcdcdc},
    {"ghostwhite", 0xf8f8ff},
    {"gold", 0xffd700},
    {"goldenrod", 0xdaa520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xadff2f},
    {"grey", 0x808080},
    {"honeydew", 0xf0fff0},
    {"hotpink", 0xff69b4},
    {"indianred", 0xcd5c5c},
    {"indigo", 0x4b0082},
    {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c},
    {"lavender", 0xe6e6fa},
    {"lavenderblush", 0xfff0f5},
    {"lawngreen", 0x7cfc00},
    {"lemonchiffon", 0xfffacd},
    {"lightblue", 0xadd8e6},
    {"lightcoral", 0xf08080},
    {"lightcyan", 0xe0ffff},
    {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3},
    {"lightgreen", 0x90ee90},
    {"lightgrey", 0xd3d3d3},
    {"lightpink", 0xffb6c1},
    {"lightsalmon", 0xffa07a},
    {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de},
    {"lightyellow", 0xffffe0},
    {"lime", 0x00ff00},
    {"limegreen", 0x32cd32},
    {"linen", 0xfaf0e6},
    {"magenta", 0xff00ff},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa},
    {"mediumblue", 0x0000cd},
    {"mediumorchid", 0xba55d3},
    {"mediumpurple", 0x9370db},
    {"mediumseagreen", 0x3cb371},
    {"mediumslateblue", 0x7b68ee},
    {"mediumspringgreen", 0x00fa9a},
    {"mediumturquoise", 0x48d1cc},
    {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xf5fffa},
    {"mistyrose", 0xffe4e1},
    {"moccasin", 0xffe4b5},
    {"navajowhite", 0xffdead},
    {"navy", 0x000080},
    {"oldlace", 0xfdf5e6},
    {"olive", 0x808000},
    {"olivedrab", 0x6b8e23},
    {"orange", 0xffa500},
    {"orangered", 0xff4500},
    {"orchid", 0xda70d6},
    {"palegoldenrod", 0xeee8aa},
    {"palegreen", 0x98fb98},
    {"paleturquoise", 0xafeeee},
    {"palevioletred", 0xdb7093},
    {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9},
    {"peru", 0xcd853f},
    {"pink", 0xffc0cb},
    {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f},
    {"royalblue", 0x4169e1},
    {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072},
    {"sandybrown", 0xf4a460},
    {"seagreen", 0x2e8b57},
    {"seashell", 0xfff5ee},
    {"sienna", 0xa0522d},
    {"silver", 0xc0c0c0},
    {"skyblue", 0x87ceeb},
    {"slateblue", 0x6a5acd},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xfffafa},
    {"springgreen", 0x00ff7f},
    {"steelblue", 0x4682b4},
    {"tan", 0xd2b48c},
    {"teal", 0x008080},
    {"thistle", 0xd8bfd8},
    {"tomato", 0xff6347},
    {"turquoise", 0x40e0d0},
    {"violet", 0xee82ee},
    {"wheat", 0xf5deb3},
    {"white", 0xffffff},
    {"whitesmoke", 0xf5f5f5},
    {"yellow", 0xffff00},
    {"yellowgreen", 0x9acd32},
};

/* Section 6.2, as a browser in light mode has them. No table is certain about
 * these, but Canvas on Canvas is nothing everywhere. */
static const struct name system_names[] = {
    {"accentcolor", 0x0075ff},      {"accentcolortext", 0xffffff},
    {"activetext", 0xff0000},       {"background", 0xffffff},
    {"buttonborder", 0x000000},     {"buttonface", 0xefefef},
    {"buttontext", 0x000000},       {"canvas", 0xffffff},
    {"canvastext", 0x000000},       {"field", 0xffffff},
    {"fieldtext", 0x000000},        {"graytext", 0x808080},
    {"highlight", 0xb5d5ff},        {"highlighttext", 0xffffff},
    {"infobackground", 0xffffff},   {"infotext", 0x000000},
    {"linktext", 0x0000ee},         {"mark", 0xffff00},
    {"marktext", 0x000000},         {"menu", 0xffffff},
    {"menutext", 0x000000},         {"selecteditem", 0x0075ff},
    {"selecteditemtext", 0xffffff}, {"visitedtext", 0x551a8b},
    {"window", 0xffffff},           {"windowtext", 0x000000},
};

static struct color
opaque(uint32_t rgb)
{
    return (struct color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8),
                          (uint8_t)rgb, 255};
}

static int
compare(const char *name, size_t length, const char *row)
{
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != row[i] || c == '\0')
            return (uint8_t)c < (uint8_t)row[i] ? -1 : 1;
    }
    return row[length] == '\0' ? 0 : -1;
}

static bool
find(const struct name *rows, size_t count, const char *name, size_t length,
     struct color *color)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        int order = compare(name, length, rows[middle].name);
        if (order == 0) {
            *color = opaque(rows[middle].rgb);
            return true;
        }
        if (order < 0)
            count = middle;
        else
            low = middle + 1;
    }
    return false;
}

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool
read_hex(const char *text, size_t length, struct color *color)
{
    uint8_t digits[8];
    if (length != 3 && length != 4 && length != 6 && length != 8)
        return false;
    for (size_t i = 0; i < length; i++) {
        int value = hex_value(text[i]);
        if (value < 0)
            return false;
        digits[i] = (uint8_t)value;
    }
    uint8_t channels[4] = {0, 0, 0, 255};
    bool is_short = length < 6;
    size_t count = is_short ? length : length / 2;
    for (size_t i = 0; i < count && i < sizeof channels; i++)
        channels[i] = is_short
                          ? (uint8_t)(digits[i] * 17)
                          : (uint8_t)(digits[2 * i] * 16 + digits[2 * i + 1]);
    *color = (struct color){channels[0], channels[1], channels[2], channels[3]};
    return true;
}

static uint8_t
to_byte(double n)
{
    return n >= 255 ? 255 : n <= 0 ? 0 : (uint8_t)(n + 0.5);
}

static double
least(double a, double b)
{
    return a < b ? a : b;
}

/* One channel of HSL (CSS Color 4, 7.1), saturation and lightness in 0..1. */
static uint8_t
from_hsl(double hue, double saturation, double lightness, double n)
{
    double k = n + hue / 30;
    if (k >= 12)
        k -= 12;
    double a = saturation * least(lightness, 1 - lightness);
    double slope = least(least(k - 3, 9 - k), 1);
    return to_byte(255 * (lightness - a * (slope < -1 ? -1 : slope)));
}

static double
within_one(double n)
{
    return n > 1 ? 1 : n > 0 ? n : 0;
}

static struct color
make_hsl(double hue, double saturation, double lightness)
{
    saturation = within_one(saturation);
    lightness = within_one(lightness);
    return (struct color){from_hsl(hue, saturation, lightness, 0),
                          from_hsl(hue, saturation, lightness, 8),
                          from_hsl(hue, saturation, lightness, 4), 255};
}

static struct color
make_hwb(double hue, double white, double black)
{
    white = within_one(white);
    black = within_one(black);
    double sum = white + black;
    if (sum >= 1) {
        uint8_t gray = to_byte(255 * white / sum);
        return (struct color){gray, gray, gray, 255};
    }
    struct color c = make_hsl(hue, 1, 0.5);
    c.red = to_byte(c.red * (1 - sum) + 255 * white);
    c.green = to_byte(c.green * (1 - sum) + 255 * white);
    c.blue = to_byte(c.blue * (1 - sum) + 255 * white);
    return c;
}

enum { ARGUMENTS = 4 };

/* The arguments up to the function's bracket, commas and "/" left out; 0
 * unless all are plain. *used counts the bracket. */
static size_t
read_arguments(const struct lexeme *words, size_t count, size_t *used,
               const struct lexeme *arguments[ARGUMENTS])
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct lexeme *word = &words[i];
        if (word->kind == LEXEME_CLOSE) {
            *used = i + 1;
            return n;
        }
        if (word->kind == LEXEME_COMMA ||
            (word->kind == LEXEME_MARK && word->mark == '/'))
            continue;
        bool is_plain = word->kind == LEXEME_NUMBER ||
                        word->kind == LEXEME_PERCENT ||
                        word->kind == LEXEME_DIMENSION ||
                        (word->kind == LEXEME_NAME && lexeme_is(word, "none"));
        if (!is_plain || n == ARGUMENTS)
            return 0;
        arguments[n++] = word;
    }
    *used = count; /* a missing bracket is implied at the end */
    return n;
}

/* `whole` is what a plain number counts as the whole of. */
static double
fraction(const struct lexeme *word, double whole)
{
    return word->number / (word->kind == LEXEME_PERCENT ? 100 : whole);
}

/* The end of a function that was not understood. */
static size_t
skip_function(const struct lexeme *words, size_t count)
{
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        enum lexeme_kind kind = words[i].kind;
        if (kind == LEXEME_FUNCTION || kind == LEXEME_OPEN)
            depth++;
        else if (kind == LEXEME_CLOSE && --depth == 0)
            return i + 1;
    }
    return count;
}

static enum color_answer
read_function(const struct lexeme *words, size_t count, size_t *used,
              struct color *color)
{
    const struct lexeme *arguments[ARGUMENTS];
    size_t inside = 0;
    size_t n = read_arguments(words + 1, count - 1, &inside, arguments);
    *used = skip_function(words, count);
    if (n < 3)
        return COLOR_OTHER;
    double hue = 0;
    bool has_hue =
        lexeme_degrees(arguments[0], &hue) || arguments[0]->kind == LEXEME_NAME;
    double second = fraction(arguments[1], 100);
    double third = fraction(arguments[2], 100);
    if (lexeme_is(words, "rgb") || lexeme_is(words, "rgba"))
        *color =
            (struct color){to_byte(255 * fraction(arguments[0], 255)),
                           to_byte(255 * fraction(arguments[1], 255)),
                           to_byte(255 * fraction(arguments[2], 255)), 255};
    else if (has_hue && (lexeme_is(words, "hsl") || lexeme_is(words, "hsla")))
        *color = make_hsl(hue, second, third);
    else if (has_hue && lexeme_is(words, "hwb"))
        *color = make_hwb(hue, second, third);
    else
        return COLOR_OTHER;
    if (n == 4)
        color->alpha = to_byte(255 * fraction(arguments[3], 1));
    return COLOR_READ;
}

enum color_answer
color_read(const struct lexeme *words, size_t count, size_t *used,
           struct color *color)
{
    *used = 1;
    if (words->kind == LEXEME_FUNCTION)
        return read_function(words, count, used, color);
    if (words->cut)
        return COLOR_OTHER;
    if (words->kind == LEXEME_HASH)
        return read_hex(words->text, words->length, color) ? COLOR_READ
                                                           : COLOR_OTHER;
    if (words->kind != LEXEME_NAME)
        return COLOR_OTHER;
    if (lexeme_is(words, "currentcolor"))
        return COLOR_CURRENT;
    if (lexeme_is(words, "transparent")) {
        *color = COLOR_CLEAR;
        return COLOR_READ;
    }
    if (find(names, sizeof names / sizeof *names, words->text, words->length,
             color) ||
        find(system_names, sizeof system_names / sizeof *system_names,
             words->text, words->length, color))
        return COLOR_READ;
    return COLOR_OTHER;
}

/* The part that stands for a channel: of `size` digits at `at`, without
 * `skipped` at its start, the first two. */
static uint8_t
legacy_channel(const char *digits, size_t at, size_t size, size_t skipped)
{
    size_t left = size - skipped;
    const char *s = digits + at + skipped;
    if (left == 1)
        return (uint8_t)hex_value(s[0]);
    return (uint8_t)(hex_value(s[0]) * 16 + hex_value(s[1]));
}

/* From step 8 on: whatever is not a digit is a zero. */
static struct color
mangle(const uint8_t *bytes, size_t length)
{
    enum { LONGEST = 128 };
    char digits[LONGEST + 3];
    size_t n = 0;
    for (size_t i = length > 0 && bytes[0] == '#'; i < length && n < LONGEST;
         i++) {
        /* A code point beyond the BMP is two zeros, any other one. */
        bool trails = (bytes[i] & 0xc0) == 0x80;
        if (trails)
            continue;
        digits[n++] = hex_value((char)bytes[i]) < 0 ? '0' : (char)bytes[i];
        if (bytes[i] >= 0xf0 && n < LONGEST)
            digits[n++] = '0';
    }
    while (n == 0 || n % 3 != 0)
        digits[n++] = '0';
    size_t size = n / 3;
    size_t skipped = size > 8 ? size - 8 : 0;
    while (size - skipped > 2 && digits[skipped] == '0' &&
           digits[size + skipped] == '0' && digits[2 * size + skipped] == '0')
        skipped++;
    return (struct color){legacy_channel(digits, 0, size, skipped),
                          legacy_channel(digits, size, size, skipped),
                          legacy_channel(digits, 2 * size, size, skipped), 255};
}

bool
color_read_legacy(const uint8_t *bytes, size_t length, struct color *color)
{
    static const char blanks[] = " \t\n\f\r";
    if (length == 0)
        return false;
    while (length > 0 && memchr(blanks, bytes[0], sizeof blanks - 1) != NULL) {
        bytes++;
        length--;
    }
    while (length > 0 &&
           memchr(blanks, bytes[length - 1], sizeof blanks - 1) != NULL)
        length--;
    const char *text = (const char *)bytes;
    if (compare(text, length, "transparent") == 0)
        return false;
    if (find(names, sizeof names / sizeof *names, text, length, color))
        return true;
    if (length == 4 && text[0] == '#' && read_hex(text + 1, 3, color))
        return true;
    *color = mangle(bytes, length);
    return true;
}

struct color
color_blend(struct color over, struct color under)
{
    double share = over.alpha / 255.0;
    return (struct color){
        to_byte(over.red * share + under.red * (1 - share)),
        to_byte(over.green * share + under.green * (1 - share)),
        to_byte(over.blue * share + under.blue * (1 - share)), 255};
}

int
color_distance(struct color a, struct color b)
{
    int red = abs(a.red - b.red);
    int green = abs(a.green - b.green);
    int blue = abs(a.blue - b.blue);
    int most = red > green ? red : green;
    return most > blue ? most : blue;
}
