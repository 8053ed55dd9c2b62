/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <ctype.h>
#include <stdlib.h>

#include "map.h"
#include "nest.h"

struct text {
    struct nest nest;
    struct map map; /* in use if the outline has it */
};

struct text *
text_new(enum smac_format format, size_t ceiling)
{
    struct text *t = malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    nest_init(&t->nest, format, ceiling);
    map_init(&t->map, ceiling);
    if (nest_failed(&t->nest)) {
        text_free(t);
        return NULL;
    }
    return t;
}

void
text_free(struct text *t)
{
    if (t == NULL)
        return;
    nest_release(&t->nest);
    map_release(&t->map);
    free(t);
}

void
text_spill(struct text *t, struct scratch *scratch, size_t above)
{
    t->nest.outline.out.ceiling = SIZE_MAX / 2;
    buffer_spill(&t->nest.outline.out, scratch, above);
}

void
text_reset(struct text *t)
{
    nest_reset(&t->nest);
    map_reset(&t->map);
}

void
text_open(struct text *t, enum text_box box, unsigned argument)
{
    if (!nest_failed(&t->nest))
        nest_open(&t->nest, box, argument);
}

void
text_close(struct text *t, enum text_box box)
{
    if (!nest_failed(&t->nest))
        nest_close(&t->nest, box);
}

static size_t
count_blanks(const uint8_t *characters, size_t length)
{
    size_t n = 0;
    while (n < length && mark_is_gap(characters[n]))
        n++;
    return n;
}

static void
put_code(struct nest *n, const uint8_t *characters, size_t length)
{
    struct outline *o = &n->outline;
    if (!o->visible && count_blanks(characters, length) < length) {
        nest_begin_leaf(n);
        o->visible = true;
    }
    buffer_put(&o->characters, characters, length);
    n->ready = o->visible;
}

static void
put_slowly(struct nest *n, const uint8_t *characters, size_t length)
{
    struct outline *o = &n->outline;
    if (n->code != 0) {
        put_code(n, characters, length);
        return;
    }
    size_t blanks = count_blanks(characters, length);
    if (!o->visible) {
        if (blanks == length)
            return;
        nest_begin_leaf(n);
        o->visible = true;
        characters += blanks;
        length -= blanks;
    }
    if (blanks < length)
        o->broken = false;
    outline_style(o, nest_top(n)->styles);
    buffer_put(&o->characters, characters, length);
    n->ready = !o->broken;
}

void
text_put(struct text *t, const uint8_t *characters, size_t length)
{
    struct nest *n = &t->nest;
    if (n->ready)
        buffer_put(&n->outline.characters, characters, length);
    else if (length > 0 && !nest_failed(n))
        put_slowly(n, characters, length);
}

void
text_map(struct text *t)
{
    outline_map(&t->nest.outline, &t->map);
}

void
text_put_from(struct text *t, const uint8_t *characters, size_t length,
              size_t from, size_t to)
{
    struct nest *n = &t->nest;
    bool leads = !n->ready && !n->outline.visible && n->code == 0;
    text_put(t, characters, length);
    if (n->outline.map == NULL || nest_failed(n) || length == 0)
        return;
    /* as put_slowly: blanks that would come first are not put */
    size_t blanks = leads ? count_blanks(characters, length) : 0;
    if (blanks == length)
        return;
    if (to - from == length)
        from += blanks;
    map_put(&t->map, n->outline.characters.size, length - blanks, from, to);
}

const struct smac_range *
text_ranges(const struct text *t, size_t *count)
{
    *count = t->map.ranges.size / sizeof(struct smac_range);
    return (const struct smac_range *)(const void *)t->map.ranges.data;
}

void
text_break(struct text *t)
{
    struct nest *n = &t->nest;
    struct outline *o = &n->outline;
    if (nest_failed(n))
        return;
    if (n->code != 0) {
        buffer_putc(&o->characters, '\n');
    } else if (!o->visible) {
        /* nothing to part */
    } else if (n->cell != 0 || nest_top(n)->level > 0) {
        buffer_putc(&o->characters, ' ');
    } else if (o->broken) {
        /* two in a row part like a blank line, and become one */
        nest_part(n);
    } else {
        buffer_putc(&o->characters, MARK_BREAK);
        o->broken = true;
        n->ready = false;
    }
}

void
text_part(struct text *t)
{
    struct nest *n = &t->nest;
    const struct outline *o = &n->outline;
    if (nest_failed(n) || n->code != 0 || !o->visible)
        return;
    uint8_t last = o->characters.data[o->characters.size - 1];
    if (isalnum(last) || last >= 0x80)
        text_put(t, (const uint8_t *)" ", 1);
}

void
text_rule(struct text *t)
{
    struct nest *n = &t->nest;
    if (!nest_failed(n) && nest_begin_rule(n))
        outline_put(&n->outline, (struct block){.kind = BLOCK_RULE});
}

void
text_mark(struct text *t, const char *before, const uint8_t *characters,
          size_t length, const char *after)
{
    struct nest *n = &t->nest;
    struct outline *o = &n->outline;
    if (nest_failed(n) || (*before == '\0' && *after == '\0' && length == 0))
        return;
    if (!o->visible)
        nest_begin_leaf(n);
    o->visible = true;
    o->broken = false;
    n->ready = false;
    if (n->code != 0) {
        buffer_puts(&o->characters, before);
        buffer_put(&o->characters, characters, length);
        buffer_puts(&o->characters, after);
        return;
    }
    outline_style(o, 0);
    outline_raw(o, before);
    buffer_put(&o->characters, characters, length);
    outline_raw(o, after);
}

void
text_title(struct text *t, const char *marker)
{
    text_mark(t, marker, NULL, 0, "");
    text_put(t, (const uint8_t *)"\n", 1);
    t->nest.outline.broken = true;
    t->nest.ready = false;
}

bool
text_begins_quote(const struct text *t)
{
    const struct nest *n = &t->nest;
    if (nest_failed(n) || n->cell != 0 || n->code != 0 ||
        nest_top(n)->level > 0 || n->outline.visible)
        return false;
    uint32_t quote = nest_top(n)->container;
    const struct frame *f = nest_at(n, quote);
    return f->box == TEXT_QUOTE && !(f->state & (SOLID | INERT)) &&
           nest_at(n, quote - 1)->container == 0;
}

void
text_info(struct text *t, const uint8_t *info, size_t length)
{
    struct nest *n = &t->nest;
    struct outline *o = &n->outline;
    if (nest_failed(n) || n->code == 0 || o->characters.size != o->leaf)
        return;
    size_t blanks = count_blanks(info, length);
    while (length > blanks && mark_is_gap(info[length - 1]))
        length--;
    for (size_t i = blanks; i < length; i++)
        buffer_putc(&o->characters, info[i] < ' ' ? ' ' : info[i]);
    if (!nest_failed(n))
        o->info = o->characters.size - o->leaf;
}

bool
text_finish(struct text *t, const uint8_t **characters, size_t *length)
{
    struct nest *n = &t->nest;
    *characters = NULL;
    *length = 0;
    if (!nest_failed(n))
        nest_close_all(n);
    if (nest_failed(n) || map_failed(&t->map))
        return false;
    *characters = n->outline.out.data;
    *length = n->outline.out.size;
    return true;
}
