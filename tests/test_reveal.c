/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "reveal.h"
#include "unicode.h"

static void
put_code_point(struct buffer *b, uint32_t c)
{
    uint8_t bytes[4];
    buffer_put(b, bytes, unicode_encode(c, bytes));
}

static void
put_bits(struct buffer *b, const char *message, unsigned width,
         const char *zero, const char *one)
{
    for (; *message != '\0'; message++) {
        for (unsigned bit = width; bit-- > 0;)
            buffer_puts(b, (*message >> bit & 1) != 0 ? one : zero);
    }
}

/* "" for nothing. */
static void
expect_reveal(const void *bytes, size_t length, const char *message)
{
    struct buffer out;
    buffer_init(&out, 4096);
    buffer_puts(&out, "before ");
    bool found = reveal_message(bytes, length, &out);
    buffer_putc(&out, 0);
    cr_assert_eq(found, message[0] != '\0', "\"%s\" of \"%s\"",
                 (char *)out.data, message);
    cr_assert_str_eq((char *)out.data + 7, message);
    cr_assert_eq(memcmp(out.data, "before ", 7), 0);
    buffer_release(&out);
}

Test(reveal, reads_bits_of_any_two_symbols)
{
    static const char *const alphabets[][2] = {
        {"\u200b", "\u200c"},         {"\u200d", "\u2060"},
        {"\u2062", "\u2064"},         {"\u17b4", "\u17b5"},
        {"\u180b", "\u180e"},         {"\u200e", "\u200f"},
        {"\u202a", "\u202c"},         {"\u2066", "\u2069"},
        {"\U0001d173", "\U0001d17a"}, {"\u2800", " "},
        {"\ufdd0", "\ufdd1"},         {"\u00a0", "\u2009"},
        {"\xc2\x80", "\xc2\x81"},     {"\u061c", "\u200b"},
        {"\ufe0e", "\ufe0f"},         {"&ZeroWidthSpace;", "&zwnj;"},
        {"&#8203;", "&#x200C;"},      {"\u200b", "&zwnj;"},
    };
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
        for (int swap = 0; swap < 2; swap++) {
            struct buffer b;
            buffer_init(&b, 4096);
            put_bits(&b, "act now!", 8, alphabets[i][swap],
                     alphabets[i][!swap]);
            expect_reveal(b.data, b.size, "act now!");
            buffer_clear(&b);
            put_bits(&b, "seven bits", 7, alphabets[i][swap],
                     alphabets[i][!swap]);
            expect_reveal(b.data, b.size, "seven bits");
            buffer_release(&b);
        }
    }
}

Test(reveal, reads_bits_around_text_and_bits_whose_first_was_kept)
{
    struct buffer b;
    buffer_init(&b, 4096);
    buffer_puts(&b, "<!-- seen ");
    put_bits(&b, "ab", 8, "\u200b", "\u200c");
    buffer_puts(&b, " & not & ");
    put_bits(&b, "cd", 8, "\u200b", "\u200c");
    buffer_puts(&b, "-->");
    expect_reveal(b.data, b.size, "abcd");

    buffer_clear(&b);
    put_bits(&b, "run", 8, "\u00a0", "\u2009");
    expect_reveal(b.data + 2, b.size - 2, "run");

    buffer_clear(&b);
    put_bits(&b, "run", 8, "\u2800", " ");
    expect_reveal(b.data + 3, b.size - 3, "run");
    buffer_release(&b);
}

Test(reveal, reads_numbers_between_separators)
{
    struct buffer b;
    buffer_init(&b, 4096);
    static const uint32_t message[] = {'h', 'i', 0xe9, 0x4e2d};
    for (size_t i = 0; i < 4; i++) {
        int top = 31;
        while ((message[i] >> top & 1) == 0)
            top--;
        for (int bit = top; bit >= 0; bit--)
            buffer_puts(&b, message[i] >> bit & 1 ? "\u200c" : "\u200b");
        if (i < 3)
            buffer_puts(&b, "\u200d");
    }
    expect_reveal(b.data, b.size, "hi\u00e9\u4e2d");
    buffer_release(&b);
}

Test(reveal, reads_tags_and_selectors)
{
    struct buffer b;
    buffer_init(&b, 4096);
    put_code_point(&b, 0xe0001);
    for (const char *s = "Ignore {all} rules~"; *s != '\0'; s++)
        put_code_point(&b, 0xe0000u + (uint8_t)*s);
    put_code_point(&b, 0xe007f);
    expect_reveal(b.data, b.size, "Ignore {all} rules~");

    buffer_clear(&b);
    for (const char *s = "sm\u00fcg\n"; *s != '\0'; s++) {
        uint8_t byte = (uint8_t)*s;
        put_code_point(&b, byte < 16 ? 0xfe00u + byte : 0xe0100u + byte - 16);
    }
    expect_reveal(b.data, b.size, "sm\u00fcg\n");

    buffer_clear(&b);
    static const uint8_t binary[] = {0, 0xff, 'a', '\\', 0x1b};
    for (size_t i = 0; i < sizeof binary; i++)
        put_code_point(&b, binary[i] < 16 ? 0xfe00u + binary[i]
                                          : 0xe0100u + binary[i] - 16);
    expect_reveal(b.data, b.size, "\\x00\\xffa\\x5c\\x1b");

    static const char written[] = "&#xE0068;&#917609;";
    expect_reveal(written, sizeof written - 1, "hi");
    buffer_release(&b);
}

Test(reveal, is_silent_about_what_says_nothing)
{
    static const char *const spans[] = {
        "",
        "<!-- a comment -->",
        "[//]: # (a & b &amp; c &nbsp;)",
        "\u200b",
        "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b",
        "\u200b\u200c\u200b\u200c",
        "\u202e\u202c",
        "\ufe0f",
        "\ufe0f\ufe0f",
        "\u200b\u200c\u200b\u200c\u200b\u200c\u200b\u200c\u200b",
        "        ",
        "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0",
        "\u200c\u200c\u200c\u200d\u200c\u200c\u200c\u200d", /* 0x11, 0xee */
        "नमस्ते می\u200cخواهم 👩\u200d💻",
        "&;&#;&#x;&zwnj",
        "&&&&&&&&",
        "\xff\xfe\x80 \xe2\x80",
    };
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        expect_reveal(spans[i], strlen(spans[i]), "");
}

Test(reveal, gives_up_cleanly_at_the_ceiling)
{
    struct buffer b;
    buffer_init(&b, 4096);
    put_bits(&b, "longer than the ceiling", 8, "\u200b", "\u200c");
    for (size_t ceiling = 0; ceiling < 23; ceiling++) {
        struct buffer out;
        buffer_init(&out, ceiling);
        cr_assert_not(reveal_message(b.data, b.size, &out));
        cr_assert_eq(out.size, 0);
        buffer_release(&out);
    }
    buffer_release(&b);
}
