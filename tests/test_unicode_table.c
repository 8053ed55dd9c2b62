/* SPDX-License-Identifier: MIT */
/* Is src/unicode_table.h what PCRE2's Unicode properties make of the rows in
 * src/glyph.h? With UNICODE_TABLE=src/unicode_table.h in the environment this
 * program writes the table instead; read the diff like code. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <criterion/criterion.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glyph.h"
#include "unicode.h"

enum {
    CODE_POINTS = 0x110000,
    BLOCKS = CODE_POINTS / 64,
};

/* Every code point but surrogates, in UTF-8. */
static uint8_t *
write_all_code_points(size_t *length)
{
    uint8_t *all = malloc((size_t)CODE_POINTS * 4);
    cr_assert_not_null(all);
    size_t n = 0;
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        if (c < 0xd800 || c > 0xdfff)
            n += unicode_encode(c, all + n);
    }
    *length = n;
    return all;
}

/* Sets `code` on each code point that the pattern matches. */
static void
mark_matches(const char *pattern, uint8_t clear, uint8_t code, uint8_t *codes)
{
    static uint8_t *all;
    static size_t length;
    if (all == NULL)
        all = write_all_code_points(&length);
    int error;
    PCRE2_SIZE at;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF | PCRE2_UCP, &error, &at, NULL);
    cr_assert_not_null(compiled, "%s: error %d at %zu", pattern, error, at);
    pcre2_match_data *match = pcre2_match_data_create(1, NULL);
    const PCRE2_SIZE *found = pcre2_get_ovector_pointer(match);
    size_t from = 0;
    while (pcre2_match(compiled, all, length, from, PCRE2_NO_UTF_CHECK, match,
                       NULL) > 0) {
        uint32_t c;
        unicode_decode(all + found[0], length - found[0], &c);
        codes[c] = (uint8_t)((codes[c] & ~clear) | code);
        from = found[1];
    }
    pcre2_match_data_free(match);
    pcre2_code_free(compiled);
}

