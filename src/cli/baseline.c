/* SPDX-License-Identifier: MIT */
#include "baseline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "place.h"
#include "textfile.h"

enum { FILE_CEILING = 256 << 20, HASH_DIGITS = 64 };

static const char head[] =
    "# smac baseline 1: findings that are known; smac check --update-baseline";

/* ---- keys --------------------------------------------------------------- */

char *
baseline_path(const struct baseline *b, const char *document)
{
    return place_from(b->directory, document);
}

/* One key for hash, reason and path. */
static bool
make_key(const char *path, const struct baseline_entry *e, uint8_t key[32])
{
    size_t length = strlen(path);
    char *text = malloc(length + 33);
    if (text == NULL)
        return false;
    memcpy(text, e->hash, 32);
    text[32] = (char)e->reason;
    memcpy(text + 33, path, length);
    smac_sha256(text, length + 33, key);
    free(text);
    return true;
}

/* ---- lines -------------------------------------------------------------- */

static bool
read_hash(const char *digits, uint8_t hash[32])
{
    static const char all[] = "0123456789abcdef";
    if (digits == NULL || strlen(digits) != HASH_DIGITS ||
        strspn(digits, all) != HASH_DIGITS)
        return false;
    for (int i = 0; i < 32; i++)
        hash[i] = (uint8_t)((strchr(all, digits[2 * i]) - all) * 16 +
                            (strchr(all, digits[2 * i + 1]) - all));
    return true;
}

/* %XX in a path stands for a byte that would end or blur a line. */
static bool
unescape_path(char *path)
{
    char *to = path;
    for (const char *s = path; *s != '\0'; s++) {
        unsigned byte;
        if (*s == '%' && strlen(s) > 2 && sscanf(s + 1, "%2X", &byte) == 1) {
            *to++ = (char)byte;
            s += 2;
        } else {
            *to++ = *s;
        }
    }
    *to = '\0';
    return to != path;
}

static bool
read_line(struct baseline *b, const struct textfile *l, char *rest)
{
    struct baseline_entry e;
    uint8_t key[32];
    if (*rest == '\0' || *rest == '#')
        return true;
    if (!read_hash(textfile_word(&rest), e.hash))
        return textfile_refuse(l, "a line begins with 64 hexadecimal digits");
    e.reason = smac_reason_find(textfile_word(&rest));
    if (e.reason == SMAC_REASON_COUNT || !unescape_path(rest))
        return textfile_refuse(l, "a reason and a path are wanted");
    struct tally_row *row =
        make_key(rest, &e, key) ? tally_row(&b->known, key) : NULL;
    if (row == NULL)
        return textfile_refuse(l, strerror(ENOMEM));
    row->count++;
    return true;
}

/* ---- the file ----------------------------------------------------------- */

bool
baseline_open(struct baseline *b, const char *path, bool may_be_missing)
{
    struct textfile l;
    *b = (struct baseline){.directory = place_directory(path)};
    if (b->directory == NULL) {
        message_errno(path, errno);
        return false;
    }
    if (!textfile_open(&l, path, FILE_CEILING)) {
        if (may_be_missing && errno == ENOENT)
            return true;
        message_errno(path, errno);
        return false;
    }
    bool fine = true;
    char *line;
    while (fine && (line = textfile_next(&l)) != NULL)
        fine = read_line(b, &l, line);
    textfile_close(&l);
    return fine;
}

void
baseline_release(struct baseline *b)
{
    free(b->directory);
    tally_release(&b->known);
    *b = (struct baseline){0};
}

uint64_t
baseline_count(const struct baseline *b, const char *path,
               const struct baseline_entry *e)
{
    uint8_t key[32];
    const struct tally_row *row = b->known.used > 0 && make_key(path, e, key)
                                      ? tally_find(&b->known, key)
                                      : NULL;
    return row == NULL ? 0 : row->count;
}

void
baseline_write_head(FILE *to)
{
    fprintf(to, "%s\n", head);
}

void
baseline_write(FILE *to, const char *path, const struct baseline_entry *e)
{
    for (int i = 0; i < 32; i++)
        fprintf(to, "%02x", e->hash[i]);
    fprintf(to, " %s ", smac_reason_info(e->reason)->name);
    for (const char *s = path; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c == '%' || c == 0x7F)
            fprintf(to, "%%%02X", c);
        else
            fputc(c, to);
    }
    fputc('\n', to);
}
