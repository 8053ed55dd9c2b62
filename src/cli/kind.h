/* SPDX-License-Identifier: MIT */
/* Which files a directory is searched for: documents, by their names. */
#ifndef SMAC_CLI_KIND_H
#define SMAC_CLI_KIND_H

#include <stdbool.h>

/* Is that the name of a markdown document, of a README, or of a file that
 * instructs an agent? The path may have directories. */
bool kind_is_document(const char *path);

#endif
