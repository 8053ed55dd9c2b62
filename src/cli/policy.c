/* SPDX-License-Identifier: MIT */
#include "policy.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checkout.h"
#include "message.h"
#include "place.h"
#include "textfile.h"

enum {
    FILE_CEILING = 1 << 20,
    RULES_MAX = 1000, /* each finding asks all of them */
};

struct policy_rule {
    char *glob; /* NULL: allows `reason` */
    enum smac_reason reason;
    struct smac_pattern *pattern; /* NULL: any */
};

/* ---- one line ----------------------------------------------------------- */

static struct policy_rule *
add_rule(struct policy *p, const struct textfile *l)
{
    if (p->count == RULES_MAX) {
        textfile_refuse(l, "more than 1000 rules that allow or exclude");
        return NULL;
    }
    struct policy_rule *rules =
        realloc(p->rules, (p->count + 1) * sizeof *p->rules);
    if (rules == NULL) {
        textfile_refuse(l, strerror(ENOMEM));
        return NULL;
    }
    p->rules = rules;
    rules[p->count] = (struct policy_rule){.reason = SMAC_REASON_COUNT};
    return &rules[p->count++];
}

static bool
read_reason(const struct textfile *l, char **rest, enum smac_reason *reason)
{
    const char *word = textfile_word(rest);
    *reason = SMAC_REASON_COUNT;
    if (word == NULL)
        return textfile_refuse(l, "a reason is missing");
    *reason = smac_reason_find(word);
    return *reason != SMAC_REASON_COUNT ||
           textfile_refuse(l, "no such reason: 'smac explain' lists them");
}

static bool
read_end(const struct textfile *l, char **rest)
{
    return textfile_word(rest) == NULL || textfile_refuse(l, "too many words");
}

static bool
read_deny(struct policy *p, const struct textfile *l, char *rest)
{
    enum smac_reason reason;
    if (!read_reason(l, &rest, &reason))
        return false;
    p->deny[reason] = true;
    return read_end(l, &rest);
}

static bool
read_allow(struct policy *p, const struct textfile *l, char *rest)
{
    enum smac_reason reason;
    char wrong[256];
    if (!read_reason(l, &rest, &reason))
        return false;
    struct policy_rule *rule = add_rule(p, l);
    if (rule == NULL)
        return false;
    rule->reason = reason;
    rest += strspn(rest, " \t");
    size_t length = strlen(rest);
    while (length > 0 && (rest[length - 1] == ' ' || rest[length - 1] == '\t'))
        length--;
    if (length == 0)
        return true;
    if (length < 2 || rest[0] != '/' || rest[length - 1] != '/')
        return textfile_refuse(l, "a pattern stands between slashes");
    rule->pattern = smac_pattern_new(rest + 1, length - 2, wrong, sizeof wrong);
    return rule->pattern != NULL || textfile_refuse(l, wrong);
}

static bool
read_severity(struct policy *p, const struct textfile *l, char *rest)
{
    enum smac_reason reason;
    if (!read_reason(l, &rest, &reason))
        return false;
    const char *word = textfile_word(&rest);
    for (enum smac_severity s = SMAC_NOTE; s <= SMAC_ERROR; s++) {
        if (word != NULL && strcmp(word, smac_severity_name(s)) == 0) {
            p->set[reason] = true;
            p->severity[reason] = s;
            return read_end(l, &rest);
        }
    }
    return textfile_refuse(l, "a level is note, warning or error");
}

static bool
read_exclude(struct policy *p, const struct textfile *l, char *rest)
{
    rest += strspn(rest, " \t");
    size_t length = strlen(rest);
    while (length > 0 && strchr(" \t/", rest[length - 1]) != NULL)
        length--;
    if (length == 0)
        return textfile_refuse(l, "a glob is missing");
    struct policy_rule *rule = add_rule(p, l);
    if (rule == NULL)
        return false;
    rule->glob = strndup(rest, length);
    return rule->glob != NULL || textfile_refuse(l, strerror(ENOMEM));
}

/* The index of the next and last word among `names`, or -1. */
static int
read_choice(const struct textfile *l, char *rest, const char *const names[3])
{
    char wrong[128];
    const char *word = textfile_word(&rest);
    for (int i = 0; word != NULL && i < 3; i++) {
        if (strcmp(word, names[i]) == 0)
            return read_end(l, &rest) ? i : -1;
    }
    snprintf(wrong, sizeof wrong, "one of %s, %s and %s is wanted", names[0],
             names[1], names[2]);
    textfile_refuse(l, wrong);
    return -1;
}

static bool
read_profile(struct policy *p, const struct textfile *l, char *rest)
{
    static const char *const names[] = {"strict", "github", "browser"};
    int i = read_choice(l, rest, names);
    p->profile_set = true;
    p->profile = i < 0 ? SMAC_STRICT : (enum smac_profile)i;
    return i >= 0;
}

static bool
read_details(struct policy *p, const struct textfile *l, char *rest)
{
    static const char *const names[] = {"summary", "drop", "expand"};
    int i = read_choice(l, rest, names);
    p->details_set = true;
    p->details = i < 0 ? SMAC_DETAILS_SUMMARY : (enum smac_details)i;
    return i >= 0;
}

static const struct {
    const char *word;
    bool (*read)(struct policy *, const struct textfile *, char *rest);
} directives[] = {
    {"deny", read_deny},         {"allow", read_allow},
    {"severity", read_severity}, {"exclude", read_exclude},
    {"profile", read_profile},   {"details", read_details},
};

