/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <assert.h>
#include <stdio.h>

#include "columns.h"
#include "edge.h"
#include "gfm.h"
#include "plain.h"
#include "style.h"

void
layout_init(struct layout *l, enum smac_format format, size_t ceiling,
            struct buffer *out)
{
    *l = (struct layout){.format = format, .out = out};
    buffer_init(&l->resolved, ceiling);
    buffer_init(&l->cells, ceiling);
    buffer_init(&l->texts, ceiling);
    buffer_init(&l->columns, ceiling);
}

void
layout_release(struct layout *l)
{
    buffer_release(&l->resolved);
    buffer_release(&l->cells);
    buffer_release(&l->texts);
    buffer_release(&l->columns);
}

void
layout_reset(struct layout *l)
{
    l->margin.size = 0;
    l->fresh = false;
    l->depth = 0;
    l->levels[0] = (struct layout_level){.kind = BLOCK_NONE};
    buffer_clear(&l->resolved);
    buffer_clear(&l->cells);
    buffer_clear(&l->texts);
    buffer_clear(&l->columns);
}

/* ---- which lists are tight -------------------------------------------------- */

static bool
is_list(uint8_t kind)
{
    return kind == BLOCK_BULLETS || kind == BLOCK_NUMBERS;
}

static bool
is_container(uint8_t kind)
{
    return kind == BLOCK_QUOTE || kind == BLOCK_ITEM || is_list(kind) ||
           kind == BLOCK_TABLE;
}

/* Without a blank line between them, the first of two blocks would swallow
 * the second: paragraphs continue lazily, tables take any line for a row, and
 * only a list that starts at 1 can interrupt a paragraph (CommonMark 5.3). */
static bool
needs_blank_line(uint8_t first, const struct block *second, unsigned number)
{
    switch (first) {
    case BLOCK_PARAGRAPH:
        return second->kind == BLOCK_PARAGRAPH || second->kind == BLOCK_TABLE ||
               (second->kind == BLOCK_NUMBERS && number != 1);
    case BLOCK_QUOTE:
        return second->kind == BLOCK_PARAGRAPH || second->kind == BLOCK_QUOTE ||
               second->kind == BLOCK_TABLE;
    case BLOCK_BULLETS:
    case BLOCK_NUMBERS:
        return second->kind == BLOCK_PARAGRAPH || second->kind == BLOCK_TABLE;
    case BLOCK_TABLE:
        return true;
    default:
        return false;
    }
}

struct open_block {
    struct block *block;
    size_t children;
    bool spread;  /* a list: a blank line can stand in it */
    uint8_t last; /* kind of the last child */
    uint8_t tail; /* ... or of the last block of the last item in it */
};

/* A list is as tight as a parser will find it: loose if two of its blocks
 * cannot do without a blank line, tight if there is no place for one. cmark-gfm
 * does not see a blank line after a rule, and sees one after every table. */
static void
settle_child(struct open_block *parent, const struct block *child)
{
    if (parent->children++ > 0 && parent->block != NULL) {
        bool item = parent->block->kind == BLOCK_ITEM;
        struct open_block *list = item ? parent - 1 : parent;
        if (parent->tail != BLOCK_RULE)
            list->spread = true;
        if (parent->tail == BLOCK_TABLE ||
            (item && needs_blank_line(parent->last, child, child[1].argument)))
            list->block->tight = false;
    }
    parent->last = child->kind;
    parent->tail = child->kind;
}

