/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <stdlib.h>

#include "frontmatter.h"
#include "markdown.h"
#include "pass.h"
#include "signs.h"
#include "survey.h"

/* Bytes of a document on disk that are in memory at a time. */
enum { REST_AFTER = 1 << 20 };

struct page {
    struct smac_options options;
    struct markdown *markdown;
    struct signs signs;
    struct pass pass;
    const char *message;
    bool out_of_memory;
};

/* ---- life cycle ---------------------------------------------------------- */

struct page *
page_new(const struct smac_options *options)
{
    struct page *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->options = *options;
    p->message = "";
    pass_init(&p->pass, &p->options);
    p->markdown = markdown_new();
    if (p->markdown == NULL) {
        page_free(p);
        return NULL;
    }
    return p;
}

void
page_free(struct page *p)
{
    if (p == NULL)
        return;
    pass_release(&p->pass);
    markdown_free(p->markdown);
    free(p);
}

const char *
page_message(const struct page *p)
{
    return p->message;
}

/* ---- front matter -------------------------------------------------------- */

/* Lines as the source has them, whatever ends them. */
static void
show_lines(struct pass *p, size_t from, size_t end)
{
    const uint8_t *text = p->source->clean;
    while (from < end) {
        size_t to = from;
        while (to < end && text[to] != '\n' && text[to] != '\r')
            to++;
        flow_show(&p->flow, from, to);
        flow_end_run(&p->flow);
        from = to;
        if (from + 1 < end && text[from] == '\r' && text[from + 1] == '\n')
            from++;
        if (from < end)
            flow_put(&p->flow, (const uint8_t *)"\n", 1, to, ++from);
    }
}

/* Drops what stands before markdown begins, and answers where that is. */
static size_t
render_front(struct pass *p)
{
    const struct source *s = p->source;
    size_t end = frontmatter_end(s->clean + s->bom, s->size - s->bom);
    ledger_syntax(p->ledger, 0, s->bom);
    if (end == 0)
        return 0; /* cmark skips the byte order mark by itself */
    end += s->bom;
    ledger_drop(p->ledger, s->bom, end, SMAC_FRONT_MATTER, false);
    if (p->options->keep & SMAC_KEEP_FRONT_MATTER) {
        text_open(p->text, TEXT_CODE_BLOCK, 0);
        text_info(p->text, (const uint8_t *)"front-matter", 12);
        p->flow.verbatim = 1;
        show_lines(p, s->bom, end);
        p->flow.verbatim = 0;
        text_close(p->text, TEXT_CODE_BLOCK);
    }
    return end;
}

/* ---- one pass or two ----------------------------------------------------- */

/* What became of the page, if markdown did well. */
static enum smac_status
outcome(struct page *p)
{
    enum smac_status status =
        p->out_of_memory ? SMAC_NO_MEMORY : pass_failed(&p->pass);
    if (status == SMAC_TOO_COMPLEX)
        p->message = "HTML is nested deeper than max-depth allows";
    else if (status != SMAC_OK)
        p->message = smac_status_text(status);
    return status;
}

static enum smac_status
markdown_outcome(struct page *p, enum smac_status status)
{
    if (status != SMAC_OK)
        p->message = markdown_message(p->markdown);
    return status;
}

/* Ready to render the document, again if need be: nothing is told yet, but for
 * what stands before markdown, which begins at `markdown`. */
static bool
begin(struct page *p, const struct source *source, struct ledger *ledger,
      struct text *text, size_t *markdown)
{
    text_reset(text);
    pass_begin(&p->pass, source, ledger, text);
    p->out_of_memory = !ledger_begin(ledger, source->size);
    if (!p->out_of_memory)
        *markdown = render_front(&p->pass);
    return !p->out_of_memory;
}

static enum smac_status
render(struct page *p, bool watched)
{
    const struct markdown_events events = pass_events(&p->pass);
    enum smac_status status =
        watched ? survey_watch(p->pass.sleeper.view, p->markdown,
                               p->pass.source, &events)
                : markdown_render(p->markdown, &events);
    if (status != SMAC_OK)
        return markdown_outcome(p, status);
    pass_finish(&p->pass);
    return outcome(p);
}

/* Was all of that shown which libxml2 shows, and does nothing hold for the page
 * as a whole? Then the first look was enough. */
static bool
is_settled(const struct pass *p)
{
    const struct view *view = p->sleeper.view;
    if (view_is_noted(view))
        return false;
    if (!view_has_opinion(view))
        return true;
    size_t rested = 0;
    size_t to;
    for (size_t from = 0; from < p->source->size; from = to) {
        to = ledger_next_shown(p->ledger, &from);
        if (!view_agrees(view, from, to))
            return false;
        if (to - rested >= REST_AFTER) {
            scratch_rest(p->source->scratch);
            rested = to;
        }
    }
    return true;
}

/* Where something may hold for the whole page, or parsers may disagree: most
 * often there turns out to be nothing. */
static enum smac_status
render_doubtful(struct page *p)
{
    struct sleeper *s = &p->pass.sleeper;
    size_t markdown = 0;
    enum smac_status status = SMAC_OK;
    if (!sleeper_begin(s))
        return outcome(p);
    if (!p->signs.sheet) {
        view_watch(s->view, p->signs.bidi);
        status = render(p, true);
        view_unwatch(s->view);
        if (status == SMAC_OK)
            status = outcome(p);
        if (status != SMAC_OK || is_settled(&p->pass))
            return status;
        if (!begin(p, p->pass.source, p->pass.ledger, p->pass.text,
                   &markdown) ||
            !sleeper_begin(s))
            return outcome(p);
    }
    status = survey_run(s->view, p->markdown, s->source, p->signs.bidi);
    s->sleepless = view_is_noted(s->view);
    return status != SMAC_OK ? markdown_outcome(p, status) : render(p, false);
}

enum smac_status
page_render(struct page *p, const struct source *source, size_t max_memory,
            struct ledger *ledger, struct text *text)
{
    size_t markdown = 0;
    p->message = "";
    if (!begin(p, source, ledger, text, &markdown))
        return outcome(p);
    enum smac_status status =
        signs_parse(p->markdown, source, markdown, max_memory,
                    p->options.max_depth, &p->signs);
    if (status != SMAC_OK)
        return markdown_outcome(p, status);
    p->pass.sleeper.github = p->signs.github;
    bool strict = p->options.profile == SMAC_STRICT;
    bool browser = p->options.profile != SMAC_GITHUB;
    if (browser && (p->signs.page || (p->signs.doubt && strict)))
        return render_doubtful(p);
    return render(p, false);
}
