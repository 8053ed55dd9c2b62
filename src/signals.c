/* SPDX-License-Identifier: MIT */
#include "signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* PCRE2 itself refuses a pattern whose code is beyond 64 KiB. */
enum { REGEX_CEILING = 1 << 16, COMMON_CEILING = 1 << 16 };

/* ---- words of a line ---------------------------------------------------- */

struct piece {
    const char *at;
    size_t length;
};

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct piece
trim(struct piece p)
{
    while (p.length > 0 && is_blank(p.at[0])) {
        p.at++;
        p.length--;
    }
    while (p.length > 0 && is_blank(p.at[p.length - 1]))
        p.length--;
    return p;
}

/* Takes what stands before the separator, or all, off the front. */
static struct piece
take(struct piece *rest, char separator)
{
    const char *found = memchr(rest->at, separator, rest->length);
    size_t length = found == NULL ? rest->length : (size_t)(found - rest->at);
    struct piece first = {rest->at, length};
    size_t past = found == NULL ? length : length + 1;
    rest->at += past;
    rest->length -= past;
    return first;
}

static struct piece
take_word(struct piece *rest)
{
    *rest = trim(*rest);
    size_t length = 0;
    while (length < rest->length && !is_blank(rest->at[length]))
        length++;
    struct piece word = {rest->at, length};
    rest->at += length;
    rest->length -= length;
    return word;
}

static bool
is(struct piece p, const char *word)
{
    return p.length == strlen(word) && memcmp(p.at, word, p.length) == 0;
}

static bool
set_name(char name[SIGNALS_NAME], struct piece p)
{
    if (p.length == 0 || p.length >= SIGNALS_NAME)
        return false;
    memcpy(name, p.at, p.length);
    name[p.length] = '\0';
    return true;
}

/* ---- lines -------------------------------------------------------------- */

struct reader {
    struct signals_file *file;
    bool eager;
    const char *wrong;              /* what is wrong with the line at hand */
    struct pattern_problem problem; /* the same, in PCRE2's words */
};

static bool
refuse(struct reader *r, const char *wrong)
{
    r->wrong = wrong;
    return false;
}

static bool
read_reason(struct reader *r, struct piece word, enum smac_reason *reason)
{
    char name[SIGNALS_NAME];
    *reason = set_name(name, word) ? smac_reason_find(name) : SMAC_REASON_COUNT;
    return *reason != SMAC_REASON_COUNT || refuse(r, "no such reason");
}

/* The index of a class, or class_count. */
static size_t
find_class(const struct signals_file *file, struct piece name)
{
    size_t i = 0;
    while (i < file->class_count && !is(name, file->classes[i]))
        i++;
    return i;
}

static bool
read_class(struct reader *r, struct piece rest)
{
    struct signals_file *file = r->file;
    struct piece name = take_word(&rest);
    if (file->class_count == SIGNALS_CLASSES)
        return refuse(r, "too many classes");
    if (find_class(file, name) != file->class_count ||
        !set_name(file->classes[file->class_count], name))
        return refuse(r, "a class needs a name of its own");
    struct piece word;
    while ((word = take_word(&rest)).length > 0) {
        enum smac_reason reason;
        if (!read_reason(r, word, &reason))
            return false;
        file->class_of[reason] = (unsigned char)file->class_count;
    }
    file->class_count++;
    return true;
}

static struct signals_rule *
add_rule(struct reader *r, enum signals_kind kind, struct piece text)
{
    text = trim(text);
    if (r->file->rule_count == SIGNALS_RULES) {
        refuse(r, "too many groups");
        return NULL;
    }
    if (text.length == 0 && kind != SIGNALS_DEFINE) {
        refuse(r, "a text for people is missing after ':'");
        return NULL;
    }
    struct signals_rule *rule = &r->file->rules[r->file->rule_count];
    rule->text = strndup(text.at, text.length);
    if (rule->text == NULL) {
        refuse(r, "out of memory");
        return NULL;
    }
    rule->kind = kind;
    buffer_init(&rule->regex, REGEX_CEILING);
    r->file->rule_count++;
    return rule;
}

static bool
read_level(struct reader *r, struct signals_rule *rule, struct piece word)
{
    struct piece level = word;
    size_t class = find_class(r->file, take(&level, '='));
    if (class == r->file->class_count)
        return refuse(r, "no such class");
    struct piece name = take(&level, '/');
    for (enum smac_severity s = SMAC_NOTE; s <= SMAC_ERROR; s++) {
        if (is(name, smac_severity_name(s)) &&
            (level.length == 0 || is(level, "new"))) {
            rule->raises[class] = true;
            rule->level[class] = s;
            rule->only_new[class] = level.length > 0;
            return true;
        }
    }
    return refuse(r, "a level is note, warning or error, with /new or not");
}

static bool
read_group(struct reader *r, struct piece rest)
{
    struct piece head = take(&rest, ':');
    struct signals_rule *rule = add_rule(r, SIGNALS_GROUP, rest);
    if (rule == NULL)
        return false;
    if (!set_name(rule->name, take_word(&head)))
        return refuse(r, "a group needs a name");
    struct piece word;
    while ((word = take_word(&head)).length > 0) {
        if (!read_level(r, rule, word))
            return false;
    }
    return true;
}

static bool
read_harmless(struct reader *r, struct piece rest)
{
    struct piece head = take(&rest, ':');
    struct signals_rule *rule = add_rule(r, SIGNALS_HARMLESS, rest);
    if (rule == NULL)
        return false;
    strcpy(rule->name, "harmless");
    rule->graded_as = find_class(r->file, take_word(&head));
    if (rule->graded_as == r->file->class_count)
        return refuse(r, "no such class");
    struct piece word;
    while ((word = take_word(&head)).length > 0) {
        enum smac_reason reason;
        if (!read_reason(r, word, &reason))
            return false;
        rule->reasons[reason] = true;
    }
    return true;
}

