/* SPDX-License-Identifier: MIT */
#include "tokenizer.h"

#include <assert.h>
#include <string.h>

#include "reference.h"

enum state {
    DATA,
    REFERENCE,
    TAG_OPEN,     /* after < */
    END_TAG_OPEN, /* after </ */
    TAG_NAME,
    BEFORE_NAME,
    IN_NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    VALUE_DOUBLE,
    VALUE_SINGLE,
    VALUE_BARE,
    AFTER_VALUE,
    SELF_CLOSING,
    MARKUP,       /* after <! */
    MARKUP_DASH,  /* after <!- */
    MARKUP_CDATA, /* in <![CDATA[ */
    COMMENT_START,
    COMMENT_START_DASH,
    COMMENT,
    COMMENT_DASH,
    COMMENT_END,  /* after -- */
    COMMENT_BANG, /* after --! */
    BOGUS,
    CDATA,
    RAW,
    RAW_OPEN,        /* after < in raw text */
    RAW_END,         /* after </ */
    SCRIPT_BANG,     /* after <! in a script */
    SCRIPT_DOUBLE,   /* in the name after < in an escaped script */
    PLAIN,
    STATES
};

enum {
    WINDOW = 512, /* bytes looked through at a time: "&&&&" stays linear */
    DIGITS_MAX = 10,
};

static const char cdata[] = "[CDATA[";
static const char script[] = "script";

typedef size_t step_function(struct tokenizer *, const uint8_t *, size_t n,
                             size_t offset);

void
tokenizer_init(struct tokenizer *t, const struct tokenizer_hooks *hooks,
               bool filters)
{
    *t = (struct tokenizer){.hooks = hooks, .filters = filters};
    tag_init(&t->tag);
    pieces_init(&t->construct, TOKENIZER_PIECES_MAX);
    tokenizer_reset(t);
}

void
tokenizer_release(struct tokenizer *t)
{
    tag_release(&t->tag);
    pieces_release(&t->construct);
}

