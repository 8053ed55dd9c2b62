/* SPDX-License-Identifier: MIT */
#include "scanner.h"

#include <string.h>

#include "pieces.h"
#include "xmltag.h"

static const size_t nowhere = PIECES_NOWHERE;

/* ---- runs of text -------------------------------------------------------- */

static bool
is_all_blank(const uint8_t *bytes, size_t length)
{
    size_t i = 0;
    while (i < length && scanner_is_blank(bytes[i]))
        i++;
    return i == length;
}

void
scanner_hold(struct scanner *s, size_t offset)
{
    if (s->held_to != offset || offset == nowhere)
        s->held_from = offset;
    s->held_to = offset == nowhere ? nowhere : offset + 1;
}

void
scanner_release_held(struct scanner *s)
{
    s->state = SCAN_TEXT;
    stream_run(&s->stream, false, s->held_from, s->held_to);
}

/* ---- text, and what begins with < ---------------------------------------- */

static bool
step_text(struct scanner *s, uint8_t b, size_t offset)
{
    if (b == '<') {
        s->held_to = nowhere;
        scanner_hold(s, offset);
        s->state = SCAN_OPEN;
    } else {
        s->declared = false;
        stream_run(&s->stream, scanner_is_blank(b), offset,
                   offset == nowhere ? nowhere : offset + 1);
    }
    return true;
}

static bool
step_open(struct scanner *s, uint8_t b, size_t offset)
{
    /* Right behind a DOCTYPE libxml2 looks for no end tag. */
    bool declared = s->declared;
    s->declared = false;
    if (scanner_is_letter(b)) {
        xmltag_begin(s, false);
        return false;
    }
    if ((b == '/' && !declared) || b == '!' || b == '?') {
        scanner_hold(s, offset);
        s->count = 0;
        s->state = b == '/'   ? SCAN_END_OPEN
                   : b == '!' ? SCAN_BANG
                              : SCAN_PI_OPEN;
        return true;
    }
    scanner_release_held(s);
    return false;
}

/* ---- comments and their like --------------------------------------------- */

static bool
step_bang(struct scanner *s, uint8_t b, size_t offset)
{
    static const char word[] = "doctype";
    doubt_token(&s->doubt, b != '-');
    if (s->count == 0 && b == '-') {
        scanner_hold(s, offset);
        s->state = SCAN_DASH;
    } else if (scanner_lower(b) == (uint8_t)word[s->count]) {
        scanner_hold(s, offset);
        if (++s->count == sizeof word - 1)
            s->state = SCAN_DOCTYPE;
    } else {
        scanner_release_held(s);
        return false;
    }
    return true;
}

static bool
step_dash(struct scanner *s, uint8_t b)
{
    if (b != '-') {
        doubt_token(&s->doubt, true);
        scanner_release_held(s);
        return false;
    }
    stream_put(&s->stream, "<!--", 4);
    s->count = 0;
    s->dashes = 0;
    s->banged = false;
    s->state = SCAN_COMMENT;
    return true;
}

/* The two that HTML ends at once, `<!-->` and `<!--->`, go on in libxml2: it
 * wants two dashes of the comment's own. */
static bool
step_comment(struct scanner *s, uint8_t b)
{
    stream_putc(&s->stream, b);
    if (b == '>') {
        bool early = s->count == 0 || (s->count == 1 && s->dashes == 1);
        doubt_token(&s->doubt, early);
        if (s->dashes >= 2)
            s->state = SCAN_TEXT;
    }
    s->count++;
    if (b == '-')
        s->dashes = s->banged ? 1 : s->dashes + 1;
    else if (b != '!' || s->dashes < 2 || s->banged)
        s->dashes = 0;
    s->banged = b == '!' && s->dashes >= 2;
    return true;
}

/* Not told to libxml2, which makes nothing of it. A quote may be none for it:
 * then more is hidden here. */
static bool
step_doctype(struct scanner *s, uint8_t b)
{
    if (b == '>') {
        s->state = SCAN_TEXT;
        s->declared = true;
    }
    if (b == '"' || b == '\'') {
        s->quote = b;
        s->state = SCAN_LITERAL;
    }
    return true;
}

static bool
step_pi_open(struct scanner *s, uint8_t b)
{
    doubt_token(&s->doubt, true);
    s->state = SCAN_TEXT;
    if (scanner_starts_name(b) && b != '.') {
        stream_put(&s->stream, "<?", 2);
        s->state = SCAN_PI;
    }
    return false;
}

static bool
step_pi(struct scanner *s, uint8_t b)
{
    stream_putc(&s->stream, b);
    if (b == '>')
        s->state = SCAN_TEXT;
    return true;
}

/* ---- raw text: not told to libxml2 --------------------------------------- */

