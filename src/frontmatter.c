/* SPDX-License-Identifier: MIT */
#include "frontmatter.h"

#include <stdbool.h>
#include <string.h>

struct line {
    size_t from;
    size_t to;   /* without trailing blanks and line end */
    size_t next; /* where the next line starts */
};

static struct line
line_at(const uint8_t *text, size_t size, size_t from)
{
    size_t end = from;
    while (end < size && text[end] != '\n' && text[end] != '\r')
        end++;
    size_t next = end < size ? end + 1 : size;
    if (next < size && text[end] == '\r' && text[next] == '\n')
        next++;
    while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    return (struct line){from, end, next};
}

static bool
is(const uint8_t *text, struct line l, const char *fence)
{
    return l.to - l.from == 3 && memcmp(text + l.from, fence, 3) == 0;
}

size_t
frontmatter_end(const uint8_t *text, size_t size)
{
    if (size < 4)
        return 0;
    struct line l = line_at(text, size, 0);
    bool yaml = is(text, l, "---");
    if (!yaml && !is(text, l, "+++"))
        return 0;
    l = line_at(text, size, l.next);
    if (l.from == l.to)
        return 0;
    while (l.from < size) {
        if (is(text, l, yaml ? "---" : "+++") || (yaml && is(text, l, "...")))
            return l.next;
        if (l.next >= size)
            break;
        l = line_at(text, size, l.next);
    }
    return 0;
}
