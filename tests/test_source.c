/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>
#include <zlib.h>

#include "digest.h"
#include "source.h"

enum { LIMIT = 1 << 20 };

static enum smac_status
read_chunked(struct source *s, const void *bytes, size_t length, size_t chunk)
{
    const uint8_t *next = bytes;
    while (length > 0) {
        size_t n = length < chunk ? length : chunk;
        enum smac_status status = source_feed(s, next, n);
        if (status != SMAC_OK)
            return status;
        next += n;
        length -= n;
    }
    return source_finish(s);
}

static enum smac_status
read_whole(struct source *s, const void *bytes, size_t length)
{
    return read_chunked(s, bytes, length, length + 1);
}

/* Appends one gzip member with the bytes in it. */
static void
add_member(struct buffer *out, const void *bytes, size_t length)
{
    z_stream z = {0};
    cr_assert_eq(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, 0), Z_OK);
    cr_assert(buffer_reserve(out, deflateBound(&z, length)));
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)length;
    z.next_out = out->data + out->size;
    z.avail_out = (uInt)(out->capacity - out->size);
    cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->size += z.total_out;
    deflateEnd(&z);
}

static void
expect_text(const struct source *s, const char *text, size_t length)
{
    cr_assert_eq(s->size, length, "%zu bytes, not %zu", s->size, length);
    cr_assert_arr_eq(s->text, text, length);
    cr_assert_eq(s->clean[s->size], 0);
    cr_assert_eq(s->document.bytes, length);
    uint8_t sha256[32];
    digest_of(text, length, sha256);
    cr_assert_arr_eq(s->document.sha256, sha256, sizeof sha256);
}

static void
expect_place(struct source *s, size_t offset, uint64_t line, uint64_t column)
{
    uint64_t l, c;
    source_place(s, offset, &l, &c);
    cr_assert(l == line && c == column,
              "offset %zu is %llu:%llu, not %llu:%llu", offset,
              (unsigned long long)l, (unsigned long long)c,
              (unsigned long long)line, (unsigned long long)column);
}

/* The place of an offset, counted the slow way. */
static void
count_place(const struct source *s, size_t offset, uint64_t *line,
            uint64_t *column)
{
    *line = *column = 1;
    for (size_t i = s->bom; i < offset; i++) {
        uint8_t b = s->clean[i];
        if (b == '\n' || (b == '\r' && s->clean[i + 1] != '\n')) {
            ++*line;
            *column = 1;
        } else if ((s->clean[i + 1] & 0xc0) != 0x80) {
            ++*column;
        }
    }
}

Test(source, plain_text_is_not_copied)
{
    struct source s;
    source_init(&s, LIMIT);
    const char text[] = "# Grüße\n\x01\x7f\xf0\x9f\x98\x80\xe4\xb8\xad\r\n";
    cr_assert_eq(read_whole(&s, text, sizeof text - 1), SMAC_OK);
    expect_text(&s, text, sizeof text - 1);
    cr_assert_eq(s.clean, s.text);
    cr_assert_eq(s.invalid_count, 0);
    cr_assert_str_eq(s.document.decoding, "");
    cr_assert_eq(s.document.raw_bytes, s.size);
    cr_assert_arr_eq(s.document.raw_sha256, s.document.sha256, 32);
    source_release(&s);
}

Test(source, nothing_at_all_is_a_document)
{
    struct source s;
    source_init(&s, LIMIT);
    cr_assert_eq(source_finish(&s), SMAC_OK);
    expect_text(&s, "", 0);
    expect_place(&s, 0, 1, 1);
    source_release(&s);
}

Test(source, invalid_bytes_and_nul_are_replaced_in_clean_only)
{
    struct source s;
    source_init(&s, LIMIT);
    /* The last but one: three of four bytes, which one U+FFFD stands for. */
    static const char text[] = "a\0b\xff\xfe c\xc0\xaf\xed\xa0\x80"
                               "\xf0\x9f\x98z\xc3";
    static const char clean[] = "a\x7f"
                                "b\x7f\x7f c\x7f\x7f\x7f\x7f\x7f"
                                "\x7f\x7f\x7fz\x7f";
    static const struct source_span invalid[] = {
        {3, 4},   {4, 5},   {7, 8},   {8, 9},   {9, 10},
        {10, 11}, {11, 12}, {12, 15}, {16, 17},
    };
    cr_assert_eq(read_whole(&s, text, sizeof text - 1), SMAC_OK);
    expect_text(&s, text, sizeof text - 1);
    cr_assert_arr_eq(s.clean, clean, sizeof clean);
    cr_assert_eq(s.invalid_count, sizeof invalid / sizeof *invalid);
    for (size_t i = 0; i < s.invalid_count; i++) {
        cr_assert_eq(s.invalid[i].from, invalid[i].from);
        cr_assert_eq(s.invalid[i].to, invalid[i].to);
    }
    source_release(&s);
}

