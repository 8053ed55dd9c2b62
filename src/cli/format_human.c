/* SPDX-License-Identifier: MIT */
/* For people: a line on each finding, the source with the hidden part marked,
 * and why the finding has its severity.
 *
 *     README.md:3:1: error: an HTML comment [html-comment]
 *         3 | <!-- import x from "y" -->
 *           | ^~~~~~~~~~~~~~~~~~~~~~~~~~
 *           = error, because it brings code in: import x from "y"
 */
#include <inttypes.h>
#include <string.h>

#include "printable.h"
#include "report.h"

enum { LINES_SHOWN = 6, LINE_WIDTH = 160, REPEATS_SHOWN = 3 };

/* ---- colour ------------------------------------------------------------- */

static const char *const level_colours[] = {"\033[1;36m", "\033[1;33m",
                                            "\033[1;31m"};

static void
put(const struct report *r, const char *colour, const char *text)
{
    if (r->colour)
        fprintf(r->to, "%s%s\033[0m", colour, text);
    else
        fputs(text, r->to);
}

/* ---- a line of the source ----------------------------------------------- */

/* Text and, on a second line, what is hidden of it. */
struct picture {
    const struct report *report;
    char line[8 * LINE_WIDTH];
    char marks[2 * LINE_WIDTH];
    size_t length;
    size_t width;
    bool hidden; /* of what is added next */
    bool marked; /* some of it is hidden */
    bool begun;  /* the hidden part, on this line or before */
    char last[PRINTABLE_MAX];
    unsigned repeats; /* of what does not draw itself */
};

static void
append(struct picture *p, const char *text, size_t width)
{
    size_t length = strlen(text);
    if (p->width + width > LINE_WIDTH || p->length + length >= sizeof p->line)
        return;
    memcpy(p->line + p->length, text, length + 1);
    p->length += length;
    for (size_t i = 0; i < width; i++) {
        p->marks[p->width++] = !p->hidden ? ' ' : !p->begun ? '^' : '~';
        p->begun = p->begun || p->hidden;
    }
    p->marked = p->marked || p->hidden;
}

static void
turn(struct picture *p, bool hidden)
{
    if (p->hidden != hidden && p->report->colour) {
        const char *colour = hidden ? "\033[41;97m" : "\033[0m";
        size_t length = strlen(colour);
        if (p->length + length < sizeof p->line) {
            memcpy(p->line + p->length, colour, length + 1);
            p->length += length;
        }
    }
    p->hidden = hidden;
}

/* Many invisible characters in a row are one message: three of them are shown
 * and the others counted by the dots. */
static void
append_character(struct picture *p, const struct printable *c)
{
    bool notation = c->text[0] == '<' && c->width > 1;
    p->repeats = notation ? p->repeats + 1 : 0;
    if (p->repeats <= REPEATS_SHOWN)
        append(p, c->text, c->width);
    else if (p->repeats == REPEATS_SHOWN + 1)
        append(p, "...", 3);
}

/* Up to the end of the line; answers how many bytes that are, with the end of
 * the line. */
static size_t
append_line(struct picture *p, const char *bytes, size_t length)
{
    size_t i = 0;
    while (i < length) {
        struct printable c;
        if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n')
            return i + 2;
        if (bytes[i] == '\n' || bytes[i] == '\r')
            return i + 1;
        if (bytes[i] == '\t') {
            append(p, "    ", 4);
            i++;
            continue;
        }
        printable_take(&c, bytes + i, length - i);
        append_character(p, &c);
        i += c.used;
    }
    return length;
}

static void
print_picture(struct picture *p, uint64_t number)
{
    FILE *to = p->report->to;
    turn(p, false);
    while (p->width > 0 && p->marks[p->width - 1] == ' ')
        p->width--;
    fprintf(to, "%6" PRIu64 " | %.*s\n", number, (int)p->length, p->line);
    if (p->marked && !p->report->colour)
        fprintf(to, "       | %.*s\n", (int)p->width, p->marks);
    p->length = p->width = 0;
    p->marked = false;
    p->repeats = 0;
}

