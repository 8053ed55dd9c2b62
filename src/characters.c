/* SPDX-License-Identifier: MIT */
#include "characters.h"

#include <string.h>

#include "construct.h"
#include "reference.h"

enum {
    WINDOW = 512, /* bytes looked through at a time: "&&&&" stays linear */
    DIGITS_MAX = 10,
};

static const char script[] = "script";

size_t
characters_data(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t run = n < WINDOW ? n : WINDOW;
    const uint8_t *stop = memchr(p, '<', run);
    if (stop != NULL)
        run = (size_t)(stop - p);
    stop = memchr(p, '&', run);
    if (stop != NULL)
        run = (size_t)(stop - p);
    if (run > 0) {
        construct_text(t, p, run, offset);
        return run;
    }
    if (*p == '&') {
        t->held[0] = '&';
        t->held_length = 1;
        t->held_source = 1;
        t->held_from = offset;
        t->state = STATE_REFERENCE;
        return 1;
    }
    construct_begin(t, offset);
    t->state = STATE_TAG_OPEN;
    return 1;
}

void
characters_end_reference(struct tokenizer *t)
{
    uint8_t out[REFERENCE_OUT_MAX];
    size_t length;
    size_t n =
        reference_decode(t->held, t->held_length, REFERENCE_HTML, out, &length);
    t->state = t->content == TREE_MARKUP ? STATE_DATA : STATE_RAW;
    if (n > 0) {
        size_t source = n == t->held_length ? t->held_source : n;
        t->hooks->text(t->hooks->user, out, length, t->held_from,
                       construct_after(t->held_from, source));
    }
    if (n < t->held_length)
        construct_text(t, t->held + n, t->held_length - n,
                       construct_after(t->held_from, n));
    t->held_length = 0;
}

enum held { HELD_NO, HELD_MORE, HELD_LAST };

/* Does the byte belong to the reference? A number's zeros in front, and its
 * digits beyond the largest code point, are counted but not kept. */
static enum held
hold(struct tokenizer *t, uint8_t c)
{
    bool digit = c >= '0' && c <= '9';
    bool keep = true;
    if (t->held_length > 1 && c == ';') {
        t->held[t->held_length++] = c;
        return HELD_LAST;
    }
    if (t->held_length == 1) {
        if (c != '#' && !digit && !construct_is_letter(c))
            return HELD_NO;
    } else if (t->held[1] != '#') {
        if ((!digit && !construct_is_letter(c)) ||
            t->held_length > REFERENCE_NAME_MAX)
            return HELD_NO;
    } else {
        bool hex = t->held_length > 2 && (t->held[2] | 32) == 'x';
        size_t first = hex ? 3 : 2;
        size_t digits = t->held_length - first;
        if (!digit && !(hex && construct_is_letter(c) && (c | 32) <= 'f') &&
            !(t->held_length == 2 && (c | 32) == 'x'))
            return HELD_NO;
        if (digits == 1 && t->held[first] == '0')
            t->held_length--;
        keep = digits < DIGITS_MAX;
    }
    if (keep)
        t->held[t->held_length++] = c;
    return HELD_MORE;
}

size_t
characters_reference(struct tokenizer *t, const uint8_t *p, size_t n,
                     size_t offset)
{
    (void)offset;
    for (size_t i = 0; i < n; i++) {
        enum held held = hold(t, p[i]);
        if (held != HELD_NO)
            t->held_source++;
        if (held == HELD_MORE)
            continue;
        characters_end_reference(t);
        return held == HELD_LAST ? i + 1 : i;
    }
    return n;
}

size_t
characters_plain(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    construct_text(t, p, n, offset);
    return n;
}

/* ---- raw text ------------------------------------------------------------ */

