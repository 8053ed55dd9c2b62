/* SPDX-License-Identifier: MIT */
#include "readers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "cli/jsonl_object.h"
#include "cli/policy.h"

static enum smac_status
filter(const char *document, size_t size)
{
    static const struct smac_sink sink = {.user = NULL};
    return smac_filter(NULL, document, size, &sink);
}

/* ---- what grades findings -------------------------------------------------- */

static struct smac_signals *built_in;

static enum smac_status
grade_as(enum smac_reason reason, struct smac_signals *signals,
         const char *text, size_t size)
{
    static const struct smac_document document = {.decoding = ""};
    const struct smac_finding finding = {.reason = reason,
                                         .length = size,
                                         .bytes = (const uint8_t *)text,
                                         .document = &document};
    struct smac_grade grade;
    enum smac_status status = smac_signals_page(signals, text, size);
    return status != SMAC_OK
               ? status
               : smac_signals_grade(signals, &finding, SMAC_NOTE, &grade);
}

static enum smac_status
grade(const char *document, size_t size)
{
    return grade_as(SMAC_HTML_COMMENT, built_in, document, size);
}

/* A collapsed section, whose names are looked up on the page. */
static enum smac_status
grade_folded(const char *document, size_t size)
{
    return grade_as(SMAC_DETAILS_COLLAPSED, built_in, document, size);
}

/* A file of signals up to a NUL, and behind it the text that it grades. */
static enum smac_status
grade_by_file(const char *document, size_t size)
{
    char problem[200];
    const char *end = memchr(document, 0, size);
    size_t length = end == NULL ? size : (size_t)(end - document);
    struct smac_signals *signals =
        smac_signals_new(document, length, problem, sizeof problem);
    if (signals == NULL)
        return SMAC_BAD_OPTION;
    enum smac_status status =
        end == NULL
            ? grade_as(SMAC_HTML_COMMENT, signals, "a", 1)
            : grade_as(SMAC_HTML_COMMENT, signals, end + 1, size - length - 1);
    smac_signals_free(signals);
    return status;
}

/* ---- files ------------------------------------------------------------------ */

/* An open file with these bytes, by its name in /proc. */
static int
open_file(const char *bytes, size_t size, char path[40])
{
    int fd = memfd_create("smac-bench", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size) {
        perror("bench/hostile");
        exit(1);
    }
    snprintf(path, 40, "/proc/self/fd/%d", fd);
    return fd;
}

static enum smac_status
read_policy(const char *document, size_t size)
{
    char path[40];
    struct policies policies = {.all = NULL};
    const struct smac_finding finding = {.reason = SMAC_HTML_COMMENT,
                                         .length = size,
                                         .bytes = (const uint8_t *)document};
    int fd = open_file(document, size, path);
    bool used = policies_use(&policies, path);
    if (used)
        policy_allows(policies_find(&policies, "README.md"), &finding);
    policies_release(&policies);
    close(fd);
    return used ? SMAC_OK : SMAC_BAD_OPTION;
}

static enum smac_status
verify_audit(const char *document, size_t size)
{
    char path[40];
    struct smac_verdict verdict;
    const struct smac_verify_options options = {.tell = NULL};
    int fd = open_file(document, size, path);
    struct smac_verifier *v = smac_verifier_new(&options);
    if (v == NULL)
        return SMAC_NO_MEMORY;
    enum smac_status status = smac_verifier_file(v, path);
    if (status == SMAC_OK)
        status = smac_verifier_finish(v, &verdict);
    smac_verifier_free(v);
    close(fd);
    return status;
}

static enum smac_status
read_audit(const char *document, size_t size)
{
    char path[40];
    struct smac_record record;
    int fd = open_file(document, size, path);
    struct smac_audit_reader *reader = smac_audit_reader_new(path);
    int more = -1;
    while (reader != NULL &&
           (more = smac_audit_reader_next(reader, &record)) > 0)
        continue;
    smac_audit_reader_free(reader);
    close(fd);
    return more == 0 ? verify_audit(document, size) : SMAC_BAD_FILE;
}

static enum smac_status
read_line(const char *document, size_t size)
{
    static const char *const fields[] = {"text", "content", NULL};
    struct jsonl_object object;
    enum jsonl_fault fault = jsonl_object_read(&object, document, size, fields);
    char *text = fault == JSONL_FINE ? malloc(size) : NULL;
    if (text != NULL)
        jsonl_object_decode(document, object.text, text);
    free(text);
    return fault == JSONL_FINE ? SMAC_OK : SMAC_BAD_INPUT;
}

/* ---- bombs ------------------------------------------------------------------ */

/* For a bomb the ceiling of the input is a sixteenth of what it unpacks to. */
static enum smac_status
expand(const char *document, size_t size)
{
    static const struct smac_sink sink = {.user = NULL};
    const struct smac_options options = {.max_input = 64 * size};
    return smac_filter(&options, document, size, &sink);
}

const char *
readers_pack(const char *pattern, const char *document, size_t size, char *to,
             size_t *packed)
{
    z_stream z = {.avail_in = (uInt)size, .next_in = (Bytef *)document};
    *packed = size;
    if (strncmp(pattern, "bomb-", 5) != 0)
        return document;
    z.avail_out = (uInt)size;
    z.next_out = (Bytef *)to;
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) !=
            Z_OK ||
        deflate(&z, Z_FINISH) != Z_STREAM_END) {
        fprintf(stderr, "bench/hostile: %s cannot be packed\n", pattern);
        exit(1);
    }
    *packed = z.total_out;
    deflateEnd(&z);
    return to;
}

/* ---- who reads what ---------------------------------------------------------- */

static const struct {
    const char *family;
    enum smac_status (*read)(const char *, size_t);
} readers[] = {
    {"grade-", grade},           {"fold-", grade_folded},
    {"signals-", grade_by_file}, {"policy-", read_policy},
    {"audit-", read_audit},      {"bomb-", expand},
    {"jsonl-", read_line},
};

void
readers_prepare(void)
{
    char problem[200];
    built_in = smac_signals_new(NULL, 0, problem, sizeof problem);
    if (built_in == NULL || grade("a", 1) != SMAC_OK ||
        grade_folded("a", 1) != SMAC_OK) {
        fprintf(stderr, "bench/hostile: no signals: %s\n", problem);
        exit(1);
    }
}

size_t
readers_size(const char *pattern, size_t size)
{
    static const char *const searched[] = {"grade-", "fold-", "signals-"};
    for (size_t i = 0; i < sizeof searched / sizeof *searched; i++) {
        if (strncmp(pattern, searched[i], strlen(searched[i])) == 0)
            return size / 16;
    }
    return size;
}

enum smac_status
readers_read(const char *pattern, const char *document, size_t size)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        size_t length = strlen(readers[i].family);
        if (strncmp(pattern, readers[i].family, length) == 0)
            return readers[i].read(document, size);
    }
    return filter(document, size);
}
