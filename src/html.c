/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#include "notes.h"
#include "tokenizer.h"
#include "twins.h"

enum { DEPTH_MAX = 4000 }; /* so that nodes are numbered in 16 bits */

enum newline { NEWLINE_KEPT, NEWLINE_DROPPED, NEWLINE_AFTER_RETURN };

struct html {
    struct hidden_rules rules;
    struct html_events events;
    struct tokenizer_hooks hooks;
    struct tokenizer tokenizer;
    struct twins twins;
    bool running;   /* a character came since the last tag */
    bool overdrawn; /* markdown's text reaches over the edge of its drawing */
    struct notes notes;
    enum newline newline;
    enum smac_status status;
};

static const size_t nowhere = PIECES_NOWHERE;

/* ---- what comes ---------------------------------------------------------- */

static void
look_for_failure(struct html *h)
{
    if (h->status == SMAC_OK)
        h->status = twins_failed(&h->twins);
    if (h->status != SMAC_OK)
        return;
    if (h->notes.failed)
        h->status = SMAC_NO_MEMORY;
    else if (h->tokenizer.failed)
        h->status = tokenizer_is_full(&h->tokenizer) ? SMAC_TOO_COMPLEX
                                                     : SMAC_NO_MEMORY;
}

static int
character(struct html *h)
{
    int verdict = twins_character(&h->twins);
    h->running = true;
    look_for_failure(h);
    return verdict;
}

static int
blank(struct html *h)
{
    int verdict = twins_blank(&h->twins);
    look_for_failure(h);
    return verdict;
}

static enum tree_content
apply(struct html *h, struct tag *tag)
{
    h->running = false;
    h->overdrawn = false;
    h->newline = NEWLINE_KEPT;
    if (h->status != SMAC_OK)
        return TREE_MARKUP;
    enum tree_content content = twins_tag(&h->twins, tag);
    enum element_start start = element_info(tag->element)->start;
    if (!tag->closing && !tree_is_foreign(&h->twins.chosen) &&
        (start == START_PRE || start == START_TEXTAREA))
        h->newline = NEWLINE_DROPPED;
    look_for_failure(h);
    return content;
}

/* ---- what the tokenizer tells -------------------------------------------- */

static void
report(const struct html *h, size_t from, size_t to, int reason)
{
    if (from < to && from != nowhere && h->events.markup != NULL)
        h->events.markup(h->events.user, from, to, reason);
}

static void
report_pieces(const struct html *h, const struct pieces *pieces, int reason)
{
    for (size_t i = 0; i < pieces_count(pieces); i++) {
        struct piece piece = pieces_at(pieces, i);
        report(h, piece.from, piece.to, reason);
    }
}

static void
show(const struct html *h, const uint8_t *bytes, size_t length, size_t from,
     size_t to, int verdict)
{
    if (length > 0 && from != nowhere && h->events.text != NULL)
        h->events.text(h->events.user, bytes, length, from, to, verdict);
}

/* The first newline in <pre> and <textarea> is not drawn. Returns how many
 * bytes of the text it takes. */
static size_t
drop_newline(struct html *h, const uint8_t *bytes, size_t length)
{
    size_t n = 0;
    if (h->newline == NEWLINE_DROPPED && bytes[0] == '\r') {
        h->newline = NEWLINE_AFTER_RETURN;
        if (++n == length)
            return n;
    }
    if (h->newline != NEWLINE_KEPT && bytes[n] == '\n')
        n++;
    h->newline = NEWLINE_KEPT;
    return n;
}

static size_t
count_blanks(const uint8_t *bytes, size_t length)
{
    size_t n = 0;
    while (n < length && bytes[n] != 0 && strchr(" \t\n\f\r", bytes[n]) != NULL)
        n++;
    return n;
}

/* What stands behind the edge of a drawing, or of a box. */
static int
cut_off(struct html *h)
{
    int verdict = character(h);
    const struct hidden_state *s = &stack_top(&h->twins.chosen.stack)->state;
    int reason = s->lettered || s->framed ? SMAC_HTML_ELEMENT : SMAC_CSS_HIDDEN;
    return verdict == HTML_SHOWN ? reason : verdict;
}

/* `literal` if the bytes are those of the source, and not a decoded reference:
 * then they may come in parts. */
static void
put_text(struct html *h, const uint8_t *bytes, size_t length, size_t from,
         size_t to, bool literal)
{
    if (h->newline != NEWLINE_KEPT && literal) {
        size_t n = drop_newline(h, bytes, length);
        report(h, from, from == nowhere ? from : from + n, HTML_SHOWN);
        bytes += n;
        length -= n;
        from = from == nowhere ? from : from + n;
    }
    if (!h->running && twins_are_between_cells(&h->twins)) {
        size_t n = count_blanks(bytes, length);
        if (n > 0) {
            size_t end = n == length ? to : from == nowhere ? from : from + n;
            show(h, bytes, n, from, end, blank(h));
            bytes += n;
            length -= n;
            from = end;
        }
    }
    if (length == 0)
        return;
    character(h); /* elements that are open again hold it */
    size_t drawn = tree_draw(&h->twins.chosen, bytes, length);
    if (drawn < length && !literal)
        drawn = 0;
    size_t edge = from == nowhere || drawn == 0 ? from
                  : drawn == length             ? to
                                                : from + drawn;
    if (drawn > 0)
        show(h, bytes, drawn, from, edge, character(h));
    if (drawn < length)
        show(h, bytes + drawn, length - drawn, edge, to, cut_off(h));
}

