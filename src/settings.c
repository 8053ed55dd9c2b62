/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "json.h"

struct name {
    const char *text; /* NULL ends the list */
    unsigned value;
};

static const struct name formats[] = {
    {"text", SMAC_TO_TEXT},
    {"markdown", SMAC_TO_MARKDOWN},
    {NULL, 0},
};

static const struct name profiles[] = {
    {"strict", SMAC_STRICT},
    {"github", SMAC_GITHUB},
    {"browser", SMAC_BROWSER},
    {NULL, 0},
};

static const struct name details[] = {
    {"summary", SMAC_DETAILS_SUMMARY},
    {"drop", SMAC_DETAILS_DROP},
    {"expand", SMAC_DETAILS_EXPAND},
    {NULL, 0},
};

static const struct name keeps[] = {
    {"alt", SMAC_KEEP_ALT},
    {"links", SMAC_KEEP_LINKS},
    {"images", SMAC_KEEP_IMAGES},
    {"titles", SMAC_KEEP_TITLES},
    {"info", SMAC_KEEP_INFO},
    {"front-matter", SMAC_KEEP_FRONT_MATTER},
    {NULL, 0},
};

static void
put_name(struct buffer *b, const char *key, const struct name *names,
         unsigned value)
{
    for (; names->text != NULL; names++) {
        if (names->value == value)
            json_word(b, key, names->text);
    }
}

void
settings_put(struct buffer *b, const char *key, const struct smac_options *o)
{
    json_open(b, key);
    put_name(b, "details", details, (unsigned)o->details);
    put_name(b, "format", formats, (unsigned)o->format);
    json_open_array(b, "keep");
    for (const struct name *n = keeps; n->text != NULL; n++) {
        if ((o->keep & n->value) != 0)
            json_word(b, NULL, n->text);
    }
    json_close_array(b);
    json_number(b, "max_depth", o->max_depth);
    put_name(b, "profile", profiles, (unsigned)o->profile);
    json_close(b);
}

static bool
find_name(const struct name *names, struct smac_text text, unsigned *value)
{
    for (; names->text != NULL; names++) {
        if (text.bytes != NULL && strlen(names->text) == text.length &&
            memcmp(names->text, text.bytes, text.length) == 0) {
            *value = names->value;
            return true;
        }
    }
    return false;
}

static bool
read_name(const struct object *o, const char *key, const char *member,
          const struct name *names, unsigned *value)
{
    char path[80];
    snprintf(path, sizeof path, "%s.%s", key, member);
    return find_name(names, object_text(o, path), value);
}

static bool
read_keep(const struct object *o, const char *key, unsigned *keep)
{
    char path[80];
    snprintf(path, sizeof path, "%s.keep", key);
    *keep = 0;
    for (size_t i = 0; i < object_count(o, path); i++) {
        unsigned value;
        if (!find_name(keeps, object_element(o, path, i), &value))
            return false;
        *keep |= value;
    }
    return true;
}

bool
settings_read(const struct object *o, const char *key,
              struct smac_options *options)
{
    unsigned format;
    unsigned profile;
    unsigned detail;
    unsigned keep;
    uint64_t depth;
    char path[80];
    snprintf(path, sizeof path, "%s.max_depth", key);
    if (!read_name(o, key, "format", formats, &format) ||
        !read_name(o, key, "profile", profiles, &profile) ||
        !read_name(o, key, "details", details, &detail) ||
        !read_keep(o, key, &keep) || !object_number(o, path, &depth) ||
        depth > UINT_MAX)
        return false;
    *options = (struct smac_options){
        .format = (enum smac_format)format,
        .profile = (enum smac_profile)profile,
        .details = (enum smac_details)detail,
        .keep = keep,
        .max_input = UINT64_MAX,
        .max_memory = 0,
        .max_depth = (unsigned)depth,
    };
    return true;
}
