/* SPDX-License-Identifier: MIT */
#include "rival.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "scanner.h"
#include "xml.h"

enum {
    UNSAID =
        0, /* as buffer_zero makes it; a byte of `said`: nothing, or a verdict */
    SAID = 2,
    REST_AFTER = 4096,
};

_Static_assert(SMAC_REASON_COUNT + SAID <= UINT8_MAX, "verdicts are bytes");

struct level {
    struct hidden_state state;
    enum element element;
    bool has_summary; /* a <details> of which the first <summary> came */
};

struct rival {
    struct hidden_rules rules;
    struct scanner scanner;
    size_t size;        /* of the source */
    struct buffer said; /* a byte a source byte; empty before the judgement */
    size_t next;        /* span of the stream that libxml2 has not come to */
    unsigned depth;
    unsigned told; /* what libxml2 told; at times memory is given back */
    struct level levels[XML_DEPTH_MAX];
};

/* ---- what libxml2 tells -------------------------------------------------- */

static void
read_attributes(const char *const *pairs, struct element_attributes *a)
{
    memset(a->present, 0, sizeof a->present);
    a->value_count = 0;
    for (; pairs != NULL && pairs[0] != NULL; pairs += 2) {
        enum attribute id = element_attribute_find(pairs[0], strlen(pairs[0]));
        if (id == ATTRIBUTE_UNKNOWN || element_has(a, id))
            continue;
        a->present[id / 64] |= (uint64_t)1 << id % 64;
        if (pairs[1] == NULL || !element_attribute_info(id)->kept)
            continue;
        a->values[a->value_count++] =
            (struct element_value){.attribute = id,
                                   .bytes = (const uint8_t *)pairs[1],
                                   .length = strlen(pairs[1])};
    }
}

static void
rest(struct rival *r)
{
    if (++r->told % REST_AFTER == 0)
        scratch_rest(r->said.scratch);
}

/* libxml2 knows no namespaces: what stands in <svg> is HTML to it. */
static void
on_opened(void *user, const char *name, const char *const *pairs)
{
    struct rival *r = user;
    struct level *level = &r->levels[r->depth];
    struct level *parent = r->depth > 0 ? level - 1 : NULL;
    struct element_attributes attributes;
    struct hidden_own own;
    rest(r);
    read_attributes(pairs, &attributes);
    level->element = element_find(name, strlen(name));
    level->has_summary = false;
    size_t length = strlen(name);
    const struct hidden_subject subject = {
        .element = level->element,
        .space = SPACE_HTML,
        .name = length <= SCANNER_NAME_MAX ? name : NULL,
        .length = length,
        .attributes = &attributes,
    };
    hidden_judge(&r->rules, &subject, &own);
    if (level->element == ELEMENT_SUMMARY && parent != NULL &&
        parent->element == ELEMENT_DETAILS && !parent->has_summary) {
        parent->has_summary = true;
        own.summary = true;
    }
    hidden_inherit(&r->rules, &own, parent != NULL ? &parent->state : NULL,
                   &level->state);
    r->depth++;
}

static void
on_closed(void *user)
{
    struct rival *r = user;
    r->depth--;
}

/* What the letters of the text stand for has the verdict of this place. */
static void
on_text(void *user, size_t length, size_t end)
{
    struct rival *r = user;
    const struct stream_span *spans =
        (const void *)r->scanner.stream.spans.data;
    size_t count = r->scanner.stream.spans.size / sizeof *spans;
    rest(r);
    int verdict =
        r->depth > 0 ? r->levels[r->depth - 1].state.text : HTML_SHOWN;
    while (r->next < count && spans[r->next].at < end - length)
        r->next++;
    for (; r->next < count && spans[r->next].at < end; r->next++) {
        const struct stream_span *span = &spans[r->next];
        if (span->to <= r->said.size)
            memset(r->said.data + span->from, SAID + verdict,
                   span->to - span->from);
    }
}

/* ---- the interface ------------------------------------------------------- */

struct rival *
rival_new(const struct hidden_rules *rules)
{
    struct rival *r = malloc(sizeof *r);
    if (r == NULL)
        return NULL;
    r->rules = *rules;
    scanner_init(&r->scanner);
    buffer_init(&r->said, SIZE_MAX / 2);
    rival_reset(r, 0);
    return r;
}

void
rival_free(struct rival *r)
{
    if (r == NULL)
        return;
    scanner_release(&r->scanner);
    buffer_release(&r->said);
    free(r);
}

/* A source byte can become `<blockquote></blockquote>`; libxml2 counts with
 * int. */
static size_t
stream_ceiling(size_t source_size)
{
    const size_t a_byte = 64;
    const size_t fixed = (size_t)1 << 20;
    return source_size > (INT_MAX - fixed) / a_byte
               ? INT_MAX
               : fixed + source_size * a_byte;
}

void
rival_spill(struct rival *r, struct scratch *scratch, size_t above)
{
    buffer_spill(&r->scanner.stream.bytes, scratch, above);
    buffer_spill(&r->scanner.stream.spans, scratch, above);
    buffer_spill(&r->said, scratch, above);
}

void
rival_reset(struct rival *r, size_t source_size)
{
    scanner_reset(&r->scanner, r->rules.view, stream_ceiling(source_size));
    buffer_clear(&r->said);
    r->size = source_size;
    r->next = 0;
    r->depth = 0;
    r->told = 0;
}

void
rival_abridge(struct rival *r)
{
    r->scanner.terse = true;
}

void
rival_raw(struct rival *r, const uint8_t *bytes, size_t length, size_t offset)
{
    scanner_raw(&r->scanner, bytes, length, offset);
}

void
rival_element(struct rival *r, enum element e, bool opens)
{
    scanner_element(&r->scanner, e, opens);
}

void
rival_text(struct rival *r, const uint8_t *characters, size_t length,
           size_t from, size_t to)
{
    scanner_text(&r->scanner, characters, length, from, to);
}

bool
rival_is_needed(const struct rival *r)
{
    return scanner_is_doubtful(&r->scanner);
}

enum smac_status
rival_judge(struct rival *r, struct sheet *sheet)
{
    const struct xml_events events = {r, on_opened, on_closed, on_text};
    r->rules.sheet = sheet;
    scanner_finish(&r->scanner);
    struct buffer *bytes = &r->scanner.stream.bytes;
    bytes->ceiling++; /* which does not count the NUL at the end */
    buffer_putc(bytes, 0);
    if (stream_failed(&r->scanner.stream))
        return bytes->size > bytes->ceiling / 2 ? SMAC_TOO_COMPLEX
                                                : SMAC_NO_MEMORY;
    if (!buffer_zero(&r->said, r->size))
        return SMAC_NO_MEMORY;
    return xml_read_html(bytes->data, bytes->size - 1, &events);
}

int
rival_verdict(const struct rival *r, size_t offset)
{
    if (offset >= r->said.size)
        return HTML_SHOWN;
    int said = r->said.data[offset];
    return said == UNSAID ? RIVAL_NO_TEXT : said - SAID;
}

bool
rival_shows(const struct rival *r, size_t from, size_t to)
{
    const uint8_t *said = r->said.data;
    if (to > r->said.size)
        to = r->said.size;
    if (from >= to)
        return true;
    /* all are what the first one is */
    return said[from] == SAID + HTML_SHOWN &&
           memcmp(said + from, said + from + 1, to - from - 1) == 0;
}
