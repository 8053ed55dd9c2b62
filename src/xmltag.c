/* SPDX-License-Identifier: MIT */
#include "xmltag.h"

#include <string.h>

enum {
    /* libxml2 compares each attribute with all before it. No page has a tag
     * with so many; what stands in one that has is taken for hidden. */
    ATTRIBUTES_MAX = 256,
    LIBXML_NAME_MAX = 100, /* HTML_PARSER_BUFFER_SIZE */
};

/* ---- start tags ---------------------------------------------------------- */

static bool
is_full(const struct scanner *s)
{
    return s->attributes > ATTRIBUTES_MAX;
}

static void
put_in_tag(struct scanner *s, uint8_t b)
{
    if (!is_full(s))
        stream_putc(&s->stream, b);
}

void
xmltag_begin(struct scanner *s, bool closing)
{
    s->tag = s->stream.bytes.size;
    s->closing = closing;
    s->count = 0;
    s->name_length = 0;
    s->attributes = 0;
    stream_put(&s->stream, "</", closing ? 2 : 1);
    s->state = closing ? SCAN_END_NAME : SCAN_NAME;
}

static void
take_name(struct scanner *s, uint8_t b)
{
    stream_putc(&s->stream, b);
    s->count++;
    if (s->name_length < SCANNER_NAME_MAX)
        s->name[s->name_length++] = (char)scanner_lower(b);
    else
        s->name_length = SCANNER_NAME_MAX + 1;
}

static void
begin_attribute(struct scanner *s)
{
    s->attributes++;
    s->attribute_length = 0;
    s->count = 0;
    s->state = SCAN_ATTRIBUTE;
}

/* cmark-gfm escapes the `<` of these when a blank, `>` or `/>` follows; with
 * another `/` they are tags that no sanitizer lets through. */
static bool
is_filtered(const struct scanner *s, uint8_t next)
{
    return s->doubt.github &&
           (element_info(s->element)->flags & ELEMENT_IS_FILTERED) != 0 &&
           (scanner_is_blank(next) || next == '>' || next == '/');
}

/* Looks the element up before the byte that ends its name. False if the tag
 * is text for GitHub. */
static bool
end_name(struct scanner *s, uint8_t next)
{
    s->element = s->name_length > SCANNER_NAME_MAX
                     ? ELEMENT_UNKNOWN
                     : element_find(s->name, s->name_length);
    doubt_token(&s->doubt, s->name_length > SCANNER_NAME_MAX);
    if (is_filtered(s, next)) {
        doubt_token(&s->doubt, true);
        stream_cut(&s->stream, s->tag);
        scanner_release_held(s);
        return false;
    }
    if (s->closing)
        doubt_end(&s->doubt, s->element);
    else
        doubt_start(&s->doubt, s->element);
    return true;
}

static bool
step_name(struct scanner *s, uint8_t b, size_t offset)
{
    if (scanner_is_name(b) && s->count < LIBXML_NAME_MAX) {
        scanner_hold(s, offset);
        take_name(s, b);
        return true;
    }
    if (end_name(s, b))
        s->state = SCAN_BETWEEN;
    return false;
}

static bool
step_end_name(struct scanner *s, uint8_t b, size_t offset)
{
    if (scanner_is_name(b) && s->count < LIBXML_NAME_MAX) {
        scanner_hold(s, offset);
        take_name(s, b);
        return true;
    }
    if (end_name(s, b))
        s->state = SCAN_END;
    return false;
}

static void
end_tag(struct scanner *s, bool closed)
{
    if (is_full(s))
        stream_put(&s->stream, " hidden", 7);
    stream_put(&s->stream, "/>", closed ? 2 : 0);
    stream_put(&s->stream, ">", closed ? 0 : 1);
    bool raw = s->element == ELEMENT_SCRIPT || s->element == ELEMENT_STYLE;
    s->state = raw && !closed ? SCAN_RAW : SCAN_TEXT;
    s->fresh = true;
}

static bool
step_between(struct scanner *s, uint8_t b)
{
    if (b == '>') {
        end_tag(s, false);
    } else if (b == '/') {
        s->state = SCAN_SLASH;
    } else if (scanner_is_blank(b)) {
        put_in_tag(s, b);
    } else if (scanner_starts_name(b)) {
        begin_attribute(s);
        return false;
    } else {
        doubt_token(&s->doubt, true);
        s->state = SCAN_JUNK;
        return false;
    }
    return true;
}

