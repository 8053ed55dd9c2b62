/* SPDX-License-Identifier: MIT */
#include "notes.h"

#include <stdlib.h>

void
notes_init(struct notes *n)
{
    *n = (struct notes){.state = NOTES_NONE};
    buffer_init(&n->text, SIZE_MAX / 2);
    buffer_init(&n->hosts, SIZE_MAX / 2);
    buffer_init(&n->root_values, SIZE_MAX / 2);
}

void
notes_release(struct notes *n)
{
    sheet_free(n->sheet);
    buffer_release(&n->text);
    buffer_release(&n->hosts);
    buffer_release(&n->root_values);
    notes_init(n);
}

void
notes_reset(struct notes *n)
{
    static const struct element_attributes none;
    n->state = NOTES_NONE;
    if (n->sheet != NULL)
        sheet_reset(n->sheet);
    buffer_clear(&n->text);
    buffer_clear(&n->hosts);
    buffer_clear(&n->root_values);
    n->text_of = 0;
    n->covered = false;
    n->may_not_apply = false;
    n->root[0] = n->root[1] = none;
    n->failed = false;
}

void
notes_begin(struct notes *n, bool bidi)
{
    notes_reset(n);
    n->bidi = bidi;
    n->state = NOTES_TAKEN;
}

void
notes_begin_again(struct notes *n)
{
    n->state = NOTES_AGAIN;
}

bool
notes_are_empty(const struct notes *n)
{
    bool sheet = n->sheet != NULL && !sheet_is_empty(n->sheet);
    bool root = n->root_values.size > 0;
    for (unsigned i = 0; i < ELEMENT_ATTRIBUTE_WORDS; i++)
        root |= (n->root[0].present[i] | n->root[1].present[i]) != 0;
    return !sheet && !root && !n->bidi && !n->covered && n->hosts.size == 0 &&
           n->text.size == 0;
}

/* ---- style sheets -------------------------------------------------------- */

static bool
has_sheet(struct notes *n)
{
    if (n->sheet == NULL)
        n->sheet = sheet_new();
    n->failed |= n->sheet == NULL;
    return n->sheet != NULL;
}

static void
end_style(struct notes *n)
{
    if (n->text.size > 0 && !n->failed && has_sheet(n))
        sheet_add(n->sheet, n->text.data, n->text.size, n->text_is_doubtful);
    buffer_clear(&n->text);
    n->text_of = 0;
}

/* Does the value, without what URLs ignore, hold the word? */
static bool
holds(const struct element_value *value, const char *word)
{
    size_t at = 0;
    for (size_t i = 0; value != NULL && i < value->length; i++) {
        uint8_t c = value->bytes[i];
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (uint8_t)(c + 32);
        /* the words that are asked for begin with a letter of their own */
        at = c == (uint8_t)word[at] ? at + 1 : c == (uint8_t)word[0];
        if (word[at] == 0)
            return true;
    }
    return false;
}

/* What type="text/less" says nobody knows; media="print" is for paper. A
 * <link> to a sheet elsewhere leaves the document, data: does not. */
void
notes_tag(struct notes *n, const struct tag *tag, bool in_style)
{
    const struct element_attributes *a = &tag->attributes;
    if (tag->closing || n->state != NOTES_TAKEN)
        return;
    /* SVG's <style> may have elements inside; its text is then in parts. */
    if (in_style)
        notes_sheet_is_unreadable(n);
    if (tag->made)
        return;
    if (tag->element == ELEMENT_STYLE)
        n->may_not_apply = element_has(a, ATTRIBUTE_MEDIA) ||
                           (element_has(a, ATTRIBUTE_TYPE) &&
                            !element_value_is(a, ATTRIBUTE_TYPE, "text/css"));
    if (tag->element == ELEMENT_LINK &&
        holds(element_value(a, ATTRIBUTE_REL), "stylesheet") &&
        holds(element_value(a, ATTRIBUTE_HREF), "data:"))
        notes_sheet_is_unreadable(n);
}

void
notes_style(struct notes *n, uint32_t element, const uint8_t *bytes,
            size_t length, bool doubtful)
{
    if (n->state != NOTES_TAKEN)
        return;
    if (n->text_of != element)
        end_style(n);
    n->text_of = element;
    n->text_is_doubtful = doubtful || n->may_not_apply;
    buffer_put(&n->text, bytes, length);
    n->failed |= n->text.failed;
}

void
notes_sheet_is_unreadable(struct notes *n)
{
    if (n->state == NOTES_TAKEN && has_sheet(n))
        sheet_give_up(n->sheet);
}

/* ---- <html> and <body> ---------------------------------------------------- */

void
notes_root(struct notes *n, bool body, const struct element_attributes *a)
{
    struct element_attributes *root = &n->root[body];
    if (n->state != NOTES_TAKEN)
        return;
    for (unsigned i = 0; i < a->value_count; i++) {
        struct element_value value = a->values[i];
        if (element_has(root, value.attribute))
            continue;
        /* an offset, for the memory may move: notes_end makes it a pointer */
        size_t at = n->root_values.size;
        buffer_put(&n->root_values, value.bytes, value.length);
        value.from = at;
        value.bytes = NULL;
        root->values[root->value_count++] = value;
    }
    for (unsigned i = 0; i < ELEMENT_ATTRIBUTE_WORDS; i++)
        root->present[i] |= a->present[i];
    n->failed |= n->root_values.failed;
}

static void
point_at_values(struct notes *n, struct element_attributes *root)
{
    static const uint8_t nothing[1];
    for (unsigned i = 0; i < root->value_count; i++) {
        struct element_value *value = &root->values[i];
        value->bytes =
            value->length == 0 ? nothing : n->root_values.data + value->from;
        value->from = value->to = 0;
    }
}

/* ---- covers ---------------------------------------------------------------- */

void
notes_cover(struct notes *n)
{
    if (n->state != NOTES_NONE)
        n->covered = true;
}

/* ---- shadow roots --------------------------------------------------------- */

void
notes_host(struct notes *n, uint32_t element, enum smac_reason reason)
{
    if (n->state != NOTES_TAKEN && n->state != NOTES_AGAIN)
        return;
    const struct notes_host host = {element, (int)reason};
    buffer_put(&n->hosts, &host, sizeof host);
    n->failed |= n->hosts.failed;
}

static int
compare(const void *left, const void *right)
{
    const struct notes_host *a = left, *b = right;
    return (a->element > b->element) - (a->element < b->element);
}

int
notes_on(const struct notes *n, uint32_t element)
{
    const struct notes_host key = {.element = element};
    if (n->state != NOTES_READY || n->hosts.size == 0)
        return HTML_SHOWN;
    const struct notes_host *host = bsearch(
        &key, n->hosts.data, n->hosts.size / sizeof key, sizeof key, compare);
    return host == NULL ? HTML_SHOWN : host->reason;
}

void
notes_end(struct notes *n)
{
    if (n->state != NOTES_TAKEN && n->state != NOTES_AGAIN)
        return;
    bool first = n->state == NOTES_TAKEN;
    if (first)
        end_style(n);
    n->covered |= n->sheet != NULL && sheet_covers(n->sheet);
    if (n->failed)
        return;
    if (n->hosts.size > 0)
        qsort(n->hosts.data, n->hosts.size / sizeof(struct notes_host),
              sizeof(struct notes_host), compare);
    if (first) {
        point_at_values(n, &n->root[0]);
        point_at_values(n, &n->root[1]);
    }
    n->state = NOTES_READY;
}
