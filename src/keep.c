/* SPDX-License-Identifier: MIT */
#include "keep.h"

#include <stdio.h>

#include "unicode.h"

void
keep_init(struct keep *k, const struct smac_options *o)
{
    k->format = o->format;
    k->kinds = o->keep;
    buffer_init(&k->scratch, SIZE_MAX / 2);
    buffer_init(&k->address, SIZE_MAX / 2);
    k->in_link = false;
    k->failed = false;
}

void
keep_release(struct keep *k)
{
    buffer_release(&k->scratch);
    buffer_release(&k->address);
}

void
keep_forget(struct keep *k)
{
    buffer_clear(&k->address);
    k->in_link = false;
    k->failed = false;
}

/* Ready for the next use, which is not to hide that this one failed. */
static void
clear(struct keep *k, struct buffer *b)
{
    k->failed = k->failed || b->failed;
    buffer_clear(b);
}

/* RFC 3986: anything but its unreserved and reserved characters is written
 * %XX; so are parentheses and quotes, which end an address in markdown. */
static void
add_address(struct buffer *b, struct keep_part part)
{
    for (size_t i = 0; i < part.length; i++) {
        uint8_t c = part.bytes[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                     (c >= 'A' && c <= 'Z') ||
                     (c != 0 && c < 0x80 && strchr("-._~:/?#@!$*+,;=%&", c));
        if (plain)
            buffer_putc(b, c);
        else
            buffer_printf(b, "%%%02X", c);
    }
}

static void
add_escaped(struct buffer *b, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        uint8_t c = bytes[i];
        if (c == '\n' || c == '\t' || c == '\r')
            c = ' ';
        if (c != 0 && strchr("\"\\[]<>&`*_", c))
            buffer_putc(b, '\\');
        buffer_putc(b, c);
    }
}

/* Passes on what draws something. */
static void
add_visible(struct buffer *b, struct keep_part part,
            void (*add)(struct buffer *, const uint8_t *, size_t))
{
    struct unicode_state state = {0};
    struct unicode_run run;
    size_t position = 0;
    size_t done = 0;
    size_t valid = unicode_valid_prefix(part.bytes, part.length);
    while (unicode_next(&state, part.bytes, valid, 0, false, &position, &run)) {
        add(b, part.bytes + done, run.from - done);
        done = run.to;
    }
    add(b, part.bytes + done, valid - done);
}

static void
add_as_it_is(struct buffer *b, const uint8_t *bytes, size_t length)
{
    buffer_put(b, bytes, length);
}

/* Text on one line, without what draws nothing, with markup escaped. */
static void
add_text(struct buffer *b, struct keep_part part)
{
    add_visible(b, part, add_escaped);
}

static void
add_title(struct keep *k, struct keep_part title)
{
    if (!(k->kinds & SMAC_KEEP_TITLES) || title.length == 0)
        return;
    buffer_puts(&k->scratch, " \"");
    add_text(&k->scratch, title);
    buffer_putc(&k->scratch, '"');
}

static void
flush(struct keep *k, struct text *t)
{
    buffer_putc(&k->scratch, '\0');
    if (!k->scratch.failed)
        text_mark(t, (const char *)k->scratch.data, NULL, 0, "");
    clear(k, &k->scratch);
}

static bool
links_are_written(const struct keep *k)
{
    return k->format == SMAC_TO_MARKDOWN &&
           (k->kinds & (SMAC_KEEP_LINKS | SMAC_KEEP_TITLES)) != 0;
}

void
keep_link_open(struct keep *k, struct text *t)
{
    if (links_are_written(k))
        text_mark(t, "[", NULL, 0, "");
}

void
keep_link_close(struct keep *k, struct text *t, struct keep_part address,
                struct keep_part title)
{
    bool link = (k->kinds & SMAC_KEEP_LINKS) && address.length > 0;
    if (links_are_written(k)) {
        buffer_puts(&k->scratch, "](<");
        if (link)
            add_address(&k->scratch, address);
        buffer_putc(&k->scratch, '>');
        add_title(k, title);
        buffer_putc(&k->scratch, ')');
        flush(k, t);
        return;
    }
    bool titled = (k->kinds & SMAC_KEEP_TITLES) && title.length > 0;
    if (!link && !titled)
        return;
    buffer_puts(&k->scratch, " [link:");
    if (link) {
        buffer_putc(&k->scratch, ' ');
        add_address(&k->scratch, address);
    }
    add_title(k, title);
    buffer_putc(&k->scratch, ']');
    flush(k, t);
}

void
keep_image(struct keep *k, struct text *t, struct keep_part alt,
           struct keep_part address, struct keep_part title)
{
    bool markdown = k->format == SMAC_TO_MARKDOWN;
    bool with_alt = (k->kinds & SMAC_KEEP_ALT) && alt.length > 0;
    bool with_address = (k->kinds & SMAC_KEEP_IMAGES) && address.length > 0;
    bool with_title = (k->kinds & SMAC_KEEP_TITLES) && title.length > 0;
    if (!with_alt && !with_address && !with_title)
        return;
    buffer_puts(&k->scratch, markdown ? "![" : "[image:");
    if (with_alt) {
        if (!markdown)
            buffer_putc(&k->scratch, ' ');
        add_text(&k->scratch, alt);
    }
    buffer_puts(&k->scratch, markdown ? "](<" : with_address ? " " : "");
    if (with_address)
        add_address(&k->scratch, address);
    if (markdown)
        buffer_putc(&k->scratch, '>');
    add_title(k, title);
    buffer_putc(&k->scratch, markdown ? ')' : ']');
    flush(k, t);
}

void
keep_info(struct keep *k, struct text *t, struct keep_part info)
{
    if (!(k->kinds & SMAC_KEEP_INFO))
        return;
    add_visible(&k->scratch, info, add_as_it_is);
    if (!k->scratch.failed && k->scratch.size > 0)
        text_info(t, k->scratch.data, k->scratch.size);
    clear(k, &k->scratch);
}

/* ---- raw HTML ------------------------------------------------------------ */

static struct keep_part
value_part(const struct element_attributes *a, enum attribute attribute)
{
    const struct element_value *value = element_value(a, attribute);
    if (value == NULL)
        return (struct keep_part){NULL, 0};
    return (struct keep_part){value->bytes, value->length};
}

void
keep_element_open(struct keep *k, struct text *text, enum element e,
                  const struct element_attributes *a)
{
    if (e == ELEMENT_IMG)
        keep_image(k, text, value_part(a, ATTRIBUTE_ALT),
                   value_part(a, ATTRIBUTE_SRC),
                   value_part(a, ATTRIBUTE_TITLE));
    if (e != ELEMENT_A || element_value(a, ATTRIBUTE_HREF) == NULL)
        return;
    struct keep_part href = value_part(a, ATTRIBUTE_HREF);
    struct keep_part title = value_part(a, ATTRIBUTE_TITLE);
    clear(k, &k->address);
    buffer_put(&k->address, href.bytes, href.length);
    k->address_length = k->address.size;
    buffer_put(&k->address, title.bytes, title.length);
    k->failed = k->failed || k->address.failed;
    k->in_link = true;
    keep_link_open(k, text);
}

void
keep_element_close(struct keep *k, struct text *text)
{
    static const uint8_t nothing[1];
    const uint8_t *bytes = k->address.size > 0 ? k->address.data : nothing;
    k->in_link = false;
    keep_link_close(k, text, (struct keep_part){bytes, k->address_length},
                    (struct keep_part){bytes + k->address_length,
                                       k->address.size - k->address_length});
}
