/* SPDX-License-Identifier: MIT */
/* smac: Safe Markdown for AI Consumption.
 *
 * GitHub-flavored markdown goes in; what a human reader of the rendered page
 * sees comes out, and every span that was discarded is reported.
 *
 *     struct smac *s = smac_new(NULL, &sink);
 *     smac_feed(s, bytes, length);            as often as you like
 *     smac_finish(s);                         the sink is called from here
 *     smac_free(s);
 *
 * What holds for every input, and what the tests assert:
 *  - no byte of the output comes from a span that the reader cannot see;
 *  - every source byte has one fate: shown, syntax, or one reason for which
 *    it was discarded, and the lengths add up to the input's;
 *  - findings are ascending and disjoint, with exact offsets;
 *  - a document that fails emits nothing: the sink is not called for it.
 *
 * Handles share nothing: each thread may filter with its own. A handle is
 * used by one thread at a time. Text is pointer and length, never
 * NUL-terminated; a pointer handed to a callback dies when it returns.
 */
#ifndef SMAC_H
#define SMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMAC_VERSION "0.1.0"

#if defined(__GNUC__)
#define SMAC_API __attribute__((visibility("default")))
#define SMAC_MUST_CHECK __attribute__((warn_unused_result))
#else
#define SMAC_API
#define SMAC_MUST_CHECK
#endif

/* ---- outcomes ---------------------------------------------------------- */

enum smac_status {
    SMAC_OK = 0,
    SMAC_TOO_BIG,     /* more bytes than max_input, or a gzip bomb */
    SMAC_TOO_COMPLEX, /* a memory, depth or work ceiling was reached */
    SMAC_NO_MEMORY,   /* the system has no more memory */
    SMAC_BAD_INPUT,   /* broken gzip, broken UTF-16: not a document */
    SMAC_BAD_OPTION,  /* an option has a value outside its enum */
    SMAC_BAD_SINK,    /* a sink callback returned non-zero */
    SMAC_BAD_FILE,    /* an audit could not be opened, written or locked, or
                         there is no room on the disk for a long document */
    SMAC_INTERNAL,    /* smac found its own ledger broken; nothing was emitted */
};

/* A sentence for people, never NULL. */
SMAC_API const char *smac_status_text(enum smac_status);

/* ---- reasons ----------------------------------------------------------- */

enum smac_severity { SMAC_NOTE, SMAC_WARNING, SMAC_ERROR };

SMAC_API const char *smac_severity_name(enum smac_severity);

/* Why a span was discarded: identifier, name in audits and reports, rule of
 * the SMAC standard, severity, one line for people.
 * Everything else that knows reasons follows from these rows. */
