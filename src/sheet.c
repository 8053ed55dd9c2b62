/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "computed.h"
#include "cover.h"
#include "lean.h"
#include "lexeme.h"
#include "selector.h"

enum {
    SETTINGS_MAX = 1024,
    WORK_MAX = 1024, /* settings that one element can get */
    BUCKETS = 256,
    /* What an element is compared with at once, and gets: three or more
     * buckets hold for one of a few bytes. */
    BUCKET_MAX = 32,          /* selectors */
    BUCKET_TESTS_MAX = 64,    /* tests in them */
    BUCKET_SETTINGS_MAX = 64, /* settings they give */
    NESTING_MAX = 16,
};

struct setting {
    enum cascade_slot slot;
    bool doubtful;
    bool important;
    struct cascade_value value;
};

struct bucket {
    uint16_t first;
    uint16_t count;
    uint16_t tests;
    uint16_t settings;
    uint32_t seen; /* by which element */
};

struct sheet {
    struct selector_pool pool;
    struct setting settings[SETTINGS_MAX];
    /* Selectors by a hash of the id, class or type that they ask for; in the
     * last, those that ask for neither. */
    struct bucket buckets[BUCKETS + 1];
    struct precedents precedents;
    uint16_t setting_count;
    uint32_t element; /* the last that was asked for */
    uint32_t order;
    uint32_t work;
    bool full;
    bool covers;
    bool lifts;
    bool faces; /* it brings fonts along, */
    bool fonts; /* and a rule may choose one */
};

struct sheet *
sheet_new(void)
{
    struct sheet *s = calloc(1, sizeof *s);
    if (s != NULL)
        sheet_reset(s);
    return s;
}

void
sheet_free(struct sheet *s)
{
    free(s);
}

void
sheet_reset(struct sheet *s)
{
    selector_reset(&s->pool);
    precedents_expire(&s->precedents);
    s->setting_count = 0;
    s->element = s->order = s->work = 0;
    s->full = s->covers = s->lifts = s->faces = s->fonts = false;
    for (unsigned i = 0; i <= BUCKETS; i++)
        s->buckets[i] = (struct bucket){.first = SELECTOR_NONE};
}

struct precedents *
sheet_precedents(struct sheet *s)
{
    return &s->precedents;
}

bool
sheet_lifts(const struct sheet *s)
{
    return s->lifts;
}

bool
sheet_covers(const struct sheet *s)
{
    return s->covers;
}

bool
sheet_is_empty(const struct sheet *s)
{
    return s->pool.count == 0 && !s->full && !s->faces;
}

static unsigned
bucket_of(enum selector_test_kind kind, const uint8_t *name, size_t length)
{
    return (selector_hash(name, length) + 85 * (uint32_t)kind) % BUCKETS;
}

static void
add_setting(struct sheet *s, enum cascade_slot slot, struct cascade_value value,
            bool important, bool doubtful)
{
    if (value.kind == VALUE_NOTHING)
        return;
    if (s->setting_count == SETTINGS_MAX) {
        s->full = true;
        return;
    }
    s->settings[s->setting_count++] = (struct setting){
        .slot = slot,
        .doubtful = doubtful,
        .important = important,
        .value = value,
    };
}

static void
put_in_bucket(struct sheet *s, unsigned bucket, uint16_t id)
{
    struct selector *selector = &s->pool.selectors[id];
    struct bucket *b = &s->buckets[bucket];
    selector->next = b->first;
    b->first = id;
    b->count++;
    b->tests = (uint16_t)(b->tests + selector->tests);
    b->settings = (uint16_t)(b->settings + selector->settings);
    s->full |= b->count > BUCKET_MAX || b->tests > BUCKET_TESTS_MAX ||
               b->settings > BUCKET_SETTINGS_MAX;
}

static void
link_selector(struct sheet *s, uint16_t id)
{
    const struct selector *selector = &s->pool.selectors[id];
    unsigned bucket = BUCKETS;
    enum selector_test_kind best = TEST_ATTRIBUTE;
    for (unsigned i = 0; i < selector->tests; i++) {
        const struct selector_test *test =
            &s->pool.tests[selector->first_test + i];
        if (test->kind == TEST_ATTRIBUTE || test->cut ||
            (bucket != BUCKETS && best == TEST_ID))
            continue;
        best = test->kind;
        bucket = bucket_of(best, s->pool.names + test->name, test->name_length);
    }
    put_in_bucket(s, bucket, id);
}

/* Classes that renderers give what markdown made, by how they begin. */
static bool
is_given_class(const uint8_t *name, size_t length)
{
    static const char *const starts[] = {"lang", "highlight", "source", "code"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (length >= n && memcmp(name, starts[i], n) == 0)
            return true;
    }
    return false;
}

