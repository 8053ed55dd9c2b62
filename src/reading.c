/* SPDX-License-Identifier: MIT */
#include "reading.h"

void
reading_put(const struct reading *r, enum cascade_slot slot,
            struct cascade_value value)
{
    cascade_set(r->cascade, slot, value, r->weight, r->doubtful);
}

void
reading_put_kind(const struct reading *r, enum cascade_slot slot,
                 enum cascade_kind kind)
{
    reading_put(r, slot, (struct cascade_value){.kind = kind});
}

void
reading_put_number(const struct reading *r, enum cascade_slot slot,
                   double number)
{
    reading_put(
        r, slot,
        (struct cascade_value){.kind = VALUE_NUMBER, .number = (float)number});
}

size_t
reading_after(const struct reading *r, size_t at)
{
    size_t depth = 0;
    for (; at < r->count; at++) {
        enum lexeme_kind kind = r->words[at].kind;
        if (kind == LEXEME_FUNCTION || kind == LEXEME_OPEN)
            depth++;
        else if (kind == LEXEME_CLOSE && --depth == 0)
            return at + 1;
    }
    return at;
}

/* For a window of 1280 by 720 px. A name that ends in one of the window's
 * units counts as it: svw, cqmin. */
static const struct unit {
    const char *name;
    enum cascade_kind kind;
    double factor;
} units[] = {
    {"px", VALUE_PX, 1},     {"pt", VALUE_PX, 4.0 / 3}, {"pc", VALUE_PX, 16},
    {"in", VALUE_PX, 96},    {"cm", VALUE_PX, 37.8},    {"mm", VALUE_PX, 3.78},
    {"q", VALUE_PX, 0.945},  {"em", VALUE_EM, 1},       {"rem", VALUE_REM, 1},
    {"ex", VALUE_EM, 0.5},   {"ch", VALUE_EM, 0.5},     {"ic", VALUE_EM, 1},
    {"cap", VALUE_EM, 0.7},  {"lh", VALUE_EM, 1.2},     {"rlh", VALUE_REM, 1.2},
    {"rex", VALUE_REM, 0.5}, {"rch", VALUE_REM, 0.5},   {"vw", VALUE_PX, 12.8},
    {"vh", VALUE_PX, 7.2},   {"vi", VALUE_PX, 12.8},    {"vb", VALUE_PX, 7.2},
    {"vmin", VALUE_PX, 7.2}, {"vmax", VALUE_PX, 12.8},  {"svw", VALUE_PX, 12.8},
    {"svh", VALUE_PX, 7.2},  {"lvw", VALUE_PX, 12.8},   {"lvh", VALUE_PX, 7.2},
    {"dvw", VALUE_PX, 12.8}, {"dvh", VALUE_PX, 7.2},    {"cqw", VALUE_PX, 12.8},
    {"cqh", VALUE_PX, 7.2},
};

bool
reading_length(const struct lexeme *word, struct cascade_value *value)
{
    if (word->kind == LEXEME_NUMBER || word->kind == LEXEME_PERCENT) {
        value->kind = word->kind == LEXEME_NUMBER ? VALUE_PX : VALUE_PERCENT;
        value->number = (float)word->number;
        /* Without a unit only 0 is a length, save where renderers in quirks
         * mode take px. */
        return true;
    }
    for (size_t i = 0;
         word->kind == LEXEME_DIMENSION && i < sizeof units / sizeof *units;
         i++)
        if (lexeme_is(word, units[i].name)) {
            value->kind = units[i].kind;
            value->number = (float)(word->number * units[i].factor);
            return true;
        }
    return false;
}
