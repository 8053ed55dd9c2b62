/* SPDX-License-Identifier: MIT */
/* The audit that a command writes, as its options say. */
#ifndef SMAC_CLI_AUDITLOG_H
#define SMAC_CLI_AUDITLOG_H

#include <stdbool.h>
#include <stddef.h>

#include "choices.h"
#include "options.h"
#include "smac.h"

struct auditlog {
    const char *path; /* NULL: there is none */
    const char *key;  /* a file; NULL: the chain is of hashes */
    unsigned content; /* enum smac_audit_content */
    bool sync;
};

/* Opens it at that path. NULL after a message. */
struct smac_audit *auditlog_open(const struct auditlog *, const char *path);

/* Says why nothing could be appended. */
void auditlog_complain(const char *path, int error);

/* Rows for the table of a command whose settings have a struct auditlog as
 * that member. */
#define AUDITLOG_AT(settings, member, field)                                   \
    (offsetof(struct settings, member) + offsetof(struct auditlog, field))

/* clang-format off */
#define AUDITLOG_PATH(settings, member)                                        \
    {OPTION_TEXT, 'a', "audit", "FILE",                                        \
     AUDITLOG_AT(settings, member, path), NULL,                                \
     "append a record of every discarded span and of every document to FILE, " \
     "as JSON lines, gzipped if its name ends in .gz"}

#define AUDITLOG_MANNER(settings, member)                                      \
    {OPTION_CHOICE, 0, "audit-content", "WHAT",                                \
     AUDITLOG_AT(settings, member, content), choices_contents,                 \
     "of the hidden text, store it full (default), an excerpt, or only its "   \
     "hash"},                                                                  \
    {OPTION_TEXT, 0, "audit-key", "FILE",                                      \
     AUDITLOG_AT(settings, member, key), NULL,                                 \
     "chain the records by HMAC with the key in FILE, so that nobody without " \
     "it can forge them"},                                                     \
    {OPTION_FLAG, 0, "audit-sync", NULL,                                       \
     AUDITLOG_AT(settings, member, sync), NULL,                                \
     "have the records on the disk before a document's text is released"}
/* clang-format on */

#endif
