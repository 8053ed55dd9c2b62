/* SPDX-License-Identifier: MIT */
/* SARIF 2.1.0, which code scanning reads. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "report.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* How GitHub ranks a rule among security findings, of 10. */
static const char *const ranks[] = {
    [SMAC_NOTE] = "2.0",
    [SMAC_WARNING] = "5.0",
    [SMAC_ERROR] = "8.0",
};

static void
put_message(struct jsontext *j, const char *key, const char *text)
{
    jsontext_open(j, key, '{');
    jsontext_word(j, "text", text);
    jsontext_close(j, '}');
}

/* ---- rules -------------------------------------------------------------- */

/* html-comment is HtmlComment. */
static void
put_rule_name(struct jsontext *j, const char *name)
{
    char words[64];
    size_t length = 0;
    bool capital = true;
    for (; *name != '\0' && length + 1 < sizeof words; name++) {
        if (*name != '-')
            words[length++] =
                capital ? (char)toupper((unsigned char)*name) : *name;
        capital = *name == '-';
    }
    jsontext_string(j, "name", words, length);
}

static void
put_descriptions(struct jsontext *j, const struct smac_reason_info *info,
                 const struct advice *advice)
{
    char *full;
    char *help;
    if (asprintf(&full, "Text was discarded as %s. A reader sees: %s",
                 info->text, advice->reader) < 0)
        full = NULL;
    if (asprintf(&help,
                 "A reader sees: %s\n\nA model sees: %s\n\nWhat to do: %s",
                 advice->reader, advice->model, advice->action) < 0)
        help = NULL;
    put_message(j, "shortDescription", info->text);
    put_message(j, "fullDescription", full != NULL ? full : info->text);
    put_message(j, "help", help != NULL ? help : advice->action);
    free(full);
    free(help);
}

static void
put_rule(struct jsontext *j, enum smac_reason reason)
{
    const struct smac_reason_info *info = smac_reason_info(reason);
    const struct advice *advice = advice_on(reason);
    char tag[16];
    snprintf(tag, sizeof tag, "SMAC-%d", info->rule);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "id", info->name);
    put_rule_name(j, info->name);
    put_descriptions(j, info, advice);
    jsontext_open(j, "defaultConfiguration", '{');
    jsontext_word(j, "level", smac_severity_name(info->severity));
    jsontext_close(j, '}');
    jsontext_open(j, "properties", '{');
    jsontext_open(j, "tags", '[');
    jsontext_word(j, NULL, "security");
    jsontext_word(j, NULL, tag);
    jsontext_close(j, ']');
    jsontext_word(j, "precision", "very-high");
    jsontext_word(j, "security-severity", ranks[info->severity]);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
}

static void
begin(struct report *r)
{
    r->json = (struct jsontext){.to = r->to};
    struct jsontext *j = &r->json;
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "$schema", SCHEMA);
    jsontext_word(j, "version", "2.1.0");
    jsontext_open(j, "runs", '[');
    jsontext_open(j, NULL, '{');
    jsontext_open(j, "tool", '{');
    jsontext_open(j, "driver", '{');
    jsontext_word(j, "name", "smac");
    jsontext_word(j, "version", SMAC_VERSION);
    jsontext_word(j, "semanticVersion", SMAC_VERSION);
    jsontext_open(j, "rules", '[');
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        fputc('\n', r->to);
        put_rule(j, (enum smac_reason)i);
    }
    jsontext_close(j, ']');
    jsontext_close(j, '}');
    jsontext_close(j, '}');
    jsontext_word(j, "columnKind", "unicodeCodePoints");
    /* Failures are told at the end, in "invocations". */
    r->failures = (struct parcel){0};
    jsontext_open(j, "results", '[');
}

/* ---- results ------------------------------------------------------------ */

/* A path as a URI; what is not plain in one is %XX, a colon as well: in
 * front of the first slash it would end a scheme. */
static void
put_location(struct jsontext *j, const char *path)
{
    bool absolute = path[0] == '/';
    char *uri = malloc(3 * strlen(path) + sizeof "file://");
    jsontext_open(j, "artifactLocation", '{');
    if (uri != NULL) {
        char *to = uri + sprintf(uri, "%s", absolute ? "file://" : "");
        for (const char *s = path; *s != '\0'; s++) {
            if (isalnum((unsigned char)*s) || strchr("/-._~", *s) != NULL)
                *to++ = *s;
            else
                to += sprintf(to, "%%%02X", (unsigned char)*s);
        }
        jsontext_string(j, "uri", uri, (size_t)(to - uri));
    }
    if (!absolute)
        jsontext_word(j, "uriBaseId", "%SRCROOT%");
    jsontext_close(j, '}');
    free(uri);
}

