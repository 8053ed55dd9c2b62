/* SPDX-License-Identifier: MIT */
/* The first look at a page, for what is known only when all of it was seen:
 * goes over it and tells the view, and nobody else. */
#ifndef SMAC_SURVEY_H
#define SMAC_SURVEY_H

#include "markdown.h"
#include "view.h"

/* What the tags in the source say of the work ahead; most documents have none
 * that matter. They may stand in code: that costs time, and changes nothing. */
struct survey_signs {
    bool page;   /* there may be something that holds for the whole page */
    bool github; /* GitHub may hide what a browser shows */
};

/* O(size), and little. */
struct survey_signs survey_look(const struct source *);

/* The view was begun, and is ready for the second look afterwards. The status
 * is that of markdown_render. */
enum smac_status survey_run(struct view *, struct markdown *,
                            const struct source *);

#endif