static void
print_source(const struct report *r, const struct report_finding *f)
{
    struct picture p = {.report = r};
    uint64_t number = f->line;
    if (f->before_cut)
        append(&p, "...", 3);
    append_line(&p, f->before.bytes, f->before.length);
    const char *bytes = f->hidden.bytes;
    size_t rest = f->hidden.length;
    for (unsigned shown = 1; rest > 0; shown++) {
        turn(&p, true);
        size_t used = append_line(&p, bytes, rest);
        bool ended = bytes[used - 1] == '\n' || bytes[used - 1] == '\r';
        bytes += used;
        rest -= used;
        if (rest > 0 || ended)
            print_picture(&p, number++);
        if (shown == LINES_SHOWN && rest > 0) {
            fprintf(r->to, "       | ... to line %" PRIu64 "\n", f->end_line);
            return;
        }
    }
    if (f->hidden_cut)
        append(&p, "...", 3);
    turn(&p, false);
    append_line(&p, f->after.bytes, f->after.length);
    if (f->after_cut)
        append(&p, "...", 3);
    if (p.length > 0)
        print_picture(&p, number);
}

/* ---- a finding ---------------------------------------------------------- */

static void
print_text(const struct report *r, const char *bytes, size_t length)
{
    struct picture p = {.report = r};
    while (length > 0) {
        size_t used = append_line(&p, bytes, length);
        bytes += used;
        length -= used;
        if (length > 0)
            append(&p, " ", 1);
    }
    fprintf(r->to, "%.*s", (int)p.length, p.line);
}

static void
print_name(const struct report *r, const char *name)
{
    if (r->colour)
        fputs("\033[1m", r->to);
    print_text(r, name, strlen(name));
    if (r->colour)
        fputs("\033[0m", r->to);
}

static void
print_why(const struct report *r, const struct report_finding *f)
{
    fputs("       = ", r->to);
    if (f->signal.length == 0)
        fprintf(r->to, "%s is the severity of every such finding\n",
                smac_severity_name(f->severity));
    else {
        fprintf(r->to, "%s, because it ", smac_severity_name(f->severity));
        print_text(r, f->why.bytes, f->why.length);
        if (f->evidence.length > 0) {
            fputs(": ", r->to);
            print_text(r, f->evidence.bytes, f->evidence.length);
        }
        fputc('\n', r->to);
    }
    if (f->decoded.length > 0) {
        fputs("       = it spells: ", r->to);
        print_text(r, f->decoded.bytes, f->decoded.length);
        fputc('\n', r->to);
    }
}

static void
print_finding(const struct report *r, const struct report_file *file,
              const struct report_finding *f)
{
    const struct smac_reason_info *info = smac_reason_info(f->reason);
    print_name(r, file->name);
    fprintf(r->to, ":%" PRIu64 ":%" PRIu64 ": ", f->line, f->column);
    put(r, level_colours[f->severity], smac_severity_name(f->severity));
    fprintf(r->to, ": %s [%s]\n", info->text, info->name);
    print_source(r, f);
    print_why(r, f);
}

static void
print_file(struct report *r, const struct report_file *file)
{
    if (file->failure.length > 0) {
        print_name(r, file->name);
        fputs(": ", r->to);
        put(r, level_colours[SMAC_ERROR], "not judged");
        fputs(": ", r->to);
        print_text(r, file->failure.bytes, file->failure.length);
        fputc('\n', r->to);
        return;
    }
    for (size_t i = 0; i < file->count; i++)
        print_finding(r, file, &file->findings[i]);
    if (file->unreported > 0) {
        print_name(r, file->name);
        fprintf(r->to, ": and %" PRIu64 " more\n", file->unreported);
    }
}

/* ---- the end ------------------------------------------------------------ */

static void
print_totals(struct report *r, const struct report_totals *totals)
{
    report_print_totals(r->to, totals);
}

static void
begin(struct report *r)
{
    (void)r;
}

const struct report_format format_human = {"human", begin, print_file,
                                           print_totals};
