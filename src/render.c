/* SPDX-License-Identifier: MIT */
#include "render.h"

#include "dialect.h"
#include "fence.h"
#include "footnote.h"
#include "inline.h"
#include "leaf.h"
#include "link.h"
#include "newer.h"
#include "prose.h"
#include "stretch.h"
#include "table.h"

static void
open_element(struct markdown *m, enum element e, unsigned argument)
{
    m->events->open(m->events->user, e, argument);
}

static void
close_element(struct markdown *m, enum element e)
{
    m->events->close(m->events->user, e);
}

/* ---- paragraphs and headings --------------------------------------------------- */

static struct passage
leaf_passage(struct markdown *m, cmark_node *x)
{
    struct leaf *l = leaf_of(x);
    struct passage p = {0};
    if (l == NULL)
        return p;
    p.content = x->content.ptr;
    p.size = (uint32_t)x->content.size;
    p.segments = leaf_segments(m, l);
    p.segment_count = l->segment_count;
    p.base = l->total - p.size; /* definitions were cut off before it */
    if (m->renamed)
        newer_restore(m, &p);
    return p;
}

static void
cut_front(struct passage *p, uint32_t length)
{
    p->content += length;
    p->size -= length;
    p->base += length;
}

/* Lookalikes of comments at the front. If they are all there is, and no HTML
 * is in them, they are dropped as they are; else they are read like the rest,
 * for a link, a tag or code may begin in one and end behind it
 * (corpus/html-hidden/tag-in-a-lookalike.md). */
static void
take_lookalikes(struct markdown *m, struct passage *p)
{
    uint32_t end = 0;
    uint32_t next;
    p->concealed = 0;
    if (p->content == NULL)
        return;
    while (link_lookalike(p->content, p->size, end, &next))
        end = next;
    uint32_t last = end;
    while (last > 0 &&
           (p->content[last - 1] == '\n' || p->content[last - 1] == ' '))
        last--;
    p->concealed = last;
    if (end < p->size || memchr(p->content, '<', p->size) != NULL)
        return;
    for (uint32_t from = 0; from < end; from = next) {
        link_lookalike(p->content, p->size, from, &next);
        last = next;
        while (last > from &&
               (p->content[last - 1] == '\n' || p->content[last - 1] == ' '))
            last--;
        struct source_span span = passage_span(p, from, last);
        m->events->drop(m->events->user, span.from, span.to,
                        SMAC_LINK_DEFINITION_LOOKALIKE);
    }
    cut_front(p, end);
}

static bool
is_tight(const cmark_node *x)
{
    return x->parent != NULL && x->parent->type == CMARK_NODE_ITEM &&
           x->parent->parent->as.list.tight;
}

/* Is the block the first one of a quote that stands on the page itself? */
static bool
begins_quote(const cmark_node *x)
{
    return x->prev == NULL && x->parent->type == CMARK_NODE_BLOCK_QUOTE &&
           x->parent->parent->type == CMARK_NODE_DOCUMENT;
}

/* The marker is all of the line, or it is text. */
static void
take_alert(struct markdown *m, struct passage *p)
{
    const struct alert *alert = alert_find(p->content, p->size);
    if (alert == NULL)
        return;
    uint32_t marker = (uint32_t)strlen(alert->marker);
    uint32_t end = marker;
    while (end < p->size && (p->content[end] == ' ' || p->content[end] == '\t'))
        end++;
    if (end < p->size && p->content[end++] != '\n')
        return;
    struct source_span line = passage_span(p, 0, end);
    m->events->alert(m->events->user, alert, line.from, line.from + marker,
                     line.to < m->source->size ? line.to : m->source->size);
    cut_front(p, end);
}

static bool
is_line_end(uint8_t c)
{
    return c == '\n' || c == '\r';
}

/* A ticked box may be written [X]. It is one if nothing but its bullet stands
 * before it in the line (cmark-gfm's tasklist looks at the line). */
static bool
is_ticked(const struct passage *p, const uint8_t *text, size_t at)
{
    if (p->size < 4 || memcmp(p->content, "[X]", 3) != 0 ||
        (p->content[3] != ' ' && p->content[3] != '\t'))
        return false;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
        at--;
    if (at > 0 && memchr("-+*.)", text[at - 1], 5) != NULL)
        at--;
    while (at > 0 && ((text[at - 1] >= '0' && text[at - 1] <= '9') ||
                      text[at - 1] == ' ' || text[at - 1] == '\t'))
        at--;
    return at == 0 || is_line_end(text[at - 1]);
}

