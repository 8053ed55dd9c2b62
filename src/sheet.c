/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "lexeme.h"

enum {
    SELECTORS_MAX = 512,
    TESTS_MAX = 1024,
    SETTINGS_MAX = 1024,
    WORK_MAX = 1024, /* settings that one element can get */
    NAMES_MAX = 1 << 16,
    TESTS_EACH = 8,     /* of one selector; more are left out */
    BUCKETS = 256,
    CLASSES_MAX = 1024, /* bytes of a class attribute that are looked at */
    NESTING_MAX = 16,
    NONE = UINT16_MAX,
};

enum test_kind { TEST_TYPE, TEST_ID, TEST_CLASS, TEST_ATTRIBUTE };

/* A simple selector. */
struct test {
    enum test_kind kind;
    enum attribute attribute;
    char operator; /* 0: presence; '=', or the character before it */
    bool cut;      /* the name is longer than what is kept of it */
    uint16_t name_length;
    uint16_t value_length;
    uint32_t name; /* in `names` */
    uint32_t value;
};

struct selector {
    uint16_t first_test;
    uint16_t tests;
    uint16_t first_setting;
    uint16_t settings;
    uint16_t next; /* in its bucket */
    bool doubtful;
    bool never; /* ::before, :hover: not the element as it stands */
    uint64_t weight;
};

struct setting {
    enum cascade_slot slot;
    bool doubtful;
    bool important;
    struct cascade_value value;
};

struct bucket {
    uint16_t first;
    uint32_t seen; /* by which element */
};

struct sheet {
    struct selector selectors[SELECTORS_MAX];
    struct test tests[TESTS_MAX];
    struct setting settings[SETTINGS_MAX];
    struct bucket buckets[BUCKETS + 1]; /* the last: for any element */
    uint8_t names[NAMES_MAX];
    uint16_t selector_count;
    uint16_t test_count;
    uint16_t setting_count;
    uint32_t names_size;
    uint32_t element; /* the last that was asked for */
    uint32_t order;
    uint32_t work;
    bool full;
};

struct sheet *
sheet_new(void)
{
    struct sheet *s = malloc(sizeof *s);
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
    s->selector_count = s->test_count = s->setting_count = 0;
    s->names_size = s->element = s->order = s->work = 0;
    s->full = false;
    for (unsigned i = 0; i <= BUCKETS; i++)
        s->buckets[i] = (struct bucket){.first = NONE};
}

bool
sheet_is_empty(const struct sheet *s)
{
    return s->selector_count == 0 && !s->full;
}

/* ---- names --------------------------------------------------------------- */

static uint8_t
lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static unsigned
bucket_of(enum test_kind kind, const uint8_t *name, size_t length)
{
    uint32_t hash = 2166136261U + (uint32_t)kind;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ lower(name[i])) * 16777619U;
    return (hash ^ hash >> 15) % BUCKETS;
}

enum match { NO, MAYBE, YES };