static bool
step_slash(struct scanner *s, uint8_t b)
{
    if (b == '>') {
        end_tag(s, true);
        return true;
    }
    doubt_token(&s->doubt, true);
    put_in_tag(s, '/');
    s->state = SCAN_JUNK;
    return false;
}

static bool
step_junk(struct scanner *s, uint8_t b)
{
    if (scanner_is_blank(b) || b == '>')
        s->state = SCAN_BETWEEN;
    else if (b == '/')
        s->state = SCAN_SLASH;
    else
        put_in_tag(s, b);
    return !scanner_is_blank(b) && b != '>';
}

static bool
step_attribute(struct scanner *s, uint8_t b)
{
    if (scanner_is_name(b) && s->count < LIBXML_NAME_MAX) {
        put_in_tag(s, b);
        s->count++;
        if (s->attribute_length < SCANNER_ATTRIBUTE_MAX)
            s->attribute[s->attribute_length++] = (char)scanner_lower(b);
        else
            s->attribute_length = SCANNER_ATTRIBUTE_MAX + 1;
        return true;
    }
    /* libxml2 begins another attribute there. */
    doubt_token(&s->doubt, s->count == LIBXML_NAME_MAX);
    if (s->attribute_length <= SCANNER_ATTRIBUTE_MAX)
        doubt_attribute(&s->doubt, s->attribute, s->attribute_length);
    s->state = SCAN_AFTER;
    return false;
}

static bool
step_after(struct scanner *s, uint8_t b)
{
    if (!scanner_is_blank(b) && b != '=') {
        s->state = SCAN_BETWEEN;
        return false;
    }
    put_in_tag(s, b);
    if (b == '=')
        s->state = SCAN_EQUALS;
    return true;
}

static bool
step_equals(struct scanner *s, uint8_t b)
{
    if (b == '>') {
        s->state = SCAN_BETWEEN;
        return false;
    }
    put_in_tag(s, b);
    if (scanner_is_blank(b))
        return true;
    s->quote = b == '"' || b == '\'' ? b : 0;
    s->state = SCAN_VALUE;
    return true;
}

static bool
step_value(struct scanner *s, uint8_t b)
{
    if (s->quote == 0 && (scanner_is_blank(b) || b == '>')) {
        s->state = SCAN_BETWEEN;
        return false;
    }
    put_in_tag(s, b);
    if (b == s->quote)
        s->state = SCAN_BETWEEN;
    return true;
}

size_t
xmltag_value(struct scanner *s, const uint8_t *bytes, size_t length)
{
    const uint8_t *end = memchr(bytes, s->quote, length);
    size_t n = end == NULL ? length : (size_t)(end - bytes);
    if (!is_full(s))
        stream_copy(&s->stream, bytes, n);
    return n;
}

/* ---- end tags ------------------------------------------------------------ */

static bool
step_end_open(struct scanner *s, uint8_t b)
{
    if (scanner_starts_name(b)) {
        doubt_token(&s->doubt, !scanner_is_letter(b));
        xmltag_begin(s, true);
    } else {
        /* libxml2 leaves `</` out, and goes on with text. */
        doubt_token(&s->doubt, true);
        s->state = SCAN_TEXT;
    }
    return false;
}

static bool
step_end(struct scanner *s, uint8_t b)
{
    if (b == '>') {
        stream_putc(&s->stream, '>');
        s->state = SCAN_TEXT;
    } else if (!scanner_is_blank(b)) {
        doubt_token(&s->doubt, true);
    }
    return true;
}

/* ---- the steps ----------------------------------------------------------- */

bool
xmltag_step(struct scanner *s, uint8_t b, size_t offset)
{
    switch ((int)s->state) {
    case SCAN_NAME:
        return step_name(s, b, offset);
    case SCAN_BETWEEN:
        return step_between(s, b);
    case SCAN_SLASH:
        return step_slash(s, b);
    case SCAN_ATTRIBUTE:
        return step_attribute(s, b);
    case SCAN_AFTER:
        return step_after(s, b);
    case SCAN_EQUALS:
        return step_equals(s, b);
    case SCAN_VALUE:
        return step_value(s, b);
    case SCAN_JUNK:
        return step_junk(s, b);
    case SCAN_END_OPEN:
        return step_end_open(s, b);
    case SCAN_END_NAME:
        return step_end_name(s, b, offset);
    default: /* SCAN_END */
        return step_end(s, b);
    }
}