void
tokenizer_reset(struct tokenizer *t)
{
    t->failed = false;
    t->state = DATA;
    t->end = PIECES_NOWHERE;
    t->content = TREE_MARKUP;
    t->held_length = 0;
    pieces_clear(&t->construct);
    tag_begin(&t->tag, false);
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
is_letter(uint8_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool
ends_name(uint8_t c)
{
    return is_blank(c) || c == '/' || c == '>';
}

/* The source offset n bytes on. */
static size_t
after(size_t offset, size_t n)
{
    return offset == PIECES_NOWHERE ? PIECES_NOWHERE : offset + n;
}

static void
put_text(struct tokenizer *t, const void *bytes, size_t length, size_t offset)
{
    if (length > 0)
        t->hooks->text(t->hooks->user, bytes, length, offset,
                       after(offset, length));
}

/* ---- constructs ------------------------------------------------------------ */

static void
begin_construct(struct tokenizer *t, size_t offset)
{
    pieces_clear(&t->construct);
    pieces_begin(&t->construct, offset, 0);
}

/* The construct, up to `offset`, turns out to be text. */
static void
end_as_text(struct tokenizer *t, const void *bytes, size_t length,
            size_t offset)
{
    pieces_end(&t->construct, offset);
    size_t count = pieces_count(&t->construct);
    size_t from = PIECES_NOWHERE;
    size_t to = PIECES_NOWHERE;
    if (count > 0) {
        from = pieces_at(&t->construct, 0).from;
        to = pieces_at(&t->construct, count - 1).to;
    }
    t->hooks->text(t->hooks->user, bytes, length, from, to);
}

static void
end_discarded(struct tokenizer *t, size_t offset, int reason)
{
    pieces_end(&t->construct, offset);
    t->hooks->discarded(t->hooks->user, &t->construct, reason);
    t->state = DATA;
}

static size_t
be_bogus(struct tokenizer *t, enum smac_reason reason)
{
    t->reason = (int)reason;
    t->state = BOGUS;
    return 0;
}

static void
end_tag(struct tokenizer *t, size_t offset)
{
    pieces_end(&t->construct, offset);
    tag_finish(&t->tag);
    t->failed = t->failed || t->tag.failed || t->construct.list.failed;
    t->state = DATA;
    t->content = t->hooks->tag(t->hooks->user, &t->tag, &t->construct);
    if (t->content == TREE_MARKUP)
        return;
    t->state = t->content == TREE_PLAINTEXT ? PLAIN : RAW;
    assert(t->tag.name_length <= TOKENIZER_RAW_MAX);
    t->raw_length = t->tag.name_length;
    memcpy(t->raw, t->tag.name, t->raw_length);
    t->script = 0;
    t->dashes = 0;
}

/* The bytes so far of a tag or end tag that is text after all. */
static void
end_name_as_text(struct tokenizer *t, bool slash_after, size_t offset)
{
    char bytes[TAG_NAME_MAX + 3];
    size_t n = 0;
    bytes[n++] = '<';
    if (t->tag.closing)
        bytes[n++] = '/';
    memcpy(bytes + n, t->tag.spelled, t->tag.name_length);
    n += t->tag.name_length;
    if (slash_after)
        bytes[n++] = '/';
    end_as_text(t, bytes, n, offset);
}

/* cmark-gfm escapes the `<` of these when a blank, `>` or `/>` follows. */
static bool
is_filtered(const struct tokenizer *t)
{
    return t->filters
        && (element_info(t->tag.element)->flags & ELEMENT_IS_FILTERED);
}

/* ---- text and character references ----------------------------------------- */

static size_t
step_data(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t run = n < WINDOW ? n : WINDOW;
    const uint8_t *stop = memchr(p, '<', run);
    if (stop != NULL)
        run = (size_t)(stop - p);
    stop = memchr(p, '&', run);
    if (stop != NULL)
        run = (size_t)(stop - p);
    if (run > 0) {
        put_text(t, p, run, offset);
        return run;
    }
    if (*p == '&') {
        t->held[0] = '&';
        t->held_length = 1;
        t->held_source = 1;
        t->held_from = offset;
        t->state = REFERENCE;
        return 1;
    }
    begin_construct(t, offset);
    t->state = TAG_OPEN;
    return 1;
}

static void
end_reference(struct tokenizer *t)
{
    uint8_t out[REFERENCE_OUT_MAX];
    size_t length;
    size_t n = reference_decode(t->held, t->held_length, REFERENCE_HTML, out,
                                &length);
    t->state = t->content == TREE_MARKUP ? DATA : RAW;
    if (n > 0) {
        size_t source = n == t->held_length ? t->held_source : n;
        t->hooks->text(t->hooks->user, out, length, t->held_from,
                       after(t->held_from, source));
    }
    if (n < t->held_length)
        put_text(t, t->held + n, t->held_length - n, after(t->held_from, n));
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
        if (c != '#' && !digit && !is_letter(c))
            return HELD_NO;
    } else if (t->held[1] != '#') {
        if ((!digit && !is_letter(c)) || t->held_length > REFERENCE_NAME_MAX)
            return HELD_NO;
    } else {
        bool hex = t->held_length > 2 && (t->held[2] | 32) == 'x';
        size_t first = hex ? 3 : 2;
        size_t digits = t->held_length - first;
        if (!digit && !(hex && is_letter(c) && (c | 32) <= 'f')
            && !(t->held_length == 2 && (c | 32) == 'x'))
            return HELD_NO;
        if (digits == 1 && t->held[first] == '0')
            t->held_length--;
        keep = digits < DIGITS_MAX;
    }
    if (keep)
        t->held[t->held_length++] = c;
    return HELD_MORE;
}

static size_t
step_reference(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)offset;
    for (size_t i = 0; i < n; i++) {
        enum held held = hold(t, p[i]);
        if (held != HELD_NO)
            t->held_source++;
        if (held == HELD_MORE)
            continue;
        end_reference(t);
        return held == HELD_LAST ? i + 1 : i;
    }
    return n;
}

