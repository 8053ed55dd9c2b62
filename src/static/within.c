/* SPDX-License-Identifier: MIT */
/* A program that carries its libraries has libxml2 and PCRE2 in it, and nothing
 * is to be opened: the linker turns the library's calls of dlopen, dlsym and
 * dlclose into calls of these (--wrap). A name that is missing here lets the
 * library say that it cannot be loaded, which tests/static would see. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* By their names alone: what they take and answer is told where they are
 * called, in src/xml.c and src/pattern.c. */
#define LIBXML2(X)                                                             \
    X(xmlInitParser)                                                           \
    X(xmlGetCharEncodingHandler)                                               \
    X(htmlNewParserCtxt)                                                       \
    X(htmlFreeParserCtxt)                                                      \
    X(xmlNewInputStream)                                                       \
    X(xmlFreeInputStream)                                                      \
    X(inputPush)                                                               \
    X(htmlCtxtUseOptions)                                                      \
    X(htmlParseDocument)                                                       \
    X(xmlByteConsumed)                                                         \
    X(__xmlStructuredError)                                                    \
    X(__xmlStructuredErrorContext)

#define PCRE2(X)                                                               \
    X(pcre2_compile_8)                                                         \
    X(pcre2_code_free_8)                                                       \
    X(pcre2_get_error_message_8)                                               \
    X(pcre2_get_ovector_count_8)                                               \
    X(pcre2_get_ovector_pointer_8)                                             \
    X(pcre2_jit_compile_8)                                                     \
    X(pcre2_jit_stack_assign_8)                                                \
    X(pcre2_jit_stack_create_8)                                                \
    X(pcre2_jit_stack_free_8)                                                  \
    X(pcre2_match_8)                                                           \
    X(pcre2_match_context_create_8)                                            \
    X(pcre2_match_context_free_8)                                              \
    X(pcre2_match_data_create_from_pattern_8)                                  \
    X(pcre2_match_data_free_8)                                                 \
    X(pcre2_set_depth_limit_8)                                                 \
    X(pcre2_set_heap_limit_8)                                                  \
    X(pcre2_set_match_limit_8)                                                 \
    X(pcre2_substring_nametable_scan_8)

#define DECLARE(name) extern void name(void);
LIBXML2(DECLARE)
PCRE2(DECLARE)
#undef DECLARE
extern void *(*xmlRealloc)(void *, size_t);

void *__wrap_dlopen(const char *name, int mode);
void *__wrap_dlsym(void *handle, const char *name);
int __wrap_dlclose(void *handle);

/* What dlopen answers is never read, only compared. */
static char handle_of_all;

void *
__wrap_dlopen(const char *name, int mode)
{
    (void)mode;
    return strcmp(name, "libxml2.so.2") == 0 ||
                   strcmp(name, "libpcre2-8.so.0") == 0
               ? &handle_of_all
               : NULL;
}

void *
__wrap_dlsym(void *handle, const char *name)
{
    static const struct {
        const char *name;
        void (*function)(void);
    } functions[] = {
#define ROW(name) {#name, name},
        LIBXML2(ROW) PCRE2(ROW)
#undef ROW
    };
    if (handle != &handle_of_all)
        return NULL;
    if (strcmp(name, "xmlRealloc") == 0)
        return (void *)&xmlRealloc;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strcmp(functions[i].name, name) == 0)
            return (void *)(uintptr_t)functions[i].function;
    }
    return NULL;
}

int
__wrap_dlclose(void *handle)
{
    return handle == &handle_of_all ? 0 : -1;
}
