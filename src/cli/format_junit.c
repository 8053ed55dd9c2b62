/* SPDX-License-Identifier: MIT */
/* JUnit's XML, which every CI system can read: a suite for each file, a case
 * for each finding, failed if it counts; a file without one is a case that
 * passed.
 *
 * libxml2's writer would be loaded for five characters that have to be
 * escaped, and a machine without it could not report. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* `text` is printable UTF-8 already, which XML 1.0 allows all of. */
static void
put_escaped(FILE *to, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '&':
            fputs("&amp;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        case '\'':
            fputs("&apos;", to);
            break;
        default:
            fputc(*text, to);
        }
    }
}

static void
put_line(FILE *to, const char *bytes, size_t length)
{
    char *line = report_line(bytes, length);
    put_escaped(to, line != NULL ? line : "");
    free(line);
}

static void
begin(struct report *r)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", r->to);
}

static void
put_case(FILE *to, const char *file, const char *name)
{
    fputs("    <testcase classname=\"", to);
    put_line(to, file, strlen(file));
    fputs("\" name=\"", to);
    put_escaped(to, name);
    fputc('"', to);
}

static void
put_finding(const struct report *r, const char *file,
            const struct report_finding *f)
{
    const char *reason = smac_reason_info(f->reason)->name;
    char name[128];
    char *sentence = report_sentence(f);
    snprintf(name, sizeof name, "%s at %" PRIu64 ":%" PRIu64, reason, f->line,
             f->column);
    put_case(r->to, file, name);
    if (f->severity < r->fail_on) {
        fputs("/>\n", r->to);
    } else {
        fprintf(r->to, ">\n      <failure type=\"%s\" message=\"", reason);
        put_escaped(r->to, sentence != NULL ? sentence : reason);
        fputs("\">", r->to);
        put_line(r->to, f->hidden.bytes, f->hidden.length);
        fputs("</failure>\n    </testcase>\n", r->to);
    }
    free(sentence);
}

static void
put_file(struct report *r, const struct report_file *file)
{
    size_t failures = 0;
    bool failed = file->failure.length > 0;
    for (size_t i = 0; i < file->count; i++)
        failures += file->findings[i].severity >= r->fail_on;
    fputs("  <testsuite name=\"", r->to);
    put_line(r->to, file->name, strlen(file->name));
    fprintf(r->to, "\" tests=\"%zu\" failures=\"%zu\" errors=\"%d\">\n",
            file->count > 0 ? file->count : 1, failures, failed);
    for (size_t i = 0; i < file->count; i++)
        put_finding(r, file->name, &file->findings[i]);
    if (file->count == 0) {
        put_case(r->to, file->name, failed ? "not judged" : "hides nothing");
        if (failed) {
            fputs(">\n      <error type=\"not-judged\" message=\"", r->to);
            put_line(r->to, file->failure.bytes, file->failure.length);
            fputs("\"/>\n    </testcase>\n", r->to);
        } else {
            fputs("/>\n", r->to);
        }
    }
    fputs("  </testsuite>\n", r->to);
}

static void
end(struct report *r, const struct report_totals *totals)
{
    (void)totals;
    fputs("</testsuites>\n", r->to);
}

const struct report_format format_junit = {"junit", begin, put_file, end};
