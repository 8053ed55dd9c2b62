/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "buffer.h"

static void
expect(const struct buffer *b, const char *bytes)
{
    cr_assert_eq(b->size, strlen(bytes));
    cr_assert_arr_eq(b->data, bytes, b->size);
    cr_assert(b->size <= b->capacity && b->capacity <= b->ceiling);
}

Test(buffer, nothing_is_allocated_before_the_first_byte)
{
    struct buffer b;
    buffer_init(&b, 100);
    buffer_put(&b, NULL, 0);
    buffer_puts(&b, "");
    cr_assert_null(b.data);
    cr_assert_eq(b.capacity, 0);
    buffer_putc(&b, 'a');
    cr_assert_not_null(b.data);
    buffer_release(&b);
    cr_assert_null(b.data);
    cr_assert_eq(b.ceiling, 100);
    buffer_release(&b);
}

Test(buffer, appends_come_one_behind_the_other)
{
    struct buffer b;
    buffer_init(&b, 100);
    buffer_put(&b, "ab\0", 2);
    buffer_putc(&b, 'c');
    buffer_puts(&b, "de");
    buffer_printf(&b, "%d%%%s", -7, "f");
    expect(&b, "abcde-7%f");
    buffer_clear(&b);
    cr_assert_geq(b.capacity, 9);
    expect(&b, "");
    buffer_puts(&b, "g");
    expect(&b, "g");
    buffer_release(&b);
}

Test(buffer, the_ceiling_is_exact_and_a_failure_changes_nothing)
{
    for (size_t ceiling = 0; ceiling < 200; ceiling++) {
        struct buffer b;
        buffer_init(&b, ceiling);
        for (size_t i = 0; i < ceiling; i++)
            buffer_putc(&b, (uint8_t)i);
        cr_assert_not(b.failed);
        cr_assert_eq(b.size, ceiling);
        buffer_putc(&b, 'x');
        cr_assert(b.failed);
        cr_assert_eq(b.size, ceiling);
        for (size_t i = 0; i < ceiling; i++)
            cr_assert_eq(b.data[i], (uint8_t)i);
        buffer_release(&b);
        cr_assert_not(b.failed);
    }
}

Test(buffer, a_failure_stays_until_it_is_forgotten)
{
    struct buffer b;
    buffer_init(&b, 5);
    buffer_puts(&b, "abc");
    buffer_puts(&b, "def"); /* as a whole or not at all */
    cr_assert(b.failed);
    expect(&b, "abc");
    buffer_putc(&b, 'g');
    buffer_put(&b, "h", 1);
    buffer_printf(&b, "i");
    cr_assert_not(buffer_reserve(&b, 1));
    expect(&b, "abc");
    buffer_clear(&b);
    buffer_puts(&b, "jklmn");
    cr_assert_not(b.failed);
    expect(&b, "jklmn");
    buffer_release(&b);
}

Test(buffer, reserved_room_is_there)
{
    struct buffer b;
    buffer_init(&b, 1000);
    buffer_puts(&b, "ab");
    cr_assert(buffer_reserve(&b, 998));
    cr_assert_eq(b.capacity, 1000);
    memset(b.data + b.size, 'c', 998);
    cr_assert_not(buffer_reserve(&b, 999));
    cr_assert_eq(b.size, 2);
    cr_assert(b.failed);
    buffer_clear(&b);
    cr_assert_not(buffer_reserve(&b, SIZE_MAX)); /* size + n wraps around */
    buffer_release(&b);
}

/* Each time the memory moves, it has doubled. */
Test(buffer, growing_costs_a_constant_a_byte)
{
    struct buffer b;
    buffer_init(&b, 1 << 20);
    unsigned moves = 0;
    size_t capacity = 0;
    for (size_t i = 0; i < 1 << 20; i++) {
        buffer_putc(&b, (uint8_t)(i * 31));
        moves += b.capacity != capacity;
        capacity = b.capacity;
    }
    cr_assert_not(b.failed);
    cr_assert_leq(moves, 20);
    for (size_t i = 0; i < b.size; i++)
        cr_assert_eq(b.data[i], (uint8_t)(i * 31));
    buffer_release(&b);
}