/* In a message, [a](b) is a link: the attacker's text must not be one. */
static void
put_sentence(struct jsontext *j, const struct report_finding *f)
{
    char *sentence = report_sentence(f);
    const char *text =
        sentence != NULL ? sentence : smac_reason_info(f->reason)->text;
    char *escaped = malloc(2 * strlen(text) + 1);
    char *to = escaped;
    for (const char *s = text; escaped != NULL && *s != '\0'; s++) {
        if (strchr("[]\\", *s) != NULL)
            *to++ = '\\';
        *to++ = *s;
    }
    if (escaped != NULL)
        *to = '\0';
    put_message(j, "message",
                escaped != NULL ? escaped : smac_reason_info(f->reason)->text);
    free(escaped);
    free(sentence);
}

static void
put_region(struct jsontext *j, const struct report_finding *f)
{
    jsontext_open(j, "region", '{');
    jsontext_number(j, "startLine", f->line);
    jsontext_number(j, "startColumn", f->column);
    jsontext_number(j, "endLine", f->end_line);
    jsontext_number(j, "endColumn", f->end_column);
    jsontext_open(j, "snippet", '{');
    jsontext_string(j, "text", f->hidden.bytes, f->hidden.length);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
}

static void
put_result(struct report *r, const char *file, const struct report_finding *f)
{
    struct jsontext *j = &r->json;
    char mark[REPORT_MARK];
    report_mark(f, mark);
    fputc('\n', r->to);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "ruleId", smac_reason_info(f->reason)->name);
    jsontext_number(j, "ruleIndex", f->reason);
    jsontext_word(j, "level", smac_severity_name(f->severity));
    put_sentence(j, f);
    jsontext_open(j, "locations", '[');
    jsontext_open(j, NULL, '{');
    jsontext_open(j, "physicalLocation", '{');
    put_location(j, file);
    put_region(j, f);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
    jsontext_close(j, ']');
    /* The first is the one that GitHub looks at. */
    jsontext_open(j, "partialFingerprints", '{');
    jsontext_word(j, "primaryLocationLineHash", mark);
    jsontext_word(j, "smacContent/v1", mark);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
}

static void
put_file(struct report *r, const struct report_file *file)
{
    if (file->failure.length > 0) {
        parcel_put_text(&r->failures, file->name, strlen(file->name) + 1);
        parcel_put_text(&r->failures, file->failure.bytes,
                        file->failure.length);
    }
    for (size_t i = 0; i < file->count; i++)
        put_result(r, file->name, &file->findings[i]);
}

/* ---- the end ------------------------------------------------------------ */

static void
put_failure(struct jsontext *j, struct parcel *failures)
{
    struct parcel_text name = parcel_text(failures);
    struct parcel_text failure = parcel_text(failures);
    char *line = report_line(failure.bytes, failure.length);
    jsontext_open(j, NULL, '{');
    jsontext_word(j, "level", "error");
    put_message(j, "message", line != NULL ? line : "not judged");
    jsontext_open(j, "locations", '[');
    jsontext_open(j, NULL, '{');
    jsontext_open(j, "physicalLocation", '{');
    put_location(j, name.bytes);
    jsontext_close(j, '}');
    jsontext_close(j, '}');
    jsontext_close(j, ']');
    jsontext_close(j, '}');
    free(line);
}

static void
end(struct report *r, const struct report_totals *totals)
{
    struct jsontext *j = &r->json;
    jsontext_close(j, ']');
    jsontext_open(j, "invocations", '[');
    jsontext_open(j, NULL, '{');
    jsontext_bool(j, "executionSuccessful",
                  totals->failed == 0 && !r->failures.failed);
    jsontext_open(j, "toolExecutionNotifications", '[');
    while (r->failures.at < r->failures.size && !r->failures.failed)
        put_failure(j, &r->failures);
    jsontext_close(j, ']');
    jsontext_close(j, '}');
    jsontext_close(j, ']');
    jsontext_close(j, '}');
    jsontext_close(j, ']');
    jsontext_close(j, '}');
    fputc('\n', r->to);
    parcel_release(&r->failures);
}

const struct report_format format_sarif = {"sarif", begin, put_file, end};
