/* SPDX-License-Identifier: MIT */
#include "sayings.h"

#include "reveal.h"

/* Bytes of a document on disk that are in memory at a time. */
enum { REST_AFTER = 1 << 20 };

struct sayings_place {
    size_t offset; /* of the span */
    size_t from;   /* of what it says, in the text */
    size_t to;
};

void
sayings_init(struct sayings *s)
{
    buffer_init(&s->text, SIZE_MAX / 2);
    buffer_init(&s->places, SIZE_MAX / 2);
    s->next = 0;
}

void
sayings_release(struct sayings *s)
{
    buffer_release(&s->text);
    buffer_release(&s->places);
}

bool
sayings_collect(struct sayings *s, const struct ledger *ledger,
                const uint8_t *source)
{
    struct ledger_run run;
    size_t position = 0;
    size_t rested = 0;
    buffer_clear(&s->text);
    buffer_clear(&s->places);
    s->next = 0;
    while (ledger_next(ledger, &position, &run)) {
        if (position - rested >= REST_AFTER) {
            scratch_rest(ledger->memory.scratch);
            rested = position;
        }
        struct sayings_place place = {.offset = run.from, .from = s->text.size};
        if (run.reason < 0 ||
            !reveal_message(source + run.from, run.to - run.from, &s->text))
            continue;
        place.to = s->text.size;
        buffer_put(&s->places, &place, sizeof place);
    }
    return !s->text.failed && !s->places.failed;
}

const char *
sayings_of(struct sayings *s, size_t offset, size_t *length)
{
    const struct sayings_place *places = (const void *)s->places.data;
    size_t count = s->places.size / sizeof *places;
    *length = 0;
    if (s->next == count || places[s->next].offset != offset)
        return NULL;
    const struct sayings_place *place = &places[s->next++];
    *length = place->to - place->from;
    return (const char *)s->text.data + place->from;
}