/* Whether case counts for classes and ids depends on the DOCTYPE. */
static enum match
compare(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length)
{
    if (a_length != b_length)
        return NO;
    enum match match = YES;
    for (size_t i = 0; i < a_length; i++) {
        if (lower(a[i]) != lower(b[i]))
            return NO;
        if (a[i] != b[i])
            match = MAYBE;
    }
    return match;
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

/* Takes the next of the words in bytes[*at..length). */
static bool
next_word(const uint8_t *bytes, size_t length, size_t *at, size_t *from)
{
    while (*at < length && is_blank(bytes[*at]))
        ++*at;
    *from = *at;
    while (*at < length && !is_blank(bytes[*at]))
        ++*at;
    return *at > *from;
}

/* ---- reading selectors --------------------------------------------------- */

/* A rule while it is read: its selectors are those from `first` on. */
struct prelude {
    struct lexer lexer;
    struct lexeme word;
    uint16_t first;
    bool doubtful;
    struct selector now;
    unsigned ids;
    unsigned classes;
    unsigned types;
};

static uint32_t
keep_name(struct sheet *s, const struct lexeme *word)
{
    uint32_t at = s->names_size;
    if (word->length > NAMES_MAX - at) {
        s->full = true;
        return 0;
    }
    memcpy(s->names + at, word->text, word->length);
    s->names_size += word->length;
    return at;
}

static struct test *
add_test(struct sheet *s, struct prelude *p, enum test_kind kind,
         const struct lexeme *word)
{
    if (p->now.tests == TESTS_EACH) {
        p->now.doubtful = true;
        return NULL;
    }
    if (s->test_count == TESTS_MAX) {
        s->full = true;
        return NULL;
    }
    struct test *test = &s->tests[s->test_count++];
    *test = (struct test){.kind = kind,
                          .cut = word->cut,
                          .name = keep_name(s, word),
                          .name_length = word->length};
    p->now.tests++;
    p->now.doubtful |= word->cut;
    unsigned *counter = kind == TEST_ID ? &p->ids
        : kind == TEST_TYPE             ? &p->types
                                        : &p->classes;
    *counter += *counter < 255;
    return test;
}

static void
begin_selector(struct sheet *s, struct prelude *p)
{
    p->now = (struct selector){.first_test = s->test_count,
                               .next = NONE,
                               .doubtful = p->doubtful};
    p->ids = p->classes = p->types = 0;
}

/* The compound before a combinator says where an element must stand. */
static void
drop_compound(struct sheet *s, struct prelude *p)
{
    s->test_count = p->now.first_test;
    p->now.tests = 0;
    p->now.never = false;
    p->now.doubtful = true;
}

static void
end_selector(struct sheet *s, struct prelude *p)
{
    if (s->selector_count == SELECTORS_MAX)
        s->full = true;
    if (s->full || p->now.never) {
        s->test_count = p->now.first_test;
    } else {
        p->now.weight = CASCADE_RULE
            * ((uint64_t)p->ids << 40 | (uint64_t)p->classes << 32
               | (uint64_t)p->types << 24 | (s->order & 0xffffff));
        s->selectors[s->selector_count++] = p->now;
    }
    begin_selector(s, p);
}

static void
skip_to_depth(struct prelude *p, unsigned depth)
{
    while (p->word.kind != LEXEME_END && p->lexer.depth > depth)
        lexeme_next(&p->lexer, &p->word);
}

/* [name], [name=value], [name~="value" i]: from the bracket to its end. */
static void
read_attribute(struct sheet *s, struct prelude *p)
{
    unsigned depth = p->lexer.depth - 1;
    lexeme_next(&p->lexer, &p->word);
    struct test *test = NULL;
    if (p->word.kind == LEXEME_NAME)
        test = add_test(s, p, TEST_ATTRIBUTE, &p->word);
    if (test == NULL) {
        p->now.doubtful = true;
        skip_to_depth(p, depth);
        return;
    }
    char name[LEXEME_TEXT_MAX];
    for (size_t i = 0; i < p->word.length; i++)
        name[i] = (char)lower((uint8_t)p->word.text[i]);
    test->attribute = element_attribute_find(name, p->word.length);
    lexeme_next(&p->lexer, &p->word);
    for (; p->word.kind == LEXEME_MARK; lexeme_next(&p->lexer, &p->word))
        if (test->operator == 0)
            test->operator = p->word.mark;
    if (test->operator != 0) {
        test->value = keep_name(s, &p->word);
        test->value_length = p->word.length;
        test->cut |= p->word.cut;
        p->now.doubtful |= p->word.cut;
        lexeme_next(&p->lexer, &p->word);
        /* `i` or `s`, or what does not belong there. */
        p->now.doubtful |= p->word.kind != LEXEME_CLOSE;
    }
    skip_to_depth(p, depth);
}

/* States that a page has only when somebody acts, and what is drawn beside an
 * element. */
static const char *const absent[] = {
    "hover",  "active", "visited", "focus", "focus-within", "focus-visible",
    "before", "after",
};

static const char *const beside[] = {
    "before",      "after",    "marker",
    "placeholder", "backdrop", "selection",
    "file-selector-button",
};

static bool
is_one_of(const struct lexeme *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lexeme_is(word, words[i]))
            return true;
    return false;
}

static void
read_pseudo(struct prelude *p)
{
    lexeme_next(&p->lexer, &p->word);
    bool is_element = p->word.kind == LEXEME_COLON;
    if (is_element)
        lexeme_next(&p->lexer, &p->word);
    if (p->word.kind == LEXEME_NAME)
        p->now.never |= is_element
            ? is_one_of(&p->word, beside, sizeof beside / sizeof *beside)
            : is_one_of(&p->word, absent, sizeof absent / sizeof *absent);
    if (p->word.kind == LEXEME_FUNCTION)
        skip_to_depth(p, p->lexer.depth - 1);
    p->now.doubtful = true;
}