#define SMAC_REASONS(X)                                                        \
    X(HTML_COMMENT, "html-comment", 1, WARNING,                                \
      "an HTML comment")                                                       \
    X(HTML_BOGUS_COMMENT, "html-bogus-comment", 1, WARNING,                    \
      "markup that HTML parsers turn into a comment, such as </ x> or <!x>")   \
    X(HTML_PROCESSING_INSTRUCTION, "html-processing-instruction", 1, WARNING,  \
      "a processing instruction, <? ... ?>")                                   \
    X(HTML_DECLARATION, "html-declaration", 1, WARNING,                        \
      "a declaration, such as <!DOCTYPE ...>")                                 \
    X(HTML_CDATA, "html-cdata", 1, WARNING, "a CDATA section")                 \
    X(LINK_DEFINITION, "link-definition", 2, NOTE,                             \
      "a link reference definition that a link or image uses")                 \
    X(LINK_DEFINITION_UNUSED, "link-definition-unused", 2, WARNING,            \
      "a link reference definition that nothing uses")                         \
    X(LINK_DEFINITION_DUPLICATE, "link-definition-duplicate", 2, WARNING,      \
      "a link reference definition whose label was defined before")            \
    X(LINK_DEFINITION_LOOKALIKE, "link-definition-lookalike", 2, WARNING,      \
      "a line that looks like [//]: # (...) and that CommonMark would show")   \
    X(FOOTNOTE_UNUSED, "footnote-unused", 2, WARNING,                          \
      "a footnote definition that nothing refers to")                          \
    X(FOOTNOTE_DUPLICATE, "footnote-duplicate", 2, WARNING,                    \
      "a footnote definition whose label was defined before")                  \
    X(FOOTNOTE_LABEL, "footnote-label", 3, NOTE,                               \
      "a footnote's label: the reader sees a number")                          \
    X(LINK_DESTINATION, "link-destination", 3, NOTE,                           \
      "where a link or image points")                                          \
    X(LINK_TITLE, "link-title", 3, NOTE,                                       \
      "the title of a link, an image or a link definition")                    \
    X(LINK_LABEL, "link-label", 3, NOTE,                                       \
      "the label that a link uses to find its definition")                     \
    X(IMAGE_ALT, "image-alt", 3, NOTE, "an image's alternative text")          \
    X(CODE_INFO, "code-info", 3, NOTE, "a code fence's info string")           \
    X(TABLE_EXCESS_CELL, "table-excess-cell", 3, WARNING,                      \
      "a table cell beyond the header's last column")                          \
    X(FRONT_MATTER, "front-matter", 3, NOTE, "front matter")                   \
    X(DETAILS_COLLAPSED, "details-collapsed", 3, NOTE,                         \
      "the content of a collapsed <details>")                                  \
    X(HTML_ELEMENT, "html-element", 3, WARNING,                                \
      "the content of an element that is not drawn, such as <script>")         \
    X(HTML_HIDDEN, "html-hidden", 3, WARNING,                                  \
      "the content of an element with the hidden attribute, or of a closed "   \
      "dialog or popover")                                                     \
    X(HTML_ATTRIBUTE, "html-attribute", 3, NOTE, "an HTML attribute")          \
    X(HTML_UNCLOSED_TAG, "html-unclosed-tag", 3, WARNING,                      \
      "text swallowed by a tag that is not closed where it seems to be")       \
    X(HTML_AMBIGUOUS, "ambiguous-html", 3, WARNING,                            \
      "text that some HTML parsers hide and others show")                      \
    X(CSS_HIDDEN, "css-hidden", 3, WARNING, "text that CSS hides")             \
    X(MATH_HIDDEN, "math-hidden", 3, WARNING,                                  \
      "a TeX comment, phantom or white text in a formula")                     \
    X(DIAGRAM_HIDDEN, "diagram-hidden", 3, WARNING,                            \
      "a comment, directive or accessibility text in a diagram's source")      \
    X(UNICODE_TAGS, "unicode-tags", 3, ERROR, "Unicode tag characters")        \
    X(UNICODE_VARIATION, "unicode-variation", 3, WARNING,                      \
      "variation selectors that no character needs")                           \
    X(UNICODE_ZERO_WIDTH, "unicode-zero-width", 3, WARNING,                    \
      "zero-width and joining characters that no script needs")                \
    X(UNICODE_BIDI, "unicode-bidi", 3, WARNING,                                \
      "controls that change the direction of text")                            \
    X(UNICODE_FILLER, "unicode-filler", 3, WARNING,                            \
      "letters that draw nothing")                                             \
    X(UNICODE_SPACE, "unicode-space", 3, NOTE,                                 \
      "a run of spaces beyond the first: patterns of them carry data")         \
    X(UNICODE_FORMAT, "unicode-format", 3, WARNING,                            \
      "other format characters that draw nothing")                             \
    X(UNICODE_NONCHARACTER, "unicode-noncharacter", 3, WARNING,                \
      "code points that are not characters")                                   \
    X(CONTROL_CHARACTER, "control-character", 3, WARNING,                      \
      "control characters, terminal escape sequences among them")              \
    X(INVALID_UTF8, "invalid-utf8", 3, WARNING,                                \
      "bytes that are not UTF-8; the output has U+FFFD in their place")        \
    X(UNRENDERED, "unrendered", 3, WARNING,                                    \
      "bytes that no rule above claims and that no reader sees")

