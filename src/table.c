/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

#include "dialect.h"

/* As in cmark-gfm, where a column count has 16 bits. */
#define MAX_COLUMNS 65535

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static size_t
skip_blanks(const uint8_t *row, size_t length, size_t i)
{
    while (i < length && is_blank(row[i]))
        i++;
    return i;
}

/* The pipe that ends the cell which starts at i, or the row's length. */
static size_t
find_pipe(const uint8_t *row, size_t length, size_t i)
{
    size_t start = i;
    for (;;) {
        const uint8_t *pipe = memchr(row + i, '|', length - i);
        if (pipe == NULL)
            return length;
        i = (size_t)(pipe - row);
        if (i == start || row[i - 1] != '\\')
            return i;
        i++;
    }
}

static struct table_cell
trimmed(const uint8_t *row, size_t from, size_t to)
{
    while (from < to && (row[from] == ' ' || row[from] == '\t'))
        from++;
    while (to > from && (row[to - 1] == ' ' || row[to - 1] == '\t'))
        to--;
    return (struct table_cell){(uint32_t)from, (uint32_t)to};
}

size_t
table_split(const uint8_t *row, size_t length, struct table_cell *cells,
            size_t max)
{
    size_t count = 0;
    size_t i = 0;
    if (length > 0 && row[0] == '|')
        i = skip_blanks(row, length, 1);
    while (i < length) {
        size_t end = find_pipe(row, length, i);
        if (cells != NULL && count < max)
            cells[count] = trimmed(row, i, end);
        count++;
        i = end < length ? skip_blanks(row, length, end + 1) : length;
    }
    return count;
}

/* scan_table_start of cmark-gfm: dashes with optional colons, by pipes. */
static bool
is_delimiter_row(const uint8_t *s, size_t n)
{
    size_t i = n > 0 && s[0] == '|' ? 1 : 0;
    for (;;) {
        i = skip_blanks(s, n, i);
        if (i < n && s[i] == ':')
            i++;
        size_t dashes = i;
        while (i < n && s[i] == '-')
            i++;
        if (i == dashes)
            return false;
        if (i < n && s[i] == ':')
            i++;
        i = skip_blanks(s, n, i);
        if (i == n)
            return true;
        if (s[i] != '|')
            return false;
        i++;
        if (skip_blanks(s, n, i) == n)
            return true;
    }
}

static size_t
without_line_end(const unsigned char *line, int length)
{
    size_t n = (size_t)length;
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    return n;
}

const struct row *
table_row_of(const cmark_node *x)
{
    return x->user_data;
}

/* The paragraph's last line is the header if it has as many cells. */
static cmark_node *
try_header(cmark_parser *parser, cmark_node *paragraph,
           const unsigned char *line, size_t end)
{
    size_t start = (size_t)cmark_parser_get_first_nonspace(parser);
    const uint8_t *marker = line + start;
    if (end <= start || (*marker != '|' && *marker != '-' && *marker != ':') ||
        !is_delimiter_row(marker, end - start))
        return NULL;
    const uint8_t *content = paragraph->content.ptr;
    size_t size = without_line_end(content, paragraph->content.size);
    const uint8_t *newline = memrchr(content, '\n', size);
    size_t header = newline == NULL ? 0 : (size_t)(newline + 1 - content);
    size_t columns = table_split(marker, end - start, NULL, 0);
    if (columns > MAX_COLUMNS ||
        columns != table_split(content + header, size - header, NULL, 0))
        return NULL;
    struct leaf *leaf = paragraph->user_data;
    leaf->delimiter =
        (struct row){parse_running()->line_source + start, end - start};
    const struct dialect *d = dialect_get();
    paragraph->type = (uint16_t)d->table;
    paragraph->extension = d->extension;
    cmark_parser_advance_offset(parser, (const char *)line,
                                (int)end - cmark_parser_get_offset(parser), 0);
    return paragraph;
}

static cmark_node *
add_row(cmark_parser *parser, cmark_node *table, const unsigned char *line,
        size_t end)
{
    struct markdown *m = parse_running();
    size_t start = (size_t)cmark_parser_get_first_nonspace(parser);
    if (start >= end || table_split(line + start, end - start, NULL, 0) == 0)
        return NULL;
    const struct dialect *d = dialect_get();
    cmark_node *x = cmark_parser_add_child(parser, table, d->row, 0);
    x->extension = d->extension;
    struct row *row = parse_get(m, sizeof *row);
    row->source = m->line_source + start;
    row->length = end - start;
    x->user_data = row;
    cmark_parser_advance_offset(parser, (const char *)line,
                                (int)end - cmark_parser_get_offset(parser), 0);
    return x;
}

cmark_node *
table_try_opening(cmark_syntax_extension *self, int indented,
                  cmark_parser *parser, cmark_node *parent, unsigned char *line,
                  int length)
{
    (void)self;
    if (indented)
        return NULL;
    size_t end = without_line_end(line, length);
    if (parent->type == CMARK_NODE_PARAGRAPH)
        return try_header(parser, parent, line, end);
    if (parent->type == (uint16_t)dialect_get()->table)
        return add_row(parser, parent, line, end);
    return NULL;
}

/* A table goes on while lines have a cell; a row never does. */
int
table_matches(cmark_syntax_extension *self, cmark_parser *parser,
              unsigned char *line, int length, cmark_node *container)
{
    (void)self;
    if (container->type != (uint16_t)dialect_get()->table)
        return 0;
    size_t start = (size_t)cmark_parser_get_first_nonspace(parser);
    size_t end = without_line_end(line, length);
    return start < end && table_split(line + start, end - start, NULL, 0) > 0;
}
