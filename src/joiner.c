/* SPDX-License-Identifier: MIT */
#include "joiner.h"

#include <string.h>

#include "glyph.h"
#include "unicode.h"

enum {
    ZERO_WIDTH_JOINER = 0x200d,
    KEYCAP = 0x20e3,
    VOWEL_SEPARATOR = 0x180e,
    FIRST_SELECTOR = 0xfe00,
    TEXT_STYLE = 0xfe0e,
    EMOJI_STYLE = 0xfe0f,
    FIRST_IDEOGRAPHIC_SELECTOR = 0xe0100,
    FIRST_MODIFIER = 0x1f3fb,
    LAST_MODIFIER = 0x1f3ff,
    FIRST_TAG = 0xe0020,
    CANCEL_TAG = 0xe007f,
};

/* 0 stands for "nothing there", which is not U+0000's class. */
static enum glyph
class_of(uint32_t c)
{
    return c == 0 ? GLYPH_PLAIN : glyph_class(c);
}

/* ---- variation selectors ------------------------------------------------ */

/* Which of U+FE00 (1), U+FE01 (2) and U+FE02 (4) change a character that is
 * not Han: StandardizedVariants.txt. Its U+0030, the slashed zero, is left
 * out: almost no font has it, and source code is full of places to hide in. */
static const struct standardized {
    uint32_t from;
    uint32_t to;
    unsigned selectors;
} standardized[] = {
    {0x1000, 0x1000, 1},   {0x1002, 0x1002, 1},   {0x1004, 0x1004, 1},
    {0x1010, 0x1011, 1},   {0x1015, 0x1015, 1},   {0x1019, 0x101a, 1},
    {0x101c, 0x101d, 1},   {0x1022, 0x1022, 1},   {0x1031, 0x1031, 1},
    {0x1075, 0x1075, 1},   {0x1078, 0x1078, 1},   {0x107a, 0x107a, 1},
    {0x1080, 0x1080, 1},   {0x210b, 0x210b, 3},   {0x2110, 0x2110, 3},
    {0x2112, 0x2112, 3},   {0x211b, 0x211b, 3},   {0x212c, 0x212c, 3},
    {0x2130, 0x2131, 3},   {0x2133, 0x2133, 3},   {0x2205, 0x2205, 1},
    {0x2229, 0x222a, 1},   {0x2268, 0x2269, 1},   {0x2272, 0x2273, 1},
    {0x228a, 0x228b, 1},   {0x2293, 0x2295, 1},   {0x2297, 0x2297, 1},
    {0x229c, 0x229c, 1},   {0x22da, 0x22db, 1},   {0x2a3c, 0x2a3d, 1},
    {0x2a9d, 0x2a9e, 1},   {0x2aac, 0x2aad, 1},   {0x2acb, 0x2acc, 1},
    {0x3001, 0x3002, 3},   {0xa856, 0xa856, 1},   {0xa85c, 0xa85c, 1},
    {0xa85e, 0xa860, 1},   {0xa868, 0xa868, 1},   {0xaa60, 0xaa66, 1},
    {0xaa6b, 0xaa6c, 1},   {0xaa6f, 0xaa6f, 1},   {0xaa7a, 0xaa7a, 1},
    {0xff01, 0xff01, 3},   {0xff0c, 0xff0c, 3},   {0xff0e, 0xff0e, 3},
    {0xff10, 0xff10, 1},   {0xff1a, 0xff1b, 3},   {0xff1f, 0xff1f, 3},
    {0x10ac5, 0x10ac6, 1}, {0x10ad6, 0x10ad7, 1}, {0x10ae1, 0x10ae1, 1},
    {0x13091, 0x13092, 1}, {0x13093, 0x13093, 2}, {0x130a9, 0x130a9, 2},
    {0x1310f, 0x1310f, 1}, {0x13117, 0x13117, 4}, {0x1311c, 0x1311c, 1},
    {0x13121, 0x13121, 1}, {0x13127, 0x13127, 1}, {0x13139, 0x13139, 5},
    {0x13183, 0x13183, 4}, {0x13187, 0x13187, 2}, {0x131a0, 0x131a0, 5},
    {0x131b1, 0x131b1, 3}, {0x131b8, 0x131b9, 1}, {0x131ba, 0x131ba, 4},
    {0x131cb, 0x131cb, 1}, {0x131ee, 0x131ee, 6}, {0x131f8, 0x131f8, 2},
    {0x131f9, 0x131fa, 3}, {0x13216, 0x13216, 4}, {0x13257, 0x13257, 2},
    {0x1327b, 0x1327b, 4}, {0x1327f, 0x1327f, 3}, {0x13285, 0x13285, 1},
    {0x1328c, 0x1328c, 1}, {0x132a4, 0x132a4, 6}, {0x132aa, 0x132aa, 1},
    {0x132cb, 0x132cb, 1}, {0x132dc, 0x132dc, 1}, {0x132e7, 0x132e7, 5},
    {0x132e9, 0x132e9, 4}, {0x132f8, 0x132f8, 4}, {0x132fd, 0x132fd, 4},
    {0x13302, 0x13303, 4}, {0x13307, 0x13307, 1}, {0x13308, 0x13308, 2},
    {0x13310, 0x13311, 4}, {0x13312, 0x13314, 6}, {0x1331b, 0x1331b, 3},
    {0x1331c, 0x1331c, 4}, {0x13321, 0x13321, 6}, {0x13322, 0x13322, 3},
    {0x13331, 0x13331, 6}, {0x1333b, 0x1333c, 1}, {0x1334a, 0x1334a, 4},
    {0x13361, 0x13361, 4}, {0x13373, 0x13373, 4}, {0x13377, 0x13378, 1},
    {0x1337d, 0x1337d, 4}, {0x13385, 0x13385, 4}, {0x13399, 0x1339a, 1},
    {0x133af, 0x133b0, 4}, {0x133bf, 0x133bf, 4}, {0x133d3, 0x133d3, 1},
    {0x133dd, 0x133dd, 4}, {0x133f2, 0x133f2, 1}, {0x133f5, 0x133f6, 1},
    {0x13403, 0x13403, 1}, {0x13416, 0x13416, 1}, {0x13419, 0x13419, 7},
    {0x1341a, 0x1341a, 1}, {0x13423, 0x13423, 1}, {0x1342c, 0x1342c, 4},
    {0x1342e, 0x1342e, 4}, {0x13443, 0x13446, 1}, {0x1d49c, 0x1d49c, 3},
    {0x1d49e, 0x1d49f, 3}, {0x1d4a2, 0x1d4a2, 3}, {0x1d4a5, 0x1d4a6, 3},
    {0x1d4a9, 0x1d4ac, 3}, {0x1d4ae, 0x1d4b5, 3},
};

