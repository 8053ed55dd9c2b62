/* SPDX-License-Identifier: MIT */
/* Measures the floor and the filter on documents of one construct each.
 *
 *     constructs SIZE AUDIT FILE...
 *
 * A FILE is repeated to SIZE bytes, a blank line between; with 0 it is taken
 * once. `{{n}}` in it becomes the number of the repetition, so that labels stay
 * unique; what stands above a line `{{repeat}}` is not repeated. Under
 * `valgrind --tool=callgrind` three dumps a file follow: the floor, the filter,
 * and the filter with an audit in the file AUDIT, labelled
 *
 *     WHAT NAME BYTES STATUS FINDINGS */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

#include "floor.h"
#include "smac.h"

struct text {
    char *bytes;
    size_t length;
    size_t capacity;
};

static void
die(const char *subject, const char *text)
{
    fprintf(stderr, "constructs: %s: %s\n", subject, text);
    exit(1);
}

static void
put(struct text *t, const char *bytes, size_t length)
{
    if (length > t->capacity - t->length) {
        t->capacity = 2 * t->capacity + length;
        t->bytes = realloc(t->bytes, t->capacity);
        if (t->bytes == NULL)
            die("document", "no memory");
    }
    memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
}

static void
put_file(struct text *t, const char *path)
{
    char chunk[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die(path, strerror(errno));
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        put(t, chunk, n);
    if (ferror(file) || t->length == 0)
        die(path, "nothing to read");
    fclose(file);
}

/* The piece once, with its number. */
static void
put_piece(struct text *t, const char *at, const char *end, unsigned number)
{
    static const char mark[] = "{{n}}";
    const char *next;
    char digits[16];
    int n = snprintf(digits, sizeof digits, "%u", number);
    while ((next = memmem(at, (size_t)(end - at), mark, strlen(mark))) !=
           NULL) {
        put(t, at, (size_t)(next - at));
        put(t, digits, (size_t)n);
        at = next + strlen(mark);
    }
    put(t, at, (size_t)(end - at));
    put(t, "\n", 1);
}

static void
repeat(struct text *document, const char *path, size_t size)
{
    static const char mark[] = "{{repeat}}\n";
    struct text file = {NULL, 0, 0};
    unsigned number = 0;
    put_file(&file, path);
    const char *piece = file.bytes;
    const char *end = file.bytes + file.length;
    const char *head = memmem(piece, file.length, mark, strlen(mark));
    if (head != NULL) {
        put(document, piece, (size_t)(head - piece));
        piece = head + strlen(mark);
    }
    do
        put_piece(document, piece, end, number++);
    while (document->length < size);
    free(file.bytes);
}

/* ---- measuring ------------------------------------------------------------ */

struct count {
    struct smac_audit *audit;
    unsigned long findings;
};

static int
on_discarded(void *user, const struct smac_finding *finding)
{
    struct count *c = user;
    c->findings++;
    return smac_audit_discarded(c->audit, finding);
}

static int
on_summary(void *user, const struct smac_summary *summary)
{
    struct count *c = user;
    return smac_audit_summary(c->audit, summary);
}

static int
on_visible(void *user, const char *text, size_t length)
{
    (void)user;
    (void)text;
    (void)length;
    return 0;
}

static void
dump(const char *what, const char *name, size_t bytes, enum smac_status status,
     unsigned long findings)
{
    char label[200];
    snprintf(label, sizeof label, "%s %.100s %zu %d %lu", what, name, bytes,
             (int)status, findings);
    CALLGRIND_DUMP_STATS_AT(label);
}

/* As `smac FILE` has it: who asks for no findings pays for no hashes. */
static void
measure_filter(const struct text *document, const char *name)
{
    struct smac_sink sink = {.visible = on_visible};
    CALLGRIND_ZERO_STATS;
    enum smac_status status =
        smac_filter(NULL, document->bytes, document->length, &sink);
    dump("filter", name, document->length, status, 0);
}

static void
measure_audit(const struct text *document, const char *name, const char *path)
{
    struct count c = {NULL, 0};
    struct smac_sink sink = {.user = &c,
                             .discarded = on_discarded,
                             .summary = on_summary,
                             .visible = on_visible};
    CALLGRIND_ZERO_STATS;
    c.audit = smac_audit_open(path, NULL);
    if (c.audit == NULL)
        die(path, strerror(errno));
    smac_audit_document(c.audit, name);
    enum smac_status status =
        smac_filter(NULL, document->bytes, document->length, &sink);
    if (smac_audit_close(c.audit) != SMAC_OK)
        die(path, strerror(errno));
    dump("audit", name, document->length, status, c.findings);
}

static void
measure(const char *path, size_t size, const char *audit)
{
    struct text document = {NULL, 0, 0};
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    repeat(&document, path, size);
    CALLGRIND_ZERO_STATS;
    floor_parse(document.bytes, document.length);
    dump("floor", name, document.length, SMAC_OK, 0);
    measure_filter(&document, name);
    unlink(audit);
    measure_audit(&document, name, audit);
    free(document.bytes);
}

int
main(int argc, char **argv)
{
    char *end;
    if (argc < 4) {
        fputs("usage: constructs SIZE AUDIT FILE...\n", stderr);
        return 2;
    }
    unsigned long size = strtoul(argv[1], &end, 10);
    if (*end != '\0' || size > 1ul << 28)
        die(argv[1], "is no size");
    floor_init();
    for (int i = 3; i < argc; i++)
        measure(argv[i], size, argv[2]);
    return 0;
}
