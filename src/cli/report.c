/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "printable.h"

const struct report_format *const report_formats[] = {
    &format_human,  &format_json,  &format_sarif, &format_github,
    &format_gitlab, &format_junit, NULL,
};

void
report_mark(const struct report_finding *f, char mark[REPORT_MARK])
{
    char *to = mark;
    for (size_t i = 0; i < sizeof f->hash; i++)
        to += sprintf(to, "%02x", f->hash[i]);
    if (f->copy > 1)
        snprintf(to, 24, "-%" PRIu64, f->copy);
}

static void
put_line(FILE *to, const char *bytes, size_t length)
{
    bool blank = false;
    for (size_t i = 0; i < length;) {
        struct printable c;
        printable_take(&c, bytes + i, length - i);
        bool is_blank = strchr(" \t\r\n", bytes[i]) != NULL && bytes[i] != '\0';
        if (!is_blank)
            fputs(c.text, to);
        else if (!blank)
            fputc(' ', to);
        blank = is_blank;
        i += c.used;
    }
}

/* Closes a stream that open_memstream made. */
static char *
finish(FILE *stream, char **text)
{
    if (stream == NULL)
        return NULL;
    if (fclose(stream) != 0) {
        free(*text);
        return NULL;
    }
    return *text;
}

char *
report_line(const char *bytes, size_t length)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    if (to != NULL)
        put_line(to, bytes, length);
    return finish(to, &text);
}

char *
report_sentence(const struct report_finding *f)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    if (to == NULL)
        return NULL;
    fprintf(to, "Hidden from the reader: %s; %s",
            smac_reason_info(f->reason)->text, smac_severity_name(f->severity));
    if (f->signal.length > 0) {
        fputs(", because it ", to);
        put_line(to, f->why.bytes, f->why.length);
    }
    if (f->evidence.length > 0) {
        fputs(": ", to);
        put_line(to, f->evidence.bytes, f->evidence.length);
    }
    if (f->decoded.length > 0) {
        fputs("; it spells: ", to);
        put_line(to, f->decoded.bytes, f->decoded.length);
    }
    return finish(to, &text);
}

static void
print_count(FILE *to, const char *before, uint64_t count, const char *one)
{
    fprintf(to, "%s%" PRIu64 " %s%s", before, count, one,
            count == 1 ? "" : "s");
}

void
report_print_totals(FILE *to, const struct report_totals *t)
{
    print_count(to, "", t->files, "file");
    print_count(to, ": ", t->counts[SMAC_ERROR], "error");
    print_count(to, ", ", t->counts[SMAC_WARNING], "warning");
    print_count(to, ", ", t->counts[SMAC_NOTE], "note");
    if (t->known > 0)
        fprintf(to, "; %" PRIu64 " known by the baseline", t->known);
    if (t->allowed > 0)
        fprintf(to, "; %" PRIu64 " allowed by the policy", t->allowed);
    if (t->excluded > 0)
        fprintf(to, "; %" PRIu64 " excluded by the policy", t->excluded);
    if (t->failed > 0)
        print_count(to, "; not judged: ", t->failed, "file");
    fputc('\n', to);
}
