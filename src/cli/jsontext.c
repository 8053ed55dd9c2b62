/* SPDX-License-Identifier: MIT */
#include "jsontext.h"

#include <inttypes.h>
#include <string.h>

#include "printable.h"

static void
put_key(struct jsontext *j, const char *key)
{
    if (j->comma)
        fputc(',', j->to);
    if (key != NULL)
        fprintf(j->to, "\"%s\":", key);
    j->comma = true;
}

void
jsontext_open(struct jsontext *j, const char *key, char bracket)
{
    put_key(j, key);
    fputc(bracket, j->to);
    j->comma = false;
}

void
jsontext_close(struct jsontext *j, char bracket)
{
    fputc(bracket, j->to);
    j->comma = true;
}

/* < > and & too: a page that shows a report as it is runs nothing. */
static void
put_code_point(FILE *to, uint32_t c)
{
    if (c == '"' || c == '\\')
        fprintf(to, "\\%c", (int)c);
    else if (c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&')
        fputc((int)c, to);
    else if (c > 0xFFFF)
        fprintf(to, "\\u%04x\\u%04x", 0xD800 + (unsigned)((c - 0x10000) >> 10),
                0xDC00 + (unsigned)((c - 0x10000) & 0x3FF));
    else
        fprintf(to, "\\u%04x", (unsigned)c);
}

void
jsontext_string(struct jsontext *j, const char *key, const char *bytes,
                size_t length)
{
    put_key(j, key);
    fputc('"', j->to);
    for (size_t i = 0; i < length;) {
        uint32_t c;
        size_t used = printable_decode(bytes + i, length - i, &c);
        put_code_point(j->to, used == 0 ? 0xFFFD : c);
        i += used == 0 ? 1 : used;
    }
    fputc('"', j->to);
}

void
jsontext_word(struct jsontext *j, const char *key, const char *word)
{
    jsontext_string(j, key, word, strlen(word));
}

void
jsontext_number(struct jsontext *j, const char *key, uint64_t number)
{
    put_key(j, key);
    fprintf(j->to, "%" PRIu64, number);
}

void
jsontext_bool(struct jsontext *j, const char *key, bool value)
{
    put_key(j, key);
    fputs(value ? "true" : "false", j->to);
}
