/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "smac.h"

struct output {
    char text[512];
    size_t length;
    unsigned stop_after; /* pieces; 0: never */
};

static int
put(void *user, const char *text, size_t length, bool notation)
{
    struct output *o = user;
    cr_assert(o->length + length + 2 < sizeof o->text);
    cr_assert_gt(length, 0);
    if (notation)
        o->text[o->length++] = '<';
    memcpy(o->text + o->length, text, length);
    o->length += length;
    if (notation)
        o->text[o->length++] = '>';
    o->text[o->length] = '\0';
    return o->stop_after > 0 && --o->stop_after == 0 ? 7 : 0;
}

/* Notation stands between angle brackets here. */
Test(notation, writes_out_what_does_not_draw_itself)
{
    static const struct {
        const char *bytes;
        const char *wanted;
    } table[] = {
        {"", ""},
        {"plain ~", "plain ~"},
        {"a\nb\r\tc\\", "a<\\n>b<\\r><\\t>c<\\\\>"},
        {"\x1b[31m\x7f\x01", "<\\x1b>[31m<\\x7f><\\x01>"},
        {"\xc2\x80\xc2\x9b", "<\\u{80}><\\u{9b}>"},
        {"\xc3\xa4\xe8\xaa\x9e\xf0\x9f\x98\x80",
         "\xc3\xa4\xe8\xaa\x9e\xf0\x9f\x98\x80"},
        {"\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf",
         "<\\u{202e}><\\u{200b}><\\u{feff}>"},
        {"a\xe2\x80\x8d\xef\xb8\x8f", "a<\\u{200d}><\\u{fe0f}>"},
        {"\xf3\xa0\x81\x81", "<\\u{e0041}>"},
        {"\xc2\xa0\xe3\x80\x80\xe2\x80\xa8", "<\\u{a0}><\\u{3000}><\\u{2028}>"},
        {"\xe3\x85\xa4\xe1\x85\x9f\xe2\xa0\x80",
         "<\\u{3164}><\\u{115f}><\\u{2800}>"},
        {"e\xcc\x81", "e<\\u{301}>"}, /* would draw on what stands before */
        {"\xff\xc3", "<\\xff><\\xc3>"},
        {"\xed\xa0\x80", "<\\xed><\\xa0><\\x80>"},
        {"a\xff"
         "b\xe2\x80",
         "a<\\xff>b<\\xe2><\\x80>"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct output o = {.text = ""};
        cr_expect_eq(
            smac_notation(table[i].bytes, strlen(table[i].bytes), put, &o), 0);
        cr_expect_str_eq(o.text, table[i].wanted);
    }
    struct output o = {.text = ""};
    cr_expect_eq(smac_notation("a\0b", 3, put, &o), 0);
    cr_expect_str_eq(o.text, "a<\\x00>b");
    cr_expect_eq(smac_notation(NULL, 0, put, &o), 0);
}

Test(notation, stops_when_told)
{
    struct output o = {.text = "", .stop_after = 2};
    cr_expect_eq(smac_notation("a\nb\nc", 5, put, &o), 7);
    cr_expect_str_eq(o.text, "a<\\n>");
}