/* .language-js: a code block may have that class; it is found by its type. */
static void
add_code_selector(struct sheet *s, const struct selector *given)
{
    for (unsigned i = 0; i < given->tests; i++) {
        const struct selector_test *test =
            &s->pool.tests[given->first_test + i];
        if (test->kind != TEST_CLASS ||
            !is_given_class(s->pool.names + test->name, test->name_length))
            continue;
        if (s->pool.count == SELECTORS_MAX) {
            s->full = true;
            return;
        }
        struct selector *copy = &s->pool.selectors[s->pool.count];
        *copy = *given;
        copy->tests = 0;
        copy->doubtful = true;
        put_in_bucket(s, bucket_of(TEST_TYPE, (const uint8_t *)"pre", 3),
                      s->pool.count++);
        return;
    }
}

/* May declarations choose a font? An escape may spell anything. */
static bool
choose_font(const uint8_t *text, size_t length)
{
    static const char name[] = "font";
    size_t at = 0; /* in the name */
    for (size_t i = 0; i < length; i++) {
        uint8_t c = selector_lower(text[i]);
        at = c == (uint8_t)name[at] ? at + 1 : c == 'f';
        if (c == '\\' || name[at] == '\0')
            return true;
    }
    return false;
}

/* Nobody here looks into a font: it may draw blanks for letters. */
static bool
has_doubtful_font(const struct sheet *s, const struct element_attributes *a)
{
    if (!s->faces || s->fonts || a == NULL)
        return s->faces && s->fonts;
    const struct element_value *style = element_value(a, ATTRIBUTE_STYLE);
    return element_has(a, ATTRIBUTE_FACE) ||
           element_has(a, ATTRIBUTE_FONT_FAMILY) ||
           (style != NULL && choose_font(style->bytes, style->length));
}

static void
add_rule(struct sheet *s, const uint8_t *selectors, size_t length,
         const uint8_t *body, size_t body_length, bool doubtful)
{
    struct cascade c;
    cascade_begin(&c, ELEMENT_UNKNOWN, SPACE_HTML, NULL);
    cascade_declare(&c, body, body_length, 0, false);
    s->fonts |= choose_font(body, body_length);
    if (c.failed)
        s->full = true;
    if (c.is_empty || s->full)
        return;
    struct css_style page;
    css_root(&page);
    page.lifted = cover_is_lifted(&c, &page);
    s->lifts |=
        page.lifted || computed_hides(&c, SLOT_OUTLINE) || lean_is_possible(&c);
    s->covers |= selectors != NULL && memchr(selectors, ':', length) != NULL &&
                 (page.lifted || cover_lies_over(&c, &page));
    uint16_t first = s->setting_count;
    for (unsigned i = 0; i < SLOTS; i++) {
        const struct cascade_entry *e = cascade_entry(&c, (enum cascade_slot)i);
        if (e == NULL)
            continue;
        bool important = e->weight >= CASCADE_IMPORTANT;
        add_setting(s, (enum cascade_slot)i, e->sure, important, false);
        important = e->doubtful_weight >= CASCADE_IMPORTANT;
        add_setting(s, (enum cascade_slot)i, e->doubtful, important, true);
    }
    uint16_t first_selector = s->pool.count;
    selector_read(&s->pool, selectors, length, s->order++, doubtful);
    s->full |= s->pool.full;
    uint16_t last_selector = s->pool.count;
    for (uint16_t i = first_selector; i < last_selector; i++) {
        s->pool.selectors[i].first_setting = first;
        s->pool.selectors[i].settings = (uint16_t)(s->setting_count - first);
        link_selector(s, i);
        add_code_selector(s, &s->pool.selectors[i]);
        s->work += s->pool.selectors[i].settings;
    }
    s->full |= s->work > WORK_MAX;
    if (first_selector == s->pool.count)
        s->setting_count = first;
}

/* At-rules whose block holds no rules for the page's elements. */
static const char *const apart[] = {
    "font-face",
    "keyframes",
    "-webkit-keyframes",
    "page",
    "font-feature-values",
    "font-palette-values",
    "namespace",
    "counter-style",
    "view-transition",
    "position-try",
    "property",
};

static bool
is_apart(const struct lexeme *at)
{
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (lexeme_is(at, apart[i]))
            return true;
    return false;
}

/* Where a statement ends, and its block if it has one. */
struct statement {
    struct lexeme first;
    struct lexeme second;
    size_t open;  /* offset of its "{" */
    size_t close; /* that of the "}" */
    bool has_block;
    bool nests; /* there is a block in the block */
};

