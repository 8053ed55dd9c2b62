/* SPDX-License-Identifier: MIT */
/* JSON lines, as `smac jsonl` reads and answers them. The first byte says in
 * which pieces the input comes, how long a line may be and whether offsets are
 * told; the rest is the input. json-c, strict, is who else says what JSON is. */
#include <json-c/json.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/jsonl_lines.h"
#include "cli/jsonl_mapper.h"
#include "cli/jsonl_object.h"
#include "cli/jsontext.h"
#include "must.h"
#include "target.h"
#include "unicode.h"

enum { DEPTH = JSONL_OBJECT_DEPTH + 8, DOCUMENTS_MAX = 4 };

/* The fields that smac jsonl knows by itself. */
static const char *const fields[] = {"text", "page_content", "content",
                                     "markdown", NULL};

/* ---- what json-c takes more ----------------------------------------------- */

/* A walk over a line in the plainest way. */
struct gait {
    bool in_string;
    bool taken; /* json-c 0.16 may take it, and RFC 8259 does not */
    unsigned depth;
    unsigned deepest;
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void
step_in_string(struct gait *g, const char *line, size_t *at)
{
    char c = line[*at];
    if ((unsigned char)c < 0x20)
        g->taken = true; /* tabs and other control characters */
    g->in_string = c != '"';
    *at += c == '\\';
}

static void
step_outside(struct gait *g, const char *line, size_t length, size_t at)
{
    char c = line[at];
    char before = at > 0 ? line[at - 1] : ' ';
    char next = at + 1 < length ? line[at + 1] : ' ';
    g->in_string = c == '"';
    if (c == '{' || c == '[')
        g->depth++;
    else if ((c == '}' || c == ']') && g->depth > 0)
        g->depth--;
    if (g->depth > g->deepest)
        g->deepest = g->depth;
    if (c == 'N' || c == 'I' || c == '\0')
        g->taken = true; /* NaN, Infinity; a NUL ends what json-c reads */
    if (c == '0' && is_digit(next) && !is_digit(before) && before != '.')
        g->taken = true; /* 00, -01 */
    if (c == '.' && !is_digit(next))
        g->taken = true; /* 1. */
}

static struct gait
walk(const char *line, size_t length)
{
    struct gait g = {.depth = 0};
    for (size_t at = 0; at < length; at++) {
        if (g.in_string)
            step_in_string(&g, line, &at);
        else
            step_outside(&g, line, length, at);
    }
    /* it looks at the length of a UTF-8 sequence, and no further */
    if (unicode_valid_prefix((const uint8_t *)line, length) < length)
        g.taken = true;
    return g;
}

/* NULL stands for null, too. */
static bool
read_strictly(const char *line, size_t length, struct json_object **value)
{
    struct json_tokener *t = must(json_tokener_new_ex(DEPTH));
    json_tokener_set_flags(t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    char *copy = must(malloc(length + 1));
    memcpy(copy, line, length);
    copy[length] = '\0';
    *value = json_tokener_parse_ex(t, copy, (int)length + 1);
    bool fine = json_tokener_get_error(t) == json_tokener_success &&
                json_tokener_get_parse_end(t) == length;
    if (!fine) {
        json_object_put(*value);
        *value = NULL;
    }
    free(copy);
    json_tokener_free(t);
    return fine;
}

/* ---- a line --------------------------------------------------------------- */

/* In a text of json-c's, U+FFFD stands for a lone surrogate. */
static void
replace_surrogates(char *text, size_t length)
{
    for (size_t i = 0; i + 2 < length; i++) {
        if ((uint8_t)text[i] == 0xED && (uint8_t)text[i + 1] >= 0xA0)
            memcpy(text + i, "\xEF\xBF\xBD", 3);
    }
}

static void
expect_text(const char *line, struct jsonl_span span, struct json_object *value)
{
    char *text = must(malloc(span.to - span.from));
    size_t size = jsonl_object_decode(line, span, text);
    demand(size + 2 <= span.to - span.from,
           "a text is no longer than its span");
    replace_surrogates(text, size);
    demand(size == (size_t)json_object_get_string_len(value) &&
               memcmp(text, json_object_get_string(value), size) == 0,
           "a text is what json-c reads");
    free(text);
}

static void
expect_value(const char *line, struct jsonl_span span,
             struct json_object *value)
{
    struct json_object *alone;
    demand(read_strictly(line + span.from, span.to - span.from, &alone) &&
               json_object_equal(alone, value),
           "a span holds the member's value");
    demand(memchr(" \t\r\n", line[span.from], 4) == NULL &&
               memchr(" \t\r\n", line[span.to - 1], 4) == NULL,
           "a span holds nothing else");
    json_object_put(alone);
}

static void
expect_end(const char *line, size_t length, size_t end)
{
    unsigned braces = 0;
    for (size_t i = end; i < length; i++) {
        braces += line[i] == '}';
        demand(memchr("} \t\r\n", line[i], 5) != NULL,
               "behind the last member the object ends");
    }
    demand(braces == 1, "an object has one end");
}

/* The member that was taken, once more in front. */
static void
expect_ambiguity(const char *line, size_t length, const char *field)
{
    struct jsonl_object o;
    struct parcel twice = {0};
    const char *brace = memchr(line, '{', length);
    parcel_print(&twice, "{\"%s\":0,", field);
    parcel_put(&twice, brace + 1, (size_t)(line + length - brace) - 1);
    demand(jsonl_object_read(&o, twice.bytes, twice.size, fields) ==
               JSONL_AMBIGUOUS,
           "of two members with one key none is taken");
    parcel_release(&twice);
}

static void
expect_members(const struct jsonl_object *o, enum jsonl_fault fault,
               const char *line, size_t length, struct json_object *root)
{
    struct json_object *text = NULL;
    struct json_object *report = NULL;
    bool found = false;
    if (fault == JSONL_AMBIGUOUS || memmem(line, length, "\\u0000", 6) != NULL)
        return; /* json-c keeps the last of two; its keys end at a NUL */
    size_t field = 0;
    for (; fields[field] != NULL && !found; field += !found)
        found = json_object_object_get_ex(root, fields[field], &text);
    demand(found == (fault != JSONL_NO_FIELD), "a field is there, or is not");
    if (!found)
        return;
    expect_ambiguity(line, length, fields[field]);
    expect_value(line, o->text, text);
    expect_end(line, length, o->end);
    demand(json_object_is_type(text, json_type_string) == (fault == JSONL_FINE),
           "a text is a string");
    if (fault == JSONL_FINE)
        expect_text(line, o->text, text);
    demand(json_object_object_get_ex(root, "smac", &report) ==
               (o->report.to > 0),
           "a report is there, or is not");
    if (o->report.to > 0)
        expect_value(line, o->report, report);
}

/* With json-c's own mistakes taken out, both say the same. */
static enum jsonl_fault
judge_line(const char *line, size_t length, struct jsonl_object *o)
{
    struct json_object *root;
    struct gait gait = walk(line, length);
    enum jsonl_fault fault = jsonl_object_read(o, line, length, fields);
    if (fault == JSONL_TOO_DEEP || gait.deepest > JSONL_OBJECT_DEPTH) {
        demand(gait.deepest > JSONL_OBJECT_DEPTH &&
                   (fault == JSONL_TOO_DEEP || fault == JSONL_NOT_JSON),
               "what is too deep nests deeper than the limit");
        return fault;
    }
    bool taken = read_strictly(line, length, &root);
    bool object = json_object_is_type(root, json_type_object);
    if (fault != JSONL_NOT_JSON) {
        demand(taken, "json-c takes what we take");
        demand(object == (fault != JSONL_NOT_AN_OBJECT), "an object is one");
        if (object)
            expect_members(o, fault, line, length, root);
    } else {
        demand(!taken || gait.taken, "we take what json-c takes");
    }
    json_object_put(root);
    return fault;
}

/* ---- its answer ----------------------------------------------------------- */

/* What is not the text and not the report, in one piece. */
static void
rest_of(const struct jsonl_object *o, const char *line, size_t length,
        struct parcel *rest)
{
    bool first = o->report.to > 0 && o->report.from < o->text.from;
    struct jsonl_span a = first ? o->report : o->text;
    struct jsonl_span b = first ? o->text : o->report;
    if (b.to == 0)
        b.from = b.to = o->end;
    parcel_put(rest, line, a.from);
    parcel_put(rest, "T", 1);
    parcel_put(rest, line + a.to, b.from - a.to);
    parcel_put(rest, "R", 1);
    parcel_put(rest, line + b.to, length - b.to);
}

/* A report that was not there is the last member. */
static void
expect_rest(const struct jsonl_object *o, const char *line, size_t length,
            struct parcel_text answer)
{
    struct jsonl_object a;
    struct parcel before = {0}, after = {0};
    enum jsonl_fault fault =
        jsonl_object_read(&a, answer.bytes, answer.length, fields);
    demand(fault == JSONL_FINE || fault == JSONL_NOT_TEXT,
           "an answer has a text, or null");
    demand(a.report.to > 0, "an answer has a report");
    rest_of(o, line, length, &before);
    if (o->report.to == 0) {
        demand(a.end == a.report.to && memcmp(answer.bytes + a.report.from - 8,
                                              ",\"smac\":", 8) == 0,
               "a report is the last member");
        a.report.from -= 8;
    }
    rest_of(&a, answer.bytes, answer.length, &after);
    demand(before.size == after.size &&
               memcmp(before.bytes, after.bytes, after.size) == 0,
           "the other members stay as they came");
    parcel_release(&before);
    parcel_release(&after);
}

static void
judge_answer(struct jsonl_mapper *mapper, const struct parcel *line,
             const struct jsonl_object *o, enum jsonl_fault expected)
{
    struct parcel one = {0}, two = {0}, copy = *line;
    struct json_object *root;
    copy.at = 0;
    jsonl_mapper_map(mapper, &copy, NULL, &one);
    copy.at = 0;
    jsonl_mapper_map(mapper, &copy, NULL, &two);
    demand(one.size == two.size && memcmp(one.bytes, two.bytes, two.size) == 0,
           "what came before a line changes nothing");
    enum jsonl_fault fault = (enum jsonl_fault)parcel_number(&one);
    struct parcel_text answer = parcel_text(&one);
    demand(fault == expected ||
               (expected == JSONL_FINE &&
                (fault == JSONL_TOO_COMPLEX || fault == JSONL_FAILED)),
           "an answer has the line's fault");
    demand(memchr(answer.bytes, '\n', answer.length) == NULL,
           "an answer is one line");
    demand(read_strictly(answer.bytes, answer.length, &root) &&
               json_object_is_type(root, json_type_object),
           "an answer is an object");
    json_object_put(root);
    if (expected == JSONL_FINE)
        expect_rest(o, line->bytes + sizeof(uint64_t),
                    line->size - sizeof(uint64_t), answer);
    parcel_release(&one);
    parcel_release(&two);
}

/* ---- lines ---------------------------------------------------------------- */

/* The input as it is cut into lines by whoever has all of it. */
struct expected {
    const char *bytes;
    size_t length;
    size_t most;
    size_t at;
};

static void
expect_line(struct expected *e, const struct parcel *line)
{
    demand(e->at < e->length, "there is such a line");
    const char *from = e->bytes + e->at;
    const char *end = memchr(from, '\n', e->length - e->at);
    size_t length = end == NULL ? e->length - e->at : (size_t)(end - from);
    uint64_t state;
    demand(line->size >= sizeof state, "a line has a state");
    memcpy(&state, line->bytes, sizeof state);
    demand(state ==
               (length > e->most ? JSONL_LINES_TOO_LONG : JSONL_LINES_WHOLE),
           "a line is whole, or too long");
    if (state == JSONL_LINES_WHOLE)
        demand(line->size - sizeof state == length &&
                   memcmp(line->bytes + sizeof state, from, length) == 0,
               "a line has the bytes that came");
    e->at += length + (end != NULL);
}

/* A copy that ends where the line does, so that a sanitizer sees more. */
static void
answer_line(struct jsonl_mapper *mapper, const struct parcel *line)
{
    struct jsonl_object o = {.end = 0};
    uint64_t state;
    memcpy(&state, line->bytes, sizeof state);
    enum jsonl_fault fault = JSONL_LINE_TOO_LONG;
    if (state == JSONL_LINES_WHOLE) {
        size_t length = line->size - sizeof state;
        char *copy = must(malloc(length > 0 ? length : 1));
        memcpy(copy, line->bytes + sizeof state, length);
        fault = judge_line(copy, length, &o);
        free(copy);
    }
    judge_answer(mapper, line, &o, fault);
}

static void
take_lines(struct jsonl_lines *lines, struct expected *e,
           struct jsonl_mapper *mapper, unsigned *count)
{
    struct parcel line = {0};
    while (jsonl_lines_take(lines, &line)) {
        expect_line(e, &line);
        if ((*count)++ < DOCUMENTS_MAX)
            answer_line(mapper, &line);
        parcel_release(&line);
        line = (struct parcel){0};
    }
}

/* Through a socket, from which each read takes what one write put there. */
static void
read_lines(struct expected *e, size_t piece, struct jsonl_mapper *mapper)
{
    int ends[2];
    struct jsonl_lines *lines = must(malloc(sizeof *lines));
    unsigned count = 0;
    demand(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "there are sockets");
    jsonl_lines_init(lines, ends[0], e->most);
    for (size_t at = 0; at < e->length; at += piece) {
        size_t n = e->length - at < piece ? e->length - at : piece;
        demand(write(ends[1], e->bytes + at, n) == (ssize_t)n,
               "a socket takes a piece");
        jsonl_lines_read(lines);
        take_lines(lines, e, mapper, &count);
    }
    close(ends[1]);
    while (!lines->ended)
        jsonl_lines_read(lines);
    take_lines(lines, e, mapper, &count);
    demand(lines->error == 0, "reading went well");
    jsonl_lines_release(lines);
    free(lines);
    close(ends[0]);
}

/* ---- a report's text ------------------------------------------------------ */

static void
write_text(const char *bytes, size_t length)
{
    char *text = NULL;
    size_t size = 0;
    struct json_object *value;
    struct jsontext j = {.to = must(open_memstream(&text, &size))};
    jsontext_string(&j, NULL, bytes, length);
    demand(fclose(j.to) == 0, "there is memory");
    for (size_t i = 0; i < size; i++)
        demand(text[i] >= 0x20 && text[i] < 0x7F &&
                   strchr("<>&", text[i]) == NULL,
               "a report is printable and no markup");
    demand(read_strictly(text, size, &value) &&
               json_object_is_type(value, json_type_string),
           "a report's text is a string");
    if (unicode_valid_prefix((const uint8_t *)bytes, length) == length)
        demand((size_t)json_object_get_string_len(value) == length &&
                   memcmp(json_object_get_string(value), bytes, length) == 0,
               "a report's text says what was found");
    json_object_put(value);
    free(text);
}

static void
release(struct jsonl_mapper *m)
{
    smac_free(m->smac);
    parcel_release(&m->source);
    parcel_release(&m->text);
    parcel_release(&m->account);
    parcel_release(&m->findings);
    parcel_release(&m->ranges);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const size_t pieces[] = {1, 7, 100, 1 << 14};
    if (length == 0 || length > 1 << 14)
        return 0;
    uint8_t how = *bytes;
    const char *input = (const char *)bytes + 1;
    const struct jsonl_settings settings = {
        .offsets = how & 1, .drop_if = how >> 1 & 3, .field = {NULL}};
    struct jsonl_mapper mapper = {.settings = &settings, .audited = how & 8};
    struct expected e = {
        .bytes = input,
        .length = length - 1,
        .most = how & 16 ? 40 : 4000,
    };
    if (e.length >= 3 && memcmp(input, "\xEF\xBB\xBF", 3) == 0)
        e.at = 3;
    read_lines(&e, pieces[how >> 6], &mapper);
    demand(e.at == e.length, "no line is lost");
    write_text(input, length - 1);
    release(&mapper);
    return 0;
}
