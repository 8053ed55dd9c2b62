/* SPDX-License-Identifier: MIT */
#include "coded.h"

#include <string.h>

#include "ticks.h"

void
coded_begin(struct coded *c, size_t at)
{
    *c = (struct coded){.at = at};
}

static size_t
count_ticks(const uint8_t *bytes, size_t length, size_t at)
{
    size_t n = 0;
    while (at + n < length && bytes[at + n] == '`')
        n++;
    return n;
}

/* Behind the span that begins at `at`, or 0 if it does not end in the line. A
 * bar in it could begin another cell. */
static size_t
find_end(const uint8_t *bytes, size_t length, size_t at)
{
    size_t ticks = count_ticks(bytes, length, at);
    size_t i = at + ticks;
    while (ticks <= TICKS_MAX && i < length && bytes[i] != '\n' &&
           bytes[i] != '|') {
        size_t n = count_ticks(bytes, length, i);
        if (n == ticks)
            return i + n;
        i += n > 0 ? n : 1;
    }
    return 0;
}

static bool
is_one_of(uint8_t b, const char *bytes)
{
    return b != 0 && strchr(bytes, b) != NULL;
}

/* A bare address ends at a blank, and may begin within a link's tail. */
static void
note_word(struct coded *c, uint8_t b)
{
    if (b == ' ' || b == '\t' || b == '\n')
        c->address = false;
    else if (b == ':' || b == '.' || b == '@')
        c->address = true;
}

/* In the tail, no byte counts that could move its end. */
static void
step_tail(struct coded *c, uint8_t b)
{
    c->lost = is_one_of(b, "`\\\"'<([\n");
    note_word(c, b);
    c->at++;
    if (b == c->tail) {
        c->tail = 0;
        c->at -= b == ']'; /* another tail may follow */
    }
}

static void
step_tick(struct coded *c, const uint8_t *bytes, size_t length)
{
    size_t end = c->address ? 0 : find_end(bytes, length, c->at);
    c->lost = end == 0;
    if (end > 0)
        c->at = end;
}

/* A byte that is in no span, and no `<`. */
static void
step(struct coded *c, const uint8_t *bytes, size_t length)
{
    uint8_t b = bytes[c->at];
    uint8_t next = c->at + 1 < length ? bytes[c->at + 1] : 0;
    if (b == '\\')
        c->lost = next == '`';
    else if (b == '[')
        c->lost = next == '^' || next == '\\';
    note_word(c, b);
    c->at++;
    if (b == ']' && (next == '(' || next == '[')) {
        c->tail = next == '(' ? ')' : ']';
        c->at++;
    }
}

bool
coded_covers(struct coded *c, const uint8_t *bytes, size_t length, size_t at)
{
    while (!c->lost && c->at <= at) {
        if (c->tail != 0)
            step_tail(c, bytes[c->at]);
        else if (bytes[c->at] == '`')
            step_tick(c, bytes, length);
        else if (c->at < at)
            step(c, bytes, length);
        else
            c->lost = true; /* by a tag, for all that is known */
    }
    return !c->lost;
}