/* One lexeme of a selector, or a construct that begins with it. */
static void
read_simple(struct sheet *s, struct prelude *p)
{
    struct lexeme *word = &p->word;
    switch (word->kind) {
    case LEXEME_NAME:
        if (word->length != 0)
            add_test(s, p, TEST_TYPE, word);
        break;
    case LEXEME_HASH:
        add_test(s, p, TEST_ID, word);
        break;
    case LEXEME_COLON:
        read_pseudo(p);
        break;
    case LEXEME_OPEN:
        if (word->mark == '[') {
            read_attribute(s, p);
        } else {
            p->now.doubtful = true;
            skip_to_depth(p, p->lexer.depth - 1);
        }
        break;
    case LEXEME_FUNCTION:
        p->now.doubtful = true;
        skip_to_depth(p, p->lexer.depth - 1);
        break;
    case LEXEME_MARK:
        if (word->mark == '*')
            break;
        if (word->mark == '.') {
            lexeme_next(&p->lexer, word);
            if (word->kind == LEXEME_NAME) {
                add_test(s, p, TEST_CLASS, word);
                break;
            }
        }
        drop_compound(s, p);
        break;
    case LEXEME_SGML:
        break;
    case LEXEME_END:
    case LEXEME_AT:
    case LEXEME_STRING:
    case LEXEME_URL:
    case LEXEME_NUMBER:
    case LEXEME_PERCENT:
    case LEXEME_DIMENSION:
    case LEXEME_CLOSE:
    case LEXEME_SEMICOLON:
    case LEXEME_COMMA:
        p->now.doubtful = true;
        break;
    }
}

/* The selectors text[from..to). */
static void
read_selectors(struct sheet *s, struct prelude *p, const uint8_t *text,
               size_t length)
{
    bool is_first = true;
    lexeme_init(&p->lexer, text, length);
    p->first = s->selector_count;
    begin_selector(s, p);
    for (;;) {
        lexeme_next(&p->lexer, &p->word);
        if (p->word.kind == LEXEME_END || p->word.kind == LEXEME_COMMA) {
            end_selector(s, p);
            is_first = true;
            if (p->word.kind == LEXEME_END)
                return;
            continue;
        }
        if (p->word.spaced && !is_first)
            drop_compound(s, p);
        is_first = false;
        read_simple(s, p);
    }
}

/* ---- reading rules ------------------------------------------------------- */

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
link_selector(struct sheet *s, uint16_t id)
{
    struct selector *selector = &s->selectors[id];
    unsigned bucket = BUCKETS;
    enum test_kind best = TEST_ATTRIBUTE;
    for (unsigned i = 0; i < selector->tests; i++) {
        const struct test *test = &s->tests[selector->first_test + i];
        if (test->kind == TEST_ATTRIBUTE || test->cut
            || (bucket != BUCKETS && best == TEST_ID))
            continue;
        best = test->kind;
        bucket = bucket_of(best, s->names + test->name, test->name_length);
    }
    selector->next = s->buckets[bucket].first;
    s->buckets[bucket].first = id;
}

static void
add_rule(struct sheet *s, const uint8_t *selectors, size_t length,
         const uint8_t *body, size_t body_length, bool doubtful)
{
    struct cascade c;
    cascade_begin(&c, ELEMENT_UNKNOWN, SPACE_HTML, NULL);
    cascade_declare(&c, body, body_length, 0, false);
    if (c.failed)
        s->full = true;
    if (c.is_empty || s->full)
        return;
    uint16_t first = s->setting_count;
    for (unsigned i = 0; i < SLOTS; i++) {
        bool important = c.slots[i].weight >= CASCADE_IMPORTANT;
        add_setting(s, (enum cascade_slot)i, c.slots[i].sure, important, false);
        important = c.slots[i].doubtful_weight >= CASCADE_IMPORTANT;
        add_setting(s, (enum cascade_slot)i, c.slots[i].doubtful, important, true);
    }
    struct prelude p = {.doubtful = doubtful};
    s->order++;
    read_selectors(s, &p, selectors, length);
    for (uint16_t i = p.first; i < s->selector_count; i++) {
        s->selectors[i].first_setting = first;
        s->selectors[i].settings = (uint16_t)(s->setting_count - first);
        link_selector(s, i);
        s->work += s->selectors[i].settings;
    }
    s->full |= s->work > WORK_MAX;
    if (p.first == s->selector_count)
        s->setting_count = first;
}

/* At-rules whose block holds no rules for the page's elements. */
static const char *const apart[] = {
    "font-face",  "keyframes",           "-webkit-keyframes",   "page",
    "property",   "font-feature-values", "font-palette-values", "namespace",
    "charset",    "counter-style",       "position-try",        "view-transition",
};

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
        if (i >= from->length || lower((uint8_t)from->text[i]) != start[i])
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
        if (!t.has_block
            || (is_at
                && is_one_of(&t.first, apart, sizeof apart / sizeof *apart)))
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
sheet_add(struct sheet *s, const uint8_t *text, size_t length)
{
    add_statements(s, text, length, NULL, 0, 0);
}

/* ---- matching ------------------------------------------------------------ */