Test(source, chunks_change_nothing)
{
    static const char text[] = "\xef\xbb\xbfone\r\ntwo\xff\0three\xe4\xb8";
    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, text, sizeof text - 1);
    const size_t chunks[] = {1, 2, 3, 7, 1000};
    struct source s;
    source_init(&s, LIMIT);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        cr_assert_eq(read_chunked(&s, text, sizeof text - 1, chunks[i]),
                     SMAC_OK);
        expect_text(&s, text, sizeof text - 1);
        cr_assert_eq(s.bom, 3);
        cr_assert_eq(s.invalid_count, 2);
        source_reset(&s);
        cr_assert_eq(read_chunked(&s, packed.data, packed.size, chunks[i]),
                     SMAC_OK);
        expect_text(&s, text, sizeof text - 1);
        cr_assert_str_eq(s.document.decoding, "gzip");
        cr_assert_eq(s.document.raw_bytes, packed.size);
        uint8_t sha256[32];
        digest_of(packed.data, packed.size, sha256);
        cr_assert_arr_eq(s.document.raw_sha256, sha256, 32);
        source_reset(&s);
    }
    source_release(&s);
    buffer_release(&packed);
}

Test(source, several_gzip_members_are_one_document)
{
    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, "one ", 4);
    add_member(&packed, "", 0);
    add_member(&packed, "two", 3);
    struct source s;
    source_init(&s, LIMIT);
    cr_assert_eq(read_whole(&s, packed.data, packed.size), SMAC_OK);
    expect_text(&s, "one two", 7);
    source_release(&s);
    buffer_release(&packed);
}

Test(source, gzip_that_is_cut_anywhere_is_bad_input)
{
    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, "some text, some text", 20);
    struct source s;
    source_init(&s, LIMIT);
    for (size_t n = 3; n < packed.size; n++) {
        cr_assert_eq(read_whole(&s, packed.data, n), SMAC_BAD_INPUT);
        cr_assert(strstr(s.message, "ends early") != NULL, "%s", s.message);
        source_reset(&s);
    }
    source_release(&s);
    buffer_release(&packed);
}

Test(source, gzip_with_a_wrong_byte_or_garbage_behind_is_bad_input)
{
    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, "some text, some text", 20);
    struct source s;
    source_init(&s, LIMIT);
    for (size_t i = packed.size - 8; i < packed.size; i++) {
        packed.data[i] ^= 1;
        cr_assert_eq(read_whole(&s, packed.data, packed.size), SMAC_BAD_INPUT);
        packed.data[i] ^= 1;
        source_reset(&s);
    }
    for (int c = 0; c < 256; c++) {
        buffer_putc(&packed, (uint8_t)c);
        cr_assert_eq(read_whole(&s, packed.data, packed.size), SMAC_BAD_INPUT);
        packed.size--;
        source_reset(&s);
    }
    source_release(&s);
    buffer_release(&packed);
}

/* A megabyte of blanks packs into a kilobyte. */
Test(source, a_gzip_bomb_stops_at_the_limit)
{
    size_t length = 1 << 20;
    char *blanks = malloc(length);
    cr_assert_not_null(blanks);
    memset(blanks, ' ', length);
    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, blanks, length);
    for (size_t spare = 0; spare < 3; spare++) {
        struct source s;
        source_init(&s, length - 1 + spare);
        enum smac_status status = read_whole(&s, packed.data, packed.size);
        cr_assert_eq(status, spare == 0 ? SMAC_TOO_BIG : SMAC_OK);
        cr_assert_eq(s.raw.capacity + s.decoded.capacity > 2 * length, 0);
        if (spare > 0)
            expect_text(&s, blanks, length);
        source_release(&s);
    }
    struct source s;
    source_init(&s, 5000);
    cr_assert_eq(read_whole(&s, packed.data, packed.size), SMAC_TOO_BIG);
    cr_assert_str_eq(s.message,
                     "the document, unpacked, has more than 5000 bytes");
    source_release(&s);
    buffer_release(&packed);
    free(blanks);
}

