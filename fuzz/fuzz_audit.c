/* SPDX-License-Identifier: MIT */
/* An audit that anybody may have written: it is read, verified and appended
 * to. What was there before an append is there after it. */
#include <errno.h>
#include <string.h>

#include "files.h"
#include "scratch.h"
#include "smac.h"
#include "target.h"

static void
expect_record(const struct smac_record *r)
{
    demand(r->type <= SMAC_RECORD_CONTINUATION, "a record has a type");
    if (r->type == SMAC_RECORD_NONE)
        return;
    demand(r->sequence > 0, "records are numbered from 1");
    demand(r->json.bytes != NULL && r->json.length > 0, "a record has a text");
    for (size_t i = 0; i < r->json.length; i++)
        demand(r->json.bytes[i] >= 0x20 && r->json.bytes[i] < 0x7F,
               "a record's text is printable");
}

/* Reads all of it; the last record's type, or NONE. */
static void
read_all(enum smac_record_type *last)
{
    struct smac_record record;
    uint64_t number = 0;
    *last = SMAC_RECORD_NONE;
    struct smac_audit_reader *reader = smac_audit_reader_new(scratch_path);
    demand(reader != NULL, "an audit can be opened");
    int more;
    while ((more = smac_audit_reader_next(reader, &record)) > 0) {
        demand(record.number == number + 1, "lines are numbered");
        number = record.number;
        expect_record(&record);
        if (record.type != SMAC_RECORD_NONE)
            *last = record.type;
    }
    demand(more == 0 || errno == EBADMSG, "only damaged gzip is refused");
    smac_audit_reader_free(reader);
}

struct tale {
    uint64_t faults;
    uint64_t others;
};

static void
on_fault(void *user, const struct smac_fault *fault)
{
    struct tale *tale = user;
    demand(fault->kind < SMAC_FAULT_COUNT && fault->text != NULL,
           "a fault is of a kind, and has a text");
    for (const char *c = fault->text; *c != '\0'; c++)
        demand((uint8_t)*c >= 0x20 && *c != 0x7F, "a fault is one line");
    if (fault->fault)
        tale->faults++;
    else
        tale->others++;
}

/* The number of faults. */
static uint64_t
verify(void)
{
    static const char source[] = "a <!-- b --> c\n";
    struct tale tale = {0, 0};
    const struct smac_verify_options options = {.tell = on_fault,
                                                .user = &tale};
    struct smac_verdict verdict;
    struct smac_verifier *v = smac_verifier_new(&options);
    demand(v != NULL, "there is a verifier");
    demand(smac_verifier_source(v, "a.md", source, sizeof source - 1) ==
               SMAC_OK,
           "a source is taken");
    enum smac_status read = smac_verifier_file(v, scratch_path);
    demand(read == SMAC_OK || read == SMAC_BAD_FILE, "an audit is read or not");
    demand(smac_verifier_finish(v, &verdict) == SMAC_OK, "verifying ends");
    demand(verdict.faults == tale.faults, "each fault is told once");
    smac_verifier_free(v);
    return verdict.faults;
}

/* 0, or errno. */
static int
append(void)
{
    static const char text[] = "x <!-- y --> z\n";
    struct smac_audit *audit = smac_audit_open(scratch_path, NULL);
    if (audit == NULL)
        return errno;
    const struct smac_sink sink = {.user = audit,
                                   .discarded = smac_audit_discarded,
                                   .summary = smac_audit_summary};
    smac_audit_document(audit, "b.md");
    errno = 0;
    enum smac_status status = smac_filter(NULL, text, sizeof text - 1, &sink);
    int error = status == SMAC_OK ? 0 : errno;
    demand(status == SMAC_OK || status == SMAC_BAD_SINK,
           "an audit takes a document or refuses it");
    enum smac_status closed = smac_audit_close(audit);
    demand(status != SMAC_OK || closed == SMAC_OK, "an audit closes");
    return error;
}

/* After an append the file is what it was and what came; a gzipped one is
 * mended where it was torn, and there the text is what stays. */
static void
expect_appended(const uint8_t *bytes, size_t length, int error)
{
    enum smac_record_type last;
    char head[SMAC_AUDIT_HEAD_SIZE];
    struct file file;
    demand(file_read(&file, scratch_path), "the audit is still there");
    bool gzip = length >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
    if (!gzip || error != 0)
        demand(file.size >= length && memcmp(file.bytes, bytes, length) == 0,
               "nothing that stands in an audit is lost");
    demand(error == 0 || file.size == length, "what fails appends nothing");
    file_release(&file);
    if (error != 0)
        return;
    read_all(&last);
    demand(last == SMAC_RECORD_DOCUMENT, "the last record is the document's");
    demand(smac_audit_head(scratch_path, head) == SMAC_OK, "there is a head");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    enum smac_record_type last;
    char head[SMAC_AUDIT_HEAD_SIZE];
    scratch_write(bytes, length);
    read_all(&last);
    verify();
    /* A gzipped audit's head is told by its last bytes, which may lie. */
    if (smac_audit_head(scratch_path, head) == SMAC_OK && bytes[0] != 0x1F)
        demand(last != SMAC_RECORD_NONE, "a head is a record's");
    int error = append();
    expect_appended(bytes, length, error);
    verify();
    return 0;
}
