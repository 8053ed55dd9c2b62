/* SPDX-License-Identifier: MIT */
#include "selector.h"

#include <string.h>

#include "cascade.h"
#include "lexeme.h"

enum {
    TESTS_EACH = 8,     /* of one selector; more are left out */
    CLASSES_MAX = 1024, /* bytes of a value that are looked at */
    PART_MAX = 64,      /* bytes that are looked for in one */
    CHAIN_MAX = 16,     /* classes that a word is compared with */
};

/* Whether case counts for classes and ids depends on the DOCTYPE. */
static enum selector_match
compare(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length)
{
    if (a_length != b_length)
        return SELECTOR_NO;
    enum selector_match match = SELECTOR_YES;
    for (size_t i = 0; i < a_length; i++) {
        if (selector_lower(a[i]) != selector_lower(b[i]))
            return SELECTOR_NO;
        if (a[i] != b[i])
            match = SELECTOR_MAYBE;
    }
    return match;
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

bool
selector_next_word(const uint8_t *bytes, size_t length, size_t *at,
                   size_t *from)
{
    while (*at < length && is_blank(bytes[*at]))
        ++*at;
    *from = *at;
    while (*at < length && !is_blank(bytes[*at]))
        ++*at;
    return *at > *from;
}

uint32_t
selector_hash(const uint8_t *name, size_t length)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ selector_lower(name[i])) * 16777619U;
    return hash ^ hash >> 15;
}

/* ---- reading ------------------------------------------------------------- */

/* A rule while it is read: its selectors are those from `first` on. */
struct prelude {
    bool any;    /* something stands in the selector at hand */
    bool broken; /* the list is invalid */
    struct lexer lexer;
    struct lexeme word;
    uint32_t order;
    bool doubtful;
    struct selector now;
    unsigned ids;
    unsigned classes;
    unsigned types;
};

static uint32_t
keep_name(struct selector_pool *s, const struct lexeme *word)
{
    uint32_t at = s->names_size;
    if (word->length > SELECTOR_NAMES_MAX - at) {
        s->full = true;
        return 0;
    }
    memcpy(s->names + at, word->text, word->length);
    s->names_size += word->length;
    return at;
}

static struct selector_test *
add_test(struct selector_pool *s, struct prelude *p,
         enum selector_test_kind kind, const struct lexeme *word)
{
    if (p->now.tests == TESTS_EACH) {
        p->now.doubtful = true;
        return NULL;
    }
    if (s->test_count == SELECTOR_TESTS_MAX) {
        s->full = true;
        return NULL;
    }
    struct selector_test *test = &s->tests[s->test_count++];
    *test = (struct selector_test){.kind = kind,
                                   .cut = word->cut,
                                   .name = keep_name(s, word),
                                   .name_length = word->length};
    p->now.tests++;
    p->now.doubtful |= word->cut;
    unsigned *counter = kind == TEST_ID     ? &p->ids
                        : kind == TEST_TYPE ? &p->types
                                            : &p->classes;
    *counter += *counter < 255;
    return test;
}

/* The chains can be made long on purpose. */
static uint16_t
seek_class(struct selector_pool *s, uint32_t name, uint16_t length)
{
    uint16_t *chain =
        &s->chains[selector_hash(s->names + name, length) % SELECTOR_CHAINS];
    unsigned n = 0;
    for (uint16_t id = *chain; id != SELECTOR_NONE;
         id = s->classes[id].next, n++)
        if (s->classes[id].length == length &&
            memcmp(s->names + s->classes[id].name, s->names + name, length) ==
                0)
            return id;
    s->full |= n == CHAIN_MAX;
    s->classes[s->class_count] =
        (struct selector_class){.name = name, .length = length, .next = *chain};
    *chain = s->class_count;
    return s->class_count++;
}

/* There are no more classes than tests. */
static void
seek_classes(struct selector_pool *s, const struct selector *r)
{
    for (unsigned i = 0; i < r->tests; i++) {
        struct selector_test *test = &s->tests[r->first_test + i];
        if (test->kind == TEST_CLASS)
            test->sought = seek_class(s, test->name, test->name_length);
    }
}

static void
begin_selector(struct selector_pool *s, struct prelude *p)
{
    p->now = (struct selector){.first_test = s->test_count,
                               .next = SELECTOR_NONE,
                               .doubtful = p->doubtful};
    p->ids = p->classes = p->types = 0;
}

/* The compound before a combinator says where an element must stand. */
static void
drop_compound(struct selector_pool *s, struct prelude *p)
{
    s->test_count = p->now.first_test;
    p->now.tests = 0;
    p->now.never = false;
    p->now.doubtful = true;
}