static size_t
step_plain(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    put_text(t, p, n, offset);
    return n;
}

/* ---- tags -------------------------------------------------------------------- */

static size_t
step_tag_open(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (*p == '!' || *p == '/') {
        t->state = *p == '!' ? MARKUP : END_TAG_OPEN;
        return 1;
    }
    if (*p == '?')
        return be_bogus(t, SMAC_HTML_PROCESSING_INSTRUCTION);
    if (is_letter(*p)) {
        tag_begin(&t->tag, false);
        t->state = TAG_NAME;
        return 0;
    }
    t->state = DATA;
    end_as_text(t, "<", 1, offset);
    return 0;
}

static size_t
step_end_tag_open(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (is_letter(*p)) {
        tag_begin(&t->tag, true);
        t->state = TAG_NAME;
        return 0;
    }
    if (*p != '>')
        return be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    end_discarded(t, after(offset, 1), SMAC_HTML_BOGUS_COMMENT);
    return 1;
}

static size_t
step_tag_name(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    while (i < n && !ends_name(p[i]))
        tag_name(&t->tag, p[i++]);
    if (i == n)
        return n;
    tag_name_end(&t->tag);
    if (p[i] != '/' && is_filtered(t)) {
        t->state = DATA;
        end_name_as_text(t, false, after(offset, i));
        return i;
    }
    t->slashed = p[i] == '/';
    if (p[i] == '>')
        end_tag(t, after(offset, i + 1));
    else
        t->state = t->slashed ? SELF_CLOSING : BEFORE_NAME;
    return i + 1;
}

static size_t
step_self_closing(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    bool slashed = t->slashed;
    t->slashed = false;
    if (*p != '>') {
        t->state = BEFORE_NAME;
        return 0;
    }
    if (slashed && is_filtered(t)) {
        t->state = DATA;
        end_name_as_text(t, true, offset);
        return 0;
    }
    t->tag.self_closing = true;
    end_tag(t, after(offset, 1));
    return 1;
}

/* Before a name, after a name, and after a value: what may come is the same
 * but for the equals sign and for what is missing between. */
static size_t
step_between(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    while (i < n && is_blank(p[i]))
        i++;
    if (i == n) {
        if (t->state == AFTER_VALUE)
            t->state = BEFORE_NAME;
        return n;
    }
    bool equals = p[i] == '=';
    if (p[i] == '>') {
        end_tag(t, after(offset, i + 1));
        return i + 1;
    }
    if (p[i] == '/') {
        t->state = SELF_CLOSING;
        return i + 1;
    }
    if (equals && t->state == AFTER_NAME) {
        t->sign = after(offset, i);
        t->state = BEFORE_VALUE;
        return i + 1;
    }
    /* A name may begin with an equals sign, so it is taken at once. */
    tag_attribute_begin(&t->tag, after(offset, i));
    tag_attribute_name(&t->tag, p[i]);
    t->state = IN_NAME;
    return i + 1;
}

static size_t
step_attribute_name(struct tokenizer *t, const uint8_t *p, size_t n,
                    size_t offset)
{
    size_t i = 0;
    while (i < n && !ends_name(p[i]) && p[i] != '=')
        tag_attribute_name(&t->tag, p[i++]);
    if (i < n) {
        tag_attribute_name_end(&t->tag, after(offset, i));
        t->state = AFTER_NAME;
    }
    return i;
}

static size_t
step_before_value(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    while (i < n && is_blank(p[i]))
        i++;
    if (i == n)
        return n;
    if (p[i] == '>') {
        end_tag(t, after(offset, i + 1));
        return i + 1;
    }
    bool quoted = p[i] == '"' || p[i] == '\'';
    t->state = p[i] == '"' ? VALUE_DOUBLE : quoted ? VALUE_SINGLE : VALUE_BARE;
    i += quoted;
    tag_value_begin(&t->tag, t->sign, after(offset, i));
    return i;
}

