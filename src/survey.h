/* SPDX-License-Identifier: MIT */
/* The first look at a page, for what is known only when all of it was seen:
 * goes over it and tells the view. */
#ifndef SMAC_SURVEY_H
#define SMAC_SURVEY_H

#include "markdown.h"
#include "view.h"

/* The view was begun, and is ready for the second look afterwards. The status
 * is that of markdown_render. What is drawn of formulas does not matter. */
enum smac_status survey_run(struct view *, struct markdown *,
                            const struct source *, bool bidi);

/* markdown_render, while libxml2 is told what it needs to know: for a view that
 * watches. It ends early if something holds for the whole page. */
enum smac_status survey_watch(struct view *, struct markdown *,
                              const struct source *,
                              const struct markdown_events *);

#endif
