/* SPDX-License-Identifier: MIT */
#include "filtering.h"

struct smac_options
filtering_options(const struct filtering *f)
{
    return (struct smac_options){
        .format = (enum smac_format)f->format,
        .profile =
            f->profile == 0 ? SMAC_STRICT : (enum smac_profile)(f->profile - 1),
        .details = f->details == 0 ? SMAC_DETAILS_SUMMARY
                                   : (enum smac_details)(f->details - 1),
        .keep = f->keep,
        .max_input = f->max_input,
        .max_memory = f->max_memory,
        .max_depth = f->max_depth,
        .spill_above = f->spill_above,
    };
}
