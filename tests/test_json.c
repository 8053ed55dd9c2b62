/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "json.h"

static void
expect_text(const char *bytes, size_t length, const char *wanted)
{
    struct buffer b;
    buffer_init(&b, 1 << 20);
    json_text(&b, "k", bytes, length);
    buffer_putc(&b, '\0');
    cr_assert_not(b.failed);
    cr_expect_str_eq((const char *)b.data, wanted);
    buffer_release(&b);
}

Test(json, escapes_what_a_viewer_could_obey)
{
    static const struct {
        const char *bytes;
        const char *wanted;
    } table[] = {
        {"", "\"k\":\"\""},
        {"plain ~ text '", "\"k\":\"plain ~ text '\""},
        {"\"\\", "\"k\":\"\\\"\\\\\""},
        {"\n\r\t", "\"k\":\"\\n\\r\\t\""},
        {"</script>&", "\"k\":\"\\u003c/script\\u003e\\u0026\""},
        {"\x1b[31m\x7f\b", "\"k\":\"\\u001b[31m\\u007f\\u0008\""},
        {"\xc2\x9b", "\"k\":\"\\u009b\""},                /* C1 */
        {"\xe2\x80\xae", "\"k\":\"\\u202e\""},            /* bidi override */
        {"\xc3\xa4", "\"k\":\"\\u00e4\""},                /* a letter */
        {"\xf0\x9f\x98\x80", "\"k\":\"\\ud83d\\ude00\""}, /* a pair */
        {"\xf3\xa0\x81\x81", "\"k\":\"\\udb40\\udc41\""}, /* a tag */
        {"\xf4\x8f\xbf\xbf", "\"k\":\"\\udbff\\udfff\""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_text(table[i].bytes, strlen(table[i].bytes), table[i].wanted);
    expect_text("a\0b", 3, "\"k\":\"a\\u0000b\"");
}

/* One U+FFFD for each maximal invalid subpart. */
Test(json, replaces_bytes_that_are_not_utf8)
{
    expect_text("a\xff\xfe"
                "b",
                4, "\"k\":\"a\\ufffd\\ufffdb\"");
    expect_text("\xe2\x80", 2, "\"k\":\"\\ufffd\"");
    expect_text("\xe2\x80!", 3, "\"k\":\"\\ufffd!\"");
    expect_text("\xed\xa0\x80", 3, "\"k\":\"\\ufffd\\ufffd\\ufffd\"");
    expect_text("\xc0\x80", 2, "\"k\":\"\\ufffd\\ufffd\"");
    expect_text("\xf4\x90\x80\x80", 4,
                "\"k\":\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
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
    json_close(&b);
    buffer_putc(&b, '\0');
    cr_expect_str_eq((const char *)b.data,
                     "{\"a\":0,\"b\":{\"c\":\"{\",\"d\":18446744073709551615},"
                     "\"e\":\"007fff\",\"f\":{},\"g\":\"\"}");
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