enum smac_reason {
#define SMAC_REASON_ENUM(id, name, rule, severity, text) SMAC_##id,
    SMAC_REASONS(SMAC_REASON_ENUM)
#undef SMAC_REASON_ENUM
    SMAC_REASON_COUNT
};

struct smac_reason_info {
    const char *name;            /* "html-comment" */
    int rule;                    /* 1 for SMAC-1 */
    enum smac_severity severity; /* of the reason itself */
    const char *text;            /* one line for people */
};

/* NULL for a value that is no reason. The answer lives for ever. */
SMAC_API const struct smac_reason_info *smac_reason_info(enum smac_reason);

/* The reason of that name, or SMAC_REASON_COUNT. */
SMAC_API enum smac_reason smac_reason_find(const char *name);

/* ---- options: all zero is a good choice --------------------------------- */

enum smac_format {
    SMAC_TO_TEXT,     /* laid out for a person or a model */
    SMAC_TO_MARKDOWN, /* clean GFM of the visible content */
};

enum smac_profile {
    SMAC_STRICT,  /* visible on GitHub and in a browser */
    SMAC_GITHUB,  /* visible after GitHub's sanitizer */
    SMAC_BROWSER, /* visible where raw HTML and CSS are honoured */
};

enum smac_details {
    SMAC_DETAILS_SUMMARY, /* a collapsed <details> shows its <summary> */
    SMAC_DETAILS_DROP,    /* ... shows nothing */
    SMAC_DETAILS_EXPAND,  /* ... is shown as if it were open */
};

/* Kinds that are discarded unless kept; kept ones come out marked. */
enum smac_keep {
    SMAC_KEEP_ALT = 1 << 0,
    SMAC_KEEP_LINKS = 1 << 1,
    SMAC_KEEP_IMAGES = 1 << 2,
    SMAC_KEEP_TITLES = 1 << 3,
    SMAC_KEEP_INFO = 1 << 4,
    SMAC_KEEP_FRONT_MATTER = 1 << 5,
    SMAC_KEEP_ALL = (1 << 6) - 1,
};

#define SMAC_DEFAULT_MAX_INPUT ((uint64_t)16 << 20)
#define SMAC_DEFAULT_MAX_DEPTH 100u
/* For a document of so many bytes. */
#define SMAC_DEFAULT_MAX_MEMORY(bytes)                                         \
    (((uint64_t)64 << 20) + (uint64_t)(bytes) * 320)

struct smac_options {
    enum smac_format format;
    enum smac_profile profile;
    enum smac_details details;
    unsigned keep;       /* enum smac_keep, or-ed */
    uint64_t max_input;  /* bytes, after gzip; 0: SMAC_DEFAULT_MAX_INPUT */
    uint64_t max_memory; /* bytes; 0: SMAC_DEFAULT_MAX_MEMORY */
    unsigned max_depth;  /* open containers and elements; 0: the default */

    /* A document of more bytes than this is not held in memory: it lies, as
     * what becomes of it, in unlinked files, and is parsed piece by piece. What
     * the sink hears is the same. Memory grows with its longest block and its
     * labels, not with its length; max_memory is then, if 0, 64 MiB and 320
     * bytes a byte of this, and does not count what lies on disk, which is
     * three to five times the document. 0: SMAC_DEFAULT_MAX_INPUT. */
    uint64_t spill_above;
    const char *spill_folder; /* for those files; lives as long as the handle.
                                 NULL: $TMPDIR, or /var/tmp, or /tmp */
};

/* ---- what the sink is given --------------------------------------------- */

struct smac_document {
    uint64_t bytes;         /* of the text that offsets refer to */
    uint8_t sha256[32];     /* of that text */
    const char *decoding;   /* "", "gzip", "utf-16le", "gzip+utf-16be", ... */
    uint64_t raw_bytes;     /* as fed, before decoding */
    uint8_t raw_sha256[32]; /* as fed; equal to sha256 if decoding is "" */
};