static bool
is_standardized(uint32_t base, uint32_t selector)
{
    size_t low = 0;
    size_t high = sizeof standardized / sizeof *standardized;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct standardized *row = &standardized[middle];
        if (base > row->to)
            low = middle + 1;
        else if (base < row->from)
            high = middle;
        else
            return (row->selectors >> (selector - FIRST_SELECTOR) & 1) != 0;
    }
    return false;
}

/* Han has standardized variants up to U+FE02. Of the 240 ideographic selectors
 * sixteen hold what Adobe-Japan1 registers (IVD_Sequences.txt). An encoder of
 * bytes needs those that follow for any printable character. */
static bool
selects_variant(uint32_t base, uint32_t selector)
{
    if (selector >= FIRST_IDEOGRAPHIC_SELECTOR)
        return selector < FIRST_IDEOGRAPHIC_SELECTOR + 16 &&
               class_of(base) == GLYPH_HAN;
    if (selector > FIRST_SELECTOR + 2)
        return false;
    return class_of(base) == GLYPH_HAN || is_standardized(base, selector);
}

static bool
is_keycap_base(uint32_t c)
{
    return (c >= '0' && c <= '9') || c == '#' || c == '*';
}

static bool
needs_selector(uint32_t selector, uint32_t base, uint32_t next)
{
    if (selector == TEXT_STYLE || selector == EMOJI_STYLE) {
        if (is_keycap_base(base))
            return next == KEYCAP;
        if ((glyph_code(base) & GLYPH_EMOJI) != 0)
            return true;
    }
    return selects_variant(base, selector);
}

/* ---- joiners ------------------------------------------------------------ */

static bool is_cursive(enum glyph class)
{
    return class == GLYPH_CURSIVE || class == GLYPH_MONGOLIAN;
}

static bool is_brahmic(enum glyph class)
{
    return class == GLYPH_BRAHMIC || class == GLYPH_VIRAMA ||
           class == GLYPH_KHMER;
}

/* Family, couple and profession emoji: a picture, perhaps with a skin tone or
 * in emoji style, joined to a picture. */
static bool
joins_emoji(const uint32_t before[3], uint32_t next)
{
    uint32_t base = before[0] == EMOJI_STYLE ? before[1] : before[0];
    bool modifier = base >= FIRST_MODIFIER && base <= LAST_MODIFIER;
    return (modifier || class_of(base) == GLYPH_PICTOGRAPH) &&
           class_of(next) == GLYPH_PICTOGRAPH;
}

/* In cursive scripts one neighbour is enough for ZWNJ (Persian suffixes follow
 * Latin words), while ZWJ shows the form of a letter that has no neighbour:
 * between two letters it would change nothing and could be a bit. In Brahmic
 * ones ZWJ belongs to a virama, ZWNJ also keeps letters apart. */
static bool
joins_letters(uint32_t c, enum glyph before, enum glyph next)
{
    bool zwj = c == ZERO_WIDTH_JOINER;
    if (zwj && next >= GLYPH_FORMAT) /* what follows that one? */
        return before == GLYPH_VIRAMA;
    if (is_cursive(before) || is_cursive(next))
        return !zwj || is_cursive(before) != is_cursive(next);
    if (before == GLYPH_VIRAMA ||
        (before == GLYPH_KHMER && next == GLYPH_KHMER))
        return true;
    return is_brahmic(before) && is_brahmic(next) &&
           (!zwj || next == GLYPH_VIRAMA);
}

