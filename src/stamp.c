/* SPDX-License-Identifier: MIT */
#include "stamp.h"

#include <errno.h>
#include <string.h>

static bool
is_text(struct smac_text text, const char *wanted)
{
    return text.bytes != NULL && text.length == strlen(wanted) &&
           memcmp(text.bytes, wanted, text.length) == 0;
}

/* Only the lower-case digits that records have. */
static int
digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
stamp_read_hash(struct smac_text text, uint8_t hash[DIGEST_SIZE])
{
    if (text.bytes == NULL || text.length != (size_t)2 * DIGEST_SIZE)
        return false;
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        int high = digit_value(text.bytes[2 * i]);
        int low = digit_value(text.bytes[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool
read_type(const struct object *o, enum smac_record_type *type)
{
    struct smac_text action = object_text(o, "event.action");
    for (*type = SMAC_RECORD_FINDING; *type <= SMAC_RECORD_CONTINUATION;
         ++*type) {
        if (is_text(action, record_action(*type)))
            return true;
    }
    return false;
}

static bool
read_key(const struct object *o, struct record_key *key)
{
    struct smac_text text = object_text(o, "smac.chain.key");
    *key = (struct record_key){""};
    if (text.bytes == NULL)
        return true;
    if (text.length != RECORD_KEY_SIZE - 1)
        return false;
    memcpy(key->text, text.bytes, text.length);
    return true;
}

static void
read_repair(const struct object *o, struct record_repair *repair)
{
    *repair = (struct record_repair){.needed = false};
    if (object_number(o, "smac.repair.bytes", &repair->bytes) &&
        object_bool(o, "smac.repair.unfinished", &repair->unfinished))
        repair->needed = stamp_read_hash(object_text(o, "smac.repair.sha256"),
                                         repair->sha256);
}

bool
stamp_read(const struct object *o, struct stamp *s)
{
    if (!is_text(object_text(o, "event.dataset"), RECORD_DATASET) ||
        !is_text(object_text(o, "smac.schema"), RECORD_SCHEMA) ||
        !read_type(o, &s->type) || !read_key(o, &s->key) ||
        !object_number(o, "event.sequence", &s->sequence) || s->sequence == 0 ||
        s->sequence > RECORD_SEQUENCE_MAX ||
        !stamp_read_hash(object_text(o, "event.hash"), s->hash) ||
        !stamp_read_hash(object_text(o, "smac.chain.previous"), s->previous))
        return false;
    read_repair(o, &s->repair);
    return true;
}

int
stamp_read_line(const void *line, size_t length, struct stamp *s)
{
    const char *first = line;
    if (length == 0 || *first != '{') /* most of what is no record */
        return 0;
    struct object *o = object_parse(line, length);
    if (o == NULL)
        return errno == ENOMEM ? -1 : 0;
    bool record = stamp_read(o, s);
    object_free(o);
    return record ? 1 : 0;
}
