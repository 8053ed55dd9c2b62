/* SPDX-License-Identifier: MIT */
#include "jsonl_fault.h"

static const struct {
    const char *name;
    const char *text;
} rows[] = {[JSONL_FINE] = {"", ""},
#define ROW(id, name, text) [JSONL_##id] = {name, text},
            JSONL_FAULTS(ROW)
#undef ROW
};

const char *
jsonl_fault_name(enum jsonl_fault fault)
{
    return rows[fault].name;
}

const char *
jsonl_fault_text(enum jsonl_fault fault)
{
    return rows[fault].text;
}