static bool
read_line(struct policy *p, const struct textfile *l, char *line)
{
    const char *word = textfile_word(&line);
    if (word == NULL || word[0] == '#')
        return true;
    for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++) {
        if (strcmp(word, directives[i].word) == 0)
            return directives[i].read(p, l, line);
    }
    return textfile_refuse(l, "a line begins with deny, allow, severity, "
                              "exclude, profile or details");
}

/* ---- files -------------------------------------------------------------- */

static void
free_policy(struct policy *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->rules[i].glob);
        smac_pattern_free(p->rules[i].pattern);
    }
    free(p->rules);
    free(p->path);
    free(p->directory);
    free(p);
}

static bool
read_policy(struct policy *p, const char *path)
{
    struct textfile l;
    if (!textfile_open(&l, path, FILE_CEILING)) {
        message_errno(path, errno);
        return false;
    }
    bool fine = true;
    char *line;
    while (fine && (line = textfile_next(&l)) != NULL) {
        /* a NUL would hide the rest of its line */
        size_t length = (size_t)(l.next - line);
        fine = strlen(line) + 2 >= length || textfile_refuse(&l, "a NUL byte");
        fine = fine && read_line(p, &l, line);
    }
    textfile_close(&l);
    return fine;
}

static struct policy *
read_file(struct policies *all, const char *path)
{
    for (struct policy *p = all->all; p != NULL; p = p->next) {
        if (strcmp(p->path, path) == 0)
            return p;
    }
    struct policy *p = calloc(1, sizeof *p);
    if (p == NULL || (p->path = strdup(path)) == NULL) {
        free(p);
        message_errno(path, ENOMEM);
        return NULL;
    }
    if (!read_policy(p, path)) {
        free_policy(p);
        return NULL;
    }
    p->next = all->all;
    all->all = p;
    return p;
}

/* Globs start from `directory`, which now is the policy's. */
static struct policy *
settle(struct policy *p, char *directory)
{
    if (p != NULL && p->directory == NULL) {
        if (directory == NULL)
            message_errno(p->path, ENOMEM);
        p->directory = directory;
    } else {
        free(directory);
    }
    return p != NULL && p->directory != NULL ? p : NULL;
}

bool
policies_use(struct policies *all, const char *path)
{
    all->only = settle(read_file(all, path), place_directory("."));
    return all->only != NULL;
}

/* Climbs from a directory; the string is used up. */
static struct policy *
climb(struct policies *all, char *directory)
{
    char path[PATH_MAX];
    for (;;) {
        if (snprintf(path, sizeof path, "%s/" POLICY_FILE, directory) <
                (int)sizeof path &&
            access(path, F_OK) == 0)
            return settle(read_file(all, path), strdup(directory));
        char *slash = strrchr(directory, '/');
        if (slash == NULL || checkout_is_top(directory))
            return &all->without_file;
        *slash = '\0';
    }
}

struct policy *
policies_find(struct policies *all, const char *document)
{
    if (all->only != NULL)
        return all->only;
    char *directory = place_directory(document);
    if (directory == NULL) {
        message_errno(document, errno);
        return NULL;
    }
    if (all->directory != NULL && strcmp(directory, all->directory) == 0) {
        free(directory);
        return all->answer;
    }
    free(all->directory);
    all->directory = strdup(directory);
    all->answer = climb(all, directory);
    free(directory);
    return all->answer;
}

void
policies_release(struct policies *all)
{
    while (all->all != NULL) {
        struct policy *p = all->all;
        all->all = p->next;
        free_policy(p);
    }
    free(all->directory);
    *all = (struct policies){0};
}

/* ---- questions ---------------------------------------------------------- */

/* A glob with a slash is about the path from the policy's directory on, one
 * without about any name on it; either way a directory stands for all that it
 * holds. `*` matches slashes, too. */
static bool
glob_matches(const char *glob, char *path)
{
    bool anchored = strchr(glob, '/') != NULL;
    if (glob[0] == '/')
        glob++;
    char *name = path;
    for (char *s = path;; s++) {
        char c = *s;
        if (c != '/' && c != '\0')
            continue;
        *s = '\0';
        bool matches = fnmatch(glob, anchored ? path : name, 0) == 0;
        *s = c;
        if (matches || c == '\0')
            return matches;
        name = s + 1;
    }
}

/* A document elsewhere has an absolute path, which no anchored glob is
 * about. */
bool
policy_excludes(const struct policy *p, const char *document)
{
    char *path = p->count > 0 ? place_from(p->directory, document) : NULL;
    bool excludes = false;
    for (size_t i = 0; path != NULL && i < p->count && !excludes; i++) {
        excludes =
            p->rules[i].glob != NULL && glob_matches(p->rules[i].glob, path);
    }
    free(path);
    return excludes;
}

bool
policy_allows(const struct policy *p, const struct smac_finding *f)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct policy_rule *rule = &p->rules[i];
        if (rule->glob == NULL && rule->reason == f->reason &&
            (rule->pattern == NULL ||
             smac_pattern_matches(rule->pattern, f->bytes, (size_t)f->length)))
            return true;
    }
    return false;
}

enum smac_severity
policy_severity(const struct policy *p, enum smac_reason reason)
{
    if (p->deny[reason])
        return SMAC_ERROR;
    return p->set[reason] ? p->severity[reason]
                          : smac_reason_info(reason)->severity;
}
