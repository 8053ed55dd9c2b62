/* SPDX-License-Identifier: MIT */
/* What kind of mark a code point leaves on the page, if it leaves any.
 *
 * A row is a class and the PCRE2 pattern of its code points; where rows
 * overlap the later one counts. unicode_table.h is made from the rows, and
 * tests/test_unicode_table.c compares the two for every code point. Where
 * Unicode has a property that PCRE2 has not, the row lists code points and
 * names the file of the Unicode Character Database that they are from. */
#ifndef SMAC_GLYPH_H
#define SMAC_GLYPH_H

#include <stdint.h>

/* Brahmic scripts (Unicode, chapters 12 to 17), in which a joiner after a
 * virama or between letters chooses a shape. */
#define GLYPH_BRAHMIC_SCRIPTS                                                  \
    "\\p{scx:Deva}\\p{scx:Beng}\\p{scx:Guru}\\p{scx:Gujr}\\p{scx:Orya}"        \
    "\\p{scx:Taml}\\p{scx:Telu}\\p{scx:Knda}\\p{scx:Mlym}\\p{scx:Sinh}"        \
    "\\p{scx:Bali}\\p{scx:Java}\\p{scx:Sund}\\p{scx:Lana}\\p{scx:Cham}"        \
    "\\p{scx:Cakm}\\p{scx:Newa}\\p{scx:Tirh}\\p{scx:Gran}\\p{scx:Shrd}"        \
    "\\p{scx:Kthi}\\p{scx:Brah}\\p{scx:Nand}\\p{scx:Modi}\\p{scx:Khoj}"        \
    "\\p{scx:Bhks}\\p{scx:Limb}\\p{scx:Lepc}\\p{scx:Saur}\\p{scx:Sind}"        \
    "\\p{scx:Takr}\\p{scx:Sidd}\\p{scx:Dogr}\\p{scx:Gong}\\p{scx:Gonm}"        \
    "\\p{scx:Zanb}\\p{scx:Soyo}\\p{scx:Diak}\\p{scx:Ahom}\\p{scx:Mtei}"        \
    "\\p{scx:Sylo}\\p{scx:Mult}\\p{scx:Mahj}\\p{scx:Khar}\\p{scx:Tibt}"

/* Scripts whose letters join their neighbours: ArabicShaping.txt. */
#define GLYPH_CURSIVE_SCRIPTS                                                  \
    "\\p{scx:Arab}\\p{scx:Syrc}\\p{scx:Nkoo}\\p{scx:Mand}\\p{scx:Mani}"        \
    "\\p{scx:Phlp}\\p{scx:Adlm}\\p{scx:Rohg}\\p{scx:Sogd}\\p{scx:Ougr}"        \
    "\\p{scx:Chrs}\\p{scx:Phag}"

/* General category Mn, canonical combining class 9, in Brahmic scripts other
 * than Khmer and Myanmar: UnicodeData.txt. */
#define GLYPH_VIRAMAS                                                          \
    "\\x{94d}\\x{9cd}\\x{a4d}\\x{acd}\\x{b4d}\\x{bcd}\\x{c4d}\\x{ccd}"         \
    "\\x{d3b}\\x{d3c}\\x{d4d}\\x{dca}\\x{f84}\\x{1a60}\\x{1b44}\\x{1baa}"      \
    "\\x{1bab}\\x{a806}\\x{a82c}\\x{a8c4}\\x{a9c0}\\x{aaf6}\\x{abed}"          \
    "\\x{10a3f}\\x{11046}\\x{11070}\\x{110b9}\\x{11133}\\x{11134}\\x{111c0}"   \
    "\\x{11235}\\x{112ea}\\x{1134d}\\x{11442}\\x{114c2}\\x{115bf}\\x{1163f}"   \
    "\\x{116b6}\\x{1172b}\\x{11839}\\x{1193d}\\x{1193e}\\x{119e0}\\x{11a34}"   \
    "\\x{11a47}\\x{11a99}\\x{11c3f}\\x{11d44}\\x{11d45}\\x{11d97}"

/* EastAsianWidth.txt, W and F, but for emoji. Code points that are not assigned
 * yet and lie between or behind wide ones of the block count as wide. */
#define GLYPH_WIDE_RANGES                                                      \
    "\\x{1100}-\\x{115f}\\x{2329}\\x{232a}\\x{2e80}-\\x{303e}"                 \
    "\\x{3041}-\\x{3247}\\x{3250}-\\x{4dbf}\\x{4e00}-\\x{a4cf}"                \
    "\\x{a960}-\\x{a97c}\\x{ac00}-\\x{d7a3}\\x{f900}-\\x{faff}"                \
    "\\x{fe10}-\\x{fe19}\\x{fe30}-\\x{fe6f}\\x{ff01}-\\x{ff60}"                \
    "\\x{ffe0}-\\x{ffe6}\\x{16fe0}-\\x{18d8f}\\x{1aff0}-\\x{1b2ff}"            \
    "\\x{1f200}-\\x{1f265}\\x{20000}-\\x{2fffd}\\x{30000}-\\x{3fffd}"

/* The classes from SPACE on may have to be dropped: spaces and blanks where
 * they come in runs, those from FORMAT on always, unless joiner.c needs them.
 * The gravest is last: a run takes its reason from that one. */
