/* SPDX-License-Identifier: MIT */
/* Debian's libxml2 asks ICU for the character sets that it does not know
 * itself: 30 MB of tables, and C++. smac lets it convert UTF-16 alone, which it
 * does know, so the static program says of all others that there is none. */
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

UConverter *
ucnv_open(const char *name, UErrorCode *error)
{
    (void)name;
    *error = U_FILE_ACCESS_ERROR;
    return NULL;
}

void
ucnv_close(UConverter *converter)
{
    assert(converter == NULL);
}

/* The rest takes a converter, and there is none. */

void
ucnv_setFromUCallBack(UConverter *converter, UConverterFromUCallback action,
                      const void *context, UConverterFromUCallback *old_action,
                      const void **old_context, UErrorCode *error)
{
    (void)converter, (void)action, (void)context;
    (void)old_action, (void)old_context, (void)error;
    assert(false);
}

void
ucnv_setToUCallBack(UConverter *converter, UConverterToUCallback action,
                    const void *context, UConverterToUCallback *old_action,
                    const void **old_context, UErrorCode *error)
{
    (void)converter, (void)action, (void)context;
    (void)old_action, (void)old_context, (void)error;
    assert(false);
}

void
ucnv_convertEx(UConverter *to, UConverter *from, char **target,
               const char *target_limit, const char **source,
               const char *source_limit, UChar *pivot_start,
               UChar **pivot_source, UChar **pivot_target,
               const UChar *pivot_limit, UBool reset, UBool flush,
               UErrorCode *error)
{
    (void)to, (void)from, (void)target, (void)target_limit, (void)source;
    (void)source_limit, (void)pivot_start, (void)pivot_source;
    (void)pivot_target, (void)pivot_limit, (void)reset, (void)flush;
    (void)error;
    assert(false);
}

void
UCNV_FROM_U_CALLBACK_STOP(const void *context,
                          UConverterFromUnicodeArgs *arguments,
                          const UChar *units, int32_t length,
                          UChar32 code_point, UConverterCallbackReason reason,
                          UErrorCode *error)
{
    (void)context, (void)arguments, (void)units, (void)length;
    (void)code_point, (void)reason, (void)error;
    assert(false);
}

void
UCNV_TO_U_CALLBACK_STOP(const void *context, UConverterToUnicodeArgs *arguments,
                        const char *units, int32_t length,
                        UConverterCallbackReason reason, UErrorCode *error)
{
    (void)context, (void)arguments, (void)units, (void)length;
    (void)reason, (void)error;
    assert(false);
}
