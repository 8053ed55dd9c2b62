/* SPDX-License-Identifier: MIT */
/* Reads documents, each ended by a NUL, and writes a line for each: the words
 * (w and a number) that the judge calls seen, in their order. soup.mjs
 * compares them with what parse5's tree says.
 *
 *     judge VIEW [CHUNK]     browser or github; bytes fed at a time */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "html.h"

struct seen {
    struct buffer text;
    size_t to;
};

static void
on_text(void *user, const uint8_t *bytes, size_t length, size_t from, size_t to,
        int verdict)
{
    struct seen *seen = user;
    if (verdict != HTML_SHOWN)
        return;
    if (from != seen->to)
        buffer_putc(&seen->text, '|');
    buffer_put(&seen->text, bytes, length);
    seen->to = to;
}

static void
print_words(const struct buffer *b)
{
    const uint8_t *p = b->data;
    for (size_t i = 0; i < b->size;) {
        size_t end = i + 1;
        while (end < b->size && isdigit(p[end]))
            end++;
        if (p[i] == 'w' && end > i + 1)
            printf(" %.*s", (int)(end - i), (const char *)p + i);
        i = end;
    }
    putchar('\n');
}

static void
judge(struct html *h, struct seen *seen, const struct buffer *document,
      size_t chunk)
{
    html_reset(h);
    buffer_clear(&seen->text);
    seen->to = 0;
    for (size_t at = 0; at < document->size; at += chunk) {
        size_t left = document->size - at;
        html_raw(h, document->data + at, left < chunk ? left : chunk, at);
    }
    html_finish(h);
    if (html_failed(h) != SMAC_OK)
        puts(" failed");
    else
        print_words(&seen->text);
}

int
main(int argc, char **argv)
{
    if (argc < 2 || argc > 3)
        return 2;
    enum html_view view =
        strcmp(argv[1], "github") == 0 ? HTML_VIEW_GITHUB : HTML_VIEW_BROWSER;
    size_t chunk = argc > 2 ? strtoul(argv[2], NULL, 10) : SIZE_MAX / 2;
    struct seen seen = {.to = 0};
    struct buffer document;
    buffer_init(&seen.text, 1 << 24);
    buffer_init(&document, 1 << 24);
    struct html_events events = {.user = &seen, .text = on_text};
    struct html *h = html_new(view, SMAC_DETAILS_SUMMARY, 0, &events);
    if (h == NULL || chunk == 0)
        return 3;
    for (int c = getchar(); c != EOF; c = getchar()) {
        if (c != 0) {
            buffer_putc(&document, (uint8_t)c);
            continue;
        }
        judge(h, &seen, &document, chunk);
        buffer_clear(&document);
    }
    html_free(h);
    buffer_release(&seen.text);
    buffer_release(&document);
    return fflush(stdout) != 0;
}
