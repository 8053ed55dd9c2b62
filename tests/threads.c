/* SPDX-License-Identifier: MIT */
/* Handles share nothing: threads that filter all documents with handles of
 * their own, each in another order, get what one thread alone got.
 * cmark-gfm's process-wide tables are what this would trip over.
 *
 *     threads [FOLDER]...        default: corpus */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "must.h"
#include "outcome.h"

enum { THREADS = 4, ROUNDS = 2 };

struct task {
    const char *path;
    struct file file;
    struct outcome *alone[2]; /* by format */
    atomic_uint differences;
};

struct worker {
    pthread_t thread;
    unsigned number;
    struct task *tasks;
    size_t count;
};

static void
work_on(struct task *task, enum smac_format format)
{
    struct smac_options options = {.format = format};
    struct outcome *o =
        outcome_of(&options, task->file.bytes, task->file.size, 0);
    if (outcome_difference(task->alone[format], o) != NULL)
        atomic_fetch_add(&task->differences, 1);
    outcome_free(o);
}

static void *
run_worker(void *argument)
{
    struct worker *w = argument;
    for (unsigned round = 0; round < ROUNDS; round++) {
        /* Each starts at another document, so that they meet now and then. */
        for (size_t i = 0; i < w->count; i++) {
            size_t at = (i + w->number * w->count / THREADS) % w->count;
            work_on(&w->tasks[at], (enum smac_format)((round + w->number) % 2));
        }
    }
    return NULL;
}

static bool
run_workers(struct task *tasks, size_t count)
{
    struct worker workers[THREADS];
    unsigned started = 0;
    for (; started < THREADS; started++) {
        workers[started] =
            (struct worker){.number = started, .tasks = tasks, .count = count};
        if (pthread_create(&workers[started].thread, NULL, run_worker,
                           &workers[started]) != 0)
            break;
    }
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    return started == THREADS;
}

static bool
prepare(struct task *task, const char *path)
{
    *task = (struct task){.path = path};
    if (!file_read(&task->file, path))
        return false;
    for (unsigned i = 0; i < 2; i++) {
        struct smac_options options = {.format = (enum smac_format)i};
        task->alone[i] =
            outcome_of(&options, task->file.bytes, task->file.size, 0);
    }
    return true;
}

static bool
finish(struct task *task)
{
    unsigned differences = atomic_load(&task->differences);
    if (differences > 0)
        printf("FAIL %s: %u of %u filterings among threads differ from the "
               "one alone\n",
               task->path, differences, THREADS * ROUNDS);
    outcome_free(task->alone[0]);
    outcome_free(task->alone[1]);
    file_release(&task->file);
    return differences == 0;
}

int
main(int argc, char **argv)
{
    struct files files = {NULL, 0};
    unsigned passed = 0, failed = 0;
    for (int i = 1; i < argc; i++)
        files_find(&files, argv[i], ".md");
    if (argc == 1)
        files_find(&files, "corpus", ".md");
    struct task *tasks = must(calloc(files.count + 1, sizeof *tasks));
    size_t count = 0;
    for (size_t i = 0; i < files.count; i++)
        prepare(&tasks[count], files.paths[i]) ? count++ : failed++;
    if (count == 0 || !run_workers(tasks, count)) {
        printf("FAIL no documents, or no threads\n");
        failed++;
    }
    for (size_t i = 0; i < count; i++)
        finish(&tasks[i]) ? passed++ : failed++;
    free(tasks);
    files_release(&files);
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0;
}
