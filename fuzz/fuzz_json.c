/* SPDX-License-Identifier: MIT */
/* The reader of JSON lines, which reads audits back: what it takes has one
 * canonical form, and other readers would take it for the same. */
#include <errno.h>
#include <string.h>

#include "json.h"
#include "object.h"
#include "stamp.h"
#include "target.h"
#include "unicode.h"

struct visit {
    const struct object *object;
    unsigned count;
};

static void
visit_member(void *user, const char *key)
{
    struct visit *v = user;
    demand(unicode_valid_prefix((const uint8_t *)key, strlen(key)) ==
               strlen(key),
           "keys are UTF-8");
    v->count++;
}

static void
ask(const struct object *o)
{
    static const char *const paths[] = {
        "",           "@timestamp",  "a",          "event.sequence",
        "event.hash", "rule.id",     "file.path",  "smac.span.offset",
        "smac",       "smac.span",   "message",    "smac.span.decoded",
        "log.level",  "smac.repair", "event.kind",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        uint64_t number;
        bool truth;
        struct visit visit = {o, 0};
        struct smac_text text = object_text(o, paths[i]);
        if (text.bytes != NULL)
            demand(unicode_valid_prefix((const uint8_t *)text.bytes,
                                        text.length) == text.length,
                   "texts are UTF-8");
        if (object_number(o, paths[i], &number))
            demand(number <= (uint64_t)1 << 53, "numbers are exact");
        demand(!object_bool(o, paths[i], &truth) || text.bytes == NULL,
               "a truth is no text");
        size_t count = object_count(o, paths[i]);
        for (size_t k = 0; k <= count && k < 8; k++)
            object_element(o, paths[i], k);
        demand(object_element(o, paths[i], count).bytes == NULL,
               "behind the last element there is none");
        object_each(o, paths[i], visit_member, &visit);
    }
}

static void
expect_ascii(const struct buffer *b)
{
    for (size_t i = 0; i < b->size; i++) {
        uint8_t c = b->data[i];
        demand(c >= 0x20 && c < 0x7F && strchr("<>&", c) == NULL,
               "what is armoured is printable and no markup");
    }
}

/* The bytes are read as what has this canonical form. In a key our reader
 * takes no escapes, so only bytes without any must be read. */
static void
expect_form(const struct buffer *bytes, const struct buffer *canonical)
{
    struct buffer again;
    buffer_init(&again, SIZE_MAX / 2);
    struct object *o = object_parse(bytes->data, bytes->size);
    if (o == NULL && memchr(bytes->data, '\\', bytes->size) != NULL)
        return;
    demand(o != NULL, "what was written is read back");
    object_canonical(o, NULL, &again);
    demand(again.size == canonical->size &&
               memcmp(again.data, canonical->data, again.size) == 0,
           "the canonical form stays the same");
    object_free(o);
    buffer_release(&again);
}

static void
judge(const struct object *o)
{
    struct buffer canonical, armoured, path, first, second;
    struct buffer *all[] = {&canonical, &armoured, &path, &first, &second};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_init(all[i], SIZE_MAX / 2);
    ask(o);
    object_canonical(o, NULL, &canonical);
    json_armour(&armoured, canonical.data, canonical.size);
    demand(!canonical.failed && !armoured.failed, "there is memory");
    expect_ascii(&armoured);
    expect_form(&canonical, &canonical);
    expect_form(&armoured, &canonical);
    demand(!object_difference(o, o, NULL, &path, &first, &second),
           "an object does not differ from itself");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_release(all[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct stamp stamp;
    errno = 0;
    struct object *o = object_parse(bytes, length);
    if (o == NULL)
        demand(errno == EBADMSG, "a line is refused for what it is");
    else
        judge(o);
    int found = stamp_read_line(bytes, length, &stamp);
    demand(found == 0 || (found == 1 && o != NULL), "a record is an object");
    object_free(o);
    return 0;
}
