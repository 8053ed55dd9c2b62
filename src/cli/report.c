/* SPDX-License-Identifier: MIT */
#include "report.h"

const struct report_format *const report_formats[] = {
    &format_human,
    NULL,
};

void
report_mark(const struct report_finding *f, char mark[REPORT_MARK])
{
    char *to = mark;
    for (size_t i = 0; i < sizeof f->hash; i++)
        to += sprintf(to, "%02x", f->hash[i]);
    if (f->copy > 1)
        snprintf(to, 24, "-%llu", (unsigned long long)f->copy);
}
