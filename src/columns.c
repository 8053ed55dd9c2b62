/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include "unicode.h"

enum {
    WIDTH_LIMIT = 100,  /* columns of an aligned table */
    PADDING_LIMIT = 4,  /* ... whose padding may make it this much longer ... */
    PADDING_FREE = 1024 /* ... not counting so many bytes */
};

/* A cell that is not empty; those of a row follow each other. */
struct cell {
    size_t row;
    size_t column;
    size_t from; /* in the layout's `texts` */
    size_t to;
    size_t width;
    const struct block *block;
};

struct column {
    size_t width;
    uint8_t align;
};

struct columns {
    struct layout *layout;
    const uint8_t *characters;
    const struct cell *cells;
    size_t cell_count;
    const struct column *columns;
    size_t count;
    size_t row_count;
    bool headed; /* the first row is a header */
    bool aligned;
    bool markdown;
};

static size_t
measure(const uint8_t *bytes, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        if (bytes[i] < 0x80) {
            i++;
            width++;
            continue;
        }
        uint32_t code_point;
        i += unicode_decode(bytes + i, length - i, &code_point);
        width += unicode_width(code_point);
    }
    return width;
}

/* ---- what the table holds --------------------------------------------------- */

static bool
note_column(struct layout *l, size_t column, size_t width, uint8_t align)
{
    while (l->columns.size / sizeof(struct column) <= column) {
        /* as wide as a delimiter row needs it: `:-:` */
        struct column fresh = {.width = 3};
        buffer_put(&l->columns, &fresh, sizeof fresh);
        if (l->columns.failed)
            return false;
    }
    struct column *c = (struct column *)(void *)l->columns.data + column;
    if (width > c->width)
        c->width = width;
    if (c->align == 0)
        c->align = align;
    return true;
}

/* Writes the cell's text to `texts`, and where it is to `cells`. */
static bool
collect_cell(struct columns *c, const struct block *b,
             const uint8_t *characters)
{
    struct layout *l = c->layout;
    struct cell cell = {
        .row = c->row_count - 1,
        .column = b->argument,
        .from = l->texts.size,
        .block = b,
    };
    layout_leaf(l, &l->texts, b, characters, GFM_CELL);
    if (l->texts.failed)
        return false;
    cell.to = l->texts.size;
    cell.width = measure(l->texts.data + cell.from, cell.to - cell.from);
    if (cell.row == 0 && b->header)
        c->headed = true;
    buffer_put(&l->cells, &cell, sizeof cell);
    return !l->cells.failed &&
           note_column(l, cell.column, cell.width, b->align);
}

static bool
collect_cells(struct columns *c, const struct block *blocks, size_t count,
              const uint8_t *characters)
{
    struct layout *l = c->layout;
    buffer_clear(&l->cells);
    buffer_clear(&l->texts);
    buffer_clear(&l->columns);
    c->headed = blocks[0].argument != 0;
    c->row_count = c->headed ? 1 : 0;
    for (size_t i = 1; i + 1 < count; i++) {
        if (blocks[i].kind == BLOCK_ROW)
            c->row_count++;
        else if (!collect_cell(c, &blocks[i], characters))
            return false;
    }
    c->cells = (const struct cell *)(const void *)l->cells.data;
    c->cell_count = l->cells.size / sizeof *c->cells;
    c->columns = (const struct column *)(const void *)l->columns.data;
    c->count = l->columns.size / sizeof *c->columns;
    return true;
}

/* One huge cell must not pad all the rows. */
static bool
is_worth_aligning(const struct columns *c)
{
    size_t width = 0;
    for (size_t i = 0; i < c->count; i++) {
        width += c->columns[i].width + 3;
        if (width > WIDTH_LIMIT)
            return false;
    }
    size_t bare = c->layout->texts.size + 3 * (c->cell_count + c->row_count);
    return width * c->row_count <= PADDING_LIMIT * bare + PADDING_FREE;
}

/* ---- rows ------------------------------------------------------------------- */

static void
pad(struct buffer *out, uint8_t byte, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buffer_putc(out, byte);
}

static void
put_cell(const struct columns *c, size_t column, const struct cell *cell)
{
    struct buffer *out = c->layout->out;
    if (column > 0)
        buffer_puts(out, " | ");
    size_t width = 0;
    if (cell != NULL) {
        size_t start = out->size;
        buffer_put(out, c->layout->texts.data + cell->from,
                   cell->to - cell->from);
        width = cell->width;
        layout_note(c->layout, cell->block, c->characters, start);
    }
    if (c->aligned && width < c->columns[column].width)
        pad(out, ' ', c->columns[column].width - width);
}

static void
begin_row(const struct columns *c)
{
    layout_begin_line(c->layout);
    if (c->markdown)
        buffer_puts(c->layout->out, "| ");
}

static void
end_row(const struct columns *c, size_t start)
{
    struct buffer *out = c->layout->out;
    if (c->markdown) {
        buffer_puts(out, " |\n");
        return;
    }
    while (out->size > start && out->data[out->size - 1] == ' ')
        out->size--;
    buffer_putc(out, '\n');
}

/* Writes a row of which `cell` is the first cell; returns the cell after its
 * last. A row has as many cells as the table has columns, but for bare rows
 * below the header, which GFM completes: a thousand columns by a thousand
 * short rows must not become a million cells. */
static const struct cell *
put_row(const struct columns *c, size_t row, const struct cell *cell)
{
    begin_row(c);
    size_t start = c->layout->out->size;
    const struct cell *end = c->cells + c->cell_count;
    bool whole = c->aligned || (c->markdown && row == 0);
    for (size_t i = 0; i < c->count; i++) {
        bool more = cell < end && cell->row == row;
        if (!more && !whole)
            break;
        bool here = more && cell->column == i;
        put_cell(c, i, here ? cell++ : NULL);
    }
    end_row(c, start);
    return cell;
}

static void
put_delimiters(const struct columns *c)
{
    begin_row(c);
    struct buffer *out = c->layout->out;
    for (size_t i = 0; i < c->count; i++) {
        uint8_t align = c->markdown ? c->columns[i].align : 0;
        size_t width = c->aligned ? c->columns[i].width : 3;
        size_t left = align == 'l' || align == 'c' ? 1 : 0;
        size_t right = align == 'r' || align == 'c' ? 1 : 0;
        if (i > 0)
            buffer_puts(out, " | ");
        pad(out, ':', left);
        pad(out, '-', width - left - right);
        pad(out, ':', right);
    }
    end_row(c, out->size);
}

void
columns_write(struct layout *l, const struct block *blocks, size_t count,
              const uint8_t *characters)
{
    struct columns c = {
        .layout = l,
        .characters = characters,
        .markdown = l->format == SMAC_TO_MARKDOWN,
    };
    if (!collect_cells(&c, blocks, count, characters)) {
        l->out->failed = true;
        return;
    }
    c.aligned = is_worth_aligning(&c);
    const struct cell *cell = c.cells;
    /* an empty header is a line of its own only where a table needs one */
    size_t row = blocks[0].argument != 0 && !c.markdown ? 1 : 0;
    for (; row < c.row_count; row++) {
        cell = put_row(&c, row, cell);
        /* markdown has no table without a header: the first row is it */
        if (row == 0 && (c.headed || c.markdown))
            put_delimiters(&c);
    }
}
