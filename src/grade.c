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

/* Each look-up may search the whole page: a document with more names than so
 * many has something to hide. */
enum { LOOK_UPS = 256, NAME_MAX_BYTES = 128 };

struct smac_signals {
    struct signals_file file;
    struct buffer wording;
    struct buffer scratch;
    struct buffer page; /* what it shows, in lower case */
    unsigned look_ups;
};

static char
lower(uint8_t c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static bool
is_alphanumeric(uint8_t c)
{
    c |= 0x20;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_word(uint8_t c)
{
    return is_alphanumeric(c) || c == '_';
}

struct smac_signals *
smac_signals_new(const char *text, size_t length, char *problem, size_t size)
{
    bool eager = text != NULL;
    struct pattern_problem missing;
    if (!pattern_load(&missing)) {
        snprintf(problem, size, "%s", missing.text);
        return NULL;
    }
    struct smac_signals *s = calloc(1, sizeof *s);
    if (s == NULL) {
        snprintf(problem, size, "%s", smac_status_text(SMAC_NO_MEMORY));
        return NULL;
    }
    buffer_init(&s->wording, SIZE_MAX / 2);
    buffer_init(&s->scratch, SIZE_MAX / 2);
    buffer_init(&s->page, SIZE_MAX / 2);
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
    buffer_release(&s->page);
    free(s);
}

const char *
smac_signals_text(size_t *length)
{
    *length = sizeof built_in;
    return (const char *)built_in;
}

enum smac_status
smac_signals_prepare(struct smac_signals *s)
{
    struct pattern_problem problem;
    for (size_t i = 0; i < s->file.rule_count; i++) {
        struct signals_rule *rule = &s->file.rules[i];
        if (!signals_compile(rule, &problem))
            return SMAC_NO_MEMORY;
        if (rule->pattern != NULL)
            pattern_hasten(rule->pattern);
    }
    return SMAC_OK;
}

enum smac_status
smac_signals_page(struct smac_signals *s, const void *text, size_t length)
{
    buffer_clear(&s->page);
    wording_append(&s->page, &s->scratch, text, length);
    for (size_t i = 0; i < s->page.size; i++)
        s->page.data[i] = (uint8_t)lower(s->page.data[i]);
    s->look_ups = 0;
    return s->page.failed ? SMAC_NO_MEMORY : SMAC_OK;
}

/* ---- is it new? --------------------------------------------------------- */

/* What a name of a package, a host or a variable is made of. */
static bool
is_part(uint8_t c)
{
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '/' ||
           c == '@' || c >= 0x80;
}

static bool
page_shows(struct smac_signals *s, const char *name, size_t length)
{
    const uint8_t *next = s->page.data;
    size_t rest = s->page.size;
    if (++s->look_ups > LOOK_UPS)
        return false;
    while (rest > 0) {
        const uint8_t *found = memmem(next, rest, name, length);
        if (found == NULL)
            return false;
        const uint8_t *behind = found + length;
        bool begins = found == s->page.data || !is_word(found[-1]);
        bool ends = behind == s->page.data + s->page.size || !is_word(*behind);
        if (begins && ends)
            return true;
        rest -= (size_t)(behind - next);
        next = behind;
    }
    return false;
}

static bool
is_common(const struct smac_signals *s, const char *line, size_t length)
{
    const struct buffer *common = &s->file.common;
    return common->size > 0 &&
           memmem(common->data, common->size, line, length) != NULL;
}

/* A file of the project's own, an option, a number, a thing that every page
 * may name, or one that this page shows. */
static bool
is_known(struct smac_signals *s, const char *word, size_t length)
{
    char line[NAME_MAX_BYTES + 2];
    if (length == 0 || word[0] == '.' || word[0] == '-' || word[0] == '/')
        return true;
    if (length > NAME_MAX_BYTES)
        return false;
    line[0] = '\n';
    for (size_t i = 0; i < length; i++)
        line[i + 1] = lower((uint8_t)word[i]);
    line[length + 1] = '\n';
    if (is_common(s, line, length + 2) || page_shows(s, line + 1, length))
        return true;
    /* A scope belongs to one owner: @babel/ stands for all of its packages. */
    char *slash = word[0] == '@' ? memchr(line, '/', length) : NULL;
    if (slash == NULL)
        return false;
    *slash = '\n';
    return is_common(s, line, (size_t)(slash - line) + 1);
}

/* A name may be several words, such as the packages behind `install`. What
 * stands behind a second @ is a version. */
static bool
is_new(struct smac_signals *s, const char *name, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t from = i;
        while (i < length && is_part((uint8_t)name[i]))
            i++;
        size_t to = from + (i > from);
        while (to < i && name[to] != '@')
            to++;
        while (to > from && name[to - 1] == '.')
            to--;
        if (!is_known(s, name + from, to - from))
            return true;
        i += i < length;
    }
    return false;
}

/* ---- one rule on one text ----------------------------------------------- */

struct text {
    const char *bytes;
    size_t length;
};

struct search {
    struct smac_signals *signals;
    struct pattern *pattern;
    bool only_new;
    struct smac_grade *grade; /* gets what was found as its evidence */
};

/* The next match that counts in a window. */
static enum pattern_answer
search_window(const struct search *search, struct text window)
{
    struct pattern_match m = {0};
    for (size_t from = 0; from <= window.length;) {
        enum pattern_answer answer = pattern_search(
            search->pattern, window.bytes, window.length, from, &m);
        if (answer != PATTERN_FOUND)
            return answer;
        if (!search->only_new ||
            is_new(search->signals, window.bytes + m.name_start,
                   m.name_end - m.name_start)) {
            search->grade->evidence = window.bytes + m.start;
            search->grade->evidence_length = m.end - m.start;
            return PATTERN_FOUND;
        }
        from = m.end;
        if (m.end == m.start) {
            do
                from++;
            while (from < window.length &&
                   ((uint8_t)window.bytes[from] & 0xC0) == 0x80);
        }
    }
    return PATTERN_NONE;
}

static enum pattern_answer
search_text(const struct search *search, struct text text)
{
    for (size_t from = 0;; from += WINDOW - OVERLAP) {
        size_t rest = text.length - from;
        struct text window = {text.bytes + from, rest < WINDOW ? rest : WINDOW};
        enum pattern_answer answer = search_window(search, window);
        if (answer != PATTERN_NONE || window.length == rest)
            return answer;
    }
}

/* Harmless is the span as it stands and all of it; a longer one is not
 * harmless. */
static enum pattern_answer
is_harmless(struct pattern *pattern, struct text raw)
{
    struct pattern_match match;
    if (raw.length > OVERLAP * 4)
        return PATTERN_NONE;
    return pattern_search(pattern, raw.bytes, raw.length, 0, &match);
}

/* Encoded words are found in what they say; the encoding itself, as it
 * stands. */
static enum pattern_answer
search_both(const struct search *search, struct text wording, struct text raw)
{
    enum pattern_answer answer = search_text(search, wording);
    return answer == PATTERN_NONE && raw.bytes != NULL
               ? search_text(search, raw)
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
        const struct search search = {s, rule->pattern, rule->only_new[class],
                                      grade};
        switch (search_both(&search, wording, raw)) {
        case PATTERN_NONE:
            continue;
        case PATTERN_FOUND:
            grade->signal = rule->name;
            grade->text = rule->text;
            grade->novel = rule->only_new[class];
            break;
        case PATTERN_LIMIT:
            grade->signal = "limit";
            grade->text = "is too intricate to be searched for signals";
            grade->evidence_length = 0;
            break;
        case PATTERN_NO_MEMORY:
            return SMAC_NO_MEMORY;
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
        if (rule->pattern == NULL)
            continue;
        enum pattern_answer answer = is_harmless(rule->pattern, raw);
        if (answer == PATTERN_NO_MEMORY)
            return SMAC_NO_MEMORY;
        if (answer == PATTERN_FOUND) {
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
    struct pattern_match match;
    return pattern_search((struct pattern *)p, text, length, 0, &match) ==
           PATTERN_FOUND;
}

void
smac_sha256(const void *bytes, size_t length, uint8_t sha256[32])
{
    digest_of(bytes, length, sha256);
}