/* One discarded span. Findings come ascending by offset and never overlap. */
struct smac_finding {
    enum smac_reason reason;
    enum smac_severity severity;
    uint64_t offset;    /* bytes from the start of the document's text */
    uint64_t length;    /* bytes, at least 1 */
    uint64_t line;      /* of the first byte, from 1 */
    uint64_t column;    /* in code points from 1; a tab is one, a BOM none */
    uint64_t end_line;  /* of the byte after the last */
    uint64_t end_column;
    const uint8_t *bytes;   /* the span itself: hostile */
    const char *decoded;    /* UTF-8 that the span encodes, or NULL: hostile */
    size_t decoded_length;
    const struct smac_document *document;
};

/* The ledger: bytes = shown + syntax + the sum of discarded[]. */
struct smac_summary {
    const struct smac_document *document;
    uint64_t output_bytes;
    uint8_t output_sha256[32];
    uint64_t shown;
    uint64_t syntax;
    uint64_t discarded[SMAC_REASON_COUNT]; /* bytes */
    uint64_t findings[SMAC_REASON_COUNT];  /* spans */
    const struct smac_options *options;    /* in effect; NULL: not known */
};

/* These bytes of the output stand for those of the source, one for one if
 * they are as many. Ascending by output; what is in no range was added by the
 * layout or kept against the rule. */
struct smac_range {
    uint64_t output;
    uint64_t output_end;
    uint64_t source;
    uint64_t source_end;
};

/* Called from smac_finish only, in this order: discarded for each finding,
 * summary once, mapped once, visible for the text (in one or more pieces). A
 * callback that returns non-zero ends the document with SMAC_BAD_SINK; any may
 * be NULL, and without mapped no ranges are made.
 * So an audit that cannot be written keeps the text from being released. */
struct smac_sink {
    void *user;
    int (*discarded)(void *user, const struct smac_finding *);
    int (*summary)(void *user, const struct smac_summary *);
    int (*visible)(void *user, const char *text, size_t length);
    int (*mapped)(void *user, const struct smac_range *, size_t count);
};

/* ---- filtering ----------------------------------------------------------- */

struct smac;

/* Copies both arguments. NULL options are the defaults; NULL without memory
 * or with an option outside its enum. */
SMAC_API struct smac *smac_new(const struct smac_options *,
                               const struct smac_sink *);

/* Silent on NULL. */
SMAC_API void smac_free(struct smac *);

/* Adds bytes to the document; the chunking changes nothing. After a failure
 * the handle answers the same failure until smac_finish. */
SMAC_API enum smac_status smac_feed(struct smac *, const void *bytes,
                                    size_t length) SMAC_MUST_CHECK;

/* Ends the document, calls the sink, and makes the handle ready for the next
 * document, whatever the answer. */
SMAC_API enum smac_status smac_finish(struct smac *) SMAC_MUST_CHECK;

/* For programs that give up the right to open files before they parse: loads
 * the libraries that smac_finish may otherwise load for a document of these
 * bytes; NULL stands for any document. SMAC_INTERNAL if one cannot be loaded.
 * What it does not load is not needed, so a short run starts sooner. */
SMAC_API enum smac_status smac_prepare(const struct smac_options *,
                                       const void *bytes,
                                       size_t length) SMAC_MUST_CHECK;

/* For the same programs, where a document may be longer than spill_above: opens
 * the files that would hold it, so that later calls open none. SMAC_BAD_FILE,
 * and smac_message says why. */
SMAC_API enum smac_status smac_reserve(struct smac *) SMAC_MUST_CHECK;

/* What the last failure of this handle was about, one line without the final
 * full stop; lives until the next call with the handle. */
SMAC_API const char *smac_message(const struct smac *);

/* smac_new, smac_feed, smac_finish and smac_free in one call. */
SMAC_API enum smac_status smac_filter(const struct smac_options *,
                                      const void *bytes, size_t length,
                                      const struct smac_sink *) SMAC_MUST_CHECK;

/* ---- how bad a finding is --------------------------------------------------- */

/* Signals: patterns that grade a finding by what it says. A reason has a
 * severity of its own; what looks like an instruction, an import, an endpoint
 * raises it, and what is well known and harmless by its exact form is a note.
 * One handle is used by one thread at a time. */
