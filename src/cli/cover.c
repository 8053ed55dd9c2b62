/* SPDX-License-Identifier: MIT */
#include "cover.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chaincheck.h"
#include "jsonl_lines.h"
#include "jsonl_object.h"
#include "message.h"
#include "walk.h"

/* A row of the tally has one for being there, for a free one has none, and one
 * for each document that no record has used. */
enum { LINE_CEILING = 1 << 30, UNUSED = 1 };

void
cover_release(struct cover *c)
{
    tally_release(&c->documents);
}

static int
hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static bool
read_hash(struct smac_text digits, uint8_t hash[32])
{
    if (digits.bytes == NULL || digits.length != 64)
        return false;
    for (size_t i = 0; i < 32; i++) {
        int high = hex_value(digits.bytes[2 * i]);
        int low = hex_value(digits.bytes[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* What joins the two sides: the hash of both hashes. */
static bool
read_key(struct smac_text source, struct smac_text output, uint8_t key[32])
{
    uint8_t hashes[64];
    if (!read_hash(source, hashes) || !read_hash(output, hashes + 32))
        return false;
    smac_sha256(hashes, sizeof hashes, key);
    return true;
}

/* ---- documents ---------------------------------------------------------- */

static bool
add_document(void *user, const char *path, const struct smac_record *record)
{
    struct cover *c = user;
    uint8_t key[32];
    (void)path;
    if (record->type != SMAC_RECORD_DOCUMENT ||
        !read_key(record->text_sha256, record->output_sha256, key))
        return true;
    struct tally_row *row = tally_row(&c->documents, key);
    if (row == NULL) {
        message_errno("audit verify", ENOMEM);
        return false;
    }
    row->count += row->count == 0 ? 1 + UNUSED : UNUSED;
    return true;
}

bool
cover_add_log(struct cover *c, const char *path)
{
    char *paths[] = {(char *)(uintptr_t)path};
    return walk_files(1, paths, add_document, c);
}

/* ---- records ------------------------------------------------------------ */

/* The member of that name of an object that stands in a line; an empty span
 * if there is none. */
static struct jsonl_span
find_member(const char *line, struct jsonl_span object, const char *name)
{
    const char *const names[] = {name, NULL};
    struct jsonl_object found;
    enum jsonl_fault fault = jsonl_object_read(&found, line + object.from,
                                               object.to - object.from, names);
    if (fault != JSONL_FINE && fault != JSONL_NOT_TEXT)
        return (struct jsonl_span){0, 0};
    return (struct jsonl_span){object.from + found.text.from,
                               object.from + found.text.to};
}

/* A string without its quotes; nothing if it is none. */
static struct smac_text
find_text(const char *line, struct jsonl_span object, const char *name)
{
    struct jsonl_span span = find_member(line, object, name);
    if (span.to == 0 || line[span.from] != '"')
        return (struct smac_text){NULL, 0};
    return (struct smac_text){line + span.from + 1, span.to - span.from - 2};
}

/* False for what is no record of smac jsonl. */
static bool
read_record(const char *line, size_t length, uint8_t key[32])
{
    struct jsonl_span all = {0, length};
    struct jsonl_span report = find_member(line, all, "smac");
    if (report.to == 0)
        return false;
    struct jsonl_span hashes = find_member(line, report, "sha256");
    return hashes.to > 0 && read_key(find_text(line, hashes, "input"),
                                     find_text(line, hashes, "output"), key);
}

static bool
has_error(const char *line, size_t length)
{
    struct jsonl_span all = {0, length};
    struct jsonl_span report = find_member(line, all, "smac");
    return report.to > 0 && find_member(line, report, "error").to > 0;
}

static void
tell(struct cover *c, const char *path, uint64_t number, const char *what)
{
    chaincheck_print_path(path);
    printf(":%" PRIu64 ": %s\n", number, what);
    c->uncovered++;
}

static void
check_line(struct cover *c, const char *path, uint64_t number,
           struct parcel *parcel)
{
    uint8_t key[32];
    bool whole = parcel_number(parcel) == JSONL_LINES_WHOLE;
    const char *line = parcel->bytes + parcel->at;
    size_t length = parcel->size - parcel->at;
    if (whole && has_error(line, length))
        return;
    c->released++;
    if (!whole || !read_record(line, length, key)) {
        tell(c, path, number, "unknown: the line is no record of smac jsonl");
        return;
    }
    struct tally_row *row = tally_find(&c->documents, key);
    if (row == NULL || row->count < 1 + UNUSED)
        tell(c, path, number, "uncovered: its document is in no log");
    else
        row->count -= UNUSED;
}

static bool
check_lines(struct cover *c, const char *path, struct jsonl_lines *lines)
{
    uint64_t number = 0;
    struct parcel line = {0};
    for (;;) {
        while (jsonl_lines_take(lines, &line)) {
            check_line(c, path, ++number, &line);
            parcel_release(&line);
        }
        if (lines->ended)
            break;
        jsonl_lines_read(lines);
    }
    if (lines->error != 0)
        message_errno(path, lines->error);
    return lines->error == 0;
}

bool
cover_check(struct cover *c, const char *path)
{
    struct jsonl_lines *lines = malloc(sizeof *lines);
    int fd = lines == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        message_errno(path, errno);
        free(lines);
        return false;
    }
    jsonl_lines_init(lines, fd, LINE_CEILING);
    bool fine = check_lines(c, path, lines);
    jsonl_lines_release(lines);
    free(lines);
    close(fd);
    return fine;
}
