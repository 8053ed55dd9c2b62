/* SPDX-License-Identifier: MIT */
/* The words for the enums of smac.h. */
#include "smac.h"

#include <string.h>

static const struct smac_reason_info reasons[] = {
#define REASON_ROW(id, name, rule, severity, text)                             \
    [SMAC_##id] = {name, rule, SMAC_##severity, text},
    SMAC_REASONS(REASON_ROW)
#undef REASON_ROW
};

const struct smac_reason_info *
smac_reason_info(enum smac_reason reason)
{
    /* The cast also catches negative values, whatever the enum's type is. */
    if ((size_t)reason >= SMAC_REASON_COUNT)
        return NULL;
    return &reasons[reason];
}

enum smac_reason
smac_reason_find(const char *name)
{
    for (unsigned i = 0; name != NULL && i < SMAC_REASON_COUNT; i++) {
        if (strcmp(reasons[i].name, name) == 0)
            return (enum smac_reason)i;
    }
    return SMAC_REASON_COUNT;
}

const char *
smac_severity_name(enum smac_severity severity)
{
    switch (severity) {
    case SMAC_NOTE:
        return "note";
    case SMAC_WARNING:
        return "warning";
    case SMAC_ERROR:
        return "error";
    }
    return "unknown";
}

const char *
smac_status_text(enum smac_status status)
{
    switch (status) {
    case SMAC_OK:
        return "no error";
    case SMAC_TOO_BIG:
        return "the document is bigger than the limit";
    case SMAC_TOO_COMPLEX:
        return "the document needs more memory or depth than the limit";
    case SMAC_NO_MEMORY:
        return "out of memory";
    case SMAC_BAD_INPUT:
        return "the input is damaged";
    case SMAC_BAD_OPTION:
        return "an option has an unknown value";
    case SMAC_BAD_SINK:
        return "the result could not be delivered";
    case SMAC_BAD_FILE:
        return "the audit could not be written";
    case SMAC_INTERNAL:
        return "internal error: the ledger does not add up";
    }
    return "unknown error";
}
