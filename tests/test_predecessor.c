/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>

#include "predecessor.h"

/* What logrotate, newsyslog and people make of audit.jsonl. */
Test(predecessor, knows_the_names_of_rotated_files)
{
    static const struct {
        const char *base;
        const char *name;
        bool is;
    } table[] = {
        {"audit.jsonl", "audit.jsonl.1", true},
        {"audit.jsonl", "audit.jsonl.12.gz", true},
        {"audit.jsonl", "audit.jsonl-20261123", true},
        {"audit.jsonl", "audit.jsonl-20261123.gz", true},
        {"audit.jsonl", "audit.jsonl.old", true},
        {"audit.jsonl", "audit.jsonl_1", true},
        {"audit.jsonl", "audit.jsonl.gz", true},
        {"audit.jsonl", "audit-20261123.jsonl", true},
        {"audit.jsonl", "audit.1.jsonl", true},
        {"audit.jsonl", "audit-2026-11-23.jsonl.gz", true},
        {"audit.jsonl.gz", "audit.jsonl.gz.1", true},
        {"audit.jsonl.gz", "audit-20261123.jsonl.gz", true},
        {"audit", "audit.1", true},
        {"audit.jsonl", "audit.jsonl", false},
        {"audit.jsonl", "audit.jsonl~", false},
        {"audit.jsonl", "audit.jsonlines", false},
        {"audit.jsonl", "audit-web.jsonl", false},
        {"audit.jsonl", "audit2.jsonl", false},
        {"audit.jsonl", "audit-.jsonl.x", false},
        {"audit.jsonl", "audit.jsonx", false},
        {"audit.jsonl", "audit-20261123.json", false},
        {"audit.jsonl", "other.jsonl.1", false},
        {"audit.jsonl", ".audit.jsonl.1", false},
        {"audit.jsonl", "", false},
        {"audit", "audit1", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        cr_expect_eq(predecessor_is_name(table[i].base, table[i].name),
                     table[i].is, "%s: %s", table[i].base, table[i].name);
}
