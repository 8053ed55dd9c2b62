/* SPDX-License-Identifier: MIT */
#include "box.h"

/* An inline element's edge ends no run: a space before it and one behind it
 * stand side by side on the page. */
void
box_meet(struct flow *f, enum text_box box)
{
    if (text_is_block(box))
        flow_end_run(f);
    else
        flow_release(f, 0);
}

void
box_open(struct flow *f, enum element e, unsigned argument)
{
    enum text_box box = element_info(e)->box;
    if (e == ELEMENT_BR)
        flow_end_run(f);
    else
        box_meet(f, e == ELEMENT_HR ? TEXT_GROUP : box);
    flow_end_region(f);
    if (e == ELEMENT_BR)
        text_break(f->text);
    else if (e == ELEMENT_HR)
        text_rule(f->text);
    else if (e == ELEMENT_IMG)
        text_part(f->text);
    else if (box != TEXT_NONE)
        text_open(f->text, box, argument);
    f->verbatim += box == TEXT_CODE_BLOCK || box == TEXT_CODE;
}

void
box_close(struct flow *f, enum element e)
{
    enum text_box box = element_info(e)->box;
    box_meet(f, box);
    if (box != TEXT_NONE)
        text_close(f->text, box);
    if ((box == TEXT_CODE_BLOCK || box == TEXT_CODE) && f->verbatim > 0)
        f->verbatim--;
}

unsigned
box_argument(enum element e, const struct element_attributes *a)
{
    enum text_box box = element_info(e)->box;
    int number;
    if (box == TEXT_HEADING)
        return (unsigned)(element_info(e)->name[1] - '0');
    if (box == TEXT_BULLETS)
        return 1;
    if (box == TEXT_NUMBERS) {
        bool given = element_number(a, ATTRIBUTE_START, &number) && number >= 0;
        return (given ? (unsigned)number : 1) * 2 + 1;
    }
    if (box == TEXT_ITEM) {
        bool given = element_number(a, ATTRIBUTE_VALUE, &number) && number >= 0;
        return given ? (unsigned)number + 1 : 0;
    }
    if (box == TEXT_CELL || box == TEXT_HEADER_CELL)
        return (unsigned)element_alignment(a);
    return 0;
}
