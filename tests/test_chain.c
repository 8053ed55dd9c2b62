/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "chain.h"

/* ---- chains in words ---------------------------------------------------- */

/* A record is a number; behind it ' makes it another record with that number
 * (its hash made anew), ! one whose contents do not have its hash, and ~ one
 * that follows nothing. C before it is a continuation. */
static const char *
read_link(const char *text, uint64_t line, struct chain_link *link)
{
    *link = (struct chain_link){.place.number = line};
    link->stamp.type = SMAC_RECORD_FINDING;
    if (*text == 'C') {
        link->stamp.type = SMAC_RECORD_CONTINUATION;
        text++;
    }
    for (; *text >= '0' && *text <= '9'; text++)
        link->stamp.sequence =
            10 * link->stamp.sequence + (uint64_t)(*text - '0');
    link->place.sequence = link->stamp.sequence;
    link->stamp.hash[0] = (uint8_t)link->stamp.sequence;
    link->stamp.previous[0] = (uint8_t)(link->stamp.sequence - 1);
    for (; *text != ' ' && *text != '\0'; text++) {
        if (*text == '\'')
            link->stamp.hash[1] = 1;
        else if (*text == '~')
            link->stamp.previous[2] = (uint8_t)(9 + line);
        else
            link->hash[3] = 1;
    }
    for (size_t i = 0; i < 3; i++)
        link->hash[i] = link->stamp.hash[i];
    return *text == ' ' ? text + 1 : text;
}

static char told[1024];

static void
tell(void *user, const struct smac_fault *fault)
{
    (void)user;
    size_t length = strlen(told);
    snprintf(told + length, sizeof told - length, "%s%s %lu",
             length == 0 ? "" : ", ", smac_fault_name(fault->kind),
             (unsigned long)fault->number);
}

static void
expect_faults(const char *records, const char *wanted)
{
    static char path[] = "audit";
    char *const paths[] = {path};
    struct faults faults;
    struct chain chain;
    uint64_t line = 0;
    faults_init(&faults);
    chain_init(&chain, &faults);
    for (const char *next = records; *next != '\0';) {
        struct chain_link link;
        next = read_link(next, ++line, &link);
        chain_add(&chain, &link);
    }
    chain_end(&chain);
    told[0] = '\0';
    faults_tell(&faults, paths, tell, NULL);
    faults_release(&faults);
    cr_expect_str_eq(told, wanted, "%s\n  told:   %s\n  wanted: %s", records,
                     told, wanted);
}

/* ---- tests -------------------------------------------------------------- */

Test(chain, that_is_whole_has_no_fault)
{
    expect_faults("", "");
    expect_faults("1", "");
    expect_faults("1 2 3 4 5", "");
    expect_faults("C7 8 9", "continued 1");
    expect_faults("1 2 C3 4", "");
}

/* Numbers in what is expected are those of lines. */
Test(chain, tells_what_was_done_to_it)
{
    static const struct {
        const char *records;
        const char *wanted;
    } table[] = {
        /* edited, with the old hash */
        {"1! 2 3", "edited 1"},
        {"1 2! 3", "edited 2"},
        {"1 2 3!", "edited 3"},
        {"1 2!~ 3", "edited 2"}, /* its link, too */
        {"1 2! 3! 4", "edited 2, edited 3"},
        /* edited, with its hash made anew */
        {"1' 2 3", "edited 1"},
        {"1 2' 3 4", "edited 2"},
        {"1 2' 3", "edited 2"},
        /* missing */
        {"2 3", "missing 1"},
        {"1 3 4", "missing 2"},
        {"1 3", "missing 2"},
        {"1 5 6 9 10", "missing 2, missing 4"},
        /* inserted */
        {"1 2 9~ 3 4", "inserted 3"},
        {"1 2 2 3 4", "inserted 3"},
        {"1 2 1 3 4", "inserted 3"},
        {"1 2 2' 3 4", "inserted 3"},
        {"1 2' 2 3 4", "inserted 2"},
        {"1 9~ 8~ 2 3", "reordered 2, inserted 4"}, /* the first is named */
        /* in another order */
        {"1 3 2 4 5", "reordered 2"},
        {"1 2 5 3 4 6", "reordered 3"},
        {"1 2 5 6 3 4 7", "reordered 3"},
        {"1 2 4 3", "reordered 3"},
        /* a number that does not follow */
        {"1 2 3 1 2 3", "inserted 4"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        expect_faults(table[i].records, table[i].wanted);
}

/* Gaps and strays by the thousand take no square time. */
Test(chain, judges_many_faults_quickly, .timeout = 20)
{
    struct faults faults;
    struct chain chain;
    faults_init(&faults);
    chain_init(&chain, &faults);
    for (uint64_t n = 1; n < 300000; n++) {
        struct chain_link link = {.place.number = n};
        link.stamp.sequence = n % 2 == 0 ? 10 * n : n;
        memcpy(link.stamp.hash, &n, sizeof n);
        memcpy(link.hash, &n, sizeof n);
        memset(link.stamp.previous, 0xFF, sizeof link.stamp.previous);
        chain_add(&chain, &link);
    }
    chain_end(&chain);
    cr_expect_gt(faults_grave(&faults), 100000);
    faults_release(&faults);
}