static size_t
step_value(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    if (t->state == VALUE_BARE) {
        while (i < n && !is_blank(p[i]) && p[i] != '>')
            i++;
    } else {
        const uint8_t *quote = memchr(p, t->state == VALUE_DOUBLE ? '"' : '\'', n);
        i = quote == NULL ? n : (size_t)(quote - p);
    }
    tag_value(&t->tag, p, i);
    if (i == n)
        return n;
    bool quoted = t->state != VALUE_BARE;
    tag_value_end(&t->tag, after(offset, i), after(offset, i + quoted));
    t->state = AFTER_VALUE;
    return i + quoted;
}

/* ---- comments and their like --------------------------------------------------- */

static size_t
step_markup(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    (void)offset;
    if (*p == '-') {
        t->state = MARKUP_DASH;
        return 1;
    }
    if (*p == '[') {
        t->matched = 1;
        t->state = MARKUP_CDATA;
        return 1;
    }
    return be_bogus(t, is_letter(*p) ? SMAC_HTML_DECLARATION
                                     : SMAC_HTML_BOGUS_COMMENT);
}

static size_t
step_markup_dash(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    (void)offset;
    if (*p != '-')
        return be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    t->state = COMMENT_START;
    return 1;
}

static size_t
step_markup_cdata(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (*p != (uint8_t)cdata[t->matched])
        return be_bogus(t, SMAC_HTML_BOGUS_COMMENT);
    if (++t->matched < sizeof cdata - 1)
        return 1;
    if (!t->hooks->in_foreign(t->hooks->user)) {
        be_bogus(t, SMAC_HTML_CDATA);
        return 1;
    }
    end_discarded(t, after(offset, 1), HTML_SHOWN);
    t->matched = 0;
    t->state = CDATA;
    return 1;
}

static size_t
step_comment(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (t->state == COMMENT && *p != '-') {
        const uint8_t *dash = memchr(p, '-', n);
        return dash == NULL ? n : (size_t)(dash - p);
    }
    bool closes = t->state != COMMENT && t->state != COMMENT_DASH;
    if (*p == '>' && closes) {
        end_discarded(t, after(offset, 1), SMAC_HTML_COMMENT);
        return 1;
    }
    if (*p == '!' && t->state == COMMENT_END) {
        t->state = COMMENT_BANG;
    } else if (*p != '-') {
        t->state = COMMENT;
    } else {
        switch (t->state) {
        case COMMENT_START:
            t->state = COMMENT_START_DASH;
            break;
        case COMMENT:
        case COMMENT_BANG:
            t->state = COMMENT_DASH;
            break;
        default:
            t->state = COMMENT_END;
            break;
        }
    }
    return 1;
}

static size_t
step_bogus(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    const uint8_t *end = memchr(p, '>', n);
    if (end == NULL)
        return n;
    size_t i = (size_t)(end - p) + 1;
    end_discarded(t, after(offset, i), t->reason);
    return i;
}

/* Text up to "]]>". A third bracket makes the first one text. */
static size_t
step_cdata(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (*p == ']' && t->matched < 2) {
        if (t->matched++ == 0)
            begin_construct(t, offset);
        return 1;
    }
    if (*p == ']') {
        end_as_text(t, "]", 1, after(t->construct.from, 1));
        pieces_clear(&t->construct);
        pieces_begin(&t->construct,
                     offset == PIECES_NOWHERE ? offset : offset - 1, 0);
        return 1;
    }
    if (*p == '>' && t->matched == 2) {
        end_discarded(t, after(offset, 1), HTML_SHOWN);
        return 1;
    }
    if (t->matched > 0) {
        end_as_text(t, "]]", t->matched, offset);
        t->matched = 0;
    }
    const uint8_t *bracket = memchr(p, ']', n);
    size_t i = bracket == NULL ? n : (size_t)(bracket - p);
    put_text(t, p, i, offset);
    return i;
}

/* ---- raw text -------------------------------------------------------------------- */

