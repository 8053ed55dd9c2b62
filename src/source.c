/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "charset.h"
#include "gunzip.h"
#include "unicode.h"

enum {
    SUBSTITUTE =
        0x7f, /* DEL: an ordinary character to every scanner of cmark */
    KEPT_CAPACITY = 1 << 20, /* what source_reset keeps of a buffer */
    MARK_DISTANCE = 4096,    /* bytes between two remembered places */
    SLICE = 1 << 20,         /* of what lies on disk, in memory at a time */
    STRETCH = 64 << 10,      /* cmark takes 200 times that of some documents */
};

void
source_init(struct source *s, uint64_t max_input)
{
    /* Below SIZE_MAX, for the terminating 0 and for spans per byte. */
    size_t most = SIZE_MAX / 64;
    *s = (struct source){.max_input =
                             max_input < most ? (size_t)max_input : most};
    buffer_init(&s->raw, s->max_input);
    buffer_init(&s->decoded, s->max_input);
    buffer_init(&s->sanitised, s->max_input + 1);
    buffer_init(&s->invalid_spans, s->max_input * sizeof(struct source_span));
    buffer_init(&s->marks, (s->max_input / MARK_DISTANCE + 1) *
                               sizeof(struct source_mark));
}

void
source_spill(struct source *s, struct scratch *scratch, size_t above)
{
    struct buffer *all[] = {&s->raw, &s->decoded, &s->sanitised,
                            &s->invalid_spans, &s->marks};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        buffer_spill(all[i], scratch, above);
    s->scratch = scratch;
    s->above = above;
}

void
source_release(struct source *s)
{
    buffer_release(&s->raw);
    buffer_release(&s->decoded);
    buffer_release(&s->sanitised);
    buffer_release(&s->invalid_spans);
    buffer_release(&s->marks);
}

static void
empty(struct buffer *b)
{
    if (b->file != NULL || b->capacity > KEPT_CAPACITY)
        buffer_release(b);
    else
        buffer_clear(b);
}

void
source_reset(struct source *s)
{
    struct source next;
    source_init(&next, s->max_input);
    next.scratch = s->scratch;
    next.above = s->above;
    empty(&s->raw);
    empty(&s->decoded);
    empty(&s->sanitised);
    empty(&s->invalid_spans);
    empty(&s->marks);
    next.raw = s->raw;
    next.decoded = s->decoded;
    next.sanitised = s->sanitised;
    next.invalid_spans = s->invalid_spans;
    next.marks = s->marks;
    next.unhashed = s->unhashed;
    *s = next;
    s->raw.ceiling = s->decoded.ceiling = s->max_input;
}

