/* SPDX-License-Identifier: MIT */
/* What the program carries, and so does not have from the system's updates. */
#ifndef SMAC_CLI_CARRIED_H
#define SMAC_CLI_CARRIED_H

/* "name version, ..."; not there in a program that loads its libraries. */
extern const char carried_libraries[] __attribute__((weak));

#endif
