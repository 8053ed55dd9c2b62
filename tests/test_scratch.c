/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "buffer.h"
#include "scratch.h"

enum { MEBIBYTE = 1 << 20 };

/* Numbers that tell where they stand. */
static void
put_numbers(struct buffer *b, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        buffer_put(b, &i, sizeof i);
}

static void
expect_numbers(const struct buffer *b, uint32_t to)
{
    cr_assert_eq(b->size, to * sizeof to);
    for (uint32_t i = 0; i < to; i++)
        cr_assert_eq(memcmp(b->data + i * sizeof i, &i, sizeof i), 0, "%u", i);
}

Test(scratch, a_buffer_goes_to_disk_and_keeps_what_it_holds)
{
    struct scratch s;
    struct buffer b;
    scratch_init(&s, NULL);
    buffer_init(&b, SIZE_MAX / 2);
    buffer_spill(&b, &s, 1000);
    put_numbers(&b, 0, 250);
    cr_assert_null(b.file);
    put_numbers(&b, 250, 251);
    cr_assert_not_null(b.file);
    put_numbers(&b, 251, 3 * MEBIBYTE);
    scratch_rest(&s);
    expect_numbers(&b, 3 * MEBIBYTE);
    buffer_release(&b);
    cr_assert_null(s.files);
    buffer_puts(&b, "again, in memory");
    cr_assert_null(b.file);
    buffer_release(&b);
    cr_assert_eq(s.error, 0);
}

Test(scratch, zeros_are_zero_again_after_other_contents)
{
    struct scratch s;
    struct buffer b;
    scratch_init(&s, NULL);
    buffer_init(&b, SIZE_MAX / 2);
    buffer_spill(&b, &s, 100);
    for (size_t size = 10; size < 10 * MEBIBYTE; size *= 3) {
        cr_assert(buffer_zero(&b, size));
        cr_assert_eq(b.size, size);
        cr_assert_eq(b.file != NULL, size > 100);
        for (size_t i = 0; i < size; i += 7)
            cr_assert_eq(b.data[i], 0);
        memset(b.data, 'x', size);
    }
    buffer_release(&b);
}

Test(scratch, files_share_one_scratch_and_go_in_any_order)
{
    struct scratch s;
    struct scratch_file *files[3] = {NULL};
    scratch_init(&s, NULL);
    for (size_t i = 0; i < 3; i++)
        memset(scratch_grow(&s, &files[i], MEBIBYTE), (int)i + 1, MEBIBYTE);
    const char *moved = scratch_grow(&s, &files[1], 9 * MEBIBYTE);
    cr_assert_eq(moved[MEBIBYTE - 1], 2);
    cr_assert_eq(moved[MEBIBYTE], 0);
    scratch_drop(&files[1]);
    cr_assert_null(files[1]);
    scratch_drop(&files[0]);
    scratch_drop(&files[2]);
    scratch_drop(&files[2]);
    scratch_rest(NULL);
    cr_assert_null(s.files);
}

Test(scratch, a_folder_that_is_not_there_is_an_answer)
{
    struct scratch s;
    struct buffer b;
    scratch_init(&s, "/nowhere/at/all");
    buffer_init(&b, SIZE_MAX / 2);
    buffer_spill(&b, &s, 4);
    buffer_puts(&b, "four");
    cr_assert_not(b.failed);
    buffer_puts(&b, "!");
    cr_assert(b.failed);
    cr_assert_eq(b.size, 4);
    cr_assert_eq(memcmp(b.data, "four", 4), 0);
    cr_assert_eq(s.error, ENOENT);
    cr_assert_null(s.files);
    buffer_release(&b);
}

/* As a full disk would: what is there stays. */
Test(scratch, a_file_that_cannot_grow_keeps_its_contents)
{
    struct scratch s;
    struct buffer b;
    const struct rlimit limit = {MEBIBYTE, MEBIBYTE};
    scratch_init(&s, NULL);
    buffer_init(&b, SIZE_MAX / 2);
    buffer_spill(&b, &s, 4);
    put_numbers(&b, 0, 1000);
    cr_assert_eq(signal(SIGXFSZ, SIG_IGN) == SIG_ERR, 0);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_not(buffer_reserve(&b, 8 * MEBIBYTE));
    cr_assert_eq(s.error, EFBIG);
    expect_numbers(&b, 1000);
    buffer_release(&b);
}

Test(scratch, files_are_opened_beforehand_and_used_again)
{
    struct scratch s;
    struct scratch_file *files[SCRATCH_RESERVE + 1] = {NULL};
    scratch_init(&s, NULL);
    cr_assert(scratch_reserve(&s));
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < SCRATCH_RESERVE; i++) {
            char *bytes = scratch_grow(&s, &files[i], 4096);
            cr_assert_not_null(bytes);
            cr_assert_eq(bytes[4095], 0);
            bytes[4095] = 'x';
        }
        cr_assert_null(scratch_grow(&s, &files[SCRATCH_RESERVE], 1));
        cr_assert_eq(s.error, EMFILE);
        for (size_t i = 0; i < SCRATCH_RESERVE; i++)
            scratch_drop(&files[i]);
    }
    scratch_release(&s);
}