struct subject {
    const uint8_t *name;
    size_t length;
    const struct element_attributes *attributes;
    const struct element_value *id;
    const struct element_value *classes;
};

static enum match
match_classes(const struct subject *e, const uint8_t *name, size_t length)
{
    size_t limit = e->classes == NULL ? 0 : e->classes->length;
    enum match best = limit > CLASSES_MAX ? MAYBE : NO;
    if (limit > CLASSES_MAX)
        limit = CLASSES_MAX;
    size_t at = 0;
    size_t from;
    while (best != YES && limit > 0
           && next_word(e->classes->bytes, limit, &at, &from)) {
        enum match one =
            compare(e->classes->bytes + from, at - from, name, length);
        if (one > best)
            best = one;
    }
    return best;
}

static bool
contains(const uint8_t *bytes, size_t length, const uint8_t *part,
         size_t part_length)
{
    for (size_t i = 0; i + part_length <= length; i++)
        if (compare(bytes + i, part_length, part, part_length) != NO)
            return true;
    return false;
}

static enum match
match_attribute(const struct sheet *s, const struct test *test,
                const struct subject *e)
{
    if (test->attribute == ATTRIBUTE_UNKNOWN)
        return MAYBE;
    if (e->attributes == NULL || !element_has(e->attributes, test->attribute))
        return NO;
    if (test->operator == 0)
        return YES;
    const struct element_value *value =
        element_value(e->attributes, test->attribute);
    if (value == NULL || value->length > CLASSES_MAX)
        return MAYBE;
    const uint8_t *wanted = s->names + test->value;
    enum match whole =
        compare(value->bytes, value->length, wanted, test->value_length);
    if (test->operator == '=' || whole == YES)
        return whole;
    /* The others are all about a part. */
    return contains(value->bytes, value->length, wanted, test->value_length)
        ? MAYBE
        : NO;
}

static enum match
match_test(const struct sheet *s, const struct test *test,
           const struct subject *e)
{
    const uint8_t *name = s->names + test->name;
    if (test->cut)
        return MAYBE;
    switch (test->kind) {
    case TEST_TYPE:
        return compare(e->name, e->length, name, test->name_length) == NO ? NO
                                                                          : YES;
    case TEST_ID:
        return e->id == NULL ? NO
                             : compare(e->id->bytes, e->id->length, name,
                                       test->name_length);
    case TEST_CLASS:
        return match_classes(e, name, test->name_length);
    case TEST_ATTRIBUTE:
        return match_attribute(s, test, e);
    }
    return MAYBE;
}

static void
apply_bucket(struct sheet *s, unsigned bucket, const struct subject *e,
             struct cascade *c)
{
    if (s->buckets[bucket].seen == s->element)
        return;
    s->buckets[bucket].seen = s->element;
    for (uint16_t id = s->buckets[bucket].first; id != NONE;
         id = s->selectors[id].next) {
        const struct selector *r = &s->selectors[id];
        enum match match = r->doubtful ? MAYBE : YES;
        for (unsigned i = 0; i < r->tests && match != NO; i++) {
            enum match one = match_test(s, &s->tests[r->first_test + i], e);
            match = one < match ? one : match;
        }
        if (match == NO)
            continue;
        for (unsigned i = 0; i < r->settings; i++) {
            const struct setting *set = &s->settings[r->first_setting + i];
            cascade_set(c, set->slot, set->value,
                    set->important ? r->weight | CASCADE_IMPORTANT : r->weight,
                    match == MAYBE || set->doubtful);
        }
    }
}

void
sheet_apply(struct sheet *s, const char *name, size_t length,
            const struct element_attributes *attributes, struct cascade *c)
{
    if (s->full) {
        c->failed = true;
        c->is_empty = false;
        return;
    }
    if (s->selector_count == 0)
        return;
    struct subject e = {.name = (const uint8_t *)name,
                        .length = length,
                        .attributes = attributes};
    s->element++;
    apply_bucket(s, BUCKETS, &e, c);
    apply_bucket(s, bucket_of(TEST_TYPE, e.name, length), &e, c);
    if (attributes == NULL)
        return;
    e.id = element_value(attributes, ATTRIBUTE_ID);
    e.classes = element_value(attributes, ATTRIBUTE_CLASS);
    if (e.id != NULL)
        apply_bucket(s, bucket_of(TEST_ID, e.id->bytes, e.id->length), &e, c);
    if (e.classes == NULL)
        return;
    size_t at = 0;
    size_t from;
    while (next_word(e.classes->bytes, e.classes->length, &at, &from))
        apply_bucket(
            s, bucket_of(TEST_CLASS, e.classes->bytes + from, at - from), &e,
            c);
}