#define GLYPH_CLASSES(X)                                                       \
    X(PLAIN, "(?!)")                                                           \
    X(CURSIVE, "(?=[\\p{L}\\p{M}])[" GLYPH_CURSIVE_SCRIPTS "]")                \
    X(MONGOLIAN, "(?=\\p{L})\\p{sc:Mong}")                                     \
    X(BRAHMIC, "(?=[\\p{L}\\p{M}])[" GLYPH_BRAHMIC_SCRIPTS "]")                \
    X(VIRAMA, "[" GLYPH_VIRAMAS "]")                                           \
    X(THAI, "[\\p{sc:Thai}\\p{sc:Laoo}]")  /* ZWSP stands between words */     \
    X(KHMER, "[\\p{sc:Khmr}\\p{sc:Mymr}]") /* ... and they are Brahmic too */  \
    X(HAN, "\\p{sc:Hani}")                                                     \
    X(HEBREW_MARK, "(?=\\p{Mn})\\p{sc:Hebr}")                                  \
    X(HIEROGLYPH, "(?=\\p{Lo})\\p{sc:Egyp}")                                   \
    X(JAMO_LEAD, "[\\x{1100}-\\x{115e}\\x{a960}-\\x{a97c}]")                   \
    X(JAMO_VOWEL, "[\\x{1161}-\\x{11a7}\\x{d7b0}-\\x{d7c6}]")                  \
    X(JAMO_TAIL, "[\\x{11a8}-\\x{11ff}\\x{d7cb}-\\x{d7fb}]")                   \
    X(PICTOGRAPH, "\\p{Extended_Pictographic}")                                \
    X(SPACE, "(?!\\x{20})[\\p{Zs}\\p{Zl}\\p{Zp}]")                             \
    X(BRAILLE_BLANK, "\\x{2800}")                                              \
    X(FORMAT, "(?!\\p{Prepended_Concatenation_Mark})"                          \
              "[\\p{Cf}\\p{Default_Ignorable_Code_Point}]")                    \
    X(GRAPHEME_JOINER, "\\x{34f}")                                             \
    X(HIEROGLYPH_JOINER, "[\\x{13430}-\\x{1343f}]")                            \
    /* U+1D159 is the null notehead: NamesList.txt */                          \
    X(FILLER, "[\\x{3164}\\x{ffa0}\\x{17b4}\\x{17b5}\\x{1d159}]")              \
    X(JAMO_FILLER, "[\\x{115f}\\x{1160}]")                                     \
    X(MONGOLIAN_SELECTOR, "[\\x{180b}-\\x{180f}]")                             \
    X(NONCHARACTER, "\\p{Noncharacter_Code_Point}")                            \
    X(CONTROL, "(?![\\t\\n\\r])\\p{Cc}")                                       \
    X(ZERO_WIDTH, "[\\x{2060}-\\x{2064}\\x{feff}]")                            \
    X(ZERO_WIDTH_SPACE, "\\x{200b}")                                           \
    X(JOINER, "\\p{Join_Control}")                                             \
    X(BIDI, "\\p{Bidi_Control}")                                               \
    X(SELECTOR, "[\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]")                  \
    X(TAG, "[\\x{e0000}-\\x{e007f}]")

enum glyph {
#define GLYPH_ENUM(id, pattern) GLYPH_##id,
    GLYPH_CLASSES(GLYPH_ENUM) GLYPH_COUNT
#undef GLYPH_ENUM
};

/* Said of a code point beside its class. */
#define GLYPH_FLAGS(X)                                                         \
    /* drawn on the character before it */                                     \
    X(MARK, 0x20, "[\\p{Mn}\\p{Me}]")                                          \
    /* two columns on a terminal */                                            \
    X(WIDE, 0x40,                                                              \
      "(?!\\p{Regional_Indicator})"                                            \
      "[\\p{Emoji_Presentation}" GLYPH_WIDE_RANGES "]")                        \
    /* takes U+FE0E or U+FE0F; keycaps are looked at apart */                  \
    X(EMOJI, 0x80, "(?![0-9#*]|\\p{Regional_Indicator})\\p{Emoji}")

enum {
    GLYPH_CLASS = 0x1f,
#define GLYPH_FLAG(id, bit, pattern) GLYPH_##id = bit,
    GLYPH_FLAGS(GLYPH_FLAG)
#undef GLYPH_FLAG
};

/* Three tables: by the code point's highest bits a row of blocks, by the next
 * six a block, by the last six a class with its flags. */
#define GLYPH_ROWS (0x110000 >> 12)
extern const uint8_t glyph_rows[GLYPH_ROWS];
extern const uint16_t glyph_blocks[][64];
extern const uint8_t glyph_codes[][64];

/* Blocks from this one on hold classes from SPACE on. */
extern const uint16_t glyph_first_stop;

/* The block of c, which is at most U+10FFFF. */
static inline uint16_t
glyph_block(uint32_t c)
{
    return glyph_blocks[glyph_rows[c >> 12]][c >> 6 & 63];
}

/* Class and flags of c, which is at most U+10FFFF. */
static inline uint8_t
glyph_code(uint32_t c)
{
    return glyph_codes[glyph_block(c)][c & 63];
}

static inline enum glyph
glyph_class(uint32_t c)
{
    return (enum glyph)(glyph_code(c) & GLYPH_CLASS);
}

#endif