Test(source, the_limit_is_exact_and_the_failure_stays)
{
    struct source s;
    source_init(&s, 8);
    cr_assert_eq(read_whole(&s, "12345678", 8), SMAC_OK);
    expect_text(&s, "12345678", 8);
    source_reset(&s);
    cr_assert_eq(read_chunked(&s, "123456789", 9, 1), SMAC_TOO_BIG);
    cr_assert_null(s.raw.data);
    cr_assert_eq(source_feed(&s, (const uint8_t *)"", 0), SMAC_TOO_BIG);
    cr_assert_eq(source_finish(&s), SMAC_TOO_BIG);
    source_reset(&s);
    cr_assert_str_eq(s.message, "");
    cr_assert_eq(read_whole(&s, "12345678", 8), SMAC_OK);
    source_release(&s);
}

Test(source, utf16_becomes_utf8)
{
    static const char text[] = "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\0z";
    static const char le[] = "\xff\xfe"
                             "A\0\xe9\0\xac\x20\x3d\xd8\x00\xde\0\0z\0";
    static const char be[] = "\xfe\xff"
                             "\0A\0\xe9\x20\xac\xd8\x3d\xde\x00\0\0\0z";
    struct source s;
    source_init(&s, LIMIT);
    cr_assert_eq(read_whole(&s, le, sizeof le - 1), SMAC_OK, "%s", s.message);
    expect_text(&s, text, sizeof text - 1);
    cr_assert_str_eq(s.document.decoding, "utf-16le");
    source_reset(&s);
    cr_assert_eq(read_chunked(&s, be, sizeof be - 1, 3), SMAC_OK);
    expect_text(&s, text, sizeof text - 1);
    cr_assert_str_eq(s.document.decoding, "utf-16be");
    source_reset(&s);

    struct buffer packed;
    buffer_init(&packed, 2 * LIMIT);
    add_member(&packed, be, sizeof be - 1);
    cr_assert_eq(read_whole(&s, packed.data, packed.size), SMAC_OK);
    expect_text(&s, text, sizeof text - 1);
    cr_assert_str_eq(s.document.decoding, "gzip+utf-16be");
    source_release(&s);
    buffer_release(&packed);
}

/* More than the converter's piece, three bytes of UTF-8 from two of UTF-16:
 * the limit counts what comes out. */
Test(source, long_utf16_meets_the_limit_exactly)
{
    enum { UNITS = 10000 };
    static uint8_t wide[2 + 2 * UNITS] = {0xff, 0xfe};
    for (size_t i = 0; i < UNITS; i++) {
        wide[2 + 2 * i] = 0x2d;
        wide[3 + 2 * i] = 0x4e;
    }
    for (size_t missing = 0; missing < 2; missing++) {
        struct source s;
        source_init(&s, 3 * UNITS - missing);
        enum smac_status status = read_whole(&s, wide, sizeof wide);
        cr_assert_eq(status, missing > 0 ? SMAC_TOO_BIG : SMAC_OK);
        if (status == SMAC_OK)
            cr_assert_arr_eq(s.text + s.size - 3, "\xe4\xb8\xad", 3);
        source_release(&s);
    }
}

Test(source, broken_utf16_is_bad_input_and_says_where)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *where;
    } cases[] = {
        {"\xff\xfe"
         "a\0b",
         5, "byte 4"},
        {"\xff\xfe"
         "a\0\x00\xd8",
         6, "byte 4"},
        {"\xff\xfe"
         "\x00\xd8"
         "a\0",
         6, "byte 2"},
        {"\xff\xfe"
         "a\0\x00\xdc"
         "b\0",
         8, "byte 4"},
        {"\xfe\xff"
         "\0a\xdc\x00\0b",
         8, "byte 4"},
        {"\xfe\xff"
         "\xd8\x00\xd8\x00\xdc\x00",
         8, "byte 2"},
        {"\xfe\xff"
         "\0",
         3, "byte 2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source s;
        source_init(&s, LIMIT);
        cr_assert_eq(read_whole(&s, cases[i].bytes, cases[i].length),
                     SMAC_BAD_INPUT, "case %zu", i);
        cr_assert(strstr(s.message, cases[i].where) != NULL, "case %zu: %s", i,
                  s.message);
        source_release(&s);
    }
}

