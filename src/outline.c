/* SPDX-License-Identifier: MIT */
#include "outline.h"

#include <assert.h>

void
outline_init(struct outline *o, enum smac_format format, size_t ceiling,
             size_t working_ceiling)
{
    *o = (struct outline){.containers = 0};
    buffer_init(&o->blocks, working_ceiling);
    buffer_init(&o->characters, working_ceiling);
    buffer_init(&o->out, ceiling);
    layout_init(&o->layout, format, working_ceiling, &o->out);
}

void
outline_release(struct outline *o)
{
    buffer_release(&o->blocks);
    buffer_release(&o->characters);
    buffer_release(&o->out);
    layout_release(&o->layout);
}

static void
forget_leaf(struct outline *o)
{
    o->leaf = o->characters.size;
    o->info = 0;
    o->styles = 0;
    o->visible = false;
    o->marked = false;
    o->broken = false;
}

void
outline_reset(struct outline *o)
{
    buffer_clear(&o->blocks);
    buffer_clear(&o->characters);
    buffer_clear(&o->out);
    layout_reset(&o->layout);
    o->containers = 0;
    forget_leaf(o);
}

bool
outline_failed(const struct outline *o)
{
    return o->blocks.failed || o->characters.failed || o->out.failed;
}

/* Lays out what is complete: nothing needs to be kept once no container is
 * open. */
static void
flush(struct outline *o)
{
    if (o->containers > 0 || outline_failed(o))
        return;
    struct block *blocks = (struct block *)(void *)o->blocks.data;
    if (!layout_write(&o->layout, blocks, o->blocks.size / sizeof *blocks,
                      o->characters.data))
        o->out.failed = true;
    buffer_clear(&o->blocks);
    buffer_clear(&o->characters);
    if (o->map != NULL)
        map_flush(o->map);
    forget_leaf(o);
}

void
outline_map(struct outline *o, struct map *map)
{
    o->map = map;
    o->layout.map = map;
}

void
outline_put(struct outline *o, struct block block)
{
    buffer_put(&o->blocks, &block, sizeof block);
    flush(o);
}

void
outline_open(struct outline *o, struct block block)
{
    o->containers++;
    buffer_put(&o->blocks, &block, sizeof block);
}

void
outline_end(struct outline *o)
{
    assert(o->containers > 0);
    o->containers--;
    outline_put(o, (struct block){.kind = BLOCK_END});
}

void
outline_restart(struct outline *o, struct block block)
{
    struct block end = {.kind = BLOCK_END};
    buffer_put(&o->blocks, &end, sizeof end);
    buffer_put(&o->blocks, &block, sizeof block);
}

static struct block *
last_block(const struct outline *o)
{
    if (o->blocks.size == 0)
        return NULL;
    return (struct block *)(void *)(o->blocks.data + o->blocks.size) - 1;
}

void
outline_reopen_item(struct outline *o)
{
    if (outline_failed(o))
        return;
    assert(last_block(o) != NULL && last_block(o)->kind == BLOCK_END);
    o->blocks.size -= sizeof(struct block);
    o->containers++;
}

void
outline_reopen_leaf(struct outline *o, enum block_kind kind, uint32_t argument,
                    uint8_t between)
{
    const struct block *last = last_block(o);
    if (outline_failed(o) || last == NULL || last->kind != kind ||
        last->argument != argument)
        return;
    o->leaf = last->from;
    o->marked = last->marked;
    o->visible = true;
    o->characters.size = last->to;
    o->blocks.size -= sizeof *last;
    if (o->marked)
        buffer_putc(&o->characters, MARK_STYLE);
    buffer_putc(&o->characters, between);
}

void
outline_style(struct outline *o, uint8_t styles)
{
    if (o->styles == styles)
        return;
    o->styles = styles;
    o->marked = true;
    buffer_putc(&o->characters, (uint8_t)(MARK_STYLE | styles));
}

void
outline_raw(struct outline *o, const char *bytes)
{
    if (*bytes == '\0')
        return;
    o->marked = true;
    o->visible = true;
    o->broken = false;
    buffer_putc(&o->characters, MARK_RAW);
    for (; *bytes != '\0'; bytes++)
        if ((uint8_t)*bytes >= ' ')
            buffer_putc(&o->characters, (uint8_t)*bytes);
    buffer_putc(&o->characters, MARK_COOKED);
}

/* Length of the code without the blank lines at its end, which nobody sees
 * and which would add to the one blank line between blocks. */
static size_t
trim_code(const uint8_t *code, size_t length)
{
    size_t end = length;
    while (end > 0 && mark_is_gap(code[end - 1]))
        end--;
    while (end < length && code[end] != '\n')
        end++;
    return end;
}

void
outline_end_leaf(struct outline *o, struct block block)
{
    struct buffer *c = &o->characters;
    if (!o->visible || c->failed) {
        if (!c->failed)
            c->size = o->leaf;
        forget_leaf(o);
        return;
    }
    if (block.kind == BLOCK_CODE) {
        block.argument = (uint32_t)o->info;
        size_t code = o->leaf + o->info;
        c->size = code + trim_code(c->data + code, c->size - code);
    }
    block.marked = o->marked;
    block.from = o->leaf;
    block.to = c->size;
    buffer_putc(c, MARK_END);
    forget_leaf(o);
    outline_put(o, block);
}