struct smac_signals;

/* TEXT is a file of signals, see smac-check(1); NULL takes those that are
 * built in, which are compiled when they are first needed. NULL with the line
 * and what is wrong with it in `problem`. */
SMAC_API struct smac_signals *smac_signals_new(const char *text, size_t length,
                                               char *problem, size_t size);

/* Silent on NULL. */
SMAC_API void smac_signals_free(struct smac_signals *);

/* The signals that are built in, as a file has them. Lives for ever. */
SMAC_API const char *smac_signals_text(size_t *length);

/* Compiles what would be compiled when it is first needed, to machine code
 * where that may be had: for a program that will grade much, and that gives up
 * the right to make memory executable before that. SMAC_NO_MEMORY. */
SMAC_API enum smac_status
smac_signals_prepare(struct smac_signals *) SMAC_MUST_CHECK;

/* Tells what the page shows, for what is graded next: a collapsed section is
 * raised if it names a package, an address or a variable that the page does
 * not. Copied; before the first call the page shows nothing. */
SMAC_API enum smac_status smac_signals_page(struct smac_signals *,
                                            const void *text,
                                            size_t length) SMAC_MUST_CHECK;

struct smac_grade {
    enum smac_severity severity;
    bool novel; /* raised by what the page does not name */
    const char *signal;   /* the group that decided; "harmless"; "limit"; "" */
    const char *text;     /* what that means, never NULL */
    const char *evidence; /* what was found, UTF-8: hostile */
    size_t evidence_length;
};

/* Grades a finding; `own` is the severity that it has without a signal. All
 * that the grade points to lives until the next call with this handle. Linear
 * with the patterns that are built in; a pattern that takes too long on a text
 * counts as found, and the signal is "limit". */
SMAC_API enum smac_status
smac_signals_grade(struct smac_signals *, const struct smac_finding *,
                   enum smac_severity own, struct smac_grade *) SMAC_MUST_CHECK;

/* A pattern of a user's own (PCRE2), which has to match a whole text. */
struct smac_pattern;

/* NULL with what is wrong in `problem`. */
SMAC_API struct smac_pattern *smac_pattern_new(const char *regex, size_t length,
                                               char *problem, size_t size);

/* Silent on NULL. */
SMAC_API void smac_pattern_free(struct smac_pattern *);

/* False also if the match took too long. */
SMAC_API bool smac_pattern_matches(struct smac_pattern *, const void *text,
                                   size_t length);

/* SHA-256, by which reports and baselines know a finding. */
SMAC_API void smac_sha256(const void *bytes, size_t length,
                          uint8_t sha256[32]);

/* ---- the audit ------------------------------------------------------------ */

/* JSON lines, one a finding and one a document, appended as a whole when the
 * document ends; smac-audit(5) has every field. Each record carries the hash
 * of the one before, so that the records form a chain, across runs and across
 * files that are rotated. Several processes may append to one file. Names
 * that end in .gz are gzipped. Nothing that stands in a file is ever lost: an
 * append that fails halfway is taken back, and what a crash tore apart stays,
 * with a record behind it that says so. */
struct smac_audit;

/* What is stored of the text that was hidden. */
enum smac_audit_content {
    SMAC_CONTENT_FULL,    /* all of it */
    SMAC_CONTENT_EXCERPT, /* its first 40 characters */
    SMAC_CONTENT_HASH,    /* nothing but its length and SHA-256 */
};

#define SMAC_AUDIT_KEY_MIN 16u
#define SMAC_AUDIT_KEY_MAX 4096u

struct smac_audit_options {
    const void *key;   /* the chain is HMAC-SHA-256 under it; NULL: SHA-256 */
    size_t key_length; /* SMAC_AUDIT_KEY_MIN to SMAC_AUDIT_KEY_MAX */
    enum smac_audit_content content;
    bool sync; /* records are on the disk before smac_audit_summary returns */
};

