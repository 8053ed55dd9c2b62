/* SPDX-License-Identifier: MIT */
/* A fuzzer of the plainest kind, for machines without clang: documents are put
 * together from pieces of the given ones and from fuzz/smac.dict, and handed
 * to the fuzz target. The same seed makes the same documents.
 *
 *     mutate COUNT SEED FOLDER...
 *
 * Documents that broke a law are kept in build/mutate-SEED-N.md. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "must.h"
#include "target.h"

enum { DOCUMENT_MAX = 1024, PIECES_MAX = 12, SECONDS_MAX = 20 };

/* Shared with the child that a breach ends, so that the document survives. */
struct stage {
    unsigned number;
    size_t length;
    uint8_t bytes[DOCUMENT_MAX];
};

struct seeds {
    struct file *files;
    size_t count;
    struct file words; /* of the dictionary, each behind its length */
    size_t word_count;
};

static uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

/* "text\x0A" of a dictionary's line, in place; 0 if the line has none. */
static size_t
unquote(char *line, uint8_t *word)
{
    size_t n = 0;
    if (*line++ != '"')
        return 0;
    for (; *line != '"' && *line != '\0'; line++) {
        unsigned byte = (unsigned char)*line;
        if (*line == '\\' && line[1] == 'x' &&
            sscanf(line + 2, "%2x", &byte) == 1)
            line += 3;
        else if (*line == '\\')
            byte = (unsigned char)*++line;
        word[n++] = (uint8_t)byte;
    }
    return n;
}

static void
read_words(struct seeds *seeds, const char *path)
{
    struct file file;
    char *rest = NULL;
    if (!file_read(&file, path))
        return;
    seeds->words.bytes = must(malloc(file.size + 1));
    for (char *line = strtok_r((char *)file.bytes, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        uint8_t *word = seeds->words.bytes + seeds->words.size;
        size_t n = unquote(line, word + 1);
        if (n == 0 || n > UINT8_MAX)
            continue;
        word[0] = (uint8_t)n;
        seeds->words.size += n + 1;
        seeds->word_count++;
    }
    file_release(&file);
}

static void
add_piece(struct stage *stage, const uint8_t *bytes, size_t length)
{
    if (length > DOCUMENT_MAX - stage->length)
        length = DOCUMENT_MAX - stage->length;
    memcpy(stage->bytes + stage->length, bytes, length);
    stage->length += length;
}

static void
add_word(struct stage *stage, const struct seeds *seeds, uint64_t *state)
{
    if (seeds->word_count == 0)
        return;
    const uint8_t *word = seeds->words.bytes;
    for (uint32_t i = draw(state, (uint32_t)seeds->word_count); i > 0; i--)
        word += word[0] + 1;
    add_piece(stage, word + 1, word[0]);
}

static void
compose(struct stage *stage, const struct seeds *seeds, uint64_t *state)
{
    stage->length = 0;
    for (uint32_t i = draw(state, PIECES_MAX) + 1; i > 0; i--) {
        const struct file *f =
            &seeds->files[draw(state, (uint32_t)seeds->count)];
        if (draw(state, 2) == 0 || f->size == 0) {
            add_word(stage, seeds, state);
            continue;
        }
        uint32_t from = draw(state, (uint32_t)f->size);
        uint32_t most = (uint32_t)f->size - from;
        add_piece(stage, f->bytes + from,
                  draw(state, most < 80 ? most : 80) + 1);
    }
}

/* Runs the documents from stage->number on, until one breaks a law. */
static bool
run_child(struct stage *stage, const struct seeds *seeds, uint64_t seed,
          unsigned count)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        for (; stage->number < count; stage->number++) {
            uint64_t state = seed * 1000003 + stage->number;
            draw(&state, 2);
            compose(stage, seeds, &state);
            alarm(SECONDS_MAX);
            LLVMFuzzerTestOneInput(stage->bytes, stage->length);
        }
        alarm(0);
        exit(0); /* and not _exit: LeakSanitizer reports at exit */
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

/* Gives up at twenty; *count is then how many there were. */
static unsigned
run_all(const struct seeds *seeds, uint64_t seed, unsigned *count)
{
    unsigned failed = 0;
    struct stage *stage = mmap(NULL, sizeof *stage, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (stage == MAP_FAILED)
        return *count;
    while (!run_child(stage, seeds, seed, *count)) {
        char path[80];
        snprintf(path, sizeof path, "build/mutate-%llu-%u.md",
                 (unsigned long long)seed, stage->number);
        file_write(path, stage->bytes, stage->length);
        printf("FAIL %s breaks a law\n", path);
        failed++;
        stage->number++;
        if (failed >= 20)
            *count = stage->number;
    }
    munmap(stage, sizeof *stage);
    return failed;
}

int
main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: mutate COUNT SEED FOLDER...\n");
        return 2;
    }
    unsigned count = (unsigned)strtoul(argv[1], NULL, 10);
    struct files files = {NULL, 0};
    struct seeds seeds = {NULL, 0, {NULL, 0}, 0};
    for (int i = 3; i < argc; i++)
        files_find(&files, argv[i], ".md");
    seeds.files = must(calloc(files.count + 1, sizeof *seeds.files));
    for (size_t i = 0; i < files.count; i++)
        seeds.count += file_read(&seeds.files[seeds.count], files.paths[i]);
    read_words(&seeds, "fuzz/smac.dict");

    unsigned failed = count;
    if (seeds.count > 0)
        failed = run_all(&seeds, strtoull(argv[2], NULL, 10), &count);
    for (size_t i = 0; i < seeds.count; i++)
        file_release(&seeds.files[i]);
    free(seeds.files);
    file_release(&seeds.words);
    files_release(&files);
    printf("%u documents\n%u passed, %u failed\n", count, failed == 0, failed);
    return failed > 0;
}
