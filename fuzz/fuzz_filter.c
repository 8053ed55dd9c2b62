/* SPDX-License-Identifier: MIT */
/* Any bytes are a document, and the laws hold for it. For libFuzzer, AFL++ and
 * replay.c alike. */
#include "law.h"
#include "target.h"

/* All options for every input would make a fuzzer slow: the defaults, and one
 * more combination that follows from the input. */
static unsigned
choose_options(const uint8_t *bytes, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return (hash >> 8) % LAW_OPTIONS;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    unsigned numbers[] = {0, 1, choose_options(bytes, length)};
    for (unsigned i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct law_breach breach = {.sentence = ""};
        struct smac_options options;
        law_options(numbers[i], &options);
        bool holds = law_of_outcome(&options, bytes, length, &breach);
        if (holds && i == 0)
            holds = law_of_chunks(&options, bytes, length, &breach);
        if (holds && i > 0)
            holds = law_of_stability(&options, bytes, length, &breach) &&
                    law_of_comments(&options, bytes, length, &breach);
        if (holds)
            holds = law_of_stretches(&options, bytes, length, &breach);
        if (!holds) {
            fprintf(stderr, "law broken: %s\n--- expected\n%s--- actual\n%s",
                    breach.sentence,
                    breach.expected == NULL ? "" : breach.expected,
                    breach.actual == NULL ? "" : breach.actual);
            abort();
        }
        law_breach_release(&breach);
    }
    return 0;
}