static bool is_word_of_thai(enum glyph class)
{
    return class == GLYPH_THAI || class == GLYPH_KHMER;
}

/* U+115F stands for a missing consonant, U+1160 for a missing vowel. */
static bool
fills_syllable(uint32_t filler, enum glyph before, enum glyph next)
{
    if (filler == 0x115f)
        return next == GLYPH_JAMO_VOWEL;
    return before == GLYPH_JAMO_LEAD || next == GLYPH_JAMO_TAIL;
}

/* Behind an invisible one that was kept only few may follow: the joiner of
 * U+1F441 U+FE0F U+200D U+1F5E8, and Mongolian's vowel separator. */
static bool
needs_second(uint32_t c, const uint32_t before[3], uint32_t next)
{
    enum glyph class = class_of(c);
    enum glyph following = class_of(next);
    if (class == GLYPH_JOINER && before[0] == EMOJI_STYLE)
        return c == ZERO_WIDTH_JOINER && joins_emoji(before, next);
    if (class_of(before[0]) != GLYPH_MONGOLIAN_SELECTOR ||
        before[0] == VOWEL_SEPARATOR)
        return false;
    if (class == GLYPH_JOINER)
        return joins_letters(c, GLYPH_MONGOLIAN, following);
    return c == VOWEL_SEPARATOR && following == GLYPH_MONGOLIAN;
}

static bool
needs_mongolian(uint32_t c, enum glyph before, enum glyph next)
{
    return before == GLYPH_MONGOLIAN &&
           (c != VOWEL_SEPARATOR || next == GLYPH_MONGOLIAN);
}

bool
joiner_needed(uint32_t c, const uint32_t before[3], uint32_t next)
{
    enum glyph class = class_of(c);
    enum glyph prior = class_of(before[0]);
    enum glyph following = class_of(next);
    if (prior >= GLYPH_FORMAT)
        return needs_second(c, before, next);
    if (class == GLYPH_SELECTOR)
        return needs_selector(c, before[0], next);
    if (class == GLYPH_JOINER)
        return joins_letters(c, prior, following) ||
               (c == ZERO_WIDTH_JOINER && joins_emoji(before, next));
    if (class == GLYPH_ZERO_WIDTH_SPACE)
        return is_word_of_thai(prior) && is_word_of_thai(following);
    if (class == GLYPH_MONGOLIAN_SELECTOR)
        return needs_mongolian(c, prior, following);
    if (class == GLYPH_JAMO_FILLER)
        return fills_syllable(c, prior, following);
    if (class == GLYPH_HIEROGLYPH_JOINER)
        return prior == GLYPH_HIEROGLYPH || following == GLYPH_HIEROGLYPH;
    if (class == GLYPH_GRAPHEME_JOINER) /* keeps vowels in order */
        return prior == GLYPH_HEBREW_MARK && following == GLYPH_HEBREW_MARK;
    return false;
}

/* ---- flags of regions --------------------------------------------------- */

/* The three flags that emoji-sequences.txt recommends, then the states of the
 * USA and the provinces of Canada (ISO 3166-2), which some fonts draw. Any
 * well-formed tag sequence would let an attacker spell words. */
static const char *const regions[] = {
    "gbeng", "gbsct", "gbwls", "usal", "usak", "usaz", "usar", "usca", "usco",
    "usct",  "usde",  "usdc",  "usfl", "usga", "ushi", "usid", "usil", "usin",
    "usia",  "usks",  "usky",  "usla", "usme", "usmd", "usma", "usmi", "usmn",
    "usms",  "usmo",  "usmt",  "usne", "usnv", "usnh", "usnj", "usnm", "usny",
    "usnc",  "usnd",  "usoh",  "usok", "usor", "uspa", "usri", "ussc", "ussd",
    "ustn",  "ustx",  "usut",  "usvt", "usva", "uswa", "uswv", "uswi", "uswy",
    "caab",  "cabc",  "camb",  "canb", "canl", "cans", "cant", "canu", "caon",
    "cape",  "caqc",  "cask",  "cayt",
};

size_t
joiner_flag_length(const uint8_t *bytes, size_t length)
{
    char name[8];
    size_t letters = 0;
    size_t i = 0;
    uint32_t c = 0;
    while (i < length && letters < sizeof name) {
        i += unicode_decode(bytes + i, length - i, &c);
        if (c <= FIRST_TAG || c >= CANCEL_TAG)
            break;
        name[letters++] = (char)(c - FIRST_TAG + ' ');
    }
    if (c != CANCEL_TAG)
        return 0;
    for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
        if (strlen(regions[r]) == letters &&
            memcmp(regions[r], name, letters) == 0)
            return i;
    }
    return 0;
}
