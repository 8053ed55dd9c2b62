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
        .syntax = findings < 13 ? 40 - 3 * findings : 0,
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
    struct smac_audit *audit = smac_audit_open(to, NULL);
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

/* The numbers of the lines that are records, in order: "1,2,3". */
static void
expect_numbers(const char *from, const char *wanted)
{
    char numbers[256] = "";
    struct smac_record record;
    struct smac_audit_reader *reader = smac_audit_reader_new(from);
    cr_assert_not_null(reader);
    int more;
    while ((more = smac_audit_reader_next(reader, &record)) > 0) {
        if (record.type != SMAC_RECORD_NONE)
            snprintf(numbers + strlen(numbers),
                     sizeof numbers - strlen(numbers), "%s%lu",
                     numbers[0] == '\0' ? "" : ",",
                     (unsigned long)record.sequence);
    }
    smac_audit_reader_free(reader);
    cr_expect_eq(more, 0);
    cr_expect_str_eq(numbers, wanted, "%s, not %s", numbers, wanted);
}

static void
count_fault(void *user, const struct smac_fault *fault)
{
    unsigned *kinds = user;
    kinds[fault->kind]++;
}

/* The audit holds; how many repairs are told is answered. */
static unsigned
expect_sound(const char *from)
{
    unsigned kinds[SMAC_FAULT_COUNT] = {0};
    const struct smac_verify_options options = {.tell = count_fault,
                                                .user = kinds};
    struct smac_verdict verdict;
    struct smac_verifier *verifier = smac_verifier_new(&options);
    cr_assert_not_null(verifier);
    cr_assert_eq(smac_verifier_file(verifier, from), SMAC_OK);
    cr_assert_eq(smac_verifier_finish(verifier, &verdict), SMAC_OK);
    smac_verifier_free(verifier);
    cr_expect_eq(verdict.faults, 0, "%s", from);
    return kinds[SMAC_FAULT_REPAIRED];
}

static void
expect_whole(const char *from, unsigned repairs)
{
    cr_expect_eq(expect_sound(from), repairs);
}

#define ZEROS "00000000000000000000000000000000000000000000000000000000000000"
#define HASH  "\"" ZEROS "00\""

/* ---- records ------------------------------------------------------------ */

/* The value of the n-th member of that name. */
static const char *
find_value(const char *text, const char *key, int n, size_t length)
{
    static char value[128];
    const char *at = text;
    while (n-- > 0) {
        at = strstr(at, key);
        cr_assert_not_null(at);
        at += strlen(key);
    }
    cr_assert(length < sizeof value);
    memcpy(value, at, length);
    value[length] = '\0';
    return value;
}

