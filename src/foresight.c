/* SPDX-License-Identifier: MIT */
/* What stands in a line of its own container may be no tag, or be cut: where
 * markdown could have a say in how a tag goes on, the answer is yes. So every
 * `<` is looked at by itself, and a tag that is plain here is plain on the
 * page, too. */
#include "foresight.h"

#include <string.h>

#include "charset.h"
#include "coded.h"
#include "doubt.h"
#include "gunzip.h"
#include "hidden.h"
#include "scanner.h"

struct text {
    const uint8_t *bytes;
    size_t length;
    struct doubt doubt;
    struct coded coded; /* code spans since the last blank line */
    size_t indent;      /* spaces before the tag; NOT_FIRST: other bytes, too */
    size_t tag;         /* the last one, or a line behind it */
    bool blank;         /* there was a blank line behind it */
    bool preformatted;  /* a <pre> was there */
    size_t comment_end; /* of the last comment */
    size_t marks;       /* that opened the fence; 0: there is none */
    uint8_t mark;
    bool lost; /* where fences are is not known */
};

#define NOT_FIRST SIZE_MAX

static uint8_t
byte_at(const struct text *t, size_t at)
{
    return at < t->length ? t->bytes[at] : 0;
}

/* ---- lines -------------------------------------------------------------- */

/* Spaces before the tag at `at`. A marker of a list or a quote there would
 * have to stand before what follows the tag in the next line as well. */
static size_t
indent_of(const struct text *t, size_t at)
{
    size_t begin = at;
    while (begin > 0 && t->bytes[begin - 1] == ' ')
        begin--;
    bool first = begin == 0 || t->bytes[begin - 1] == '\n';
    return first ? at - begin : NOT_FIRST;
}

/* Does the line behind the newline at `at` stand in the same container, and
 * so go on with the tag? */
static bool
goes_on(const struct text *t, size_t at)
{
    size_t next = at + 1;
    while (byte_at(t, next) == ' ')
        next++;
    uint8_t b = byte_at(t, next);
    return t->indent != NOT_FIRST && next - at - 1 >= t->indent && b != 0 &&
           !scanner_is_blank(b) && b != '>';
}

/* False if the tag may end at this byte, in a way that was not foreseen. */
static bool
passes(const struct text *t, size_t at)
{
    uint8_t b = byte_at(t, at);
    return b == '\n' ? goes_on(t, at) : b != 0 && b != '<' && b != '\r';
}

/* ---- tags --------------------------------------------------------------- */

/* Moves over blanks; false if the tag may end there. */
static bool
skip_blanks(const struct text *t, size_t *at)
{
    while (byte_at(t, *at) == ' ' || byte_at(t, *at) == '\n') {
        if (!passes(t, *at))
            return false;
        (*at)++;
    }
    return true;
}

/* A name in lower case, without what is odd to any parser. */
static size_t
read_name(const struct text *t, size_t *at, char *name, size_t most)
{
    size_t length = 0;
    for (; scanner_is_letter(byte_at(t, *at)) ||
           (length > 0 && scanner_is_name(byte_at(t, *at)));
         (*at)++) {
        if (length == most)
            return 0;
        name[length++] = (char)scanner_lower(byte_at(t, *at));
    }
    return length;
}

static bool
skip_bare_value(const struct text *t, size_t *at)
{
    size_t begin = *at;
    while (scanner_is_name(byte_at(t, *at)) ||
           (byte_at(t, *at) != 0 && strchr("#%/+,;", byte_at(t, *at)) != NULL))
        (*at)++;
    return *at > begin;
}

static bool
skip_value(const struct text *t, size_t *at)
{
    uint8_t quote = byte_at(t, *at);
    if (quote != '"' && quote != '\'')
        return skip_bare_value(t, at);
    for ((*at)++; byte_at(t, *at) != quote; (*at)++) {
        if (!passes(t, *at))
            return false;
    }
    (*at)++;
    return true;
}

static bool
skip_attribute(struct text *t, size_t *at)
{
    char name[SCANNER_ATTRIBUTE_MAX];
    size_t length = read_name(t, at, name, sizeof name);
    if (length == 0)
        return false;
    doubt_attribute(&t->doubt, name, length);
    if (byte_at(t, *at) != '=')
        return true;
    (*at)++;
    return skip_value(t, at);
}

/* What shrinks hides when it is nested, or open where a block begins: it has
 * to end in its line, before anything else does, and with nothing between that
 * could keep the end tag from being one. */
