/* SPDX-License-Identifier: MIT */
#include "words.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

struct string {
    char *bytes;
    size_t length;
};

static bool
is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static bool
is_number(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (word[i] < '0' || word[i] > '9')
            return false;
    }
    return true;
}

/* The source without the cut spans, and what was cut: each span a line. */
static struct string
cut_out(const char *source, size_t length, const struct words_span *cut,
        size_t count, struct string *waste)
{
    struct string s = {must(malloc(length + 1)), 0};
    *waste = (struct string){must(malloc(length + count + 1)), 0};
    size_t at = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t to = i < count ? cut[i].from : length;
        memcpy(s.bytes + s.length, source + at, to - at);
        s.length += to - at;
        if (i == count)
            break;
        at = cut[i].to;
        memcpy(waste->bytes + waste->length, source + to, at - to);
        waste->length += at - to;
        waste->bytes[waste->length++] = '\n';
    }
    return s;
}

/* Looks for the rest of a word, letter by letter, where only markup may stand
 * between two letters: anything that is no letter or digit, a tag, a link's
 * destination or label. Of a tag that is not closed the name alone is left:
 * `two</li` swallows what follows it up to the next `>` of the page. */
struct spelling {
    const struct string *source;
    const char *word;
    size_t length;
    unsigned budget; /* hostile markup has very many ways to be skipped */
};

static size_t
skip_group(const struct string *s, size_t at)
{
    char c = s->bytes[at];
    char next = at + 1 < s->length ? s->bytes[at + 1] : '\0';
    char end = c == '<'                  ? '>'
               : c == ']' && next == '(' ? ')'
               : c == ']' && next == '[' ? ']'
                                         : '\0';
    const char *found =
        end == '\0' ? NULL : memchr(s->bytes + at + 1, end, s->length - at - 1);
    return found == NULL ? 0 : (size_t)(found - s->bytes) + 1;
}

static size_t
skip_name(const struct string *s, size_t at)
{
    if (s->bytes[at] != '<')
        return 0;
    at++;
    if (at < s->length && s->bytes[at] == '/')
        at++;
    while (at < s->length && strchr(" \n\t/>", s->bytes[at]) == NULL)
        at++;
    return at;
}

static bool
spell_on(struct spelling *s, size_t at, size_t letter)
{
    if (letter == s->length)
        return true;
    for (; at < s->source->length; at++) {
        if (s->budget == 0 || --s->budget == 0)
            return true;
        if (s->source->bytes[at] == s->word[letter] &&
            spell_on(s, at + 1, letter + 1))
            return true;
        if (is_word(s->source->bytes[at]))
            return false;
        size_t group = skip_group(s->source, at);
        size_t name = skip_name(s->source, at);
        if ((group != 0 && spell_on(s, group, letter)) ||
            (name != 0 && spell_on(s, name, letter)))
            return true;
    }
    return false;
}

static bool
is_spelt(const struct string *source, const char *word, size_t length)
{
    struct spelling s = {source, word, length, 0};
    for (size_t at = 0; at < source->length; at++) {
        s.budget = 2000;
        if (source->bytes[at] == word[0] && spell_on(&s, at + 1, 1))
            return true;
    }
    return false;
}

static bool
contains(const struct string *s, const char *word, size_t length)
{
    return memmem(s->bytes, s->length, word, length) != NULL;
}

static int
compare_words(const void *a, const void *b)
{
    const struct string *x = a, *y = b;
    size_t n = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->bytes, y->bytes, n);
    if (order != 0)
        return order;
    return x->length < y->length ? -1 : x->length > y->length;
}

/* The distinct words, sorted: a document repeats most of its words. They
 * point into the text. */
static struct string *
distinct_words(const char *text, size_t length, size_t *count)
{
    struct string *words = must(malloc((length / 2 + 1) * sizeof *words));
    *count = 0;
    for (size_t i = 0; i < length;) {
        size_t from = i;
        while (i < length && is_word(text[i]))
            i++;
        if (i - from >= 3 && !is_number(text + from, i - from))
            words[(*count)++] = (struct string){(char *)text + from, i - from};
        if (i == from)
            i++;
    }
    if (*count == 0)
        return words;
    qsort(words, *count, sizeof *words, compare_words);
    size_t kept = 1;
    for (size_t i = 1; i < *count; i++) {
        if (compare_words(&words[i], &words[kept - 1]) != 0)
            words[kept++] = words[i];
    }
    *count = kept;
    return words;
}

/* Is one of these words in the word, and not in the source all the same? */
static bool
has_one_of(const struct string *word, const struct string *words, size_t count,
           const struct string *source)
{
    for (size_t i = 0; i < count; i++) {
        if (contains(word, words[i].bytes, words[i].length) &&
            !contains(source, words[i].bytes, words[i].length) &&
            !is_spelt(source, words[i].bytes, words[i].length))
            return true;
    }
    return false;
}

/* The title that the page writes over an alert, for `[!NOTE]` and the like, or
 * one that runs into the word behind it. */
static bool
is_title(const struct string *word, const struct string *source)
{
    static const char *const titles[] = {"Note", "Tip", "Important", "Warning",
                                         "Caution"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t n = strlen(titles[i]);
        if (word->length >= n && memcmp(titles[i], word->bytes, n) == 0)
            return contains(source, "[!", 2) &&
                   (word->length == n ||
                    contains(source, word->bytes + n, word->length - n));
    }
    return false;
}

bool
words_foreign(const char *text, size_t length, const char *source,
              size_t source_length, const struct words_span *cut,
              size_t cut_count, struct words_span *word)
{
    size_t count, waste_count;
    struct string waste;
    struct string left = cut_out(source, source_length, cut, cut_count, &waste);
    struct string *words = distinct_words(text, length, &count);
    struct string *wasted =
        distinct_words(waste.bytes, waste.length, &waste_count);
    bool foreign = false;
    for (size_t i = 0; i < count && !foreign; i++) {
        if (contains(&left, words[i].bytes, words[i].length) ||
            is_spelt(&left, words[i].bytes, words[i].length) ||
            is_title(&words[i], &left) ||
            !has_one_of(&words[i], wasted, waste_count, &left))
            continue;
        word->from = (size_t)(words[i].bytes - text);
        word->to = word->from + words[i].length;
        foreign = true;
    }
    free(words);
    free(wasted);
    free(left.bytes);
    free(waste.bytes);
    return foreign;
}