/* Canonical but for the armour: keys sorted, no blanks. */
Test(audit, writes_records_as_documented)
{
    enum { TIME = 27, HEX = 64 };
    append(path, 1);
    char *text = get_text(path);
    char stamp[128];
    char first[128];
    char second[128];
    strcpy(stamp, find_value(text, "\"@timestamp\":\"", 1, TIME));
    strcpy(first, find_value(text, "\"hash\":\"", 1, HEX));
    strcpy(second, find_value(text, "\"hash\":\"", 2, HEX));
    struct tm utc;
    char *rest = strptime(stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    cr_assert_not_null(rest);
    cr_expect(rest[0] == '.' && strspn(rest + 1, "0123456789") == 6 &&
              strcmp(rest + 7, "Z") == 0);

    char wanted[4096];
    snprintf(
        wanted, sizeof wanted,
        "{\"@timestamp\":\"%s\",\"ecs\":{\"version\":\"8.11.0\"},\"event\":{"
        "\"action\":\"span-discarded\",\"dataset\":\"smac.audit\","
        "\"hash\":\"%s\",\"kind\":\"event\",\"module\":\"smac\","
        "\"reason\":\"html-comment\",\"sequence\":1},"
        "\"file\":{\"hash\":{\"sha256\":\"ab" ZEROS "\"},\"path\":\"doc\"},"
        "\"log\":{\"level\":\"warning\"},"
        "\"rule\":{\"id\":\"SMAC-1\",\"ruleset\":\"SMAC\"},"
        "\"smac\":{\"chain\":{\"previous\":" HASH "},\"content\":\"full\","
        "\"schema\":\"smac-audit/1\",\"span\":{\"column\":1,\"end_column\":4,"
        "\"end_line\":2,\"length\":3,\"line\":2,\"offset\":12,\"sha256\":"
        "\"5b6a87dc22d29e564bd5f878bc93e6de43990dcf6af0af4f73788f8cb8f02763\","
        "\"text\":\"\\u003c!\\u003e\"}}}\n"
        "{\"@timestamp\":\"%s\",\"ecs\":{\"version\":\"8.11.0\"},\"event\":{"
        "\"action\":\"document-filtered\",\"dataset\":\"smac.audit\","
        "\"hash\":\"%s\",\"kind\":\"event\",\"module\":\"smac\","
        "\"sequence\":2},"
        "\"file\":{\"hash\":{\"sha256\":\"ab" ZEROS "\"},\"path\":\"doc\","
        "\"size\":100},\"log\":{\"level\":\"info\"},"
        "\"observer\":{\"product\":\"smac\",\"version\":\"" SMAC_VERSION "\"},"
        "\"smac\":{\"chain\":{\"previous\":\"%s\"},\"content\":\"full\","
        "\"discarded\":{\"html-comment\":{\"bytes\":3,\"spans\":1}},"
        "\"output\":{\"bytes\":7,\"sha256\":\"cd" ZEROS "\"},"
        "\"schema\":\"smac-audit/1\",\"shown\":60,\"syntax\":37}}\n",
        stamp, first, stamp, second, first);
    cr_expect_str_eq(text, wanted);
    free(text);
}

Test(audit, tells_how_a_document_was_packed_and_filtered)
{
    const struct smac_options options = {
        .profile = SMAC_GITHUB,
        .details = SMAC_DETAILS_DROP,
        .format = SMAC_TO_MARKDOWN,
        .keep = SMAC_KEEP_ALT | SMAC_KEEP_FRONT_MATTER,
        .max_depth = 7,
    };
    struct smac_document packed = document;
    packed.decoding = "gzip+utf-16le";
    packed.raw_bytes = 50;
    packed.raw_sha256[0] = 0xEF;
    struct smac_summary summary = make_summary(0);
    summary.document = &packed;
    summary.options = &options;
    struct smac_audit *audit = smac_audit_open(path, NULL);
    cr_assert_not_null(audit);
    cr_assert_eq(smac_audit_summary(audit, &summary), 0);
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
    char *text = get_text(path);
    cr_expect_not_null(
        strstr(text, "\"content\":\"full\",\"decoding\":\"gzip+utf-16le\","
                     "\"discarded\":{},\"options\":{\"details\":\"drop\","
                     "\"format\":\"markdown\",\"keep\":[\"alt\","
                     "\"front-matter\"],\"max_depth\":7,"
                     "\"profile\":\"github\"},\"output\":{"));
    cr_expect_not_null(strstr(text,
                              ",\"raw\":{\"bytes\":50,\"sha256\":\"ef" ZEROS
                              "\"},\"schema\":"));
    free(text);
}

static void
add_hostile(const struct smac_audit_options *options)
{
    static const char span[] = "<!--\x1b]0;\xe2\x80\xae\xff\n-->";
    struct smac_finding finding = make_finding(span, sizeof span - 1);
    struct smac_summary summary = make_summary(1);
    finding.decoded = "say\x1b";
    finding.decoded_length = 4;
    struct smac_audit *audit = smac_audit_open(path, options);
    cr_assert_not_null(audit);
    smac_audit_document(audit, "evil\n{\"\x9b\xe2\x80\xae");
    cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    cr_assert_eq(smac_audit_summary(audit, &summary), 0);
    cr_assert_eq(smac_audit_close(audit), SMAC_OK);
}

Test(audit, keeps_hostile_bytes_exact_and_harmless)
{
    add_hostile(NULL);
    char *text = get_text(path);
    cr_expect_not_null(strstr(text, "\"path\":\"evil\\n{\\\"\\ufffd\\u202e\""));
    cr_expect_not_null(
        strstr(text, "\"span\":{\"base64\":\"PCEtLRtdMDvigK7/Ci0tPg==\","
                     "\"column\":1,\"decoded\":\"say\\u001b\","));
    cr_expect_not_null(strstr(text, "\"text\":\"\\u003c!--\\u001b]0;\\u202e"
                                    "\\ufffd\\n--\\u003e\"}}}\n"));
    for (const char *s = text; *s != '\0'; s++)
        cr_assert(*s == '\n' || (*s >= ' ' && *s <= '~'));
    free(text);
    expect_whole(path, 0);
}

Test(audit, stores_as_much_of_the_hidden_text_as_it_is_told)
{
    char span[200];
    memset(span, 'x', sizeof span);
    memcpy(span, "<!-- \xc3\xa4", 7);
    static const struct {
        enum smac_audit_content content;
        const char *name;
        size_t stored; /* x */
    } table[] = {
        {SMAC_CONTENT_FULL, "\"content\":\"full\"", 193},
        {SMAC_CONTENT_EXCERPT, "\"content\":\"excerpt\"", 34},
        {SMAC_CONTENT_HASH, "\"content\":\"hash\"", 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct smac_audit_options options = {.content = table[i].content};
        struct smac_finding finding = make_finding(span, sizeof span);
        struct smac_summary summary = make_summary(1);
        finding.decoded = span;
        finding.decoded_length = sizeof span;
        set_file(path, "", 0);
        struct smac_audit *audit = smac_audit_open(path, &options);
        cr_assert_not_null(audit);
        cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
        cr_assert_eq(smac_audit_summary(audit, &summary), 0);
        cr_assert_eq(smac_audit_close(audit), SMAC_OK);
        char *text = get_text(path);
        cr_expect_not_null(strstr(text, table[i].name));
        cr_expect_not_null(strstr(text, "\"length\":200,"));
        cr_expect_eq(strstr(text, "\"text\":") != NULL, table[i].stored > 0);
        cr_expect_eq(strstr(text, "\"decoded\":") != NULL, table[i].stored > 0);
        size_t count = 0;
        for (const char *s = text; *s != '\0'; s++) {
            count += *s == 'x';
        }
        /* in the text and in what it decodes to; some words have one, too */
        size_t own = 1;
        for (const char *s = text; (s = strstr(s, "t\":")) != NULL; s++)
            own += strncmp(s - 3, "tex", 3) == 0;
        for (const char *s = text; (s = strstr(s, "excerpt")) != NULL; s++)
            own++;
        cr_expect_eq(count, 2 * table[i].stored + own, "%zu", count);
        free(text);
        expect_whole(path, 0);
    }
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
        struct smac_audit *audit = smac_audit_open(names[i], NULL);
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
        cr_expect_eq(lines, 5003, "%s: %zu lines", names[i], lines);
    }
    free(span);
}

/* ---- numbers ------------------------------------------------------------ */

Test(audit, counts_on_across_documents_and_runs)
{
    static const char *const names[] = {path, path_gz};
    for (size_t i = 0; i < 2; i++) {
        append(names[i], 2);
        struct smac_audit *audit = smac_audit_open(names[i], NULL);
        cr_assert_not_null(audit);
        cr_assert_eq(add_document(audit, "a", 0), 0);
        append(names[i], 1); /* somebody else, meanwhile */
        cr_assert_eq(add_document(audit, "b", 1), 0);
        cr_assert_eq(smac_audit_close(audit), SMAC_OK);
        expect_numbers(names[i], "1,2,3,4,5,6,7,8");
    }
}

#define RECORD(sequence)                                                       \
    "{\"@timestamp\":\"2026-11-23T00:00:00.000000Z\",\"event\":{\"action\":"   \
    "\"document-filtered\",\"dataset\":\"smac.audit\",\"hash\":" HASH          \
    ",\"sequence\":" sequence "},\"smac\":{\"chain\":{\"previous\":" HASH      \
    "},\"schema\":\"smac-audit/1\"}}"

/* What stands in the file stays, and decides the next number; what only looks
 * like a record does not. What is no record at the end is told of. */
Test(audit, lives_with_any_existing_file)
{
    static const struct {
        const char *before;
        const char *between; /* what is put before the new records */
        const char *numbers;
    } table[] = {
        {"", "", "1"},
        {"\n", "", "1,2"},
        {"\n\n\n", "", "1,2"},
        {"notes", "\n", "1,2"},
        {"notes\n", "", "1,2"},
        {RECORD("41") "\n", "", "41,42"},
        {RECORD("41"), "\n", "41,42"}, /* whole but for its newline */
        {RECORD("41") "\nnotes\n\n", "", "41,42,43"},
        {RECORD("41") "\n{\"@timestamp\":\"2026", "\n", "41,42,43"},
        {" " RECORD("7") "\n", "", "1,2"},
        {"[" RECORD("7") "]\n", "", "1,2"},
        {"{\"sequence\":7}\n", "", "1,2"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t length = strlen(table[i].before);
        set_file(path, table[i].before, length);
        append(path, 0);
        if (table[i].before[0] != ' ') /* the reader is not so strict */
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
        RECORD("9.0"),
        RECORD("9007199254740992"), /* 2^53 */
        RECORD("18446744073709551615"),
        RECORD("18446744073709551621"), /* 5 modulo 2^64 */
        RECORD(""),
        RECORD("\"9\""),
        RECORD("9,\"sequence\":10"),
        RECORD("9,\"se\\u0071uence\":10"),
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char text[2048];
        snprintf(text, sizeof text, "%s\n%s\n", RECORD("4"), table[i]);
        set_file(path, text, strlen(text));
        append(path, 0);
        expect_numbers(path, "4,5,6");
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
        expect_numbers(path, "41,42,43,44");
        text[sizes[i] - 1] = '\n'; /* junk */
        set_file(path, text, sizes[i]);
        append(path, 1);
        expect_numbers(path, "41,42,43,44");
    }
    memset(text, '\n', sizeof text);
    set_file(path, text, sizeof text);
    append(path, 0);
    expect_numbers(path, "1,2");
    expect_whole(path, 1);
}

/* ---- gzip --------------------------------------------------------------- */

Test(audit, reads_a_gzip_file_of_another_program)
{
    static const struct {
        const char *text;
        const char *numbers;
    } table[] = {
        {RECORD("41") "\n", "41,42,43"},
        {RECORD("41"), "41,42,43"},
        {RECORD("41") "\nnotes\n\n", "41,42,43,44"},
        {RECORD("41") "\ntorn", "41,42,43,44"},
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

/* Wherever a crash cut it: all that is whole stays, the next append tells, and
 * zcat reads the file again. */
Test(audit, mends_a_gzip_file_that_is_not_whole)
{
    enum { MARK = 90, HEADER = 18 };
    unsigned mended = 0;
    for (long cut = 1;; cut += cut < 2 * MARK ? 1 : 13) {
        unlink(path_gz);
        append(path_gz, 3);
        append(path_gz, 1);
        long size = size_of(path_gz) - cut;
        if (size <= 0) /* the size varies with the time in it */
            break;
        cr_assert_eq(truncate(path_gz, size), 0);
        cr_assert_eq(chmod(path_gz, 0640), 0);
        char *left = size < HEADER ? strdup("") : get_text(path_gz);
        append(path_gz, 1);
        char *after = get_text(path_gz);
        cr_expect_eq(strncmp(left, after, strlen(left)), 0, "cut %ld", cut);
        struct stat status;
        cr_assert_eq(stat(path_gz, &status), 0);
        cr_expect_eq(status.st_mode & 0777, 0640);
        /* but for the last mark, or between two appends */
        bool told = strstr(after, "audit-repaired") != NULL;
        cr_expect_eq(told, cut != MARK, "cut %ld", cut);
        mended += told ? 1 : 0;
        expect_sound(path_gz);
        free(left);
        free(after);
    }
    cr_expect_gt(mended, 200);
}

Test(audit, refuses_to_gzip_onto_plain_text)
{
    set_file(path_gz, "notes\n", 6);
    struct smac_audit *audit = smac_audit_open(path_gz, NULL);
    cr_assert_not_null(audit);
    cr_expect_neq(add_document(audit, "doc", 0), 0);
    cr_expect_eq(errno, EBADMSG);
    cr_expect_eq(smac_audit_close(audit), SMAC_BAD_FILE);
    cr_expect_eq(size_of(path_gz), 6);
}

/* ---- failures ----------------------------------------------------------- */

Test(audit, says_why_it_cannot_open)
{
    cr_expect_null(smac_audit_open("/tmp", NULL));
    cr_expect_eq(errno, EISDIR);
    cr_expect_null(smac_audit_open("/nonexistent/audit", NULL));
    cr_expect_eq(errno, ENOENT);
    cr_expect_eq(smac_audit_close(NULL), SMAC_OK);
}

Test(audit, remembers_the_first_failure)
{
    struct smac_audit *audit = smac_audit_open("/dev/full", NULL);
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
    struct smac_audit *audit = smac_audit_open(path, NULL);
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
    struct smac_audit *audit = smac_audit_open(path, NULL);
    cr_assert_not_null(audit);
    cr_assert_eq(smac_audit_discarded(audit, &finding), 0);
    cr_expect_neq(smac_audit_summary(audit, &summary), 0);
    cr_expect_eq(errno, EINVAL);
    cr_expect_eq(add_document(audit, "good", 0), 0);
    cr_expect_eq(smac_audit_close(audit), SMAC_BAD_FILE);
    expect_numbers(path, "1");
}
