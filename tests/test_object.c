/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "object.h"

static void
expect_canonical(const char *line, const char *except, const char *wanted)
{
    struct buffer b;
    struct object *o = object_parse(line, strlen(line));
    cr_assert_not_null(o, "%s", line);
    buffer_init(&b, 1 << 16);
    object_canonical(o, except, &b);
    buffer_putc(&b, '\0');
    cr_assert_not(b.failed);
    cr_expect_str_eq((const char *)b.data, wanted);
    buffer_release(&b);
    object_free(o);
}

Test(object, writes_the_canonical_form)
{
    expect_canonical("{}", NULL, "{}");
    expect_canonical(
        " { \"b\":[1,\t\"x\",true,{},[]],\"a\":{\"d\":0,\"c\":"
        "false}}",
        NULL, "{\"a\":{\"c\":false,\"d\":0},\"b\":[1,\"x\",true,{},[]]}");
    /* RFC 8785, 3.2.2.2 */
    expect_canonical(
        "{\"s\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c"
        "\\\\\\\"\\/\\u007f\"}",
        NULL,
        "{\"s\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\x7f\""
        "}");
    /* RFC 8785, 3.2.3, as far as keys need no escape: UTF-16 puts U+1F600
     * before U+FB33 */
    expect_canonical(
        "{\"\xe2\x82\xac\":5,\"\xef\xac\xb3\":3,\"1\":1,"
        "\"\xf0\x9f\x98\x80\":4,\"\xc2\x80\":2,\"\xc3\xb6\":6}",
        NULL,
        "{\"1\":1,\"\xc2\x80\":2,\"\xc3\xb6\":6,\"\xe2\x82\xac\":5,"
        "\"\xf0\x9f\x98\x80\":4,\"\xef\xac\xb3\":3}");
    expect_canonical("{\"a\":{\"b\":1,\"c\":2},\"b\":3}", "a.b",
                     "{\"a\":{\"c\":2},\"b\":3}");
    expect_canonical("{\"a\":{\"b\":1},\"ab\":3}", "a", "{\"ab\":3}");
    expect_canonical("{\"n\":9007199254740991,\"z\":-0}", NULL,
                     "{\"n\":9007199254740991,\"z\":0}");
}

/* Where readers of JSON disagree, or where no record has such a value. */
Test(object, refuses_what_readers_read_differently)
{
    static const char *const table[] = {
        "",
        "{",
        "{}x",
        "{} {}",
        "[]",
        "1",
        "\"x\"",
        "null",
        "{\"a\":null}",
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":-1}",
        "{\"a\":01}",
        "{\"a\":9007199254740992}",
        "{\"a\":18446744073709551617}",
        "{\"a\":99999999999999999999999}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":1}",
        "{\"b\":{\"a\":1,\"a\":2}}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\\u0000b\":1}",
        "{\"a\" :1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{a:1}",
        "{\"a\":\"\x01\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\ud83d\\ud83d\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12",
        "{\"a\":\"\\",
        "{\"a\":\"\xff\"}",
        "{\"a\":\"\xed\xa0\x80\"}",
        "{\"a\":\"\xc0\x80\"}",
        "{\"a\":\"x}",
        "{\"a\":1/**/}",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        errno = 0;
        cr_expect_null(object_parse(table[i], strlen(table[i])), "%s",
                       table[i]);
        cr_expect_eq(errno, EBADMSG, "%s", table[i]);
    }
    cr_expect_null(object_parse("{}\0", 3));
    cr_expect_null(object_parse("{\0}", 3));
}

Test(object, finds_members_by_their_path)
{
    static const char line[] =
        "{\"a\":{\"b\":{\"c\":\"x\\u0000y\"},\"n\":7,\"t\":true},"
        "\"l\":[\"p\",1,\"q\"]}";
    struct object *o = object_parse(line, strlen(line));
    uint64_t number;
    bool truth;
    cr_assert_not_null(o);
    struct smac_text text = object_text(o, "a.b.c");
    cr_expect(text.length == 3 && memcmp(text.bytes, "x\0y", 3) == 0);
    cr_expect(object_number(o, "a.n", &number) && number == 7);
    cr_expect(object_bool(o, "a.t", &truth) && truth);
    cr_expect_null(object_text(o, "a.b").bytes);
    cr_expect_null(object_text(o, "a.x.c").bytes);
    cr_expect_null(object_text(o, "a.n.c").bytes);
    cr_expect_null(object_text(o, "a.n").bytes);
    cr_expect_not(object_number(o, "a.t", &number));
    cr_expect_not(object_bool(o, "a.n", &truth));
    cr_expect_eq(object_count(o, "l"), 3);
    cr_expect_eq(object_count(o, "a"), 0);
    cr_expect_str_eq(object_element(o, "l", 2).bytes, "q");
    cr_expect_null(object_element(o, "l", 1).bytes);
    cr_expect_null(object_element(o, "l", 3).bytes);
    object_free(o);
    object_free(NULL);
}

Test(object, tells_where_two_differ)
{
    static const struct {
        const char *first;
        const char *second;
        const char *path; /* NULL: they do not differ */
        const char *is;
        const char *ought;
    } table[] = {
        {"{\"a\":1}", "{\"a\":1}", NULL, "", ""},
        {"{\"a\":1,\"h\":2}", "{\"a\":1}", NULL, "", ""},
        {"{\"a\":1,\"b\":{\"c\":\"x\"}}", "{\"b\":{\"c\":\"y\"},\"a\":1}",
         "b.c", "\"x\"", "\"y\""},
        {"{\"a\":1}", "{}", "a", "1", ""},
        {"{}", "{\"b\":{\"c\":1}}", "b", "", "{\"c\":1}"},
        {"{\"a\":[1]}", "{\"a\":[1,2]}", "a", "[1]", "[1,2]"},
        {"{\"a\":{\"b\":1}}", "{\"a\":1}", "a", "{\"b\":1}", "1"},
        {"{\"a\":\"1\"}", "{\"a\":1}", "a", "\"1\"", "1"},
    };
    struct buffer b[3];
    for (size_t i = 0; i < 3; i++)
        buffer_init(&b[i], 1 << 16);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct object *x = object_parse(table[i].first, strlen(table[i].first));
        struct object *y =
            object_parse(table[i].second, strlen(table[i].second));
        cr_assert(x != NULL && y != NULL);
        bool differ = object_difference(x, y, "h", &b[0], &b[1], &b[2]);
        cr_expect_eq(differ, table[i].path != NULL, "%s", table[i].first);
        const char *const wanted[] = {table[i].path, table[i].is,
                                      table[i].ought};
        for (size_t j = 0; differ && j < 3; j++) {
            buffer_putc(&b[j], '\0');
            cr_expect_str_eq((const char *)b[j].data, wanted[j]);
        }
        object_free(x);
        object_free(y);
    }
    for (size_t i = 0; i < 3; i++)
        buffer_release(&b[i]);
}
