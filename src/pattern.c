/* SPDX-License-Identifier: MIT */
#include "pattern.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "dynamic.h"

/* ---- the library --------------------------------------------------------- */

static const char library_name[] = "libpcre2-8.so.0";

#define FUNCTIONS(X)                                                           \
    X(compile)                                                                 \
    X(code_free)                                                               \
    X(get_error_message)                                                       \
    X(get_ovector_count)                                                       \
    X(get_ovector_pointer)                                                     \
    X(jit_compile)                                                             \
    X(jit_stack_assign)                                                        \
    X(jit_stack_create)                                                        \
    X(jit_stack_free)                                                          \
    X(match)                                                                   \
    X(match_context_create)                                                    \
    X(match_context_free)                                                      \
    X(match_data_create_from_pattern)                                          \
    X(match_data_free)                                                         \
    X(set_depth_limit)                                                         \
    X(set_heap_limit)                                                          \
    X(set_match_limit)                                                         \
    X(substring_nametable_scan)

/* Set once, by the first pattern that finds memory for it. */
static struct {
    bool loaded;
#define MEMBER(name) __typeof__(pcre2_##name##_8) *name;
    FUNCTIONS(MEMBER)
#undef MEMBER
} pcre2;

static bool
load(void)
{
    void *handle = dynamic_open(library_name);
    bool found = handle != NULL;
#define FIND(name)                                                             \
    found = found && dynamic_find(handle, "pcre2_" #name "_8", &pcre2.name);
    FUNCTIONS(FIND)
#undef FIND
    return found;
}

bool
pattern_load(struct pattern_problem *problem)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    pcre2.loaded = pcre2.loaded || load();
    bool loaded = pcre2.loaded;
    pthread_mutex_unlock(&lock);
    if (!loaded) {
        snprintf(problem->text, sizeof problem->text, "%s cannot be loaded",
                 library_name);
        problem->offset = 0;
    }
    return loaded;
}

/* ---- patterns ------------------------------------------------------------ */

/* Bounded patterns of our own stay below a hundredth of this. 20 MiB of heap
 * is PCRE2's unit of KiB; without it one search may take 20 GB. */
enum { MATCH_LIMIT = 20000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 20480 };

/* Machine code costs milliseconds to make and is ten times as fast: it pays
 * for a pattern that has seen so many bytes. Its stack grows up to a MiB,
 * without which (32 KiB) ordinary text would seem too intricate. */
enum { JIT_FROM = 1 << 18, JIT_STACK = 1 << 15, JIT_STACK_MAX = 1 << 20 };

struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    size_t searched; /* bytes */
    bool tried;      /* to make machine code */
};

/* Without \C, which would cut a code point, and with text that is not UTF-8
 * seen as text that nothing matches, instead of an error. */
static const uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
                                PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY |
                                PCRE2_DUPNAMES;

static void
tell(struct pattern_problem *problem, int error, size_t offset)
{
    if (pcre2.get_error_message(error, (PCRE2_UCHAR *)problem->text,
                                sizeof problem->text) < 0)
        snprintf(problem->text, sizeof problem->text, "error %d", error);
    problem->offset = offset;
}

static bool
ready(struct pattern *p)
{
    p->match = pcre2.match_data_create_from_pattern(p->code, NULL);
    p->context = pcre2.match_context_create(NULL);
    if (p->match == NULL || p->context == NULL)
        return false;
    pcre2.set_match_limit(p->context, MATCH_LIMIT);
    pcre2.set_depth_limit(p->context, DEPTH_LIMIT);
    pcre2.set_heap_limit(p->context, HEAP_LIMIT_KIB);
    return true;
}

struct pattern *
pattern_new(const char *regex, size_t length, bool whole,
            struct pattern_problem *problem)
{
    int error = PCRE2_ERROR_NOMEMORY;
    size_t offset = 0;
    if (!pattern_load(problem))
        return NULL;
    struct pattern *p = calloc(1, sizeof *p);
    if (p == NULL)
        goto err0;
    p->code = pcre2.compile(
        (PCRE2_SPTR)regex, length,
        options | (whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0), &error,
        &offset, NULL);
    if (p->code == NULL)
        goto err1;
    error = PCRE2_ERROR_NOMEMORY;
    if (!ready(p))
        goto err1;
    return p;

err1:
    pattern_free(p);
err0:
    tell(problem, error, offset);
    return NULL;
}

void
pattern_free(struct pattern *p)
{
    if (p == NULL)
        return;
    pcre2.jit_stack_free(p->stack);
    pcre2.match_context_free(p->context);
    pcre2.match_data_free(p->match);
    pcre2.code_free(p->code);
    free(p);
}

/* Where no memory may be executed, or none is left, the interpreter goes on. */
void
pattern_hasten(struct pattern *p)
{
    if (p->tried)
        return;
    p->tried = true;
    p->stack = pcre2.jit_stack_create(JIT_STACK, JIT_STACK_MAX, NULL);
    if (p->stack == NULL)
        return;
    pcre2.jit_stack_assign(p->context, NULL, p->stack);
    pcre2.jit_compile(p->code, PCRE2_JIT_COMPLETE);
}

/* Each alternative may have a group of that name; one of them took part. */
static void
find_name(const struct pattern *p, struct pattern_match *match)
{
    PCRE2_SPTR entry;
    PCRE2_SPTR last;
    const size_t *spans = pcre2.get_ovector_pointer(p->match);
    int size = pcre2.substring_nametable_scan(p->code, (PCRE2_SPTR) "name",
                                              &entry, &last);
    match->name_start = match->name_end = 0;
    for (; size > 0 && entry <= last; entry += size) {
        size_t group = (size_t)entry[0] << 8 | entry[1];
        if (group < pcre2.get_ovector_count(p->match) &&
            spans[2 * group] != PCRE2_UNSET) {
            match->name_start = spans[2 * group];
            match->name_end = spans[2 * group + 1];
            return;
        }
    }
}

enum pattern_answer
pattern_search(struct pattern *p, const void *text, size_t length, size_t from,
               struct pattern_match *match)
{
    p->searched += length - from;
    if (p->searched > JIT_FROM)
        pattern_hasten(p);
    int found =
        pcre2.match(p->code, text, length, from, 0, p->match, p->context);
    if (found == PCRE2_ERROR_NOMATCH)
        return PATTERN_NONE;
    if (found == PCRE2_ERROR_NOMEMORY)
        return PATTERN_NO_MEMORY;
    if (found < 0)
        return PATTERN_LIMIT;
    const size_t *span = pcre2.get_ovector_pointer(p->match);
    match->start = span[0];
    match->end = span[1];
    find_name(p, match);
    return PATTERN_FOUND;
}
