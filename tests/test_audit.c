/* SPDX-License-Identifier: MIT */
/* The audit as a library user drives it, with findings made here. */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "smac.h"

/* ---- a file and a document ---------------------------------------------- */

static char path[64];
static char path_gz[72];

static void
name_files(void)
{
    strcpy(path, "/tmp/smac-audit-XXXXXX");
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    snprintf(path_gz, sizeof path_gz, "%s.gz", path);
}

static void
remove_files(void)
{
    unlink(path);
    unlink(path_gz);
}

TestSuite(audit, .init = name_files, .fini = remove_files, .timeout = 60);

static const struct smac_document document = {
    .bytes = 100,
    .sha256 = {0xAB},
    .decoding = "",
    .raw_bytes = 100,
    .raw_sha256 = {0xAB},
};

static struct smac_finding
make_finding(const char *bytes, size_t length)
{
    return (struct smac_finding){
        .reason = SMAC_HTML_COMMENT,
        .severity = SMAC_WARNING,
        .offset = 12,
        .length = length,
        .line = 2,
        .column = 1,
        .end_line = 2,
        .end_column = 1 + length,
        .bytes = (const uint8_t *)bytes,
        .document = &document,
    };
}

/* A summary of so many comments of three bytes. */
static struct smac_summary
make_summary(uint64_t findings)
{
    struct smac_summary summary = {
        .document = &document,
        .output_bytes = 7,
        .output_sha256 = {0xCD},
        .shown = 60,
        .syntax = 40 - 3 * findings,
    };
    summary.findings[SMAC_HTML_COMMENT] = findings;
    summary.discarded[SMAC_HTML_COMMENT] = 3 * findings;
    return summary;
}

/* One document with so many findings of "<!>". */
static int
add_document(struct smac_audit *audit, const char *name, uint64_t findings)
{
    struct smac_summary summary = make_summary(findings);
    smac_audit_document(audit, name);
    for (uint64_t i = 0; i < findings; i++) {
        struct smac_finding finding = make_finding("<!>", 3);
        cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    }
    return smac_audit_summary(audit, &summary);
}

static void
append(const char *to, uint64_t findings)
{
    struct smac_audit *audit = smac_audit_open(to);
    cr_assert_not_null(audit);
    cr_assert_eq(add_document(audit, "doc", findings), 0, "%s",
                 strerror(errno));
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
}

