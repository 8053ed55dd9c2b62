/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#include "notes.h"
#include "tokenizer.h"
#include "tree.h"

enum {
    DEPTH_MAX = 4000, /* so that nodes are numbered in 16 bits */
    CHOSEN = 0,       /* the tree by the HTML Standard, for GitHub's DOCTYPE */
    TWIN = 1,         /* the same document without one, in an older parser */
};

enum newline { NEWLINE_KEPT, NEWLINE_DROPPED, NEWLINE_AFTER_RETURN };

struct html {
    struct hidden_rules rules;
    struct html_events events;
    struct tokenizer_hooks hooks;
    struct tokenizer tokenizer;
    struct tree trees[2];
    unsigned depth;
    bool twin_made; /* trees[TWIN] has its memory */
    bool forked;    /* the two trees may differ */
    bool lost;      /* others would read other tokens: nothing is certain */
    bool split;     /* raw text here is markup for the twin */
    bool running;   /* a character came since the last tag */
    bool overdrawn; /* markdown's text reaches over the edge of its drawing */
    bool may_not_apply; /* the <style> that came last */
    struct notes notes;
    enum newline newline;
    enum smac_status status;
};

static const size_t nowhere = PIECES_NOWHERE;

/* ---- the two trees ------------------------------------------------------- */

static void
look_for_failure(struct html *h)
{
    if (h->status != SMAC_OK)
        return;
    if (tree_failed(&h->trees[CHOSEN]) ||
        (h->forked && tree_failed(&h->trees[TWIN])))
        h->status = SMAC_TOO_COMPLEX;
    else if (h->notes.failed)
        h->status = SMAC_NO_MEMORY;
    else if (h->tokenizer.failed)
        h->status = tokenizer_is_full(&h->tokenizer) ? SMAC_TOO_COMPLEX
                                                     : SMAC_NO_MEMORY;
}

static void
fork_at(struct html *h, const struct tag *tag)
{
    if (h->forked || !tree_forks_at(&h->trees[CHOSEN], tag))
        return;
    if (!h->twin_made &&
        !tree_init(&h->trees[TWIN], h->depth, &h->rules, NULL)) {
        h->status = SMAC_NO_MEMORY;
        return;
    }
    h->twin_made = true;
    h->forked = true;
    tree_fork(&h->trees[TWIN], &h->trees[CHOSEN]);
}

/* Text is seen if both trees show it. */
static int
join(const struct html *h, int chosen, int twin)
{
    if (chosen != HTML_SHOWN)
        return chosen;
    return h->lost || twin != HTML_SHOWN ? SMAC_HTML_AMBIGUOUS : HTML_SHOWN;
}

static int
character(struct html *h)
{
    int chosen = tree_character(&h->trees[CHOSEN]);
    int twin = h->forked ? tree_character(&h->trees[TWIN]) : HTML_SHOWN;
    h->running = true;
    look_for_failure(h);
    return join(h, chosen, twin);
}

static int
blank_in(struct tree *t)
{
    return tree_is_between_cells(t) ? tree_blank(t) : tree_character(t);
}

static int
blank(struct html *h)
{
    int chosen = blank_in(&h->trees[CHOSEN]);
    int twin = h->forked ? blank_in(&h->trees[TWIN]) : HTML_SHOWN;
    look_for_failure(h);
    return join(h, chosen, twin);
}

static int
place(const struct html *h)
{
    return join(h, tree_place(&h->trees[CHOSEN]),
                h->forked ? tree_place(&h->trees[TWIN]) : HTML_SHOWN);
}

/* The tokenizer obeys the chosen tree. Where the twin would have it read
 * otherwise, it matters only if there is something to read. */
static void
compare_contents(struct html *h, enum tree_content chosen,
                 enum tree_content twin)
{
    if (chosen == twin)
        return;
    if (twin == TREE_MARKUP)
        h->split = true;
    else
        h->lost = true;
}

