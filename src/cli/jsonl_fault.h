/* SPDX-License-Identifier: MIT */
/* Why a record is answered with an error. */
#ifndef SMAC_CLI_JSONL_FAULT_H
#define SMAC_CLI_JSONL_FAULT_H

/* Identifier, the name that records have for it, a sentence for people. */
#define JSONL_FAULTS(X)                                                        \
    X(LINE_TOO_LONG, "line-too-long",                                          \
      "the line has more bytes than --max-line")                               \
    X(NOT_JSON, "not-json", "the line is not JSON in UTF-8")                   \
    X(NOT_AN_OBJECT, "not-an-object", "the line is JSON, but no object")       \
    X(TOO_DEEP, "too-deep", "arrays and objects nest more than 512 deep")      \
    X(NO_FIELD, "no-field", "the object has no member with the text")          \
    X(NOT_TEXT, "not-text", "the member with the text is no string")           \
    X(AMBIGUOUS, "ambiguous", "the member with the text is there twice")       \
    X(TOO_BIG, "too-big", "the document has more bytes than --max-input")      \
    X(TOO_COMPLEX, "too-complex", "the document reached a limit")              \
    X(NO_MEMORY, "no-memory", "there was no memory left")                      \
    X(FAILED, "failed", "the document could not be filtered")                  \
    X(CRASHED, "crashed", "the process that read the document ended")          \
    X(NOT_AUDITED, "not-audited", "the document could not be audited")

enum jsonl_fault {
    JSONL_FINE,
#define JSONL_FAULT_ENUM(id, name, text) JSONL_##id,
    JSONL_FAULTS(JSONL_FAULT_ENUM)
#undef JSONL_FAULT_ENUM
};

const char *jsonl_fault_name(enum jsonl_fault);
const char *jsonl_fault_text(enum jsonl_fault);

#endif
