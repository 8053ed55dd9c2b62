/* SPDX-License-Identifier: MIT */
/* The filter without anything around it: documents from memory, one after the
 * other, in this process. What smac jsonl is compared with.
 *
 *     inprocess FILE MEGABYTES     filters FILE's documents, parted by NUL,
 *                                  until so many went through
 *
 * Writes seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "smac.h"

static int
hear_text(void *user, const char *text, size_t length)
{
    (void)text;
    *(size_t *)user += length;
    return 0;
}

static int
hear_summary(void *user, const struct smac_summary *summary)
{
    *(size_t *)user += summary->output_sha256[0];
    return 0;
}

static char *
read_all(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        *length = (size_t)ftell(file);
        rewind(file);
        bytes = malloc(*length + 1);
        if (bytes != NULL && fread(bytes, 1, *length, file) != *length)
            return NULL;
    }
    return bytes;
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
    size_t length = 0;
    size_t heard = 0;
    char *bytes = argc == 3 ? read_all(argv[1], &length) : NULL;
    const struct smac_sink sink = {
        .user = &heard, .summary = hear_summary, .visible = hear_text};
    struct smac *smac = smac_new(NULL, &sink);
    if (bytes == NULL || length == 0 || smac == NULL)
        return 2;
    size_t wanted = (size_t)atol(argv[2]) * 1000000;
    double began = now();
    size_t at = 0;
    for (size_t done = 0; done < wanted;) {
        const char *end = memchr(bytes + at, '\0', length - at);
        size_t size = end == NULL ? length - at : (size_t)(end - bytes) - at;
        if (smac_feed(smac, bytes + at, size) != SMAC_OK ||
            smac_finish(smac) != SMAC_OK)
            return 3;
        done += size + 1;
        at += size + 1;
        if (at >= length)
            at = 0;
    }
    printf("%.3f\n", now() - began);
    smac_free(smac);
    free(bytes);
    return heard == 0;
}
