/* SPDX-License-Identifier: MIT */
/* GitLab's Code Quality report: one array. A fingerprint has to be the only
 * one in the whole report, or GitLab shows one of the two. */
#include <stdlib.h>
#include <string.h>

#include "report.h"

static const char *const levels[] = {
    [SMAC_NOTE] = "info",
    [SMAC_WARNING] = "major",
    [SMAC_ERROR] = "critical",
};

static void
begin(struct report *r)
{
    r->json = (struct jsontext){.to = r->to};
    jsontext_open(&r->json, NULL, '[');
}

/* Of the file's name and the finding's mark in it. */
static void
put_fingerprint(struct jsontext *j, const char *name, const char *mark)
{
    uint8_t hash[32];
    char digits[65];
    char *text;
    int length = asprintf(&text, "%s\n%s", name, mark);
    if (length < 0) {
        jsontext_word(j, "fingerprint", mark);
        return;
    }
    smac_sha256(text, (size_t)length, hash);
    free(text);
    for (int i = 0; i < 32; i++)
        sprintf(digits + 2 * i, "%02x", hash[i]);
    jsontext_word(j, "fingerprint", digits);
}

struct issue {
    const char *check;
    const char *mark; /* with the name it makes the fingerprint */
    const char *severity;
    const char *description;
    uint64_t begin_line;
    uint64_t end_line;
};

static void
put_issue(struct report *r, const char *name, const struct issue *issue)
{
    struct jsontext *j = &r->json;
    fputc('\n', r->to);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "type", "issue");
    jsontext_word(j, "check_name", issue->check);
    jsontext_word(j, "description", issue->description);
    jsontext_open(j, "categories", '[');
    jsontext_word(j, NULL, "Security");
    jsontext_close(j, ']');
    jsontext_word(j, "severity", issue->severity);
    put_fingerprint(j, name, issue->mark);
    jsontext_open(j, "location", '{');
    jsontext_word(j, "path", name);
    jsontext_open(j, "lines", '{');
    jsontext_number(j, "begin", issue->begin_line);
    jsontext_number(j, "end", issue->end_line);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
    jsontext_close(j, '}');
}

static void
put_file(struct report *r, const struct report_file *file)
{
    if (file->failure.length > 0) {
        char *failure = report_line(file->failure.bytes, file->failure.length);
        put_issue(r, file->name,
                  &(struct issue){"smac/not-judged", "not judged", "blocker",
                                  failure != NULL ? failure : "not judged", 1,
                                  1});
        free(failure);
        return;
    }
    for (size_t i = 0; i < file->count; i++) {
        const struct report_finding *f = &file->findings[i];
        const char *reason = smac_reason_info(f->reason)->name;
        char mark[REPORT_MARK];
        char check[64];
        char *sentence = report_sentence(f);
        report_mark(f, mark);
        snprintf(check, sizeof check, "smac/%s", reason);
        put_issue(r, file->name,
                  &(struct issue){check, mark, levels[f->severity],
                                  sentence != NULL ? sentence : reason, f->line,
                                  f->end_line});
        free(sentence);
    }
}

static void
end(struct report *r, const struct report_totals *totals)
{
    (void)totals;
    fputc('\n', r->to);
    jsontext_close(&r->json, ']');
    fputc('\n', r->to);
}

const struct report_format format_gitlab = {"gitlab", begin, put_file, end};
