/* SPDX-License-Identifier: MIT */
#include "object.h"

#include <errno.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "purity.h"

/* Our records are four deep. */
enum { DEPTH = 8, PATH = 128 };

#define NUMBER_MAX (((uint64_t)1 << 53) - 1)

struct object {
    struct json_object *root;
};

/* ---- parsing ------------------------------------------------------------ */

/* Counts members; false for a value of a kind that no record has. */
static bool
count_members(struct json_object *value, size_t *members)
{
    switch (json_object_get_type(value)) {
    case json_type_string:
    case json_type_boolean:
        return true;
    case json_type_int: /* json-c saturates: far above the limit */
        return json_object_get_int64(value) >= 0 &&
               json_object_get_uint64(value) <= NUMBER_MAX;
    case json_type_array:
        for (size_t i = 0; i < json_object_array_length(value); i++) {
            if (!count_members(json_object_array_get_idx(value, i), members))
                return false;
        }
        return true;
    case json_type_object: {
        struct json_object_iterator at = json_object_iter_begin(value);
        struct json_object_iterator end = json_object_iter_end(value);
        for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
            ++*members;
            if (!count_members(json_object_iter_peek_value(&at), members))
                return false;
        }
        return true;
    }
    case json_type_null:
    case json_type_double:
        break;
    }
    return false;
}

/* json-c 0.16 copies a key when it has met its last quote, does not look
 * whether there was memory for the copy, and takes its length with the value.
 * So it is fed from key to key, and no further once something was refused. */
static size_t
next_part(const char *line, size_t length)
{
    const char *key = memmem(line, length, "\":", 2);
    return key == NULL ? length : (size_t)(key - line) + 1;
}

/* NULL also if errno has become ENOMEM. */
static struct json_object *
feed_line(struct json_tokener *tokener, const char *line, size_t length)
{
    struct json_object *root = NULL;
    while (length > 0 && root == NULL && errno != ENOMEM) {
        size_t part = next_part(line, length);
        root = json_tokener_parse_ex(tokener, line, (int)part);
        if (root == NULL &&
            json_tokener_get_error(tokener) != json_tokener_continue)
            return NULL;
        line += root == NULL ? part : json_tokener_get_parse_end(tokener);
        length -= root == NULL ? part : json_tokener_get_parse_end(tokener);
    }
    if (length == 0 && errno != ENOMEM &&
        json_object_is_type(root, json_type_object))
        return root;
    json_object_put(root);
    return NULL;
}

static struct json_object *
parse_line(const char *line, size_t length)
{
    struct json_tokener *tokener = json_tokener_new_ex(DEPTH);
    if (tokener == NULL)
        return NULL;
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    struct json_object *root = feed_line(tokener, line, length);
    json_tokener_free(tokener);
    return root;
}

struct object *
object_parse(const void *line, size_t length)
{
    size_t seen;
    size_t members = 0;
    if (length > INT_MAX || !purity_check(line, length, &seen)) {
        errno = EBADMSG;
        return NULL;
    }
    /* json-c does not say that it had no memory: it calls the line wrong, or
     * leaves something out. The allocator's word is all there is. */
    errno = 0;
    struct object *o = malloc(sizeof *o);
    if (o != NULL)
        o->root = parse_line(line, length);
    bool starved = errno == ENOMEM;
    if (o != NULL && o->root != NULL && !starved &&
        count_members(o->root, &members) && members == seen)
        return o;
    object_free(o);
    errno = starved ? ENOMEM : EBADMSG;
    return NULL;
}

void
object_free(struct object *o)
{
    if (o != NULL)
        json_object_put(o->root);
    free(o);
}

/* ---- members ------------------------------------------------------------ */

