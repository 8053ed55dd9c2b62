/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "json.h"

static void
expect_text(const char *bytes, size_t length, const char *canonical,
            const char *armoured)
{
    struct buffer b;
    struct buffer line;
    buffer_init(&b, 1 << 20);
    buffer_init(&line, 1 << 20);
    json_text(&b, "k", bytes, length);
    cr_assert_not(b.failed);
    json_armour(&line, b.data, b.size);
    buffer_putc(&b, '\0');
    buffer_putc(&line, '\0');
    cr_assert_not(line.failed);
    cr_expect_str_eq((const char *)b.data, canonical);
    cr_expect_str_eq((const char *)line.data, armoured);
    buffer_release(&b);
    buffer_release(&line);
}

/* RFC 8785, 3.2.2.2, and what a viewer could obey. */
Test(json, writes_texts_canonical_then_harmless)
{
    static const struct {
        const char *bytes;
        const char *canonical;
        const char *armoured; /* NULL: as canonical */
    } table[] = {
        {"", "\"k\":\"\"", NULL},
        {"plain ~ text '/", "\"k\":\"plain ~ text '/\"", NULL},
        {"\"\\", "\"k\":\"\\\"\\\\\"", NULL},
        {"\b\t\n\f\r", "\"k\":\"\\b\\t\\n\\f\\r\"", NULL},
        {"\x1b\x01\x0b", "\"k\":\"\\u001b\\u0001\\u000b\"", NULL},
        {"</script>&", "\"k\":\"</script>&\"",
         "\"k\":\"\\u003c/script\\u003e\\u0026\""},
        {"\x7f", "\"k\":\"\x7f\"", "\"k\":\"\\u007f\""},
        {"\xc2\x9b", "\"k\":\"\xc2\x9b\"", "\"k\":\"\\u009b\""}, /* C1 */
        {"\xe2\x80\xae", "\"k\":\"\xe2\x80\xae\"",
         "\"k\":\"\\u202e\""}, /* bidi override */
        {"\xc3\xa4", "\"k\":\"\xc3\xa4\"", "\"k\":\"\\u00e4\""},
        {"\xf0\x9f\x98\x80", "\"k\":\"\xf0\x9f\x98\x80\"",
         "\"k\":\"\\ud83d\\ude00\""}, /* a pair */
        {"\xf3\xa0\x81\x81", "\"k\":\"\xf3\xa0\x81\x81\"",
         "\"k\":\"\\udb40\\udc41\""}, /* a tag */
        {"\xf4\x8f\xbf\xbf", "\"k\":\"\xf4\x8f\xbf\xbf\"",
         "\"k\":\"\\udbff\\udfff\""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_text(table[i].bytes, strlen(table[i].bytes), table[i].canonical,
                    table[i].armoured != NULL ? table[i].armoured
                                              : table[i].canonical);
    expect_text("a\0b", 3, "\"k\":\"a\\u0000b\"", "\"k\":\"a\\u0000b\"");
}

/* However many harmless bytes stand around it. */
Test(json, finds_the_one_byte_that_needs_care)
{
    static const char harmful[] = "<>&\x7f";
    for (size_t i = 0; i < 200; i++) {
        char text[51];
        char wanted[64];
        size_t at = i / 4;
        memset(text, '=', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        text[at] = harmful[i % 4];
        struct buffer line;
        buffer_init(&line, 1 << 10);
        json_armour(&line, (const uint8_t *)text, strlen(text));
        buffer_putc(&line, '\0');
        snprintf(wanted, sizeof wanted, "%.*s\\u%04x%s", (int)at, text,
                 (unsigned)text[at], text + at + 1);
        cr_expect_str_eq((const char *)line.data, wanted);
        buffer_release(&line);
    }
}

#define FFFD "\xef\xbf\xbd"

/* One U+FFFD for each maximal invalid subpart. */
Test(json, replaces_bytes_that_are_not_utf8)
{
    expect_text("a\xff\xfe"
                "b",
                4, "\"k\":\"a" FFFD FFFD "b\"", "\"k\":\"a\\ufffd\\ufffdb\"");
    expect_text("\xe2\x80", 2, "\"k\":\"" FFFD "\"", "\"k\":\"\\ufffd\"");
    expect_text("\xe2\x80!", 3, "\"k\":\"" FFFD "!\"", "\"k\":\"\\ufffd!\"");
    expect_text("\xed\xa0\x80", 3, "\"k\":\"" FFFD FFFD FFFD "\"",
                "\"k\":\"\\ufffd\\ufffd\\ufffd\"");
    expect_text("\xc0\x80", 2, "\"k\":\"" FFFD FFFD "\"",
                "\"k\":\"\\ufffd\\ufffd\"");
}

Test(json, separates_members_itself)
{
    struct buffer b;
    buffer_init(&b, 1 << 10);
    json_open(&b, NULL);
    json_number(&b, "a", 0);
    json_open(&b, "b");
    json_word(&b, "c", "{");
    json_number(&b, "d", UINT64_MAX);
    json_close(&b);
    json_hex(&b, "e", (const uint8_t *)"\x00\x7f\xff", 3);
    json_open(&b, "f");
    json_close(&b);
    json_word(&b, "g", "");
    json_open_array(&b, "h");
    json_word(&b, NULL, "[");
    json_open(&b, NULL);
    json_truth(&b, "i", true);
    json_close(&b);
    json_number(&b, NULL, 7);
    json_close_array(&b);
    json_truth(&b, "j", false);
    json_close(&b);
    buffer_putc(&b, '\0');
    cr_expect_str_eq((const char *)b.data,
                     "{\"a\":0,\"b\":{\"c\":\"{\",\"d\":18446744073709551615},"
                     "\"e\":\"007fff\",\"f\":{},\"g\":\"\","
                     "\"h\":[\"[\",{\"i\":true},7],\"j\":false}");
    buffer_release(&b);
}

/* RFC 4648, section 10. */
Test(json, writes_base64)
{
    static const struct {
        const char *bytes;
        const char *wanted;
    } table[] = {
        {"", "\"k\":\"\""},
        {"f", "\"k\":\"Zg==\""},
        {"fo", "\"k\":\"Zm8=\""},
        {"foo", "\"k\":\"Zm9v\""},
        {"foob", "\"k\":\"Zm9vYg==\""},
        {"fooba", "\"k\":\"Zm9vYmE=\""},
        {"foobar", "\"k\":\"Zm9vYmFy\""},
        {"\xff\xfe\xfd", "\"k\":\"//79\""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const char *bytes = table[i].bytes;
        struct buffer b;
        buffer_init(&b, 1 << 10);
        json_base64(&b, "k", (const uint8_t *)bytes, strlen(bytes));
        buffer_putc(&b, '\0');
        cr_expect_str_eq((const char *)b.data, table[i].wanted);
        buffer_release(&b);
    }
}

Test(json, stops_at_the_ceiling)
{
    struct buffer b;
    buffer_init(&b, 16);
    json_open(&b, NULL);
    json_word(&b, "key", "more than the buffer takes");
    json_close(&b);
    cr_expect(b.failed);
    cr_expect(b.size <= 16);
    buffer_release(&b);
}