static void
settle_lists(struct block *blocks, size_t count)
{
    struct open_block open[LAYOUT_DEPTH];
    size_t depth = 0;
    open[0] = (struct open_block){.block = NULL};
    for (size_t i = 0; i < count; i++) {
        struct block *b = &blocks[i];
        if (b->kind == BLOCK_END) {
            const struct open_block *closed = &open[depth--];
            assert(closed->block != NULL); /* an end has its begin */
            uint8_t kind = closed->block->kind;
            if (is_list(kind) && !closed->spread)
                closed->block->tight = true;
            if (is_list(kind) || kind == BLOCK_ITEM)
                open[depth].tail = closed->tail;
            continue;
        }
        if (b->kind == BLOCK_ROW || b->kind == BLOCK_CELL)
            continue;
        settle_child(&open[depth], b);
        if (is_container(b->kind)) {
            assert(depth + 1 < LAYOUT_DEPTH);
            open[++depth] = (struct open_block){.block = b};
        }
    }
    assert(depth == 0);
}

/* ---- lines ------------------------------------------------------------------ */

void
layout_begin_line(struct layout *l)
{
    buffer_put(l->out, l->margin.bytes, l->margin.size);
    if (!l->fresh)
        return;
    for (size_t i = 0; i < l->margin.size; i++)
        if (l->margin.bytes[i] != '>')
            l->margin.bytes[i] = ' ';
    l->fresh = false;
}

static void
put_blank_line(struct layout *l)
{
    size_t size = l->margin.size;
    while (size > 0 && l->margin.bytes[size - 1] == ' ')
        size--;
    buffer_put(l->out, l->margin.bytes, size);
    buffer_putc(l->out, '\n');
}

/* Before each block: parts it from the one before. */
static void
part(struct layout *l, uint8_t kind)
{
    struct layout_level *level = &l->levels[l->depth];
    if (level->last != BLOCK_NONE && !level->tight)
        put_blank_line(l);
    level->last = kind;
}

static void
widen_margin(struct layout *l, const char *bytes, size_t length)
{
    assert(l->margin.size + length <= MARGIN_SIZE);
    memcpy(l->margin.bytes + l->margin.size, bytes, length);
    l->margin.size += length;
}

static void
enter(struct layout *l, const struct block *b)
{
    struct layout_level *outer = &l->levels[l->depth];
    assert(l->depth + 1 < LAYOUT_DEPTH);
    struct layout_level *level = &l->levels[++l->depth];
    *level = (struct layout_level){.kind = b->kind, .margin = l->margin.size};
    if (is_list(b->kind)) {
        level->tight = b->tight;
        /* two lists of a kind in a row would be one */
        const char *delimiters = b->kind == BLOCK_BULLETS ? "-*" : ".)";
        bool other = l->format == SMAC_TO_MARKDOWN &&
                     outer->last_delimiter == delimiters[0];
        level->delimiter = delimiters[other];
        outer->last_delimiter = level->delimiter;
    } else if (b->kind == BLOCK_ITEM) {
        level->tight = outer->tight;
    }
}

static void
leave(struct layout *l)
{
    assert(l->depth > 0);
    l->margin.size = l->levels[l->depth].margin;
    l->depth--;
}

static void
open_item(struct layout *l, const struct block *b)
{
    part(l, BLOCK_ITEM);
    const struct layout_level *list = &l->levels[l->depth];
    char marker[16] = "- ";
    int length = 2;
    marker[0] = list->delimiter;
    if (list->kind == BLOCK_NUMBERS)
        length = snprintf(marker, sizeof marker, "%u%c ", (unsigned)b->argument,
                          list->delimiter);
    enter(l, b);
    widen_margin(l, marker, (size_t)length);
    l->fresh = true;
}

/* ---- leaves ----------------------------------------------------------------- */

/* Far to the right, joins lines that are shorter than their margin. */
static void
join_short_lines(const struct layout *l, const struct block *b,
                 uint8_t *characters)
{
    size_t visible = 0;
    bool code = false;
    for (size_t i = b->from; i < b->to; i++) {
        uint8_t c = characters[i];
        if (mark_is_style(c)) {
            code = (c & STYLE_CODE) != 0;
        } else if (c == MARK_BREAK || (c == '\n' && !code)) {
            if (visible < l->margin.size)
                characters[i] = ' ';
            else
                visible = 0;
        } else if (c > ' ') {
            visible++;
        }
    }
}

