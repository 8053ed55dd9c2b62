/* SPDX-License-Identifier: MIT */
/* Writes JSON to a stream, in printable ASCII alone: what an attacker hid can
 * neither act on nor hide in whatever shows the report. Keys are literals of
 * ours. Failure is the stream's. */
#ifndef SMAC_CLI_JSONTEXT_H
#define SMAC_CLI_JSONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct jsontext {
    FILE *to;
    bool comma; /* before the next value */
};

/* `[` or `{`, as a member if there is a key. */
void jsontext_open(struct jsontext *, const char *key, char bracket);
void jsontext_close(struct jsontext *, char bracket);

/* Bytes that are not UTF-8 become U+FFFD. */
void jsontext_string(struct jsontext *, const char *key, const char *,
                     size_t length);
void jsontext_word(struct jsontext *, const char *key, const char *);
void jsontext_number(struct jsontext *, const char *key, uint64_t);
void jsontext_bool(struct jsontext *, const char *key, bool);

#endif
