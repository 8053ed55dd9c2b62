/* SPDX-License-Identifier: MIT */
#include "element.h"

#include <pthread.h>
#include <string.h>

/* The flags as the rows of the table spell them. */
enum {
    VOID = ELEMENT_IS_VOID,
    SPECIAL = ELEMENT_IS_SPECIAL,
    SCOPE = ELEMENT_IS_SCOPE,
    IMPLIED = ELEMENT_IS_IMPLIED,
    MODAL = ELEMENT_IS_MODAL,
    BREAKOUT = ELEMENT_BREAKS_OUT,
    SVG_POINT = ELEMENT_IS_SVG_POINT,
    MATH_POINT = ELEMENT_IS_MATH_POINT,
    HIDES = ELEMENT_HIDES,
    SVG_HIDES = ELEMENT_HIDES_IN_SVG,
    MATH_HIDES = ELEMENT_HIDES_IN_MATH,
    FILTERED = ELEMENT_IS_FILTERED,
    DROPPED = ELEMENT_IS_DROPPED,
    ANIMATES = ELEMENT_ANIMATES,
};

const struct element_info element_table[ELEMENT_COUNT] = {
    {"", 0, START_ORDINARY, END_ORDINARY, 0, TEXT_NONE},
#define ROW(id, name, start, end, flags, box)                                  \
    {name, sizeof name - 1, START_##start, END_##end, flags, TEXT_##box},
    ELEMENTS(ROW)
#undef ROW
};

static const struct attribute_info attributes[ATTRIBUTE_COUNT] = {
#define ROW(id, name, reason, kept)                                            \
    {name, sizeof name - 1, SMAC_##reason, kept},
    ATTRIBUTES(ROW)
#undef ROW
};

/* ---- finding a row by its name ------------------------------------------- */

/* Rows by their names: a row's number, or NO_ROW, from the slot on where it
 * may be first. Made once, never changed after. */
enum { SLOTS = 512, NO_ROW = 255 };

_Static_assert((int)ELEMENT_COUNT < NO_ROW && (int)ATTRIBUTE_COUNT < NO_ROW,
               "rows fit in a byte, and half of the slots are free");

static pthread_once_t indexed = PTHREAD_ONCE_INIT;
static uint8_t element_slots[SLOTS];
static uint8_t attribute_slots[SLOTS];

static unsigned
first_slot(const char *name, size_t length)
{
    unsigned first = (uint8_t)name[0];
    unsigned middle = (uint8_t)name[length / 2];
    unsigned last = (uint8_t)name[length - 1];
    return (first * 37 + middle * 5 + last * 113 + (unsigned)length) % SLOTS;
}

static void
add_row(uint8_t *slots, const char *name, size_t length, unsigned row)
{
    unsigned at = first_slot(name, length);
    while (slots[at] != NO_ROW)
        at = (at + 1) % SLOTS;
    slots[at] = (uint8_t)row;
}

static void
index_rows(void)
{
    memset(element_slots, NO_ROW, sizeof element_slots);
    memset(attribute_slots, NO_ROW, sizeof attribute_slots);
    for (unsigned i = ELEMENT_UNKNOWN + 1; i < ELEMENT_COUNT; i++)
        add_row(element_slots, element_table[i].name, element_table[i].length,
                i);
    for (unsigned i = 0; i < ATTRIBUTE_COUNT; i++)
        add_row(attribute_slots, attributes[i].name, attributes[i].length, i);
}

enum element
element_find(const char *name, size_t length)
{
    pthread_once(&indexed, index_rows);
    if (length == 0)
        return ELEMENT_UNKNOWN;
    unsigned at = first_slot(name, length);
    for (; element_slots[at] != NO_ROW; at = (at + 1) % SLOTS) {
        const struct element_info *row = &element_table[element_slots[at]];
        if (row->length == length && memcmp(row->name, name, length) == 0)
            return (enum element)element_slots[at];
    }
    return ELEMENT_UNKNOWN;
}

const struct attribute_info *
element_attribute_info(enum attribute attribute)
{
    static const struct attribute_info unknown = {"", 0, SMAC_HTML_ATTRIBUTE,
                                                  false};
    return attribute < ATTRIBUTE_COUNT ? &attributes[attribute] : &unknown;
}

bool
element_attribute_is_plain(const char *name, size_t length)
{
    static const char *const plain[] = {
        "alttext",
        "clip-rule",
        "columnalign",
        "cx",
        "cy",
        "d",
        "displaystyle",
        "fence",
        "fill-rule",
        "focusable",
        "font-style",
        "font-weight",
        "form",
        "mathvariant",
        "points",
        "preserveaspectratio",
        "r",
        "rx",
        "ry",
        "separator",
        "stretchy",
        "stroke-linecap",
        "stroke-linejoin",
        "version",
        "x1",
        "x2",
        "xmlns:xlink",
        "y1",
        "y2",
    };
    if (length > 5 &&
        (memcmp(name, "aria-", 5) == 0 || memcmp(name, "data-", 5) == 0))
        return true;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strlen(plain[i]) == length && memcmp(name, plain[i], length) == 0)
            return true;
    }
    return false;
}

enum attribute
element_attribute_find(const char *name, size_t length)
{
    pthread_once(&indexed, index_rows);
    if (length == 0)
        return ATTRIBUTE_UNKNOWN;
    unsigned at = first_slot(name, length);
    for (; attribute_slots[at] != NO_ROW; at = (at + 1) % SLOTS) {
        const struct attribute_info *row = &attributes[attribute_slots[at]];
        if (row->length == length && memcmp(row->name, name, length) == 0)
            return (enum attribute)attribute_slots[at];
    }
    return ATTRIBUTE_UNKNOWN;
}

const struct element_value *
element_value(const struct element_attributes *a, enum attribute attribute)
{
    for (unsigned i = 0; i < a->value_count; i++)
        if (a->values[i].attribute == attribute)
            return &a->values[i];
    return NULL;
}

bool
element_value_is(const struct element_attributes *a, enum attribute attribute,
                 const char *word)
{
    const struct element_value *value = element_value(a, attribute);
    if (value == NULL || value->length != strlen(word))
        return false;
    for (size_t i = 0; i < value->length; i++) {
        uint8_t byte = value->bytes[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (uint8_t)(byte + 32);
        if (byte != (uint8_t)word[i])
            return false;
    }
    return true;
}

bool
element_number(const struct element_attributes *a, enum attribute attribute,
               int *number)
{
    const struct element_value *value = element_value(a, attribute);
    if (value == NULL)
        return false;
    size_t i = 0;
    while (i < value->length && value->bytes[i] != 0 &&
           strchr(" \t\n\f\r", value->bytes[i]) != NULL)
        i++;
    bool negative = i < value->length && value->bytes[i] == '-';
    if (negative || (i < value->length && value->bytes[i] == '+'))
        i++;
    size_t first = i;
    int n = 0;
    for (;
         i < value->length && value->bytes[i] >= '0' && value->bytes[i] <= '9';
         i++)
        n = n > 99999999 ? 1000000000 : n * 10 + (value->bytes[i] - '0');
    *number = negative ? -n : n;
    return i > first;
}

char
element_alignment(const struct element_attributes *a)
{
    if (element_value_is(a, ATTRIBUTE_ALIGN, "center") ||
        element_value_is(a, ATTRIBUTE_ALIGN, "middle"))
        return 'c';
    if (element_value_is(a, ATTRIBUTE_ALIGN, "left"))
        return 'l';
    return element_value_is(a, ATTRIBUTE_ALIGN, "right") ? 'r' : 0;
}
