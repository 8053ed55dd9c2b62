/* SPDX-License-Identifier: MIT */
#include "cursor.h"

#include <strings.h>

#include "pointed.h"

/* ---- telling ------------------------------------------------------------- */

static void
tell_text_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct cursor *w = user;
    (void)offset;
    if (w->at < w->comment)
        w->events->drop(w->events->user, source, source + length,
                        SMAC_HTML_COMMENT);
    else
        w->events->text(w->events->user, source, source + length);
}

void
cursor_text(struct cursor *w, uint32_t from, uint32_t to)
{
    if (w->images == 0)
        passage_pieces(w->p, from, to, tell_text_piece, w);
}

void
cursor_drop(struct cursor *w, struct source_span span, enum smac_reason reason)
{
    if (w->images == 0 && span.from < span.to)
        w->events->drop(w->events->user, span.from, span.to, reason);
}

void
cursor_characters(struct cursor *w, const void *bytes, size_t length,
                  uint32_t from, uint32_t to)
{
    if (w->images > 0)
        return;
    struct source_span span = passage_span(w->p, from, to);
    if (from < w->comment) {
        cursor_drop(w, span, SMAC_HTML_COMMENT);
        return;
    }
    w->events->characters(w->events->user, bytes, length, span.from, span.to);
}

static void
tell_syntax_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct cursor *w = user;
    (void)offset;
    w->events->syntax(w->events->user, source, source + length);
}

void
cursor_take_syntax(struct cursor *w, uint32_t length)
{
    cursor_expect(w, length <= w->n - w->at);
    if (w->images == 0)
        passage_pieces(w->p, w->at, w->at + length, tell_syntax_piece, w);
    w->at += length;
}

void
cursor_take_break(struct cursor *w, bool hard)
{
    uint32_t i = w->at;
    while (i < w->n && w->c[i] != '\n' && cursor_is_space(w->c[i]))
        i++;
    bool backslash = hard && i < w->n && w->c[i] == '\\';
    i += backslash;
    cursor_expect(w, i < w->n && w->c[i] == '\n');
    i++;
    /* Behind a backslash cmark leaves the blanks to the next text. */
    while (!backslash && i < w->n && (w->c[i] == ' ' || w->c[i] == '\t'))
        i++;
    struct source_span span = passage_span(w->p, w->at, i);
    w->at = i;
    if (w->images > 0)
        return;
    if (hard)
        w->events->hard_break(w->events->user, span.from, span.to);
    else
        w->events->soft_break(w->events->user, span.from, span.to);
}

/* ---- comments ------------------------------------------------------------ */

/* As text, has what stands in the comment an effect on what comes behind it?
 * Tags have one that are not closed there, or do not end there. */
static bool
has_effects(const uint8_t *content, uint32_t size, uint32_t from, uint32_t end)
{
    int open = 0;
    for (uint32_t i = from + 1; i < end; i++) {
        /* a comment in it ends where it ends */
        if (content[i] != '<' || pointed_opens_comment(content, size, i))
            continue;
        uint32_t tag_end = pointed_tag(content, size, i);
        if (tag_end == 0 || tag_end > end || open < 0)
            return true;
        bool closing = content[i + 1] == '/';
        bool empty = strncasecmp((const char *)content + i, "<img", 4) == 0 ||
                     strncasecmp((const char *)content + i, "<br", 3) == 0;
        open += closing ? -1 : !empty;
        i = tag_end - 1;
    }
    return open != 0;
}

/* To cmark-gfm 0.29 a comment with dashes inside is text, in which tags, code
 * and links begin (corpus/ambiguous-html/tag-in-a-comment-with-dashes.md). */
static void
dispute(const struct cursor *w, uint32_t end)
{
    const uint8_t *content = w->p->content;
    if (w->events->dispute == NULL ||
        pointed_plain_comment(content, w->n, w->at) == end)
        return;
    w->events->dispute(w->events->user, has_effects(content, w->n, w->at, end));
}

/* CommonMark 0.31, 6.6, ends a comment at the first "-->"; cmark-gfm 0.29 wants
 * no dashes inside, and what the shadow did to help it may have been too
 * little. What is inside is told, but as a comment. */
void
cursor_meet_comment(struct cursor *w)
{
    const uint8_t *content = w->p->content;
    if (w->at < w->comment || w->commentless ||
        !pointed_opens_comment(content, w->n, w->at))
        return;
    uint32_t end = pointed_comment(content, w->n, w->at);
    w->commentless = end == 0;
    if (end == 0)
        return;
    dispute(w, end);
    w->comment = end;
}

/* ---- raw HTML ------------------------------------------------------------ */

static void
tell_html_piece(void *user, size_t source, uint32_t offset, uint32_t length)
{
    struct cursor *w = user;
    (void)offset;
    const struct source *s = w->m->source;
    if (w->at < w->comment) {
        w->events->drop(w->events->user, source, source + length,
                        SMAC_HTML_COMMENT);
        return;
    }
    bool carriage = s->clean[source + length - 1] == '\r';
    w->events->html(w->events->user, s->clean + source, length - carriage,
                    source);
    if (carriage)
        w->events->html(w->events->user, (const uint8_t *)"\n", 1,
                        source + length - 1);
}

void
cursor_take_html(struct cursor *w, uint32_t length)
{
    if (w->at >= w->comment &&
        pointed_opens_comment(w->p->content, w->n, w->at))
        dispute(w, w->at + length);
    if (w->images == 0)
        passage_pieces(w->p, w->at, w->at + length, tell_html_piece, w);
    w->at += length;
}