static void
take_tick(struct markdown *m, const cmark_node *x, struct passage *p)
{
    if (x->prev != NULL || x->parent->type != CMARK_NODE_ITEM || p->size == 0)
        return;
    size_t at = passage_source(p, 0);
    if (!is_ticked(p, m->source->clean, at))
        return;
    m->events->characters(m->events->user, "[x]", 3, at, at + 3);
    cut_front(p, 3);
}

static void
render_words(struct markdown *m, const cmark_node *x, struct passage *p)
{
    take_tick(m, x, p);
    if (m->events->alert != NULL && begins_quote(x))
        take_alert(m, p);
    if (p->size > 0)
        inline_render(m, p);
}

static void
render_paragraph(struct markdown *m, cmark_node *x)
{
    struct passage p = leaf_passage(m, x);
    take_lookalikes(m, &p);
    if (p.size == 0)
        return;
    bool tight = is_tight(x);
    if (!tight)
        open_element(m, ELEMENT_P, 0);
    render_words(m, x, &p);
    if (!tight)
        close_element(m, ELEMENT_P);
}

static void
render_heading(struct markdown *m, cmark_node *x)
{
    static const enum element headings[] = {ELEMENT_H1, ELEMENT_H2, ELEMENT_H3,
                                            ELEMENT_H4, ELEMENT_H5, ELEMENT_H6};
    unsigned level = (unsigned)x->as.heading.level;
    struct passage p = leaf_passage(m, x);
    open_element(m, headings[level - 1], level);
    if (p.size > 0)
        inline_render(m, &p);
    close_element(m, headings[level - 1]);
}

/* ---- raw HTML ----------------------------------------------------------------------- */

/* GitHub looks for formulas in the text of raw HTML, too. What is text is
 * settled by the page as a whole (`<div title="` may go on blocks later), so
 * both are tried: that tags are tags, and that they are not. */
static void
veil_html(struct markdown *m, const struct leaf *l)
{
    const struct segment *s = leaf_segments(m, l);
    size_t size = m->source->size;
    bool possible = false;
    prose_forget(m);
    for (size_t i = 0; i < l->segment_count && !possible; i++) {
        const uint8_t *line = m->source->clean + s[i].source;
        possible = !s[i].made && (memchr(line, '$', s[i].length) != NULL ||
                                  memchr(line, '&', s[i].length) != NULL);
    }
    for (int tags = 0; possible && tags <= 1; tags++) {
        prose_begin(m);
        for (size_t i = 0; i < l->segment_count; i++) {
            size_t end = s[i].source + s[i].length;
            if (!s[i].made)
                prose_html(m, s[i].source, end < size ? end : size, tags);
        }
        prose_read(m);
    }
    prose_veil(m);
}

static void
render_html(struct markdown *m, cmark_node *x)
{
    const struct leaf *l = leaf_of(x);
    if (l == NULL)
        return;
    const struct segment *s = leaf_segments(m, l);
    const uint8_t *clean = m->source->clean;
    if (m->events->drawn && !m->unseen)
        veil_html(m, l);
    for (size_t i = 0; i < l->segment_count; i++, s++) {
        if (s->made)
            continue; /* blanks between tags draw nothing */
        size_t end = s->source + s->length - 1;
        bool newline = end < m->source->size && clean[end] == '\n';
        m->events->html(m->events->user, clean + s->source,
                        s->length - 1 + newline, s->source);
        if (!newline && end < m->source->size)
            m->events->html(m->events->user, (const uint8_t *)"\n", 1, end);
    }
}

/* ---- tables ------------------------------------------------------------------------ */

/* The cell's content without the backslashes before pipes, and the segments
 * that say where it stands. */
static struct passage
cell_passage(struct markdown *m, const struct row *row, struct table_cell cell)
{
    const uint8_t *text = m->source->clean + row->source;
    uint8_t *content = parse_get(m, cell.to - cell.from + 1);
    buffer_clear(&m->pieces);
    uint32_t size = 0;
    uint32_t from = cell.from;
    while (from < cell.to) {
        uint32_t to = from + 1;
        while (to < cell.to && !(text[to] == '|' && text[to - 1] == '\\'))
            to++;
        uint32_t length = to - from - (to < cell.to);
        struct segment s = {row->source + from, size, length, false, false};
        buffer_put(&m->pieces, &s, sizeof s);
        memcpy(content + size, text + from, length);
        size += length;
        from = to;
    }
    parse_check(m, &m->pieces);
    return (struct passage){content,
                            size,
                            (const struct segment *)(void *)m->pieces.data,
                            m->pieces.size / sizeof(struct segment),
                            0,
                            0,
                            0};
}

