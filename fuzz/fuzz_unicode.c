/* SPDX-License-Identifier: MIT */
/* The scan for code points that draw nothing, and what they spell. The first
 * byte says how: bit 0 for verbatim text, the rest where the text is cut. */
#include <string.h>

#include "clean.h"
#include "reveal.h"
#include "unicode.h"

/* Of each byte that is dropped, marks has the reason and 1. */
static void
scan_piece(struct unicode_state *state, const uint8_t *text, size_t from,
           size_t to, size_t size, bool verbatim, uint8_t *marks)
{
    struct unicode_run run;
    uint32_t next = 0;
    size_t position = 0;
    size_t end = 0;
    if (to < size)
        unicode_decode(text + to, size - to, &next);
    while (unicode_next(state, text + from, to - from, next, verbatim,
                        &position, &run)) {
        demand(run.from >= end && run.from < run.to && run.to <= to - from,
               "runs ascend, and are in the piece");
        demand(clean_is_boundary(text, size, from + run.from) &&
                   clean_is_boundary(text, size, from + run.to),
               "runs are made of whole code points");
        demand(run.reason < SMAC_REASON_COUNT, "a run has a reason");
        memset(marks + from + run.from, (int)run.reason + 1, run.to - run.from);
        end = run.to;
    }
}

/* What is left when the runs are taken out. */
static size_t
take_out(uint8_t *text, size_t size, const uint8_t *marks)
{
    size_t left = 0;
    for (size_t i = 0; i < size; i++) {
        if (marks[i] == 0)
            text[left++] = text[i];
    }
    return left;
}

static bool
has_tag(const uint8_t *text, size_t size)
{
    return memmem(text, size, "\xF3\xA0", 2) != NULL;
}

static void
walk(const uint8_t *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t c, again;
        uint8_t bytes[4];
        size_t n = unicode_decode(text + at, size - at, &c);
        demand(n >= 1 && n <= size - at, "a code point has a length");
        demand(unicode_encode(c, bytes) == n &&
                   memcmp(bytes, text + at, n) == 0 &&
                   unicode_decode(bytes, n, &again) == n && again == c,
               "a code point goes there and back");
        demand(unicode_width(c) <= 2, "nothing is wider than two columns");
        at += n;
    }
}

/* The same bytes are dropped wherever the text is cut; where a run is, a part
 * may have a less grave reason than the whole. */
static void
expect_same_in_pieces(const uint8_t *text, size_t size, size_t step,
                      bool verbatim, const uint8_t *marks)
{
    struct unicode_state state = {.flags = 0};
    uint8_t *others = must(calloc(1, size + 1));
    for (size_t from = 0; from < size;) {
        size_t to = from + step < size ? from + step : size;
        while (!clean_is_boundary(text, size, to))
            to++;
        scan_piece(&state, text, from, to, size, verbatim, others);
        from = to;
    }
    for (size_t i = 0; i < size; i++)
        demand((others[i] == 0) == (marks[i] == 0), "cuts change no verdict");
    free(others);
}

static void
expect_sense(const uint8_t *bytes, size_t length)
{
    struct buffer message;
    buffer_init(&message, SIZE_MAX / 2);
    if (reveal_message(bytes, length, &message)) {
        demand(message.size > 0, "a message has words");
        demand(unicode_valid_prefix(message.data, message.size) == message.size,
               "a message is valid UTF-8");
    } else
        demand(message.size == 0, "no message leaves nothing behind");
    buffer_release(&message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct unicode_state state = {.flags = 0};
    if (length == 0)
        return 0;
    bool verbatim = bytes[0] & 1;
    size_t step = (size_t)(bytes[0] >> 1) + 1;
    size_t size = length - 1;
    uint8_t *text = clean_copy(bytes + 1, size);
    uint8_t *marks = must(calloc(1, size + 1));

    walk(text, size);
    expect_sense(bytes + 1, length - 1);
    expect_sense(text, size);
    struct unicode_state passed = state;
    bool plain = unicode_pass(&passed, text, size);
    scan_piece(&state, text, 0, size, size, verbatim, marks);
    if (plain)
        demand(take_out(text, size, marks) == size &&
                   memcmp(&passed, &state, sizeof state) == 0,
               "nothing is found in plain text");
    if (!has_tag(text, size))
        expect_same_in_pieces(text, size, step, verbatim, marks);
    size = take_out(text, size, marks);
    memset(marks, 0, size);
    state = (struct unicode_state){.flags = 0};
    scan_piece(&state, text, 0, size, size, verbatim, marks);
    demand(take_out(text, size, marks) == size, "a second scan finds nothing");
    free(marks);
    free(text);
    return 0;
}
