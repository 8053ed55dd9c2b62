/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "memory.h"

enum { CEILING = 32 << 20 };

static void
expect_filled(const uint8_t *bytes, size_t size, uint8_t byte)
{
    for (size_t i = 0; i < size; i++)
        cr_assert_eq(bytes[i], byte, "byte %zu is %u, not %u", i, bytes[i],
                     byte);
}

static uint8_t *
get_filled(struct memory *m, size_t size, uint8_t byte)
{
    uint8_t *p = memory_get(m, size);
    cr_assert_not_null(p);
    cr_assert_eq((uintptr_t)p % 8, 0);
    expect_filled(p, size, 0);
    memset(p, byte, size);
    return p;
}

Test(memory, blocks_are_zeroed_and_apart)
{
    enum { COUNT = 3000 };
    static uint8_t *blocks[COUNT];
    struct memory m;
    memory_init(&m);
    for (int turn = 0; turn < 3; turn++) {
        memory_reset(&m, CEILING);
        for (size_t i = 0; i < COUNT; i++)
            blocks[i] = get_filled(&m, i % 1000, (uint8_t)i);
        for (size_t i = 0; i < COUNT; i++)
            expect_filled(blocks[i], i % 1000, (uint8_t)i);
    }
    memory_release(&m);
}

Test(memory, nothing_is_given_before_a_ceiling_is_set)
{
    struct memory m;
    memory_init(&m);
    cr_assert_null(memory_get(&m, 1));
    cr_assert_null(memory_regrow(&m, NULL, 1));
    memory_reset(&m, 100);
    cr_assert_not_null(memory_get(&m, 1));
    memory_release(&m);
    memory_release(&m);
}

Test(memory, the_ceiling_counts_every_byte)
{
    struct memory m;
    memory_init(&m);
    for (size_t ceiling = 0; ceiling < 3 << 20; ceiling += 100003) {
        memory_reset(&m, ceiling);
        size_t given = 0;
        while (memory_get(&m, 4096) != NULL)
            given += 4096;
        cr_assert_leq(given, ceiling);
        cr_assert_leq(memory_used(&m), ceiling);
        cr_assert_gt(given + given / 100 + 2 * 4096, ceiling);
    }
    memory_reset(&m, CEILING);
    static const size_t huge[] = {CEILING + 1, SIZE_MAX / 2, SIZE_MAX - 8,
                                  SIZE_MAX - 6, SIZE_MAX};
    uint8_t *p = get_filled(&m, 8, 1);
    for (size_t i = 0; i < sizeof huge / sizeof *huge; i++) {
        cr_assert_null(memory_get(&m, huge[i]));
        cr_assert_null(memory_regrow(&m, p, huge[i]));
    }
    expect_filled(p, 8, 1);
    memory_release(&m);
}

Test(memory, the_last_block_grows_in_place)
{
    struct memory m;
    memory_init(&m);
    memory_reset(&m, CEILING);
    uint8_t *p = memory_regrow(&m, NULL, 10);
    cr_assert_not_null(p);
    memset(p, 'p', 10);
    cr_assert_eq(memory_regrow(&m, p, 1000), p);
    expect_filled(p, 10, 'p');
    cr_assert_eq(memory_regrow(&m, p, 5), p); /* never shrinks */
    uint8_t *q = get_filled(&m, 16, 'q');
    cr_assert_geq(q, p + 1000);
    uint8_t *r = memory_regrow(&m, p, 2000);
    cr_assert_geq(r, q + 16);
    expect_filled(r, 10, 'p');
    expect_filled(q, 16, 'q');
    memory_release(&m);
}

/* In and out of chunks, with another block between now and then. */
Test(memory, regrowing_keeps_the_bytes)
{
    struct memory m;
    memory_init(&m);
    memory_reset(&m, CEILING);
    uint8_t *p = NULL;
    size_t size = 0;
    for (size_t step = 1; size < 2 << 20; step = step * 3 / 2 + 1) {
        p = memory_regrow(&m, p, size + step);
        cr_assert_not_null(p);
        expect_filled(p, size, 7);
        size += step;
        memset(p, 7, size);
        if (step % 2 == 0)
            get_filled(&m, 24, 9);
    }
    memory_release(&m);
}

Test(memory, a_rewind_forgets_what_came_since_the_mark)
{
    struct memory m;
    memory_init(&m);
    memory_reset(&m, CEILING);
    struct memory_mark start = memory_mark(&m);
    uint8_t *p = get_filled(&m, 100, 1);
    struct memory_mark mark = memory_mark(&m);
    size_t used = memory_used(&m);
    uint8_t *q = get_filled(&m, 50, 2);
    for (int turn = 0; turn < 3; turn++) {
        for (int i = 0; i < 40; i++) /* over several chunks */
            get_filled(&m, 100000, 3);
        memory_rewind(&m, mark);
        cr_assert_eq(memory_used(&m), used);
        cr_assert_eq(get_filled(&m, 50, 2), q);
        expect_filled(p, 100, 1);
    }
    memory_rewind(&m, start);
    cr_assert_eq(memory_used(&m), 0);
    cr_assert_eq(get_filled(&m, 100, 4), p);
    memory_release(&m);
}

/* A thousand rewinds that cross a chunk's end take no more memory than one. */
Test(memory, rewound_chunks_are_used_again)
{
    struct memory m;
    memory_init(&m);
    memory_reset(&m, CEILING);
    get_filled(&m, 60000, 1);
    struct memory_mark mark = memory_mark(&m);
    uint8_t *second = get_filled(&m, 30000, 2);
    for (int i = 0; i < 1000; i++) {
        memory_rewind(&m, mark);
        cr_assert_eq(get_filled(&m, 30000, 2), second);
    }
    memory_release(&m);
}