static unsigned
alignment(const uint8_t *text, struct table_cell marker)
{
    bool left = text[marker.from] == ':';
    bool right = text[marker.to - 1] == ':';
    return left && right ? 'c' : left ? 'l' : right ? 'r' : 0;
}

struct columns {
    size_t count;
    const uint8_t *alignments;
};

static void
render_row(struct markdown *m, const struct row *row,
           const struct columns *columns, enum element cell)
{
    const uint8_t *text = m->source->clean + row->source;
    size_t count = table_split(text, row->length, NULL, 0);
    buffer_clear(&m->cells);
    if (!buffer_reserve(&m->cells, count * sizeof(struct table_cell)))
        parse_fail(m, SMAC_NO_MEMORY, "out of memory");
    struct table_cell *cells = (struct table_cell *)(void *)m->cells.data;
    table_split(text, row->length, cells, count);
    open_element(m, ELEMENT_TR, 0);
    for (size_t i = 0; i < count; i++) {
        if (i >= columns->count) {
            if (cells[i].from < cells[i].to)
                m->events->drop(m->events->user, row->source + cells[i].from,
                                row->source + cells[i].to,
                                SMAC_TABLE_EXCESS_CELL);
            continue;
        }
        struct memory_mark mark = memory_mark(&m->memory);
        open_element(m, cell, columns->alignments[i]);
        struct passage p = cell_passage(m, row, cells[i]);
        if (p.size > 0)
            inline_render(m, &p);
        close_element(m, cell);
        memory_rewind(&m->memory, mark);
    }
    close_element(m, ELEMENT_TR);
}

static struct columns
read_delimiters(struct markdown *m, const struct row *row)
{
    const uint8_t *text = m->source->clean + row->source;
    size_t count = table_split(text, row->length, NULL, 0);
    uint8_t *alignments = parse_get(m, count);
    struct table_cell *cells = parse_get(m, count * sizeof *cells);
    table_split(text, row->length, cells, count);
    for (size_t i = 0; i < count; i++)
        alignments[i] = (uint8_t)alignment(text, cells[i]);
    return (struct columns){count, alignments};
}

/* The table's own content is the paragraph that it grew from: its last line
 * is the header, lines before it stay a paragraph. */
static struct row
split_header(struct markdown *m, cmark_node *x)
{
    struct passage p = leaf_passage(m, x);
    while (p.size > 0 && is_line_end(p.content[p.size - 1]))
        p.size--;
    const uint8_t *newline =
        p.content == NULL ? NULL : memrchr(p.content, '\n', p.size);
    uint32_t header = newline == NULL ? 0 : (uint32_t)(newline + 1 - p.content);
    struct row row = {passage_source(&p, header), p.size - header};
    if (header > 0) {
        p.size = header;
        open_element(m, ELEMENT_P, 0);
        render_words(m, x, &p);
        close_element(m, ELEMENT_P);
    }
    return row;
}

static void
render_table(struct markdown *m, cmark_node *x)
{
    struct row header = split_header(m, x);
    struct memory_mark mark = memory_mark(&m->memory);
    struct columns columns = read_delimiters(m, &leaf_of(x)->delimiter);
    open_element(m, ELEMENT_TABLE, 0);
    open_element(m, ELEMENT_THEAD, 0);
    render_row(m, &header, &columns, ELEMENT_TH);
    close_element(m, ELEMENT_THEAD);
    if (x->first_child != NULL)
        open_element(m, ELEMENT_TBODY, 0);
    for (cmark_node *row = x->first_child; row != NULL; row = row->next)
        render_row(m, table_row_of(row), &columns, ELEMENT_TD);
    if (x->first_child != NULL)
        close_element(m, ELEMENT_TBODY);
    close_element(m, ELEMENT_TABLE);
    memory_rewind(&m->memory, mark);
}

/* ---- containers --------------------------------------------------------------------- */

static bool
is_bullet_list(const cmark_node *list)
{
    return list->as.list.list_type == CMARK_BULLET_LIST;
}

static enum element
container_element(const cmark_node *x)
{
    if (x->type == CMARK_NODE_BLOCK_QUOTE)
        return ELEMENT_BLOCKQUOTE;
    if (x->type == CMARK_NODE_ITEM)
        return ELEMENT_LI;
    return is_bullet_list(x) ? ELEMENT_UL : ELEMENT_OL;
}