static void
read_style(struct html *h, const uint8_t *bytes, size_t length)
{
    const struct tree *t = &h->twins.chosen;
    if (h->notes.state == NOTES_TAKEN && tree_is_in_style(t))
        notes_style(&h->notes, stack_top(&t->stack)->ordinal, bytes, length,
                    h->twins.forked);
}

static void
on_text(void *user, const uint8_t *bytes, size_t length, size_t from, size_t to)
{
    struct html *h = user;
    if (h->status != SMAC_OK)
        return;
    read_style(h, bytes, length);
    bool literal = from == nowhere || to - from == length;
    const uint8_t *tag =
        h->twins.split && literal ? memchr(bytes, '<', length) : NULL;
    if (tag != NULL) {
        size_t n = (size_t)(tag - bytes);
        size_t at = from == nowhere ? nowhere : from + n;
        if (n > 0)
            put_text(h, bytes, n, from, at, true);
        h->twins.split = false;
        h->twins.lost = true;
        bytes = tag;
        length -= n;
        from = at;
    }
    put_text(h, bytes, length, from, to, literal);
}

static enum tree_content
on_tag(void *user, struct tag *tag, const struct pieces *pieces)
{
    struct html *h = user;
    notes_tag(&h->notes, tag, tree_is_in_style(&h->twins.chosen));
    enum tree_content content = apply(h, tag);
    int verdict = twins_place(&h->twins);
    report_pieces(h, pieces, verdict);
    if (verdict == HTML_SHOWN)
        for (size_t i = 0; i < pieces_count(&tag->marks); i++) {
            struct piece mark = pieces_at(&tag->marks, i);
            report(h, mark.from, mark.to, mark.reason);
        }
    return content;
}

static void
on_discarded(void *user, const struct pieces *pieces, int reason)
{
    struct html *h = user;
    report_pieces(h, pieces, reason);
    h->twins.lost |= h->tokenizer.disputed;
}

static bool
on_cdata(void *user)
{
    struct html *h = user;
    bool foreign = tree_is_foreign(&h->twins.chosen);
    if (h->twins.forked && foreign != tree_is_foreign(&h->twins.twin))
        h->twins.lost = true;
    return foreign;
}

/* ---- the interface ------------------------------------------------------- */

struct html *
html_new(enum html_view view, enum smac_details details, unsigned max_depth,
         const struct html_events *events)
{
    struct html *h = calloc(1, sizeof *h);
    if (h == NULL)
        return NULL;
    if (max_depth == 0)
        max_depth = SMAC_DEFAULT_MAX_DEPTH;
    if (max_depth > DEPTH_MAX)
        max_depth = DEPTH_MAX;
    h->rules = (struct hidden_rules){.view = view, .details = details};
    h->events = *events;
    h->hooks = (struct tokenizer_hooks){
        .user = h,
        .text = on_text,
        .tag = on_tag,
        .discarded = on_discarded,
        .in_foreign = on_cdata,
    };
    if (!twins_init(&h->twins, max_depth, &h->rules, &h->events)) {
        free(h);
        return NULL;
    }
    notes_init(&h->notes);
    h->twins.chosen.stack.notes = &h->notes;
    tokenizer_init(&h->tokenizer, &h->hooks, view == HTML_VIEW_GITHUB);
    html_reset(h);
    return h;
}

void
html_free(struct html *h)
{
    if (h == NULL)
        return;
    notes_release(&h->notes);
    tokenizer_release(&h->tokenizer);
    twins_release(&h->twins);
    free(h);
}

static void
restart(struct html *h)
{
    tokenizer_reset(&h->tokenizer);
    twins_reset(&h->twins);
    h->overdrawn = false;
    h->running = false;
    h->newline = NEWLINE_KEPT;
    h->status = SMAC_OK;
}

void
html_reset(struct html *h)
{
    notes_reset(&h->notes);
    h->rules.sheet = NULL;
    restart(h);
}

void
html_survey(struct html *h, bool bidi)
{
    notes_begin(&h->notes, bidi);
}

void
html_survey_again(struct html *h)
{
    notes_begin_again(&h->notes);
}

void
html_rewind(struct html *h)
{
    enum smac_status status = h->status;
    notes_end(&h->notes);
    bool empty = h->notes.sheet == NULL || sheet_is_empty(h->notes.sheet);
    h->rules.sheet = empty ? NULL : h->notes.sheet;
    restart(h);
    if (status != SMAC_OK || h->notes.failed) {
        h->status = status != SMAC_OK ? status : SMAC_NO_MEMORY;
        return;
    }
    tree_set_root(&h->twins.chosen, false, &h->notes.root[false]);
    tree_set_root(&h->twins.chosen, true, &h->notes.root[true]);
}