/* NULL if there is none. The path has no member with a dot in its name. */
static struct json_object *
find(const struct object *o, const char *path)
{
    struct json_object *value = o->root;
    while (*path != '\0') {
        char key[PATH];
        size_t length = strcspn(path, ".");
        if (length >= sizeof key ||
            !json_object_is_type(value, json_type_object))
            return NULL;
        memcpy(key, path, length);
        key[length] = '\0';
        if (!json_object_object_get_ex(value, key, &value))
            return NULL;
        path += length;
        path += *path == '.';
    }
    return value;
}

static struct smac_text
text_of(struct json_object *value)
{
    struct smac_text text = {NULL, 0};
    if (json_object_is_type(value, json_type_string)) {
        text.bytes = json_object_get_string(value);
        text.length = (size_t)json_object_get_string_len(value);
    }
    return text;
}

struct smac_text
object_text(const struct object *o, const char *path)
{
    return text_of(find(o, path));
}

bool
object_number(const struct object *o, const char *path, uint64_t *number)
{
    struct json_object *value = find(o, path);
    *number = 0;
    if (!json_object_is_type(value, json_type_int))
        return false;
    *number = json_object_get_uint64(value);
    return true;
}

bool
object_bool(const struct object *o, const char *path, bool *truth)
{
    struct json_object *value = find(o, path);
    *truth = false;
    if (!json_object_is_type(value, json_type_boolean))
        return false;
    *truth = json_object_get_boolean(value) != 0;
    return true;
}

size_t
object_count(const struct object *o, const char *path)
{
    struct json_object *value = find(o, path);
    return json_object_is_type(value, json_type_array)
               ? json_object_array_length(value)
               : 0;
}

struct smac_text
object_element(const struct object *o, const char *path, size_t index)
{
    return index < object_count(o, path)
               ? text_of(json_object_array_get_idx(find(o, path), index))
               : (struct smac_text){NULL, 0};
}

/* ---- sorted members ----------------------------------------------------- */

struct member {
    const char *key;
    struct json_object *value;
};

/* UTF-16 puts what lies beyond U+FFFF, as surrogates, before U+E000 to
 * U+FFFF; UTF-8 puts it behind (RFC 8785, 3.2.3). The two lead bytes of the
 * latter are moved behind the others. */
static int
compare_members(const void *first, const void *second)
{
    const uint8_t *a = (const uint8_t *)((const struct member *)first)->key;
    const uint8_t *b = (const uint8_t *)((const struct member *)second)->key;
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    int x = *a == 0xEE || *a == 0xEF ? *a + 0x10 : *a;
    int y = *b == 0xEE || *b == 0xEF ? *b + 0x10 : *b;
    return x - y;
}

/* The members of an object; NULL without memory. The caller frees. */
static struct member *
sort_members(struct json_object *object, size_t *count)
{
    size_t length = (size_t)json_object_object_length(object);
    struct member *members = malloc((length + 1) * sizeof *members);
    *count = 0;
    if (members == NULL)
        return NULL;
    struct json_object_iterator at = json_object_iter_begin(object);
    struct json_object_iterator end = json_object_iter_end(object);
    for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
        members[*count].key = json_object_iter_peek_name(&at);
        members[*count].value = json_object_iter_peek_value(&at);
        ++*count;
    }
    qsort(members, *count, sizeof *members, compare_members);
    return members;
}

bool
object_each(const struct object *o, const char *path,
            void (*each)(void *user, const char *key), void *user)
{
    struct json_object *value = find(o, path);
    if (!json_object_is_type(value, json_type_object))
        return true;
    size_t count;
    struct member *members = sort_members(value, &count);
    if (members == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (json_object_is_type(members[i].value, json_type_object))
            each(user, members[i].key);
    }
    free(members);
    return true;
}

/* ---- the canonical form ------------------------------------------------- */

/* The part of the path behind this key, NULL if the path goes elsewhere. */
static const char *
descend(const char *path, const char *key)
{
    size_t length = strlen(key);
    if (path == NULL || strncmp(path, key, length) != 0)
        return NULL;
    if (path[length] == '.')
        return path + length + 1;
    return path[length] == '\0' ? path + length : NULL;
}

