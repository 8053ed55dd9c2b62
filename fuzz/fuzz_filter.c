/* SPDX-License-Identifier: MIT */
/* Any bytes are a document, and the laws hold for it. For libFuzzer, AFL++ and
 * replay.c alike. Which options and which comparison follows from the bytes: a
 * fuzzer that asks one question of each of many documents comes further than
 * one that asks all of few. */
#include "law.h"
#include "target.h"

static uint32_t
hash(const uint8_t *bytes, size_t length)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ bytes[i]) * 16777619u;
    return h >> 4;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct breach breach = {.sentence = ""};
    if (!law_draw(hash(bytes, length), bytes, length, &breach)) {
        fprintf(stderr, "law broken: %s\n--- expected\n%s--- actual\n%s",
                breach.sentence, breach.expected == NULL ? "" : breach.expected,
                breach.actual == NULL ? "" : breach.actual);
        abort();
    }
    breach_release(&breach);
    return 0;
}
