/* SPDX-License-Identifier: MIT */
#include "pen.h"

#include <string.h>

#include "unicode.h"

#define NOWHERE 1e9f

void
pen_begin(struct pen *p, const struct hidden_own *own)
{
    if (own->placed && own->x != HIDDEN_UNPLACED)
        p->at = (float)own->x;
    else if (own->shown_anew)
        p->at = 0;
}

void
pen_lose(struct pen *p)
{
    p->at = NOWHERE;
}

/* In em, of common fonts; DejaVu's letters are as wide as that. */
static float
advance(uint32_t c)
{
    if (c < 0x80)
        return c < ' ' ? 0.3f
               : (c >= 'A' && c <= 'Z') || strchr("mw%@&", (int)c) != NULL
                   ? 1.05f
                   : 0.7f;
    return 0.8f * (float)unicode_width(c);
}

size_t
pen_draw(struct pen *p, const struct hidden_state *s, const uint8_t *bytes,
         size_t length)
{
    size_t seen = 0;
    if (!s->lettered && !s->framed)
        return length;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += unicode_decode(bytes + at, length - at, &c);
        if (p->at < NOWHERE)
            p->at += advance(c) * s->css.font;
        if (p->at <= (float)s->canvas.right && seen < at)
            seen = at;
    }
    return seen;
}