static size_t
step_raw(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
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
    put_text(t, p, i, offset);
    if (i > 0)
        return i;
    if (*p == '&')
        return step_data(t, p, n, offset);
    begin_construct(t, offset);
    t->dashes = 0;
    t->state = RAW_OPEN;
    return 1;
}

static size_t
step_raw_open(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (*p == '/') {
        tag_begin(&t->tag, true);
        t->state = RAW_END;
        return 1;
    }
    if (t->content == TREE_SCRIPT && t->script == 0 && *p == '!') {
        t->matched = 0;
        t->state = SCRIPT_BANG;
        return 1;
    }
    if (t->script == 1 && is_letter(*p)) {
        tag_begin(&t->tag, false);
        t->state = SCRIPT_DOUBLE;
        return 0;
    }
    t->state = RAW;
    end_as_text(t, "<", 1, offset);
    return 0;
}

/* Reads a name that is no longer than the one looked for. True when the byte
 * after it was reached; then `same` says whether it is that name. */
static bool
reads_name(struct tokenizer *t, const uint8_t *p, size_t n, const char *name,
           size_t length, size_t *i, bool *same)
{
    while (*i < n && is_letter(p[*i]) && t->tag.name_length <= length)
        tag_name(&t->tag, p[(*i)++]);
    if (*i == n && t->tag.name_length <= length)
        return false;
    *same = t->tag.name_length == length
        && memcmp(t->tag.name, name, length) == 0 && ends_name(p[*i]);
    return true;
}

static size_t
step_raw_end(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    size_t i = 0;
    bool same;
    if (!reads_name(t, p, n, t->raw, t->raw_length, &i, &same))
        return i;
    if (same)
        tag_name_end(&t->tag);
    bool filtered = same && p[i] != '/' && is_filtered(t);
    if (!same || t->script == 2 || filtered) {
        if (same && t->script == 2)
            t->script = 1;
        t->state = RAW;
        end_name_as_text(t, false, after(offset, i));
        return i;
    }
    t->content = TREE_MARKUP;
    t->slashed = p[i] == '/';
    if (p[i] == '>')
        end_tag(t, after(offset, i + 1));
    else
        t->state = t->slashed ? SELF_CLOSING : BEFORE_NAME;
    return i + 1;
}

/* "<!--" in a script: until "-->", <script> in it swallows a </script>. */
static size_t
step_script_bang(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    (void)n;
    if (*p == '-' && ++t->matched < 2)
        return 1;
    t->state = RAW;
    if (*p != '-') {
        end_as_text(t, "<!-", 2 + t->matched, offset);
        return 0;
    }
    end_as_text(t, "<!--", 4, after(offset, 1));
    t->script = 1;
    t->dashes = 2;
    return 1;
}

static size_t
step_script_double(struct tokenizer *t, const uint8_t *p, size_t n,
                   size_t offset)
{
    size_t i = 0;
    bool same;
    if (!reads_name(t, p, n, script, sizeof script - 1, &i, &same))
        return i;
    if (same)
        t->script = 2;
    t->state = RAW;
    end_name_as_text(t, false, after(offset, i));
    return i;
}

/* ---- the machine ------------------------------------------------------------------ */

static step_function *const steps[STATES] = {
    [DATA] = step_data,
    [REFERENCE] = step_reference,
    [TAG_OPEN] = step_tag_open,
    [END_TAG_OPEN] = step_end_tag_open,
    [TAG_NAME] = step_tag_name,
    [BEFORE_NAME] = step_between,
    [IN_NAME] = step_attribute_name,
    [AFTER_NAME] = step_between,
    [BEFORE_VALUE] = step_before_value,
    [VALUE_DOUBLE] = step_value,
    [VALUE_SINGLE] = step_value,
    [VALUE_BARE] = step_value,
    [AFTER_VALUE] = step_between,
    [SELF_CLOSING] = step_self_closing,
    [MARKUP] = step_markup,
    [MARKUP_DASH] = step_markup_dash,
    [MARKUP_CDATA] = step_markup_cdata,
    [COMMENT_START] = step_comment,
    [COMMENT_START_DASH] = step_comment,
    [COMMENT] = step_comment,
    [COMMENT_DASH] = step_comment,
    [COMMENT_END] = step_comment,
    [COMMENT_BANG] = step_comment,
    [BOGUS] = step_bogus,
    [CDATA] = step_cdata,
    [RAW] = step_raw,
    [RAW_OPEN] = step_raw_open,
    [RAW_END] = step_raw_end,
    [SCRIPT_BANG] = step_script_bang,
    [SCRIPT_DOUBLE] = step_script_double,
    [PLAIN] = step_plain,
};