static bool
step_raw(struct scanner *s, uint8_t b)
{
    if (b == '<') {
        s->count = 0;
        s->state = SCAN_RAW_END;
    } else {
        s->fresh = false;
    }
    return true;
}

/* A tag that stands first in the element may close it, and so may, anywhere,
 * an end tag whose name only begins as this one's: it depends on what is open,
 * which is not known here. */
static bool
step_raw_end(struct scanner *s, uint8_t b)
{
    bool whole = s->count == s->name_length + 1;
    if (whole && !scanner_is_name(b)) {
        stream_put(&s->stream, "</", 2);
        stream_put(&s->stream, s->name, s->name_length);
        s->state = SCAN_END;
        return false;
    }
    if (!whole && scanner_lower(b) ==
                      (s->count == 0 ? '/' : (uint8_t)s->name[s->count - 1])) {
        s->count++;
        return true;
    }
    bool tag = s->count > 0 || scanner_is_letter(b);
    s->state = whole || (s->fresh && tag) ? SCAN_LOST : SCAN_RAW;
    s->fresh = false;
    return false;
}

/* ---- the machine --------------------------------------------------------- */

/* False if the byte is to be looked at again in the new state. */
static bool
step(struct scanner *s, uint8_t b, size_t offset)
{
    switch (s->state) {
    case SCAN_TEXT:
        return step_text(s, b, offset);
    case SCAN_OPEN:
        return step_open(s, b, offset);
    case SCAN_NAME:
    case SCAN_BETWEEN:
    case SCAN_SLASH:
    case SCAN_ATTRIBUTE:
    case SCAN_AFTER:
    case SCAN_EQUALS:
    case SCAN_VALUE:
    case SCAN_JUNK:
    case SCAN_END_OPEN:
    case SCAN_END_NAME:
    case SCAN_END:
        return xmltag_step(s, b, offset);
    case SCAN_BANG:
        return step_bang(s, b, offset);
    case SCAN_DASH:
        return step_dash(s, b);
    case SCAN_COMMENT:
        return step_comment(s, b);
    case SCAN_DOCTYPE:
        return step_doctype(s, b);
    case SCAN_LITERAL:
        s->state = b == s->quote ? SCAN_DOCTYPE : SCAN_LITERAL;
        return true;
    case SCAN_PI_OPEN:
        return step_pi_open(s, b);
    case SCAN_PI:
        return step_pi(s, b);
    case SCAN_RAW:
        return step_raw(s, b);
    case SCAN_RAW_END:
        return step_raw_end(s, b);
    case SCAN_LOST:
        return true;
    }
    return true;
}

/* So many bytes as no step needs to see: text up to a tag, the inside of a
 * value in quotes and of a comment. */
static size_t
take_run(struct scanner *s, const uint8_t *bytes, size_t length, size_t offset)
{
    const uint8_t *end;
    size_t n = length;
    if (s->state == SCAN_VALUE && s->quote != 0)
        return xmltag_value(s, bytes, length);
    if (s->state == SCAN_COMMENT && s->dashes == 0) {
        if ((end = memchr(bytes, '-', n)) != NULL)
            n = (size_t)(end - bytes);
        if ((end = memchr(bytes, '>', n)) != NULL)
            n = (size_t)(end - bytes);
        s->count += n;
        stream_copy(&s->stream, bytes, n);
        return n;
    }
    if (s->state != SCAN_TEXT || bytes[0] == '<')
        return 0;
    if ((end = memchr(bytes, '<', length)) != NULL)
        n = (size_t)(end - bytes);
    s->declared = false;
    stream_run(&s->stream, is_all_blank(bytes, n), offset,
               offset == nowhere ? nowhere : offset + n);
    return n;
}

static size_t
take(struct scanner *s, const uint8_t *bytes, size_t length, size_t offset)
{
    size_t n = take_run(s, bytes, length, offset);
    if (n > 0)
        return n;
    uint8_t b = stream_byte(bytes[0]);
    doubt_token(&s->doubt, b != bytes[0] && s->state != SCAN_COMMENT);
    while (!step(s, b, offset))
        continue;
    return 1;
}

static void
feed(struct scanner *s, const uint8_t *bytes, size_t length, size_t offset)
{
    while (length > 0 && !stream_failed(&s->stream)) {
        size_t n = take(s, bytes, length, offset);
        bytes += n;
        length -= n;
        offset = offset == nowhere ? nowhere : offset + n;
    }
}

/* ---- the interface ------------------------------------------------------- */

void
scanner_init(struct scanner *s)
{
    *s = (struct scanner){.state = SCAN_TEXT};
    stream_init(&s->stream);
}

void
scanner_release(struct scanner *s)
{
    stream_release(&s->stream);
}

