/* SPDX-License-Identifier: MIT */
/* Where documents lie. A document need not be there: standard input may have
 * the name of one. */
#ifndef SMAC_CLI_PLACE_H
#define SMAC_CLI_PLACE_H

/* The absolute path of the directory that a file lies in, or of the nearest
 * one above it that exists; "" is the root. NULL with errno. */
char *place_directory(const char *file);

/* The file's path from a directory (as above) on; its absolute path if it
 * lies elsewhere. NULL with errno. */
char *place_from(const char *directory, const char *file);

#endif