static void
set_file(const char *to, const void *bytes, size_t length)
{
    FILE *file = fopen(to, "w");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

/* The file's text, unpacked if it is gzip, NUL-terminated; the caller frees. */
static char *
get_text(const char *from)
{
    gzFile file = gzopen(from, "r");
    cr_assert_not_null(file);
    size_t capacity = 1 << 24;
    char *text = malloc(capacity);
    cr_assert_not_null(text);
    int n = gzread(file, text, (unsigned)capacity - 1);
    cr_assert(n >= 0);
    text[n] = '\0';
    gzclose(file);
    return text;
}

#define RECORD_START                                                           \
    "{\"schema\":\"smac-audit/1\",\"type\":\"%*[a-z]\",\"seq\":%lu,\"time\":\""

/* The numbers of the lines that start like a record, in order: "1,2,3". */
static void
expect_numbers(const char *from, const char *wanted)
{
    char numbers[256] = "";
    char *text = get_text(from);
    for (char *line = text; line != NULL && *line != '\0';) {
        unsigned long seq;
        if (sscanf(line, RECORD_START, &seq) == 1)
            snprintf(numbers + strlen(numbers),
                     sizeof numbers - strlen(numbers), "%s%lu",
                     numbers[0] == '\0' ? "" : ",", seq);
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    cr_expect_str_eq(numbers, wanted, "%s, not %s, in:\n%.2000s", numbers,
                     wanted, text);
    free(text);
}

#define ZEROS "00000000000000000000000000000000000000000000000000000000000000"

/* ---- records ------------------------------------------------------------ */

Test(audit, writes_keys_in_their_order)
{
    append(path, 1);
    char *text = get_text(path);
    char *stamp = strstr(text, "\"time\":\"");
    cr_assert_not_null(stamp);
    struct tm utc;
    char *rest = strptime(stamp + 8, "%Y-%m-%dT%H:%M:%S", &utc);
    cr_assert_not_null(rest);
    cr_expect(rest[0] == '.' && strspn(rest + 1, "0123456789") == 6 &&
              rest[7] == 'Z' && rest[8] == '"');

    char wanted[4096];
    int length = (int)(rest + 9 - stamp);
    snprintf(
        wanted, sizeof wanted,
        "{\"schema\":\"smac-audit/1\",\"type\":\"finding\",\"seq\":1,%.*s,"
        "\"file\":\"doc\",\"input_sha256\":\"ab" ZEROS "\","
        "\"reason\":\"html-comment\",\"rule\":\"SMAC-1\","
        "\"severity\":\"warning\",\"offset\":12,\"length\":3,\"line\":2,"
        "\"column\":1,\"end_line\":2,\"end_column\":4,\"span_sha256\":"
        "\"5b6a87dc22d29e564bd5f878bc93e6de43990dcf6af0af4f73788f8cb8f02763\","
        "\"span\":\"\\u003c!\\u003e\"}\n"
        "{\"schema\":\"smac-audit/1\",\"type\":\"document\",\"seq\":2,%.*s,"
        "\"file\":\"doc\",\"input_sha256\":\"ab" ZEROS "\","
        "\"input_bytes\":100,\"output_sha256\":\"cd" ZEROS "\","
        "\"output_bytes\":7,\"shown\":60,\"syntax\":37,\"discarded\":"
        "{\"html-comment\":{\"spans\":1,\"bytes\":3}},"
        "\"smac\":\"" SMAC_VERSION "\"}\n",
        length, stamp, length, stamp);
    cr_expect_str_eq(text, wanted);
    free(text);
}

Test(audit, tells_how_a_document_was_packed)
{
    struct smac_document packed = document;
    packed.decoding = "gzip+utf-16le";
    packed.raw_bytes = 50;
    packed.raw_sha256[0] = 0xEF;
    struct smac_summary summary = make_summary(0);
    summary.document = &packed;
    struct smac_audit *audit = smac_audit_open(path);
    cr_assert_not_null(audit);
    cr_assert_eq(smac_audit_summary(audit, &summary), 0);
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
    char *text = get_text(path);
    cr_expect_not_null(
        strstr(text, ",\"file\":\"-\",\"input_sha256\":\"ab" ZEROS "\","
                     "\"input_bytes\":100,\"decoding\":\"gzip+utf-16le\","
                     "\"raw_sha256\":\"ef" ZEROS "\",\"raw_bytes\":50,"
                     "\"output_sha256\":"));
    cr_expect_not_null(strstr(text, "\"discarded\":{},\"smac\":"));
    free(text);
}

Test(audit, keeps_hostile_bytes_exact_and_harmless)
{
    static const char span[] = "<!--\x1b]0;\xe2\x80\xae\xff\n-->";
    struct smac_finding finding = make_finding(span, sizeof span - 1);
    struct smac_summary summary = make_summary(1);
    finding.decoded = "say\x1b";
    finding.decoded_length = 4;
    struct smac_audit *audit = smac_audit_open(path);
    cr_assert_not_null(audit);
    smac_audit_document(audit, "evil\n{\"\x9b\xe2\x80\xae");
    cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    cr_assert_eq(smac_audit_summary(audit, &summary), 0);
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);

    char *text = get_text(path);
    cr_expect_not_null(strstr(text, "\"file\":\"evil\\n{\\\"\\ufffd\\u202e\""));
    cr_expect_not_null(
        strstr(text, "\"span\":\"\\u003c!--\\u001b]0;\\u202e\\ufffd\\n--"
                     "\\u003e\",\"decoded\":\"say\\u001b\",\"span_base64\":"
                     "\"PCEtLRtdMDvigK7/Ci0tPg==\"}\n"));
    for (const char *s = text; *s != '\0'; s++)
        cr_assert(*s == '\n' || (*s >= ' ' && *s <= '~'));
    free(text);
}

Test(audit, writes_large_documents_whole)
{
    enum { SPAN = 3 << 20 };
    char *span = malloc(SPAN);
    cr_assert_not_null(span);
    memset(span, '<', SPAN);
    static const char *const names[] = {path, path_gz};
    for (size_t i = 0; i < 2; i++) {
        struct smac_finding finding = make_finding(span, SPAN);
        struct smac_summary summary = make_summary(1);
        append(names[i], 5000);
        struct smac_audit *audit = smac_audit_open(names[i]);
        cr_assert_not_null(audit);
        cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
        cr_assert_eq(smac_audit_summary(audit, &summary), 0);
        cr_assert_eq(smac_audit_close(audit), SMAC_OK);
        /* 18 MiB of escapes: more than get_text takes */
        gzFile file = gzopen(names[i], "r");
        size_t lines = 0;
        for (int c; (c = gzgetc(file)) >= 0;)
            lines += c == '\n';
        gzclose(file);
        cr_expect_eq(lines, 5003);
    }
    free(span);
}

/* ---- numbers ------------------------------------------------------------ */

Test(audit, counts_on_across_documents_and_runs)
{
    static const char *const names[] = {path, path_gz};
    for (size_t i = 0; i < 2; i++) {
        append(names[i], 2);
        struct smac_audit *audit = smac_audit_open(names[i]);
        cr_assert_not_null(audit);
        cr_assert_eq(add_document(audit, "a", 0), 0);
        append(names[i], 1); /* somebody else, meanwhile */
        cr_assert_eq(add_document(audit, "b", 1), 0);
        cr_assert_eq(smac_audit_close(audit), SMAC_OK);
        expect_numbers(names[i], "1,2,3,4,5,6,7,8");
    }
}

#define RECORD(seq)                                                            \
    "{\"schema\":\"smac-audit/1\",\"type\":\"document\",\"seq\":" seq          \
    ",\"time\":\"2026-11-23T00:00:00.000000Z\",\"file\":\"x\"}"

/* What stands in the file stays, and decides the next number; what only looks
 * like a record does not. */
Test(audit, lives_with_any_existing_file)
{
    static const struct {
        const char *before;
        const char *between; /* what is put before the new records */
        const char *numbers;
    } table[] = {
        {"", "", "1"},
        {"\n", "", "1"},
        {"\n\n\n", "", "1"},
        {"notes", "\n", "1"},
        {"notes\n", "", "1"},
        {RECORD("41") "\n", "", "41,42"},
        {RECORD("41") "\nnotes\n\n", "", "41,42"},
        {RECORD("41") "\n{\"schema\":\"smac-audit/1\",\"ty", "\n", "41,42"},
        /* whole but for its newline: nobody can know that it is whole */
        {RECORD("41") "\n" RECORD("42"), "\n", "41,42,42"},
        {RECORD("41") "\n{\"schema\":\"smac-audit/1\",\"type\":\"finding\","
                      "\"seq\":99,\"time\":\"20\n",
         "", "41,99,42"},
        {" " RECORD("7") "\n", "", "1"},
        {"[" RECORD("7") "]\n", "", "1"},
        {"{\"seq\":7}\n", "", "1"},
        {"{\"schema\":\"smac-audit/2\",\"type\":\"document\",\"seq\":7,"
         "\"time\":\"\"}\n",
         "", "1"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t length = strlen(table[i].before);
        set_file(path, table[i].before, length);
        append(path, 0);
        expect_numbers(path, table[i].numbers);
        char *text = get_text(path);
        cr_expect_eq(memcmp(text, table[i].before, length), 0);
        length += strlen(table[i].between);
        cr_expect_eq(text[length], '{', "%s", text);
        cr_expect(length == 0 || text[length - 1] == '\n');
        free(text);
    }
}

Test(audit, is_not_fooled_by_impossible_numbers)
{
    static const char *const table[] = {
        RECORD("0"),
        RECORD("-1"),
        RECORD("007"),
        RECORD("1e3"),
        RECORD("9007199254740992"), /* 2^53 */
        RECORD("18446744073709551615"),
        RECORD("18446744073709551621"), /* 5 modulo 2^64 */
        RECORD(""),
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s\n%s\n", RECORD("4"), table[i]);
        set_file(path, text, strlen(text));
        append(path, 0);
        char *after = get_text(path);
        cr_expect_not_null(strstr(after, "\"seq\":5,\"time\":\"20"), "%s",
                           after);
        free(after);
    }
}

/* Longer than the window that looks for the end of the line before. */
Test(audit, finds_the_last_record_behind_long_lines)
{
    static char text[400000];
    static const size_t sizes[] = {65535, 65536, 65537, 131072, 300000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const char record[] = RECORD("41") "\n";
        memset(text, 'x', sizeof text);
        memcpy(text, record, strlen(record));
        set_file(path, text, sizes[i]); /* torn */
        append(path, 0);
        append(path, 0);
        expect_numbers(path, "41,42,43");
        text[sizes[i] - 1] = '\n'; /* junk */
        set_file(path, text, sizes[i]);
        append(path, 1);
        expect_numbers(path, "41,42,43");
    }
    memset(text, '\n', sizeof text);
    set_file(path, text, sizeof text);
    append(path, 0);
    expect_numbers(path, "1");
}

/* ---- gzip --------------------------------------------------------------- */

Test(audit, reads_a_gzip_file_of_another_program)
{
    static const struct {
        const char *text;
        const char *numbers;
    } table[] = {
        {RECORD("41") "\n", "41,42,43"},
        {RECORD("41") "\nnotes\n\n", "41,42,43"},
        {RECORD("41") "\ntorn", "41,42,43"},
        {RECORD("41") "\n{\"schema\":\"smac-audit/1\",\"type\":\"finding\","
                      "\"seq\":99,\"time\":\"20\n",
         "41,99,42,43"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        gzFile file = gzopen(path_gz, "w");
        cr_assert(gzputs(file, table[i].text) > 0);
        cr_assert_eq(gzclose(file), Z_OK);
        append(path_gz, 0);
        append(path_gz, 0);
        expect_numbers(path_gz, table[i].numbers);
    }
}

static long
size_of(const char *name)
{
    struct stat status;
    cr_assert_eq(stat(name, &status), 0);
    return (long)status.st_size;
}

/* Behind a torn member no reader would find another. */
Test(audit, refuses_a_gzip_file_that_is_not_whole)
{
    enum { MARK = 34 };
    for (long cut = 1;; cut++) {
        unlink(path_gz);
        append(path_gz, 3);
        long size = size_of(path_gz) - cut;
        if (size <= 0) /* the size varies with the time in it */
            break;
        cr_assert_eq(truncate(path_gz, size), 0);
        struct smac_audit *audit = smac_audit_open(path_gz);
        cr_assert_not_null(audit);
        int answer = add_document(audit, "doc", 0);
        int error = errno;
        enum smac_status status = smac_audit_close(audit);
        if (cut == MARK) { /* what is left is whole */
            cr_expect_eq(answer, 0);
            cr_expect_eq(status, SMAC_OK);
            expect_numbers(path_gz, "1,2,3,4,5");
        } else {
            cr_expect_neq(answer, 0);
            cr_expect_eq(error, EBADMSG, "%ld: %s", size, strerror(error));
            cr_expect_eq(size_of(path_gz), size);
            cr_expect_eq(status, SMAC_BAD_FILE);
        }
    }
}

Test(audit, refuses_to_gzip_onto_plain_text)
{
    set_file(path_gz, "notes\n", 6);
    struct smac_audit *audit = smac_audit_open(path_gz);
    cr_assert_not_null(audit);
    cr_expect_neq(add_document(audit, "doc", 0), 0);
    cr_expect_eq(errno, EBADMSG);
    cr_expect_eq(smac_audit_close(audit), SMAC_BAD_FILE);
    cr_expect_eq(size_of(path_gz), 6);
}

/* ---- failures ----------------------------------------------------------- */

Test(audit, says_why_it_cannot_open)
{
    cr_expect_null(smac_audit_open("/tmp"));
    cr_expect_eq(errno, EISDIR);
    cr_expect_null(smac_audit_open("/nonexistent/audit"));
    cr_expect_eq(errno, ENOENT);
    cr_expect_eq(smac_audit_close(NULL), SMAC_OK);
}

Test(audit, remembers_the_first_failure)
{
    struct smac_audit *audit = smac_audit_open("/dev/full");
    cr_assert_not_null(audit);
    cr_expect_neq(add_document(audit, "doc", 1), 0);
    cr_expect_eq(errno, ENOSPC);
    cr_expect_eq(smac_audit_close(audit), SMAC_BAD_FILE);
    cr_expect_eq(errno, ENOSPC);
}

/* Findings of a document that failed before its summary are nobody's. */
Test(audit, forgets_a_document_that_failed)
{
    struct smac_finding finding = make_finding("<!>", 3);
    struct smac_audit *audit = smac_audit_open(path);
    cr_assert_not_null(audit);
    smac_audit_document(audit, "bad");
    cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    cr_assert_eq(add_document(audit, "good", 1), 0);
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
    expect_numbers(path, "1,2");
}

Test(audit, refuses_a_summary_that_counts_other_findings)
{
    struct smac_finding finding = make_finding("<!>", 3);
    struct smac_summary summary = make_summary(2);
    struct smac_audit *audit = smac_audit_open(path);
    cr_assert_not_null(audit);
    cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    cr_expect_neq(smac_audit_summary(audit, &summary), 0);
    cr_expect_eq(errno, EINVAL);
    cr_expect_eq(add_document(audit, "good", 0), 0);
    cr_expect_eq(smac_audit_close(audit), SMAC_BAD_FILE);
    expect_numbers(path, "1");
}