/* False at the end. */
static bool
next_statement(struct lexer *l, struct statement *t)
{
    struct lexeme word;
    unsigned words = 0;
    *t = (struct statement){.has_block = false};
    for (;;) {
        lexeme_next(l, &word);
        if (word.kind == LEXEME_END) {
            t->close = l->length;
            return words > 0;
        }
        if (l->depth == 0 && t->has_block && word.kind == LEXEME_CLOSE) {
            t->close = word.from;
            return true;
        }
        if (word.kind == LEXEME_OPEN && word.mark == '{') {
            t->nests |= t->has_block;
            if (l->depth == 1 && !t->has_block) {
                t->has_block = true;
                t->open = word.from;
            }
        }
        if (words == 0 && word.kind == LEXEME_SGML)
            continue;
        if (words < 2)
            *(words == 0 ? &t->first : &t->second) = word;
        words++;
        if (l->depth == 0 && word.kind == LEXEME_SEMICOLON)
            return true;
    }
}

/* Another sheet is not read. One that the document brings along can hide. */
static bool
is_inside_job(const struct lexeme *from)
{
    char start[] = "data:";
    for (size_t i = 0; i < sizeof start - 1; i++)
        if (i >= from->length ||
            selector_lower((uint8_t)from->text[i]) != start[i])
            return from->kind == LEXEME_FUNCTION;
    return true;
}

/* `around` are the selectors that the statements are nested in (CSS Nesting),
 * or NULL. */
static void
add_statements(struct sheet *s, const uint8_t *text, size_t length,
               const uint8_t *around, size_t around_length, unsigned nesting)
{
    struct lexer l;
    struct statement t;
    lexeme_init(&l, text, length);
    if (nesting > NESTING_MAX)
        s->full = true;
    while (!s->full && next_statement(&l, &t)) {
        const uint8_t *body = text + t.open + 1;
        size_t body_length = t.has_block ? t.close - t.open - 1 : 0;
        bool is_at = t.first.kind == LEXEME_AT;
        if (is_at && !t.has_block && lexeme_is(&t.first, "import"))
            s->full |= is_inside_job(&t.second);
        s->faces |= is_at && lexeme_is(&t.first, "font-face");
        if (!t.has_block || (is_at && is_apart(&t.first)))
            continue;
        if (!is_at)
            add_rule(s, text + t.first.from, t.open - t.first.from, body,
                     body_length, nesting > 0);
        else if (around != NULL)
            add_rule(s, around, around_length, body, body_length, true);
        if (is_at)
            add_statements(s, body, body_length, around, around_length,
                           nesting + 1);
        else if (t.nests)
            add_statements(s, body, body_length, text + t.first.from,
                           t.open - t.first.from, nesting + 1);
    }
    s->full |= l.too_deep;
}

void
sheet_add(struct sheet *s, const uint8_t *text, size_t length, bool doubtful)
{
    precedents_expire(&s->precedents);
    add_statements(s, text, length, NULL, 0, doubtful ? 1 : 0);
}

void
sheet_give_up(struct sheet *s)
{
    precedents_expire(&s->precedents);
    s->full = true;
}

static void
apply_bucket(struct sheet *s, unsigned bucket, const struct selector_subject *e,
             struct cascade *c)
{
    if (s->buckets[bucket].seen == s->element)
        return;
    s->buckets[bucket].seen = s->element;
    for (uint16_t id = s->buckets[bucket].first; id != SELECTOR_NONE;
         id = s->pool.selectors[id].next) {
        const struct selector *r = &s->pool.selectors[id];
        enum selector_match match = selector_match(&s->pool, r, e);
        if (match == SELECTOR_NO)
            continue;
        const struct setting *set = &s->settings[r->first_setting];
        const struct setting *end = set + r->settings;
        bool maybe = match == SELECTOR_MAYBE;
        for (; set < end; set++)
            cascade_set(c, set->slot, set->value,
                        set->important ? r->weight | CASCADE_IMPORTANT
                                       : r->weight,
                        maybe || set->doubtful);
    }
}

void
sheet_apply(struct sheet *s, const char *name, size_t length,
            const struct element_attributes *attributes, struct cascade *c)
{
    if (s->full || (name == NULL && s->pool.count > 0) ||
        has_doubtful_font(s, attributes)) {
        c->failed = true;
        c->is_empty = false;
        return;
    }
    if (s->pool.count == 0)
        return;
    struct selector_subject e = {.name = (const uint8_t *)name,
                                 .length = length,
                                 .attributes = attributes};
    if (attributes != NULL) {
        e.id = element_value(attributes, ATTRIBUTE_ID);
        e.classes = element_value(attributes, ATTRIBUTE_CLASS);
    }
    s->element++;
    selector_meet(&s->pool, &e);
    apply_bucket(s, BUCKETS, &e, c);
    apply_bucket(s, bucket_of(TEST_TYPE, e.name, length), &e, c);
    if (e.id != NULL)
        apply_bucket(s, bucket_of(TEST_ID, e.id->bytes, e.id->length), &e, c);
    if (e.classes == NULL)
        return;
    size_t at = 0;
    size_t from;
    while (selector_next_word(e.classes->bytes, e.classes->length, &at, &from))
        apply_bucket(s,
                     bucket_of(TEST_CLASS, e.classes->bytes + from, at - from),
                     &e, c);
}
