/* SPDX-License-Identifier: MIT */
#include "accord.h"

#include <stdlib.h>
#include <string.h>

#include "must.h"
#include "place.h"

bool
accord_of_chunks(const struct accord *a, size_t size)
{
    struct outcome *o = outcome_of(a->options, a->bytes, a->length, size);
    const char *difference = outcome_difference(a->whole, o);
    if (difference != NULL) {
        breach_tell(a->breach, a->options, "chunks of %zu bytes change %s",
                    size, difference);
        breach_compare(a->breach, a->whole, o);
    }
    outcome_free(o);
    return difference == NULL;
}

bool
accord_of_stretches(const struct accord *a, uint64_t size)
{
    if (a->whole->status != SMAC_OK)
        return true;
    struct smac_options spilling = *a->options;
    spilling.spill_above = size;
    struct outcome *o = outcome_of(&spilling, a->bytes, a->length, 0);
    const char *difference = outcome_difference(a->whole, o);
    if (difference != NULL) {
        breach_tell(a->breach, a->options,
                    "stretches of %d bytes change %s (%s)", (int)size,
                    difference, o->message);
        breach_compare(a->breach, a->whole, o);
    }
    outcome_free(o);
    return difference == NULL;
}

/* ---- comments ------------------------------------------------------------- */

/* A comment that markdown cannot have looked into. After an empty line it may
 * have: `<div><!--` starts an HTML block that ends there, and what follows is
 * markdown for GitHub though a comment for the browser. And an HTML block that
 * a <script> started ends at `</style>`, wherever that stands. With dashes
 * inside it is text for some, whose tags mean something
 * (corpus/ambiguous-html/tag-in-a-comment-with-dashes.md). And formulas are
 * looked for in raw HTML as if nothing in it were a comment, too. */
static bool
is_closed_comment(const struct smac_finding *f)
{
    size_t n = (size_t)f->length;
    if (f->reason != SMAC_HTML_COMMENT || n < 7 ||
        memcmp(f->bytes, "<!--", 4) != 0 ||
        memcmp(f->bytes + n - 3, "-->", 3) != 0)
        return false;
    bool formula = false;
    bool dashes = memmem(f->bytes + 4, n - 7, "--", 2) != NULL;
    for (size_t i = 4; i < n - 3; i++) {
        uint8_t c = f->bytes[i], next = f->bytes[i + 1];
        formula |= c == '$' || c == '&' || c == '\\';
        if (((c == '\n' || c == '\r') && strchr("<[\n\r", next) != NULL) ||
            (c == '<' && (next == '/' || dashes)))
            return false;
    }
    return !formula;
}

/* Letters alone are replaced: a digit, a mark or a blank at the start of a
 * line may be what makes the line part of a list or a quote. */
static bool
overwrite_comments(const struct outcome *o, uint8_t *bytes)
{
    bool any = false;
    for (size_t i = 0; i < o->count; i++) {
        const struct smac_finding *f = &o->findings[i].finding;
        if (!is_closed_comment(f))
            continue;
        for (size_t j = 4; j < f->length - 3; j++) {
            uint8_t *c = bytes + f->offset + j;
            if ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') {
                *c = 'x';
                any = true;
            }
        }
    }
    return any;
}

static bool
same_text(const struct outcome *a, const struct outcome *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

bool
accord_of_comments(const struct accord *a)
{
    if (a->length == 0 || a->whole->status != SMAC_OK ||
        a->whole->decoding[0] != '\0')
        return true;
    uint8_t *changed = must(malloc(a->length));
    bool holds = true;
    memcpy(changed, a->bytes, a->length);
    if (overwrite_comments(a->whole, changed)) {
        struct outcome *after = outcome_of(a->options, changed, a->length, 0);
        holds = same_text(a->whole, after);
        if (!holds) {
            breach_compare(a->breach, a->whole, after);
            breach_tell(a->breach, a->options,
                        "other words in a comment change the visible text");
        }
        outcome_free(after);
    }
    free(changed);
    return holds;
}

/* ---- the output as a document --------------------------------------------- */

/* What the layout may take or give: blanks, of which wide ones stand for a gap
 * in code (corpus/css-hidden/far-to-the-right-in-code.md), and the rules and
 * header rows that markdown needs where an HTML table has none, in a quote
 * with its marks. */
static bool
is_layout(int32_t c)
{
    static const int32_t wide[] = {0xA0,   0x1680, 0x202F, 0x205F, 0x2800,
                                   0x3000, 0x115F, 0x1160, 0x3164, 0xFFA0};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (c == wide[i])
            return true;
    }
    return (c >= 0x2000 && c <= 0x200A) ||
           (c < 0x80 && strchr(" \n\t|->", c) != NULL);
}

/* The next character that tells, 0 at the end. */
static int32_t
next_told(const struct outcome *o, size_t *at)
{
    while (*at < o->length) {
        int32_t c;
        *at += place_step((const uint8_t *)o->text + *at, o->length - *at, &c);
        if (!is_layout(c))
            return c;
    }
    return 0;
}

static bool
reads_alike(const struct outcome *a, const struct outcome *b)
{
    size_t i = 0;
    size_t j = 0;
    int32_t c;
    do {
        c = next_told(a, &i);
        if (c != next_told(b, &j))
            return false;
    } while (c != 0);
    return true;
}

static bool
same_again(const struct smac_options *options, const struct outcome *once,
           const struct outcome *twice, struct breach *b)
{
    if (twice->status != SMAC_OK)
        return breach_tell(b, options, "the markdown output is refused: %s",
                           twice->message);
    if (!same_text(once, twice)) {
        breach_compare(b, once, twice);
        return breach_tell(b, options,
                           "the markdown output filtered again is another");
    }
    if (twice->count > 0) {
        const struct outcome_finding *f = &twice->findings[0];
        return breach_tell(b, options,
                           "%s found in the markdown output in "
                           "%llu:%llu: %.*s",
                           f->info.name, (unsigned long long)f->finding.line,
                           (unsigned long long)f->finding.column,
                           (int)f->finding.length,
                           (const char *)f->finding.bytes);
    }
    return true;
}

static bool
is_stable(const struct accord *a, const struct outcome *once,
          const struct outcome *direct)
{
    struct smac_options markdown = *a->options, text = *a->options;
    markdown.format = SMAC_TO_MARKDOWN;
    text.format = SMAC_TO_TEXT;
    struct outcome *twice = outcome_of(&markdown, once->text, once->length, 0);
    struct outcome *later = outcome_of(&text, once->text, once->length, 0);
    bool holds = same_again(&markdown, once, twice, a->breach);
    if (holds && !reads_alike(direct, later)) {
        breach_compare(a->breach, direct, later);
        holds = breach_tell(a->breach, &text,
                            "the markdown output reads otherwise than the "
                            "document");
    }
    outcome_free(later);
    outcome_free(twice);
    return holds;
}

bool
accord_of_stability(const struct accord *a)
{
    if (a->whole->status != SMAC_OK || a->options->keep != 0)
        return true;
    struct smac_options options = *a->options;
    bool is_text = options.format == SMAC_TO_TEXT;
    options.format = is_text ? SMAC_TO_MARKDOWN : SMAC_TO_TEXT;
    struct outcome *other = outcome_of(&options, a->bytes, a->length, 0);
    bool holds =
        other->status == SMAC_OK
            ? is_stable(a, is_text ? other : a->whole,
                        is_text ? a->whole : other)
            : breach_tell(a->breach, &options, "the document is refused: %s",
                          other->message);
    outcome_free(other);
    return holds;
}