void
scanner_reset(struct scanner *s, enum html_view view, size_t ceiling)
{
    stream_reset(&s->stream, ceiling);
    doubt_reset(&s->doubt, view);
    s->terse = false;
    s->wrap.element = ELEMENT_UNKNOWN;
    s->state = SCAN_TEXT;
    s->declared = false;
    stream_put(&s->stream, "<html><body>", 12);
}

void
scanner_raw(struct scanner *s, const uint8_t *bytes, size_t length,
            size_t offset)
{
    feed(s, bytes, length, offset);
}

static void
feed_word(struct scanner *s, const char *word)
{
    feed(s, (const uint8_t *)word, strlen(word), nowhere);
}

/* Renderers write most start tags with attributes, each its own: in an open
 * tag their quotes end values and begin others. */
static bool
may_have_attributes(enum element e)
{
    static const enum element plain[] = {
        ELEMENT_BLOCKQUOTE, ELEMENT_BR,    ELEMENT_CODE,  ELEMENT_DEL,
        ELEMENT_EM,         ELEMENT_HR,    ELEMENT_P,     ELEMENT_STRONG,
        ELEMENT_TABLE,      ELEMENT_TBODY, ELEMENT_THEAD, ELEMENT_TR,
        ELEMENT_UL,
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (e == plain[i])
            return false;
    return true;
}

/* Without a style sheet they hide nothing, and libxml2 closes nothing for
 * them; markdown always puts them into a block. */
static bool
changes_nothing(enum element e)
{
    return e == ELEMENT_CODE || e == ELEMENT_EM || e == ELEMENT_STRONG ||
           e == ELEMENT_DEL;
}

/* Takes back the start tag of an element with nothing but text in it. */
static bool
unwrap(struct scanner *s, enum element e)
{
    if (s->wrap.element != e || e == ELEMENT_UNKNOWN ||
        !stream_is_text_from(&s->stream, s->wrap.end))
        return false;
    stream_unwrap(&s->stream, s->wrap.at, s->wrap.end, s->wrap.was);
    s->wrap.element = ELEMENT_UNKNOWN;
    return true;
}

static void
put_tag(struct scanner *s, enum element e, bool opens)
{
    const struct element_info *info = element_info(e);
    const struct scanner_wrap wrap = {.at = s->stream.bytes.size,
                                      .was = s->stream.running};
    bool terse = s->terse && s->doubt.small == 0 && changes_nothing(e);
    if (!opens && terse && unwrap(s, e))
        return;
    stream_put(&s->stream, "</", opens ? 1 : 2);
    stream_put(&s->stream, info->name, info->length);
    stream_put(&s->stream, ">", 1);
    s->wrap = wrap;
    s->wrap.element = opens && terse ? e : ELEMENT_UNKNOWN;
    s->wrap.end = s->stream.bytes.size;
}

void
scanner_element(struct scanner *s, enum element e, bool opens)
{
    const struct element_info *info = element_info(e);
    if (s->state >= SCAN_NAME && s->state <= SCAN_END && opens &&
        may_have_attributes(e))
        s->state = SCAN_LOST;
    if (s->state != SCAN_TEXT || s->declared) {
        feed_word(s, opens ? "<" : "</");
        feed_word(s, info->name);
        feed_word(s, ">");
        return;
    }
    put_tag(s, e, opens);
    /* Markdown has no element that hides, but for small ones in small ones. */
    if (s->doubt.small > 0 && opens)
        doubt_start(&s->doubt, e);
    else if (s->doubt.small > 0)
        doubt_end(&s->doubt, e);
}

/* Inside of a tag or a comment text goes as the bytes that a renderer writes,
 * for a word of it may be an attribute and an apostrophe end a value. */
static void
feed_escaped(struct scanner *s, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length && !stream_failed(&s->stream); i++) {
        if (bytes[i] == '<')
            feed_word(s, "&lt;");
        else if (bytes[i] == '>')
            feed_word(s, "&gt;");
        else if (bytes[i] == '&')
            feed_word(s, "&amp;");
        else if (bytes[i] == '"')
            feed_word(s, "&quot;");
        else
            feed(s, bytes + i, 1, nowhere);
    }
}

void
scanner_text(struct scanner *s, const uint8_t *bytes, size_t length,
             size_t from, size_t to)
{
    if (length == 0 || stream_failed(&s->stream))
        return;
    s->declared = false;
    if (s->state == SCAN_TEXT)
        stream_run(&s->stream, is_all_blank(bytes, length), from, to);
    else
        feed_escaped(s, bytes, length);
}

bool
scanner_is_doubtful(const struct scanner *s)
{
    return s->doubt.raised || s->state != SCAN_TEXT ||
           stream_failed(&s->stream);
}

void
scanner_finish(struct scanner *s)
{
    if (s->state == SCAN_OPEN || s->state == SCAN_BANG || s->state == SCAN_DASH)
        scanner_release_held(s);
    stream_put(&s->stream, "\n", 1);
}
