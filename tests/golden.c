/* SPDX-License-Identifier: MIT */
/* corpus/<reason>/<case>.md gives <case>.text and <case>.audit.
 *
 *     golden [--accept] [CORPUS]      CASE='html-*' selects
 *
 * A case is filtered with the default options, or with those of its sibling
 * <case>.options, one `name=value` a line. The audit golden has a line a
 * finding, without the hashes and times of a real audit:
 *
 *     reason line:column offset+length span => what the span encodes
 */
#include <fnmatch.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diff.h"
#include "files.h"
#include "must.h"
#include "outcome.h"

/* ---- options of a case ------------------------------------------------------- */

static const struct choice {
    const char *option;
    const char *name;
    unsigned value;
} choices[] = {
    {"to", "text", SMAC_TO_TEXT},
    {"to", "markdown", SMAC_TO_MARKDOWN},
    {"profile", "strict", SMAC_STRICT},
    {"profile", "github", SMAC_GITHUB},
    {"profile", "browser", SMAC_BROWSER},
    {"details", "summary", SMAC_DETAILS_SUMMARY},
    {"details", "drop", SMAC_DETAILS_DROP},
    {"details", "expand", SMAC_DETAILS_EXPAND},
    {"keep", "alt", SMAC_KEEP_ALT},
    {"keep", "links", SMAC_KEEP_LINKS},
    {"keep", "images", SMAC_KEEP_IMAGES},
    {"keep", "titles", SMAC_KEEP_TITLES},
    {"keep", "info", SMAC_KEEP_INFO},
    {"keep", "front-matter", SMAC_KEEP_FRONT_MATTER},
    {"keep", "all", SMAC_KEEP_ALL},
};

static bool
find_choice(const char *option, const char *name, unsigned *value)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (strcmp(choices[i].option, option) == 0 &&
            strcmp(choices[i].name, name) == 0) {
            *value = choices[i].value;
            return true;
        }
    }
    return false;
}

static bool
set_option(struct smac_options *options, const char *name, char *value)
{
    unsigned v = 0;
    if (strcmp(name, "max-input") == 0)
        options->max_input = strtoull(value, NULL, 10);
    else if (strcmp(name, "max-memory") == 0)
        options->max_memory = strtoull(value, NULL, 10);
    else if (strcmp(name, "max-depth") == 0)
        options->max_depth = (unsigned)strtoul(value, NULL, 10);
    else if (strcmp(name, "keep") == 0) {
        char *rest = NULL;
        for (char *k = strtok_r(value, ",", &rest); k != NULL;
             k = strtok_r(NULL, ",", &rest)) {
            if (!find_choice("keep", k, &v))
                return false;
            options->keep |= v;
        }
    } else if (!find_choice(name, value, &v))
        return false;
    else if (strcmp(name, "to") == 0)
        options->format = (enum smac_format)v;
    else if (strcmp(name, "profile") == 0)
        options->profile = (enum smac_profile)v;
    else
        options->details = (enum smac_details)v;
    return true;
}

/* False with the line that nobody understands. */
static bool
read_options(struct smac_options *options, const char *path, char *bad,
             size_t bad_size)
{
    struct file file;
    *options = (struct smac_options){0};
    if (!file_read(&file, path))
        return true;
    bool good = true;
    char *rest = NULL;
    for (char *line = strtok_r((char *)file.bytes, "\n", &rest);
         line != NULL && good; line = strtok_r(NULL, "\n", &rest)) {
        snprintf(bad, bad_size, "%s", line);
        char *value = strchr(line, '=');
        if (value != NULL)
            *value++ = '\0';
        good = value != NULL && set_option(options, line, value);
    }
    file_release(&file);
    return good;
}

/* ---- what a case gives --------------------------------------------------------- */

static void
print_escaped(FILE *out, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        uint8_t c = bytes[i];
        if (c == '\n')
            fputs("\\n", out);
        else if (c == '\r')
            fputs("\\r", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c == '\\')
            fputs("\\\\", out);
        else if (c < 0x20 || c >= 0x7F)
            fprintf(out, "\\x%02X", (unsigned)c);
        else
            putc(c, out);
    }
}

static void
print_audit(FILE *out, const struct outcome *o)
{
    if (o->status != SMAC_OK)
        fprintf(out, "failed: %s\n", smac_status_text(o->status));
    for (size_t i = 0; i < o->count; i++) {
        const struct smac_finding *f = &o->findings[i].finding;
        fprintf(out, "%s %llu:%llu %llu+%llu ", o->findings[i].info.name,
                (unsigned long long)f->line, (unsigned long long)f->column,
                (unsigned long long)f->offset, (unsigned long long)f->length);
        print_escaped(out, f->bytes, (size_t)f->length);
        if (f->decoded != NULL) {
            fputs(" => ", out);
            print_escaped(out, (const uint8_t *)f->decoded, f->decoded_length);
        }
        putc('\n', out);
    }
}

/* ---- one case -------------------------------------------------------------------- */

struct golden {
    char folder[256]; /* html-comment */
    char name[256];   /* in-a-list */
    char stem[1024];  /* corpus/html-comment/in-a-list */
    bool accept;
};

/* The name of the case is the sentence that its failure prints. */
static void
print_failure(const struct golden *g, const char *format, ...)
{
    va_list arguments;
    printf("FAIL %s: ", g->folder);
    for (const char *c = g->name; *c != '\0'; c++)
        putchar(*c == '-' ? ' ' : *c);
    printf(": ");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf(" (%s.md)\n", g->stem);
}