static bool
ends_at_once(const struct text *t, size_t at, const char *name, size_t length)
{
    for (at++; byte_at(t, at) != '<'; at++) {
        uint8_t b = byte_at(t, at);
        if (b < ' ' || strchr("\\`[]()$&|", b) != NULL)
            return false;
    }
    if (byte_at(t, ++at) != '/')
        return false;
    at++;
    for (size_t i = 0; i < length; i++) {
        if (scanner_lower(byte_at(t, at + i)) != (uint8_t)name[i])
            return false;
    }
    return byte_at(t, at + length) == '>';
}

static bool
is_plain_start(struct text *t, size_t at)
{
    char name[SCANNER_NAME_MAX];
    size_t length = read_name(t, &at, name, sizeof name);
    if (length == 0)
        return false;
    enum element element = element_find(name, length);
    t->preformatted = t->preformatted || element == ELEMENT_PRE;
    doubt_start(&t->doubt, element);
    while (byte_at(t, at) != '>') {
        bool apart = byte_at(t, at) == ' ' || byte_at(t, at) == '\n';
        if (!skip_blanks(t, &at))
            return false;
        if (byte_at(t, at) == '/' && byte_at(t, at + 1) == '>')
            break;
        if (byte_at(t, at) != '>' && (!apart || !skip_attribute(t, &at)))
            return false;
    }
    bool shrinks = t->doubt.small > 0;
    t->doubt.small = 0;
    return !t->doubt.raised && (!shrinks || ends_at_once(t, at, name, length));
}

static bool
is_plain_end(const struct text *t, size_t at)
{
    char name[SCANNER_NAME_MAX];
    size_t length = read_name(t, &at, name, sizeof name);
    return length > 0 && byte_at(t, at) == '>';
}

/* ---- comments ----------------------------------------------------------- */

/* One that begins in another would have the bytes looked through again, and is
 * odd enough. */
static bool
is_plain_comment(struct text *t, size_t at)
{
    if (byte_at(t, at) != '-' || byte_at(t, at + 1) != '-')
        return false;
    at += 2;
    const uint8_t *found =
        at < t->comment_end
            ? NULL
            : memmem(t->bytes + at, t->length - at, "-->", strlen("-->"));
    if (found == NULL || byte_at(t, at) == '>' || byte_at(t, at) == '-')
        return false;
    t->comment_end = (size_t)(found - t->bytes);
    const uint8_t *line = memchr(t->bytes + at, '\n', t->comment_end - at);
    while (line != NULL) {
        size_t newline = (size_t)(line - t->bytes);
        if (!goes_on(t, newline))
            return false;
        line = memchr(line + 1, '\n', t->comment_end - newline - 1);
    }
    return true;
}

/* ---- addresses ---------------------------------------------------------- */

/* Has the block that the last tag stands in ended, if it is one of raw HTML?
 * The end of a <pre> is not looked for. */
static bool
is_past_html(struct text *t, size_t at)
{
    if (t->preformatted)
        return false;
    while (t->tag < at) {
        const uint8_t *line = memchr(t->bytes + t->tag, '\n', at - t->tag);
        if (line == NULL)
            return t->blank;
        t->tag = (size_t)(line - t->bytes) + 1;
        t->blank = t->blank || byte_at(t, t->tag) == '\n';
    }
    return t->blank;
}

/* <https://example.org> and <who@example.org> are tags, and odd ones, only
 * within raw HTML. */
static bool
is_address(struct text *t, size_t at)
{
    size_t end = at;
    while (scanner_is_letter(byte_at(t, end)) ||
           (byte_at(t, end) >= '0' && byte_at(t, end) <= '9') ||
           (byte_at(t, end) != 0 && strchr("+-._", byte_at(t, end)) != NULL))
        end++;
    bool mail = byte_at(t, end) == '@';
    if (end - at < 2 || (!mail && byte_at(t, end) != ':') || end - at > 32)
        return false;
    while (byte_at(t, end) > ' ' && byte_at(t, end) != '<' &&
           byte_at(t, end) != '>')
        end++;
    return byte_at(t, end) == '>' && is_past_html(t, at);
}

/* ---- fences ------------------------------------------------------------- */

struct line {
    size_t from;
    size_t to; /* at the newline, or at the end */
};

/* So many equal backticks or tildes stand at `at`. */
static size_t
count_marks(const struct text *t, size_t at)
{
    uint8_t mark = byte_at(t, at);
    size_t n = 0;
    while ((mark == '`' || mark == '~') && byte_at(t, at + n) == mark)
        n++;
    return n;
}

