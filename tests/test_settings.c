/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "json.h"
#include "settings.h"

static struct object *
write_settings(const struct smac_options *options, struct buffer *b)
{
    buffer_clear(b);
    json_open(b, NULL);
    settings_put(b, "o", options);
    json_close(b);
    cr_assert_not(b->failed);
    return object_parse(b->data, b->size);
}

Test(settings, come_back_as_they_were)
{
    struct buffer b;
    buffer_init(&b, 1 << 12);
    for (unsigned n = 0; n < 2 * 3 * 3 * (SMAC_KEEP_ALL + 1); n++) {
        const struct smac_options options = {
            .format = (enum smac_format)(n % 2),
            .profile = (enum smac_profile)(n / 2 % 3),
            .details = (enum smac_details)(n / 6 % 3),
            .keep = n / 18,
            .max_depth = 1 + n,
        };
        struct smac_options back;
        struct object *o = write_settings(&options, &b);
        cr_assert_not_null(o);
        cr_assert(settings_read(o, "o", &back));
        cr_expect(
            back.format == options.format && back.profile == options.profile &&
            back.details == options.details && back.keep == options.keep &&
            back.max_depth == options.max_depth);
        cr_expect_eq(back.max_input, UINT64_MAX);
        object_free(o);
    }
    buffer_release(&b);
}

Test(settings, that_are_not_known_are_refused)
{
    static const char *const table[] = {
        "{}",
        "{\"o\":{}}",
        "{\"o\":{\"details\":\"drop\",\"format\":\"text\",\"keep\":[],"
        "\"max_depth\":1,\"profile\":\"x\"}}",
        "{\"o\":{\"details\":\"drop\",\"format\":\"text\",\"keep\":[\"x\"],"
        "\"max_depth\":1,\"profile\":\"strict\"}}",
        "{\"o\":{\"details\":\"drop\",\"format\":\"text\",\"keep\":[1],"
        "\"max_depth\":1,\"profile\":\"strict\"}}",
        "{\"o\":{\"details\":\"drop\",\"format\":\"text\",\"keep\":[],"
        "\"max_depth\":4294967296,\"profile\":\"strict\"}}",
        "{\"o\":{\"details\":\"drop\",\"format\":\"textx\",\"keep\":[],"
        "\"max_depth\":1,\"profile\":\"strict\"}}",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct smac_options options;
        struct object *o = object_parse(table[i], strlen(table[i]));
        cr_assert_not_null(o);
        cr_expect_not(settings_read(o, "o", &options), "%s", table[i]);
        object_free(o);
    }
}
