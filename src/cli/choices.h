/* SPDX-License-Identifier: MIT */
/* What options may be chosen from, where several commands have them. */
#ifndef SMAC_CLI_CHOICES_H
#define SMAC_CLI_CHOICES_H

#include "options.h"

extern const struct option_choice choices_formats[];
extern const struct option_choice choices_profiles[];
extern const struct option_choice choices_details[];
extern const struct option_choice choices_keeps[];
extern const struct option_choice choices_contents[]; /* of an audit */

#endif