/* Opens PATH for appending, creates it with mode 0600 if need be, and checks
 * that it can be written. Copies the options; NULL is all zero. NULL with
 * errno set on failure: EINVAL for an option. */
SMAC_API struct smac_audit *
smac_audit_open(const char *path, const struct smac_audit_options *);

/* Names the document whose findings come next, as records will show it, and
 * forgets those of a document that failed. Call it before each document. */
SMAC_API void smac_audit_document(struct smac_audit *, const char *name);

/* Ready-made callbacks: `user` is the audit. Findings are held in memory
 * until the summary, which appends them under a lock. Non-zero with errno set
 * on failure: EBADMSG if a .gz file is damaged before its end, EKEYREJECTED
 * if the file was written with another key, ENOKEY if it was written with a
 * key and there is none, EINVAL if the summary counts other findings than
 * came. */
SMAC_API int smac_audit_discarded(void *user, const struct smac_finding *);
SMAC_API int smac_audit_summary(void *user, const struct smac_summary *);

/* Closes; SMAC_BAD_FILE with errno set if anything was not written. Silent on
 * NULL. */
SMAC_API enum smac_status smac_audit_close(struct smac_audit *) SMAC_MUST_CHECK;

/* ---- reading an audit ----------------------------------------------------- */

enum smac_record_type {
    SMAC_RECORD_NONE,         /* a line that is no record */
    SMAC_RECORD_FINDING,      /* a span that was discarded */
    SMAC_RECORD_DOCUMENT,     /* closes a document's findings */
    SMAC_RECORD_REPAIR,       /* follows what a crash left */
    SMAC_RECORD_CONTINUATION, /* opens a file that goes on after another */
};

/* Bytes and length; (NULL, 0) for a field that is not there. */
struct smac_text {
    const char *bytes;
    size_t length;
};

/* A record as it stands in the file, be it true or not: texts and numbers may
 * have been written by anybody. It lives until the next one is read. */
struct smac_record {
    enum smac_record_type type;
    uint64_t number; /* of the line in the file, from 1 */
    uint64_t sequence;
    struct smac_text time;   /* "2026-11-23T09:14:42.123456Z" */
    struct smac_text file;   /* the document's name */
    struct smac_text level;  /* "note", "warning", "error", "info" */
    struct smac_text reason; /* "html-comment"; of a finding, as what follows */
    struct smac_text rule;   /* "SMAC-1" */
    struct smac_text span;   /* the hidden bytes, as far as stored: hostile */
    struct smac_text decoded; /* what they encode: hostile */
    struct smac_text sha256;
    struct smac_text text_sha256;   /* of the document's text */
    struct smac_text output_sha256; /* of what was seen; of a document */
    uint64_t offset;
    uint64_t length;
    uint64_t line;
    uint64_t column;
    uint64_t end_line;
    uint64_t end_column;
    uint64_t size; /* of a document: bytes, and how many of them are seen */
    uint64_t shown;
    uint64_t syntax;
    struct smac_text json; /* the record anew, in printable ASCII; of a line
                              that is none, the line as it stands */
};

struct smac_audit_reader;

/* Reads plain and gzipped audits, also one that is being written or was cut:
 * all that is whole is read. NULL with errno set on failure. */
SMAC_API struct smac_audit_reader *smac_audit_reader_new(const char *path);

/* 1: a record or another line; 0: the end; -1 with errno set. */
SMAC_API int smac_audit_reader_next(struct smac_audit_reader *,
                                    struct smac_record *) SMAC_MUST_CHECK;

/* Silent on NULL. */
SMAC_API void smac_audit_reader_free(struct smac_audit_reader *);

/* Hands hostile text out as pieces of printable text: what does not draw
 * exactly itself, a backslash included, becomes a notation such as \u{202e}
 * or \xff, or \n, \r, \t. `put` is told which pieces are notation; it returns
 * non-zero to stop, and that is returned. */
SMAC_API int smac_notation(const void *bytes, size_t length,
                           int (*put)(void *user, const char *text,
                                      size_t length, bool notation),
                           void *user);

