/* SPDX-License-Identifier: MIT */
/* Reads what bench/patterns.c writes, and measures it.
 *
 *     hostile list              the patterns' names
 *     hostile write NAME SIZE   one document, to stdout
 *     hostile run SIZE...       reads each pattern at each size; under
 *                               `valgrind --tool=callgrind` one dump each,
 *                               labelled "NAME SIZE STATUS BYTES"
 *     hostile memory SIZE       peak memory, a process each: "NAME BYTES PEAK"
 *
 * With PATTERN in the environment, those whose name begins with it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

#include "patterns.h"
#include "readers.h"
#include "smac.h"

static void
run(const struct pattern *p, size_t size, char *document, char *room)
{
    char label[120];
    size_t bytes = pattern_write(p, document, readers_size(p->name, size));
    size_t packed;
    const char *read = readers_pack(p->name, document, bytes, room, &packed);
    CALLGRIND_ZERO_STATS;
    enum smac_status status = readers_read(p->name, read, packed);
    snprintf(label, sizeof label, "%s %zu %d %zu", p->name, size, (int)status,
             bytes);
    CALLGRIND_DUMP_STATS_AT(label);
}

/* Kilobytes that a child needs for the document. */
static long
peak(const struct pattern *p, const char *document, size_t bytes)
{
    pid_t child = fork();
    if (child == 0) {
        enum smac_status status = SMAC_OK;
        if (p != NULL)
            status = readers_read(p->name, document, bytes);
        _exit(status == SMAC_INTERNAL);
    }
    struct rusage used;
    int status;
    if (child < 0 || wait4(child, &status, 0, &used) != child ||
        !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "hostile: %s: the filter crashed\n",
                p != NULL ? p->name : "");
        exit(1);
    }
    return used.ru_maxrss;
}

static const struct pattern *
find(const char *name)
{
    for (size_t i = 0; i < pattern_count; i++) {
        if (strcmp(patterns[i].name, name) == 0)
            return &patterns[i];
    }
    fprintf(stderr, "hostile: no pattern %s\n", name);
    exit(2);
}

static size_t
read_size(const char *text)
{
    char *end;
    unsigned long size = strtoul(text, &end, 10);
    if (*end == '\0' && size >= 64 && size <= 1ul << 28)
        return size;
    fprintf(stderr, "hostile: %s is no size\n", text);
    exit(2);
}

int
main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    size_t size =
        argc > 2 && strcmp(what, "list") != 0 ? read_size(argv[argc - 1]) : 0;
    char *document = malloc(size + 1);
    char *room = malloc(size + 1);
    if (document == NULL || room == NULL)
        return 1;
    /* touched, so that a child's peak tells the filter's share */
    memset(document, 0, size + 1);
    memset(room, 0, size + 1);
    if (strcmp(what, "list") != 0)
        readers_prepare();
    if (strcmp(what, "write") == 0 && argc == 4) {
        size_t bytes = pattern_write(find(argv[2]), document, size);
        return fwrite(document, 1, bytes, stdout) == bytes ? 0 : 1;
    }
    const char *prefix = getenv("PATTERN");
    for (size_t i = 0; i < pattern_count; i++) {
        const struct pattern *p = &patterns[i];
        if (prefix != NULL && strncmp(p->name, prefix, strlen(prefix)) != 0)
            continue;
        if (strcmp(what, "list") == 0) {
            puts(p->name);
        } else if (strcmp(what, "run") == 0 && argc > 2) {
            for (int k = 2; k < argc; k++)
                run(p, read_size(argv[k]), document, room);
        } else if (strcmp(what, "memory") == 0 && argc == 3) {
            size_t bytes = pattern_write(p, document, size);
            size_t packed;
            const char *read =
                readers_pack(p->name, document, bytes, room, &packed);
            long used = peak(p, read, packed) - peak(NULL, NULL, 0);
            printf("%s %zu %ld\n", p->name, bytes, used * 1024);
        } else {
            fputs("usage: hostile list | write NAME SIZE | run SIZE... | "
                  "memory SIZE\n",
                  stderr);
            return 2;
        }
    }
    free(document);
    free(room);
    return 0;
}