static enum smac_status fail(struct source *, enum smac_status,
                             const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum smac_status
fail(struct source *s, enum smac_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(s->message, sizeof s->message, format, arguments);
    va_end(arguments);
    s->status = status;
    source_release(s);
    return status;
}

static enum smac_status
fail_too_big(struct source *s, const char *what)
{
    return fail(s, SMAC_TOO_BIG, "the document%s has more than %zu bytes", what,
                s->max_input);
}

static enum smac_status
fail_no_memory(struct source *s)
{
    return fail(s, SMAC_NO_MEMORY, "no memory for the document");
}

enum smac_status
source_feed(struct source *s, const uint8_t *bytes, size_t length)
{
    if (s->status != SMAC_OK)
        return s->status;
    if (length > s->max_input - s->raw.size)
        return fail_too_big(s, "");
    buffer_put(&s->raw, bytes, length);
    if (s->raw.failed)
        return fail_no_memory(s);
    return SMAC_OK;
}

/* ---- slices --------------------------------------------------------------- */

/* What is left from there on, or a slice of it. */
static size_t
slice(const struct source *s, size_t from)
{
    size_t left = s->size - from;
    return left < SLICE ? left : SLICE;
}

/* ---- decoding ----------------------------------------------------------- */

static void
name_decoding(struct source *s, const char *name)
{
    size_t used = strlen(s->decoding);
    snprintf(s->decoding + used, sizeof s->decoding - used, "%s%s",
             used > 0 ? "+" : "", name);
}

/* Puts the decoded bytes in the place of the raw ones, whose memory goes to
 * the next step or back. */
static void
adopt_decoded(struct source *s)
{
    buffer_release(&s->raw);
    struct buffer empty_one = s->raw;
    s->raw = s->decoded;
    s->decoded = empty_one;
}

static enum smac_status
undo_gzip(struct source *s)
{
    if (!gunzip_recognises(s->raw.data, s->raw.size))
        return SMAC_OK;
    size_t where;
    enum smac_status status =
        gunzip_expand(s->raw.data, s->raw.size, &s->decoded, &where);
    if (status == SMAC_TOO_BIG)
        return fail_too_big(s, ", unpacked,");
    if (status == SMAC_NO_MEMORY)
        return fail_no_memory(s);
    if (status != SMAC_OK && where == s->raw.size)
        return fail(s, status, "the gzip data ends early, after %zu bytes",
                    where);
    if (status != SMAC_OK)
        return fail(s, status, "broken gzip data before byte %zu", where);
    name_decoding(s, "gzip");
    adopt_decoded(s);
    return SMAC_OK;
}

static enum smac_status
undo_utf16(struct source *s)
{
    enum charset charset = charset_detect(s->raw.data, s->raw.size);
    if (charset == CHARSET_UTF_8)
        return SMAC_OK;
    size_t where;
    enum smac_status status =
        charset_convert(charset, s->raw.data, s->raw.size, &s->decoded, &where);
    if (status == SMAC_TOO_BIG)
        return fail_too_big(s, ", in UTF-8,");
    if (status == SMAC_NO_MEMORY)
        return fail_no_memory(s);
    if (status != SMAC_OK && where == s->raw.size)
        return fail(s, status,
                    "UTF-16, and libxml2 could not be loaded to read it");
    if (status != SMAC_OK)
        return fail(s, status, "broken UTF-16 at byte %zu", where);
    name_decoding(s, charset_name(charset));
    adopt_decoded(s);
    return SMAC_OK;
}

/* ---- sanitising --------------------------------------------------------- */

/* The text's own copy, once there is something to replace in it. */
static bool
copy_text(struct source *s)
{
    if (s->sanitised.size > 0)
        return true;
    buffer_reserve(&s->sanitised, s->size + 1);
    for (size_t at = 0; at < s->size && !s->sanitised.failed;) {
        size_t n = slice(s, at);
        buffer_put(&s->sanitised, s->text + at, n);
        scratch_rest(s->scratch);
        at += n;
    }
    buffer_putc(&s->sanitised, 0);
    return !s->sanitised.failed;
}

/* The first byte that is not UTF-8, or the end. */
static size_t
find_invalid(const struct source *s, size_t at)
{
    while (at < s->size) {
        size_t n = slice(s, at);
        size_t valid = unicode_valid_prefix(s->text + at, n);
        at += valid;
        /* a slice may end within a character: the next begins with it */
        bool cut = n - valid < 4 && n < s->size - (at - valid);
        if (valid < n && !cut)
            break;
        scratch_rest(s->scratch);
    }
    return at;
}

static bool
replace_invalid(struct source *s)
{
    size_t at = 0;
    for (;;) {
        at = find_invalid(s, at);
        if (at == s->size)
            return true;
        size_t n = unicode_invalid_length(s->text + at, s->size - at);
        struct source_span span = {at, at + n};
        buffer_put(&s->invalid_spans, &span, sizeof span);
        if (!copy_text(s) || s->invalid_spans.failed)
            return false;
        memset(s->sanitised.data + at, SUBSTITUTE, n);
        at += n;
    }
}

static bool
replace_nul(struct source *s)
{
    for (size_t at = 0; at < s->size;) {
        size_t n = slice(s, at);
        const uint8_t *nul = memchr(s->text + at, 0, n);
        if (nul == NULL) {
            at += n;
            scratch_rest(s->scratch);
            continue;
        }
        if (!copy_text(s))
            return false;
        at = (size_t)(nul - s->text);
        s->sanitised.data[at++] = SUBSTITUTE;
    }
    return true;
}

static bool
sanitise(struct source *s)
{
    s->size = s->raw.size;
    s->raw.ceiling++; /* max_input does not count the terminating 0 */
    buffer_putc(&s->raw, 0);
    if (s->raw.failed)
        return false;
    s->text = s->raw.data;
    if (s->size >= 3 && memcmp(s->text, "\xef\xbb\xbf", 3) == 0)
        s->bom = 3;
    if (!replace_invalid(s) || !replace_nul(s))
        return false;
    s->clean = s->sanitised.size > 0 ? s->sanitised.data : s->text;
    s->invalid = (const void *)s->invalid_spans.data;
    s->invalid_count = s->invalid_spans.size / sizeof(struct source_span);
    return true;
}

enum smac_status
source_finish(struct source *s)
{
    if (s->status != SMAC_OK)
        return s->status;
    struct smac_document *d = &s->document;
    d->decoding = s->decoding;
    d->raw_bytes = s->raw.size;
    if (!s->unhashed)
        digest_slices(s->raw.data, s->raw.size, s->scratch, d->raw_sha256);
    if (undo_gzip(s) != SMAC_OK || undo_utf16(s) != SMAC_OK)
        return s->status;
    if (!sanitise(s))
        return fail_no_memory(s);
    d->bytes = s->size;
    if (s->decoding[0] != '\0' && !s->unhashed)
        digest_slices(s->text, s->size, s->scratch, d->sha256);
    else
        memcpy(d->sha256, d->raw_sha256, sizeof d->sha256);
    s->spill = SIZE_MAX;
    if (s->scratch != NULL && s->size > s->above) {
        s->stretch = s->above < STRETCH ? s->above + 1 : STRETCH;
        s->spill = s->above < SLICE ? s->above : SLICE;
    }
    s->cursor = (struct source_mark){s->bom, 1, 1};
    return SMAC_OK;
}

/* ---- places ------------------------------------------------------------- */

static const uint64_t ones = ~UINT64_C(0) / 255; /* 1 in each byte */

/* Not 0 if the word has a byte below 0x0e, as line ends are. */
static uint64_t
find_controls(uint64_t word)
{
    return (word - ones * 0x0e) & ~word & ones * 0x80;
}

/* How many of the word's bytes begin a code point. */
static unsigned
count_code_points(uint64_t word)
{
    uint64_t tails = word & ~(word << 1) & ones * 0x80;
    return 8 - (unsigned)((tails >> 7) * ones >> 56);
}

static void
walk_to(const struct source *s, struct source_mark *m, size_t offset)
{
    const uint8_t *text = s->clean;
    size_t i = m->offset;
    while (i < offset) {
        uint64_t word;
        if (offset - i >= sizeof word) {
            memcpy(&word, text + i, sizeof word);
            if (find_controls(word) == 0) {
                i += sizeof word;
                m->column += count_code_points(word);
                continue;
            }
        }
        uint8_t byte = text[i++];
        if (byte == '\n' || (byte == '\r' && text[i] != '\n')) {
            m->line++;
            m->column = 1;
        } else if ((byte & 0xc0) != 0x80) {
            m->column++;
        }
    }
    m->offset = offset;
}

static struct source_mark *
mark_at(struct source *s, size_t i)
{
    return (struct source_mark *)(void *)s->marks.data + i;
}

/* Brings the cursor to the offset, remembering a mark every MARK_DISTANCE
 * bytes on the way. Without memory for marks it works all the same. */
static void
advance(struct source *s, size_t offset)
{
    for (;;) {
        size_t count = s->marks.size / sizeof s->cursor;
        size_t next = s->bom + count * MARK_DISTANCE;
        if (s->marks.failed || next < s->cursor.offset || next > offset)
            break;
        walk_to(s, &s->cursor, next);
        buffer_put(&s->marks, &s->cursor, sizeof s->cursor);
    }
    walk_to(s, &s->cursor, offset);
}

void
source_place(struct source *s, size_t offset, uint64_t *line, uint64_t *column)
{
    assert(offset <= s->size);
    if (offset < s->bom)
        offset = s->bom;
    if (offset < s->cursor.offset) {
        size_t count = s->marks.size / sizeof s->cursor;
        size_t i = (offset - s->bom) / MARK_DISTANCE;
        s->cursor = (struct source_mark){s->bom, 1, 1};
        if (count > 0)
            s->cursor = *mark_at(s, i < count ? i : count - 1);
    }
    advance(s, offset);
    *line = s->cursor.line;
    *column = s->cursor.column;
    /* Inside a code point: its column, not that of the next. */
    if ((s->clean[offset] & 0xc0) == 0x80)
        --*column;
}