/* The tag goes to both trees; the twin does not know <search>. */
static enum tree_content
apply_to(struct html *h, unsigned which, struct tag *tag)
{
    enum element element = tag->element;
    enum tree_content content = TREE_MARKUP;
    if (which == TWIN && element == ELEMENT_SEARCH)
        tag->element = ELEMENT_UNKNOWN;
    if (tag->closing)
        tree_end(&h->trees[which], tag);
    else
        content = tree_start(&h->trees[which], tag);
    tag->element = element;
    return content;
}

static enum tree_content
apply(struct html *h, struct tag *tag)
{
    fork_at(h, tag);
    h->running = false;
    h->split = false;
    h->overdrawn = false;
    h->newline = NEWLINE_KEPT;
    if (h->status != SMAC_OK)
        return TREE_MARKUP;
    enum tree_content content = apply_to(h, CHOSEN, tag);
    if (h->forked)
        compare_contents(h, content, apply_to(h, TWIN, tag));
    enum element_start start = element_info(tag->element)->start;
    if (!tag->closing && !tree_is_foreign(&h->trees[CHOSEN]) &&
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

static bool
is_between_cells(const struct html *h)
{
    return tree_is_between_cells(&h->trees[CHOSEN]) ||
           (h->forked && tree_is_between_cells(&h->trees[TWIN]));
}

/* What stands behind the edge of a drawing, or of a box. */
static int
cut_off(struct html *h)
{
    int verdict = character(h);
    const struct hidden_state *s = &stack_top(&h->trees[CHOSEN].stack)->state;
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
    if (!h->running && is_between_cells(h)) {
        size_t n = count_blanks(bytes, length);
        if (n > 0) {
            size_t end = n == length ? to : from == nowhere ? from : from + n;
            show(h, bytes, n, from, end, blank(h));
            bytes += n;
            length -= n;
            from = end;
        }
    }
    size_t drawn = tree_draw(&h->trees[CHOSEN], bytes, length);
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

/* ---- style sheets -------------------------------------------------------- */

/* Does the value, without what URLs ignore, hold the word? */
static bool
holds(const struct element_value *value, const char *word)
{
    size_t at = 0;
    for (size_t i = 0; value != NULL && i < value->length; i++) {
        uint8_t c = value->bytes[i];
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (uint8_t)(c + 32);
        /* the words that are asked for begin with a letter of their own */
        at = c == (uint8_t)word[at] ? at + 1 : c == (uint8_t)word[0];
        if (word[at] == 0)
            return true;
    }
    return false;
}

/* What type="text/less" says nobody knows; media="print" is for paper. A
 * <link> to a sheet elsewhere leaves the document, data: does not. */
static void
meet_sheet(struct html *h, const struct tag *tag)
{
    const struct element_attributes *a = &tag->attributes;
    if (tag->closing || h->notes.state != NOTES_TAKEN)
        return;
    /* SVG's <style> may have elements inside; its text is then in parts. */
    if (tree_is_in_style(&h->trees[CHOSEN]))
        notes_sheet_is_unreadable(&h->notes);
    if (tag->made)
        return;
    if (tag->element == ELEMENT_STYLE)
        h->may_not_apply =
            element_has(a, ATTRIBUTE_MEDIA) ||
            (element_has(a, ATTRIBUTE_TYPE) &&
             !element_value_is(a, ATTRIBUTE_TYPE, "text/css"));
    if (tag->element == ELEMENT_LINK &&
        holds(element_value(a, ATTRIBUTE_REL), "stylesheet") &&
        holds(element_value(a, ATTRIBUTE_HREF), "data:"))
        notes_sheet_is_unreadable(&h->notes);
}

static void
read_style(struct html *h, const uint8_t *bytes, size_t length)
{
    const struct tree *t = &h->trees[CHOSEN];
    if (h->notes.state == NOTES_TAKEN && tree_is_in_style(t))
        notes_style(&h->notes, stack_top(&t->stack)->ordinal, bytes, length,
                    h->may_not_apply || h->forked);
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
        h->split && literal ? memchr(bytes, '<', length) : NULL;
    if (tag != NULL) {
        size_t n = (size_t)(tag - bytes);
        size_t at = from == nowhere ? nowhere : from + n;
        if (n > 0)
            put_text(h, bytes, n, from, at, true);
        h->split = false;
        h->lost = true;
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
    meet_sheet(h, tag);
    enum tree_content content = apply(h, tag);
    int verdict = place(h);
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
    h->lost |= h->tokenizer.disputed;
}

static bool
on_cdata(void *user)
{
    struct html *h = user;
    bool foreign = tree_is_foreign(&h->trees[CHOSEN]);
    if (h->forked && foreign != tree_is_foreign(&h->trees[TWIN]))
        h->lost = true;
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
    h->depth = max_depth < DEPTH_MAX ? max_depth : DEPTH_MAX;
    h->rules = (struct hidden_rules){.view = view, .details = details};
    h->events = *events;
    h->hooks = (struct tokenizer_hooks){
        .user = h,
        .text = on_text,
        .tag = on_tag,
        .discarded = on_discarded,
        .in_foreign = on_cdata,
    };
    if (!tree_init(&h->trees[CHOSEN], h->depth, &h->rules, &h->events)) {
        free(h);
        return NULL;
    }
    notes_init(&h->notes);
    h->trees[CHOSEN].stack.notes = &h->notes;
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
    tree_release(&h->trees[CHOSEN]);
    if (h->twin_made)
        tree_release(&h->trees[TWIN]);
    free(h);
}

static void
restart(struct html *h)
{
    tokenizer_reset(&h->tokenizer);
    tree_reset(&h->trees[CHOSEN]);
    h->forked = false;
    h->lost = false;
    h->split = false;
    h->overdrawn = false;
    h->running = false;
    h->newline = NEWLINE_KEPT;
    h->may_not_apply = false;
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
    tree_set_root(&h->trees[CHOSEN], false, &h->notes.root[false]);
    tree_set_root(&h->trees[CHOSEN], true, &h->notes.root[true]);
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

void
html_made_tag(struct html *h, const uint8_t *bytes, size_t length)
{
    if (tokenizer_in_tag(&h->tokenizer))
        h->lost = true;
    html_made(h, bytes, length);
}

/* As text it ends no comment, and has no quotes to end a value. */
void
html_dispute(struct html *h, bool markup)
{
    h->lost |= markup || !html_in_data(h);
}

bool
html_in_data(const struct html *h)
{
    return tokenizer_in_data(&h->tokenizer);
}

static void
put_token(struct html *h, enum element element, bool closing)
{
    const struct element_info *info = element_info(element);
    if (h->status != SMAC_OK)
        return;
    if (!html_in_data(h)) {
        html_made(h, (const uint8_t *)"</", closing ? 2 : 1);
        html_made(h, (const uint8_t *)info->name, info->length);
        html_made(h, (const uint8_t *)">", 1);
        return;
    }
    tokenizer_flush(&h->tokenizer);
    struct tag *tag = &h->tokenizer.tag;
    tag_make(tag, element, closing);
    meet_sheet(h, tag);
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
    h->overdrawn =
        tree_draw(&h->trees[CHOSEN], characters, length) < length;
}

bool
html_settles(struct html *h, const enum element *open, unsigned count)
{
    if (h->status != SMAC_OK || h->forked || h->lost || !html_in_data(h) ||
        !tree_is_settled(&h->trees[CHOSEN], open, count))
        return false;
    tokenizer_flush(&h->tokenizer);
    return true;
}

void
html_truncate(struct html *h, unsigned count)
{
    stack_truncate(&h->trees[CHOSEN].stack, count + 2);
    h->running = false;
    h->newline = NEWLINE_KEPT;
}

int
html_place(struct html *h)
{
    int swallowed = tokenizer_swallows(&h->tokenizer);
    if (h->status != SMAC_OK)
        return SMAC_HTML_AMBIGUOUS;
    return swallowed != HTML_SHOWN ? swallowed : place(h);
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
    tree_finish(&h->trees[CHOSEN]);
}

enum smac_status
html_failed(const struct html *h)
{
    return h->status;
}
