/* SPDX-License-Identifier: MIT */
/* Allocation number i fails, for each i: with no later one, and with all later
 * ones. Whatever is asked of smac then has two right answers: that there is no
 * memory, with nothing emitted, or what it answers with memory. Asked again it
 * answers as if nothing had been.
 *
 *     starve STEP FILE|FOLDER...        each STEPth allocation; 1: every one
 *
 * Every attempt has a process of its own, in which nothing was loaded or
 * registered before; one that leaks is told by a sanitizer as it ends. The
 * allocations are those of all libraries: malloc, calloc and realloc are
 * defined here and go on to the C library's, or to the sanitizer's. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "scenes.h"

enum { SECONDS_MAX = 60, COMPLAINTS_MAX = 20, LOADER_EXITS = 127 };

/* ---- the allocator ------------------------------------------------------- */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__interceptor_malloc(size_t) __attribute__((weak));
void *__interceptor_calloc(size_t, size_t) __attribute__((weak));
void *__interceptor_realloc(void *, size_t) __attribute__((weak));

static struct {
    bool armed;
    bool lasting;
    unsigned long count;
    unsigned long fails; /* 0: none */
} plan;

static bool
is_exhausted(void)
{
    if (!plan.armed)
        return false;
    plan.count++;
    bool exhausted =
        plan.fails != 0 &&
        (plan.count == plan.fails || (plan.lasting && plan.count > plan.fails));
    if (exhausted)
        errno = ENOMEM;
    return exhausted;
}

void *
malloc(size_t size)
{
    if (is_exhausted())
        return NULL;
    return __interceptor_malloc != NULL ? __interceptor_malloc(size)
                                        : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
    if (is_exhausted())
        return NULL;
    return __interceptor_calloc != NULL ? __interceptor_calloc(count, size)
                                        : __libc_calloc(count, size);
}

void *
realloc(void *memory, size_t size)
{
    if (is_exhausted())
        return NULL;
    return __interceptor_realloc != NULL ? __interceptor_realloc(memory, size)
                                         : __libc_realloc(memory, size);
}

/* ---- one attempt --------------------------------------------------------- */

/* Shared with the children. */
struct answers {
    struct scene_answer whole; /* with memory */
    unsigned long count;       /* allocations that it took */
};

static int
complain(const struct scene *scene, const char *path, const char *what)
{
    printf("FAIL %s: %s: allocation %lu fails%s: %s\n", path, scene->name,
           plan.fails, plan.lasting ? ", and all later ones" : "", what);
    fflush(stdout);
    return 1;
}

static int
attempt(const struct scene *scene, const char *path, const struct file *file,
        struct answers *answers)
{
    struct scene_answer starved = {.status = SMAC_OK};
    struct scene_answer again = {.status = SMAC_OK};
    struct scene_stage *stage = scene_begin(scene, file->bytes, file->size);
    plan.armed = true;
    scene->act(stage, &starved);
    plan.armed = false;
    if (scene->check != NULL)
        scene->check(stage, &starved);
    scene->act(stage, &again);
    if (scene->check != NULL)
        scene->check(stage, &again);
    scene_end(stage);
    if (plan.fails == 0) {
        answers->count = plan.count;
        answers->whole = again;
    }
    if (starved.wrong != NULL)
        return complain(scene, path, starved.wrong);
    if (starved.status == SMAC_NO_MEMORY && plan.fails == 0)
        return complain(scene, path, "memory is missing where it is not");
    if (starved.status == SMAC_NO_MEMORY && starved.emitted)
        return complain(scene, path, "something was emitted");
    if (starved.status != SMAC_NO_MEMORY &&
        starved.status != answers->whole.status)
        return complain(scene, path, smac_status_text(starved.status));
    if (starved.status != SMAC_NO_MEMORY && starved.hash != answers->whole.hash)
        return complain(scene, path, "another answer");
    if (again.wrong != NULL)
        return complain(scene, path, again.wrong);
    if (again.status != answers->whole.status ||
        again.hash != answers->whole.hash)
        return complain(scene, path, "another answer when asked again");
    return 0;
}

/* In a process of its own. */
static bool
try(const struct scene *scene, const char *path, const struct file *file,
    struct answers *answers)
{
    int status = -1;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(SECONDS_MAX);
        exit(attempt(scene, path, file, answers)); /* leaks are told at exit */
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        status = -1;
    /* glibc's loader may exit while it loads a library: nothing was emitted */
    if (WIFEXITED(status) && WEXITSTATUS(status) == LOADER_EXITS)
        return true;
    if (status != 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 1)) {
        char what[80];
        snprintf(what, sizeof what, "the process ends with status %#x",
                 (unsigned)status);
        complain(scene, path, what);
    }
    return status == 0;
}

/* ---- all of them --------------------------------------------------------- */

struct counts {
    unsigned long step;
    unsigned long next; /* so that all documents together try all numbers */
    unsigned passed;
    unsigned failed;
};

static void
starve(const struct scene *scene, const char *path, const struct file *file,
       struct answers *answers, struct counts *counts)
{
    plan.fails = 0;
    plan.lasting = false;
    if (!try(scene, path, file, answers)) {
        counts->failed++;
        return;
    }
    unsigned long i = counts->next % counts->step + 1;
    for (; i <= answers->count; i += counts->step) {
        for (int lasting = 0; lasting < 2; lasting++) {
            plan.fails = i;
            plan.lasting = lasting;
            try(scene, path, file, answers) ? counts->passed++
                                            : counts->failed++;
            if (counts->failed >= COMPLAINTS_MAX)
                return;
        }
    }
    counts->next += 7;
}

static void
starve_file(const char *path, struct answers *answers, struct counts *counts)
{
    struct file file;
    if (!file_read(&file, path)) {
        printf("FAIL %s: cannot be read\n", path);
        counts->failed++;
        return;
    }
    for (size_t i = 0; i < scene_count && counts->failed < COMPLAINTS_MAX;
         i++) {
        if (!scenes[i].few || strstr(path, "/pages/") != NULL)
            starve(&scenes[i], path, &file, answers, counts);
    }
    file_release(&file);
}

int
main(int argc, char **argv)
{
    struct files files = {NULL, 0};
    struct counts counts = {.step = 0};
    struct answers *answers =
        mmap(NULL, sizeof *answers, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc > 1)
        counts.step = strtoul(argv[1], NULL, 10);
    if (argc < 3 || counts.step == 0 || answers == MAP_FAILED) {
        fprintf(stderr, "usage: starve STEP FILE|FOLDER...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++)
        files_take(&files, argv[i], ".md");
    for (size_t i = 0; i < files.count && counts.failed < COMPLAINTS_MAX; i++)
        starve_file(files.paths[i], answers, &counts);
    files_release(&files);
    printf("%u passed, %u failed\n", counts.passed, counts.failed);
    return counts.failed > 0 || counts.passed == 0;
}