static bool
read_define(struct reader *r, struct piece rest)
{
    const struct piece nothing = {"", 0};
    struct signals_rule *rule = add_rule(r, SIGNALS_DEFINE, nothing);
    return rule != NULL && (set_name(rule->name, trim(rest)) ||
                            refuse(r, "a definition needs a name"));
}

static bool
read_common(struct reader *r, struct piece rest)
{
    struct buffer *common = &r->file->common;
    struct piece word;
    if (common->size == 0)
        buffer_putc(common, '\n');
    while ((word = take_word(&rest)).length > 0) {
        buffer_put(common, word.at, word.length);
        buffer_putc(common, '\n');
    }
    return !common->failed || refuse(r, "too many common names");
}

static const struct signals_rule *
find_definition(const struct signals_file *file, struct piece name)
{
    for (size_t i = 0; i < file->rule_count; i++) {
        const struct signals_rule *rule = &file->rules[i];
        if (rule->kind == SIGNALS_DEFINE && is(name, rule->name))
            return rule;
    }
    return NULL;
}

/* Appends a pattern with its definitions in place. A definition holds no
 * %{...} any more, so that this ends. */
static bool
expand(struct reader *r, struct buffer *out, struct piece regex)
{
    buffer_puts(out, "(?:");
    while (regex.length > 0) {
        const char *found = memmem(regex.at, regex.length, "%{", 2);
        struct piece plain = {regex.at, found == NULL
                                            ? regex.length
                                            : (size_t)(found - regex.at)};
        buffer_put(out, plain.at, plain.length);
        regex.at += plain.length;
        regex.length -= plain.length;
        if (regex.length == 0)
            break;
        struct piece name = take(&regex, '}');
        name.at += 2;
        name.length -= 2;
        const struct signals_rule *rule = find_definition(r->file, name);
        if (rule == NULL)
            return refuse(r, "no such definition");
        buffer_puts(out, "(?:");
        buffer_put(out, rule->regex.data, rule->regex.size);
        buffer_putc(out, ')');
    }
    buffer_putc(out, ')');
    return !out->failed || refuse(r, "the patterns are too long");
}

static bool
compiles(struct reader *r, const struct buffer *regex, size_t from)
{
    struct pattern *pattern =
        pattern_new((const char *)regex->data + from, regex->size - from, false,
                    &r->problem);
    if (pattern == NULL)
        return refuse(r, r->problem.text);
    pattern_free(pattern);
    return true;
}

static bool
read_regex(struct reader *r, struct piece regex)
{
    if (r->file->rule_count == 0)
        return refuse(r, "a pattern stands before the first group");
    struct buffer *all = &r->file->rules[r->file->rule_count - 1].regex;
    if (all->size > 0)
        buffer_putc(all, '|');
    size_t from = all->size;
    return expand(r, all, regex) && (!r->eager || compiles(r, all, from));
}

static bool
read_line(struct reader *r, struct piece line)
{
    bool indented = line.length > 0 && is_blank(line.at[0]);
    struct piece rest = trim(line);
    if (rest.length == 0 || rest.at[0] == '#')
        return true;
    if (memchr(rest.at, '\0', rest.length) != NULL)
        return refuse(r, "a NUL byte");
    if (indented)
        return read_regex(r, rest);
    struct piece word = take_word(&rest);
    if (is(word, "class"))
        return read_class(r, rest);
    if (is(word, "group"))
        return read_group(r, rest);
    if (is(word, "harmless"))
        return read_harmless(r, rest);
    if (is(word, "define"))
        return read_define(r, rest);
    if (is(word, "common"))
        return read_common(r, rest);
    return refuse(r, "a line begins with class, group, common, harmless or "
                     "define, or is indented and a pattern");
}

bool
signals_compile(struct signals_rule *rule, struct pattern_problem *problem)
{
    if (rule->pattern == NULL && rule->regex.size > 0)
        rule->pattern =
            pattern_new((const char *)rule->regex.data, rule->regex.size,
                        rule->kind == SIGNALS_HARMLESS, problem);
    return rule->pattern != NULL || rule->regex.size == 0;
}

bool
signals_read(struct signals_file *file, const char *text, size_t length,
             bool eager, char *problem, size_t size)
{
    struct reader r = {.file = file, .eager = eager};
    struct piece rest = {text, length};
    strcpy(file->classes[0], "unseen");
    file->class_count = 1;
    buffer_init(&file->common, COMMON_CEILING);
    unsigned long number = 1;
    for (; rest.length > 0; number++) {
        if (!read_line(&r, take(&rest, '\n'))) {
            snprintf(problem, size, "%lu: %s", number, r.wrong);
            return false;
        }
    }
    for (size_t i = 0; eager && i < file->rule_count; i++) {
        if (!signals_compile(&file->rules[i], &r.problem)) {
            snprintf(problem, size,
                     "%lu: the patterns of '%s' do not go together: %s", number,
                     file->rules[i].name, r.problem.text);
            return false;
        }
    }
    return true;
}

void
signals_release(struct signals_file *file)
{
    for (size_t i = 0; i < file->rule_count; i++) {
        free(file->rules[i].text);
        buffer_release(&file->rules[i].regex);
        pattern_free(file->rules[i].pattern);
    }
    buffer_release(&file->common);
}
