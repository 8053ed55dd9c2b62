/* SPDX-License-Identifier: MIT */
/* The audit that a command writes, as its options say. */
#ifndef SMAC_CLI_AUDITLOG_H
#define SMAC_CLI_AUDITLOG_H

#include <stdbool.h>

#include "smac.h"

/* `key` is the file of the key, or NULL; `content` an enum
 * smac_audit_content. NULL after a message. */
struct smac_audit *auditlog_open(const char *path, const char *key,
                                 unsigned content, bool sync);

/* Says why nothing could be appended. */
void auditlog_complain(const char *path, int error);

#endif