static void
end_selector(struct selector_pool *s, struct prelude *p)
{
    /* An empty one makes the list invalid, and browsers drop the rule. */
    p->broken |= !p->any;
    if (s->count == SELECTORS_MAX)
        s->full = true;
    if (s->full || p->now.never || !p->any) {
        s->test_count = p->now.first_test;
    } else {
        p->now.weight = CASCADE_RULE *
                        ((uint64_t)p->ids << 40 | (uint64_t)p->classes << 32 |
                         (uint64_t)p->types << 24 | (p->order & 0xffffff));
        seek_classes(s, &p->now);
        s->selectors[s->count++] = p->now;
    }
    p->any = false;
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
read_attribute(struct selector_pool *s, struct prelude *p)
{
    unsigned depth = p->lexer.depth - 1;
    lexeme_next(&p->lexer, &p->word);
    struct selector_test *test = NULL;
    if (p->word.kind == LEXEME_NAME)
        test = add_test(s, p, TEST_ATTRIBUTE, &p->word);
    if (test == NULL) {
        p->now.doubtful = true;
        skip_to_depth(p, depth);
        return;
    }
    char name[LEXEME_TEXT_MAX];
    for (size_t i = 0; i < p->word.length; i++)
        name[i] = (char)selector_lower((uint8_t)p->word.text[i]);
    test->attribute = element_attribute_find(name, p->word.length);
    lexeme_next(&p->lexer, &p->word);
    for (; p->word.kind == LEXEME_MARK; lexeme_next(&p->lexer, &p->word))
        if (test->operator== 0)
            test->operator= p->word.mark;
    if (test->operator!= 0) {
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
static const char absent[] = "hover active visited focus focus-within "
                             "focus-visible before after";
static const char beside[] = "before after marker placeholder backdrop "
                             "selection file-selector-button";

static void
read_pseudo(struct prelude *p)
{
    lexeme_next(&p->lexer, &p->word);
    bool is_element = p->word.kind == LEXEME_COLON;
    if (is_element)
        lexeme_next(&p->lexer, &p->word);
    p->now.never |= lexeme_is_among(&p->word, is_element ? beside : absent);
    if (p->word.kind == LEXEME_FUNCTION)
        skip_to_depth(p, p->lexer.depth - 1);
    p->now.doubtful = true;
}

/* One lexeme of a selector, or a construct that begins with it. */
static void
read_simple(struct selector_pool *s, struct prelude *p)
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

void
selector_read(struct selector_pool *s, const uint8_t *text, size_t length,
              uint32_t order, bool doubtful)
{
    bool is_first = true;
    uint16_t first = s->count;
    struct prelude p = {.order = order, .doubtful = doubtful};
    lexeme_init(&p.lexer, text, length);
    begin_selector(s, &p);
    for (;;) {
        lexeme_next(&p.lexer, &p.word);
        if (p.word.kind == LEXEME_END || p.word.kind == LEXEME_COMMA) {
            end_selector(s, &p);
            is_first = true;
            if (p.word.kind == LEXEME_END)
                break;
            continue;
        }
        if (p.word.spaced && !is_first)
            drop_compound(s, &p);
        is_first = false;
        p.any = true;
        read_simple(s, &p);
    }
    for (uint16_t i = first; i < s->count; i++)
        s->selectors[i].doubtful |= p.broken;
}

/* ---- matching ------------------------------------------------------------ */

void
selector_meet(struct selector_pool *s, const struct selector_subject *e)
{
    size_t limit = e->classes == NULL ? 0 : e->classes->length;
    size_t at = 0;
    size_t from;
    s->element++;
    if (limit > CLASSES_MAX)
        limit = CLASSES_MAX;
    while (s->class_count > 0 && limit > 0 &&
           selector_next_word(e->classes->bytes, limit, &at, &from)) {
        const uint8_t *word = e->classes->bytes + from;
        struct selector_class *c;
        uint16_t id =
            s->chains[selector_hash(word, at - from) % SELECTOR_CHAINS];
        for (; id != SELECTOR_NONE; id = c->next) {
            c = &s->classes[id];
            enum selector_match one =
                compare(word, at - from, s->names + c->name, c->length);
            if (one == SELECTOR_NO)
                continue;
            c->exactly =
                one == SELECTOR_YES || (c->element == s->element && c->exactly);
            c->element = s->element;
        }
    }
}

static enum selector_match
match_class(const struct selector_pool *s, const struct selector_test *test,
            const struct selector_subject *e)
{
    const struct selector_class *c = &s->classes[test->sought];
    if (e->classes == NULL)
        return SELECTOR_NO;
    if (c->element == s->element)
        return c->exactly ? SELECTOR_YES : SELECTOR_MAYBE;
    return e->classes->length > CLASSES_MAX ? SELECTOR_MAYBE : SELECTOR_NO;
}

/* Case counts for nothing. For all selectors together this is asked of every
 * element, so no byte is looked at twice (Knuth, Morris and Pratt): back[n] is
 * how much of the part its first n + 1 bytes end with. A long part counts as
 * found. */
static bool
contains(const uint8_t *bytes, size_t length, const uint8_t *part,
         size_t part_length)
{
    uint8_t back[PART_MAX] = {0};
    if (part_length > length)
        return false;
    if (part_length > PART_MAX || part_length == 0)
        return true;
    for (size_t i = 1, n = 0; i < part_length; i++) {
        uint8_t c = selector_lower(part[i]);
        while (n > 0 && selector_lower(part[n]) != c)
            n = back[n - 1];
        n += selector_lower(part[n]) == c;
        back[i] = (uint8_t)n;
    }
    for (size_t i = 0, n = 0; i < length; i++) {
        uint8_t c = selector_lower(bytes[i]);
        while (n > 0 && selector_lower(part[n]) != c)
            n = back[n - 1];
        n += selector_lower(part[n]) == c;
        if (n == part_length)
            return true;
    }
    return false;
}

/* Attributes that renderers give what markdown made. */
static bool
may_have(const struct selector_subject *e, enum attribute attribute)
{
    static const struct {
        const char *name;
        enum attribute attribute;
    } given[] = {
        {"a", ATTRIBUTE_HREF},   {"a", ATTRIBUTE_TITLE},
        {"a", ATTRIBUTE_CLASS},  {"a", ATTRIBUTE_ID},
        {"img", ATTRIBUTE_SRC},  {"img", ATTRIBUTE_ALT},
        {"li", ATTRIBUTE_CLASS}, {"li", ATTRIBUTE_ID},
        {"ol", ATTRIBUTE_START}, {"pre", ATTRIBUTE_CLASS},
        {"pre", ATTRIBUTE_LANG}, {"section", ATTRIBUTE_CLASS},
        {"td", ATTRIBUTE_ALIGN}, {"th", ATTRIBUTE_ALIGN},
        {"ul", ATTRIBUTE_CLASS},
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (given[i].attribute == attribute &&
            e->length == strlen(given[i].name) &&
            memcmp(e->name, given[i].name, e->length) == 0)
            return true;
    }
    return false;
}

static enum selector_match
match_attribute(const struct selector_pool *s, const struct selector_test *test,
                const struct selector_subject *e)
{
    if (test->attribute == ATTRIBUTE_UNKNOWN)
        return SELECTOR_MAYBE;
    if (e->attributes == NULL)
        return may_have(e, test->attribute) ? SELECTOR_MAYBE : SELECTOR_NO;
    if (!element_has(e->attributes, test->attribute))
        return SELECTOR_NO;
    if (test->operator== 0)
        return SELECTOR_YES;
    const struct element_value *value =
        element_value(e->attributes, test->attribute);
    if (value == NULL || value->length > CLASSES_MAX)
        return SELECTOR_MAYBE;
    const uint8_t *wanted = s->names + test->value;
    enum selector_match whole =
        compare(value->bytes, value->length, wanted, test->value_length);
    if (test->operator== '=' || whole == SELECTOR_YES)
        return whole;
    /* The others are all about a part. */
    return contains(value->bytes, value->length, wanted, test->value_length)
               ? SELECTOR_MAYBE
               : SELECTOR_NO;
}

static enum selector_match
match_test(const struct selector_pool *s, const struct selector_test *test,
           const struct selector_subject *e)
{
    const uint8_t *name = s->names + test->name;
    if (test->cut)
        return SELECTOR_MAYBE;
    switch (test->kind) {
    case TEST_TYPE:
        return compare(e->name, e->length, name, test->name_length) !=
                       SELECTOR_NO
                   ? SELECTOR_YES
                   : SELECTOR_NO;
    case TEST_ID:
        return e->id == NULL ? SELECTOR_NO
                             : compare(e->id->bytes, e->id->length, name,
                                       test->name_length);
    case TEST_CLASS:
        return match_class(s, test, e);
    case TEST_ATTRIBUTE:
        return match_attribute(s, test, e);
    }
    return SELECTOR_MAYBE;
}

enum selector_match
selector_match(const struct selector_pool *s, const struct selector *r,
               const struct selector_subject *e)
{
    enum selector_match match = r->doubtful ? SELECTOR_MAYBE : SELECTOR_YES;
    for (unsigned i = 0; i < r->tests && match != SELECTOR_NO; i++) {
        enum selector_match one =
            match_test(s, &s->tests[r->first_test + i], e);
        match = one < match ? one : match;
    }
    return match;
}

void
selector_reset(struct selector_pool *s)
{
    s->count = s->test_count = s->class_count = 0;
    s->names_size = 0;
    s->element = 0;
    for (unsigned i = 0; i < SELECTOR_CHAINS; i++)
        s->chains[i] = SELECTOR_NONE;
    s->full = false;
}
