/* SPDX-License-Identifier: MIT */
#include "dollar.h"

#include <stdlib.h>

#include "block.h"
#include "formula.h"

struct characters {
    uint8_t *text;
    uint8_t *flags;
    size_t count;
    unsigned pending;
};

static void
put(struct characters *c, uint8_t byte, unsigned flags)
{
    c->text[c->count] = byte;
    c->flags[c->count++] = (uint8_t)(flags | c->pending);
    c->pending = 0;
}

/* The characters that a reader of the markdown sees. */
static void
take_down(struct characters *c, const uint8_t *bytes, size_t length,
          enum gfm_place place)
{
    bool raw = false;
    unsigned code = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        bool newline = byte == '\n' || byte == MARK_BREAK;
        if (newline)
            byte = place >= GFM_HEADING ? ' ' : '\n';
        if (bytes[i] == MARK_RAW || bytes[i] == MARK_COOKED)
            raw = bytes[i] == MARK_RAW;
        if (bytes[i] == MARK_CODE_ON || bytes[i] == MARK_CODE_OFF)
            code = bytes[i] == MARK_CODE_ON ? FORMULA_CODE : 0;
        if (byte < ' ' && byte != '\n' && byte != '\t')
            c->pending |= FORMULA_EDGE;
        else if (!raw)
            put(c, byte, code);
    }
}

bool
dollar_acts(struct buffer *out, const uint8_t *bytes, size_t length,
            enum gfm_place place)
{
    if (!formula_is_possible(bytes, length))
        return false;
    uint8_t *memory = calloc(length, 3);
    if (memory == NULL) {
        out->failed = true;
        return false;
    }
    struct characters c = {memory, memory + length, 0, 0};
    bool *hidden = (bool *)(memory + 2 * length);
    struct tex tex = {.count = 0};
    take_down(&c, bytes, length, place);
    formula_mark(&tex, c.text, c.flags, c.count, hidden);
    bool acts = memchr(hidden, 1, c.count) != NULL;
    free(memory);
    return acts;
}
