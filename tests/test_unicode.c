/* SPDX-License-Identifier: MIT */
/* Invisible code points are written as escapes here, so that the reader of
 * this file sees them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "glyph.h"
#include "unicode.h"

enum { WHOLE = 1000000 };

struct outcome {
    struct buffer shown;
    size_t runs;
    enum smac_reason reason; /* of the last run */
};

/* Scans pieces of so many code points, each told how the next one begins. */
static struct outcome
scan(const char *text, size_t length, size_t piece, bool verbatim)
{
    struct outcome o = {.reason = SMAC_REASON_COUNT};
    buffer_init(&o.shown, length + 1);
    const uint8_t *bytes = (const uint8_t *)text;
    struct unicode_state state = {0};
    size_t from = 0;
    while (from < length) {
        size_t to = from;
        uint32_t c;
        for (size_t i = 0; i < piece && to < length; i++)
            to += unicode_decode(bytes + to, length - to, &c);
        uint32_t next = 0;
        if (to < length)
            unicode_decode(bytes + to, length - to, &next);
        if (unicode_pass(&state, bytes + from, to - from)) {
            buffer_put(&o.shown, bytes + from, to - from);
            from = to;
            continue;
        }
        size_t position = 0;
        size_t done = 0;
        struct unicode_run run;
        while (unicode_next(&state, bytes + from, to - from, next, verbatim,
                            &position, &run)) {
            cr_assert(run.from >= done && run.to > run.from);
            cr_assert(run.to <= to - from && position >= run.to);
            buffer_put(&o.shown, bytes + from + done, run.from - done);
            done = run.to;
            o.runs++;
            o.reason = run.reason;
        }
        cr_assert_eq(position, to - from);
        buffer_put(&o.shown, bytes + from + done, to - from - done);
        from = to;
    }
    buffer_putc(&o.shown, 0);
    return o;
}

static const size_t pieces[] = {WHOLE, 1, 2, 3, 7};

/* `text` shows as `shown`, however it is cut; cut or not, a second scan finds
 * nothing more. */
static void
expect_shown(const char *text, const char *shown, bool verbatim)
{
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct outcome o = scan(text, strlen(text), pieces[i], verbatim);
        cr_assert_str_eq((char *)o.shown.data, shown,
                         "\"%s\" in pieces of %zu: \"%s\"", text, pieces[i],
                         (char *)o.shown.data);
        struct outcome again = scan(shown, strlen(shown), pieces[i], verbatim);
        cr_assert_eq(again.runs, 0, "\"%s\" is not stable", shown);
        buffer_release(&again.shown);
        buffer_release(&o.shown);
    }
}

static void
expect_kept(const char *text)
{
    expect_shown(text, text, false);
    expect_shown(text, text, true);
}

static void
expect_dropped(const char *text, const char *shown, enum smac_reason reason)
{
    expect_shown(text, shown, false);
    struct outcome o = scan(text, strlen(text), WHOLE, false);
    cr_assert_eq(o.runs, 1, "\"%s\": %zu runs", text, o.runs);
    cr_assert_eq(o.reason, reason, "\"%s\": reason %s", text,
                 smac_reason_info(o.reason)->name);
    buffer_release(&o.shown);
}

/* ---- what stays ------------------------------------------------------------- */