bool
html_is_noted(const struct html *h)
{
    return !notes_are_empty(&h->notes);
}

struct sheet *
html_sheet(const struct html *h)
{
    return h->rules.sheet;
}

static void
feed(struct html *h, const uint8_t *bytes, size_t length, size_t offset)
{
    if (h->status != SMAC_OK)
        return;
    tokenizer_feed(&h->tokenizer, bytes, length, offset);
    look_for_failure(h);
}

void
html_raw(struct html *h, const uint8_t *bytes, size_t length, size_t offset)
{
    feed(h, bytes, length, offset);
}

void
html_made(struct html *h, const uint8_t *bytes, size_t length)
{
    feed(h, bytes, length, nowhere);
}

/* In an author's tag with a value that has no end, where the page's own tag has
 * quotes: what follows may be read in any way, and be a style sheet. */
static void
lose_track(struct html *h)
{
    if (!tokenizer_in_tag(&h->tokenizer))
        return;
    h->twins.lost = true;
    notes_host(&h->notes, stack_at(&h->twins.chosen.stack, 1)->ordinal,
               SMAC_HTML_AMBIGUOUS);
}

void
html_made_tag(struct html *h, const uint8_t *bytes, size_t length)
{
    lose_track(h);
    html_made(h, bytes, length);
}

/* As text it ends no comment, and has no quotes to end a value. */
void
html_dispute(struct html *h, bool markup)
{
    h->twins.lost |= markup || !html_in_data(h);
}

bool
html_in_data(const struct html *h)
{
    return tokenizer_in_data(&h->tokenizer);
}

/* A list's number, a task's box, a cell's alignment, a language. */
static bool
may_have_attributes(enum element e)
{
    return e == ELEMENT_OL || e == ELEMENT_LI || e == ELEMENT_TD ||
           e == ELEMENT_TH || e == ELEMENT_PRE || e == ELEMENT_CODE ||
           e == ELEMENT_SUP || e == ELEMENT_SECTION;
}

static void
put_token(struct html *h, enum element element, bool closing)
{
    const struct element_info *info = element_info(element);
    if (h->status != SMAC_OK)
        return;
    if (!html_in_data(h)) {
        if (!closing && may_have_attributes(element))
            lose_track(h);
        html_made(h, (const uint8_t *)"</", closing ? 2 : 1);
        html_made(h, (const uint8_t *)info->name, info->length);
        html_made(h, (const uint8_t *)">", 1);
        return;
    }
    tokenizer_flush(&h->tokenizer);
    struct tag *tag = &h->tokenizer.tag;
    tag_make(tag, element, closing);
    notes_tag(&h->notes, tag, tree_is_in_style(&h->twins.chosen));
    apply(h, tag);
}

void
html_open(struct html *h, enum element element)
{
    put_token(h, element, false);
}

void
html_close(struct html *h, enum element element)
{
    put_token(h, element, true);
}

void
html_newline(struct html *h)
{
    if (h->status != SMAC_OK)
        return;
    tokenizer_flush(&h->tokenizer);
    h->newline = NEWLINE_KEPT;
    h->running = false;
    blank(h);
}

void
html_note(struct html *h, const uint8_t *characters, size_t length)
{
    if (h->status != SMAC_OK)
        return;
    read_style(h, characters, length);
    h->overdrawn = tree_draw(&h->twins.chosen, characters, length) < length;
}

bool
html_settles(struct html *h, const enum element *open, unsigned count)
{
    if (h->status != SMAC_OK || h->twins.forked || h->twins.lost ||
        !html_in_data(h) || !tree_is_settled(&h->twins.chosen, open, count))
        return false;
    tokenizer_flush(&h->tokenizer);
    return true;
}

void
html_truncate(struct html *h, unsigned count)
{
    stack_truncate(&h->twins.chosen.stack, count + 2);
    h->running = false;
    h->newline = NEWLINE_KEPT;
}

int
html_place(struct html *h)
{
    int swallowed = tokenizer_swallows(&h->tokenizer);
    if (h->status != SMAC_OK)
        return SMAC_HTML_AMBIGUOUS;
    return swallowed != HTML_SHOWN ? swallowed : twins_place(&h->twins);
}

int
html_verdict(struct html *h)
{
    if (h->status != SMAC_OK)
        return SMAC_HTML_AMBIGUOUS;
    tokenizer_flush(&h->tokenizer);
    int swallowed = tokenizer_swallows(&h->tokenizer);
    if (swallowed != HTML_SHOWN)
        return swallowed;
    h->newline = NEWLINE_KEPT;
    return h->overdrawn ? cut_off(h) : character(h);
}

void
html_finish(struct html *h)
{
    if (h->status == SMAC_OK)
        tokenizer_finish(&h->tokenizer);
    look_for_failure(h);
    tree_finish(&h->twins.chosen);
}

enum smac_status
html_failed(const struct html *h)
{
    return h->status;
}
