/* SPDX-License-Identifier: MIT */
#include "printable.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

/* What must not reach a terminal, or would not be seen there: C1 controls,
 * and what draws nothing, draws a blank, or changes the order of what is
 * drawn. */
static const struct {
    uint32_t first;
    uint32_t last;
} unfit[] = {
    {0x80, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},
    {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x2000, 0x200F},   {0x2028, 0x202F},
    {0x205F, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164},
    {0xD800, 0xF8FF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0x10FFFF},
};

static bool
is_fit(uint32_t c)
{
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++) {
        if (c >= unfit[i].first && c <= unfit[i].last)
            return false;
    }
    return c >= 0x20 && c != 0x7F;
}

size_t
printable_decode(const char *bytes, size_t length, uint32_t *c)
{
    const unsigned char *s = (const unsigned char *)bytes;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t used = s[0] < 0x80   ? 1
                  : s[0] < 0xC2 ? 0
                  : s[0] < 0xE0 ? 2
                  : s[0] < 0xF0 ? 3
                  : s[0] < 0xF5 ? 4
                                : 0;
    if (used == 0 || used > length)
        return 0;
    *c = used == 1 ? s[0] : s[0] & (0x7Fu >> used);
    for (size_t i = 1; i < used; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        *c = *c << 6 | (s[i] & 0x3Fu);
    }
    bool surrogate = *c >= 0xD800 && *c <= 0xDFFF;
    return *c < smallest[used] || *c > 0x10FFFF || surrogate ? 0 : used;
}

size_t
printable_length(const char *bytes)
{
    uint32_t c;
    size_t used = printable_decode(bytes, strnlen(bytes, 4), &c);
    return used > 0 && is_fit(c) ? used : 0;
}

/* A CI system obeys a line that holds `##[` or `##vso[`, wherever on the line
 * that stands. */
static bool
begins_command(const char *bytes, size_t length)
{
    return (length >= 3 && memcmp(bytes, "##[", 3) == 0) ||
           (length >= 6 && memcmp(bytes, "##vso[", 6) == 0);
}

void
printable_take(struct printable *p, const char *bytes, size_t length)
{
    uint32_t c;
    p->used = printable_decode(bytes, length, &c);
    if (p->used > 0 && is_fit(c) && !begins_command(bytes, length)) {
        memcpy(p->text, bytes, p->used);
        p->text[p->used] = '\0';
        int width = wcwidth((wchar_t)c);
        p->width = width < 0 ? 1 : (unsigned)width;
        return;
    }
    int width = p->used == 0 ? snprintf(p->text, sizeof p->text, "<%02X>",
                                        (unsigned char)bytes[0])
                             : snprintf(p->text, sizeof p->text, "<U+%04X>",
                                        (unsigned)c);
    p->width = (unsigned)width;
    if (p->used == 0)
        p->used = 1;
}