Test(source, a_line_ends_at_lf_crlf_or_a_lone_cr)
{
    struct source s;
    source_init(&s, LIMIT);
    static const char text[] = "\xef\xbb\xbf"
                               "a\r\nb\rc\n\n\xc3\xa9x\xffy\r";
    cr_assert_eq(read_whole(&s, text, sizeof text - 1), SMAC_OK);
    expect_place(&s, 0, 1, 1);
    expect_place(&s, 3, 1, 1);
    expect_place(&s, 4, 1, 2); /* \r of \r\n */
    expect_place(&s, 5, 1, 3); /* its \n is on the same line */
    expect_place(&s, 6, 2, 1);
    expect_place(&s, 8, 3, 1);
    expect_place(&s, 10, 4, 1);
    expect_place(&s, 11, 5, 1);
    expect_place(&s, 12, 5, 1); /* inside U+00E9 */
    expect_place(&s, 13, 5, 2);
    expect_place(&s, 14, 5, 3); /* one column for the invalid byte */
    expect_place(&s, 15, 5, 4);
    expect_place(&s, 17, 6, 1); /* the end, after the last \r */
    expect_place(&s, 8, 3, 1);  /* and back */
    source_release(&s);
}

/* Every offset upwards, downwards and across, over many marks. */
Test(source, places_are_right_in_any_order)
{
    static const char *const parts[] = {"word ",
                                        "\n",
                                        "\xe4\xb8\xad",
                                        "\r",
                                        "\r\n",
                                        "\xff",
                                        "a long run of ASCII",
                                        "\t",
                                        "\xf0\x9f\x98\x80"};
    struct source s;
    source_init(&s, LIMIT);
    uint32_t random = 1;
    for (int i = 0; i < 3000; i++) {
        random = random * 1664525u + 1013904223u;
        const char *part = parts[(random >> 16) % 9];
        cr_assert_eq(source_feed(&s, (const uint8_t *)part, strlen(part)),
                     SMAC_OK);
    }
    cr_assert_eq(source_finish(&s), SMAC_OK);
    cr_assert_gt(s.size, 2 * 4096);
    for (size_t step = 0; step < 3 * s.size; step += 5) {
        size_t turn = step / s.size;
        size_t at = step % s.size;
        if (turn == 1)
            at = s.size - at;
        if (turn == 2)
            at = at * 7919 % s.size;
        uint64_t line, column;
        count_place(&s, at, &line, &column);
        expect_place(&s, at, line, column);
    }
    source_release(&s);
}

Test(source, a_long_line_costs_one_walk)
{
    enum { LENGTH = 1 << 20 };
    uint8_t *line = malloc(LENGTH);
    cr_assert_not_null(line);
    memset(line, 'x', LENGTH);
    struct source s;
    source_init(&s, LENGTH);
    cr_assert_eq(read_whole(&s, line, LENGTH), SMAC_OK);
    /* Quadratic, these are 10^11 steps and the test's time runs out. */
    for (size_t i = 0; i < LENGTH; i += 4)
        expect_place(&s, i, 1, i + 1);
    for (size_t i = LENGTH; i > 4000; i -= 4000)
        expect_place(&s, i, 1, i + 1);
    source_release(&s);
    free(line);
}

Test(digest, knows_the_standards_examples)
{
    static const uint8_t abc[32] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
        0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
        0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
    uint8_t sha256[32];
    digest_of("abc", 3, sha256);
    cr_assert_arr_eq(sha256, abc, 32);
    struct digest *d = digest_new();
    cr_assert_not_null(d);
    for (int turn = 0; turn < 2; turn++) {
        digest_update(d, "a", 1);
        digest_update(d, NULL, 0);
        digest_update(d, "bc", 2);
        digest_finish(d, sha256);
        cr_assert_arr_eq(sha256, abc, 32);
    }
    digest_free(d);
    digest_free(NULL);
}
