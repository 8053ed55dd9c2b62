/* SPDX-License-Identifier: MIT */
/* The laws over every document of the corpus, of the folders and of the files
 * that are named.
 *
 *     laws [FOLDER|FILE]...        default: corpus
 *
 * A document that fails to be filtered is right only in corpus/hostile. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "diff.h"
#include "files.h"
#include "law.h"
#include "outcome.h"

static bool
is_filtered(const char *path, const struct file *file)
{
    if (strstr(path, "/hostile/") != NULL)
        return true;
    struct outcome *o = outcome_of(NULL, file->bytes, file->size, 0);
    bool filtered = o->status == SMAC_OK;
    if (!filtered)
        printf("FAIL %s: not filtered: %s\n", path, o->message);
    outcome_free(o);
    return filtered;
}

static bool
run_file(const char *path)
{
    struct breach breach = {.sentence = ""};
    struct file file;
    if (!file_read(&file, path)) {
        printf("FAIL %s: %s\n", path, strerror(errno));
        return false;
    }
    bool holds = is_filtered(path, &file);
    if (holds && !law_check(file.bytes, file.size, &breach)) {
        holds = false;
        printf("FAIL %s: %s\n", path, breach.sentence);
        if (breach.expected != NULL && breach.actual != NULL)
            diff_print(breach.expected, breach.expected_length, breach.actual,
                       breach.actual_length, 24);
    }
    breach_release(&breach);
    file_release(&file);
    fflush(stdout);
    return holds;
}

int
main(int argc, char **argv)
{
    struct files files = {NULL, 0};
    unsigned passed = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        files_take(&files, argv[i], ".md");
    if (argc == 1)
        files_take(&files, "corpus", ".md");
    for (size_t i = 0; i < files.count; i++)
        run_file(files.paths[i]) ? passed++ : failed++;
    if (files.count == 0) {
        printf("FAIL no documents\n");
        failed++;
    }
    files_release(&files);
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0;
}
