/* SPDX-License-Identifier: MIT */
#include "faults.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name;
    const char *text;
    bool fault;
} kinds[] = {
#define FAULT_ROW(id, name, fault, text)                                       \
    [SMAC_FAULT_##id] = {name, text, fault},
    SMAC_FAULTS(FAULT_ROW)
#undef FAULT_ROW
};

const char *
smac_fault_name(enum smac_fault_kind kind)
{
    return (unsigned)kind < SMAC_FAULT_COUNT ? kinds[kind].name : NULL;
}

void
faults_init(struct faults *f)
{
    *f = (struct faults){.array = NULL};
}

void
faults_release(struct faults *f)
{
    for (size_t i = 0; i < f->count; i++)
        free(f->array[i].text);
    free(f->array);
    faults_init(f);
}

size_t
faults_add(struct faults *f, enum smac_fault_kind kind,
           struct faults_place place)
{
    if (f->count == f->capacity) {
        size_t capacity = f->capacity == 0 ? 16 : f->capacity * 2;
        struct faults_fault *array =
            realloc(f->array, capacity * sizeof *array);
        if (array == NULL) {
            f->failed = true;
            return 0;
        }
        f->array = array;
        f->capacity = capacity;
    }
    f->array[f->count] = (struct faults_fault){.kind = kind, .place = place};
    return f->count++;
}

void
faults_say(struct faults *f, enum smac_fault_kind kind,
           struct faults_place place, const char *format, ...)
{
    char *text;
    va_list arguments;
    size_t index = faults_add(f, kind, place);
    if (f->failed)
        return;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        f->failed = true;
    else
        f->array[index].text = text;
}

/* Among so many: an audit of gaps and strays must not take square time. */
enum { GAP_WINDOW = 256 };

struct faults_fault *
faults_find_gap(struct faults *f, uint64_t sequence)
{
    size_t end = f->count > GAP_WINDOW ? f->count - GAP_WINDOW : 0;
    for (size_t i = f->count; i > end; i--) {
        struct faults_fault *fault = &f->array[i - 1];
        if (fault->kind == SMAC_FAULT_MISSING && fault->first <= sequence &&
            sequence <= fault->last)
            return fault;
    }
    return NULL;
}

static bool
is_of_chain(const struct faults_fault *fault)
{
    return fault->kind <= SMAC_FAULT_REORDERED;
}

void
faults_settle(struct faults *f)
{
    size_t kept = 0;
    bool broken = false;
    for (size_t i = 0; i < f->count; i++)
        broken = broken || is_of_chain(&f->array[i]);
    for (size_t i = 0; broken && i < f->count; i++) {
        if (f->array[i].kind == SMAC_FAULT_UNFINISHED)
            free(f->array[i].text);
        else
            f->array[kept++] = f->array[i];
    }
    f->count = broken ? kept : f->count;
}

uint64_t
faults_grave(const struct faults *f)
{
    uint64_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        count += kinds[f->array[i].kind].fault ? 1 : 0;
    return count;
}

static int
compare_faults(const void *first, const void *second)
{
    const struct faults_fault *a = first;
    const struct faults_fault *b = second;
    if (a->place.file != b->place.file)
        return a->place.file < b->place.file ? -1 : 1;
    if (a->place.number != b->place.number)
        return a->place.number < b->place.number ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

static const char *
describe(const struct faults_fault *fault, char text[160])
{
    if (fault->text != NULL)
        return fault->text;
    if (fault->kind == SMAC_FAULT_MISSING && fault->first == fault->last)
        snprintf(text, 160, "record %" PRIu64 " is missing before this one",
                 fault->first);
    else if (fault->kind == SMAC_FAULT_MISSING)
        snprintf(text, 160,
                 "records %" PRIu64 " to %" PRIu64
                 " are missing before this one",
                 fault->first, fault->last);
    else if (fault->kind == SMAC_FAULT_REORDERED && fault->first != 0)
        snprintf(text, 160, "record %" PRIu64 " belongs before this one",
                 fault->first);
    else
        return kinds[fault->kind].text;
    return text;
}

void
faults_tell(struct faults *f, char *const *paths,
            void (*tell)(void *user, const struct smac_fault *), void *user)
{
    if (f->count == 0 || tell == NULL)
        return;
    qsort(f->array, f->count, sizeof *f->array, compare_faults);
    for (size_t i = 0; i < f->count; i++) {
        const struct faults_fault *fault = &f->array[i];
        char text[160];
        const struct smac_fault told = {
            .kind = fault->kind,
            .fault = kinds[fault->kind].fault,
            .path = paths[fault->place.file],
            .number =
                fault->place.number == FAULTS_END ? 0 : fault->place.number,
            .sequence = fault->place.sequence,
            .text = describe(fault, text),
        };
        tell(user, &told);
    }
}