size_t
characters_raw(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    size_t window = n < WINDOW ? n : WINDOW;
    bool decodes = t->content == TREE_RCDATA;
    for (; i < window && p[i] != '<' && !(decodes && p[i] == '&'); i++) {
        if (t->script == 0)
            continue;
        if (p[i] == '>' && t->dashes == 2)
            t->script = 0;
        t->dashes = p[i] != '-' ? 0 : t->dashes < 2 ? t->dashes + 1 : 2;
    }
    construct_text(t, p, i, offset);
    if (i > 0)
        return i;
    if (*p == '&')
        return characters_data(t, p, n, offset);
    construct_begin(t, offset);
    t->dashes = 0;
    t->state = STATE_RAW_OPEN;
    return 1;
}

size_t
characters_raw_open(struct tokenizer *t, const uint8_t *p, size_t n,
                    size_t offset)
{
    (void)n;
    if (*p == '/') {
        tag_begin(&t->tag, true);
        t->state = STATE_RAW_END;
        return 1;
    }
    if (t->content == TREE_SCRIPT && t->script == 0 && *p == '!') {
        t->matched = 0;
        t->state = STATE_SCRIPT_BANG;
        return 1;
    }
    if (t->script == 1 && construct_is_letter(*p)) {
        tag_begin(&t->tag, false);
        t->state = STATE_SCRIPT_DOUBLE;
        return 0;
    }
    t->state = STATE_RAW;
    construct_end_as_text(t, "<", 1, offset);
    return 0;
}

/* Reads a name that is no longer than the one looked for. True when the byte
 * after it was reached; then `same` says whether it is that name. */
static bool
reads_name(struct tokenizer *t, const uint8_t *p, size_t n, const char *name,
           size_t length, size_t *i, bool *same)
{
    while (*i < n && construct_is_letter(p[*i]) && t->tag.name_length <= length)
        tag_name(&t->tag, p[(*i)++]);
    if (*i == n && t->tag.name_length <= length)
        return false;
    *same = t->tag.name_length == length &&
            memcmp(t->tag.name, name, length) == 0 &&
            construct_ends_name(p[*i]);
    return true;
}

size_t
characters_raw_end(struct tokenizer *t, const uint8_t *p, size_t n,
                   size_t offset)
{
    size_t i = 0;
    bool same;
    if (!reads_name(t, p, n, t->raw, t->raw_length, &i, &same))
        return i;
    if (same)
        tag_name_end(&t->tag);
    bool filtered = same && p[i] != '/' && construct_is_filtered(t);
    if (!same || t->script == 2 || filtered) {
        if (same && t->script == 2)
            t->script = 1;
        t->state = STATE_RAW;
        construct_end_name_as_text(t, false, construct_after(offset, i));
        return i;
    }
    t->slashed = p[i] == '/';
    if (!t->slashed) /* else it may yet be filtered */
        t->content = TREE_MARKUP;
    if (p[i] == '>')
        construct_end_tag(t, construct_after(offset, i + 1));
    else
        t->state = t->slashed ? STATE_SELF_CLOSING : STATE_BEFORE_NAME;
    return i + 1;
}

/* "<!--" in a script: until "-->", <script> in it swallows a </script>. */
size_t
characters_script_bang(struct tokenizer *t, const uint8_t *p, size_t n,
                       size_t offset)
{
    (void)n;
    if (*p == '-' && ++t->matched < 2)
        return 1;
    t->state = STATE_RAW;
    if (*p != '-') {
        construct_end_as_text(t, "<!-", 2 + t->matched, offset);
        return 0;
    }
    construct_end_as_text(t, "<!--", 4, construct_after(offset, 1));
    t->script = 1;
    t->dashes = 2;
    return 1;
}

size_t
characters_script_double(struct tokenizer *t, const uint8_t *p, size_t n,
                         size_t offset)
{
    size_t i = 0;
    bool same;
    if (!reads_name(t, p, n, script, sizeof script - 1, &i, &same))
        return i;
    if (same)
        t->script = 2;
    t->state = STATE_RAW;
    construct_end_name_as_text(t, false, construct_after(offset, i));
    return i;
}