void
layout_leaf(struct layout *l, struct buffer *out, const struct block *b,
            const uint8_t *characters, enum gfm_place place)
{
    const uint8_t *bytes = characters + b->from;
    size_t length = b->to - b->from;
    if (b->marked) {
        buffer_clear(&l->resolved);
        style_resolve(bytes, length, &l->resolved);
        if (l->resolved.failed) {
            out->failed = true;
            return;
        }
        bytes = l->resolved.data;
        length = l->resolved.size - 1;
    }
    if (l->format == SMAC_TO_MARKDOWN)
        gfm_write(out, bytes, length, place, &l->margin);
    else
        plain_write(out, bytes, length,
                    b->kind == BLOCK_PARAGRAPH ? &l->margin : NULL);
}

void
layout_note(struct layout *l, const struct block *b, const uint8_t *characters,
            size_t start)
{
    if (l->map == NULL || l->out->failed)
        return;
    const struct map_leaf leaf = {
        .characters = characters,
        .from = b->from,
        .to = b->to,
        .out = l->out->data,
        .start = start,
        .end = l->out->size,
        .margin = l->margin.size,
    };
    map_align(l->map, &leaf);
}

static void
write_paragraph(struct layout *l, const struct block *b, uint8_t *characters,
                bool first)
{
    bool item = first && l->levels[l->depth].kind == BLOCK_ITEM;
    layout_begin_line(l);
    if (l->margin.size > MARGIN_NARROW)
        join_short_lines(l, b, characters);
    size_t start = l->out->size;
    layout_leaf(l, l->out, b, characters, item ? GFM_ITEM : GFM_PARAGRAPH);
    layout_note(l, b, characters, start);
    buffer_putc(l->out, '\n');
}

static void
write_heading(struct layout *l, const struct block *b,
              const uint8_t *characters)
{
    layout_begin_line(l);
    buffer_put(l->out, "######", b->argument);
    buffer_putc(l->out, ' ');
    size_t start = l->out->size;
    layout_leaf(l, l->out, b, characters, GFM_HEADING);
    layout_note(l, b, characters, start);
    buffer_putc(l->out, '\n');
}

/* `---` unless it could be taken for front matter (the first line), for the
 * underline of the paragraph above, or, on the line of a bullet, for one rule
 * with it. */
static void
write_rule(struct layout *l, bool tight)
{
    const char *rule = "---";
    if (l->format == SMAC_TO_MARKDOWN) {
        if (l->fresh)
            rule = "___";
        else if (l->out->size == 0 || tight)
            rule = "***";
    }
    layout_begin_line(l);
    buffer_puts(l->out, rule);
    buffer_putc(l->out, '\n');
}

