/* SPDX-License-Identifier: MIT */
/* The CSS reader: what is before the first NUL is a style sheet, what is
 * between that and the next a `style` attribute, the rest the parent's. */
#include <math.h>
#include <string.h>

#include "css.h"
#include "must.h"
#include "sheet.h"
#include "target.h"

struct piece {
    const uint8_t *bytes;
    size_t length;
};

struct subject {
    enum element element;
    const char *name;
    struct element_attributes attributes;
};

/* Cuts what is before the first NUL off the front. */
static struct piece
cut(struct piece *rest)
{
    struct piece front = *rest;
    const uint8_t *end =
        rest->length > 0 ? memchr(rest->bytes, 0, rest->length) : NULL;
    if (end == NULL) {
        rest->bytes += rest->length;
        rest->length = 0;
        return front;
    }
    front.length = (size_t)(end - rest->bytes);
    rest->bytes = end + 1;
    rest->length -= front.length + 1;
    return front;
}

static void
give(struct element_attributes *a, enum attribute attribute, const char *value)
{
    a->present[attribute / 64] |= (uint64_t)1 << attribute % 64;
    a->values[a->value_count++] =
        (struct element_value){.attribute = attribute,
                               .bytes = (const uint8_t *)value,
                               .length = strlen(value)};
}

static struct subject
choose_subject(size_t number)
{
    struct subject s = {.element = ELEMENT_P, .name = "p"};
    if (number % 4 == 1) {
        s.element = ELEMENT_SPAN;
        s.name = "span";
    }
    if (number % 4 >= 1)
        give(&s.attributes, ATTRIBUTE_CLASS, "a b");
    if (number % 4 >= 2)
        give(&s.attributes, ATTRIBUTE_ID, "c");
    return s;
}

/* Neither the numbers that are drawn with nor the flags are beyond what their
 * types may hold. */
static void
expect_sound(const struct css_style *s)
{
    demand(!isnan(s->font) && !isnan(s->scale) && !isnan(s->opacity) &&
               !isnan(s->root),
           "a style's measures are numbers");
    demand(s->colors >= 1 && s->colors <= 2 && s->backgrounds >= 1 &&
               s->backgrounds <= 2,
           "a style has one colour or two");
}

/* What the element's style makes of its text; `sheet` may be NULL. */
static bool
judge(const struct subject *subject, struct sheet *sheet, struct piece own,
      struct piece around)
{
    struct cascade c;
    struct cascade_packed packed;
    struct cascade unpacked;
    struct css_style style, twin;
    css_root(&style);
    cascade_begin(&c, ELEMENT_DIV, SPACE_HTML, NULL);
    cascade_declare(&c, around.bytes, around.length, CASCADE_INLINE, false);
    css_inherit(&c, &style);
    expect_sound(&style);

    cascade_begin(&c, subject->element, SPACE_HTML, &subject->attributes);
    cascade_declare(&c, own.bytes, own.length, CASCADE_INLINE, false);
    if (sheet != NULL)
        sheet_apply(sheet, subject->name, strlen(subject->name),
                    &subject->attributes, &c);
    twin = style;
    css_inherit(&c, &style);
    expect_sound(&style);
    cascade_pack(&c, &packed);
    cascade_unpack(&packed, &unpacked);
    css_inherit(&unpacked, &twin);
    demand(css_hides(&twin) || !css_hides(&style),
           "a cascade that was packed hides what it hid");
    demand(css_hides(&style) || packed.failed || !css_hides(&twin),
           "a cascade that was packed hides nothing else");
    return css_hides(&style);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct piece rest = {bytes, length};
    struct piece text = cut(&rest);
    struct piece own = cut(&rest);
    struct piece around = cut(&rest);
    struct sheet *sheet = must(sheet_new());
    struct subject subject = choose_subject(length);
    bool plain = judge(&subject, NULL, own, around);

    sheet_add(sheet, text.bytes, text.length, false);
    bool styled = judge(&subject, sheet, own, around);
    bool covers = sheet_covers(sheet);
    if (sheet_is_empty(sheet))
        demand(styled == plain, "an empty sheet hides and shows nothing");
    sheet_reset(sheet);
    sheet_add(sheet, text.bytes, text.length, false);
    demand(judge(&subject, sheet, own, around) == styled &&
               sheet_covers(sheet) == covers,
           "a sheet that was reset reads alike");

    sheet_reset(sheet);
    sheet_add(sheet, text.bytes, text.length, true);
    bool doubted = judge(&subject, sheet, own, around);
    demand(doubted || !plain, "what perhaps applies shows nothing");
    demand(doubted || !styled, "what perhaps applies hides as what applies");
    sheet_give_up(sheet);
    demand(judge(&subject, sheet, own, around),
           "a sheet that cannot be read hides everything");
    sheet_free(sheet);
    return 0;
}
