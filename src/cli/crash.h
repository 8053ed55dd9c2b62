/* SPDX-License-Identifier: MIT */
/* What becomes of a crash where there is no parent to tell of it: a message
 * and exit status 3, as of any document that failed. */
#ifndef SMAC_CLI_CRASH_H
#define SMAC_CLI_CRASH_H

/* From now on. Handlers that are there already, a sanitizer's, stay. */
void crash_expect(void);

#endif
