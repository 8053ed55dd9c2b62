/* SPDX-License-Identifier: MIT */
/* Runs commands in turns and tells their times and memory.
 *
 *     race ROUNDS SECONDS PLAN INPUT...
 *
 * PLAN has a line a command: name, tab, a file that must not exist when it
 * starts (or `-`), tab, the command, its words parted by blanks. One with a
 * `|` goes to sh. In each round each command reads every INPUT once, a process
 * each; its time is the sum. A command that has used up SECONDS takes part in
 * no further round after its third. Prints for each, parted by tabs:
 *
 *     name, rounds, least ms, median ms, ratio, peak KiB, processor ms
 *
 * The ratio is the median over the rounds of its time to that of the first
 * command in the same round: what else the machine does meanwhile then meets
 * both. The processor's time is the least, of all processes of the command,
 * and does not count what they wait for. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNNERS_MAX = 32, WORDS_MAX = 40, ROUNDS_LEAST = 3 };

extern char **environ;

struct runner {
    char *name;
    char *fresh; /* removed before each run, or NULL */
    char *argv[WORDS_MAX + 1];
    double *times; /* ms, one a round; 0: took no part */
    double used;   /* ms, all rounds */
    double work;   /* ms of the processor, the least of a round */
    size_t rounds;
    long peak; /* KiB */
};

struct race {
    struct runner runners[RUNNERS_MAX];
    size_t count;
    size_t rounds;
    double allowance; /* ms */
    char **inputs;
};

static void
die(const char *subject, const char *text)
{
    fprintf(stderr, "race: %s: %s\n", subject, text);
    exit(1);
}

/* ---- the plan ------------------------------------------------------------- */

static void
split(struct runner *r, char *command)
{
    static char shell[] = "/bin/sh", option[] = "-c";
    size_t n = 0;
    if (strchr(command, '|') != NULL) {
        r->argv[0] = shell;
        r->argv[1] = option;
        r->argv[2] = command;
        return;
    }
    for (char *word = strtok(command, " "); word != NULL;
         word = strtok(NULL, " ")) {
        if (n == WORDS_MAX)
            die(r->name, "too many words");
        r->argv[n++] = word;
    }
    if (n == 0)
        die(r->name, "no command");
}

static void
add_runner(struct race *race, char *line)
{
    char *name = strtok(line, "\t");
    char *fresh = strtok(NULL, "\t");
    char *command = strtok(NULL, "\n");
    if (command == NULL)
        die("plan", "a line needs a name, a file and a command");
    if (race->count == RUNNERS_MAX)
        die("plan", "too many commands");
    struct runner *r = &race->runners[race->count++];
    r->name = name;
    r->fresh = strcmp(fresh, "-") == 0 ? NULL : fresh;
    r->times = calloc(race->rounds, sizeof *r->times);
    if (r->times == NULL)
        die(name, strerror(errno));
    split(r, command);
}

static void
read_plan(struct race *race, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    if (file == NULL)
        die(path, strerror(errno));
    while (getline(&line, &size, file) > 0) {
        add_runner(race, line);
        line = NULL; /* the runner's words lie in it */
        size = 0;
    }
    free(line);
    if (ferror(file) || race->count == 0)
        die(path, "no plan");
    fclose(file);
}

/* ---- a run ---------------------------------------------------------------- */

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Answers the milliseconds from the start of the process to its end, and adds
 * those of the processor to `work`. */
static double
run_once(struct runner *r, const char *input, double *work)
{
    posix_spawn_file_actions_t actions;
    struct rusage used;
    pid_t child;
    int status;
    if (r->fresh != NULL)
        unlink(r->fresh);
    if (posix_spawn_file_actions_init(&actions) != 0 ||
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0) !=
            0 ||
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY,
                                         0) != 0)
        die(r->name, "no memory");
    double begin = now();
    int error =
        posix_spawnp(&child, r->argv[0], &actions, NULL, r->argv, environ);
    if (error != 0)
        die(r->argv[0], strerror(error));
    if (wait4(child, &status, 0, &used) != child)
        die(r->name, strerror(errno));
    double end = now();
    posix_spawn_file_actions_destroy(&actions);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        die(r->name, "failed");
    if (used.ru_maxrss > r->peak)
        r->peak = used.ru_maxrss;
    *work += milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    return end - begin;
}

static void
run_round(struct race *race, size_t round)
{
    for (size_t k = 0; k < race->count; k++) {
        /* the turns rotate: nobody always follows the same one */
        struct runner *r = &race->runners[(round + k) % race->count];
        bool first = r == race->runners;
        double work = 0;
        if (!first && r->used > race->allowance && r->rounds >= ROUNDS_LEAST)
            continue;
        for (char **input = race->inputs; *input != NULL; input++)
            r->times[round] += run_once(r, *input, &work);
        if (r->rounds == 0 || work < r->work)
            r->work = work;
        r->used += r->times[round];
        r->rounds++;
    }
}

/* ---- the result ----------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return count % 2 == 1 ? values[count / 2]
                          : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void
report(const struct race *race, const struct runner *r)
{
    double *times = malloc(2 * race->rounds * sizeof *times);
    double *ratios = times + race->rounds;
    size_t n = 0;
    if (times == NULL)
        die(r->name, strerror(errno));
    for (size_t i = 0; i < race->rounds; i++) {
        if (r->times[i] <= 0)
            continue;
        times[n] = r->times[i];
        ratios[n++] = r->times[i] / race->runners[0].times[i];
    }
    double middle = median(times, n); /* which sorts */
    printf("%s\t%zu\t%.3f\t%.3f\t%.3f\t%ld\t%.3f\n", r->name, n, times[0],
           middle, median(ratios, n), r->peak, r->work);
    free(times);
}

int
main(int argc, char **argv)
{
    static struct race race;
    if (argc < 5 || atoi(argv[1]) < 1 || atof(argv[2]) <= 0) {
        fputs("usage: race ROUNDS SECONDS PLAN INPUT...\n", stderr);
        return 2;
    }
    race.rounds = (size_t)atoi(argv[1]);
    race.allowance = atof(argv[2]) * 1e3;
    race.inputs = argv + 4;
    read_plan(&race, argv[3]);
    for (size_t round = 0; round < race.rounds; round++)
        run_round(&race, round);
    for (size_t i = 0; i < race.count; i++)
        report(&race, &race.runners[i]);
    return fflush(stdout) == 0 ? 0 : 1;
}