Test(unicode, scripts_keep_what_they_need)
{
    static const char *const texts[] = {
        /* Persian: ZWNJ inside words, and after a Latin one */
        "می\u200cخواهم کتاب\u200cها را در خانه\u200cام بخوانم.",
        "README\u200cها و API\u200cهای ما، نسخه\u200cی ۲",
        "ه\u200d یعنی هجری", /* the letter alone, in its initial form */
        /* Kurdish (Sorani), Urdu, Arabic with all its marks */
        "به\u200cڕێوەبردن، ئاڵوگۆڕ",
        "ٱلْحَمْدُ لِلَّهِ رَبِّ ٱلْعَٰلَمِينَ",
        "تحقیق\u200cگاہ، یہ اردو ہے",
        "الصفحة \u0600١٢ \u06DD", /* signs that are format and draw */
        /* Hindi, Marathi: half forms, explicit viramas, eyelash ra */
        "क्\u200dष और क्\u200cष, र्\u200dय",
        "हार्डवेयर और सॉफ़्टवेयर के लिए",
        /* Bengali: ra + ya-phalaa; khanda ta as it was written once */
        "র\u200d্যাম, ত\u09CD\u200d",
        /* Malayalam: chillus as they were written once */
        "അവന്\u200d വന്നു, ക്\u200cഷ",
        /* Sinhala, Kannada, Gujarati, Tamil, Telugu */
        "ශ්\u200dරී ලංකාව, ක්\u200dෂ",
        "ರ\u200d್ಕ ಮತ್ತು ಕ್\u200cಷ",
        "ગુજરાતી ક્\u200cષ; தமிழ் க்\u200cஷ; తెలుగు క్\u200cష",
        /* Khmer, Thai, Lao, Myanmar: ZWSP between words */
        "ខ្ញុំ\u200bស្រឡាញ់\u200bភាសា\u200bខ្មែរ។",
        "สวัสดี\u200bชาว\u200bโลก",
        "ສະບາຍດີ\u200bຊາວ\u200bໂລກ",
        "မြန်မာ\u200bစာ",
        /* Hebrew: vowels, accents, CGJ between marks (Psalm 137) */
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
        "יְרוּשָׁלַ\u034Fִם",
        /* Mongolian: selectors, the vowel separator, NNBSP suffixes */
        "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ\u202Fᠶᠢᠨ, ᠰᠠᠷ\u180Eᠠ, ᠵᠠᠢ\u180Bᠢ, ᠡ\u180Cᠨᠡ",
        /* Korean: syllables, and old jamo with a missing part */
        "한국어 \u1100\u1161\u11A8 \u1112\u119E\u11AB \u115F\u1161 x",
        "\u1100\u1160\u11A8",
        /* Han: ideographic variants in Japanese names, compatibility forms */
        "渡\u908A\U000E0101さん、葛\U000E0100飾区、神\uFE00",
        /* mathematics, Phags-pa, hieroglyphs in a quadrat, braille */
        "A \u2229\uFE00 B, \U0001D49C\uFE01",
        "ꡖ\uFE00ꡜ",
        "\U000131CB\U00013430\U000133CF",
        "⠓⠑⠇⠇⠕\u2800⠺⠕⠗⠇⠙",
        /* single spaces of all kinds */
        "« mot » : 10\u202F000\u00A0km\u2009/\u2009h，全角\u3000空白",
        "private use: \uE000 \U000F0000, tofu: \U0003FFFD",
        "combining: e\u0301 Z\u0351\u0343\u0342 a\u20DD",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_kept(texts[i]);
}

Test(unicode, emoji_keep_what_they_need)
{
    static const char *const texts[] = {
        "👩\u200D💻 👨\u200D👩\u200D👧\u200D👦 👩🏽\u200D🚀",
        "❤\uFE0F\u200D🔥 👁\uFE0F\u200D🗨\uFE0F 🏳\uFE0F\u200D🌈 🏴\u200D☠\uFE0F",
        "🏋🏿\u200D♀\uFE0F 🧑🏻\u200D❤\uFE0F\u200D💋\u200D🧑🏼",
        "☎\uFE0E ☎\uFE0F ✌🏽 ☝\uFE0F ©\uFE0F ™\uFE0E ⚠\uFE0F ✅\uFE0F 🚀\uFE0F",
        "1\uFE0F\u20E3 #\uFE0F\u20E3 *\uFE0F\u20E3 0\u20E3",
        "🇫🇮🇮🇳🇹🇭 🇪🇺",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_kept(texts[i]);
}

#define TAG_gb  "\U000E0067\U000E0062"
#define TAG_eng "\U000E0065\U000E006E\U000E0067"
#define TAG_END "\U000E007F"

/* A flag is one drawing, so its tags are looked at together. */
Test(unicode, flags_of_regions_stay_in_one_piece)
{
    static const char *const flags[] = {
        "🏴" TAG_gb TAG_eng TAG_END " x",
        "🏴" TAG_gb "\U000E0073\U000E0063\U000E0074" TAG_END,
        "🏴\U000E0075\U000E0073\U000E0074\U000E0078" TAG_END "🏴",
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct outcome o = scan(flags[i], strlen(flags[i]), WHOLE, false);
        cr_assert_eq(o.runs, 0, "case %zu", i);
        buffer_release(&o.shown);
    }
    static const char *const words[] = {
        "🏴" TAG_gb TAG_eng,         /* has no end */
        "🏴" TAG_gb TAG_END,         /* no region */
        "🏴" TAG_eng TAG_gb TAG_END, /* no region */
        "🏴" TAG_gb TAG_eng TAG_gb TAG_END,
        "🏴" TAG_END,
        "🏴\uFE0F" TAG_gb TAG_eng TAG_END,
        "🏁" TAG_gb TAG_eng TAG_END,
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct outcome o = scan(words[i], strlen(words[i]), WHOLE, false);
        cr_assert_eq(o.runs, 1, "case %zu", i);
        cr_assert_eq(o.reason, SMAC_UNICODE_TAGS, "case %zu", i);
        buffer_release(&o.shown);
    }
    expect_dropped("🏴" TAG_gb TAG_END "x", "🏴x", SMAC_UNICODE_TAGS);
}

/* ---- what goes --------------------------------------------------------------- */

/* Alphabets of hidden bits, with one letter on either side. */
Test(unicode, no_bits_are_left_of_any_alphabet)
{
    static const struct {
        const char *zero;
        const char *one;
        enum smac_reason reason;
    } alphabets[] = {
        {"\u200b", "\u200c", SMAC_UNICODE_ZERO_WIDTH},
        {"\u200d", "\u2060", SMAC_UNICODE_ZERO_WIDTH},
        {"\u200d", "\u200c", SMAC_UNICODE_ZERO_WIDTH},
        {"\u2062", "\u2064", SMAC_UNICODE_ZERO_WIDTH},
        {"\ufeff", "\u00ad", SMAC_UNICODE_ZERO_WIDTH},
        {"\u17b4", "\u17b5", SMAC_UNICODE_FILLER},
        {"\u180b", "\u180e", SMAC_UNICODE_FILLER},
        {"\u115f", "\u1160", SMAC_UNICODE_FILLER},
        {"\u3164", "\uffa0", SMAC_UNICODE_FILLER},
        {"\u200e", "\u200f", SMAC_UNICODE_BIDI},
        {"\u202a", "\u202c", SMAC_UNICODE_BIDI},
        {"\u2066", "\u2069", SMAC_UNICODE_BIDI},
        {"\u061c", "\u200b", SMAC_UNICODE_BIDI},
        {"\U0001d173", "\U0001d17a", SMAC_UNICODE_FORMAT},
        {"\U0001bca0", "\U0001bca3", SMAC_UNICODE_FORMAT},
        {"\ufff9", "\ufffb", SMAC_UNICODE_FORMAT},
        {"\u206a", "\u206f", SMAC_UNICODE_FORMAT},
        {"\u034f", "\u00ad", SMAC_UNICODE_FORMAT},
        {"\u2065", "\U000e0fff", SMAC_UNICODE_FORMAT},
        {"\U00013430", "\U00013431", SMAC_UNICODE_FORMAT},
        {"\ufdd0", "\U0010ffff", SMAC_UNICODE_NONCHARACTER},
        {"\xc2\x80", "\xc2\x9f", SMAC_CONTROL_CHARACTER},
        {"\x01", "\x7f", SMAC_CONTROL_CHARACTER},
        {"\ufe00", "\ufe0f", SMAC_UNICODE_VARIATION},
        {"\U000e0100", "\U000e01ef", SMAC_UNICODE_VARIATION},
        {"\U000e0001", "\U000e0041", SMAC_UNICODE_TAGS},
    };
    static const char bits[] = "0110100001101001";
    static const char *const sides[] = {"A", "字", "é", "-", ")"};
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        for (size_t j = 0; j < sizeof sides / sizeof *sides; j++) {
            char text[200], shown[16];
            size_t n = (size_t)snprintf(text, sizeof text, "%s", sides[j]);
            /* one selector fits an ideograph, so that it starts behind */
            if (alphabets[i].reason == SMAC_UNICODE_VARIATION)
                n += (size_t)snprintf(text + n, sizeof text - n, "x");
            int start = (int)n;
            for (const char *b = bits; *b != '\0'; b++)
                n += (size_t)snprintf(text + n, sizeof text - n, "%s",
                                      *b == '0' ? alphabets[i].zero
                                                : alphabets[i].one);
            snprintf(text + n, sizeof text - n, "%s", sides[j]);
            snprintf(shown, sizeof shown, "%.*s%s", start, text, sides[j]);
            expect_dropped(text, shown, alphabets[i].reason);
        }
    }
}

Test(unicode, joiners_and_selectors_go_where_nothing_needs_them)
{
    static const struct {
        const char *text;
        const char *shown;
        enum smac_reason reason;
    } cases[] = {
        {"Auf\u200clage", "Auflage", SMAC_UNICODE_ZERO_WIDTH},
        {"a\u200db", "ab", SMAC_UNICODE_ZERO_WIDTH},
        {"می\u200c\u200cخواهم", "می\u200cخواهم", SMAC_UNICODE_ZERO_WIDTH},
        {"می\u200c\u200d\u200cخواهم", "می\u200cخواهم", SMAC_UNICODE_ZERO_WIDTH},
        {"می\u2060\u200cخواهم", "میخواهم", SMAC_UNICODE_ZERO_WIDTH},
        {"می\u200dخواهم", "میخواهم", SMAC_UNICODE_ZERO_WIDTH},
        {"नम\u200dस्ते", "नमस्ते", SMAC_UNICODE_ZERO_WIDTH},
        {"می\u200bخواهم", "میخواهم", SMAC_UNICODE_ZERO_WIDTH},
        {"สวัสดี\u200b\u200bชาว", "สวัสดีชาว", SMAC_UNICODE_ZERO_WIDTH},
        {"สวัสดี\u200bx", "สวัสดีx", SMAC_UNICODE_ZERO_WIDTH},
        {"クリス\u200bマス", "クリスマス", SMAC_UNICODE_ZERO_WIDTH},
        {"क\u200dx", "कx", SMAC_UNICODE_ZERO_WIDTH},
        {"👩\u200dx", "👩x", SMAC_UNICODE_ZERO_WIDTH},
        {"👩\u200d\u200d💻", "👩💻", SMAC_UNICODE_ZERO_WIDTH},
        {"👩\u200c💻", "👩💻", SMAC_UNICODE_ZERO_WIDTH},
        {"🇫🇮\u200d🇮🇳", "🇫🇮🇮🇳", SMAC_UNICODE_ZERO_WIDTH},
        {"x\ufeff", "x", SMAC_UNICODE_ZERO_WIDTH},
        {"☎\ufe0f\ufe0f", "☎\ufe0f", SMAC_UNICODE_VARIATION},
        {"☎\ufe0e\ufe0f☎", "☎\ufe0e☎", SMAC_UNICODE_VARIATION},
        {"☎\ufe01", "☎", SMAC_UNICODE_VARIATION},
        {"1\ufe0f", "1", SMAC_UNICODE_VARIATION},
        {"0\ufe00", "0", SMAC_UNICODE_VARIATION},
        {"a\ufe0f", "a", SMAC_UNICODE_VARIATION},
        {"字\ufe03", "字", SMAC_UNICODE_VARIATION},
        {"字\U000e0110", "字", SMAC_UNICODE_VARIATION},
        {"字\U000e0100\U000e0101", "字\U000e0100", SMAC_UNICODE_VARIATION},
        {"か\U000e0100", "か", SMAC_UNICODE_VARIATION},
        {"\u2229\ufe01", "\u2229", SMAC_UNICODE_VARIATION},
        {"ᠮ\u180b\u180c", "ᠮ\u180b", SMAC_UNICODE_FILLER},
        {"ᠮ\u180e x", "ᠮ x", SMAC_UNICODE_FILLER},
        {"ה\u034fx", "הx", SMAC_UNICODE_FORMAT},
        {"co\u00adoperate", "cooperate", SMAC_UNICODE_FORMAT},
        {"x\u2800 \u2800", "x\u2800 ", SMAC_UNICODE_FILLER},
        {"⠓\u2800\u2800⠑", "⠓\u2800⠑", SMAC_UNICODE_FILLER},
        {"\x1b[30mx", "[30mx", SMAC_CONTROL_CHARACTER},
        {"a\fb", "ab", SMAC_CONTROL_CHARACTER},
        {"\xc2\x9b"
         "30mx",
         "30mx", SMAC_CONTROL_CHARACTER},
        {"if (a) {\u202e", "if (a) {", SMAC_UNICODE_BIDI},
        {"\u3164 = 1", " = 1", SMAC_UNICODE_FILLER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_dropped(cases[i].text, cases[i].shown, cases[i].reason);
}

/* One message, one finding: the audit decodes it as a whole. */
Test(unicode, a_mixed_run_is_one_run_with_the_gravest_reason)
{
    expect_dropped("a\u200b\ufe0f\u00ad\u202e\U000e0041\u2060b", "ab",
                   SMAC_UNICODE_TAGS);
    expect_dropped("a\u200b\u202e\ufe01b", "ab", SMAC_UNICODE_VARIATION);
    expect_dropped("a\u00ad\x02\u200bb", "ab", SMAC_UNICODE_ZERO_WIDTH);
    expect_dropped("a\u200e\u200bb", "ab", SMAC_UNICODE_BIDI);
}

Test(unicode, spaces_that_spell_bits_are_one_space)
{
    static const struct {
        const char *text;
        const char *shown;
    } cases[] = {
        {"A\u00a0\u2009\u00a0\u2009\u2009B", "A\u00a0B"},
        {"A \u00a0 \u00a0B", "A  B"}, /* the layout makes one of the two */
        {"A\u00a0 B", "A\u00a0 B"},
        {"A\n\u00a0B\t\u2009C", "A\nB\tC"},
        {"A\u3000\u3000\u3000B", "A\u3000B"},
        {"A\u2028\u2029B", "A\u2028B"},
        {"A\u2800 \u2800\u2800 B", "A\u2800  B"},
        {"A \u200b\u00a0B", "A B"},
        {"A\u00a0\u200b\u2009B", "A\u00a0B"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        expect_shown(cases[i].text, cases[i].shown, false);
    }
    expect_dropped("A\u00a0\u2009\u00a0B", "A\u00a0B", SMAC_UNICODE_SPACE);
    /* Code is laid out with spaces, and braille pictures with blank cells. */
    expect_shown("A\u00a0\u2009 B", "A\u00a0\u2009 B", true);
    expect_shown("\u2800\u2800⠿\u2800⠿", "\u2800\u2800⠿\u2800⠿", true);
    expect_kept("A   B\t\tC\r\n\n   D ");
}

Test(unicode, every_code_point_between_letters_has_the_right_fate)
{
    for (uint32_t c = 1; c < 0x110000; c++) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        uint8_t text[6] = "x";
        size_t n = unicode_encode(c, text + 1);
        text[1 + n] = 'x';
        struct unicode_state state = {0};
        struct unicode_run run;
        size_t position = 0;
        bool found =
            unicode_next(&state, text, n + 2, 0, false, &position, &run);
        bool dropped = glyph_class(c) >= GLYPH_FORMAT;
        cr_assert_eq(found, dropped, "U+%04X", (unsigned)c);
        if (found)
            cr_assert(run.from == 1 && run.to == 1 + n, "U+%04X", (unsigned)c);
    }
}

/* Random neighbours from every class: cutting changes nothing, and what is
 * left is stable. */
Test(unicode, random_text_is_cut_anywhere_and_stable, .timeout = 120)
{
    static const uint32_t letters[] = {
        'a',    '1',     ' ',     '\t',    '\n',    0xa0,    0x2009,  0x3000,
        0x645,  0x6cc,   0x64e,   0x200c,  0x200d,  0x200b,  0x915,   0x94d,
        0x9b0,  0x1780,  0x17d2,  0xe01,   0x5b7,   0x5b4,   0x34f,   0x182e,
        0x180b, 0x180e,  0x1100,  0x1161,  0x11a8,  0x115f,  0x1160,  0x2800,
        0x2801, 0x1f469, 0x1f3fd, 0x1f4bb, 0x2764,  0xfe0e,  0xfe0f,  0x20e3,
        0x5b57, 0xe0100, 0xfe00,  0x2229,  0x13000, 0x13430, 0x1f1eb, 0x202e,
        0xad,   1,       0xfdd0,  0x1f3f4, 0xe0041, 0x2060,
    };
    uint32_t random = 7;
    for (int turn = 0; turn < 20000; turn++) {
        char text[64];
        size_t n = 0;
        for (int i = 0; i < 10; i++) {
            random = random * 1664525u + 1013904223u;
            uint32_t c =
                letters[(random >> 12) % (sizeof letters / sizeof *letters)];
            n += unicode_encode(c, (uint8_t *)text + n);
        }
        text[n] = '\0';
        bool verbatim = turn % 4 == 0;
        struct outcome o = scan(text, n, WHOLE, verbatim);
        expect_shown(text, (const char *)o.shown.data, verbatim);
        buffer_release(&o.shown);
    }
}

/* ---- UTF-8 ------------------------------------------------------------------ */

Test(unicode, utf8_goes_there_and_back)
{
    for (uint32_t c = 0; c < 0x110000; c++) {
        uint8_t bytes[4];
        uint32_t back;
        size_t n = unicode_encode(c, bytes);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        cr_assert_eq(unicode_decode(bytes, n, &back), n);
        cr_assert_eq(back, surrogate ? 0xfffd : c);
        cr_assert_eq(unicode_valid_prefix(bytes, n), n);
        if (n > 1) {
            cr_assert_eq(unicode_valid_prefix(bytes, n - 1), 0);
            cr_assert_eq(unicode_invalid_length(bytes, n - 1), n - 1);
        }
    }
}

Test(unicode, ill_formed_utf8_ends_the_prefix)
{
    static const struct {
        const char *bytes;
        size_t valid;
        size_t invalid;
    } cases[] = {
        {"0123456789abcdef0123\xc0\xaf", 20, 1}, /* overlong */
        {"a\xe0\x80\xaf", 1, 1},
        {"a\xed\xa0\x80", 1, 1}, /* surrogate */
        {"\xf0\x8f\xbf\xbf", 0, 1},
        {"\xf4\x90\x80\x80", 0, 1}, /* above U+10FFFF */
        {"\xf1\x80\x80z", 0, 3},    /* Unicode, table 3-8 */
        {"\xe1\x80\xe2", 0, 2},
        {"\x80", 0, 1},
        {"\xff", 0, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint8_t *bytes = (const uint8_t *)cases[i].bytes;
        size_t length = strlen(cases[i].bytes);
        size_t valid = unicode_valid_prefix(bytes, length);
        cr_assert_eq(valid, cases[i].valid, "case %zu: %zu", i, valid);
        cr_assert_eq(unicode_invalid_length(bytes + valid, length - valid),
                     cases[i].invalid, "case %zu", i);
    }
}

Test(unicode, only_ascii_without_controls_is_passed)
{
    static const char *const passed[] = {"a",
                                         "some text.",
                                         " a\tb\nc ",
                                         "a1#*",
                                         "0123456789abcdefghijklmnop",
                                         "12345678\n12345678\r\n~"};
    static const char *const refused[] = {"", "caf\u00e9",
                                          "a\x1b"
                                          "b",
                                          "0123456789abcde\x7f"
                                          "0123b",
                                          "01234567\x01"
                                          "bcdefghb"};
    struct unicode_state state;
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        state = (struct unicode_state){.before = {1, 2, 3}, .flags = 1};
        size_t n = strlen(passed[i]);
        cr_assert(unicode_pass(&state, (const uint8_t *)passed[i], n), "%s",
                  passed[i]);
        cr_assert(state.flags == 0 &&
                  state.before[0] == (uint8_t)passed[i][n - 1]);
        cr_assert_eq(state.before[2],
                     n == 1 ? 2 : (uint32_t)(uint8_t)passed[i][n - 3]);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        state = (struct unicode_state){.before = {1, 2, 3}, .flags = 1};
        cr_assert_not(unicode_pass(&state, (const uint8_t *)refused[i],
                                   strlen(refused[i])),
                      "%zu", i);
        cr_assert(state.flags == 1 && state.before[0] == 1);
    }
}

Test(unicode, width_is_what_a_terminal_uses)
{
    static const struct {
        uint32_t c;
        unsigned width;
    } cases[] = {
        {0, 0},       {0x1b, 0},   {'a', 1},      {0xe9, 1},    {0x301, 0},
        {0x200b, 0},  {0xad, 0},   {0x4e2d, 2},   {0xac00, 2},  {0xff21, 2},
        {0xff71, 1},  {0x3000, 2}, {0x1100, 2},   {0x1161, 0},  {0x1f600, 2},
        {0x1f1eb, 1}, {0x2764, 1}, {0x231a, 2},   {0x20000, 2}, {0xfe0f, 0},
        {0x17d2, 0},  {0xa0, 1},   {0x10ffff, 0}, {0x2800, 1},  {0x110000, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_assert_eq(unicode_width(cases[i].c), cases[i].width, "U+%04X: %u",
                     (unsigned)cases[i].c, unicode_width(cases[i].c));
}