static bool
has(const struct text *t, const struct line *line, const char *word)
{
    return memmem(t->bytes + line->from, line->to - line->from, word,
                  strlen(word)) != NULL;
}

/* Does the line open a fence, for certain? One that may be a fence elsewhere,
 * in a list or in a quote, makes all that follow uncertain. */
static bool
opens_fence(struct text *t, const struct line *line)
{
    size_t marks = count_marks(t, line->from);
    struct line info = {line->from + marks, line->to};
    if (t->lost || (!has(t, line, "```") && !has(t, line, "~~~")))
        return false;
    t->lost = marks < 3 || has(t, &info, "`") || has(t, &info, "~") ||
              !is_past_html(t, line->from);
    t->mark = byte_at(t, line->from);
    t->marks = t->lost ? 0 : marks;
    return !t->lost;
}

static bool
closes_fence(const struct text *t, const struct line *line)
{
    size_t at = line->from;
    while (at - line->from < 3 && byte_at(t, at) == ' ')
        at++;
    size_t marks = count_marks(t, at);
    if (byte_at(t, at) != t->mark || marks < t->marks)
        return false;
    at += marks;
    while (at < line->to && scanner_is_blank(byte_at(t, at)))
        at++;
    return at == line->to;
}

/* ---- the document ------------------------------------------------------- */

/* False if a tag may begin there that is not plain. */
static bool
is_plain(struct text *t, size_t at)
{
    uint8_t b = byte_at(t, at + 1);
    t->indent = indent_of(t, at);
    if (scanner_is_letter(b) && is_address(t, at + 1))
        return true;
    if (!scanner_is_letter(b) && b != '/' && b != '!')
        return b == '\n' || (b >= ' ' && b <= '~' && b != '?');
    t->tag = at;
    t->blank = false;
    if (b == '/')
        return is_plain_end(t, at + 2);
    return b == '!' ? is_plain_comment(t, at + 2) : is_plain_start(t, at + 1);
}

/* The end of a <pre> is not looked for. */
static bool
is_code(struct text *t, size_t at)
{
    return !t->preformatted && coded_covers(&t->coded, t->bytes, t->length, at);
}

static bool
is_blank_line(const struct text *t, const struct line *line)
{
    size_t at = line->from;
    while (at < line->to && scanner_is_blank(byte_at(t, at)))
        at++;
    return at == line->to;
}

static bool
is_plain_line(struct text *t, const struct line *line)
{
    bool closed = t->marks > 0 && closes_fence(t, line);
    if (closed || is_blank_line(t, line))
        coded_begin(&t->coded, line->to);
    if (closed)
        t->marks = 0;
    if (closed || t->marks > 0)
        return true;
    if (opens_fence(t, line))
        return true;
    size_t at = line->from;
    const uint8_t *next;
    while ((next = memchr(t->bytes + at, '<', line->to - at)) != NULL) {
        at = (size_t)(next - t->bytes);
        if (!is_code(t, at) && !is_plain(t, at))
            return false;
        at++;
    }
    return true;
}

/* Does a carriage return end a line by itself? */
static bool
has_odd_lines(const struct text *t)
{
    const uint8_t *cr = memchr(t->bytes, '\r', t->length);
    while (cr != NULL) {
        size_t next = (size_t)(cr - t->bytes) + 1;
        if (byte_at(t, next) != '\n')
            return true;
        cr = memchr(t->bytes + next, '\r', t->length - next);
    }
    return false;
}

/* Front matter may hold what looks like a fence. */
static bool
may_have_front_matter(const struct text *t)
{
    static const char first[] = "-+\xef"; /* or a byte order mark before */
    return byte_at(t, 0) != 0 && strchr(first, byte_at(t, 0)) != NULL;
}

bool
foresight_wants_xml(const uint8_t *bytes, size_t length, bool judged)
{
    if (gunzip_recognises(bytes, length) ||
        charset_detect(bytes, length) != CHARSET_UTF_8)
        return true;
    if (!judged || memchr(bytes, '<', length) == NULL)
        return false;
    struct text t = {.bytes = bytes, .length = length, .blank = true};
    doubt_reset(&t.doubt, HTML_VIEW_BROWSER); /* libxml2's judgement is of it */
    t.lost = may_have_front_matter(&t);
    if (has_odd_lines(&t))
        return true;
    struct line line = {0, 0};
    for (; line.from < length; line.from = line.to + 1) {
        const uint8_t *end =
            memchr(bytes + line.from, '\n', length - line.from);
        line.to = end == NULL ? length : (size_t)(end - bytes);
        if (!is_plain_line(&t, &line))
            return true;
    }
    return false;
}