static void
sibling(const struct golden *g, const char *suffix, char *path, size_t size)
{
    snprintf(path, size, "%s%s", g->stem, suffix);
}

static bool
compare(const struct golden *g, const char *suffix, const char *actual,
        size_t length)
{
    char path[1100];
    struct file file;
    sibling(g, suffix, path, sizeof path);
    bool there = file_read(&file, path);
    bool same =
        there && file.size == length && memcmp(file.bytes, actual, length) == 0;
    if (!same && g->accept) {
        same = file_write(path, actual, length);
        printf("%s %s\n", same ? "wrote" : "cannot write", path);
    } else if (!same) {
        print_failure(g, there ? "its %s is another" : "it has no %s", suffix);
        diff_print(there ? (char *)file.bytes : "", file.size, actual, length,
                   60);
    }
    file_release(&file);
    return same;
}

/* A case that shows what is not discarded belongs to corpus/visible. */
static bool
has_its_reason(const struct golden *g, const struct outcome *o)
{
    enum smac_reason reason = smac_reason_find(g->folder);
    if (reason == SMAC_REASON_COUNT)
        return true;
    for (size_t i = 0; i < o->count; i++) {
        if (o->findings[i].finding.reason == reason)
            return true;
    }
    print_failure(g, "nothing is discarded as %s", g->folder);
    return false;
}

static bool
compare_outcome(const struct golden *g, const struct outcome *o)
{
    char *audit = NULL;
    size_t length = 0;
    FILE *out = must(open_memstream(&audit, &length));
    print_audit(out, o);
    if (fclose(out) != 0)
        must(NULL);
    bool text = compare(g, ".text", o->text, o->length);
    bool same = compare(g, ".audit", audit, length);
    free(audit);
    return text && same && has_its_reason(g, o);
}

static bool
run_case(const struct golden *g)
{
    struct smac_options options;
    struct file file;
    char path[1100], bad[120];
    sibling(g, ".options", path, sizeof path);
    if (!read_options(&options, path, bad, sizeof bad)) {
        print_failure(g, "unknown option: %s", bad);
        return false;
    }
    sibling(g, ".md", path, sizeof path);
    if (!file_read(&file, path)) {
        print_failure(g, "it cannot be read");
        return false;
    }
    struct outcome *o = outcome_of(&options, file.bytes, file.size, 0);
    file_release(&file);
    bool passed = compare_outcome(g, o);
    outcome_free(o);
    return passed;
}

/* ---- all cases ------------------------------------------------------------------- */

static bool
known_folder(const char *folder)
{
    static const char *const others[] = {"visible", "pages", "hostile"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(folder, others[i]) == 0)
            return true;
    }
    return smac_reason_find(folder) != SMAC_REASON_COUNT;
}

/* corpus/FOLDER/NAME.md; false if the path is of another form. */
static bool
name_case(struct golden *g, const char *path, const char *corpus)
{
    const char *folder = path + strlen(corpus) + 1;
    const char *slash = strchr(folder, '/');
    if (slash == NULL || strchr(slash + 1, '/') != NULL)
        return false;
    const char *dot = strrchr(slash, '.');
    int folder_length = (int)(slash - folder);
    int name_length = (int)(dot - slash) - 1;
    snprintf(g->folder, sizeof g->folder, "%.*s", folder_length, folder);
    snprintf(g->name, sizeof g->name, "%.*s", name_length, slash + 1);
    snprintf(g->stem, sizeof g->stem, "%.*s", (int)(dot - path), path);
    return true;
}

/* A golden whose case was renamed or removed tests nothing any more. */
static unsigned
count_orphans(const char *corpus)
{
    static const char *const suffixes[] = {".text", ".audit", ".options"};
    unsigned orphans = 0;
    for (size_t s = 0; s < sizeof suffixes / sizeof suffixes[0]; s++) {
        struct files files = {NULL, 0};
        files_find(&files, corpus, suffixes[s]);
        for (size_t i = 0; i < files.count; i++) {
            char path[1100];
            size_t stem = strlen(files.paths[i]) - strlen(suffixes[s]);
            snprintf(path, sizeof path, "%.*s.md", (int)stem, files.paths[i]);
            if (access(path, R_OK) != 0) {
                printf("FAIL %s has no .md\n", files.paths[i]);
                orphans++;
            }
        }
        files_release(&files);
    }
    return orphans;
}

static bool
selected(const struct golden *g, const char *pattern)
{
    char name[600];
    snprintf(name, sizeof name, "%s/%s", g->folder, g->name);
    return fnmatch(pattern, name, 0) == 0;
}

int
main(int argc, char **argv)
{
    bool accept = argc > 1 && strcmp(argv[1], "--accept") == 0;
    const char *corpus = argc > 1 + accept ? argv[1 + accept] : "corpus";
    const char *pattern = getenv("CASE");
    struct files files = {NULL, 0};
    unsigned passed = 0, failed = 0;
    if (pattern == NULL || *pattern == '\0')
        pattern = "*";
    files_find(&files, corpus, ".md");
    for (size_t i = 0; i < files.count; i++) {
        struct golden g = {.accept = accept};
        if (!name_case(&g, files.paths[i], corpus) || !known_folder(g.folder)) {
            printf("FAIL %s: its folder is no reason, nor visible, pages or "
                   "hostile\n",
                   files.paths[i]);
            failed++;
        } else if (selected(&g, pattern))
            run_case(&g) ? passed++ : failed++;
    }
    files_release(&files);
    failed += count_orphans(corpus);
    if (passed + failed == 0) {
        printf("FAIL no case of %s matches %s\n", corpus, pattern);
        failed++;
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0;
}
