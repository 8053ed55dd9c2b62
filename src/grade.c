/* SPDX-License-Identifier: MIT */
/* The severity of a finding, by what it says. */
#include <stdio.h>
#include <stdlib.h>

#include "buffer.h"
#include "digest.h"
#include "pattern.h"
#include "signals.h"
#include "smac.h"
#include "wording.h"

/* Made by the build from share/signals.conf. */
static const unsigned char built_in[] = {
#include "signals_data.h"
};

/* A pattern that is quadratic is so in a window alone. What lies across the
 * border of two is in both, if it is not longer than the overlap. */
enum { WINDOW = 1 << 16, OVERLAP = 1 << 10 };

struct smac_signals {
    struct signals_file file;
    struct buffer wording;
    struct buffer scratch;
};

struct smac_signals *
smac_signals_new(const char *text, size_t length, char *problem, size_t size)
{
    bool eager = text != NULL;
    struct smac_signals *s = calloc(1, sizeof *s);
    if (s == NULL) {
        snprintf(problem, size, "%s", smac_status_text(SMAC_NO_MEMORY));
        return NULL;
    }
    buffer_init(&s->wording, SIZE_MAX / 2);
    buffer_init(&s->scratch, SIZE_MAX / 2);
    if (!eager)
        text = smac_signals_text(&length);
    if (!signals_read(&s->file, text, length, eager, problem, size)) {
        smac_signals_free(s);
        return NULL;
    }
    return s;
}

void
smac_signals_free(struct smac_signals *s)
{
    if (s == NULL)
        return;
    signals_release(&s->file);
    buffer_release(&s->wording);
    buffer_release(&s->scratch);
    free(s);
}

const char *
smac_signals_text(size_t *length)
{
    *length = sizeof built_in;
    return (const char *)built_in;
}

/* ---- one rule on one text ----------------------------------------------- */

struct text {
    const char *bytes;
    size_t length;
};

/* What was found becomes the grade's evidence. */
static enum pattern_answer
search_text(struct pattern *pattern, struct text text, struct smac_grade *grade)
{
    for (size_t from = 0;; from += WINDOW - OVERLAP) {
        size_t start;
        size_t end;
        size_t rest = text.length - from;
        size_t size = rest < WINDOW ? rest : WINDOW;
        enum pattern_answer answer =
            pattern_search(pattern, text.bytes + from, size, 0, &start, &end);
        if (answer == PATTERN_FOUND) {
            grade->evidence = text.bytes + from + start;
            grade->evidence_length = end - start;
        }
        if (answer != PATTERN_NONE || size == rest)
            return answer;
    }
}

/* Harmless is the span as it stands and all of it; a longer one is not
 * harmless. */
static enum pattern_answer
is_harmless(struct pattern *pattern, struct text raw)
{
    size_t start;
    size_t end;
    if (raw.length > OVERLAP * 4)
        return PATTERN_NONE;
    enum pattern_answer answer =
        pattern_search(pattern, raw.bytes, raw.length, 0, &start, &end);
    return answer == PATTERN_FOUND ? PATTERN_FOUND : PATTERN_NONE;
}

/* Encoded words are found in what they say; the encoding itself, as it
 * stands. */
static enum pattern_answer
search_both(struct pattern *pattern, struct text wording, struct text raw,
            struct smac_grade *grade)
{
    enum pattern_answer answer = search_text(pattern, wording, grade);
    return answer == PATTERN_NONE && raw.bytes != NULL
               ? search_text(pattern, raw, grade)
               : answer;
}

/* ---- a finding ---------------------------------------------------------- */

static bool
take_wording(struct smac_signals *s, const struct smac_finding *f)
{
    buffer_clear(&s->wording);
    wording_append(&s->wording, &s->scratch, f->bytes, (size_t)f->length);
    if (f->decoded != NULL) {
        buffer_putc(&s->wording, '\n');
        wording_append(&s->wording, &s->scratch, (const uint8_t *)f->decoded,
                       f->decoded_length);
    }
    return !s->wording.failed;
}