static void put_value(struct buffer *, const char *key, struct json_object *,
                      const char *except);

static void
put_members(struct buffer *b, struct json_object *object, const char *except)
{
    size_t count;
    struct member *members = sort_members(object, &count);
    if (members == NULL)
        b->failed = true;
    for (size_t i = 0; members != NULL && i < count; i++) {
        const char *rest = descend(except, members[i].key);
        if (rest == NULL || *rest != '\0')
            put_value(b, members[i].key, members[i].value, rest);
    }
    free(members);
}

static void
put_value(struct buffer *b, const char *key, struct json_object *value,
          const char *except)
{
    switch (json_object_get_type(value)) {
    case json_type_object:
        json_open(b, key);
        put_members(b, value, except);
        json_close(b);
        break;
    case json_type_array:
        json_open_array(b, key);
        for (size_t i = 0; i < json_object_array_length(value); i++)
            put_value(b, NULL, json_object_array_get_idx(value, i), NULL);
        json_close_array(b);
        break;
    case json_type_string: {
        struct smac_text text = text_of(value);
        json_text(b, key, text.bytes, text.length);
        break;
    }
    case json_type_int:
        json_number(b, key, json_object_get_uint64(value));
        break;
    case json_type_boolean:
        json_truth(b, key, json_object_get_boolean(value) != 0);
        break;
    case json_type_null:
    case json_type_double:
        b->failed = true; /* object_parse lets none in */
        break;
    }
}

void
object_canonical(const struct object *o, const char *except, struct buffer *b)
{
    put_value(b, NULL, o->root, except);
}

/* ---- differences -------------------------------------------------------- */

struct comparison {
    struct buffer *path;
    struct buffer *first;
    struct buffer *second;
};

static void
put_alone(struct buffer *b, struct json_object *value)
{
    buffer_clear(b);
    if (value != NULL)
        put_value(b, NULL, value, NULL);
}

static bool differ(struct comparison *, struct json_object *,
                   struct json_object *, const char *except);

/* One member that at least one of the two has. */
static bool
member_differs(struct comparison *c, const char *key, struct json_object *a,
               struct json_object *b, const char *except)
{
    const char *rest = descend(except, key);
    size_t before = c->path->size;
    if (rest != NULL && *rest == '\0')
        return false;
    if (before > 0)
        buffer_putc(c->path, '.');
    buffer_puts(c->path, key);
    if (differ(c, a, b, rest))
        return true;
    c->path->size = before;
    return false;
}

static bool
members_differ(struct comparison *c, struct json_object *a,
               struct json_object *b, const char *except)
{
    size_t count;
    bool different = false;
    for (int side = 0; side < 2 && !different; side++) {
        struct member *members = sort_members(side == 0 ? a : b, &count);
        for (size_t i = 0; members != NULL && i < count && !different; i++) {
            struct json_object *other = NULL;
            bool both = json_object_object_get_ex(side == 0 ? b : a,
                                                  members[i].key, &other);
            if (side == 0)
                different = member_differs(c, members[i].key, members[i].value,
                                           other, except);
            else if (!both)
                different = member_differs(c, members[i].key, NULL,
                                           members[i].value, except);
        }
        free(members);
    }
    return different;
}

static bool
differ(struct comparison *c, struct json_object *a, struct json_object *b,
       const char *except)
{
    if (json_object_is_type(a, json_type_object) &&
        json_object_is_type(b, json_type_object))
        return members_differ(c, a, b, except);
    put_alone(c->first, a);
    put_alone(c->second, b);
    return c->first->size != c->second->size ||
           (c->first->size > 0 &&
            memcmp(c->first->data, c->second->data, c->first->size) != 0);
}

bool
object_difference(const struct object *a, const struct object *b,
                  const char *except, struct buffer *path, struct buffer *first,
                  struct buffer *second)
{
    struct comparison c = {path, first, second};
    buffer_clear(path);
    return differ(&c, a->root, b->root, except);
}
