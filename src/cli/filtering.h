/* SPDX-License-Identifier: MIT */
/* How documents are filtered, as far as several commands let their users say
 * it: the rows of their tables of options, and the library's options that
 * follow. */
#ifndef SMAC_CLI_FILTERING_H
#define SMAC_CLI_FILTERING_H

#include <stddef.h>
#include <stdint.h>

#include "choices.h"
#include "options.h"
#include "smac.h"

/* All zero: nothing was said. */
struct filtering {
    unsigned format;
    unsigned profile; /* the enum's value and one, as details */
    unsigned details;
    unsigned keep; /* enum smac_keep, or-ed */
    unsigned max_depth;
    uint64_t max_input; /* UINT64_MAX: no limit, as the two below */
    uint64_t max_memory;
    uint64_t spill_above;
};

struct smac_options filtering_options(const struct filtering *);

/* Rows for the table of a command whose settings have a struct filtering as
 * that member. */
#define FILTERING_AT(settings, member, field)                                  \
    (offsetof(struct settings, member) + offsetof(struct filtering, field))

/* clang-format off */
#define FILTERING_FORMAT(settings, member)                                     \
    {OPTION_CHOICE, 't', "to", "FORMAT",                                       \
     FILTERING_AT(settings, member, format), choices_formats,                  \
     "text (default), or markdown: clean GFM of the visible content"}

#define FILTERING_VIEW(settings, member)                                       \
    {OPTION_CHOICE, 0, "profile", "VIEW",                                      \
     FILTERING_AT(settings, member, profile), choices_profiles,                \
     "strict (default): what is visible on GitHub and in a browser; github "   \
     "or browser: what is visible there"},                                     \
    {OPTION_CHOICE, 0, "details", "HOW",                                       \
     FILTERING_AT(settings, member, details), choices_details,                 \
     "of a collapsed <details>, show its summary (default), drop it, or "      \
     "expand it"}

#define FILTERING_KEEP(settings, member)                                       \
    {OPTION_SET, 0, "keep", "LIST",                                            \
     FILTERING_AT(settings, member, keep), choices_keeps,                      \
     "keep some of what is dropped, marked as such: alt, links, images, "      \
     "titles, info, front-matter or all, with commas between"}

#define FILTERING_LIMITS(settings, member)                                     \
    {OPTION_SIZE, 0, "max-input", "SIZE",                                      \
     FILTERING_AT(settings, member, max_input), NULL,                          \
     "bytes of a document, unpacked (default: 16M; 0: no limit)"},             \
    {OPTION_SIZE, 0, "max-memory", "SIZE",                                     \
     FILTERING_AT(settings, member, max_memory), NULL,                         \
     "bytes of memory (default: 64M and 320 for each byte of the document; "   \
     "0: no limit)"},                                                          \
    {OPTION_COUNT, 0, "max-depth", "N",                                        \
     FILTERING_AT(settings, member, max_depth), NULL,                          \
     "nested blocks and elements (default: 100)"}

#define FILTERING_SPILL(settings, member)                                      \
    {OPTION_SIZE, 0, "spill-above", "SIZE",                                    \
     FILTERING_AT(settings, member, spill_above), NULL,                        \
     "hold longer documents on disk, in $TMPDIR or /var/tmp, and not in "      \
     "memory (default: 16M; 0: never)"}
/* clang-format on */

#endif