static uint8_t *
classify(void)
{
    uint8_t *codes = calloc(CODE_POINTS, 1);
    cr_assert_not_null(codes);
#define MARK_CLASS(id, pattern)                                                \
    mark_matches(pattern, GLYPH_CLASS, GLYPH_##id, codes);
    GLYPH_CLASSES(MARK_CLASS)
#define MARK_FLAG(id, bit, pattern) mark_matches(pattern, 0, bit, codes);
    GLYPH_FLAGS(MARK_FLAG)
    return codes;
}

static bool
stops(const uint8_t block[64])
{
    for (size_t i = 0; i < 64; i++) {
        if ((block[i] & GLYPH_CLASS) >= GLYPH_SPACE)
            return true;
    }
    return false;
}

struct table {
    uint8_t codes[1024][64];
    size_t code_count;
    size_t first_stop;
    uint16_t blocks[GLYPH_ROWS][64];
    size_t block_count;
    uint8_t rows[GLYPH_ROWS];
};

/* Which of the known blocks this is; it is then known. */
static uint16_t
name_block(struct table *t, const uint8_t block[64])
{
    size_t i = 0;
    while (i < t->code_count && memcmp(t->codes[i], block, 64) != 0)
        i++;
    cr_assert_lt(i, 1024);
    if (i == t->code_count)
        memcpy(t->codes[t->code_count++], block, 64);
    return (uint16_t)i;
}

static uint8_t
name_row(struct table *t, const uint16_t row[64])
{
    size_t i = 0;
    while (i < t->block_count &&
           memcmp(t->blocks[i], row, sizeof t->blocks[i]) != 0)
        i++;
    cr_assert_lt(i, 256);
    if (i == t->block_count)
        memcpy(t->blocks[t->block_count++], row, sizeof t->blocks[i]);
    return (uint8_t)i;
}

static void
build_table(struct table *t, const uint8_t *codes)
{
    static uint16_t names[BLOCKS];
    for (int stopping = 0; stopping < 2; stopping++) {
        for (size_t i = 0; i < BLOCKS; i++) {
            if (stops(codes + i * 64) == stopping)
                names[i] = name_block(t, codes + i * 64);
        }
        if (stopping == 0)
            t->first_stop = t->code_count;
    }
    for (size_t i = 0; i < GLYPH_ROWS; i++)
        t->rows[i] = name_row(t, names + i * 64);
}

static void
print_number(FILE *out, size_t i, size_t count, unsigned number)
{
    fprintf(out, "%s%u,", i % 16 == 0 ? "    " : " ", number);
    if (i % 16 == 15 || i + 1 == count)
        fputc('\n', out);
}

static void
print_table(FILE *out, const struct table *t)
{
    fprintf(out,
            "/* SPDX-License-Identifier: MIT */\n"
            "/* Made by tests/test_unicode_table.c from the rows of "
            "glyph.h: do not edit. */\n"
            "/* clang-format off */\n\n"
            "const uint16_t glyph_first_stop = %zu;\n",
            t->first_stop);
    fprintf(out, "\nconst uint8_t glyph_rows[GLYPH_ROWS] = {\n");
    for (size_t i = 0; i < GLYPH_ROWS; i++)
        print_number(out, i, GLYPH_ROWS, t->rows[i]);
    fprintf(out, "};\n\nconst uint16_t glyph_blocks[][64] = {{\n");
    for (size_t i = 0; i < t->block_count; i++) {
        for (size_t j = 0; j < 64; j++)
            print_number(out, j, 64, t->blocks[i][j]);
        fprintf(out, i + 1 < t->block_count ? "}, {\n" : "}};\n");
    }
    fprintf(out, "\nconst uint8_t glyph_codes[][64] = {{\n");
    for (size_t i = 0; i < t->code_count; i++) {
        for (size_t j = 0; j < 64; j++)
            print_number(out, j, 64, t->codes[i][j]);
        fprintf(out, i + 1 < t->code_count ? "}, {\n" : "}};\n");
    }
}

Test(unicode_table, is_what_the_rows_make, .timeout = 120)
{
    uint8_t *codes = classify();
    const char *path = getenv("UNICODE_TABLE");
    if (path != NULL) {
        FILE *out = fopen(path, "w");
        cr_assert_not_null(out);
        static struct table table;
        build_table(&table, codes);
        print_table(out, &table);
        cr_assert_eq(fclose(out), 0);
        free(codes);
        return;
    }
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        cr_assert_eq(glyph_code(c), codes[c], "U+%04X is %d, not %d",
                     (unsigned)c, glyph_code(c), codes[c]);
        bool stop = (codes[c] & GLYPH_CLASS) >= GLYPH_SPACE;
        cr_assert(!stop || glyph_block(c) >= glyph_first_stop, "U+%04X",
                  (unsigned)c);
    }
    free(codes);
}

/* Not by the rows but by the properties: what is not to be drawn is in a class
 * that may be dropped, and the rest is not. */
Test(unicode_table, no_property_is_forgotten, .timeout = 120)
{
    uint8_t *unseen = calloc(CODE_POINTS, 1);
    cr_assert_not_null(unseen);
    static const char *const not_drawn[] = {
        "\\p{Default_Ignorable_Code_Point}",
        "\\p{Bidi_Control}",
        "\\p{Variation_Selector}",
        "\\p{Noncharacter_Code_Point}",
        "\\p{Join_Control}",
        "(?![\\t\\n\\r])\\p{Cc}",
        "(?!\\p{Prepended_Concatenation_Mark})\\p{Cf}",
        "(?!\\x{20})[\\p{Zs}\\p{Zl}\\p{Zp}]",
        /* no property says that these are blank */
        "[\\x{2800}\\x{1d159}\\x{13439}-\\x{1343f}]",
    };
    for (size_t i = 0; i < sizeof not_drawn / sizeof *not_drawn; i++)
        mark_matches(not_drawn[i], 0, 1, unseen);
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        bool stop = glyph_class(c) >= GLYPH_SPACE;
        cr_assert_eq(stop, unseen[c], "U+%04X: %d", (unsigned)c, stop);
    }
    free(unseen);
}