static size_t
find_longest_run(const uint8_t *bytes, size_t length, uint8_t byte)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < length; i++) {
        run = bytes[i] == byte ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* A fence that nothing in the code can close. Backticks cannot stand in the
 * info string of a fence of backticks. */
static void
put_fence(struct layout *l, const uint8_t *code, size_t length,
          const uint8_t *info, size_t info_length, bool closing)
{
    uint8_t byte =
        info_length > 0 && memchr(info, '`', info_length) != NULL ? '~' : '`';
    size_t n = find_longest_run(code, length, byte) + 1;
    layout_begin_line(l);
    for (size_t i = 0; i < n || i < 3; i++)
        buffer_putc(l->out, byte);
    for (size_t i = 0; i < info_length && !closing; i++) {
        if (info[i] == '\\' || info[i] == '&')
            buffer_putc(l->out, '\\');
        buffer_putc(l->out, info[i]);
    }
    buffer_putc(l->out, '\n');
}

/* In markdown, words that were far to the right in a <pre> of HTML come nearer:
 * another filter would drop them there. */
static void
put_code_line(struct layout *l, const uint8_t *line, size_t length)
{
    while (l->format == SMAC_TO_MARKDOWN) {
        size_t edge = edge_find(line, length, 0);
        if (edge == length)
            break;
        buffer_put(l->out, line, edge);
        buffer_puts(l->out, "        ");
        size_t gap = edge_gap(line + edge, length - edge);
        line += edge + gap;
        length -= edge + gap;
    }
    buffer_put(l->out, line, length);
}

static void
put_code_lines(struct layout *l, const uint8_t *code, size_t length)
{
    const char *indent = l->format == SMAC_TO_TEXT ? "    " : "";
    for (size_t i = 0; i < length;) {
        const uint8_t *end = memchr(code + i, '\n', length - i);
        size_t n = end == NULL ? length - i : (size_t)(end - (code + i));
        if (n == 0) {
            put_blank_line(l);
        } else {
            layout_begin_line(l);
            buffer_puts(l->out, indent);
            put_code_line(l, code + i, n);
            buffer_putc(l->out, '\n');
        }
        i += n + 1;
    }
}

/* The lines of a block of code, and where they come from. */
static void
note_code(struct layout *l, const struct block *b, const uint8_t *characters)
{
    struct block code = *b;
    size_t start = l->out->size + l->margin.size;
    code.from += b->argument;
    put_code_lines(l, characters + code.from, code.to - code.from);
    layout_note(l, &code, characters, start);
}

static void
write_code(struct layout *l, const struct block *b, const uint8_t *characters)
{
    const uint8_t *info = characters + b->from;
    size_t info_length = b->argument;
    const uint8_t *code = info + info_length;
    size_t length = b->to - b->from - info_length;
    if (l->format == SMAC_TO_MARKDOWN) {
        put_fence(l, code, length, info, info_length, false);
        note_code(l, b, characters);
        put_fence(l, code, length, info, info_length, true);
        return;
    }
    if (info_length > 0) {
        layout_begin_line(l);
        buffer_putc(l->out, '[');
        buffer_put(l->out, info, info_length);
        buffer_puts(l->out, "]\n");
    }
    note_code(l, b, characters);
}

/* ---- blocks ----------------------------------------------------------------- */

static size_t
find_table_end(const struct block *blocks)
{
    size_t n = 1;
    while (blocks[n].kind != BLOCK_END)
        n++;
    return n + 1;
}

static void
write_leaf(struct layout *l, const struct block *b, uint8_t *characters)
{
    struct layout_level *level = &l->levels[l->depth];
    bool first = level->last == BLOCK_NONE;
    part(l, b->kind);
    level->last_delimiter = '\0';
    switch (b->kind) {
    case BLOCK_PARAGRAPH:
        write_paragraph(l, b, characters, first);
        break;
    case BLOCK_HEADING:
        write_heading(l, b, characters);
        break;
    case BLOCK_CODE:
        write_code(l, b, characters);
        break;
    default:
        write_rule(l, level->tight && !first);
    }
}

bool
layout_write(struct layout *l, struct block *blocks, size_t count,
             uint8_t *characters)
{
    if (l->format == SMAC_TO_MARKDOWN)
        settle_lists(blocks, count);
    for (size_t i = 0; i < count && !l->out->failed; i++) {
        const struct block *b = &blocks[i];
        switch (b->kind) {
        case BLOCK_END:
            leave(l);
            break;
        case BLOCK_ITEM:
            open_item(l, b);
            break;
        case BLOCK_QUOTE:
            part(l, b->kind);
            l->levels[l->depth].last_delimiter = '\0';
            enter(l, b);
            widen_margin(l, "> ", 2);
            break;
        case BLOCK_BULLETS:
        case BLOCK_NUMBERS:
            part(l, b->kind);
            enter(l, b);
            break;
        case BLOCK_TABLE: {
            size_t n = find_table_end(b);
            part(l, b->kind);
            l->levels[l->depth].last_delimiter = '\0';
            columns_write(l, b, n, characters);
            i += n - 1;
            break;
        }
        default:
            write_leaf(l, b, characters);
        }
    }
    return !l->out->failed;
}