static enum smac_status
raise_grade(struct smac_signals *s, const struct smac_finding *f, size_t class,
            struct smac_grade *grade)
{
    struct text wording = {(const char *)s->wording.data, s->wording.size};
    struct text raw = {NULL, 0};
    if (wording.length != f->length ||
        memcmp(wording.bytes, f->bytes, wording.length) != 0)
        raw = (struct text){(const char *)f->bytes, (size_t)f->length};
    for (size_t i = 0; i < s->file.rule_count; i++) {
        struct signals_rule *rule = &s->file.rules[i];
        struct pattern_problem problem;
        bool decided = grade->signal[0] != '\0';
        if (rule->kind != SIGNALS_GROUP || !rule->raises[class] ||
            rule->level[class] < grade->severity ||
            (decided && rule->level[class] == grade->severity))
            continue;
        if (!signals_compile(rule, &problem))
            return SMAC_NO_MEMORY;
        if (rule->pattern == NULL)
            continue;
        switch (search_both(rule->pattern, wording, raw, grade)) {
        case PATTERN_NONE:
            continue;
        case PATTERN_FOUND:
            grade->signal = rule->name;
            grade->text = rule->text;
            break;
        case PATTERN_LIMIT:
            grade->signal = "limit";
            grade->text = "is too intricate to be searched for signals";
            grade->evidence_length = 0;
            break;
        }
        grade->severity = rule->level[class];
    }
    return SMAC_OK;
}

/* Lowers a finding of a harmless form to a note, of another class. */
static enum smac_status
excuse_grade(struct smac_signals *s, const struct smac_finding *f,
             size_t *class, struct smac_grade *grade)
{
    struct text raw = {(const char *)f->bytes, (size_t)f->length};
    for (size_t i = 0; i < s->file.rule_count; i++) {
        struct signals_rule *rule = &s->file.rules[i];
        struct pattern_problem problem;
        if (rule->kind != SIGNALS_HARMLESS || !rule->reasons[f->reason])
            continue;
        if (!signals_compile(rule, &problem))
            return SMAC_NO_MEMORY;
        if (rule->pattern != NULL &&
            is_harmless(rule->pattern, raw) == PATTERN_FOUND) {
            grade->severity = SMAC_NOTE;
            grade->signal = rule->name;
            grade->text = rule->text;
            *class = rule->graded_as;
            break;
        }
    }
    return SMAC_OK;
}

enum smac_status
smac_signals_grade(struct smac_signals *s, const struct smac_finding *finding,
                   enum smac_severity own, struct smac_grade *grade)
{
    *grade = (struct smac_grade){.severity = own,
                                 .signal = "",
                                 .text = "the severity of its reason",
                                 .evidence = ""};
    if ((size_t)finding->reason >= SMAC_REASON_COUNT)
        return SMAC_BAD_OPTION;
    size_t class = s->file.class_of[finding->reason];
    enum smac_status status = excuse_grade(s, finding, &class, grade);
    if (status != SMAC_OK)
        return status;
    if (!take_wording(s, finding))
        return SMAC_NO_MEMORY;
    return raise_grade(s, finding, class, grade);
}

/* ---- a user's own patterns ---------------------------------------------- */

struct smac_pattern *
smac_pattern_new(const char *regex, size_t length, char *problem, size_t size)
{
    struct pattern_problem p;
    struct pattern *pattern = pattern_new(regex, length, true, &p);
    if (pattern == NULL)
        snprintf(problem, size, "%s at byte %zu", p.text, p.offset + 1);
    return (struct smac_pattern *)pattern;
}

void
smac_pattern_free(struct smac_pattern *p)
{
    pattern_free((struct pattern *)p);
}

bool
smac_pattern_matches(struct smac_pattern *p, const void *text, size_t length)
{
    size_t start;
    size_t end;
    return pattern_search((struct pattern *)p, text, length, 0, &start, &end) ==
           PATTERN_FOUND;
}

void
smac_sha256(const void *bytes, size_t length, uint8_t sha256[32])
{
    digest_of(bytes, length, sha256);
}