/* ---- verifying an audit --------------------------------------------------- */

/* What may be wrong with an audit: identifier, name, is it a fault (or only
 * worth telling), what it means. At one line the first of these is told first,
 * and those up to REORDERED say that the chain is broken. */
#define SMAC_FAULTS(X)                                                         \
    X(EDITED, "edited", true, "a record's hash is not that of its contents")   \
    X(MISSING, "missing", true, "records are missing before this one")         \
    X(INSERTED, "inserted", true, "a line that the chain does not know")       \
    X(REORDERED, "reordered", true, "a record that stands elsewhere")          \
    X(TORN, "torn", true, "a record was torn by a crash or cut off")           \
    X(UNFINISHED, "unfinished", true, "findings without their document")       \
    X(CUT, "cut", true, "the audit ends before the head that was given")       \
    X(REPLACED, "replaced", true, "the head is not in this chain")             \
    X(KEY, "key", true, "the chain was made with another key, or with none")   \
    X(UNTRUE, "untrue", true, "a record does not hold for the source")         \
    X(UNTOLD, "untold", true, "no record tells what the source hides")         \
    X(REPAIRED, "repaired", false, "what a crash left was noticed and kept")   \
    X(CONTINUED, "continued", false, "the file goes on after another one")

enum smac_fault_kind {
#define SMAC_FAULT_ENUM(id, name, fault, text) SMAC_FAULT_##id,
    SMAC_FAULTS(SMAC_FAULT_ENUM)
#undef SMAC_FAULT_ENUM
    SMAC_FAULT_COUNT
};

SMAC_API const char *smac_fault_name(enum smac_fault_kind);

struct smac_fault {
    enum smac_fault_kind kind;
    bool fault;         /* false: worth telling, but nothing is wrong */
    const char *path;   /* the audit, or the source if it is UNTOLD */
    uint64_t number;    /* of the line, from 1; 0: of the whole file */
    uint64_t sequence;  /* of the record; 0: none */
    const char *text;   /* one line for people: printable */
};

struct smac_verdict {
    uint64_t records;
    uint64_t documents;
    uint64_t derived; /* documents that were derived anew from a source */
    uint64_t faults;
};

struct smac_verify_options {
    const void *key; /* as in smac_audit_options */
    size_t key_length;
    const char *head; /* what smac_audit_head said earlier, or NULL */
    void (*tell)(void *user, const struct smac_fault *);
    void *user;
};

struct smac_verifier;

/* Copies the options. NULL with errno set: EINVAL for a head or key that can
 * be none. */
SMAC_API struct smac_verifier *
smac_verifier_new(const struct smac_verify_options *);

/* Silent on NULL. */
SMAC_API void smac_verifier_free(struct smac_verifier *);

/* Adds a source, from which the records of each document with its bytes will
 * be derived anew. Sources come before files. `bytes` stay the caller's, and
 * must stay until smac_verifier_finish; the name is copied. */
SMAC_API enum smac_status smac_verifier_source(struct smac_verifier *,
                                               const char *name,
                                               const void *bytes,
                                               size_t length) SMAC_MUST_CHECK;

/* Reads a file of the chain, the oldest first. SMAC_BAD_FILE with errno set
 * if it cannot be read; what is wrong in it goes to `tell`. */
SMAC_API enum smac_status smac_verifier_file(struct smac_verifier *,
                                             const char *path) SMAC_MUST_CHECK;

/* Tells what only the end shows, in the order of the lines, and sums up. */
SMAC_API enum smac_status smac_verifier_finish(struct smac_verifier *,
                                               struct smac_verdict *)
    SMAC_MUST_CHECK;

/* "SEQUENCE:HASH" of the last record, NUL-terminated. Stored elsewhere, it shows later whether
 * the audit was cut or replaced. SMAC_BAD_FILE with errno set: ENODATA if
 * there is no record. */
#define SMAC_AUDIT_HEAD_SIZE 88

SMAC_API enum smac_status
smac_audit_head(const char *path,
                char head[SMAC_AUDIT_HEAD_SIZE]) SMAC_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