static unsigned
container_argument(const cmark_node *x)
{
    if (x->type != CMARK_NODE_LIST)
        return 0;
    unsigned tight = x->as.list.tight ? 1 : 0;
    return is_bullet_list(x) ? tight : (unsigned)x->as.list.start * 2 + tight;
}

/* True if the block's children come next. */
static bool
enter(struct markdown *m, cmark_node *x, const cmark_node *root)
{
    if (x->type == (uint16_t)dialect_get()->table) {
        render_table(m, x);
        return false;
    }
    switch (x->type) {
    case CMARK_NODE_PARAGRAPH:
        render_paragraph(m, x);
        return false;
    case CMARK_NODE_HEADING:
        render_heading(m, x);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        fence_render(m, x);
        return false;
    case CMARK_NODE_HTML_BLOCK:
        render_html(m, x);
        return false;
    case CMARK_NODE_THEMATIC_BREAK:
        m->events->rule(m->events->user);
        return false;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return x == root; /* the others come at the end of the page */
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
        open_element(m, container_element(x), container_argument(x));
        return true;
    default:
        return true;
    }
}

static void
leave(struct markdown *m, const cmark_node *x)
{
    if (x->type == CMARK_NODE_BLOCK_QUOTE || x->type == CMARK_NODE_LIST ||
        x->type == CMARK_NODE_ITEM)
        close_element(m, container_element(x));
}

static bool
is_enough(const struct markdown *m)
{
    return m->events->enough != NULL && m->events->enough(m->events->user);
}

static void
render_tree(struct markdown *m, cmark_node *root)
{
    cmark_node *x = root;
    for (;;) {
        bool inside = enter(m, x, root);
        if (inside && x->first_child != NULL) {
            x = x->first_child;
            continue;
        }
        if (inside)
            leave(m, x);
        while (x != root && x->next == NULL) {
            x = x->parent;
            leave(m, x);
        }
        if (x == root)
            return;
        if (x->parent == m->root && is_enough(m))
            parse_fail(m, SMAC_OK, "");
        x = x->next;
    }
}

/* ---- footnotes ------------------------------------------------------------------------ */

static void
render_footnote(struct markdown *m, const struct footnote *f)
{
    char number[16];
    int length = snprintf(number, sizeof number, "%u", f->number);
    const uint8_t *label = m->source->clean + f->label_span.from;
    size_t label_length = f->label_span.to - f->label_span.from;
    m->events->syntax(m->events->user, f->whole.from, f->whole.to);
    if (label_length != (size_t)length ||
        memcmp(label, number, label_length) != 0)
        m->events->drop(m->events->user, f->label_span.from, f->label_span.to,
                        SMAC_FOOTNOTE_LABEL);
    open_element(m, ELEMENT_LI, f->number + 1);
    render_tree(m, f->node);
    close_element(m, ELEMENT_LI);
}

/* Rendering a footnote may refer to further ones, which then follow. */
static void
render_footnote_list(struct markdown *m)
{
    if (m->order.size == 0)
        return;
    open_element(m, ELEMENT_SECTION, 0);
    open_element(m, ELEMENT_OL, 1 * 2);
    for (size_t i = 0; i * sizeof(uint32_t) < m->order.size; i++) {
        uint32_t index;
        memcpy(&index, m->order.data + i * sizeof index, sizeof index);
        stretch_fetch(m, index);
        struct footnote f = *footnote_at(m, index);
        render_footnote(m, &f);
    }
    close_element(m, ELEMENT_OL);
    close_element(m, ELEMENT_SECTION);
}

static void
hide_other_footnotes(struct markdown *m)
{
    m->unseen = true;
    for (size_t i = 0; i < footnote_count(m); i++) {
        if (footnote_at(m, i)->number != 0)
            continue;
        stretch_fetch(m, i);
        struct footnote f = *footnote_at(m, i);
        m->events->hide(m->events->user, f.duplicate ? SMAC_FOOTNOTE_DUPLICATE
                                                     : SMAC_FOOTNOTE_UNUSED);
        m->events->syntax(m->events->user, f.whole.from, f.whole.to);
        render_tree(m, f.node);
        m->events->unhide(m->events->user);
    }
    m->unseen = false;
}

void
render_blocks(struct markdown *m)
{
    render_tree(m, m->root);
}

void
render_footnotes(struct markdown *m)
{
    render_footnote_list(m);
    hide_other_footnotes(m);
}