void
tokenizer_feed(struct tokenizer *t, const uint8_t *p, size_t n, size_t offset)
{
    if (offset != t->end) {
        tokenizer_flush(t);
        pieces_pause(&t->construct, t->end);
        tag_pause(&t->tag, t->end);
        pieces_resume(&t->construct, offset);
        tag_resume(&t->tag, offset);
    }
    t->end = after(offset, n);
    while (n > 0 && !t->failed) {
        size_t used = steps[t->state](t, p, n, offset);
        p += used;
        n -= used;
        offset = after(offset, used);
    }
}

void
tokenizer_flush(struct tokenizer *t)
{
    if (t->state == REFERENCE)
        end_reference(t);
}

static bool
is_full(const struct buffer *b)
{
    return b->failed && b->size > b->ceiling / 2;
}

bool
tokenizer_is_full(const struct tokenizer *t)
{
    return is_full(&t->construct.list) || is_full(&t->tag.values)
        || is_full(&t->tag.marks.list);
}

bool
tokenizer_in_data(const struct tokenizer *t)
{
    return t->state == DATA
        || (t->state == REFERENCE && t->content == TREE_MARKUP);
}

int
tokenizer_swallows(const struct tokenizer *t)
{
    switch ((enum state)t->state) {
    case DATA:
    case REFERENCE:
    case CDATA:
    case RAW:
    case RAW_OPEN:
    case RAW_END:
    case SCRIPT_BANG:
    case SCRIPT_DOUBLE:
    case PLAIN:
    case STATES:
        return HTML_SHOWN;
    case TAG_OPEN:
    case END_TAG_OPEN:
    case TAG_NAME:
    case BEFORE_NAME:
    case IN_NAME:
    case AFTER_NAME:
    case BEFORE_VALUE:
    case VALUE_DOUBLE:
    case VALUE_SINGLE:
    case VALUE_BARE:
    case AFTER_VALUE:
    case SELF_CLOSING:
        return SMAC_HTML_UNCLOSED_TAG;
    case MARKUP:
    case MARKUP_DASH:
    case MARKUP_CDATA:
        return SMAC_HTML_BOGUS_COMMENT;
    case COMMENT_START:
    case COMMENT_START_DASH:
    case COMMENT:
    case COMMENT_DASH:
    case COMMENT_END:
    case COMMENT_BANG:
        return SMAC_HTML_COMMENT;
    case BOGUS:
        return t->reason;
    }
    return HTML_SHOWN;
}

void
tokenizer_finish(struct tokenizer *t)
{
    tokenizer_flush(t);
    int reason = tokenizer_swallows(t);
    if (t->state == TAG_OPEN)
        end_as_text(t, "<", 1, t->end);
    else if (t->state == END_TAG_OPEN)
        end_as_text(t, "</", 2, t->end);
    else if (t->state == RAW_OPEN)
        end_as_text(t, "<", 1, t->end);
    else if (t->state == RAW_END || t->state == SCRIPT_DOUBLE)
        end_name_as_text(t, false, t->end);
    else if (t->state == SCRIPT_BANG)
        end_as_text(t, "<!-", 2 + t->matched, t->end);
    else if (t->state == CDATA && t->matched > 0)
        end_as_text(t, "]]", t->matched, t->end);
    else if (reason != HTML_SHOWN)
        end_discarded(t, t->end, reason);
    t->state = DATA;
    t->content = TREE_MARKUP;
}
