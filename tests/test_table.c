/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <string.h>

#include "table.h"

enum { MAX = 8 };

/* The cells of a row, joined by commas, each in brackets. */
static void
split(const char *row, size_t max, char *joined, size_t *count)
{
    struct table_cell cells[MAX] = {{0}};
    *count = table_split((const uint8_t *)row, strlen(row), cells, max);
    uint32_t end = 0;
    for (size_t i = 0; i < *count && i < max; i++) {
        cr_assert(end <= cells[i].from && cells[i].from <= cells[i].to &&
                      cells[i].to <= strlen(row),
                  "%s: cell %zu is [%u, %u)", row, i, cells[i].from,
                  cells[i].to);
        end = cells[i].to;
        size_t length = end - cells[i].from;
        *joined++ = '[';
        memcpy(joined, row + cells[i].from, length);
        joined += length;
        *joined++ = ']';
    }
    *joined = '\0';
}

Test(table, a_row_is_cut_at_its_pipes)
{
    static const struct {
        const char *row;
        const char *cells;
    } cases[] = {
        {"", ""},
        {"|", ""},
        {"| ", ""},
        {"||", "[]"},
        {"| |", "[]"},
        {"|||", "[][]"},
        {"a", "[a]"},
        {"a|", "[a]"},
        {"|a", "[a]"},
        {"|a|", "[a]"},
        {" |a", "[][a]"}, /* the caller starts at the first non-blank */
        {"a|b", "[a][b]"},
        {"| a | b |", "[a][b]"},
        {"|a||b|", "[a][][b]"},
        {"|a|  ", "[a]"},
        {"|a| |", "[a][]"},
        {"|\ta\t|\tb b\t|", "[a][b b]"},
        {"| **a** | `b` |", "[**a**][`b`]"},
        {"a\\|b", "[a\\|b]"},
        {"| a \\| b | c", "[a \\| b][c]"},
        {"\\|", "[\\|]"},
        {"|\\||", "[\\|]"},
        {"a\\\\|b", "[a\\\\|b]"}, /* GFM: even behind two backslashes */
        {"a\\", "[a\\]"},
        {"|`a|b`|", "[`a][b`]"}, /* pipes go before code */
        {"|\xC3\xA4|\xE4\xB8\xAD|", "[\xC3\xA4][\xE4\xB8\xAD]"},
        {"|:--|--:|:-:|---|", "[:--][--:][:-:][---]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char joined[100];
        size_t count;
        split(cases[i].row, MAX, joined, &count);
        cr_expect_str_eq(joined, cases[i].cells, "%s: %s", cases[i].row,
                         joined);
    }
}

Test(table, cells_beyond_the_room_are_counted_only)
{
    for (size_t max = 0; max <= MAX; max++) {
        static const char cells[] = "[a][b][][c][d]";
        static const size_t ends[] = {0, 3, 6, 8, 11, 14};
        char joined[100];
        size_t count;
        split("|a|b||c|d|", max, joined, &count);
        cr_assert_eq(count, 5);
        size_t length = ends[max < 5 ? max : 5];
        cr_assert_eq(strlen(joined), length);
        cr_assert_arr_eq(joined, cells, length);
    }
    cr_assert_eq(table_split((const uint8_t *)"a|b|c", 5, NULL, 0), 3);
    cr_assert_eq(table_split((const uint8_t *)"a|b|c", 3, NULL, 0), 2);
}

/* Quadratic, these are 10^11 steps and the test's time runs out. */
Test(table, a_long_row_costs_one_walk, .timeout = 20)
{
    static const char *const parts[] = {"|", "\\|", "| ", " ", "a|", "\\\\|"};
    static const size_t cells[] = {1, 0, 1, 0, 1, 0};
    enum { COUNT = 300000 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t part = strlen(parts[i]);
        uint8_t *row = malloc(COUNT * part + 1);
        cr_assert_not_null(row);
        row[0] = '|';
        for (size_t k = 0; k < COUNT; k++)
            memcpy(row + 1 + k * part, parts[i], part);
        size_t count = table_split(row, COUNT * part + 1, NULL, 0);
        size_t blank = i == 3 ? 0 : 1; /* nothing but blanks is no cell */
        cr_assert_eq(count, cells[i] > 0 ? COUNT : blank, "%s: %zu", parts[i],
                     count);
        free(row);
    }
}
